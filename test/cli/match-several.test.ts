import { expect, test, vi } from 'vitest';
import type { MatchLine } from '../../src/cli/report-lines.ts';
import type { Stage } from '../../src/ir/index.ts';
import { inOwnFolder, ranHere } from './in-process.ts';
import { writeFiles } from './ruleglot.ts';
import { violationsOf } from './schema.ts';

const added = vi.hoisted(() => ({ stages: [] as Stage[] }));
vi.mock('../../src/compile/index.ts', async load => {
  const compile = await load<typeof import('../../src/compile/index.ts')>();
  return {
    ...compile,
    searchView: (...given: Parameters<typeof compile.searchView>) => {
      const { search, given: assumed } = compile.searchView(...given);
      const { stages } = added;
      return stages.length === 0
        ? { search, given: assumed }
        : { search: { kind: 'pipeline', from: search, stages, origin: [] }, given: assumed };
    },
  };
});

const folder = inOwnFolder();

const event = (second: number, name: string) =>
  JSON.stringify({
    '@timestamp': `2026-01-01T00:00:0${second}Z`,
    'event.category': 'process',
    'host.id': 'h',
    'process.name': name,
  });

const elastic = (lines: string) =>
  `[metadata]\n[rule]\nname = "Rule"\nrisk_score = 21\nseverity = "low"\n${lines}\n`;

writeFiles(folder, {
  'sequence.eql':
    'sequence by host.id [process where process.name == "a"] [process where process.name == "b"]',
  'clock.toml': elastic(
    'type = "eql"\nlanguage = "eql"\ntimestamp_field = "event.ingested"\nquery = \'\'\'sequence by host.id [process where process.name == "a"] [process where process.name == "b"]\'\'\'',
  ),
  'runs.toml': elastic(
    'type = "eql"\nlanguage = "eql"\nfrom = "now-3s"\nquery = \'\'\'sequence by host.id with maxspan=1h [process where process.name == "a"] [process where process.name == "b"]\'\'\'',
  ),
  'ingested.ndjson': [
    '{"@timestamp":"2026-01-01T00:00:01Z","event":{"category":"process","ingested":"2026-01-01T00:00:09Z"},"host.id":"h","process.name":"a"}',
    '{"@timestamp":"2026-01-01T00:00:02Z","event":{"category":"process","ingested":"2026-01-01T00:00:03Z"},"host.id":"h","process.name":"b"}',
    '{"@timestamp":"2026-01-01T00:00:00Z","event":{"category":"process","ingested":"2026-01-01T00:00:10Z"},"host.id":"h","process.name":"b"}',
    '{"@timestamp":"2026-01-01T00:00:20Z","event":{"category":"process"},"host.id":"h","process.name":"b"}',
  ].join('\n'),
  'head.eql': 'process where process.name == "a" | head 1',
  'threshold.toml': elastic(
    'type = "threshold"\nlanguage = "kuery"\nquery = "process.name: a"\nfrom = "now-4s"\n[rule.threshold]\nfield = ["host.id"]\nvalue = 2',
  ),
  'events.ndjson': [
    event(1, 'b'),
    event(0, 'a'),
    event(2, 'a'),
    '{"process.name":"a","host.id":"h"}',
    event(3, 'b'),
  ].join('\n'),
});

async function matches(words: string): Promise<MatchLine[]> {
  const { stdout } = await ranHere(words.split(' '));
  return stdout
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as MatchLine);
}

test('an alert names the lines of its events, ascending in time, whatever their order in the file', async () => {
  const found = await matches('match sequence.eql --events events.ndjson');
  expect(found.map(line => line.events)).toEqual([
    [1, 0],
    [2, 4],
  ]);
  expect(violationsOf(found)).toEqual([]);
});

test('a threshold names all the events of the group, and the row', async () => {
  const found = await matches('match threshold.toml --events events.ndjson');
  expect(found).toMatchObject([{ events: [1, 2], row: { 'host.id': 'h', count: 2 } }]);
  expect(violationsOf(found)).toEqual([]);
});

