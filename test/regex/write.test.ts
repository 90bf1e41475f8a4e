import { describe, expect, test } from 'vitest';
import { type Regex, type RegexDialect, type RegexUse, writeRegex } from '../../src/regex/index.ts';
import { read } from './read.ts';

type Expected = Readonly<Partial<Record<RegexDialect, string | { readonly lacks: string }>>>;

function written(regex: Regex, dialect: RegexDialect, more: Partial<RegexUse> = {}) {
  const result = writeRegex(regex, { dialect, use: dialect === 'lucene' ? 'whole' : 'search', ...more });
  return result.text ?? { lacks: result.lacks };
}

const reference = { lacks: 'back-references' };
const look = { lacks: 'lookaround at more than one character' };

describe('a PCRE pattern that is searched for', () => {
  test.each<readonly [string, Expected]>([
    ['cmd', { pcre: 'cmd', python: 'cmd', java: 'cmd', lucene: '.*cmd.*' }],
    ['^cmd', { pcre: '^cmd', python: '^cmd', java: '^cmd', lucene: 'cmd.*' }],
    ['cmd$', { pcre: 'cmd$', python: 'cmd$', java: '(?d)cmd$', lucene: '.*cmd\n?' }],
    ['cmd\\z', { pcre: 'cmd\\z', python: 'cmd\\Z', java: 'cmd\\z', lucene: '.*cmd' }],
    ['^(a|b)\\z', { pcre: '^(a|b)\\z', python: '^(a|b)\\Z', lucene: 'a|b' }],
    ['^a|b\\z|c', { pcre: '^a|b\\z|c', lucene: 'a.*|.*b|.*c.*' }],
    ['(^| )-e( |\\z)', { lucene: '-e .*|-e|.* -e .*|.* -e' }],
    ['a.b', { pcre: 'a.b', python: 'a.b', java: '(?d)a.b', lucene: '.*a[^\n]b.*' }],
    ['(?s)a.b', { pcre: '(?s)a.b', python: '(?s)a.b', java: '(?s)a.b', lucene: '.*a.b.*' }],
    ['a[\\s\\S]*b', { pcre: 'a[\\s\\S]*b', lucene: '.*a.*b.*' }],
    ['\\d{3}', { pcre: '\\d{3}', python: '[0-9]{3}', java: '\\d{3}', lucene: '.*[0-9]{3}.*' }],
    ['\\w-', { pcre: '\\w-', python: '(?a)\\w-', java: '\\w-', lucene: '.*[A-Za-z0-9_]-.*' }],
    ['a\\Sb', { pcre: 'a\\Sb', python: '(?a)a\\Sb', lucene: '.*a[^\t-\r ]b.*' }],
    ['[^"\\s]', { pcre: '[^\\s"]', python: '(?a)[^\\s"]' }],
    ['[\\w.-]', { pcre: '[\\w.-]', python: '(?a)[\\w.-]', java: '[\\w.-]' }],
    ['[A-Za-z0-9+/]', { pcre: '[A-Za-z0-9+/]', python: '[A-Za-z0-9+/]', lucene: '.*[A-Za-z0-9+/].*' }],
    ['a+?b*?', { pcre: 'a+?b*?', python: 'a+?b*?', lucene: '.*a.*' }],
    ['x(a+)+y', { pcre: 'x(a+)+y', lucene: '.*x(a+)+y.*' }],
    ['(?:ab)?c', { pcre: '(?:ab)?c', lucene: '.*(ab)?c.*' }],
    ['x(?:ab)?c', { pcre: 'x(?:ab)?c', lucene: '.*x(ab)?c.*' }],
    ['x(|a)y', { pcre: 'x(|a)y', lucene: '.*x(a)?y.*' }],
    ['a++b', { pcre: 'a++b', python: 'a++b', lucene: '.*ab.*' }],
    ['x(?>a|b)c', { pcre: 'x(?>a|b)c', lucene: '.*x(a|b)c.*' }],
    ['x(?>a|ab)c', { pcre: 'x(?>a|ab)c', lucene: { lacks: 'atomic groups and possessive quantifiers' } }],
    ['\\bfoo', { pcre: '\\bfoo', python: '(?a)\\bfoo', lucene: '(.*[^A-Za-z0-9_])?foo.*' }],
    ['foo\\b', { lucene: '.*foo([^A-Za-z0-9_].*)?' }],
    ['\\Bfoo', { lucene: '.*[A-Za-z0-9_]foo.*' }],
    ['a\\b-', { lucene: '.*a-.*' }],
    ['a\\bb', { lucene: '#' }],
    ['foo(?!x)', { pcre: 'foo(?!x)', python: 'foo(?!x)', lucene: '.*foo([^x].*)?' }],
    ['foo(?=\\s|\\z)', { lucene: '.*foo([\t-\r ].*)?' }],
    ['(?<=x)foo', { pcre: '(?<=x)foo', lucene: '.*xfoo.*' }],
    ['foo(?!bar)', { pcre: 'foo(?!bar)', lucene: look }],
    [
      '(?<=a|bc)d',
      { pcre: '(?<=a|bc)d', python: { lacks: 'lookbehind of more than one length' }, lucene: look },
    ],
    ['(a)\\1', { pcre: '(a)\\1', python: '(a)\\1', java: '(a)\\1', lucene: reference }],
    ['(a)(?:\\1)0', { pcre: '(a)\\1(?:)0', python: '(a)\\1(?:)0' }],
    ['(?<n>a)\\k<n>', { pcre: '(?<n>a)\\k<n>', python: '(?P<n>a)(?P=n)', java: '(?<n>a)\\k<n>' }],
    ['(?m)^a$', { pcre: '(?m)^a$', python: '(?m)^a$', java: '(?md)^a$', lucene: 'a(\n.*)?|.*\na(\n.*)?' }],
    ['\\R', { pcre: '(?>\\r\\n|\\v)', java: '(?>\\r\\n|\\v)' }],
    ['\\p{Lu}', { pcre: '\\p{Lu}', java: '\\p{Lu}' }],
    ['\\$\\{a}\\[b]', { pcre: '\\$\\{a\\}\\[b\\]', lucene: '.*$\\{a\\}\\[b\\].*' }],
    ['"@#&<>~/', { pcre: '"@#&<>~/', lucene: '.*\\"\\@\\#\\&\\<\\>\\~/.*' }],
    ['\\\\Temp\\\\', { pcre: '\\\\Temp\\\\', lucene: '.*\\\\Temp\\\\.*' }],
    ['–\\x{1}\\x{200b}', { pcre: '–\\x01\\x{200b}', python: '–\\x01\\u200b', java: '–\\x01\\x{200b}' }],
  ])('%s', (pattern, expected) => {
    const regex = read(pattern);
    const found = Object.keys(expected).map(dialect => [dialect, written(regex, dialect as RegexDialect)]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });
});

describe('a Lucene pattern, which is of the whole value', () => {
  test.each<readonly [string, Expected]>([
    ['.*cmd\n?', { pcre: 'cmd$', python: 'cmd$', java: '(?d)cmd$' }],
    ['cmd\n+', { pcre: '^cmd\\n+\\z', python: '^cmd\\n+\\Z', java: '^cmd\\n+\\z' }],
    ['abc', { lucene: 'abc', pcre: '^abc\\z', python: '^abc\\Z', java: '^abc\\z' }],
    ['.*abc.*', { lucene: '.*abc.*', pcre: 'abc', python: 'abc' }],
    ['abc.*', { pcre: '^abc', python: '^abc' }],
    ['.*abc', { pcre: 'abc\\z', python: 'abc\\Z' }],
    ['.*', { pcre: '', lucene: '.*' }],
    ['a|b', { pcre: '^(?:a|b)\\z', python: '^(?:a|b)\\Z' }],
    ['.*a|b.*', { pcre: 'a\\z|^b' }],
    ['a.*b', { pcre: '(?s)^a.*b\\z', java: '(?s)^a.*b\\z', lucene: 'a.*b' }],
    ['a\\s', { pcre: '^a[\\t\\n\\r ]\\z', lucene: 'a\\s' }],
    ['^a$', { pcre: '^\\^a\\$\\z', lucene: '^a$' }],
    ['~(abc)', { pcre: '^(?!abc\\z)', lucene: '~(abc)' }],
    ['x~(abc)', { pcre: '^x(?!abc\\z)', lucene: 'x~(abc)' }],
    ['~(abc)x', { pcre: { lacks: 'complement and intersection within an expression' }, lucene: '~(abc)x' }],
    ['a.*&.*b', { pcre: '(?s)^(?=a.*\\z).*b\\z', lucene: 'a.*&.*b' }],
    ['(a>&1|b)c', { pcre: '^bc\\z', lucene: '(a\\>&1|b)c' }],
    ['<1-10>', { pcre: '^0*(?:[1-9]|10)\\z', lucene: '<1-10>' }],
    ['<01-10>', { pcre: '^(?:0[1-9]|10)\\z', lucene: '<01-10>' }],
    ['a#', { pcre: '^a(?!)\\z', lucene: '#' }],
  ])('%s', (pattern, expected) => {
    const regex = read(pattern, 'lucene');
    const found = Object.keys(expected).map(dialect => [dialect, written(regex, dialect as RegexDialect)]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });
});

describe('ignoring case', () => {
  const flags = { ignoreCase: true };

  test.each<readonly [string, RegexDialect, string]>([
    ['cmd', 'pcre', '(?i)cmd'],
    ['cmd', 'python', '(?i)cmd'],
    ['net\\s', 'python', '(?ia)net\\s'],
    ['né\\s', 'python', '(?i)né[\\t-\\r ]'],
    ['é', 'java', '(?iu)é'],
    ['c1', 'lucene', '.*[Cc]1.*'],
    ['[a-c]', 'lucene', '.*[A-Ca-c].*'],
    ['a(?-i:b)', 'lucene', '.*[Aa]b.*'],
    ['a(?-i:b)', 'pcre', '(?i)a(?-i:b)'],
  ])('within the text: %s, %s', (pattern, dialect, text) => {
    expect(written(read(pattern, 'pcre', 'search', flags), dialect)).toBe(text);
  });

  test.each<readonly [string, RegexDialect, string, boolean]>([
    ['Cmd', 'pcre', 'Cmd', true],
    ['Cmd1', 'lucene', '.*cmd1.*', true],
    ['[a-c]x', 'lucene', '.*[A-Ca-c]x.*', true],
    ['1', 'lucene', '.*1.*', false],
    ['a(?-i:b)', 'lucene', '.*[Aa]b.*', false],
    ['É', 'lucene', '.*[Éé].*', false],
  ])('by a flag outside: %s, %s', (pattern, dialect, text, ignoreCase) => {
    const use = { dialect, use: dialect === 'lucene' ? 'whole' : 'search', ignoreCaseOutside: true } as const;
    expect(writeRegex(read(pattern, 'pcre', 'search', flags), use)).toMatchObject({ text, ignoreCase });
  });
});

describe('values known to be single lines', () => {
  test.each<readonly [string, RegexDialect, string, boolean]>([
    ['foo.*bar$', 'lucene', '.*foo.*bar', true],
    ['^net\\s+user', 'lucene', 'net\\s+user.*', true],
    ['a[^\\s-]b', 'lucene', '.*a[^\\s\\-]b.*', true],
    ['foo', 'lucene', '.*foo.*', false],
    ['foo.*bar$', 'pcre', 'foo.*bar$', false],
    ['foo\\z', 'pcre', 'foo$', true],
  ])('%s, %s', (pattern, dialect, text, used) => {
    const use = { dialect, use: dialect === 'lucene' ? 'whole' : 'search', singleLine: true } as const;
    expect(writeRegex(read(pattern), use)).toMatchObject({ text, given: used ? ['no-line-breaks'] : [] });
  });
});

describe('the use that a language makes of a pattern', () => {
  test.each<readonly [Regex['anchoring'], Regex['anchoring'], string]>([
    ['search', 'search', 'a|b'],
    ['search', 'start', '[\\s\\S]*(?:a|b)'],
    ['search', 'whole', '[\\s\\S]*(?:a|b)[\\s\\S]*'],
    ['start', 'search', '^(?:a|b)'],
    ['start', 'start', 'a|b'],
    ['start', 'whole', '(?:a|b)[\\s\\S]*'],
    ['whole', 'search', '^(?:a|b)\\Z'],
    ['whole', 'start', '(?:a|b)\\Z'],
    ['whole', 'whole', 'a|b'],
  ])('%s, used as %s', (anchoring, use, text) => {
    expect(written(read('a|b', 'python', anchoring), 'python', { use })).toBe(text);
  });

  test('Lucene matches whole values and nothing else', () => {
    expect(written(read('a'), 'lucene', { use: 'search' })).toEqual({ lacks: 'any use but on whole values' });
  });

  test('a text longer than Elasticsearch takes is not written', () => {
    const long = read('a'.repeat(1_001), 'lucene');
    expect(written(long, 'lucene')).toEqual({ lacks: 'room for more than 1000 characters' });
    expect(written(long, 'lucene', { maximumLength: 2_000 })).toBe('a'.repeat(1_001));
  });
});
