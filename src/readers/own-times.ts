import type { Diagnostic } from '../diagnostics/index.ts';
import type { Loss, Search } from '../ir/index.ts';

const ownTimes: Loss = {
  verdict: 'different',
  why: 'The search says itself which times it looks at (earliest, latest), on which hangs what it counts; that is not carried over.',
};

/** What is lost of a search of Splunk that names its times among its conditions; of single events nothing is. */
export function lossesOfTimes(
  search: Search,
  diagnostics: readonly Diagnostic[],
): { readonly losses?: readonly Loss[] } {
  const isTimed = diagnostics.some(({ code }) => code === 'spl/time-range');
  return isTimed && search.kind !== 'events' ? { losses: [ownTimes] } : {};
}
