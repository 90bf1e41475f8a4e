import { type Dfa, dfa } from '../regex/dfa.ts';
import type { Budget } from './budget.ts';

/** How two languages stand to each other: what is in the one, the other, both. */
export interface Relation {
  readonly onlyLeft: boolean;
  readonly onlyRight: boolean;
  readonly both: boolean;
}

/** From which states a word is still possible, and from which every word is accepted. */
export interface Outlook {
  readonly dead: Uint8Array;
  readonly full: Uint8Array;
}

export function complementOf(language: Dfa): Dfa {
  return { ...language, accepts: language.accepts.map(accepts => 1 - accepts) };
}

/** Of automata over one alphabet; undefined beyond so many states. */
export function combine(
  left: Dfa,
  right: Dfa,
  accepts: (left: boolean, right: boolean) => boolean,
  stateLimit: number,
  budget: Budget,
): Dfa | undefined {
  const { classes } = left;
  const pairs: (readonly [number, number])[] = [[0, 0]];
  const known = new Map<number, number>([[0, 0]]);
  const next: number[] = [];
  for (const [first, second] of pairs) {
    budget.spend(classes);
    for (let index = 0; index < classes; index++) {
      const pair = [
        left.next[first * classes + index] ?? 0,
        right.next[second * classes + index] ?? 0,
      ] as const;
      const key = pair[0] * right.size + pair[1];
      let state = known.get(key);
      if (state === undefined) {
        if (pairs.length >= stateLimit) return undefined;
        state = pairs.push(pair) - 1;
        known.set(key, state);
      }
      next.push(state);
    }
  }
  const accepting = pairs.map(([first, second]) =>
    accepts(left.accepts[first] === 1, right.accepts[second] === 1) ? 1 : 0,
  );
  return dfa(classes, next, accepting);
}

export function outlookOf(language: Dfa, allowed: readonly number[]): Outlook {
  const before = predecessors(language, allowed);
  const reaches = (wanted: number) => {
    const found = new Uint8Array(language.size);
    const waiting: number[] = [];
    for (let state = 0; state < language.size; state++)
      if (language.accepts[state] === wanted) waiting.push(state);
    for (const state of waiting) found[state] = 1;
    for (let state = waiting.pop(); state !== undefined; state = waiting.pop())
      for (const each of before[state] ?? []) {
        if (found[each] === 1) continue;
        found[each] = 1;
        waiting.push(each);
      }
    return found;
  };
  return { dead: reaches(1).map(found => 1 - found), full: reaches(0).map(found => 1 - found) };
}

function predecessors({ size, classes, next }: Dfa, allowed: readonly number[]): readonly number[][] {
  const before = Array.from({ length: size }, (): number[] => []);
  for (let state = 0; state < size; state++)
    for (const index of allowed) {
      const list = before[next[state * classes + index] ?? 0];
      if (list !== undefined && list.at(-1) !== state) list.push(state);
    }
  return before;
}

/** Walks both at once; ends as soon as all three are found. undefined beyond so many pairs of states. */
export function relate(
  left: Dfa,
  right: Dfa,
  allowed: readonly number[],
  pairLimit: number,
  budget: Budget,
): Relation | undefined {
  const found = { onlyLeft: false, onlyRight: false, both: false };
  const { classes } = left;
  const seen = new Set<number>([0]);
  for (const key of seen) {
    const first = Math.floor(key / right.size);
    const second = key % right.size;
    const inLeft = left.accepts[first] === 1;
    const inRight = right.accepts[second] === 1;
    if (inLeft && inRight) found.both = true;
    else if (inLeft) found.onlyLeft = true;
    else if (inRight) found.onlyRight = true;
    if (found.both && found.onlyLeft && found.onlyRight) return found;
    budget.spend(allowed.length);
    for (const index of allowed)
      seen.add(
        (left.next[first * classes + index] ?? 0) * right.size + (right.next[second * classes + index] ?? 0),
      );
    if (seen.size > pairLimit) return undefined;
  }
  return found;
}

/** A language, or its complement, as one side of an intersection. */
export interface Side {
  readonly language: Dfa;
  readonly outlook: Outlook;
  readonly inside: boolean;
}

/**
 * Words in every side, shortest first, as classes of characters in the order of `allowed`. `complete` when there are no others;
 * the search ends at so many words, or so many steps.
 */
export function wordsIn(
  sides: readonly Side[],
  allowed: readonly number[],
  limits: { readonly words: number; readonly steps: number },
  budget: Budget,
): { readonly words: readonly (readonly number[])[]; readonly complete: boolean } {
  const start = sides.map(() => 0);
  const queue: { readonly states: readonly number[]; readonly from: number; readonly by: number }[] = [];
  const seen = new Set<string>();
  const words: (readonly number[])[] = [];
  const visit = (states: readonly number[], from: number, by: number) => {
    if (sides.some((side, at) => isHopeless(side, states[at] ?? 0))) return;
    const key = states.join();
    if (seen.has(key)) return;
    seen.add(key);
    queue.push({ states, from, by });
  };
  visit(start, -1, -1);
  let steps = 0;
  for (let at = 0; at < queue.length; at++) {
    const { states } = queue[at] ?? { states: start };
    if (sides.every((side, index) => accepts(side, states[index] ?? 0))) {
      words.push(spelling(queue, at));
      if (words.length >= limits.words) return { words, complete: false };
    }
    budget.spend(allowed.length * sides.length * 2);
    for (const by of allowed) {
      if (++steps > limits.steps) return { words, complete: false };
      visit(
        states.map(
          (state, index) =>
            sides[index]?.language.next[state * (sides[index]?.language.classes ?? 0) + by] ?? 0,
        ),
        at,
        by,
      );
    }
  }
  return { words, complete: true };
}

function isHopeless({ outlook, inside }: Side, state: number): boolean {
  return (inside ? outlook.dead : outlook.full)[state] === 1;
}

function accepts({ language, inside }: Side, state: number): boolean {
  return (language.accepts[state] === 1) === inside;
}

function spelling(
  queue: readonly { readonly from: number; readonly by: number }[],
  last: number,
): readonly number[] {
  const word: number[] = [];
  for (let at = last; at > 0; at = queue[at]?.from ?? 0) word.push(queue[at]?.by ?? 0);
  return word.reverse();
}
