import { alphabetOf } from './alphabet.ts';
import { setsOf } from './automaton.ts';
import { type Core, someCore } from './core.ts';
import { determine } from './determine.ts';
import { dfaOfCore } from './dfa.ts';
import { hasPositions, positionsOf } from './positions.ts';

/** Of a range of characters that most values have one of. */
const manyCharacters = 1_000;

/** Counts that come to less together make no automaton large. */
const longCount = 8;

/**
 * Lucene makes a regex deterministic before it looks at a value, and counts the states of the regex in all the sets of them that it makes: at most
 * ten for each of the states that Elasticsearch allows, which are 10,000. Its own have up to twice our places.
 * https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-regexp-query
 */
const mostEffort = 50_000;

/** For the few regexes that are no words of places. */
const mostStates = 3000;

/** Whether counts, or what fits anything, make the automaton of a regex over whole values too large for Lucene. */
export function isTooLarge(whole: Core): boolean {
  if (countsIn(whole) < longCount) return false;
  const alphabet = alphabetOf([...setsOf(whole)]);
  if (!hasPositions(whole)) return dfaOfCore(whole, alphabet, mostStates) === undefined;
  const positions = positionsOf(whole);
  const limits = { effort: mostEffort, reduced: false };
  return positions === undefined || determine(positions, alphabet, limits) === 'effort';
}

function countsIn(whole: Core): number {
  let counts = 0;
  someCore(whole, core => {
    if (core.kind === 'repeat') counts += Number.isFinite(core.maximum) ? core.maximum : core.minimum;
    if (core.kind === 'set' && core.set.some(({ from, to }) => to - from > manyCharacters)) counts += 1;
    return counts >= longCount;
  });
  return counts;
}
