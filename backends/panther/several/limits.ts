import type { Schedule, SearchHold } from '../../../src/ir/index.ts';

export const minute = 60;

/** The longest span that a correlation rule looks back on is not documented; a week is what published ones stay below. */
export const longestLookBack = 7 * 24 * 60 * minute;

export const wholeMinutes = 'a correlation rule counts time in whole minutes';
export const tooLong = 'the span is longer than what correlation rules look back on';

/** Why its runs are not those of the schedule. */
export function scheduleProblem({ every, lookBack }: Schedule): string | undefined {
  if (every % minute !== 0 || lookBack % minute !== 0) return wholeMinutes;
  return lookBack > longestLookBack ? tooLong : undefined;
}

export function refuse(why: string): SearchHold {
  return { kind: 'refused', why };
}

export type Loss = Extract<SearchHold, { kind: 'held' }>['losses'][number];

export function held(losses: readonly Loss[], order: 'in order' | 'in any order'): SearchHold {
  const given = ['alert-once', 'correlation-keys:text'];
  return { kind: 'held', losses, given: order === 'in order' ? [...given, 'distinct-times'] : given };
}
