import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { elastic } from '../../backends/elastic/index.ts';
import { panther } from '../../backends/panther/index.ts';
import { splunk } from '../../backends/splunk/index.ts';
import { compile, defaultProfile, searchView } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import type { Backend } from '../../src/ir/index.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';
import { readerOf } from '../../src/verify/several/read-several.ts';
import { SeriesRunner } from '../../src/verify/several/runner.ts';
import type { SeriesEvent } from '../../src/verify/several/series.ts';

const events = (name: string, detection: string): string =>
  `title: ${name}\nname: ${name}\nlogsource: {product: till}\ndetection:\n  s: ${detection}\n  condition: s\n---\n`;
const three = `${events('a', '{act: open}')}${events('b', '{act: close}')}${events('c', "{note: '*'}")}`;

function correlation(type: string, rules: string, seconds: number, more = ''): string {
  return `title: t\nname: t_${type}_${seconds}\ncorrelation:\n  type: ${type}\n  rules: [${rules}]\n  group-by: [who]\n  timespan: ${seconds}s\n${more}---\n`;
}

const several = correlation('event_count', 'a', 20, '  condition: {gte: 2}\n');
const many = several.replace('t_event_count_20', 'many');
const both = correlation('temporal', 'a, c', 20).replace('t_temporal_20', 'both');

const eql = (steps: string): string => `sequence by who with maxspan=40s ${steps}`;
const [open, close, noted] = ['act == "open"', 'act == "close"', 'note == "x"'].map(
  each => `any where ${each}`,
);

const query = (stages: string): string => `from logs-* | ${stages}`;

/** Rules whose translation is exact, and of each the dialects that hold it so. */
const rules: readonly (readonly [string, string, string, readonly string[]])[] = [
  ['of two', 'r.yml', correlation('temporal', 'a, b', 30), ['esql', 'sql', 'spl']],
  ['of two that an event fits both of', 'r.yml', correlation('temporal', 'a, c', 30), ['esql', 'sql', 'spl']],
  ['of three', 'r.yml', correlation('temporal', 'a, b, c', 30), ['esql', 'sql', 'spl']],
  [
    'two of three',
    'r.yml',
    correlation('temporal', 'a, b, c', 30, '  condition: {gte: 2}\n'),
    ['esql', 'sql'],
  ],
  [
    'of fields of their own',
    'r.yml',
    correlation('temporal', 'a, c', 30, '  aliases:\n    who: {a: user, c: account}\n'),
    ['esql', 'sql', 'spl'],
  ],
  [
    'alerts that are counted',
    'r.yml',
    `${many}${correlation('event_count', 'many', 90, '  condition: {gte: 2}\n')}`,
    ['sql', 'spl'],
  ],
  [
    'alerts of events of two kinds',
    'r.yml',
    `${both}${correlation('event_count', 'both', 90, '  condition: {gte: 2}\n')}`,
    ['sql', 'spl'],
  ],
  [
    'one that must not be there',
    'r.yml',
    correlation('temporal', 'a, c', 30, '  condition: a and not c\n'),
    ['sql', 'spl'],
  ],
  [
    'fewer than so many',
    'r.yml',
    correlation('event_count', 'a, c', 30, '  condition: {eq: 1}\n'),
    ['sql', 'spl'],
  ],
  ['alerts beside events', 'r.yml', `${many}${correlation('temporal', 'many, b', 60)}`, ['sql', 'spl']],
  [
    'alerts before events',
    'r.yml',
    `${many}${correlation('temporal_ordered', 'many, b', 60)}`,
    ['sql', 'spl'],
  ],
  [
    'events before alerts',
    'r.yml',
    `${many}${correlation('temporal_ordered', 'b, many', 60)}`,
    ['sql', 'spl'],
  ],
  [
    'alerts of alerts beside events',
    'r.yml',
    `${many}${correlation('event_count', 'many', 90, '  condition: {gte: 2}\n').replace('t_event_count_90', 'mid')}${correlation('temporal', 'mid, b', 90)}`,
    ['spl', 'sql'],
  ],
  ['repeated events', 'q.eql', eql(`[${open}] with runs=3 [${close}]`), ['spl', 'sql']],
  ['repeated events and two', 'q.eql', eql(`[${open}] with runs=2 [${close}] [${noted}]`), ['spl', 'sql']],
  ['repeated events before one of them', 'q.eql', eql(`[${open}] with runs=2 [${open}]`), ['spl', 'sql']],
  [
    'repeated events, none between',
    'q.eql',
    eql(`[${open}] with runs=2 ![${noted}] [${close}]`),
    ['spl', 'sql'],
  ],
  [
    'repeated events until',
    'q.eql',
    `${eql(`[${open}] with runs=2 [${close}]`)} until [${noted}]`,
    ['spl', 'sql'],
  ],
  ['events, none between', 'q.eql', eql(`[${open}] ![${noted}] [${close}]`), ['spl', 'sql']],
  [
    'events, none between the first two of three',
    'q.eql',
    eql(`[${open}] ![${noted}] [${close}] [${open}]`),
    ['spl'],
  ],
  ['an event, none after it', 'q.eql', eql(`[${open}] ![${noted}]`), ['spl', 'sql']],
  ['events, none after them', 'q.eql', eql(`[${open}] [${close}] ![${noted}]`), ['spl', 'sql']],
  ['repeated events, none after', 'q.eql', eql(`[${open}] with runs=2 ![${close}]`), ['spl', 'sql']],
  ['events, none before them', 'q.eql', eql(`![${noted}] [${open}] [${close}]`), ['spl', 'sql']],
  [
    'three events, none after them',
    'q.eql',
    eql(`[${open}] [${close}] [${open}] ![${noted}]`),
    ['spl', 'sql'],
  ],
  ['events until', 'q.eql', `${eql(`[${open}] [${close}]`)} until [${noted}]`, ['spl', 'sql']],
  ['events and repeated ones', 'q.eql', eql(`[${close}] [${open}] with runs=2`), ['spl', 'sql']],
  ['groups without a key', 'q.esql', query('stats n = count(*) by tag | where n >= 3'), ['spl']],
  [
    'groups without one of two keys',
    'q.esql',
    query('stats n = count(*) by tag, act | where n >= 3'),
    ['spl'],
  ],
  [
    'groups without a key, of groups',
    'q.esql',
    query('stats n = count(*) by tag, who | stats m = sum(n) by tag | where m >= 4'),
    ['spl'],
  ],
  [
    'beside each event without a key',
    'q.esql',
    query('inline stats n = count(*) by tag | where n >= 3'),
    ['spl'],
  ],
  [
    'groups of a key that is made',
    'q.esql',
    query('eval k = concat(act, who) | stats n = count(*) by k | where n == 2'),
    ['spl'],
  ],
];

