import { describe, expect, test } from 'vitest';
import { compileRegex, type Regex, type RegexDialect } from '../../src/regex/index.ts';
import { read } from './read.ts';

type Row = readonly [pattern: string, matches: readonly string[], misses: readonly string[]];

function table(dialect: RegexDialect, anchoring: Regex['anchoring'], rows: readonly Row[]): void {
  test.each(rows)(`${dialect}, ${anchoring}: %s`, (pattern, matches, misses) => {
    const test = compileRegex(read(pattern, dialect, anchoring));
    expect(matches.filter(text => !test(text))).toEqual([]);
    expect(misses.filter(text => test(text))).toEqual([]);
  });
}

describe('what every Perl-like dialect has', () => {
  for (const dialect of ['pcre', 'python', 'java'] as const)
    table(dialect, 'search', [
      ['', ['', 'a'], []],
      ['abc', ['abc', 'xabcx'], ['ab', 'ABC']],
      ['a|bc', ['a', 'bc'], ['b', 'c']],
      ['a(?:b|c)d', ['abd', 'acd'], ['ad', 'abcd']],
      ['^(|a)$', ['', 'a'], ['b', 'aa']],
      ['a.c', ['abc', 'a c', 'a💥c'], ['ac', 'a\nc']],
      ['(?s)a.c', ['a\nc'], ['ac']],
      ['[abc]', ['a', 'b'], ['d', '']],
      ['[^abc]', ['d', '\n'], ['a', '']],
      ['[a-c-]', ['b', '-'], ['d']],
      ['[]a]', [']', 'a'], ['b']],
      ['[\\]\\\\]', [']', '\\'], ['[']],
      ['\\d\\D', ['1a'], ['11', 'a1']],
      ['\\w\\W', ['a-', '_ '], ['ab']],
      ['\\s\\S', [' a', '\va', '\ta'], ['aa']],
      ['[\\d.]+x', ['1.x'], ['ax']],
      ['^ab*c$', ['ac', 'abbc'], ['abd']],
      ['^ab+c$', ['abc', 'abbc'], ['ac']],
      ['^ab?c$', ['ac', 'abc'], ['abbc']],
      ['^a{2}$', ['aa'], ['a', 'aaa']],
      ['^a{2,}$', ['aa', 'aaaa'], ['a']],
      ['^a{2,3}$', ['aa', 'aaa'], ['a', 'aaaa']],
      ['^a{0}b$', ['b'], ['ab']],
      ['^a+?b$', ['ab', 'aab'], ['b']],
      ['^a*?$', ['', 'aa'], ['b']],
      ['^a++b', ['aab'], ['aac']],
      ['^a++a', [], ['aa', 'aaa']],
      ['^(?>a|ab)c', ['ac'], ['abc']],
      ['(?i)cmd', ['CMD', 'cMd'], ['cm']],
      ['(?i:a)b', ['Ab', 'ab'], ['aB']],
      ['(?i)a(?-i:b)', ['Ab'], ['AB']],
      ['(?i)é', ['É', 'é'], ['e']],
      ['(?x) a b \\ c # the end\n', ['ab c'], ['a b c']],
      ['^a', ['ab'], ['ba', 'b\na']],
      ['a$', ['ba', 'a\n'], ['ab', 'a\n\n', 'a\nb']],
      ['\\Aa', ['ab'], ['ba']],
      ['(?m)^a', ['a', 'b\na'], ['ba']],
      ['(?m)a$', ['a', 'a\nb'], ['ab']],
      ['\\bcat\\b', ['cat', 'a cat.', '-cat-'], ['cats', 'bobcat', 'cat_']],
      ['\\Bcat', ['bobcat'], ['cat', ' cat']],
      ['foo(?=bar)', ['foobar'], ['foo', 'foobaz']],
      ['foo(?!bar)', ['foo', 'foobaz'], ['foobar']],
      ['(?<=foo)bar', ['foobar'], ['bar', 'xbar']],
      ['(?<!foo)bar', ['bar', 'xbar'], ['foobar']],
      ['^(?=.*a)(?=.*b).+$', ['ab', 'b a'], ['a', 'b']],
      ['(a|b)\\1', ['aa', 'bb'], ['ab']],
      ['(?i)(a|b)\\1', ['aA', 'Bb'], ['ab']],
      ['\\.\\*\\\\', ['.*\\'], ['a*\\']],
      ['\\x41\\t\\n', ['A\t\n'], ['A']],
    ]);
});

