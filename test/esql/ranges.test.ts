import { describe, expect, test } from 'vitest';
import { runSearch } from '../../src/evaluate/index.ts';
import { holds, problemsOf, searchValue } from './reading.ts';

const june = 'to_date_range("2025-06-01..2025-07-01")';
const at = (time: string) => ({ '@timestamp': time });

/** https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/date-time-functions/range_intersects */
describe('ranges', () => {
  test.each([
    [`range_within(@timestamp, ${june})`, at('2025-06-01T00:00:00Z'), true],
    [`range_within(@timestamp, ${june})`, at('2025-07-01T00:00:00Z'), false],
    [`range_within(@timestamp, ${june})`, at('2025-06-30T23:59:59.999Z'), true],
    [`in_range(@timestamp, ${june})`, at('2025-05-31T23:59:59Z'), false],
    [`not range_within(@timestamp, ${june})`, at('2025-07-01T00:00:00Z'), true],
    [`not range_within(@timestamp, ${june})`, {}, false],
    [`range_contains(${june}, event.created)`, { event: { created: '2025-06-09T00:00:00Z' } }, true],
    [`range_contains(${june}, to_date_range("2025-06-02..2025-07-01"))`, {}, true],
    [`range_contains(${june}, to_date_range("2025-06-02..2025-07-01T00:00:00.001Z"))`, {}, false],
    [
      'range_within(@timestamp, to_range(x, y))',
      { ...at('2025-06-02'), x: '2025-06-01', y: '2025-06-03' },
      true,
    ],
    [
      'range_within(@timestamp, to_range(x, y))',
      { ...at('2025-06-03'), x: '2025-06-01', y: '2025-06-03' },
      false,
    ],
    [
      'not range_within(@timestamp, to_range(x, y))',
      { ...at('2025-06-03'), x: '2025-06-01', y: '2025-06-03' },
      true,
    ],
    [
      'not range_within(@timestamp, to_range(x, y))',
      { ...at('2025-06-03'), x: '2025-06-03', y: '2025-06-01' },
      false,
    ],
    ['not range_within(@timestamp, to_range(x, y))', { ...at('2025-06-03'), x: '2025-06-01' }, false],
    [`range_intersects(to_range(x, y), ${june})`, { x: '2025-05-01', y: '2025-06-01' }, false],
    [`range_intersects(to_range(x, y), ${june})`, { x: '2025-05-01', y: '2025-06-02' }, true],
    [`range_intersects(${june}, to_range(x, y))`, { x: '2025-06-30', y: '2025-08-02' }, true],
    [`not range_intersects(${june}, to_range(x, y))`, { x: '2025-06-30', y: '2025-06-02' }, false],
    [`range_intersects(@timestamp, ${june})`, at('2025-06-02'), true],
    [`range_intersects(${june}, @timestamp)`, at('2025-08-02'), false],
    [
      'range_intersects(@timestamp, event.created)',
      { ...at('2025-06-02'), event: { created: '2025-06-02' } },
      true,
    ],
    [`range_min(${june}) <= @timestamp and @timestamp < range_max(${june})`, at('2025-06-30'), true],
    [
      'range_max(to_range(x, y)) > @timestamp',
      { ...at('2025-06-02'), x: '2025-06-01', y: '2025-06-03' },
      true,
    ],
    [
      'range_max(to_range(x, y)) > @timestamp',
      { ...at('2025-06-02'), x: '2025-06-05', y: '2025-06-03' },
      false,
    ],
    ['to_range(x, y) is null', { x: '2025-06-05', y: '2025-06-03' }, true],
    ['to_range(x, y) is null', { x: '2025-06-01', y: '2025-06-03' }, false],
    ['range_within(n, to_double_range("1..2.5"))', { n: 2.5 }, false],
    ['range_within(n, to_double_range("1..2.5"))', { n: 1 }, true],
    ['not range_within(n, to_double_range("1..2.5"))', { n: 7 }, true],
    ['range_within(@timestamp, to_range(now() - 1 hour, now()))', at('2026-11-21T11:30:00Z'), true],
    ['range_within(@timestamp, to_range(now() - 1 hour, now()))', at('2026-11-21T12:00:00Z'), false],
  ])('%s of %j: %s', (condition, event, expected) => {
    expect(holds(`from logs-* | where ${condition}`, event)).toBe(expected);
  });

  test.each([
    'eval r = to_range(x, y) | keep r, z, @timestamp | where range_within(@timestamp, r)',
    'eval r = to_range(x, y) | keep *r, z, @timestamp | where range_within(@timestamp, r)',
    'eval r = to_range(x, y) | rename r as q | eval r = to_range(z, y) | where range_within(@timestamp, q)',
    'eval r = to_range(x, y) | eval q = r, r = to_range(z, y) | where range_within(@timestamp, q)',
    'eval p = to_geopoint(concat("POINT(", y, " ", x, ")")) | keep p, z | where st_y(p) == 5',
    'eval p = to_geopoint(concat("POINT(", y, " ", x, ")")) | rename p as q | eval p = to_geopoint("POINT(1 2)") | where st_y(q) == 5',
  ])('%s | stats … reads the parts of what was made', commands => {
    const search = searchValue(`from a | ${commands} | stats n = count(*) by z`);
    const event = { x: '2025-06-01', y: '2025-06-03', z: 'k', '@timestamp': '2025-06-02T00:00:00Z' };
    const places = [
      { ...event, x: 5, y: 6 },
      { ...event, x: 6, y: 5 },
    ];
    const events = commands.includes('st_y') ? places : [event];
    expect(runSearch(search, events).map(({ row }) => row)).toEqual([{ z: 'k', n: 1 }]);
  });

  test.each([
    ['range_within(@timestamp, x)', 'esql/argument-type'],
    ['range_contains(x, @timestamp)', 'esql/argument-type'],
    ['range_min(x) > @timestamp', 'esql/argument-type'],
    ['range_within(@timestamp, to_date_range(x))', 'esql/argument-type'],
    ['range_within(@timestamp, to_date_range("2025..2026"))', 'esql/argument-type'],
    ['range_within(@timestamp, to_range("2025-01-01", x))', 'esql/argument-type'],
    [`${june} == to_range(x, y)`, 'esql/comparison-type'],
    [`to_string(${june}) == "x"`, 'esql/comparison-type'],
  ])('%s: %s', (condition, code) => {
    expect(problemsOf(`from a | where ${condition}`)[0]?.[0]).toBe(code);
  });
});
