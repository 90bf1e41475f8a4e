import type { Correlate, Dialect, Loss } from '../ir/index.ts';
import { type Direction, inDirection } from './direction.ts';

/** Spans of any beginning hold those that begin with the first event: what is found in these is found in those. */
export function lossOfPeriods(
  { window }: Correlate,
  dialect: Dialect,
  direction: Direction,
): Loss | undefined {
  if (window.kind !== 'sliding' || !window.fromFirst || dialect.countsFromFirst) return undefined;
  const why =
    'The rule counts over periods that begin with the first match, so that matches on both sides of the end of one are not counted together.';
  const verdict = inDirection('broader', direction);
  return verdict === 'exact' ? undefined : { verdict, why };
}
