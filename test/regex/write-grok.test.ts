import { expect, test } from 'vitest';
import { parseRegex, writeGrok } from '../../src/regex/index.ts';

function grok(pattern: string): string {
  const parsed = parseRegex(pattern, 'pcre', 'search');
  if (!('regex' in parsed) || parsed.regex === undefined) throw new Error(pattern);
  const written = writeGrok(parsed.regex);
  return 'lacks' in written ? `no ${written.lacks}` : written.text;
}

/** https://github.com/kkos/oniguruma/blob/master/doc/RE: the Ruby syntax, of Joni, which grok takes. */
test.each([
  [String.raw`user=(?<who>\w+)`, 'user=(?<who>[A-Za-z0-9_]+)'],
  [String.raw`^(?<a>[\w.-]+)\s\D$`, String.raw`\A(?<a>[A-Za-z0-9_.-]+)[\t-\r ][^0-9]\Z`],
  [String.raw`(?s)a(?<b>.*)\z`, String.raw`a(?<b>[\s\S]*)\z`],
  ['(?<b>a.c)', '(?<b>a.c)'],
  [String.raw`(?i)a(?<b>[^\]\d]+)`, String.raw`(?i)a(?<b>[^0-9\]]+)`],
  ['%{(?<b>a)', String.raw`%\{(?<b>a)`],
  ['(?m)^(?<b>a)$', '^(?<b>a)$'],
  [String.raw`(?<b>a)\1`, 'no references to groups'],
  [String.raw`\b(?<b>a)`, 'no boundaries of words of ASCII'],
  ['(?<b>a{1,2}+)', 'no possessive repetition'],
  [String.raw`(?<b>\h+)`, 'no classes of spaces'],
  ['(?<_b>a)', 'no such names of groups'],
])('%s is %s in a pattern of grok', (pattern, text) => {
  expect(grok(pattern)).toBe(text);
});
