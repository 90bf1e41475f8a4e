import { describe, expect, test } from 'vitest';
import { compilePredicate } from '../../src/evaluate/index.ts';
import type { Compares, Quantifier, Value } from '../../src/ir/index.ts';
import { call, compares, f, literal } from './nodes.ts';

type Operator = Compares['operator'];

test.each<[unknown, Operator, Value | null, Compares['as'], boolean]>([
  [10, 'gt', 9, 'number', true],
  ['10', 'gt', 9, 'number', true],
  ['10', 'gt', '9', 'number', true],
  ['10', 'gt', '9', 'string', false],
  [10, 'lt', 10, 'number', false],
  [10, 'lte', 10, 'number', true],
  ['10.0', 'gte', 10, 'number', true],
  ['10.0', 'eq', 10, 'number', true],
  ['1e1', 'eq', '10.', 'number', true],
  ['9007199254740993', 'gt', '9007199254740992', 'number', true],
  ['9007199254740993', 'gt', 9007199254740992, 'number', true],
  ['9007199254740993', 'eq', '9007199254740992', 'number', false],
  ['-5', 'lt', 0, 'number', true],
  ['0x10', 'gt', 1, 'number', false],
  ['0x10', 'lte', 1, 'number', false],
  ['abc', 'gt', 1, 'number', false],
  ['', 'gte', 0, 'number', false],
  [true, 'gte', 0, 'number', false],
  [Number.NaN, 'gte', 0, 'number', false],
  [null, 'lt', 1, 'number', false],
  [[], 'lt', 1, 'number', false],
  [5, 'gt', null, 'number', false],
  [5, 'gt', Number.NaN, 'number', false],
  [['1', 'x', '20'], 'gt', 10, 'number', true],
  ['b', 'gt', 'a', 'string', true],
  ['B', 'gt', 'a', 'string', false],
  ['', 'lt', 'a', 'string', true],
  [5, 'eq', '5', 'string', true],
  ['5.0', 'eq', 5, 'string', true],
  ['5.0', 'eq', '5', 'string', false],
  ['10.0.0.9', 'lt', '10.0.0.10', 'ip', true],
  ['::ffff:10.0.0.9', 'eq', '10.0.0.9', 'ip', true],
  ['fe80::1%eth0', 'eq', 'fe80:0:0::1', 'ip', true],
  ['x', 'gte', '0.0.0.0', 'ip', false],
])('%j %s %j as %s: %s', (x, operator, right, as, expected) => {
  expect(compilePredicate(compares(f('x'), operator, literal(right), as))({ x })).toBe(expected);
});

describe('field against field', () => {
  test.each<[object, Operator, 'exact' | 'ignored', boolean]>([
    [{ x: 'abc', y: 'ab' }, 'startsWith', 'exact', true],
    [{ x: 'ABC', y: 'ab' }, 'startsWith', 'exact', false],
    [{ x: 'ABC', y: 'ab' }, 'startsWith', 'ignored', true],
    [{ x: 'abc', y: 'bc' }, 'endsWith', 'exact', true],
    [{ x: 'abc', y: '' }, 'contains', 'exact', true],
    [{ x: 'abc', y: 'b*' }, 'contains', 'exact', false],
    [{ x: 'a', y: 'A' }, 'eq', 'ignored', true],
    [{ x: 'a', y: 'A' }, 'eq', 'exact', false],
    [{ x: '5', y: 5 }, 'eq', 'exact', true],
    [{ x: 5, y: '5' }, 'eq', 'exact', true],
    [{ x: 'true', y: true }, 'eq', 'exact', true],
    [{ x: 'a' }, 'eq', 'exact', false],
    [{ y: 'a' }, 'eq', 'exact', false],
    [{}, 'eq', 'exact', false],
    [{ x: 'a', y: [] }, 'contains', 'exact', false],
    [{ x: ['b', 'c'], y: ['c', 'd'] }, 'eq', 'exact', true],
    [{ x: ['b', 'c'], y: ['a', 'd'] }, 'eq', 'exact', false],
  ])('%j %s %s: %s', (event, operator, casing, expected) => {
    const leaf = compares(f('x'), operator, f('y'), 'string', { casing });
    expect(compilePredicate(leaf)(event as Record<string, unknown>)).toBe(expected);
  });
});

test.each<[unknown, Quantifier, boolean]>([
  [[11, 12], 'all', true],
  [[11, 9], 'all', false],
  [[11, 'none'], 'all', true],
  [['none'], 'all', false],
  [[11], 'single', true],
  [[11, 12], 'single', false],
  [[11, 'none'], 'single', false],
])('%j over 10, quantified %s: %s', (x, quantifier, expected) => {
  expect(compilePredicate(compares(f('x'), 'gt', literal(10), 'number', { quantifier }))({ x })).toBe(
    expected,
  );
});

