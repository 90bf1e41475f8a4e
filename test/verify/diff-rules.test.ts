import { expect, test } from 'vitest';
import { resolve } from '../../src/fields/index.ts';
import type { Rule } from '../../src/ir/index.ts';
import { readerNamed } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';
import { compareRules, diffRules } from '../../src/verify/index.ts';

async function rule(language: string, text: string): Promise<Rule> {
  const reader = await readerNamed(language);
  const [read] = reader?.read(new SourceFile(`rule.${language}`, text), { placeholders: new Map() }) ?? [];
  const resolved = read?.rule && resolve(read.rule).value;
  if (resolved === undefined) throw new Error(JSON.stringify(read?.diagnostics.map(each => each.message)));
  return resolved;
}

const process = 'event.category: process and event.type: start and host.os.type: windows';

function sigma(detection: string, source = 'category: process_creation, product: windows'): string {
  return `title: x\nlogsource: { ${source} }\ndetection:\n  a:\n    ${detection}\n  condition: a\n`;
}

test.each([
  ['eql', 'any where a == 1', 'eql', 'any where a == 1', 'equal'],
  ['eql', 'any where a : ("b*", "c")', 'eql', 'any where a : "c" or a : "b*"', 'equal'],
  ['eql', 'any where a == 1 and b == 2', 'eql', 'any where a == 1', 'weaker'],
  ['eql', 'any where a == 1', 'eql', 'any where a == 1 and not b == 2', 'stronger'],
  ['eql', 'any where a == 1', 'eql', 'any where a == 2', 'different'],
  ['eql', 'any where a : "x"', 'kql', 'a: x', 'stronger'],
  [
    'sigma',
    sigma("Image|endswith: '\\cmd.exe'"),
    'kql',
    `${process} and process.executable: *\\\\cmd.exe`,
    'stronger',
  ],
  [
    'sigma',
    sigma("Image|endswith: '\\cmd.exe'"),
    'eql',
    'process where host.os.type == "windows" and event.type == "start" and process.name : "cmd.exe"',
    'equal',
  ],
  ['sigma', sigma('Foo: a', 'product: x'), 'sigma', sigma('Foo: a', 'product: y'), 'different'],
  ['sigma', sigma('Foo: a', 'product: x'), 'sigma', sigma('Foo: a', 'product: x, service: y'), 'stronger'],
  [
    'sigma',
    sigma('User: a', 'product: windows'),
    'sigma',
    sigma('User: a', 'product: windows, service: security'),
    'stronger',
  ],
  ['sigma', sigma('User|fieldref: Image'), 'sigma', sigma('Image|fieldref: User'), 'equal'],
  ['sigma', sigma('UtcTime|hour: 3'), 'sigma', sigma('UtcTime|hour: [3, 4]'), 'weaker'],
  ['sigma', sigma('UtcTime|hour|gte: 22'), 'sigma', sigma('UtcTime|hour: [22, 23]'), 'equal'],
  ['sigma', sigma('UtcTime|month|gt: 11'), 'sigma', sigma('UtcTime|month|gte: 11'), 'weaker'],
  [
    'eql',
    'sequence [any where a == 1] [any where b == 2]',
    'eql',
    'sequence [any where a == 1] [any where 2 == b]',
    'equal',
  ],
  [
    'eql',
    'sequence [any where a == 1] [any where b == 2]',
    'eql',
    'sequence [any where a == 1] [any where b == 3]',
    'unknown',
  ],
  [
    'eql',
    'sequence [any where a == 1] [any where b == 2]',
    'eql',
    'sequence with maxspan=1m [any where a == 1] [any where b == 2]',
    'unknown',
  ],
  ['eql', 'sequence [any where a == 1] [any where b == 2]', 'eql', 'any where a == 1', 'unknown'],
])('%s %j to %s %j: %s', async (was, old, is, current, relation) => {
  const found = compareRules(await rule(was, old), await rule(is, current));
  expect(found).toMatchObject({ relation });
  expect(found.because !== undefined).toBe(relation === 'unknown');
  if (relation !== 'unknown') {
    expect(found.onlyOld !== undefined).toBe(relation === 'stronger' || relation === 'different');
    expect(found.onlyNew !== undefined).toBe(relation === 'weaker' || relation === 'different');
  }
});

