import { describe, expect, test } from 'vitest';
import {
  and,
  type Correlate,
  equals,
  field,
  type Measure,
  not,
  or,
  type Predicate,
  type Window,
} from '../../../src/ir/index.ts';
import { compares, f, literal } from '../nodes.ts';
import { alerts, found, letters, start } from './series.ts';

const input = (name: string) => ({
  name,
  search: { kind: 'events', source: {}, where: equals(f('l'), [name]), origin: [] } as const,
});

const atLeast = (name: string, least: number): Predicate =>
  compares(field(name, 'sigma'), 'gte', literal(least), 'number');
const below = (name: string, most: number): Predicate =>
  compares(field(name, 'sigma'), 'lt', literal(most), 'number');

const count: Measure = { name: 'count', function: 'count', of: [] };

function correlate(parts: Partial<Correlate>): Correlate {
  return {
    kind: 'correlate',
    inputs: [input('a')],
    aliases: {},
    by: [],
    window: { kind: 'sliding', length: 3 },
    ordered: false,
    measures: [count],
    having: atLeast('count', 3),
    origin: [],
    ...parts,
  };
}

describe('a count over a sliding window', () => {
  test.each<[string, Partial<Correlate>, string, number[][]]>([
    ['enough', {}, 'a a a', [[0, 1, 2]]],
    ['one too few', {}, 'a a b', []],
    ['both ends of the window', {}, 'a a c a', [[0, 1, 3]]],
    ['just outside', {}, 'a a c c a', []],
    ['goes on: one alert with all events', {}, 'a a a a a', [[0, 1, 2, 3, 4]]],
    [
      'again after a gap',
      {},
      'a a a c c c c a a a',
      [
        [0, 1, 2],
        [7, 8, 9],
      ],
    ],
    ['by groups', { by: [f('k')] }, 'a1 a2 a1 a1', [[0, 2, 3]]],
    ['no key, no group', { by: [f('k')] }, 'a a a', []],
    ['less than', { having: below('count', 2) }, 'a a c c c c a', [[0], [6]]],
  ])('%s', (_, parts, events, expected) => {
    expect(found(correlate(parts), letters(events))).toEqual(expected);
  });
});

describe('rules near each other in time', () => {
  const both = {
    inputs: [input('a'), input('b')],
    measures: [],
    having: and([atLeast('a', 1), atLeast('b', 1)]),
  };
  const three = {
    inputs: [input('a'), input('b'), input('c')],
    measures: [],
    ordered: true,
    having: and([or([atLeast('a', 1), atLeast('b', 1)]), atLeast('c', 1)]),
  };
  test.each<[string, Partial<Correlate>, string, number[][]]>([
    ['any order', both, 'b a', [[0, 1]]],
    ['one missing', both, 'b b', []],
    ['too far', both, 'a x x x b', []],
    ['in order', { ...both, ordered: true }, 'a b', [[0, 1]]],
    ['in the other order', { ...both, ordered: true }, 'b a', []],
    ['out of order, then in order', { ...both, ordered: true }, 'b a b', [[0, 1, 2]]],
    ['the first too old', { ...both, ordered: true }, 'a x x x b', []],
    ['one of two, then the third', three, 'b c', [[0, 1]]],
    ['one out of order, the other in order', three, 'b c a', [[0, 1, 2]]],
    ['both out of order', three, 'c b a', []],
    ['but not', { ...both, having: and([atLeast('a', 1), not(atLeast('b', 1))]) }, 'b x x x a', [[4]]],
  ])('%s', (_, parts, events, expected) => {
    expect(found(correlate(parts), letters(events))).toEqual(expected);
  });

  test('events of one time are in any order', () => {
    const events = [
      [0, { l: 'b' }],
      [0, { l: 'a' }],
    ] as const;
    expect(found(correlate({ ...both, ordered: true }), events)).toEqual([[0, 1]]);
  });

  test('one event of both rules counts for both', () => {
    const same = { ...both, inputs: [input('a'), { ...input('a'), name: 'b' }] };
    expect(found(correlate(same), letters('a'))).toEqual([[0]]);
  });

  test('an alias is another field in each rule', () => {
    const aliased = { ...both, by: [field('who', 'sigma')], aliases: { who: { a: f('src'), b: f('dst') } } };
    const events = [
      [0, { l: 'a', src: 1, dst: 2 }],
      [1, { l: 'b', src: 1, dst: 2 }],
      [2, { l: 'b', src: 2, dst: 1 }],
    ] as const;
    expect(alerts(correlate(aliased), events)).toMatchObject([{ events: [0, 2], key: { who: 1 } }]);
  });
});

