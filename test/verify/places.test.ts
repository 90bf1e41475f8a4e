import { expect, test } from 'vitest';
import { verdictOf } from './verdict-of.ts';

const travel = `from logs-okta.system-*
| where event.action == "user.session.start"
| stats here = first(source.geo.location, @timestamp), there = last(source.geo.location, @timestamp),
    began = min(@timestamp), ended = max(@timestamp) by user.name
| eval km = st_distance(here, there) / 1000, hours = date_diff("minute", began, ended) / 60.0
| where km > 500 and km / hours > 900`;
const usual = `from logs-okta.system-*
| stats usual = st_centroid_agg(source.geo.location), n = count(*) by user.name
| where st_distance(usual, to_geopoint("POINT(13.4 52.5)")) > 1000000 and n > 3`;
const apart =
  'from logs-* metadata _id | where st_distance(source.geo.location, destination.geo.location) > 5e5';
const south = 'from logs-* metadata _id | where st_y(source.geo.location) < -60';
const there = 'from logs-* metadata _id | where source.geo.location is not null';
const joined = `from logs-* metadata _id
| eval place = to_geopoint(concat("POINT(", to_string(my.longitude), " ", to_string(my.latitude), ")"))
| where st_distance(place, to_geopoint("POINT(1 2)")) < 1000`;
const office = `from logs-* metadata _id
| lookup join offices on user.name | where st_distance(source.geo.location, office_location) > 100000`;
const crowded = 'from logs-* | stats n = count(*) by source.geo.location | where n > 3';
const renamed =
  'from logs-* | rename source.geo.location as loc | stats n = count(*) by user.id, x = st_x(loc) | where n > 3 and x > 5';
const square =
  'from logs-* metadata _id | where st_within(source.geo.location, to_geoshape("BBOX (0, 9, 9, 0)"))';

test.each([
  [travel, 'splunk', 'spl exact proved', 'asin(sqrt((pow(sin('],
  [travel, 'panther', 'sql exact proved', 'ASIN(SQRT(POWER(SIN('],
  [travel, 'elastic', 'esql exact proved', 'first(st_x(source.geo.location), @timestamp)'],
  [usual, 'splunk', 'spl exact proved', 'avg("source.geo.location.lon")'],
  [usual, 'panther', 'sql exact proved', 'AVG('],
  [usual, 'elastic', 'esql exact proved', 'avg(st_x(source.geo.location))'],
  [apart, 'splunk', 'spl exact tested', 'asin('],
  [apart, 'panther', 'python exact proved', 'and metres_between('],
  [
    apart,
    'elastic',
    'esql exact proved',
    'st_distance(source.geo.location, destination.geo.location) > 500000',
  ],
  [south, 'splunk', 'spl exact proved', 'source.geo.location.lat<-60'],
  [south, 'panther', 'python exact proved', '< -60'],
  [south, 'elastic', 'esql exact proved', 'st_y(source.geo.location) < -60'],
  [there, 'splunk', 'spl exact proved', 'source.geo.location.lon=*'],
  [there, 'elastic', 'esql exact proved', 'where source.geo.location is not null'],
  [joined, 'panther', 'python exact proved', 'metres_between('],
  [joined, 'elastic', 'esql exact proved', 'to_string(my.longitude)'],
  [office, 'splunk', 'refused', ''],
  [office, 'panther', 'refused', ''],
  [office, 'elastic', 'esql exact proved', 'st_distance(source.geo.location, office_location)'],
  [crowded, 'splunk', 'spl exact tested', "'source.geo.location.lon' . "],
  [crowded, 'panther', 'sql exact tested', 'source:geo:location:lon'],
  [crowded, 'elastic', 'esql exact proved', 'by source.geo.location = source.geo.location'],
  [renamed, 'elastic', 'esql exact proved', 'st_x(loc)'],
  [square, 'splunk', 'refused', ''],
  [square, 'panther', 'refused', ''],
  [
    square,
    'elastic',
    'esql exact proved',
    'st_within(source.geo.location, to_geoshape("BBOX (0, 9, 9, 0)"))',
  ],
])('%s to %s: %s', async (query, target, verdict, part) => {
  const found = await verdictOf('r.esql', query, target);
  expect(found.verdict).toBe(verdict);
  if (verdict !== 'refused') expect(found.query).toContain(part);
});
