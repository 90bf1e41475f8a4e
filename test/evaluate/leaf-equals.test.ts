import { expect, test } from 'vitest';
import { compilePredicate } from '../../src/evaluate/index.ts';
import { equals, type Quantifier, type Value } from '../../src/ir/index.ts';
import { glob, is } from './nodes.ts';

test.each<[unknown, Value, 'exact' | 'ignored', boolean]>([
  ['cmd.exe', 'cmd.exe', 'exact', true],
  ['CMD.exe', 'cmd.exe', 'exact', false],
  ['CMD.exe', 'cmd.EXE', 'ignored', true],
  ['', '', 'exact', true],
  [' ', '', 'exact', false],
  ['a*', 'a*', 'exact', true],
  ['ab', 'a*', 'exact', false],
  ['ÄÖ', 'äö', 'ignored', true],
  ['ΟΔΟΣ', 'οδος', 'ignored', true],
  ['οδοσ', 'ΟΔΟΣ', 'ignored', true],
  ['straße', 'STRASSE', 'ignored', false],
  ['𐐀', '𐐨', 'ignored', true],
  // Numbers: a number value is every decimal text of that number, a text value only that text.
  [5, 5, 'exact', true],
  ['5', 5, 'exact', true],
  ['5.0', 5, 'exact', true],
  ['+05.', 5, 'exact', true],
  ['0.5e1', 5, 'exact', true],
  ['5 ', 5, 'exact', false],
  ['0x5', 5, 'exact', false],
  ['', 0, 'exact', false],
  ['-', 0, 'exact', false],
  [5, '5', 'exact', true],
  [5, '5.0', 'exact', false],
  ['5.0', '5', 'exact', false],
  [-0, 0, 'exact', true],
  ['9007199254740993', '9007199254740993', 'exact', true],
  ['9007199254740993', 9007199254740992, 'exact', false],
  ['9007199254740992', 9007199254740992, 'exact', true],
  ['1e400', Number.POSITIVE_INFINITY, 'exact', false],
  [Number.NaN, Number.NaN, 'exact', false],
  [Number.NaN, 'NaN', 'exact', false],
  ['NaN', Number.NaN, 'exact', false],
  [1e21, 1e21, 'exact', true],
  [10n, 10, 'exact', true],
  // Booleans are texts.
  [true, true, 'exact', true],
  ['true', true, 'exact', true],
  ['True', true, 'exact', false],
  ['True', true, 'ignored', true],
  [true, 'TRUE', 'ignored', true],
  [1, true, 'ignored', false],
  [true, 1, 'ignored', false],
  // No value.
  [null, '', 'exact', false],
  [undefined, '', 'exact', false],
  [[], '', 'exact', false],
  [null, 'null', 'exact', false],
  [{ a: 1 }, '[object Object]', 'exact', false],
  // Several values.
  [['a', 'b'], 'b', 'exact', true],
  [['a', 'b'], 'c', 'exact', false],
  [[null, 'a'], 'a', 'exact', true],
  [[['a'], 5], 5, 'exact', true],
  [[{ a: 1 }, 'a'], 'a', 'exact', true],
])('%o is %o (%s): %s', (value, wanted, casing, expected) => {
  expect(compilePredicate(is('x', [wanted], casing))({ x: value })).toBe(expected);
});

test('one of several values, of several kinds', () => {
  const test = compilePredicate(is('x', ['a', 5, true]));
  expect(['a', '5.00', 5, 'true', 'b', 6, false].map(x => test({ x }))).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
  expect(compilePredicate(is('x', []))({ x: 'a' })).toBe(false);
});

test.each<[unknown, Quantifier, boolean]>([
  [['a', 'b'], 'any', true],
  [['b', 'a'], 'all', false],
  [['a', 'A'], 'all', true],
  [['a', null], 'all', true],
  [[], 'all', false],
  [null, 'all', false],
  ['a', 'all', true],
  ['b', 'all', false],
  ['a', 'single', true],
  ['b', 'single', false],
  [['a'], 'single', true],
  [['a', null], 'single', true],
  [['a', 'a'], 'single', true],
  [['a', 'A'], 'single', false],
  [['a', 'b'], 'single', false],
  [['b', 'b'], 'single', false],
  [[], 'single', false],
])('%j is a, quantified %2$s: %3$s', (value, quantifier, expected) => {
  expect(compilePredicate(is('x', ['a'], 'ignored', quantifier))({ x: value })).toBe(expected);
});

test('the same number twice is several values', () => {
  expect(compilePredicate(is('x', [1], 'exact', 'single'))({ x: [1, 1] })).toBe(false);
});

test.each<[Quantifier, object, boolean]>([
  ['any', { a: { x: ['1', '2'] }, b: { x: '3' } }, true],
  ['all', { a: { x: ['1', '2'] }, b: { x: '3' } }, false],
  ['all', { a: { x: ['1', '1'] }, b: { x: '3' } }, true],
  ['single', { a: { x: ['1', '2'] }, b: { x: '1' } }, true],
])('a quantifier is of each field of a pattern: %s of %j', (quantifier, event, expected) => {
  const subject = { kind: 'fieldPattern', pattern: glob('*.x'), vendor: 'elastic', origin: [] } as const;
  expect(compilePredicate(equals(subject, ['1'], { quantifier }))(event as Record<string, unknown>)).toBe(
    expected,
  );
});