test('the conditions where two rules part are those of each side alone', async () => {
  const found = compareRules(
    await rule('eql', 'any where a == 1 and b == 2'),
    await rule('eql', 'any where a == 1 and b == 3'),
  );
  expect(found.responsible.map(({ side, leaf }) => [side, leaf.origin[0]?.start])).toEqual([
    ['old', 21],
    ['new', 21],
  ]);
});

test('rules of two vendors are compared under assumptions, which are named', async () => {
  const found = compareRules(
    await rule('sigma', sigma("Image|endswith: '\\cmd.exe'")),
    await rule(
      'eql',
      'process where host.os.type == "windows" and event.type == "start" and process.name : "cmd.exe"',
    ),
  );
  expect(found.given).toContain('absolute-path:process.executable');
});

const timed = (query: string, interval: string, from: string, type = 'esql'): string =>
  `[rule]\nname = "n"\nrule_id = "i"\nrisk_score = 1\nseverity = "low"\ndescription = "d"\ninterval = "${interval}"\nfrom = "now-${from}"\nindex = ["logs-*"]\ntype = "${type}"\nlanguage = "${type}"\nquery = '''${query}'''\n`;
const counted = 'from logs-* | stats n = count(*) by k | where n > 5';
const endless = 'sequence by k [any where a == 1] [any where b == 2]';
const spanned = endless.replace('by k', 'by k with maxspan=1m');

test.each([
  [timed(counted, '5m', '9m'), timed(counted, '5m', '9m'), 'equal', undefined],
  [
    timed(counted, '10m', '20m'),
    timed(counted, '5m', '20m'),
    'weaker',
    'the old rule runs every 10 minutes and looks back 20 minutes, the new one runs every 5 minutes and looks back 20 minutes',
  ],
  [
    timed(counted, '5m', '1h'),
    timed(counted, '1h', '1h'),
    'stronger',
    'the old rule runs every 5 minutes and looks back 1 hour, the new one runs every 1 hour and looks back 1 hour',
  ],
  [
    timed(counted, '5m', '9m'),
    timed(counted, '5m', '1d'),
    'unknown',
    'the old rule runs every 5 minutes and looks back 9 minutes, the new one runs every 5 minutes and looks back 1 day; what that changes is not decided',
  ],
  [timed(spanned, '5m', '9m', 'eql'), timed(spanned, '10m', '19m', 'eql'), 'equal', undefined],
  [
    timed(endless, '5m', '9m', 'eql'),
    timed(endless, '5m', '19m', 'eql'),
    'unknown',
    'the old rule runs every 5 minutes and looks back 9 minutes, the new one runs every 5 minutes and looks back 19 minutes; what that changes is not decided',
  ],
])('rules over several events are compared with their runs', async (old, current, relation, because) => {
  const found = compareRules(await rule('elastic-toml', old), await rule('elastic-toml', current));
  expect([found.relation, found.because]).toEqual([relation, because]);
});

const daily = (cron: string): string =>
  `[n]\nsearch = sourcetype=a | stats count BY k | where count>5\ncron_schedule = ${cron}\ndispatch.earliest_time = -24h\ndispatch.latest_time = now\n`;

test('and so are the times of day at which they begin', async () => {
  const [morning, evening] = await Promise.all([
    rule('savedsearches', daily('15 9 * * *')),
    rule('savedsearches', daily('15 21 * * *')),
  ]);
  expect(compareRules(morning, morning).relation).toBe('equal');
  const found = compareRules(morning, evening);
  expect([found.relation, found.because]).toEqual([
    'unknown',
    expect.stringContaining('they run at other times'),
  ]);
});

const single = (interval: string, from: string, query = 'a: x'): string =>
  timed(query, interval, from, 'kuery').replace('type = "kuery"', 'type = "query"');

