import { anchorHolds, type Beside, beside, type Holds } from './surroundings.ts';
import type { Term, TermOf } from './term.ts';
import type { TermStore } from './term-store.ts';

const kinds = Object.keys(beside).length;

/** A character to read: its class, and its sort for the anchors before it. */
export interface Next {
  readonly index: number;
  readonly sort: Beside;
}

/** What is left of a term after a character (Brzozowski), given what stood before. Linear in the term, and remembered. */
export function derive(store: TermStore, term: Term, before: Beside, next: Next): Term {
  const key = term.anchored ? next.index * kinds + before : next.index;
  const known = term.derivatives[key];
  if (known) return known;
  const result = compute(store, term, before, next);
  term.derivatives[key] = result;
  return result;
}

function compute(store: TermStore, term: Term, before: Beside, next: Next): Term {
  switch (term.kind) {
    case 'nothing':
    case 'empty':
    case 'anchor':
      return store.nothing;
    case 'set':
      return term.members[next.index] ? store.empty : store.nothing;
    case 'alternation':
      return store.alternation(term.terms.map(option => derive(store, option, before, next)));
    case 'intersection':
      return store.intersection(term.terms.map(each => derive(store, each, before, next)));
    case 'complement':
      return store.complement(derive(store, term.body, before, next));
    case 'sequence':
      return deriveSequence(store, term, before, next);
    case 'repeat':
      return deriveRepeat(store, term, before, next);
  }
}

/** Along the sequence, as far as its heads may be empty: by a loop, since sequences can be long. */
function deriveSequence(store: TermStore, term: TermOf<'sequence'>, before: Beside, next: Next): Term {
  const options: Term[] = [];
  let rest: Term = term;
  let skips: Holds = 'yes';
  const add = (option: Term) => options.push(skips === 'yes' ? option : lastly(store, option));
  while (rest.kind === 'sequence') {
    add(store.sequence(derive(store, rest.head, before, next), rest.tail));
    skips = both(skips, nullability(rest.head, before, next.sort));
    if (skips === 'no') return store.alternation(options);
    rest = rest.tail;
    store.spend(1);
  }
  add(derive(store, rest, before, next));
  return store.alternation(options);
}

/** Iterations that an anchor lets be empty cost nothing, so that the least count is then met. */
function deriveRepeat(store: TermStore, term: TermOf<'repeat'>, before: Beside, next: Next): Term {
  const { body, minimum, maximum } = term;
  const first = derive(store, body, before, next);
  const counted = store.sequence(first, store.repeat(body, Math.max(0, minimum - 1), maximum - 1));
  if (!body.anchored || minimum <= 1) return counted;
  const empty = nullability(body, before, next.sort);
  const free = store.sequence(first, store.repeat(body, 0, maximum - 1));
  if (empty === 'yes') return free;
  return empty === 'no' ? counted : store.alternation([counted, lastly(store, free)]);
}

/** A rest that must be at the end of the text: the newline just read was the last character. */
function lastly(store: TermStore, rest: Term): Term {
  return store.sequence(store.anchor('textEnd'), rest);
}

/** Whether a term takes the empty text at a place. */
export function nullability(term: Term, before: Beside, after: Beside): Holds {
  if (!term.anchored) return term.nullable ? 'yes' : 'no';
  switch (term.kind) {
    case 'anchor':
      return anchorHolds(term.at, before, after);
    case 'alternation':
      return term.terms.map(option => nullability(option, before, after)).reduce(either);
    case 'intersection':
      return term.terms.map(each => nullability(each, before, after)).reduce(both);
    case 'sequence':
      return sequenceNullability(term, before, after);
    case 'repeat':
      return term.minimum === 0 ? 'yes' : nullability(term.body, before, after);
    case 'complement':
      return nullability(term.body, before, after) === 'no' ? 'yes' : 'no';
    default:
      return term.nullable ? 'yes' : 'no';
  }
}

function sequenceNullability(term: Term, before: Beside, after: Beside): Holds {
  let result: Holds = 'yes';
  let rest = term;
  for (; rest.kind === 'sequence' && result !== 'no'; rest = rest.tail)
    result = both(result, nullability(rest.head, before, after));
  return rest.kind === 'sequence' ? result : both(result, nullability(rest, before, after));
}

function either(a: Holds, b: Holds): Holds {
  if (a === 'yes' || b === 'yes') return 'yes';
  return a === 'no' ? b : a;
}

function both(a: Holds, b: Holds): Holds {
  if (a === 'no' || b === 'no') return 'no';
  return a === 'yes' ? b : a;
}