describe('measures', () => {
  const values = [4, 1, 3, 2, 10].map((v, second) => [second, { l: 'a', v, w: `w${v % 2}` }] as const);
  const whole: Window = { kind: 'schedule', lookBack: 100, every: 100 };
  test.each<[Measure['function'], string, unknown]>([
    ['count', 'v', 5],
    ['countDistinct', 'w', 2],
    ['sum', 'v', 20],
    ['average', 'v', 4],
    ['minimum', 'v', 1],
    ['maximum', 'v', 10],
    ['median', 'v', 3],
    ['first', 'v', 4],
    ['last', 'v', 10],
    ['values', 'w', ['w0', 'w1']],
    ['percentile', 'v', 6.4],
    ['standardDeviation', 'v', Math.sqrt(10)],
  ])('%s of %s', (name, of, expected) => {
    const measure: Measure = { name: 'm', function: name, of: [f(of)], percentile: 85 };
    const [alert] = alerts(correlate({ window: whole, measures: [measure], having: and([]) }), values);
    expect(alert?.row?.['m']).toEqual(typeof expected === 'number' ? expect.closeTo(expected, 9) : expected);
  });

  test.each<[Measure['function'], Window, string, number]>([
    ['first', whole, 'i1', 4000],
    ['last', whole, 'i0', 4000],
    ['last', { kind: 'sliding', length: 2 }, 'i2', 3000],
  ])('the %s by another value, in %o', (name, window, expected, time) => {
    const numbers = [10, 1, 3, 2, 4].map((v, second) => [second, { l: 'a', v, w: `i${second}` }] as const);
    const measure: Measure = { name: 'm', function: name, of: [f('w')], orderedBy: f('v') };
    const having = compares(f('m'), 'eq', literal(expected), 'string');
    const [alert] = alerts(correlate({ window, measures: [measure], having }), numbers);
    expect(alert?.time).toBe(start + time);
  });

  test.each<[Measure['function'], unknown]>([
    ['sum', 15],
    ['average', 5],
    ['minimum', 2],
    ['maximum', 10],
    ['median', 3],
    ['first', 3],
  ])('%s forgets what has left the window', (name, expected) => {
    const measure: Measure = { name: 'm', function: name, of: [f('v')] };
    const having = compares(f('m'), 'eq', literal(expected as number), 'number');
    const search = correlate({ window: { kind: 'sliding', length: 2 }, measures: [measure], having });
    expect(alerts(search, values).at(-1)?.time).toBe(start + 4000);
  });
});

describe('windows of the clock, and of runs', () => {
  const tumbling: Window = { kind: 'tumbling', length: 4, field: f('@timestamp') };
  const scheduled: Window = { kind: 'schedule', lookBack: 3, every: 3 };
  test('a bucket has its start and not its end', () => {
    expect(found(correlate({ window: tumbling }), letters('a a x a a a x x'))).toEqual([[0, 1, 3]]);
  });

  test('a run looks at (now - look-back, now]', () => {
    expect(found(correlate({ window: scheduled }), letters('a a a a'))).toEqual([[1, 2, 3]]);
    const now = start + 2000;
    expect(found(correlate({ window: scheduled }), letters('a a a a'), { now })).toEqual([[0, 1, 2]]);
    expect(found(correlate({ window: scheduled }), letters('a a a a'), { now: now + 4000 })).toEqual([]);
  });

  test('each run by itself', () => {
    const runs = [start + 2000, start + 3000];
    expect(found(correlate({ window: scheduled }), letters('a a a a'), { runs })).toEqual([
      [0, 1, 2],
      [1, 2, 3],
    ]);
  });

  test('all the events of the group, and a row', () => {
    const distinct: Measure = { name: 'distinct', function: 'countDistinct', of: [f('h')] };
    const search = correlate({
      window: scheduled,
      by: [f('k')],
      measures: [count, distinct],
      having: atLeast('distinct', 2),
    });
    const events = ['1', '1', '2'].map((h, second) => [second, { l: 'a', k: 'x', h }] as const);
    expect(alerts(search, events)).toEqual([
      { events: [0, 1, 2], time: start + 2000, key: { k: 'x' }, row: { k: 'x', count: 3, distinct: 2 } },
    ]);
  });
});

test('a correlation of correlations: alerts are events at the time at which they were complete', () => {
  const inner = correlate({
    by: [f('k')],
    window: { kind: 'sliding', length: 3 },
    having: atLeast('count', 2),
  });
  const outer = correlate({
    inputs: [{ name: 'many', search: inner }, input('b')],
    by: [f('k')],
    window: { kind: 'sliding', length: 2 },
    ordered: true,
    measures: [],
    having: and([atLeast('many', 1), atLeast('b', 1)]),
  });
  expect(found(outer, letters('a1 a1 b1'))).toEqual([[0, 1, 2]]);
  expect(found(outer, letters('a1 a1 b2'))).toEqual([]);
  expect(found(outer, letters('a1 b1 a1'))).toEqual([]);
});
