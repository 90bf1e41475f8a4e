import fc from 'fast-check';
import { expect, test } from 'vitest';
import { capturer, replacer } from '../../src/regex/backtrack.ts';
import { coreOf } from '../../src/regex/core-of.ts';
import { captureRegex, replaceMatches } from '../../src/regex/index.ts';
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

const allGroups = (groups: ReadonlyMap<number, string>): string =>
  `<${[...groups].sort(([one], [other]) => one - other).join(' ')}>`;
const any = patterns({ looks: 'any' });
const anchorings = fc.constantFrom('search', 'start', 'whole');
/** Groups beside, within and instead of each other, repeated ones and ones in looks. */
const grouped = fc
  .tuple(any, any, any, fc.constantFrom('*', '+', '?', '{1,2}', ''), fc.constantFrom('(?=', '(?<=', '(?:'))
  .map(
    ([one, two, three, times, look]) =>
      `(?<a>${one.pcre}(?<b>${two.pcre}))|(?:(?<c>${two.pcre})${three.pcre})${times}${look}(?<d>${one.pcre}))`,
  );

test('groups hold what they hold to the matcher that counts its steps', () => {
  const property = fc.property(grouped, anchorings, texts, (pattern, anchoring, each) => {
    const regex = read(pattern, 'pcre', anchoring, {});
    const [replace, slow] = [replaceMatches(regex), replacer(coreOf(regex))];
    const [capture, slowly] = [captureRegex(regex), capturer(coreOf(regex), anchoring)];
    for (const text of each) {
      const expected = slow(text, allGroups);
      if (expected !== undefined) expect(replace(text, allGroups)).toBe(expected);
      const [found, wanted] = [capture(text), slowly(text)];
      const byName = [...'abcd'].map(name => found?.get(name));
      if (wanted !== undefined) expect(byName).toEqual([1, 2, 3, 4].map(index => wanted.get(index)));
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

test('what a group held at a place where nothing matched, it does not hold', () => {
  const regex = read('(?<a>a.)|(?<c>.)a(?<d>\\d*)*z', 'java', 'search', {});
  expect(captureRegex(regex)('"ab')).toEqual(new Map([['a', 'ab']]));
});
