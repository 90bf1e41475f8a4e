import { describe, expect, test } from 'vitest';
import { compilePredicate } from '../../src/evaluate/index.ts';
import { like } from '../../src/ir/index.ts';
import { f, fits } from './nodes.ts';

describe('the whole text fits', () => {
  test.each<[unknown, string, boolean]>([
    ['abc', 'abc', true],
    ['abc', 'a*', true],
    ['abc', '*c', true],
    ['abc', '*b*', true],
    ['abc', 'b*', false],
    ['abc', '*b', false],
    ['', '*', true],
    ['', '?', false],
    ['', '', true],
    ['a', '', false],
    ['abc', 'a?c', true],
    ['ac', 'a?c', false],
    ['a\nc', 'a?c', true],
    ['a\n\nc', 'a*c', true],
    ['a😀c', 'a?c', true],
    ['a😀c', 'a??c', false],
    ['😀', '?', true],
    ['x😀', '*?😀', true],
    ['😀', '*?😀', false],
    ['😀', '*?', true],
    ['ab', '*?b', true],
    ['b', '*?b', false],
    ['aab', 'a*ab', true],
    ['ab', 'a*ab', false],
    ['aXbXc', 'a*b*c', true],
    ['abcabd', '*ab?d', false],
    ['abcabxd', '*ab?d', true],
    ['xaayaab', '*aa*aab', true],
    ['ab', '*a*b*', true],
    ['ba', '*a*b*', false],
    ['aba', 'ab*ba', false],
    [5, '5', true],
    [50, '5*', true],
    [true, 't*', true],
    [null, '*', false],
    [[], '*', false],
    [{ a: 1 }, '*', false],
    [['x', 'abc'], 'a*', true],
  ])('%j like %s: %s', (value, glob, expected) => {
    expect(compilePredicate(fits('x', [glob]))({ x: value })).toBe(expected);
  });
});

test.each<[string, string, 'exact' | 'ignored', boolean]>([
  ['CMD.EXE', '*.exe', 'exact', false],
  ['CMD.EXE', '*.exe', 'ignored', true],
  ['cmd.exe', '*.EXE', 'ignored', true],
  ['ΟΔΟΣ', '*ΔΟΣ', 'ignored', true],
  ['ΟΔΟΣ.exe', '*οδος*', 'ignored', true],
  ['İ', 'i?', 'ignored', true],
])('%s like %s, case %s: %s', (value, glob, casing, expected) => {
  expect(compilePredicate(fits('x', [glob], casing))({ x: value })).toBe(expected);
});

test('many patterns of every form', () => {
  const endings = Array.from({ length: 30 }, (_, index) => `*\\tool${index}.exe`);
  const test = compilePredicate(fits('x', [...endings, 'whole', 'start*', '*middle*', 'a?c'], 'ignored'));
  const seen = (x: string) => test({ x });
  expect(['C:\\TOOL7.exe', 'WHOLE', 'started', 'in the MIDDLE of', 'abc'].map(seen)).toEqual(
    Array(5).fill(true),
  );
  expect(['tool7.exe', 'wholes', 'restart', 'mid', 'abcd', '.exe', ''].map(seen)).toEqual(
    Array(7).fill(false),
  );
});

test('all and single', () => {
  expect(compilePredicate(fits('x', ['a*'], 'ignored', 'all'))({ x: ['ab', 'AC'] })).toBe(true);
  expect(compilePredicate(fits('x', ['a*'], 'ignored', 'all'))({ x: ['ab', 'b'] })).toBe(false);
  expect(compilePredicate(fits('x', ['a*'], 'ignored', 'single'))({ x: ['ab', 'ac'] })).toBe(false);
  expect(compilePredicate(fits('x', ['a*'], 'ignored', 'single'))({ x: ['AB'] })).toBe(true);
});

test('without patterns nothing fits', () => {
  expect(compilePredicate(like(f('x'), []))({ x: 'a' })).toBe(false);
});

test('a pattern made to backtrack takes no time', () => {
  const test = compilePredicate(fits('x', [`${'*a?'.repeat(40)}*b`]));
  const started = performance.now();
  expect(test({ x: 'a'.repeat(20_000) })).toBe(false);
  expect(performance.now() - started).toBeLessThan(1000);
});
