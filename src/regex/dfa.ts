import { type Alphabet, alphabetOf } from './alphabet.ts';
import { setsOf, termOf } from './automaton.ts';
import { type Core, someCore } from './core.ts';
import { derive, nullability } from './derivative.ts';
import { determine } from './determine.ts';
import { positionsOf } from './positions.ts';
import { withoutAnchors } from './resolve-anchors.ts';
import { type Beside, beside, sorts } from './surroundings.ts';
import type { Term } from './term.ts';
import { TermStore, WorkSpent } from './term-store.ts';

/** A complete deterministic automaton, written out: state 0 is the start, `next[state * classes + class]` the state that follows. */
export interface Dfa {
  readonly classes: number;
  readonly size: number;
  readonly next: Int32Array;
  readonly accepts: Uint8Array;
}

/** Over the characters of the regex alone, by limit. */
const made = new WeakMap<Core, Map<number, Made | undefined>>();

interface Made {
  readonly alphabet: Alphabet;
  readonly dfa: Dfa;
}

/**
 * The automaton of a regex over whole texts (see `wholeCore`); undefined when it has more states than the limit, or takes too long.
 * The alphabet tells the characters apart that the regex does, and may tell more: the states are the same.
 */
export function dfaOfCore(core: Core, alphabet: Alphabet, stateLimit: number): Dfa | undefined {
  const known = made.get(core) ?? new Map<number, Made | undefined>();
  made.set(core, known);
  if (!known.has(stateLimit)) {
    const own = alphabetOf([...setsOf(core)]);
    const found = make(core, own, stateLimit);
    known.set(stateLimit, found && { alphabet: own, dfa: found });
  }
  const found = known.get(stateLimit);
  return found && widened(found, alphabet);
}

/** The same automaton over the classes of another alphabet. */
function widened({ alphabet: own, dfa: found }: Made, alphabet: Alphabet): Dfa {
  const classes = Array.from({ length: alphabet.size }, (_, index) => own.classOf(alphabet.sample(index)));
  const next = new Int32Array(found.size * alphabet.size);
  let place = 0;
  for (let state = 0; state < found.size; state++)
    for (const index of classes) next[place++] = found.next[state * found.classes + index] ?? 0;
  return { classes: alphabet.size, size: found.size, next, accepts: found.accepts };
}

function make(core: Core, alphabet: Alphabet, stateLimit: number): Dfa | undefined {
  // Far quicker than by terms, which gives fewer states for some.
  const positions = positionsOf(unanchored(core));
  const limits = { states: stateLimit, work: mostWork, reduced: true };
  const determined = positions && determine(positions, alphabet, limits);
  if (determined === 'work') return undefined;
  if (typeof determined === 'object') return dfa(alphabet.size, determined.next, determined.accepts);
  try {
    return writtenOut(core, alphabet, stateLimit);
  } catch (error) {
    if (!(error instanceof WorkSpent)) throw error;
    return undefined;
  }
}

/** The same over whole texts without anchors, if it can be said without them. */
function unanchored(core: Core): Core {
  if (!someCore(core, ({ kind }) => kind === 'anchor')) return core;
  const resolved = withoutAnchors(core, 'whole');
  return 'core' in resolved ? resolved.core : core;
}

/** Words of memory that are joined: some milliseconds. */
const mostWork = 2_000_000;

/** Options of alternations looked at for a state that there may be: some tens of milliseconds in all. */
const workOfState = 20;

interface State {
  readonly term: Term;
  readonly before: Beside;
}

function writtenOut(core: Core, alphabet: Alphabet, stateLimit: number): Dfa | undefined {
  const anchored = someCore(core, ({ kind }) => kind === 'anchor');
  const unicode = someCore(core, part => part.kind === 'anchor' && /unicode/i.test(part.at));
  const kinds = anchored ? sorts(alphabet, unicode) : [];
  const store = new TermStore(alphabet);
  const states: State[] = [{ term: termOf(core, store), before: beside.nothing }];
  const known = new Map<string, number>([[keyOf(states[0]), 0]]);
  const next: number[] = [];
  for (const { term, before } of states) {
    if (store.work > workOfState * stateLimit) return undefined;
    for (let index = 0; index < alphabet.size; index++) {
      const sort = kinds[index] ?? beside.other;
      const following: State = {
        term: derive(store, term, before, { index, sort }),
        before: anchored ? sort : beside.nothing,
      };
      const key = keyOf(following);
      let target = known.get(key);
      if (target === undefined) {
        target = states.push(following) - 1;
        known.set(key, target);
        if (target >= stateLimit) return undefined;
      }
      next.push(target);
    }
  }
  const accepts = states.map(({ term, before }) => (accepting(term, before) ? 1 : 0));
  return dfa(alphabet.size, next, accepts);
}

function keyOf(state: State | undefined): string {
  return `${state?.term.id},${state?.before}`;
}

function accepting(term: Term, before: Beside): boolean {
  return nullability(term, before, beside.nothing) === 'yes';
}

export function dfa(classes: number, next: readonly number[], accepts: readonly number[]): Dfa {
  return { classes, size: accepts.length, next: Int32Array.from(next), accepts: Uint8Array.from(accepts) };
}
