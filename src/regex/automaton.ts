import { type Alphabet, alphabetOf } from './alphabet.ts';
import { allCharacters, type CharacterSet } from './character-set.ts';
import { type Core, coreAnyRun, coreSequence, someCore } from './core.ts';
import { derive, nullability } from './derivative.ts';
import { anchorSets, type Beside, beside, sorts } from './surroundings.ts';
import type { Term } from './term.ts';
import { adopt, TermStore, WorkSpent } from './term-store.ts';
import type { Regex } from './tree.ts';

interface State {
  readonly term: Term;
  readonly before: Beside;
  readonly next: (State | undefined)[];
  /** Set when nothing that follows can change the answer. */
  readonly verdict: boolean | undefined;
  accepts: boolean | undefined;
}

/** Weight of the terms kept before they are made anew, from where the text stands. */
const weightLimit = 4_000_000;
/** A deterministic automaton whose states are made as texts need them. Time is linear in the text. */
export class Automaton {
  private readonly core: Core;
  private readonly alphabet: Alphabet;
  private readonly sorts: readonly Beside[];
  private readonly anchored: boolean;
  private store: TermStore;
  private states = new Map<string, State>();
  private start: State;

  constructor(core: Core, anchoring: Regex['anchoring']) {
    this.core = wholeCore(core, anchoring);
    this.alphabet = alphabetOf([...setsOf(this.core)]);
    this.anchored = someCore(core, ({ kind }) => kind === 'anchor');
    const unicode = someCore(core, part => part.kind === 'anchor' && /unicode/i.test(part.at));
    this.sorts = this.anchored ? sorts(this.alphabet, unicode) : [];
    this.store = new TermStore(this.alphabet);
    this.start = this.stateOf(termOf(this.core, this.store), beside.nothing);
  }

  /** undefined when the budget of work is spent before the answer is known. */
  matches(text: string): boolean | undefined {
    try {
      this.store.work = 0;
      return this.run(text);
    } catch (error) {
      if (!(error instanceof WorkSpent)) throw error;
      this.restart();
      return undefined;
    }
  }

  private run(text: string): boolean {
    const { classOf } = this.alphabet;
    let state = this.start;
    for (let index = 0; index < text.length; index++) {
      if (state.verdict !== undefined) return state.verdict;
      const code = text.codePointAt(index) ?? 0;
      if (code > 0xffff) index++;
      const character = classOf(code);
      state = state.next[character] ?? this.step(state, character);
      if (this.store.weight > weightLimit) state = this.renew(state);
    }
    return this.accepts(state);
  }

  /** Of the texts that match, one as short as any; false when there is none, undefined when that is not known soon. */
  shortest(stateLimit = 2_000): string | false | undefined {
    try {
      this.store.work = 0;
      return this.search(stateLimit);
    } catch (error) {
      if (!(error instanceof WorkSpent)) throw error;
      this.restart();
      return undefined;
    }
  }

  private search(stateLimit: number): string | false | undefined {
    const queue: { state: State; text: string }[] = [{ state: this.start, text: '' }];
    const seen = new Set<State>([this.start]);
    for (const { state, text } of queue) {
      if (this.accepts(state)) return text;
      for (const character of this.readableFirst()) {
        const next = state.next[character] ?? this.step(state, character);
        if (seen.has(next) || next.verdict === false) continue;
        if (seen.size > stateLimit) return undefined;
        seen.add(next);
        queue.push({ state: next, text: text + String.fromCodePoint(this.alphabet.sample(character)) });
      }
    }
    return false;
  }

  private readableFirst(): readonly number[] {
    return Array.from({ length: this.alphabet.size }, (_, index) => index).reverse();
  }

  private restart(work = 0): void {
    this.store = new TermStore(this.alphabet);
    this.store.work = work;
    this.states = new Map();
    this.start = this.stateOf(termOf(this.core, this.store), beside.nothing);
  }

  private renew(current: State): State {
    this.restart(this.store.work);
    return this.stateOf(adopt(current.term, this.store), current.before);
  }

  private step(state: State, character: number): State {
    const sort = this.sorts[character] ?? beside.other;
    const term = derive(this.store, state.term, state.before, { index: character, sort });
    const next = this.stateOf(term, this.anchored ? sort : beside.nothing);
    state.next[character] = next;
    return next;
  }

  private stateOf(term: Term, before: Beside): State {
    const key = `${term.id},${before}`;
    const known = this.states.get(key);
    if (known) return known;
    const verdict = term === this.store.nothing ? false : term.everything ? true : undefined;
    const state: State = { term, before, next: [], verdict, accepts: verdict };
    this.states.set(key, state);
    return state;
  }

  private accepts(state: State): boolean {
    state.accepts ??= nullability(state.term, state.before, beside.nothing) === 'yes';
    return state.accepts;
  }
}

/** The regex over the whole text. */
export function wholeCore(core: Core, anchoring: Regex['anchoring']): Core {
  if (anchoring === 'whole') return core;
  if (anchoring === 'start' || startsAtStart(core)) return coreSequence([core, coreAnyRun]);
  return coreSequence([coreAnyRun, core, coreAnyRun]);
}

/** Whether a regex can only match at the start of a text, so that no other place need be tried. */
export function startsAtStart(core: Core): boolean {
  switch (core.kind) {
    case 'anchor':
      return core.at === 'textStart';
    case 'sequence':
      return core.items[0] !== undefined && startsAtStart(core.items[0]);
    case 'alternation':
      return core.options.every(startsAtStart);
    case 'capture':
    case 'atomic':
      return startsAtStart(core.body);
    case 'repeat':
      return core.minimum > 0 && startsAtStart(core.body);
    default:
      return false;
  }
}

export function* setsOf(core: Core): Generator<CharacterSet> {
  if (core.kind === 'set') yield core.set;
  else if (core.kind === 'anchor') yield* anchorSets(core.at);
  else if (core.kind === 'complement') yield allCharacters;
  const inner = 'body' in core ? [core.body] : 'items' in core ? core.items : [];
  const others = 'options' in core ? core.options : 'bodies' in core ? core.bodies : [];
  for (const child of [...inner, ...others]) yield* setsOf(child);
}

/** Captures are groups, and lazy is greedy: which of several matches is found does not matter. */
export function termOf(core: Core, store: TermStore): Term {
  switch (core.kind) {
    case 'empty':
      return store.empty;
    case 'set':
      return store.set(core.set);
    case 'sequence':
      return core.items.reduceRight<Term>(
        (tail, item) => store.sequence(termOf(item, store), tail),
        store.empty,
      );
    case 'alternation':
      return store.alternation(core.options.map(option => termOf(option, store)));
    case 'repeat':
      return store.repeat(termOf(core.body, store), core.minimum, core.maximum);
    case 'capture':
    case 'interval':
      return termOf(core.body, store);
    case 'anchor':
      return store.anchor(core.at);
    case 'complement':
      return store.complement(termOf(core.body, store));
    case 'intersection':
      return store.intersection(core.bodies.map(body => termOf(body, store)));
    default:
      return store.nothing;
  }
}

/** Whether an automaton can hold a regex. */
export function isRegular(core: Core): boolean {
  return !someCore(
    core,
    part =>
      part.kind === 'look' ||
      part.kind === 'backReference' ||
      part.kind === 'atomic' ||
      (part.kind === 'repeat' && part.mode === 'possessive'),
  );
}
