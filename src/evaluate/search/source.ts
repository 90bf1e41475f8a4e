import type { Predicate } from '../../ir/index.ts';

/** Seconds before a scheduled run that a source is looked at; undefined for the look-back of the run. */
export interface Reach {
  readonly seconds: number | undefined;
}

export const lookBackReach: Reach = { seconds: undefined };
/** Indicators are there whenever they came. */
export const wholeReach: Reach = { seconds: Number.POSITIVE_INFINITY };

export function historyReach(seconds: number): Reach {
  return { seconds };
}

/** Where events come into a search: those for which a predicate holds. */
export interface Source {
  readonly where: Predicate;
  readonly reach: Reach;
}
