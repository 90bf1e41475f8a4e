import { describe, expect, test } from 'vitest';
import { conditionOf, problemsOf } from './lower-query.ts';

describe('functions of values', () => {
  test.each([
    ['length(a) > 5', 'length(a) gt 5 as number'],
    ['between(a, "x", "y") == "z"', 'between(a, "x", "y", false) = "z"'],
    ['between~(a, "x", "y", true) : "z*"', 'between~(a, "x", "y", true) like~ "z"*'],
    ['concat(a, ":", 5) == "b:5"', 'concat(a, ":", 5) = "b:5"'],
    ['indexOf(a, "x") > 0', 'indexOf(a, "x") gt 0 as number'],
    ['indexOf~(a, "x", 2) != null', 'exists indexOf~(a, "x", 2)'],
    ['substring(a, 0, -1) == "x"', 'substring(a, 0, -1) = "x"'],
    ['substring(a, -4) : ".exe"', 'substring(a, -4) =~ ".exe"'],
    ['string(a) : "12*"', 'string(a) like~ "12"*'],
    ['number(a, 16) == 255', 'number(a, base 16) = 255'],
    ['number(a, 10) == 255', 'number(a) = 255'],
    ['number(a) > 1', 'choose(a like~ "0x"* then number(a, base 16); else number(a)) gt 1 as number'],
    ['length(substring(a, 1)) == 2', 'length(substring(a, 1)) = 2'],
    ['string(a) regex "\\\\d+"', 'string(a) matches whole ([0-9]){1,}'],
  ])('%s', (condition, expected) => {
    expect(conditionOf(condition)).toBe(expected);
  });
});

describe('arithmetic', () => {
  test.each([
    ['a + 1 > 5', 'add(a, 1) gt 5 as number'],
    ['a + b * 2 == 7', 'add(a, multiply(b, 2)) = 7'],
    ['(a + b) * 2 == 7', 'multiply(add(a, b), 2) = 7'],
    ['a - b - 1 == 0', 'subtract(subtract(a, b), 1) = 0'],
    ['a % 2 == 1', 'modulo(a, 2) = 1'],
    ['-a < 3', 'subtract(0, a) lt 3 as number'],
    ['- -a < 3', 'a lt 3 as number'],
    ['a == 5 * 60 + 2', 'a = 302'],
    ['a == 7 / 2', 'a = 3'],
    ['a == 7 / 2.0', 'a = 3.5'],
    ['a == 2 - -3', 'a = 5'],
    ['a / 2.0 == 1', 'divide(a, 2) = 1'],
    ['4.0 / a == 1', 'divide(4, a) = 1'],
    ['a / 2 == 1', 'divide(subtract(a, modulo(a, 2)), 2) = 1'],
    ['add(a, 4) == 5', 'add(a, 4) = 5'],
    ['divide(a, 0.5) == 5', 'divide(a, 0.5) = 5'],
    ['multiply(subtract(a, 1), modulo(b, 2)) == 5', 'multiply(subtract(a, 1), modulo(b, 2)) = 5'],
    ['a == 1 + null', 'not\n  exists a'],
  ])('%s', (condition, expected) => {
    expect(conditionOf(condition)).toBe(expected);
  });

  test('a division of whole numbers is noted where it stands', () => {
    expect(problemsOf('any where a / 2 == 1')).toEqual([['eql/integer-division', 'a / 2']]);
    expect(problemsOf('any where a / 2.0 == 1')).toEqual([]);
  });
});
