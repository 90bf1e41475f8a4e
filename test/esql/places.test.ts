import { describe, expect, test } from 'vitest';
import { holds, problemsOf } from './reading.ts';

const berlin = { source: { geo: { location: { lat: 52.5, lon: 13.4 } } } };
const square = 'to_geoshape("POLYGON((0 0, 3 0, 3 2, 0 2, 0 0))")';
const ring = 'to_geoshape("POLYGON((0 0, 3 0, 3 3, 0 3, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1))")';

/** The answers are those of Elasticsearch 8.19, save of functions that came after it. */
describe('places', () => {
  test.each([
    ['st_distance(source.geo.location, to_geopoint("POINT(-74 40.7)")) > 6386304', berlin, true],
    ['st_distance(source.geo.location, to_geopoint("POINT(-74 40.7)")) > 6386305', berlin, false],
    ['st_distance(source.geo.location, to_geopoint("POINT(13.4 52.5)")) == 0', berlin, true],
    ['st_distance(source.geo.location, to_geopoint("POINT(13.4 52.5)")) >= 0', {}, false],
    ['not st_distance(source.geo.location, to_geopoint("POINT(13.4 52.5)")) > 5', {}, false],
    ['st_distance(place, to_geopoint("POINT(1 1)")) < 200000', { place: { lat: 2, lon: 1 } }, true],
    ['st_distance(to_cartesianpoint("POINT(0 0)"), to_cartesianpoint(x)) == 5', { x: 'POINT(3 4)' }, true],
    [
      'st_distance(to_geopoint(concat("POINT(", x, " ", y, ")")), to_geopoint("POINT(1 1)")) == 0',
      { x: '1', y: '1' },
      true,
    ],
    ['st_x(source.geo.location) == 13.4 and st_y(source.geo.location) == 52.5', berlin, true],
    ['st_x(to_geopoint(x)) == 10.5', { x: ' point (10.5 -2e1 7)' }, true],
    ['to_geopoint(x) is not null', { x: 'POINT (200 20)' }, false],
    ['to_geopoint(x) is not null', { x: 'nope' }, false],
    ['to_cartesianpoint(x) is not null', { x: 'POINT (200 2000)' }, true],
    ['to_string(source.geo.location) == "POINT (13.4 52.5)"', berlin, true],
    ['to_string(to_geopoint(x)) == "POINT (1.0 -0.5)"', { x: 'POINT(1 -.5)' }, true],
    ['to_string(to_geoshape(x)) like "MULTIPOINT (1.0 2.0, 3.0 4.0)"', { x: 'MULTIPOINT((1 2), 3 4)' }, true],
    [`st_contains(${square}, to_geopoint(x))`, { x: 'POINT(0 0)' }, true],
    [`st_contains(${square}, to_geopoint(x))`, { x: 'POINT(3.1 0)' }, false],
    [`st_contains(${square}, to_geoshape(x))`, { x: 'POLYGON((0 0, 1 0, 1 1, 0 1, 0 0))' }, false],
    [`st_within(to_geoshape(x), ${square})`, { x: 'POLYGON((1 1, 2 1, 2 1.5, 1 1.5, 1 1))' }, true],
    [`st_within(to_geoshape(x), ${square})`, { x: 'LINESTRING(1 1, 9 1)' }, false],
    [`st_within(to_geoshape(x), ${square})`, { x: 'MULTIPOINT(1 1, 9 9)' }, false],
    [`st_within(to_geoshape(x), ${ring})`, { x: 'LINESTRING(0.5 1.5, 2.5 1.5)' }, false],
    [`st_contains(${ring}, to_geopoint("POINT(1.5 1.5)"))`, {}, false],
    [`st_intersects(${square}, to_geoshape("POLYGON((3 0, 5 0, 5 2, 3 2, 3 0))"))`, {}, true],
    ['st_intersects(to_geoshape("BBOX(0, 10, 10, 0)"), to_geopoint("POINT(10 10)"))', {}, true],
    ['st_intersects(to_geoshape("BBOX(170, -170, 10, 0)"), to_geopoint("POINT(-179 5)"))', {}, true],
    [`st_disjoint(to_geopoint(x), ${square})`, { x: 'POINT(9 9)' }, true],
    [`st_disjoint(to_geopoint(x), ${square})`, {}, false],
    [`not st_within(to_geopoint(x), ${square})`, { x: 'POINT(9 9)' }, true],
    [`not st_within(to_geopoint(x), ${square})`, {}, false],
    [
      `st_intersects(source.geo.location, ${square})`,
      {
        source: {
          geo: {
            location: [
              { lat: 1, lon: 2 },
              { lat: 3, lon: 4 },
            ],
          },
        },
      },
      true,
    ],
    ['st_xmin(to_geoshape("LINESTRING(-170 10, 170 20)")) == 170', {}, true],
    ['st_xmax(to_geoshape("LINESTRING(-170 10, 170 20)")) == -170', {}, true],
    ['st_xmin(to_cartesianshape("LINESTRING(-170 10, 170 20)")) == -170', {}, true],
    [
      'st_ymax(to_geoshape("LINESTRING(-170 10, 170 20)")) == 20 and st_ymin(source.geo.location) == 52.5',
      berlin,
      true,
    ],
    [
      'to_string(st_envelope(to_geoshape(x))) == "BBOX (0.0, 20.0, 60.0, 40.0)"',
      { x: 'POLYGON((0 40, 20 40, 20 60, 0 60, 0 40))' },
      true,
    ],
    ['to_string(st_envelope(source.geo.location)) == "POINT (13.4 52.5)"', berlin, true],
    [
      'st_npoints(to_geoshape("LINESTRING(1 2, 3 4, 5 6)")) == 3 and st_dimension(to_geoshape(x)) == 2',
      { x: 'BBOX(0, 1, 1, 0)' },
      true,
    ],
    ['to_string(st_geohash(source.geo.location, 5)) == "u33d9"', berlin, false],
    ['to_string(st_geohash(to_geopoint("POINT(-5.6 42.6)"), 5)) == "ezs42"', {}, true],
    ['st_geotile_to_string(st_geotile(source.geo.location, 4)) == "4/8/5"', berlin, true],
    ['st_within(source.geo.location, st_geohash_to_geoshape(x))', { ...berlin, x: 'u33' }, true],
    ['st_within(source.geo.location, st_geotile_to_geoshape("4/8/5"))', berlin, true],
    ['"POINT(1 2)"::geo_point is not null', {}, true],
  ])('%s of %j: %s', (condition, event, expected) => {
    expect(holds(`from logs-* | where ${condition}`, event)).toBe(expected);
  });

  test.each([
    ['st_distance(source.geo.location, "POINT(1 2)") > 5', 'esql/argument-type'],
    ['st_distance(to_geopoint("POINT(1 2)"), to_cartesianpoint("POINT(1 2)")) > 5', 'esql/argument-type'],
    ['st_x(to_geopoint("52.5, 13.4")) > 5', 'esql/argument-type'],
    ['st_x(to_geopoint("POINT(13.4 152.5)")) > 5', 'esql/argument-type'],
    ['source.geo.location::long > 5', 'esql/comparison-type'],
    ['to_geoshape(5) is not null', 'esql/comparison-type'],
    ['st_buffer(source.geo.location, 5) is not null', 'esql/refused-function'],
    ['st_geohex(source.geo.location, 5) is not null', 'esql/refused-function'],
  ])('%s: %s', (condition, code) => {
    expect(problemsOf(`from a | where ${condition}`)[0]?.[0]).toBe(code);
  });
});
