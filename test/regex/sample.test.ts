import { describe, expect, test } from 'vitest';
import { compileRegex, sampleRegex, simplifyRegex, writeRegex } from '../../src/regex/index.ts';
import { sampleBounds } from '../../src/regex/sample-bounds.ts';
import { read } from './read.ts';

describe('a sample of a regex', () => {
  test.each([
    'cmd\\.exe$',
    '^(?:cmd|powershell)\\.exe\\z',
    '(?i)net\\s+user\\b',
    '[a-f0-9]{32}',
    '(?=.*foo)(?=.*bar)^.+$',
    '(a|b)\\1c',
    '^(?!x)[w-z]{3}',
    '(?<=foo)bar',
    '\\w+@\\w+\\.com',
    '',
  ])('%s', pattern => {
    const regex = read(pattern);
    const matches = compileRegex(regex);
    for (const seed of [1, 2, 3]) {
      const { match, nearMisses } = sampleRegex(regex, seed);
      expect(match !== undefined && matches(match)).toBe(true);
      expect(nearMisses.filter(matches)).toEqual([]);
      expect(sampleRegex(regex, seed)).toEqual({ match, nearMisses });
    }
  });

  test.each(['~(abc)', '<10-20>&.*5', 'a.*&.*b', '~(.*foo.*)&.{3}'])('Lucene: %s', pattern => {
    const regex = read(pattern, 'lucene');
    const { match } = sampleRegex(regex, 1);
    expect(match !== undefined && compileRegex(regex)(match)).toBe(true);
  });

  test('there is none of a regex that matches nothing', () => {
    expect(sampleRegex(read('a#', 'lucene'), 1)).toEqual({ match: undefined, nearMisses: [] });
    expect(sampleRegex(read('a\\bb'), 1)).toEqual({ match: undefined, nearMisses: [] });
  });

  test('the near misses of a literal are its neighbours', () => {
    expect(sampleRegex(read('^abc\\z'), 1).nearMisses).toEqual([
      'ABC',
      'bc',
      'ab',
      'ac',
      'xabc',
      'abcx',
      'abc\n',
      'abc\nx',
      'a\nbc',
      '',
    ]);
  });
});

describe('samples of the bounds of a regex', () => {
  test.each([
    ['^a{2,3}\\z', ['aaa', 'aa'], ['aaaa', 'a']],
    ['^(?:x|a{2,})\\z', ['aa'], ['a']],
    ['^(?:b(?:a{0,2}|c))?d\\z', ['baad', 'bd'], ['baaad']],
    ['^ab?c*d+\\z', [], []],
  ])('%s', (pattern, inside, outside) => {
    expect(sampleBounds(read(pattern))).toEqual({ inside, outside });
  });
});

test.each([
  ['((foo))(?:bar)', 'foobar'],
  ['(a|b|[cd])e', '[a-d]e'],
  ['(a)\\1', '(a)\\1'],
  ['(?i:1)x', '1x'],
  ['(?i:a)x', '(?i:a)x'],
  ['a{1}b{0}[c]', 'ac'],
  ['(?:a|(?:b|cd))', 'a|b|cd'],
])('%s is simply %s', (pattern, simple) => {
  expect(writeRegex(simplifyRegex(read(pattern)), { dialect: 'pcre', use: 'search' }).text).toBe(simple);
});
