import { alphabetOf } from './alphabet.ts';
import { isRegular, setsOf, wholeCore } from './automaton.ts';
import { withoutCaptures } from './captures.ts';
import { type Core, someCore } from './core.ts';
import { coreOf } from './core-of.ts';
import { dfaOfCore } from './dfa.ts';
import { relax } from './possessive.ts';
import type { Regex } from './tree.ts';

/** Counts below this make no automaton large by themselves. */
const longCount = 16;

/** Options of alternations looked at. */
const mostWork = 2_000_000;

const known = new WeakMap<Regex, boolean>();

/** Whether a deterministic automaton of a regex has more states than the limit: counts of long runs multiply them. */
export function needsManyStates(regex: Regex, limit: number): boolean {
  const earlier = known.get(regex);
  if (earlier !== undefined) return earlier;
  const result = isLarge(regex, limit);
  known.set(regex, result);
  return result;
}

function isLarge(regex: Regex, limit: number): boolean {
  const core = withoutCaptures(relax(coreOf(regex), regex.anchoring !== 'whole'));
  if (!someCore(core, isLongCount) || !isRegular(core)) return false;
  const whole = wholeCore(core, regex.anchoring);
  return dfaOfCore(whole, alphabetOf([...setsOf(whole)]), limit, mostWork) === undefined;
}

function isLongCount(core: Core): boolean {
  return core.kind === 'repeat' && core.maximum !== Number.POSITIVE_INFINITY && core.maximum >= longCount;
}