describe('what PCRE alone has', () => {
  table('pcre', 'search', [
    ['[[:alpha:]][[:^digit:]]', ['ab', 'a-'], ['1a', 'a1']],
    ['[[:punct:][:space:]]', ['!', ' '], ['a']],
    ['\\Q.*\\E+', ['.*', '.**'], ['a']],
    ['\\h\\v', [' \n', '\t\r'], ['\n ']],
    ['a\\Rb', ['a\r\nb', 'a\nb', 'a\u2028b'], ['ab', 'a\n\nb']],
    ['\\N', ['a'], ['\n']],
    ['\\x{1F4A5}\\o{101}', ['💥A'], ['💥']],
    ['a\\z', ['a'], ['a\n']],
    ['a\\Z', ['a', 'a\n'], ['a\n\n']],
    ['(?<n>a)\\k<n>', ['aa'], ['a']],
    ['(?P<n>a)(?P=n)\\k{n}', ['aaa'], ['aa']],
    ["(?'n'a)\\g{n}\\g{-1}\\g1", ['aaaa'], ['aaa']],
    ['a(?#a comment)b', ['ab'], ['a']],
    ['\\p{Lu}\\P{Lu}\\pN', ['Aa1', 'Éé٣'], ['aA1']],
    ['\\p{^Lu}a', ['aa'], ['Aa']],
    ['a(?i)b|c', ['aB', 'C'], ['AB']],
    ['^a{,2}$', ['a{,2}'], ['aa']],
    ['^(?:a{2}){3}$', ['aaaaaa'], ['aaaaa']],
    ['(?m)^$', ['', '\n', 'a\n\nb'], ['a\n']],
    ['\\101', ['A'], ['\u0001']],
  ]);
});

describe('what Python alone has', () => {
  table('python', 'search', [
    ['(?P<n>a)(?P=n)', ['aa'], ['a']],
    ['a\\Z', ['a'], ['a\n']],
    ['^\\d$', ['1', '٣'], ['a', '²']],
    ['^\\w+$', ['é_1', '²'], ['-']],
    ['^\\s$', ['\u00a0', '\u001c', '\u3000'], ['a']],
    ['(?a)^\\w$', ['e'], ['é']],
    ['\\bé', ['é', ' é'], ['aé']],
    ['\\u0041\\U0001F4A5\\v', ['A💥\v'], ['A']],
    ['^a{,2}$', ['', 'a', 'aa'], ['aaa']],
    ['^a{x$', ['a{x'], ['a']],
    ['(?m)^$', ['', '\n', 'a\n'], ['a']],
    ['[a\\b]', ['\b'], ['b']],
  ]);
  table('python', 'start', [
    ['a', ['ab'], ['ba']],
    ['(?m)^b', ['b'], ['a\nb']],
  ]);
});