const targets: Readonly<Record<string, Backend>> = { esql: elastic, sql: panther, spl: splunk };

/** Events of a few kinds and groups, each at a second of its own. */
const streams = fc
  .uniqueArray(
    fc.record({
      at: fc.integer({ min: 0, max: 200 }),
      act: fc.constantFrom('open', 'close', 'open', undefined),
      note: fc.constantFrom('x', undefined, undefined),
      tag: fc.constantFrom<string | readonly string[] | undefined>(
        'x',
        ['x', '-'],
        '-',
        undefined,
        undefined,
        undefined,
      ),
      group: fc.constantFrom('one', 'one', 'two'),
    }),
    { selector: each => each.at, minLength: 1, maxLength: 14 },
  )
  .map(made =>
    made
      .sort((one, other) => one.at - other.at)
      .map(
        ({ at, act, note, tag, group }): SeriesEvent => ({
          at,
          group,
          data: {
            ...{ who: group, user: group, account: group },
            ...(act === undefined ? {} : { act }),
            ...(note === undefined ? {} : { note }),
            ...(tag === undefined ? {} : { tag }),
          },
        }),
      ),
  );

async function runners(path: string, text: string, name: string): Promise<readonly SeriesRunner[]> {
  const file = new SourceFile(path, text.replace(/---\n$/, ''));
  const read = (await readerFor(file))?.read(file, { placeholders: new Map() }).at(-1);
  const rule = read?.rule && resolve(read.rule).value;
  const target = targets[name];
  if (rule === undefined || target === undefined) throw new Error(read?.diagnostics[0]?.message ?? 'unread');
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile, dialect: name } as const;
  const { dialect, planned, query, given, verdict } = compile(rule, target, options);
  if (dialect === undefined || planned?.several === undefined || query === undefined)
    throw new Error(`${name}: ${verdict}`);
  const whole = { dialect, planned: { ...planned, several: planned.several }, query, given };
  const { value, diagnostics } = (await readerOf(dialect))?.(whole) ?? { diagnostics: [] };
  if (value === undefined) throw new Error(diagnostics[0]?.message ?? 'no reader');
  const { vendor } = dialect;
  return [searchView(rule, vendor).search, value.search].map(
    search => new SeriesRunner({ search }, { vendor, withScope: false }),
  );
}

describe('the query that is read back alerts on the groups that the rule alerts on, whatever comes', () => {
  const cases = rules.flatMap(([name, path, text, dialects]) =>
    dialects.map(dialect => [name, dialect, path, text] as const),
  );
  test.each(cases)('%s, in %s', async (_name, dialect, path, text) => {
    const [rule, query] = await runners(path, path === 'r.yml' ? `${three}${text}` : text, dialect);
    let found = 0;
    fc.assert(
      fc.property(streams, stream => {
        const series = { name: 'by chance', events: stream, now: 400 };
        const expected = rule?.groups(series, undefined) ?? [];
        found += expected.length;
        expect(query?.groups(series, undefined)).toEqual(expected);
      }),
      { numRuns: 120 },
    );
    expect(found).toBeGreaterThan(0);
  });
});