test.each([
  [single('5m', '6m'), single('10m', '11m'), 'equal'],
  [single('5m', '6m'), single('10m', '6m'), 'stronger'],
  [single('10m', '6m'), single('5m', '6m'), 'weaker'],
  [single('5m', '6m'), single('10m', '6m', 'a: (x or y)'), 'different'],
  [single('5m', '6m'), single('10m', '6m', 'a: x and b: y'), 'stronger'],
  [single('10m', '6m'), single('20m', '6m'), 'unknown'],
])('events that no run looks at are missed: %s, %s', async (old, current, relation) => {
  const found = diffRules(await rule('elastic-toml', old), await rule('elastic-toml', current));
  expect(found.relation).toBe(relation);
  expect(found.because !== undefined).toBe(relation !== 'equal');
});

const counts = (bound: string, more = ''): string =>
  `index=a x=1 ${more} | stats count by u | where count ${bound}`;

test.each([
  [counts('> 5'), counts('>= 6'), 'equal'],
  [counts('> 5.5'), counts('>= 6'), 'equal'],
  [counts('< 5'), counts('<= 4'), 'equal'],
  [counts('> 5'), counts('> 6'), 'stronger'],
  [counts('> 5', 'earliest=-5m'), counts('>= 6', 'earliest=-5m'), 'equal'],
  [counts('> 5', 'earliest=-5m'), counts('> 5', 'earliest=-10m'), 'unknown'],
  [counts('> 5'), counts('> 5', 'earliest=-10m'), 'unknown'],
])(
  'counts are whole, and times that a search names are a part of it: %s, %s',
  async (old, current, relation) => {
    expect(diffRules(await rule('spl', old), await rule('spl', current)).relation).toBe(relation);
  },
);

test('what is new hangs on the events in which it may have been seen', async () => {
  const terms = (query: string): string =>
    `${timed(query, '5m', '9m', 'kuery').replace('type = "kuery"', 'type = "new_terms"')}[rule.new_terms]\nfield = "new_terms_fields"\nvalue = ["u"]\n[[rule.new_terms.history_window_start]]\nfield = "history_window_start"\nvalue = "now-7d"\n`;
  const found = diffRules(
    await rule('elastic-toml', terms('a: x')),
    await rule('elastic-toml', terms('a: x and b: y')),
  );
  expect(found.relation).toBe('different');
  const only = found.series?.find(each => each.new);
  expect(only?.events.map(({ event }) => Object.hasOwn(event, 'b'))).toEqual([false, true]);
});

const correlation = (
  rules: string,
  keys: string,
  condition: string,
  type = 'event_count',
  detection = 'eventName: A',
): string =>
  [
    'title: b\nname: b\nlogsource: { product: aws, service: cloudtrail }',
    `detection: { a: { ${detection} }, condition: a }`,
    `---\ntitle: c\nname: c\nlogsource: { product: aws, service: cloudtrail }`,
    `detection: { a: { eventName: C }, condition: a }`,
    `---\ntitle: x\ncorrelation:\n  type: ${type}\n  rules: [${rules}]\n  group-by: [${keys}]\n  timespan: 5m`,
    ...(condition === '' ? [] : [`  condition: { ${condition} }`]),
  ].join('\n');

async function correlated(text: string): Promise<Rule> {
  const reader = await readerNamed('sigma');
  const reads = reader?.read(new SourceFile('rule.yml', text), { placeholders: new Map() }) ?? [];
  const read = reads.find(each => each.rule !== undefined && each.rule.search.kind !== 'events');
  const resolved = read?.rule && resolve(read.rule).value;
  if (resolved === undefined) throw new Error(JSON.stringify(reads.flatMap(each => each.diagnostics)));
  return resolved;
}

test.each([
  [correlation('b', 'k, l', 'gte: 10'), correlation('b', 'l, k', 'gte: 10'), 'equal'],
  [correlation('b, c', 'k', '', 'temporal'), correlation('c, b', 'k', '', 'temporal'), 'equal'],
  [
    correlation('b, c', 'k', '', 'temporal_ordered'),
    correlation('c, b', 'k', '', 'temporal_ordered'),
    'different',
  ],
])(
  'the order of keys, and of kinds that may come in any, says nothing: %s, %s',
  async (old, current, relation) => {
    expect(diffRules(await correlated(old), await correlated(current)).relation).toBe(relation);
  },
);

