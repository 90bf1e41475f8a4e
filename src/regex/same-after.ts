import { type Alphabet, alphabetOf } from './alphabet.ts';
import { isRegular, setsOf, wholeCore } from './automaton.ts';

import { withoutCaptures } from './captures.ts';
import { coreOf } from './core-of.ts';
import { type Dfa, dfaOfCore } from './dfa.ts';
import type { Regex } from './tree.ts';

const mostStates = 2_000;

/**
 * Whether texts that begin in the one way fit just as those that begin in the other and go on alike; undefined where that cannot be told
 * of so large a regex.
 */
export function isSameAfter(regex: Regex, one: string, other: string): boolean | undefined {
  const core = wholeCore(withoutCaptures(coreOf(regex)), regex.anchoring);
  if (!isRegular(core)) return undefined;
  const alphabet = alphabetOf([...setsOf(core)]);
  const automaton = dfaOfCore(core, alphabet, mostStates);
  if (automaton === undefined) return undefined;
  return areAlike(automaton, stateAfter(automaton, alphabet, one), stateAfter(automaton, alphabet, other));
}

function stateAfter({ next, classes }: Dfa, { classOf }: Alphabet, text: string): number {
  return [...text].reduce(
    (state, character) => next[state * classes + classOf(character.codePointAt(0) ?? 0)] ?? 0,
    0,
  );
}

/** Whether two states accept the same texts: each pair that is reached from them accepts alike. */
function areAlike({ next, classes, size, accepts }: Dfa, first: number, second: number): boolean {
  const pairs: (readonly [number, number])[] = [[first, second]];
  const seen = new Set([first * size + second]);
  for (const [left, right] of pairs) {
    if (accepts[left] !== accepts[right]) return false;
    for (let index = 0; index < classes; index++) {
      const pair = [next[left * classes + index] ?? 0, next[right * classes + index] ?? 0] as const;
      const key = pair[0] * size + pair[1];
      if (pair[0] === pair[1] || seen.has(key)) continue;
      seen.add(key);
      pairs.push(pair);
    }
  }
  return true;
}
