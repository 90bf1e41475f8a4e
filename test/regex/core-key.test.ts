import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coreKey } from '../../src/regex/core-key.ts';
import { coreOf } from '../../src/regex/core-of.ts';
import { patterns } from './arbitraries.ts';
import { read } from './read.ts';

const keyOf = (text: string) => coreKey(coreOf(read(text, 'pcre', 'search')));

test('a core has the same key however often it is made, and another has another', () => {
  fc.assert(
    fc.property(patterns({ looks: 'any' }), patterns({ looks: 'any' }), (one, other) => {
      const [left, right] = [one, other].map(({ pcre }) => coreOf(read(pcre, 'pcre', 'search')));
      if (left === undefined || right === undefined) throw new Error('unread');
      expect(coreKey(left) === coreKey(right)).toBe(JSON.stringify(left) === JSON.stringify(right));
      expect(keyOf(one.pcre)).toBe(coreKey(left));
    }),
    { numRuns: 400 },
  );
});

test.each([
  ['ab', 'a|b'],
  ['(?:ab)+', 'ab+'],
  ['a{2}', 'a{2,}'],
  ['a+', 'a+?'],
  ['a+', 'a++'],
  ['^a', '\\Aa|^'],
  ['(?=a)', '(?!a)'],
  ['(?=a)', '(?<=a)'],
  ['(?>a+)b', '(a+)b'],
  ['(a)\\1', '(a)(?i:\\1)'],
  ['[a-c]', '[abd]'],
])('%s is not %s', (one, other) => {
  expect(keyOf(one)).not.toBe(keyOf(other));
});
