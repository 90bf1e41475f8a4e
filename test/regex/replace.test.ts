import fc from 'fast-check';
import { expect, test } from 'vitest';
import { replacer } from '../../src/regex/backtrack.ts';
import { coreOf } from '../../src/regex/core-of.ts';
import { replaceMatches } from '../../src/regex/index.ts';
import { patterns, texts } from './arbitraries.ts';
import { read } from './read.ts';

const marked = (groups: ReadonlyMap<number, string>): string => `<${groups.get(0)}>`;

test('each match is replaced as by the matcher that counts its steps', () => {
  const property = fc.property(patterns({ looks: 'any' }), texts, (pattern, each) => {
    const regex = read(pattern.pcre, 'pcre', 'search', {});
    const [replace, slow] = [replaceMatches(regex), replacer(coreOf(regex))];
    for (const text of each) {
      const expected = slow(text, marked);
      if (expected !== undefined) expect(replace(text, marked)).toBe(expected);
    }
  });
  fc.assert(property, { numRuns: 1_000 });
});

test.each([
  ['[a-z]', 'a1b2', '<a>1<b>2'],
  ['a*', 'aab', '<aa><>b<>'],
  ['x?', '', '<>'],
  ['(a)(b)', 'abab', '<ab><ab>'],
  ['.', '😀a', '<😀><a>'],
  ['a|ab', 'abc', '<a>bc'],
  ['a+?', 'aa', '<a><a>'],
])('%s in %s', (pattern, text, expected) => {
  expect(replaceMatches(read(pattern, 'java', 'search', {}))(text, marked)).toBe(expected);
});
