import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Automaton, isRegular } from '../../src/regex/automaton.ts';
import { backtracker } from '../../src/regex/backtrack.ts';
import { coreOf } from '../../src/regex/core-of.ts';
import { compileRegex, compileRegexWithin, requiredLiterals } from '../../src/regex/index.ts';
import { nativeOf } from '../../src/regex/native.ts';
import { anchorings, patterns, texts } from './arbitraries.ts';
import { read } from './read.ts';

/** The JavaScript engine's own answer. */
function judge(pattern: string, anchoring: string, ignoreCase: boolean): RegExp {
  const source = `${anchoring === 'search' ? '' : '^'}(?:${pattern})${anchoring === 'whole' ? '$' : ''}`;
  return new RegExp(source, ignoreCase ? 'i' : '');
}

test('automaton, backtracker, the engine and the prefilter agree with JavaScript', () => {
  const property = fc.property(
    patterns({ looks: 'any' }),
    texts,
    anchorings,
    fc.boolean(),
    (pattern, each, anchoring, ignoreCase) => {
      const expected = each.filter(text => judge(pattern.javascript, anchoring, ignoreCase).test(text));
      const regex = read(pattern.pcre, 'pcre', anchoring, { ignoreCase });
      const core = coreOf(regex);
      expect(each.filter(compileRegex(regex))).toEqual(expected);
      const backtracks = backtracker(core, anchoring);
      expect(each.filter(text => backtracks(text) ?? expected.includes(text))).toEqual(expected);
      const native = nativeOf(core, anchoring);
      if (native) expect(each.filter(text => native.regex.test(text))).toEqual(expected);
      if (isRegular(core)) {
        const automaton = new Automaton(core, anchoring);
        expect(each.filter(text => automaton.matches(text))).toEqual(expected);
      }
    },
  );
  fc.assert(property, { numRuns: 1_500 });
});

test('every text that matches has a required literal', () => {
  const property = fc.property(
    patterns({ looks: 'any' }),
    texts,
    fc.boolean(),
    (pattern, each, ignoreCase) => {
      const regex = read(pattern.pcre, 'pcre', 'search', { ignoreCase });
      const required = requiredLiterals(regex);
      const test = compileRegex(regex);
      if (!required) return;
      for (const text of each.filter(test)) {
        const searched = required.ignoreCase ? text.toLowerCase() : text;
        expect(required.literals.some(literal => searched.includes(literal))).toBe(true);
      }
    },
  );
  fc.assert(property, { numRuns: 1_000 });
});

test.each<readonly [string, readonly string[] | undefined, boolean]>([
  ['foo', ['foo'], false],
  ['(foo|bar)baz.*qux!', ['foobaz', 'barbaz'], false],
  ['(?i)net\\s+User', ['user'], true],
  ['(?:foo)?barb', ['barb'], false],
  ['[ab]c', ['ac', 'bc'], false],
  ['a{3}', ['aaa'], false],
  ['x(?=foo)', ['x'], false],
  ['foo|.*', undefined, false],
  ['\\d+', undefined, false],
  ['(?i)é', undefined, false],
])('the literals that %s requires', (pattern, literals, ignoreCase) => {
  const expected = literals && { literals, ignoreCase };
  expect(requiredLiterals(read(pattern))).toEqual(expected);
});

describe('patterns that take other engines for ever', () => {
  const many = 'a'.repeat(50_000);

  test.each<readonly [string, string, boolean]>([
    ['(a+)+$', `${many}b`, false],
    ['(a+)+$', many, true],
    ['(a|aa)+$', `${many}b`, false],
    ['^(a|a?)+$', `${many}b`, false],
    ['(.*a){12}b', many, false],
    ['^(\\w+\\s?)*$', `${many}!`, false],
    ['(x+x+)+y', 'x'.repeat(50_000), false],
    ['.*.*.*=.*', many, false],
    ['.{1000,}', many, true],
    ['(?:a{1,50}){1,50}b', many, false],
    ['[ab]*a[ab]{12}c', 'ab'.repeat(25_000), false],
    ['\\s+$', `${' '.repeat(50_000)}x`, false],
  ])('%s', (pattern, text, expected) => {
    const start = performance.now();
    expect(compileRegexWithin(read(pattern))(text)).toBe(expected);
    expect(performance.now() - start).toBeLessThan(3_000);
  });

  test('beyond the budget there is no answer, which is taken for no match', () => {
    const regex = read('^(a+)+\\1[cd]$');
    expect(compileRegexWithin(regex)('a'.repeat(300))).toBeUndefined();
    expect(compileRegex(regex)('a'.repeat(300))).toBe(false);
  });

  test('lookaround alone is remembered by place, so that it stays within the budget', () => {
    expect(compileRegexWithin(read('^(?!.*(a|a)*c)(a|a)*b'))(`${'a'.repeat(200)}b`)).toBe(true);
  });

  test('a chain of optional characters ends, with an answer or without', () => {
    const start = performance.now();
    compileRegex(read(`${'a?'.repeat(4_000)}b`))(many);
    expect(performance.now() - start).toBeLessThan(8_000);
  });
});

test('a matcher may be used again and again, also after it gave up', () => {
  const test = compileRegexWithin(read(`${'a?'.repeat(3_000)}b`));
  expect(test('b')).toBe(true);
  test('a'.repeat(20_000));
  expect(test('b')).toBe(true);
});

test('characters beyond the basic plane are one character', () => {
  expect(compileRegex(read('^.$'))('💥')).toBe(true);
  expect(compileRegex(read('^[💥]$'))('💥')).toBe(true);
  expect(compileRegex(read('^[^a]$'))('💥')).toBe(true);
  expect(compileRegex(read('^..$'))('💥')).toBe(false);
});
