import { expect, test } from 'vitest';
import { leastSeries } from '../../src/verify/several/least-series.ts';
import type { Series } from '../../src/verify/several/series.ts';

const many: Series = {
  name: 'spread, each without noise',
  events: Array.from({ length: 58 }, (_, at) => ({
    at: at * 10,
    group: `group ${(at % 2) + 1}`,
    data: { a: at, b: 'present', noise: 'present', ...(at % 3 === 0 ? { c: 1 } : {}) },
  })),
};

const holds = (series: Series, ...wanted: readonly number[]): boolean =>
  wanted.every(each => series.events.some(({ data }) => data['a'] === each));

test('what a series does not need is taken out of it, and it is named after what is left', () => {
  const { name, events } = leastSeries(many, series => holds(series, 3, 29, 57));
  expect(events.map(({ at, data }) => [at, data])).toEqual([
    [30, { a: 3 }],
    [290, { a: 29 }],
    [570, { a: 57 }],
  ]);
  expect(name).toBe('the last 540 seconds after the first');
});

test('fields go from events of one kind alone, where others need them, and some stay', () => {
  const isShown = (series: Series) =>
    holds(series, 3, 29) && series.events.some(({ data }) => 'c' in data && 'noise' in data);
  expect(leastSeries(many, isShown, new Set(['b'])).events.map(({ data }) => data)).toEqual([
    { a: 3, b: 'present', noise: 'present', c: 1 },
    { a: 29, b: 'present' },
  ]);
});

test('a single event is called one, and what shows nothing less is left alone', () => {
  const one = leastSeries(many, series => holds(series, 7));
  expect([one.events.length, one.name]).toEqual([1, 'a single event']);
  expect(leastSeries(many, () => false)).toBe(many);
});

test('no series is run through more often than a few hundred times', () => {
  let tries = 0;
  const long = { ...many, events: many.events.flatMap(event => Array.from({ length: 50 }, () => event)) };
  leastSeries(long, ({ events }) => {
    tries++;
    return events.length === long.events.length;
  });
  expect(tries).toBeLessThanOrEqual(300);
});

test('a name does not speak of differing values that are gone', () => {
  const differing = { ...many, name: '58 events with 58 differing values' };
  const isWhole = ({ events }: Series): boolean => events.length === many.events.length;
  expect(leastSeries(differing, isWhole).name).toBe('the last 570 seconds after the first');
  expect(leastSeries(differing, isWhole, new Set(['a', 'c'])).name).toBe(differing.name);
  expect(leastSeries({ ...many, name: '58 events' }, isWhole).name).toBe('58 events');
});
