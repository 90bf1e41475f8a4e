import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compileRegex,
  patternAsRegex,
  type Regex,
  regexAsPattern,
  regexAsPatterns,
} from '../../src/regex/index.ts';
import { anchorings, patterns, texts } from './arbitraries.ts';
import { read } from './read.ts';

/** `*` is any run, `?` any one. */
function short(regex: Regex, singleLine = false): string | undefined {
  const found = regexAsPatterns(regex, { singleLine });
  const texts = found?.patterns.map(parts =>
    parts.map(part => (part.kind === 'text' ? part.text : part.kind === 'anyRun' ? '*' : '?')).join(''),
  );
  return texts && `${texts.join(' ')}${found?.ignoreCase ? ' i' : ''}`;
}

describe('a regex that is a wildcard pattern', () => {
  test.each<readonly [string, string | undefined, string | undefined]>([
    ['foo', '*foo*', '*foo*'],
    ['^foo', 'foo*', 'foo*'],
    ['foo\\z', '*foo', '*foo'],
    ['foo$', undefined, '*foo'],
    ['^foo.*bar', undefined, 'foo*bar*'],
    ['(?s)^foo.*bar', 'foo*bar*', 'foo*bar*'],
    ['^foo[\\s\\S]+x', 'foo?*x*', 'foo?*x*'],
    ['foo.bar', undefined, '*foo?bar*'],
    ['(?i)foo', '*foo* i', '*foo* i'],
    ['(?i)1\\.2', '*1.2*', '*1.2*'],
    ['[Ff]oo', undefined, undefined],
    ['[Ff][Oo]', '*fo* i', '*fo* i'],
    ['foo(?:bar|baz)', '*foobar* *foobaz*', '*foobar* *foobaz*'],
    ['fo{2,3}', '*foo* *fooo*', '*foo* *fooo*'],
    ['^(?:a|b\\z)', 'a* b', 'a* b'],
    ['a^b', undefined, undefined],
    ['fo+', undefined, undefined],
    ['\\d', undefined, undefined],
    ['a\\b', undefined, undefined],
    ['', '*', '*'],
  ])('%s', (pattern, exact, singleLine) => {
    expect(short(read(pattern))).toBe(exact);
    expect(short(read(pattern), true)).toBe(singleLine);
  });

  test('one of several is no single pattern', () => {
    expect(regexAsPattern(read('a|b'))).toBeUndefined();
    expect(regexAsPattern(read('a', 'lucene'))).toEqual({
      parts: [{ kind: 'text', text: 'a' }],
      ignoreCase: false,
    });
  });

  test('that rests on values of single lines says so', () => {
    expect(regexAsPatterns(read('a$'), { singleLine: true })?.given).toEqual(['no-line-breaks']);
    expect(regexAsPatterns(read('a'), { singleLine: true })?.given).toEqual([]);
  });

  test('means the same as a pattern', () => {
    const property = fc.property(
      patterns({ looks: 'any' }),
      texts,
      anchorings,
      fc.boolean(),
      (pattern, each, anchoring, ignoreCase) => {
        const regex = read(pattern.pcre, 'pcre', anchoring, { ignoreCase });
        const found = regexAsPatterns(regex);
        if (!found) return;
        const tests = found.patterns.map(parts => compileRegex(patternAsRegex(parts, found.ignoreCase)));
        expect(each.filter(text => tests.some(test => test(text)))).toEqual(each.filter(compileRegex(regex)));
      },
    );
    fc.assert(property, { numRuns: 2_000 });
  });
});

test('a wildcard pattern as a regex takes newlines, and its operators are characters', () => {
  const parts = [{ kind: 'text', text: 'a.b' }, { kind: 'anyRun' }, { kind: 'anyOne' }] as const;
  const matches = compileRegex(patternAsRegex(parts, true));
  expect(['A.b\n', 'a.bxyz', 'a.b', 'axbc', 'xa.bc'].filter(matches)).toEqual(['A.b\n', 'a.bxyz']);
});
