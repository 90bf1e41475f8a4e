import { describe, expect, test } from 'vitest';
import type { Search } from '../../src/ir/index.ts';
import { eql } from '../../src/languages/eql/index.ts';
import { esql } from '../../src/languages/esql/index.ts';
import { EmbeddedText, SourceFile } from '../../src/source/index.ts';
import { judgeSeries } from '../../src/verify/several/judge-series.ts';
import { findsNothing } from '../../src/verify/several/never.ts';
import type { TimedSearch } from '../../src/verify/several/runner.ts';
import { runsOver } from '../../src/verify/several/series-runs.ts';

const schedule = { every: 300, lookBack: 540 };

function searchOf(query: string): Search {
  const text = EmbeddedText.whole(new SourceFile('query', query));
  const language = query.startsWith('from') ? esql : eql;
  const { value, diagnostics } = language.lower(text, {});
  if (value === undefined) throw new Error(`${query}: ${diagnostics[0]?.message}`);
  return value;
}

function judged(rule: string, query: string, more: Partial<TimedSearch> = { schedule }): string {
  const options = {
    vendor: 'elastic',
    isMultiValued: () => true,
    withScope: true,
    distinctTimes: false,
    untilParted: false,
  } as const;
  const found = judgeSeries(
    { search: searchOf(rule), ...more },
    { search: searchOf(query), ...more },
    options,
  );
  if (found === undefined) return 'nothing found';
  const sides = [found.onlyRule && 'rule', found.onlyQuery && 'query'].filter(each => each !== undefined);
  return sides.length === 0 ? 'alike' : sides.join(' and ');
}

/** A rule, what is changed of it, and who alerts alone then. */
const changes: readonly (readonly [string, string, string, string, string])[] = [
  [
    'values of two fields',
    'from a | stats n = count_distinct(u), m = count_distinct(v), c = count(*) by h | where n > 5 and m > 3 and c < 50',
    'm > 3',
    'm > 4',
    'rule',
  ],
  [
    'values that a list names',
    'from a | where x in ("p", "q", "r", "s") | stats n = count_distinct(x) by h | where n >= 3',
    'n >= 3',
    'n >= 4',
    'rule',
  ],
  [
    'kinds that a choice tells',
    'from a | eval k = case(x like "p*", "one", x like "q*", "other") | stats n = count_distinct(k) by h | where n >= 2',
    '"q*"',
    '"q1*"',
    'rule',
  ],
  [
    'sums of choices',
    'from a | stats n = sum(case(x == "p", 1, 0)), m = sum(case(y == "q", 1, 0)) by h | where n >= 2 and m >= 3',
    'm >= 3',
    'm >= 2',
    'query',
  ],
  [
    'buckets of a minute',
    'from a | eval t = date_trunc(1 minute, @timestamp) | stats n = count(*) by h, t | where n >= 4',
    'n >= 4',
    'n >= 5',
    'rule',
  ],
  [
    'paths of one base name',
    'from a | where p like "c:*.txt" | stats n = count_distinct(p) by h | where n >= 3',
    'n >= 3',
    'n > 3',
    'rule',
  ],
  [
    'paths of one base name, in one minute',
    'from a | where p like "c:*.txt" | grok p "(?<f>[^:]+)$" | eval t = date_trunc(1 minute, @timestamp) | stats n = count_distinct(q) by f, t | where n >= 3',
    'n >= 3',
    'n > 3',
    'rule',
  ],
  [
    'groups of groups',
    'from a | stats c = count(*) by h, u | stats n = count(*), m = max(c) by h | where n >= 4 and m >= 3',
    'm >= 3',
    'm >= 4',
    'rule',
  ],
  [
    'what is put beside rows',
    'from a | inline stats c = count_distinct(h) by r | where c == 1 | stats n = count_distinct(r) by h | where n >= 2',
    'n >= 2',
    'n >= 3',
    'rule',
  ],
  [
    'what is cut out',
    'from a | dissect m "%{}id=%{i},%{}" | where i is not null | stats n = count_distinct(u) by i | where n >= 2',
    'n >= 2',
    'n >= 3',
    'rule',
  ],
  [
    'a time from first to last',
    'from a | stats s = min(@timestamp), e = max(@timestamp), c = count(*) by h | where c >= 2 and date_diff("seconds", s, e) <= 60',
    'c >= 2',
    'c >= 3',
    'rule',
  ],
  ['a long text', 'from a | where length(m) >= 4000 | stats c = count(*) by h', '4000', '5000', 'rule'],
  [
    'several values',
    'from a | where mv_count(m) > 2 | stats c = count(*) by h | where c > 1',
    '> 2',
    '> 3',
    'rule',
  ],
  [
    'an alternative',
    'from a | where (x == "p" and y == "q") or x == "s" | stats n = count_distinct(x), v = values(x) by h | where n >= 2 and mv_concat(v, ",") like "*s*"',
    'n >= 2',
    'n >= 3',
    'rule',
  ],
];

