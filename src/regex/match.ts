import { Automaton, isRegular } from './automaton.ts';
import { backtracker } from './backtrack.ts';
import { withoutCaptures } from './captures.ts';
import { type Core, coreRepeat, coreSequence } from './core.ts';
import { coreOf } from './core-of.ts';
import { lengths } from './length.ts';
import { literalsOf } from './literals.ts';
import { type Native, nativeOf } from './native.ts';
import { relax } from './possessive.ts';
import type { Regex } from './tree.ts';

const surrogate = /[\ud800-\udfff]/;
/** A prefilter of a shorter text lets too much through to be worth its time. */
const usefulLength = 2;

/**
 * A test of texts that cannot hang. Whatever an automaton can hold takes time linear in the text. Lookaround,
 * back-references, atomic groups and possessive quantifiers run under a budget of steps; a text that spends it is taken
 * not to match, as products do that run PCRE with a match limit.
 */
export function compileRegex(regex: Regex): (text: string) => boolean {
  const decide = compileRegexWithin(regex);
  return text => decide(text) === true;
}

const known = new WeakMap<Regex, (text: string) => boolean | undefined>();

/** As `compileRegex`, but undefined when the budget is spent before the answer is known. */
export function compileRegexWithin(regex: Regex): (text: string) => boolean | undefined {
  const before = known.get(regex);
  if (before !== undefined) return before;
  const core = withoutCaptures(relax(coreOf(regex), regex.anchoring !== 'whole'));
  const decide = compileCore(regex.anchoring === 'whole' ? core : trimEnd(core), regex.anchoring);
  known.set(regex, decide);
  return decide;
}

export function compileCore(
  core: Core,
  anchoring: Regex['anchoring'],
): (text: string) => boolean | undefined {
  const shortest = lengths(core).minimum;
  const holds = prefilter(core);
  const slow = slowMatcher(core, anchoring);
  let native: Native | undefined | null = null;
  return text => {
    if (text.length < shortest || !holds(text)) return false;
    if (native === null) native = nativeOf(core, anchoring);
    if (native && text.length <= native.lengthLimit && !surrogate.test(text)) return native.regex.test(text);
    return slow()(text);
  };
}

/** A repetition at the end of what is found need not take more than it must. */
function trimEnd(core: Core): Core {
  if (core.kind === 'repeat') return coreRepeat(core.body, core.minimum, core.minimum, core.mode);
  if (core.kind !== 'sequence') return core;
  const last = core.items.at(-1) ?? core;
  return coreSequence([...core.items.slice(0, -1), trimEnd(last)]);
}

/** The matcher for texts that the engine's own may not have, made when first needed. */
function slowMatcher(core: Core, anchoring: Regex['anchoring']) {
  let matcher: ((text: string) => boolean | undefined) | undefined;
  return () => {
    if (matcher) return matcher;
    if (isRegular(core)) {
      const automaton = new Automaton(core, anchoring);
      matcher = text => automaton.matches(text);
    } else matcher = backtracker(core, anchoring);
    return matcher;
  };
}

/** False for texts that lack what every match has. Where case is ignored, matching at once is cheaper. */
function prefilter(core: Core): (text: string) => boolean {
  const required = literalsOf(core);
  if (!required || required.ignoreCase) return () => true;
  const { literals } = required;
  if (literals.length > 4 || literals.some(literal => literal.length < usefulLength)) return () => true;
  const [only = ''] = literals;
  if (literals.length === 1) return text => text.includes(only);
  return text => literals.some(literal => text.includes(literal));
}
