import type { Correlate, Measure } from '../../../src/ir/index.ts';

/** The one input whose events or alerts are counted, where they are. */
export function countedInput(
  { function: kind, of, where }: Measure,
  { inputs }: Correlate,
): string | undefined {
  if (kind !== 'count' || of.length > 0) return undefined;
  const [only, ...others] = inputs;
  if (where === undefined) return others.length === 0 ? only?.name : undefined;
  const [value, ...more] = where.kind === 'equals' ? where.values : [];
  return more.length === 0 && typeof value === 'string' ? value : undefined;
}
