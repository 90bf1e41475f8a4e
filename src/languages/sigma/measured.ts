import type { Measure } from '../../ir/index.ts';

/** What the types of correlations that look at values do with them: https://sigmahq.io/sigma-specification/specification/sigma-correlation-rules-specification.html#correlation-types. */
export const valueFunctions = {
  value_count: 'countDistinct',
  value_sum: 'sum',
  value_avg: 'average',
  value_median: 'median',
  value_percentile: 'percentile',
} as const satisfies Readonly<Record<string, Measure['function']>>;

export type ValueType = keyof typeof valueFunctions;

export function isValueType(type: string): type is ValueType {
  return Object.hasOwn(valueFunctions, type);
}
