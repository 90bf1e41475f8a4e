import { expect, test } from 'vitest';
import { printExpression, printPredicate } from '../../src/ir/index.ts';
import { detection, readText, shownDiagnostics } from './reading.ts';

/** What a rule of Sigma 1 counts, on one line. */
function counted(condition: string, timeframe = 'timeframe: 5m\n'): string {
  const [read] = readText(detection(`s: {A: x}\n${timeframe}condition: ${condition}`));
  const search = read?.rule?.search;
  const diagnostics = (read ? shownDiagnostics(read) : []).filter(
    each => !each.startsWith('lower/deprecated-aggregation'),
  );
  if (search?.kind !== 'correlate') return ['no rule', ...diagnostics].join(' ! ');
  const { by, measures, having, window } = search;
  const [measure] = measures;
  const what = [measure?.function, ...(measure?.of ?? []).map(printExpression)].join(' ');
  const keys = by.map(printExpression).join(', ');
  const wanted = printPredicate(having).replaceAll(/\s+/g, ' ');
  const span = window.kind === 'sliding' ? window.length : 0;
  return [`${what} by (${keys}) in ${span}s having ${wanted}`, ...diagnostics].join(' ! ');
}

test.each([
  ['s | count() > 5', 'count by () in 300s having event_count gt 5 as number'],
  ['s | count() by B >= 5', 'count by (B) in 300s having event_count gte 5 as number'],
  ['s | count() by B, c-ip < 5', 'count by (B, c-ip) in 300s having event_count lt 5 as number'],
  [
    's | count() by B < 1',
    'count by (B) in 300s having event_count lt 1 as number ! lower/correlation-of-nothing 7:16',
  ],
  ['s | count(C) by B>5', 'countDistinct C by (B) in 300s having value_count gt 5 as number'],
  ['s |count( C )  by B <= 5', 'countDistinct C by (B) in 300s having value_count lte 5 as number'],
  ['s | sum(N) by B = 5.5', 'sum N by (B) in 300s having value_sum eq 5.5 as number'],
  ['s | avg(N) by B == 5', 'average N by (B) in 300s having value_avg eq 5 as number'],
  ['s | min(N) by B > 5', 'minimum N by (B) in 300s having value_min gt 5 as number'],
  ['s | max(N) != 5', 'maximum N by () in 300s having not value_max eq 5 as number'],
  ['s | near t', 'no rule ! lower/near-aggregation 7:16'],
  ['s | sum() > 5', 'no rule ! parse/sigma-aggregation 7:16'],
  ['s | median(N) > 5', 'no rule ! parse/sigma-aggregation 7:16'],
  ['s | count() by B', 'no rule ! parse/sigma-aggregation 7:16'],
  ['s | count() > 5 | count() > 6', 'no rule ! parse/sigma-aggregation 7:16'],
  ['s and | count() > 5', 'no rule ! parse/sigma-condition 7:18'],
  ['t | count() > 5', 'no rule ! lower/unknown-selection 7:14'],
])('%s', (condition, expected) => {
  expect(counted(condition)).toBe(expected);
});

test('without a timeframe nobody knows how long to count', () => {
  expect(counted('s | count() > 5', '')).toBe('no rule ! lower/aggregation-without-timeframe 6:16');
});

test('an aggregation is read, and said to be old', () => {
  const [read] = readText(detection('s: {A: x}\ntimeframe: 1M\ncondition: s | count() > 5'));
  expect(read && shownDiagnostics(read)).toEqual([
    'lower/deprecated-aggregation 7:16',
    'lower/timespan-unit 6:14',
  ]);
  expect(read?.diagnostics.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
});