test('rules over several events of two products are run in the names of the new one', async () => {
  const found = diffRules(
    await correlated(correlation('b', 'userAgent', 'gte: 10')),
    await rule(
      'spl',
      'sourcetype=aws:cloudtrail eventName=A | bin _time span=5m | stats count by userAgent _time | where count >= 10',
    ),
  );
  expect(found.relation).toBe('stronger');
  expect(found.given).toContain('source:aws.cloudtrail');
  expect(found.series?.[0]?.events[0]?.event).toMatchObject({ eventName: 'A', userAgent: 'alpha' });
});

const twice = (span: string, second = 'any where b == 2'): string =>
  `sequence by k with maxspan=${span} [any where a == 1] [${second}]`;

test.each([
  [twice('1m'), twice('5m'), 'weaker', [false, true]],
  [twice('5m'), twice('1m'), 'stronger', [true, false]],
  [twice('1m'), twice('1m', 'any where b == 3'), 'different', [true, true]],
  [twice('1m'), twice('1m', 'any where b in (2, 3)'), 'weaker', [false, true]],
  [twice('1m'), `${twice('1m')} until [any where c == 3]`, 'stronger', [true, false]],
  [twice('1m'), twice('60s'), 'equal', [false, false]],
  [
    'sequence by k with maxspan=1m [any where a == 1] with runs=2',
    twice('1m', 'any where a == 1'),
    'equal',
    [false, false],
  ],
  [
    'sequence by k, l with maxspan=1m [any where a == 1] [any where b == 2]',
    'sequence by l, k with maxspan=1m [any where a == 1] [any where b == 2]',
    'equal',
    [false, false],
  ],
])('rules over several events that are not proved are run: %s, %s', async (old, current, relation, sides) => {
  const found = diffRules(await rule('eql', old), await rule('eql', current));
  expect(found.relation).toBe(relation);
  const series = found.series ?? [];
  expect([series.some(each => each.old), series.some(each => each.new)]).toEqual(sides);
  for (const { events, name } of series) {
    expect(name).not.toBe('');
    expect(events.length).toBeGreaterThan(1);
    expect(events.every(({ event }) => Object.hasOwn(event, 'k'))).toBe(true);
  }
});

const followed = (seconds: number): string =>
  `| multisearch [ search index=a x=1 | eval step=1, key=host ] [ search index=a x=2 | eval step=2, key=host ]
| sort 0 _time, -step
| eval start=if(step=1, _time, null())
| streamstats current=f last(start) AS before BY key
| where step=2 AND isnotnull(before) AND _time - before <= ${seconds}`;

test.each([
  [60, 120, 'weaker', [false, true], 61],
  [120, 60, 'stronger', [true, false], 61],
])(
  'a span that rows are held against is shown by events that far apart: %d, %d',
  async (old, current, relation, sides, apart) => {
    const found = diffRules(await rule('spl', followed(old)), await rule('spl', followed(current)));
    expect(found.relation).toBe(relation);
    expect(found.series?.map(each => [each.old, each.new])).toEqual([sides]);
    const times = found.series?.[0]?.events.map(({ time }) => Date.parse(time) / 1000) ?? [];
    expect([times.length, (times.at(-1) ?? 0) - (times[0] ?? 0)]).toEqual([2, apart]);
  },
);

test('a proof needs no series, and events of two products have none', async () => {
  expect(diffRules(await rule('eql', twice('1m')), await rule('eql', twice('1m'))).relation).toBe('equal');
  const single = diffRules(await rule('eql', twice('1m')), await rule('eql', 'any where a == 1'));
  expect(single.relation).toBe('weaker');
  expect(single.because).toMatch(/^tested on \d+ events made of both rules$/);
});

test('that an address is spelt as the rule spells it is told, where one side compares texts', async () => {
  const asked = sigma('DestinationIp: 10.0.0.1', 'category: network_connection, product: windows');
  const kql =
    'event.category: network and event.type: start and host.os.type: windows and destination.ip: 10.0.0.1';
  const found = await compareRules(await rule('sigma', asked), await rule('kql', kql));
  expect(found.relation).toBe('equal');
  expect(found.given).toContain('address-spelling:destination.ip');
});

const filled = (keys: string): string =>
  `index=a x=1 | fillnull value="_absent" ${keys} | stats count as n by ${keys} | where n >= 4`;