test('it runs at the time that is said', async () => {
  expect(await matches('match threshold.toml --events events.ndjson --now 2026-01-01T00:00:05Z')).toEqual([]);
  expect(await matches('match threshold.toml --events events.ndjson --now 1767225603')).toHaveLength(1);
  const { code, stderr } = await ranHere('match threshold.toml --events events.ndjson --now soon'.split(' '));
  expect(code).toBe(2);
  expect(stderr).toContain('--now');
});

test('a sequence is found by the run that is asked for, where it looks back on all of it', async () => {
  const found = async (words: string) =>
    (await matches(`match runs.toml --events events.ndjson${words}`)).map(({ events }) => events);
  expect(await found('')).toEqual([
    [1, 0],
    [2, 4],
  ]);
  expect(await found(' --now 2026-01-01T00:00:02Z')).toEqual([[1, 0]]);
  expect(await found(' --now 2026-01-01T00:00:03Z')).toEqual([[2, 4]]);
  expect(await found(' --now 2026-01-01T00:00:05Z')).toEqual([]);
});

test('events without a time are told', async () => {
  const { stderr } = await ranHere('match threshold.toml --events events.ndjson'.split(' '));
  expect(stderr).toContain('1 events without a time');
});

test('what cannot be evaluated is named', async () => {
  added.stages = [{ kind: 'changePoint', value: 'a', by: 'b', origin: [] }];
  const { stderr, code } = await ranHere('match head.eql --events events.ndjson'.split(' '));
  added.stages = [];
  expect(stderr).toContain('[cli/cannot-match]');
  expect(code).toBe(1);
});

test('a rule orders events by the field that it names for it, and no event without it', async () => {
  const found = await matches('match sequence.eql clock.toml --events ingested.ndjson --report ndjson=-');
  const lines = found.flatMap(({ kind, path, events }) => (kind === 'match' ? [[path, events]] : []));
  expect(lines).toEqual([
    ['clock.toml', [0, 2]],
    ['sequence.eql', [0, 1]],
  ]);
});

test.each([
  ['_time', [1_767_261_601, 1_767_261_602, 1_767_261_603], ''],
  ['_time', ['2026-01-01T10:00:01Z', '2026-01-01T10:00:02Z', '2026-01-01T10:00:03Z'], ''],
  [
    '@timestamp',
    ['2026-01-01T10:00:01Z', '2026-01-01T10:00:02Z', '2026-01-01T10:00:03Z'],
    ' --events-form elastic',
  ],
  [
    'UtcTime',
    ['2026-01-01 10:00:01.000', '2026-01-01 10:00:02.000', '2026-01-01 10:00:03.000'],
    ' --events-form sigma',
  ],
])('a search of Splunk reckons with the time of events, which they have as %s', async (name, times, form) => {
  writeFiles(folder, {
    'spans.spl':
      'index=* act=x | stats min(_time) AS f max(_time) AS l count BY who | where count>=3 AND l-f<60',
    'hours.spl':
      'index=* act=x | eval h=strftime(_time, "%H") | stats count BY h who | where count>=3 AND h="10"',
    'buckets.spl': 'index=* act=x | bin _time span=5m | stats count BY _time who | where count>=3',
    'hour.spl': 'index=* act=x | where strftime(_time, "%H")="10"',
    'timed.ndjson': times.map(time => JSON.stringify({ [name]: time, act: 'x', who: 'w' })).join('\n'),
  });
  const words = `match spans.spl hours.spl buckets.spl hour.spl --events timed.ndjson${form} --report ndjson=-`;
  const found = (await matches(words)).flatMap(({ kind, path, events, event: one }) =>
    kind === 'match' ? [`${path} ${events ?? one}`] : [],
  );
  expect(found.toSorted()).toEqual([
    'buckets.spl 0,1,2',
    'hour.spl 0',
    'hour.spl 1',
    'hour.spl 2',
    'hours.spl 0,1,2',
    'spans.spl 0,1,2',
  ]);
});
