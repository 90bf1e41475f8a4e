import { describe, expect, test } from 'vitest';
import { compilePredicate } from '../../src/evaluate/index.ts';
import type { Case } from './conformance/case.ts';
import { evalCases } from './conformance/eval.ts';
import { functionCases } from './conformance/functions.ts';
import { handwrittenCases } from './conformance/handwritten.ts';
import { searchCases } from './conformance/search.ts';
import { lower } from './lowered.ts';

const pages = [searchCases, evalCases, functionCases, handwrittenCases].flatMap(cases =>
  Object.entries(cases),
);

for (const [page, cases] of pages)
  describe(page, () => {
    test.each(cases.map(each => [each[0], each] as const))('%s', (_, [query, finds, misses]: Case) => {
      const { value, diagnostics } = lower(query);
      expect(diagnostics.filter(each => each.severity === 'error')).toEqual([]);
      const matches = value?.kind === 'events' ? compilePredicate(value.where) : undefined;
      expect(finds.filter(event => matches?.(event) !== true)).toEqual([]);
      expect(misses.filter(event => matches?.(event) !== false)).toEqual([]);
    });
  });

test('the table has its size', () => {
  expect(pages.flatMap(([, cases]) => cases).length).toBeGreaterThanOrEqual(150);
});
