import type { TargetSource } from './target.ts';

/** Whether two log sources are different ones, so that no event is of both: what one leaves open may be what the other says. */
export function areOtherSources(one: TargetSource['sigma'], other: TargetSource['sigma']): boolean {
  return (['product', 'category', 'service'] as const).some(
    key => one[key] !== undefined && other[key] !== undefined && one[key] !== other[key],
  );
}
