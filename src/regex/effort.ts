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

/** Whether a deterministic automaton of a regex has more states than the limit, as counts of long runs make it have. */
export function needsManyStates(regex: Regex, limit: number): boolean {
  const core = withoutCaptures(relax(coreOf(regex), regex.anchoring !== 'whole'));
  if (!someCore(core, isLongCount) || !isRegular(core)) return false;
  const whole = wholeCore(core, regex.anchoring);
  return dfaOfCore(whole, alphabetOf([...setsOf(whole)]), limit) === undefined;
}

function isLongCount(core: Core): boolean {
  return core.kind === 'repeat' && core.maximum !== Number.POSITIVE_INFINITY && core.maximum >= longCount;
}