describe('what Java alone has', () => {
  table('java', 'search', [
    ['^[a-z&&[^aeiou]]$', ['b'], ['a', '&']],
    ['^[a-c[x-z]]$', ['b', 'y'], ['m']],
    ['\\p{Alpha}\\p{IsGreek}', ['aα'], ['éα', 'aa']],
    ['(?<n1>a)\\k<n1>', ['aa'], ['a']],
    ['a.b', ['a b'], ['a\rb', 'a\u0085b']],
    ['(?d)a.b', ['a\rb'], ['a\nb']],
    ['a$', ['a', 'a\n', 'a\r\n', 'a\r', 'a\u2028'], ['a\n\n', 'ab']],
    ['a\\r$', ['a\r'], ['a\r\n']],
    ['(?m)^b', ['b', 'a\nb', 'a\rb', 'a\r\nb', 'a\u2028b'], ['ab']],
    ['(?m)^$', ['\n\n', 'a\n\nb'], ['', 'a\n', 'a\r\nb']],
    ['(?m)a$', ['a', 'a\r\nb', 'a\u0085b'], ['ab']],
    ['(?m)\\r$', ['\r'], ['\r\n']],
    ['\\Q[\\E', ['['], ['a']],
    ['[\\h]', ['\u00a0'], ['\n']],
  ]);
});

/** As the regexp queries of a node of version 8.19 answered, and as Lucene 9.12 does. */
describe('Lucene', () => {
  table('lucene', 'whole', [
    ['', [''], ['a']],
    ['abc', ['abc'], ['abc123', 'xabc']],
    ['a.*', ['a', 'a\nb'], ['b']],
    ['^a$', ['^a$'], ['a']],
    ['\\d\\w\\s', ['1_\t', '1a '], ['1_\v', 'aaa']],
    ['[\\dx]+', ['1x'], ['d']],
    ['b+?', ['', 'b', 'bb'], ['a']],
    ['ab{3}', ['abbb'], ['ab']],
    ['a{2,1}', [], ['a', 'aa', '']],
    ['@b', ['b', 'xx\nb'], ['a']],
    ['a~b', ['a', 'ac', 'abb'], ['ab', 'b']],
    ['~(abc)', ['', 'ab', 'abcd'], ['abc']],
    ['aaa.+&.+bbb', ['aaabbb', 'aaaxbbb'], ['aaa', 'bbb']],
    ['~(.*foo.*)&.*bar', ['bar', 'xbar'], ['foobar', 'bars']],
    ['a#b', [], ['ab', 'a#b']],
    ['a#b|c', ['c'], ['ab']],
    ['<1-100>', ['1', '100', '0042'], ['0', '101', 'a']],
    ['<01-10>', ['01', '10'], ['1', '010']],
    ['<8-12>x', ['8x', '12x', '009x'], ['7x', '13x']],
    ['"a.b*"c', ['a.b*c'], ['axbc']],
    ['\\.\\*\\"\\@', ['.*"@'], ['x*"@']],
    ['(?:ab)', ['?:ab'], ['ab']],
    ['(?i)a', ['?ia'], ['a', 'A']],
    ['[[:alpha:]]', ['a]', ':]'], ['a', 'b]']],
    ['[\\\\-]', ['\\', '-'], ['a']],
    ['[]a]', [']', 'a'], ['b']],
    ['[^a\\]]', ['b', '\n'], ['a', ']']],
    ['()a', ['a'], ['']],
    ['|a', ['|a'], ['a', '']],
    ['*a', ['*a'], ['a']],
  ]);

  test('ignoring case folds ASCII letters written one by one, and no ranges', () => {
    const matcher = compileRegex(read('éa[bc][x-z]"D"', 'lucene', 'whole', { ignoreCase: true }));
    expect(['éabxd', 'éABzD'].filter(matcher)).toEqual(['éabxd', 'éABzD']);
    expect(['Éabxd', 'éabXd'].filter(matcher)).toEqual([]);
  });
});

test('anchoring is of the whole regex, not of its first alternative', () => {
  const texts = ['a', 'b', 'xa', 'bx', 'xbx'];
  const matched = (anchoring: Regex['anchoring']) =>
    texts.filter(compileRegex(read('a|b', 'pcre', anchoring)));
  expect(matched('search')).toEqual(texts);
  expect(matched('start')).toEqual(['a', 'b', 'bx']);
  expect(matched('whole')).toEqual(['a', 'b']);
});
