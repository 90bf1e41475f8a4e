import { expect, test } from 'vitest';
import { limitOfPatterns, limitOfRegex } from '../../backends/elastic/regex-limit.ts';
import { like, type Matches, type Metadata } from '../../src/ir/index.ts';
import { parseRegex } from '../../src/regex/index.ts';
import { f, glob, planned } from './planned-rule.ts';

function limitOf(text: string, vendor: Metadata['vendor']): string {
  const result = parseRegex(text, 'lucene', 'whole');
  if (result.problem !== undefined) throw new Error(result.problem);
  const leaf: Matches = {
    kind: 'matches',
    subject: f('a'),
    regex: result.regex,
    quantifier: 'any',
    origin: [],
  };
  const { rule } = planned(leaf, { metadata: { vendor } });
  return limitOfRegex(leaf, false, rule).kind;
}

test('a regex that Elasticsearch may refuse is only one that no rule of its own has', () => {
  const text = '.*x.{30}y';
  expect([limitOf(text, 'sigma'), limitOf(text, 'elastic')]).toEqual(['approximate', 'exact']);
  expect(limitOf('.*xy', 'sigma')).toBe('exact');
});

test('what fits any character counts as much as a count does', () => {
  expect(limitOf(`.*a${'.'.repeat(10)}`, 'sigma')).toBe('exact');
  expect(limitOf(`.*a${'.'.repeat(14)}`, 'sigma')).toBe('refused');
});

/** Held against Elasticsearch 8.19, which takes twelve wildcards behind a run, and eleven between two: ours takes no more. */
test.each([
  ['*a', 10, '', undefined],
  ['*a', 14, '', 'approximate'],
  ['*a', 14, '*', 'approximate'],
  ['*a', 20, 'b', 'approximate'],
  ['*', 20, '', undefined],
  ['a', 20, '*', undefined],
])('wildcards behind a run double the automaton: %s and %d of any kind', (before, count, after, wanted) => {
  const leaf = like(f('a'), [glob(`${before}${'?'.repeat(count)}${after}`)], { casing: 'ignored' });
  const limit = (vendor: Metadata['vendor']) => {
    const { rule } = planned(leaf, { metadata: { vendor } });
    return limitOfPatterns(leaf, rule)?.kind;
  };
  expect([limit('sigma'), limit('elastic')]).toEqual([wanted, undefined]);
});

test('such a pattern is widened to one with runs in place of its wildcards', () => {
  const leaf = like(f('a'), [glob(`*a${'?'.repeat(14)}b*`), glob('c?d*')], { casing: 'ignored' });
  const { rule } = planned(leaf, { metadata: { vendor: 'sigma' } });
  const limit = limitOfPatterns(leaf, rule);
  if (limit?.kind !== 'approximate') throw new Error('not approximate');
  expect([limit.verdict, limit.rewrite?.(leaf)]).toEqual([
    'broader',
    { ...leaf, patterns: [glob('*a*b*'), glob('c?d*')] },
  ]);
});
