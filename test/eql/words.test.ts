import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeString, encodeString } from '../../src/languages/eql/strings.ts';
import { conditionOf } from './lower-query.ts';

describe('strings', () => {
  test.each([
    ['"a\\nb\\tc\\rd"', 'a\nb\tc\rd'],
    ['"a\\"b\\\\c\\\'d"', 'a"b\\c\'d'],
    ['"a\\bb\\fc"', 'a\bb\fc'],
    ['"\\u{200f}\\u{0041}\\u{1F600}"', '\u200fA\u{1f600}'],
    ['"\\u{{200f}}"', '\u200f'],
    ['"""a\\nb"""', 'a\\nb'],
    ['"""say "hi" """', 'say "hi" '],
    ['"""a"b""c"""', 'a"b""c'],
    ['"""ends in ""quotes"""""', 'ends in ""quotes""'],
    ['""""""', ''],
    ['""', ''],
    ['"//no comment /*"', '//no comment /*'],
  ])('%s', (image, text) => {
    expect(conditionOf(`a == ${image}`)).toBe(`a = ${JSON.stringify(text)}`);
  });

  test('what is written is read again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        expect(decodeString(encodeString(text))).toEqual({ text });
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(conditionOf(`a == ${encodeString(text)}`)).toBe(`a = ${JSON.stringify(text)}`);
      }),
    );
  });
});

describe('names', () => {
  test.each([
    ['a.b_c.@d == 1', 'a.b_c.@d = 1'],
    ['`my-field` == 1', 'my-field = 1'],
    ['a.`b c`.d == 1', 'a.b c.d = 1'],
    ['`a``b` == 1', 'a`b = 1'],
    ['?`6x` == 1', '?6x = 1'],
    ['event.`sequence` == 1', 'event.sequence = 1'],
    ['a . b == 1', 'a.b = 1'],
    ['index == 1 and likes == 2', 'and\n  index = 1\n  likes = 2'],
  ])('%s', (condition, expected) => {
    expect(conditionOf(condition)).toBe(expected);
  });
});

describe('comments', () => {
  test.each([
    ['a == 1 // and b == 2', 'a = 1'],
    ['a == 1 // x\n and b == 2', 'and\n  a = 1\n  b = 2'],
    ['a == /* and */ 1', 'a = 1'],
    ['/** x **/ a == 1 /* y\n z */', 'a = 1'],
    ['a == "http://x"', 'a = "http://x"'],
  ])('%s', (condition, expected) => {
    expect(conditionOf(condition)).toBe(expected);
  });
});
