import { describe, expect, test } from 'vitest';
import { parseRegex, type RegexDialect } from '../../src/regex/index.ts';

type Row = readonly [dialect: RegexDialect, pattern: string, offset: number, problem: RegExp];

const wrong: readonly Row[] = [
  ['pcre', 'a(b', 1, /not closed/],
  ['pcre', 'a)b', 1, /nothing is open/],
  ['pcre', 'x[ab', 1, /class is not closed/],
  ['pcre', '[z-a]', 1, /backwards/],
  ['pcre', '*a', 0, /nothing stands before/],
  ['pcre', 'a|+', 2, /nothing stands before/],
  ['pcre', 'a{3,2}', 1, /smallest count is larger/],
  ['pcre', 'a{70000}', 1, /too large/],
  ['pcre', 'a\\', 1, /backslash ends/],
  ['pcre', '\\i', 0, /means nothing/],
  ['pcre', '(a)\\2', 0, /no group 2/],
  ['pcre', '(?<a>x)(?<a>y)', 7, /is taken/],
  ['pcre', '[[:foo:]]', 1, /no class/],
  ['pcre', '(?#a', 0, /comment is not closed/],
  ['pcre', '(?<=', 0, /not closed/],
  ['pcre', '\\x{110000}', 0, /no character/],
  ['python', '(?<a>x)', 0, /no group begins/],
  ['python', 'a(?i)b', 5, /start of the pattern/],
  ['python', 'a**', 2, /after a quantifier/],
  ['python', '^*', 0, /nothing to repeat/],
  ['python', '\\z', 0, /means nothing/],
  ['python', '[\\d-x]', 3, /begin with a class/],
  ['java', 'a{x}', 1, /no count/],
  ['java', '[a', 0, /not closed/],
  ['lucene', 'a)', 1, /nothing is open/],
  ['lucene', '(a', 2, /missing/],
  ['lucene', '[a', 2, /missing/],
  ['lucene', '[z-a]', 1, /backwards/],
  ['lucene', '\\b', 0, /no character class of Lucene/],
  ['lucene', '"a', 2, /closing quote/],
  ['lucene', 'a{x}', 2, /number is missing/],
  ['lucene', '<a>', 0, /range of numbers/],
  ['lucene', 'a|', 2, /too early/],
];

const refused: readonly Row[] = [
  ['pcre', 'a\\K', 1, /\\K/],
  ['pcre', '\\Ga', 0, /\\G/],
  ['pcre', '\\X', 0, /\\X/],
  ['pcre', '(?R)', 0, /recursion/],
  ['pcre', '(a)(?1)', 3, /recursion/],
  ['pcre', '(?|a|b)', 0, /branch reset/],
  ['pcre', '(a)?(?(1)b|c)', 4, /conditional/],
  ['pcre', '(*UTF)a', 0, /verb/],
  ['pcre', '(?J)a', 0, /\(\?J/],
  ['pcre', '\\p{Nonsense}', 0, /property/],
  ['python', '(a)?(?(1)b|c)', 4, /conditional/],
  ['python', '\\N{DASH}', 0, /\\N/],
  ['java', '(?U)a', 0, /\(\?U/],
];

describe('a pattern that the dialect does not have', () => {
  test.each(wrong)('%s: %s', (dialect, pattern, offset, problem) => {
    const result = parseRegex(pattern, dialect, 'search');
    expect(result).toMatchObject({ offset, unsupported: false, problem: expect.stringMatching(problem) });
  });
});

describe('a pattern whose meaning the tree cannot hold', () => {
  test.each(refused)('%s: %s', (dialect, pattern, offset, problem) => {
    const result = parseRegex(pattern, dialect, 'search');
    expect(result).toMatchObject({ offset, unsupported: true, problem: expect.stringMatching(problem) });
  });
});

describe('a pattern made to break its reader', () => {
  test.each([
    ['deep groups', '('.repeat(5_000) + ')'.repeat(5_000), /nested/],
    ['deep classes', '['.repeat(5_000), /not closed|nested/],
    ['a long text', 'a'.repeat(50_000), /longer/],
    ['repetitions of repetitions', '((((a{999}b){99}){99}){99}){99}', /multiply/],
  ])('%s', (_, pattern, problem) => {
    for (const dialect of ['pcre', 'python', 'java'] as const)
      expect(parseRegex(pattern, dialect, 'search')).toMatchObject({
        problem: expect.stringMatching(problem),
      });
  });

  test.each([
    ['complements', '~'.repeat(5_000)],
    ['groups', '('.repeat(5_000)],
    ['quantifiers', `a${'*'.repeat(5_000)}`],
  ])('Lucene: deep %s', (_, pattern) => {
    expect(parseRegex(pattern, 'lucene', 'whole').problem).toBeDefined();
  });
});
