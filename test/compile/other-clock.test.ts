import { expect, test } from 'vitest';
import { verdictOf } from '../verify/verdict-of.ts';

const rule = (more: string, query: string) =>
  `[rule]\nname = "r"\ntype = "eql"\nlanguage = "eql"\nindex = ["logs-endpoint.events.*"]\n${more}\nquery = '''${query}'''\n`;
const sequence = 'sequence by host.id with maxspan=1m [process where a == "b"] [process where c == "d"]';
const own = 'timestamp_field = "process.start"';

test.each([
  [own, sequence, 'splunk', ['event-time:process.start']],
  [own, sequence, 'panther', ['event-time:process.start']],
  [own, sequence, 'sigma', ['event-time:process.start']],
  [own, sequence, 'elastic', []],
  [own, 'process where a == "b" | head 5', 'splunk', ['event-time:process.start']],
  [own, 'process where a == "b"', 'splunk', []],
  ['timestamp_field = "@timestamp"', sequence, 'splunk', []],
  ['', sequence, 'splunk', []],
])('the field that events are in order of is named: %s, %s to %s', async (more, query, target, expected) => {
  const { given } = await verdictOf('r.toml', rule(more, query), target);
  expect(given.filter(each => each.startsWith('event-time'))).toEqual(expected);
});

const counted = (clock: string) =>
  `[rule]\nname = "r"\ntype = "threshold"\nlanguage = "kuery"\nindex = ["logs-okta.system-*"]\nfrom = "now-9m"\n${clock}\nquery = "okta.event_type:user.session.start"\n[rule.threshold]\nfield = ["okta.actor.alternate_id"]\nvalue = 3\n`;

test.each([
  ['timestamp_override = "event.created"', 'splunk', ['event-time:event.created']],
  ['timestamp_override = "event.created"', 'panther', ['event-time:event.created']],
  ['timestamp_override = "event.created"', 'elastic', []],
  ['timestamp_override = "event.ingested"', 'splunk', []],
  ['', 'splunk', []],
])('the field by which runs look is named: %s to %s', async (clock, target, expected) => {
  const { given } = await verdictOf('r.toml', counted(clock), target);
  expect(given.filter(each => each.startsWith('event-time'))).toEqual(expected);
});
