import { expect, test } from 'vitest';
import { limitOfRegex } from '../../backends/elastic/regex-limit.ts';
import type { Matches, Metadata } from '../../src/ir/index.ts';
import { parseRegex } from '../../src/regex/index.ts';
import { f, planned } from './planned-rule.ts';

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
