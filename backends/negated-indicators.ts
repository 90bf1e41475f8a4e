import type { IndicatorMatch } from '../src/ir/index.ts';

/** `negate` of a threat mapping, which Elastic has since 9.2. */
export function hasNegated({ pairs }: Pick<IndicatorMatch, 'pairs'>): boolean {
  return pairs.some(set => set.some(({ negated }) => negated));
}

export const negatedIndicators =
  'a lookup finds the indicators that an event matches, and compares nothing that must differ (DOES NOT MATCH)';
