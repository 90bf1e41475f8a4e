import { describe, expect, test } from 'vitest';
import { conditionOf, problemsOf, searchOf } from './lower-query.ts';

describe('hostile sizes', () => {
  test.each([
    ['parentheses', `any where ${'('.repeat(5000)}a == 1${')'.repeat(5000)}`],
    ['brackets', `sequence ${'['.repeat(5000)}`],
    ['function calls', `any where ${'length('.repeat(5000)}a${')'.repeat(5000)} > 1`],
    ['negated groups', `any where ${'not ('.repeat(5000)}a == 1${')'.repeat(5000)}`],
  ])('%s nested too deep are a diagnostic', (_, query) => {
    expect(problemsOf(query).map(([code]) => code)).toEqual(['eql/too-deep']);
  });

  test('80 levels are read', () => {
    expect(conditionOf(`${'('.repeat(80)}a == 1${')'.repeat(80)}`)).toBe('a = 1');
    expect(conditionOf(`${'not ('.repeat(80)}a == 1${')'.repeat(80)}`)).toBe('a = 1');
  });

  test('signs and nots in a row need no depth', () => {
    expect(conditionOf(`a == ${'-'.repeat(10_000)}5`)).toBe('a = 5');
    expect(conditionOf(`${'not '.repeat(10_001)}a`)).toBe('not\n  a = true');
  });

  test('50,000 values', () => {
    const values = Array.from({ length: 50_000 }, (_, index) => `"v${index}"`);
    expect(conditionOf(`a in (${values.join(', ')})`)).toBe(`a = ${values.join(', ')}`);
    expect(conditionOf(`a : (${values.join(', ')})`)).toBe(`a =~ ${values.join(', ')}`);
  });

  test('10,000 operands', () => {
    const operands = Array.from({ length: 10_000 }, (_, index) => `f${index} == 1`);
    expect(conditionOf(operands.join(' and ')).split('\n')).toHaveLength(10_001);
    expect(conditionOf(operands.join(' or ')).split('\n')).toHaveLength(10_001);
  });

  test('long strings, comments and names', () => {
    const long = 'x'.repeat(2_000_000);
    expect(conditionOf(`a == "${long}"`)).toHaveLength(long.length + 6);
    expect(conditionOf(`a == 1 /* ${long}${'*'.repeat(1000)} */`)).toBe('a = 1');
    expect(searchOf(`any where ${long} == 1`)).toHaveLength(long.length + 4);
    expect(problemsOf(`any where a == "${long}`).map(([code]) => code)).toEqual(['eql/unexpected-character']);
  });

  test('chained divisions of whole numbers are bounded', () => {
    expect(problemsOf(`any where a${' / 2'.repeat(40)} == 1`).at(-1)?.[0]).toBe('eql/arithmetic');
  });
});