describe('a series has what the conditions of a rule ask for', () => {
  test.each(changes)('%s', (_name, rule, part, by, alone) => {
    expect(judged(rule, rule)).toBe('alike');
    expect(judged(rule, rule.replace(part, by))).toBe(alone);
  });
});

test('a sequence without a span is within what a run looks back on', () => {
  const sequence = 'sequence by h [any where a == "x"] [any where b == "y"]';
  const spanned = sequence.replace('by h', 'by h with maxspan=9m');
  expect(judged(sequence, spanned)).toBe('query');
  expect(judged(sequence, spanned, {})).toBe('rule');
  expect(judged(sequence, sequence)).toBe('alike');
});

describe('a search that finds nothing', () => {
  test.each([
    ['from a | where x == "p" and x == "q" | stats c = count(*) by h', true],
    ['from a | where x == "p" and x == "q" | stats c = count(*)', false],
    ['from a | where x == "p" | stats c = count(*) by h | where c == 0', true],
    ['from a | where x == "p" | stats c = count(*) by h | where c < 1 or c == 0', true],
    ['from a | where x == "p" | stats c = count(*) by h | where c < 1 or c == 2', false],
    ['from a | where x == "p" | stats c = count(y) by h | where c == 0', false],
    ['from a | where x == "p" | stats c = count(*) by h | where c < 2', false],
    ['sequence [any where a == "x"] [any where b == "y" and b == "z"]', true],
    [
      'sequence with maxspan=1m [any where a == "x"] ![any where b == "y" and b == "z"] [any where c == "z"]',
      false,
    ],
    ['sequence by k [any where a == "x"] [any where b == "y"] until [any where a == "x"]', true],
    ['sequence by k [any where a == "x"] [any where b == "y"] until [any where a : "x*"]', true],
    ['sequence by k [any where a == "x"] with runs=2 until [any where a == "x"]', true],
    ['sequence by k [any where a : "x*"] [any where b == "y"] until [any where a == "x"]', false],
    ['sequence by k [any where a == "x"] [any where b == "y"] until [any where b == "y"]', false],
    ['sequence [any where a == "x"] by k [any where b == "y"] by l until [any where a == "x"] by l', false],
  ])('%s: %s', (query, expected) => {
    expect(findsNothing(searchOf(query), { isMultiValued: () => false })).toBe(expected);
  });
});

describe('the runs that see something of a series', () => {
  const seconds = (runs: readonly number[]) => runs.map(run => run / 1000);
  const over = (times: readonly number[], ofClock = false) =>
    seconds(
      runsOver(
        times.map(time => time * 1000),
        { every: 300, lookBack: 540 },
        { start: 150_000, reach: 540, ofClock },
      ),
    );

  test('each set of events once', () => {
    expect(over([0])).toEqual([150]);
    expect(over([0, 100])).toEqual([150]);
    expect(over([0, 230])).toEqual([150, 450, 750]);
  });

  test('however far apart the events are', () => {
    expect(over([0, 30 * 86_400])).toEqual([150, 2_592_150]);
  });

  test('the next ones where the clock matters', () => {
    expect(over([0], true)).toEqual([150, 450]);
  });
});