test('one more key of groups is told where fields without a value are filled', async () => {
  const found = diffRules(await rule('spl', filled('u')), await rule('spl', filled('u h')));
  expect(found.relation).toBe('stronger');
  expect(found.series).toMatchObject([{ old: true, new: false }]);
  const events = found.series?.[0]?.events.map(({ event }) => event) ?? [];
  expect(events.map(({ u }) => u)).toEqual(['alpha', 'alpha', 'alpha', 'alpha']);
  expect(new Set(events.map(({ h }) => h)).size).toBe(2);
});

const firstSeen = (days: number): string =>
  `[n]\nsearch = index=a x=1 | stats min(_time) AS firstTime values(host) AS host BY u | where firstTime >= relative_time(now(), "-3660s")\ncron_schedule = 0 * * * *\ndispatch.earliest_time = -${days}d\ndispatch.latest_time = now\n`;

test.each([
  [7, 14, 'stronger', [true, false]],
  [14, 7, 'weaker', [false, true]],
])('what is new over a longer look-back was seen between both: %d, %d', async (was, is, relation, sides) => {
  const [old, current] = await Promise.all([
    rule('savedsearches', firstSeen(was)),
    rule('savedsearches', firstSeen(is)),
  ]);
  const found = diffRules(old, current);
  expect(found.relation).toBe(relation);
  expect(found.series?.map(each => [each.old, each.new])).toEqual([sides]);
  const events = found.series?.[0]?.events ?? [];
  const days = (Date.parse(events[1]?.time ?? '') - Date.parse(events[0]?.time ?? '')) / 86_400_000;
  expect([events.length, days > 7 && days < 14]).toEqual([2, true]);
  for (const { event } of events) expect(event).toEqual({ index: 'a', x: '1', u: 'alpha' });
});

test('a series has the fields that it takes to tell, and none that a search makes or shows', async () => {
  const found = diffRules(await rule('spl', followed(60)), await rule('spl', followed(120)));
  const [first, second] = found.series?.[0]?.events ?? [];
  expect(found.series).toHaveLength(1);
  expect([first?.event, second?.event]).toEqual([
    { index: 'a', x: '1', host: 'alpha' },
    { index: 'a', x: '2', host: 'alpha' },
  ]);
});

const newPair = (keys: string): string =>
  `[n]\nsearch = index=a x=1 | stats min(_time) AS firstTime BY ${keys} | where firstTime >= relative_time(now(), "-1h")\ncron_schedule = 0 * * * *\ndispatch.earliest_time = -7d\ndispatch.latest_time = now\n`;

test('a pair that is new of a value that is not is what fewer terms do not find', async () => {
  const [old, current] = await Promise.all([
    rule('savedsearches', newPair('u, h')),
    rule('savedsearches', newPair('u')),
  ]);
  const found = diffRules(old, current);
  expect(found.relation).toBe('different');
  const lost = found.series?.find(each => each.old);
  expect(lost?.events.map(({ event }) => [event['u'], event['h']])).toEqual([
    ['alpha', 'beta'],
    ['alpha', 'alpha'],
  ]);
});

test('each of three terms is one that another value may be seen of', async () => {
  const terms = (...fields: readonly string[]): string =>
    `${timed('a: x', '5m', '9m', 'kuery').replace('type = "kuery"', 'type = "new_terms"')}[rule.new_terms]\nfield = "new_terms_fields"\nvalue = ${JSON.stringify(fields)}\n[[rule.new_terms.history_window_start]]\nfield = "history_window_start"\nvalue = "now-7d"\n`;
  const found = diffRules(
    await rule('elastic-toml', terms('u', 'h', 'k')),
    await rule('elastic-toml', terms('u', 'k')),
  );
  expect(found.relation).toBe('different');
  expect(found.series?.find(each => each.old)?.events).toHaveLength(2);
});

test('of series of as many events the one with values for all keys is shown', async () => {
  const grouped = (keys: string): string => `index=a x=1 | stats count by ${keys} | where count >= 3`;
  const found = diffRules(await rule('spl', grouped('u')), await rule('spl', grouped('u, h')));
  const events = found.series?.[0]?.events.map(({ event }) => event) ?? [];
  expect(events).toHaveLength(3);
  expect(events.every(event => 'u' in event && 'h' in event)).toBe(true);
});
