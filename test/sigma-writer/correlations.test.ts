import { expect, test } from 'vitest';
import { sigma } from '../../backends/sigma/index.ts';
import { compile, defaultProfile, writeDocuments } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import type { Rule, Search } from '../../src/ir/index.ts';
import { eql } from '../../src/languages/eql/index.ts';
import { sigmaReader } from '../../src/readers/sigma-yaml.ts';
import { EmbeddedText, SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;

function ruleOf(search: Search, vendor: 'elastic' | 'sigma', schedule?: Rule['schedule']): Rule {
  const metadata = {
    vendor,
    title: 'Till Talks',
    authors: [],
    references: [],
    falsePositives: [],
    attack: [],
    tags: [],
    related: [],
    fields: [],
    extra: {},
  };
  const { value } = resolve({ metadata, search, ...(schedule === undefined ? {} : { schedule }) });
  if (value === undefined) throw new Error('not resolved');
  return value;
}

function eqlRule(query: string, schedule?: Rule['schedule']): Rule {
  const started = query.replaceAll('process where', 'process where event.type == "start" and');
  const { value, diagnostics } = eql.lower(EmbeddedText.whole(new SourceFile('q.eql', started)), {});
  if (value === undefined) throw new Error(diagnostics.map(each => each.message).join());
  return ruleOf(value, 'elastic', schedule);
}

/** The verdict, why it is not exact, and what the outermost correlation says, on one line. */
function written(rule: Rule): string {
  const translation = compile(rule, sigma, options);
  if (translation.verdict === 'refused') return `refused: ${translation.reasons.join('; ')}`;
  const last = translation.query?.split('---\n').at(-1) ?? '';
  const correlation = last
    .slice(last.indexOf('type:'))
    .replaceAll(/\s*\n\s*-\s*/g, ' ')
    .replaceAll(/\s*\n\s*/g, ', ');
  return [translation.verdict, ...translation.reasons, correlation.replace(/, $/, '')].join('; ');
}

const a = '[process where process.name == "a.exe"]';
const b = '[process where process.name == "b.exe"]';
const names = 'rules: till_talks_step_1 till_talks_step_2';

test.each([
  [
    `sequence by user.name with maxspan=5m ${a} ${b}`,
    `exact; type: temporal_ordered, ${names}, group-by: User, timespan: 5m`,
  ],
  [
    `sequence by user.name with maxspan=90s ${a} [process where process.args_count > 1]`,
    /^broader; one event may be that of several rules/,
  ],
  [
    `sequence with maxspan=1h ${a} by process.entity_id ${b} by process.parent.entity_id`,
    `exact; type: temporal_ordered, ${names}, group-by: join_1, timespan: 1h, aliases:, join_1:, till_talks_step_1: ProcessGuid, till_talks_step_2: ParentProcessGuid`,
  ],
  [
    `sequence by user.name ${a} ${b}`,
    'refused: cannot be said in sigma: a Sigma correlation needs a time span, and this sequence has none',
  ],
  [`sequence by user.name with maxspan=5m ${a} ${b} until ${a}`, /^refused: .*ends it \(until\)/],
  [`sequence by user.name with maxspan=5m ${a} !${b} ${b}`, /^refused: .*must be missing/],
  [`sequence by ?user.name with maxspan=5m ${a} ${b}`, /^narrower; a Sigma correlation groups no events/],
  [
    `sequence by user.name with maxspan=1m ${a} with runs=3 ${b}`,
    /^different; repeated events are counted.*repeated events that go on are one alert/,
  ],
  [`sample by user.name ${a} ${b}`, /^refused: .*needs a time span/],
])('%s', (query, expected) => {
  const found = written(eqlRule(query));
  if (typeof expected === 'string') expect(found).toBe(expected);
  else expect(found).toMatch(expected);
});

test('a sequence without a span is as long as what its rule looks back on, at most', () => {
  const rule = eqlRule(`sequence by user.name ${a} ${b}`, { every: 300, lookBack: 540 });
  expect(written(rule)).toMatch(/^broader; .*timespan: 9m$/);
});

const base = (name: string, value: string) =>
  `title: ${name}\nname: ${name}\nlogsource: {product: windows, service: security}\ndetection: {s: {EventID: ${value}}, condition: s}\n`;

function sigmaRule(correlation: string): Rule {
  const text = [
    base('a', '1'),
    base('b', '2'),
    base('c', '3'),
    `title: C\ncorrelation: {${correlation}, group-by: [Computer]}\n`,
  ].join('---\n');
  const rule = sigmaReader.read(new SourceFile('r.yml', text), { placeholders: new Map() }).at(-1)?.rule;
  const resolved = rule && resolve(rule).value;
  if (resolved === undefined) throw new Error('not read');
  return resolved;
}

const rest = 'group-by: Computer, timespan';

test.each([
  ['type: temporal, rules: [a, b, c], timespan: 5m', `type: temporal, rules: a b c, ${rest}: 5m`],
  [
    'type: temporal, rules: [a, b, c], timespan: 60m, condition: {gte: 2}',
    `type: temporal, rules: a b c, ${rest}: 1h, condition:, gte: 2`,
  ],
  [
    'type: temporal, rules: [a, b, c], timespan: 2d, condition: {eq: 2}',
    `type: temporal, rules: a b c, ${rest}: 2d, condition:, eq: 2`,
  ],
  [
    'type: temporal, rules: [a, b, c], timespan: 7s, condition: {lte: 2}',
    `type: temporal, rules: a b c, ${rest}: 7s, condition:, lte: 2`,
  ],
  [
    'type: temporal, rules: [a, b, c], timespan: 5m, condition: (a or b) and not c',
    `type: temporal, rules: a b c, ${rest}: 5m, condition: (a or b) and not c`,
  ],
  ['type: temporal_ordered, rules: [c, a], timespan: 5m', `type: temporal_ordered, rules: c a, ${rest}: 5m`],
  [
    'type: event_count, rules: [a, b], timespan: 5m, condition: {gt: 1, lt: 9}',
    `type: event_count, rules: a b, ${rest}: 5m, condition:, gt: 1, lt: 9`,
  ],
  [
    'type: event_count, rules: [a], timespan: 5m, condition: {neq: 4}',
    `type: event_count, rules: a, ${rest}: 5m, condition:, neq: 4`,
  ],
  [
    'type: value_sum, rules: [a], timespan: 5m, condition: {field: Size, neq: 4}',
    `type: value_sum, rules: a, ${rest}: 5m, condition:, field: Size, neq: 4`,
  ],
  [
    'type: temporal, rules: [a, b], timespan: 5m, condition: {lte: 2}',
    `type: temporal, rules: a b, ${rest}: 5m, condition:, gte: 1`,
  ],
  [
    'type: temporal, rules: [a, b], timespan: 5m, condition: {gt: 4}',
    `type: temporal, rules: a b, ${rest}: 5m, condition:, gt: 2`,
  ],
  [
    'type: value_count, rules: [a], timespan: 5m, condition: {field: [User, IpAddress], gte: 4}',
    `type: value_count, rules: a, ${rest}: 5m, condition:, field: User IpAddress, gte: 4`,
  ],
  [
    'type: value_count, rules: [a, b], timespan: 5m, aliases: {who: {a: User, b: SubjectUserName}}, condition: {field: who, gte: 4}',
    `type: value_count, rules: a b, ${rest}: 5m, aliases:, who:, a: User, b: SubjectUserName, condition:, field: who, gte: 4`,
  ],
  [
    'type: value_percentile, rules: [a], timespan: 5m, condition: {field: Size, percentile: 90, gte: 4}',
    `type: value_percentile, rules: a, ${rest}: 5m, condition:, field: Size, percentile: 90, gte: 4`,
  ],
  [
    'type: value_median, rules: [a], timespan: 5m, condition: {field: Size, gte: 4}',
    `type: value_median, rules: a, ${rest}: 5m, condition:, field: Size, gte: 4`,
  ],
])('%s is written as it was read', (correlation, expected) => {
  expect(written(sigmaRule(correlation))).toBe(`exact; ${expected}`);
});

test('an alias that is counted is told from a field of its name', async () => {
  const rule = sigmaRule(
    'type: value_count, rules: [a, b], timespan: 5m, aliases: {who: {a: User, b: SubjectUserName}}, condition: {field: who, gte: 4}',
  );
  const translation = compile(rule, sigma, options);
  const lacking = translation.query?.replace(/ +aliases:\n(?: {8}.*\n)+/, '') ?? '';
  expect(lacking).not.toContain('SubjectUserName');
  const verified = await Promise.all(
    [translation, { ...translation, query: lacking }].map(each => verifyTranslation(rule, each)),
  );
  expect(verified.map(each => each.contradicted)).toEqual([false, true]);
});

test('a window of another kind is declared', () => {
  const rule = sigmaRule('type: event_count, rules: [a], timespan: 5m, condition: {gte: 3}');
  if (rule.search.kind !== 'correlate') throw new Error('no correlation');
  const schedule = { kind: 'schedule', lookBack: 360, every: 300 } as const;
  expect(written({ ...rule, search: { ...rule.search, window: schedule } })).toMatch(
    /^broader; .*timespan: 6m/,
  );
  const fewer = sigmaRule('type: event_count, rules: [a], timespan: 5m, condition: {lt: 3}');
  if (fewer.search.kind !== 'correlate') throw new Error('no correlation');
  expect(written({ ...fewer, search: { ...fewer.search, window: schedule } })).toMatch(/^different; /);
});

test('the document has the metadata of the rule, and the rules that it refers to before it', () => {
  const rule = sigmaRule('type: event_count, rules: [a], timespan: 5m, condition: {gte: 3}');
  const translation = compile(
    { ...rule, metadata: { ...rule.metadata, id: 'x', level: 'high' } },
    sigma,
    options,
  );
  const { files } = writeDocuments(translation, sigma, { format: 'yaml', fileName: 'c', events: [] });
  expect(files).toHaveLength(1);
  const [before = '', own = ''] = files[0]?.text.split('---\n') ?? [];
  expect(before).toMatch(/^title: a\nid: [0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f-]{21}\nname: a\nlogsource:/);
  expect(own).toMatch(/^title: C\nid: x\nstatus: experimental\ncorrelation:\n {4}type: event_count/);
  expect(own).toMatch(/gte: 3\nlevel: high\n$/);
});