describe('times', () => {
  test.each<[unknown, Operator, string, boolean]>([
    ['2025-03-04T10:00:00Z', 'gt', '2025-03-04', true],
    ['2025-03-04', 'eq', '2025-03-04T00:00:00.000Z', true],
    ['2025-03-04 10:00:00.123', 'eq', '2025-03-04T10:00:00.123Z', true],
    ['2025-03-04 10:00:00.123', 'lt', '2025-03-04T10:00:00.124Z', true],
    ['2025-03-04T10:00:00+02:00', 'eq', '2025-03-04T08:00:00Z', true],
    ['2025-03-04T10:00:00-0130', 'eq', '2025-03-04T11:30:00Z', true],
    ['2025-03-04T10:00:00.6491508Z', 'gt', '2025-03-04T10:00:00.649Z', true],
    ['2025-03-04T10:00Z', 'eq', '2025-03-04T10:00:00Z', true],
    ['2025', 'eq', '2025-01-01', true],
    ['2025-03', 'eq', '2025-03-01', true],
    [1741082400, 'eq', '2025-03-04T10:00:00Z', true],
    ['1741082400', 'eq', '2025-03-04T10:00:00Z', true],
    [1741082400000, 'eq', '2025-03-04T10:00:00Z', true],
    [1741082400000000, 'eq', '2025-03-04T10:00:00Z', true],
    ['1741082400000000000', 'eq', '2025-03-04T10:00:00Z', true],
    [1741082400.5, 'gt', '2025-03-04T10:00:00Z', true],
    [0, 'eq', '1970-01-01', true],
    ['2025-02-29', 'gt', '2000-01-01', false],
    ['2024-02-29', 'gt', '2000-01-01', true],
    ['2025-13-01', 'gt', '2000-01-01', false],
    ['2025-01-01T25:00:00Z', 'gt', '2000-01-01', false],
    ['yesterday', 'gt', '2000-01-01', false],
    ['now', 'gt', '2000-01-01', false],
    [true, 'gt', '1960-01-01', false],
    ['2025-01-01', 'gt', 'bad', false],
    [null, 'gt', '2000-01-01', false],
  ])('%j %s %s: %s', (x, operator, right, expected) => {
    expect(compilePredicate(compares(f('x'), operator, literal(right), 'time'))({ x })).toBe(expected);
  });

  test('of two fields', () => {
    const leaf = compares(f('x'), 'lt', f('y'), 'time');
    expect(compilePredicate(leaf)({ x: '2025-03-04T10:00:00Z', y: 1741082401 })).toBe(true);
    expect(compilePredicate(leaf)({ x: '2025-03-04T10:00:00Z', y: 'now' })).toBe(false);
  });
});

describe('date maths, by the clock given', () => {
  const now = () => Date.UTC(2025, 2, 31, 10, 30, 15, 500);
  test.each([
    ['now', '2025-03-31T10:30:15.500Z', undefined],
    ['now-5m', '2025-03-31T10:25:15.500Z', undefined],
    ['now+1h', '2025-03-31T11:30:15.500Z', undefined],
    ['now/d', '2025-03-31T00:00:00.000Z', '2025-03-31T23:59:59.999Z'],
    ['now-1d/d', '2025-03-30T00:00:00.000Z', '2025-03-30T23:59:59.999Z'],
    ['now/w', '2025-03-31T00:00:00.000Z', '2025-04-06T23:59:59.999Z'],
    ['now/M', '2025-03-01T00:00:00.000Z', '2025-03-31T23:59:59.999Z'],
    ['now-1M', '2025-02-28T10:30:15.500Z', undefined],
    ['now-1y/y', '2024-01-01T00:00:00.000Z', '2024-12-31T23:59:59.999Z'],
    ['now/h-1m', '2025-03-31T09:59:00.000Z', '2025-03-31T10:58:59.999Z'],
    ['2025-03-04||/d', '2025-03-04T00:00:00.000Z', '2025-03-04T23:59:59.999Z'],
    ['2025-01-31||+1M', '2025-02-28T00:00:00.000Z', undefined],
    ['2024-02-29||+1y', '2025-02-28T00:00:00.000Z', undefined],
  ])('%s is %s, at its end %s', (text, first, last = first) => {
    const at = (operator: Operator, x: string) =>
      compilePredicate(compares(f('x'), operator, literal(text), 'time'), { now })({ x });
    expect([at('eq', first), at('gte', first), at('lt', first)]).toEqual([true, true, false]);
    expect([at('lte', last), at('gt', last)]).toEqual([true, false]);
    const after = new Date(Date.parse(last) + 1).toISOString();
    expect([at('lte', after), at('gt', after)]).toEqual([false, true]);
  });

  test.each(['now-5', 'now/q', 'nowhere', 'now-5m/', 'bad||-1d', 'now-999999999y'])('%s is no time', text => {
    const leaf = compares(f('x'), 'lte', literal(text), 'time');
    expect(compilePredicate(leaf, { now })({ x: '2000-01-01' })).toBe(false);
  });

  test('the clock is read for each event', () => {
    let time = 0;
    const recent = compilePredicate(compares(f('x'), 'gte', literal('now-1m'), 'time'), { now: () => time });
    expect(recent({ x: '1970-01-01T00:00:30Z' })).toBe(true);
    time = 120_000;
    expect(recent({ x: '1970-01-01T00:00:30Z' })).toBe(false);
  });
});

test('the left side may be computed', () => {
  const leaf = compares(call('length', f('x')), 'gt', literal(5), 'number');
  expect(compilePredicate(leaf)({ x: 'abcdef' })).toBe(true);
  expect(compilePredicate(leaf)({ x: 'abcde' })).toBe(false);
  expect(compilePredicate(leaf)({})).toBe(false);
});
