import type { Verdict } from './translation.ts';

/** How one leaf's stand-in relates to the leaf itself. */
export type LeafVerdict = 'exact' | 'broader' | 'narrower' | 'different';

/** Under an odd number of nots, what matches more makes the whole match less. */
export function atPolarity(verdict: LeafVerdict, positive: boolean): LeafVerdict {
  if (positive || verdict === 'exact' || verdict === 'different') return verdict;
  return verdict === 'broader' ? 'narrower' : 'broader';
}

/** Several losses in one rule: broader with narrower is neither. */
export function compose(verdicts: Iterable<LeafVerdict>): LeafVerdict {
  let result: LeafVerdict = 'exact';
  for (const verdict of verdicts) {
    if (verdict === 'exact' || verdict === result) continue;
    if (result !== 'exact') return 'different';
    result = verdict;
  }
  return result;
}

const ranks: Readonly<Record<Verdict, number>> = {
  exact: 0,
  narrower: 1,
  broader: 1,
  different: 2,
  refused: 3,
};

/** Less is better. */
export function lossRank(verdict: Verdict): number {
  return ranks[verdict];
}
