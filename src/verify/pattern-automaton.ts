import type { Pattern } from '../ir/index.ts';
import type { Alphabet } from '../regex/alphabet.ts';
import { type Dfa, dfa } from '../regex/dfa.ts';
import type { Budget } from './budget.ts';
import { characterOf } from './characters.ts';

/** A text with wildcards, whose letters may stand for either case. A word is a pattern without wildcards. */
export interface Wild {
  readonly pattern: Pattern;
  readonly folded: boolean;
}

/** A place in a tree of patterns that share their beginnings. */
interface Place {
  readonly id: number;
  /** Any character may be read and the place kept. */
  readonly loops: boolean;
  /** `taken`: classes of characters. */
  readonly edges: { readonly key: string; readonly taken: readonly number[]; readonly to: Place }[];
  ends: boolean;
}

/** The automaton of what fits one of the patterns; undefined beyond so many states. */
export function patternDfa(
  patterns: readonly Wild[],
  alphabet: Alphabet,
  stateLimit: number,
  budget: Budget,
): Dfa | undefined {
  if (patterns.some(({ pattern }) => lengthOf(pattern) > longest)) return undefined;
  const roots = new Tree(alphabet).grow(patterns);
  const states: (readonly Place[])[] = [roots];
  const known = new Map<string, number>([[keyOf(roots), 0]]);
  const next: number[] = [];
  const numberOf = (places: readonly Place[]): number => {
    const key = keyOf(places);
    const state = known.get(key);
    if (state !== undefined) return state;
    known.set(key, states.length);
    return states.push(places) - 1;
  };
  for (const places of states) {
    budget.spend(alphabet.size * (1 + places.length) * 2);
    const taken = edgesByClass(places, alphabet.size);
    const stay = places.filter(({ loops }) => loops);
    let idle: number | undefined;
    for (let index = 0; index < alphabet.size; index++) {
      const led = taken[index];
      const state = led === undefined && idle !== undefined ? idle : numberOf(settled(stay, led ?? []));
      if (state >= stateLimit) return undefined;
      if (led === undefined) idle = state;
      next.push(state);
    }
  }
  return dfa(
    alphabet.size,
    next,
    states.map(places => (places.some(({ ends }) => ends) ? 1 : 0)),
  );
}

/** In characters: an automaton has as many states at least, and places are made by recursion. */
const longest = 1_500;

function lengthOf(pattern: Pattern): number {
  return pattern.reduce((sum, part) => sum + (part.kind === 'text' ? part.text.length : 1), 0);
}

function keyOf(places: readonly Place[]): string {
  let key = '';
  for (const { id } of places) key += `${id},`;
  return key;
}

/** Where each class of characters leads; nothing for most of them, which no letter of the patterns is in. */
function edgesByClass(places: readonly Place[], classes: number): readonly (readonly Place[] | undefined)[] {
  const led: (Place[] | undefined)[] = new Array(classes).fill(undefined);
  for (const { edges } of places)
    for (const { taken, to } of edges)
      for (const index of taken) {
        const known = led[index];
        if (known === undefined) led[index] = [to];
        else known.push(to);
      }
  return led;
}

function settled(stay: readonly Place[], led: readonly Place[]): readonly Place[] {
  const found = new Set<Place>(stay);
  for (const place of led) found.add(place);
  for (const place of found) if (place.ends && place.loops) return [place];
  const kept = found.size < 2 ? [...found] : [...found].filter(place => !isOutdone(place, found));
  return isInOrder(kept) ? kept : kept.sort((left, right) => left.id - right.id);
}

function isInOrder(places: readonly Place[]): boolean {
  let last = -1;
  for (const { id } of places) {
    if (id < last) return false;
    last = id;
  }
  return true;
}

/** Whatever leads on from a place leads through its only way on: a loop further on that has been reached does all it could. */
function isOutdone(place: Place, reached: ReadonlySet<Place>): boolean {
  let next = onlyWay(place);
  while (next !== undefined) {
    if (next.loops && reached.has(next)) return true;
    next = onlyWay(next);
  }
  return false;
}

function onlyWay({ ends, edges }: Place): Place | undefined {
  return ends || edges.length !== 1 ? undefined : edges[0]?.to;
}

class Tree {
  private readonly alphabet: Alphabet;
  private readonly sets = new Map<string, readonly number[]>();
  private readonly distinct = new Map<string, Place>();
  private places = 0;

  constructor(alphabet: Alphabet) {
    this.alphabet = alphabet;
  }

  /** The places where reading begins: one for patterns with a wildcard in front, one for the others. */
  grow(patterns: readonly Wild[]): readonly Place[] {
    const plain = this.place(false);
    const looping = this.place(true);
    for (const { pattern, folded } of patterns)
      this.add(pattern[0]?.kind === 'anyRun' ? looping : plain, pattern, folded);
    return [plain, looping]
      .filter(({ ends, edges }) => ends || edges.length > 0)
      .map(root => ({ ...root, edges: this.joined(root.edges) }));
  }

  private add(root: Place, pattern: Pattern, folded: boolean): void {
    let place = root;
    for (const [at, part] of pattern.entries()) {
      if (part.kind === 'anyRun') continue;
      const characters = part.kind === 'text' ? [...part.text] : [''];
      for (const [index, character] of characters.entries()) {
        const isLast = index === characters.length - 1;
        const loops = isLast && pattern[at + 1]?.kind === 'anyRun';
        place = this.edge(place, character, folded, loops);
      }
    }
    place.ends = true;
  }

  /** Places from which the same texts lead to the end are one, which keeps lists of alike endings small. */
  private shared(place: Place): Place {
    const edges = this.joined(place.edges);
    const key = `${place.loops} ${place.ends} ${edges.map(edge => `${edge.key}>${edge.to.id}`).join()}`;
    const known = this.distinct.get(key);
    if (known !== undefined) return known;
    const made = { ...place, edges };
    this.distinct.set(key, made);
    return made;
  }

  private joined(edges: Place['edges']): Place['edges'] {
    const byTarget = new Map<Place, { key: string; taken: readonly number[]; to: Place }>();
    for (const edge of edges) {
      const to = this.shared(edge.to);
      const earlier = byTarget.get(to);
      byTarget.set(
        to,
        earlier === undefined
          ? { key: edge.key, taken: edge.taken, to }
          : {
              key: `${earlier.key} ${edge.key}`,
              taken: [...new Set([...earlier.taken, ...edge.taken])],
              to,
            },
      );
    }
    return [...byTarget.values()];
  }

  /** The empty text stands for any character. */
  private edge(from: Place, character: string, folded: boolean, loops: boolean): Place {
    const set = `${folded ? '~' : '='}${character}`;
    const key = `${loops ? '*' : ''}${set}`;
    const known = from.edges.find(edge => edge.key === key);
    if (known !== undefined) return known.to;
    const to = this.place(loops);
    from.edges.push({ key, taken: this.members(set, character, folded), to });
    return to;
  }

  private members(key: string, character: string, folded: boolean): readonly number[] {
    const known = this.sets.get(key);
    if (known !== undefined) return known;
    const code = character.codePointAt(0);
    const members = code === undefined ? undefined : this.alphabet.members(characterOf(code, folded));
    const taken: number[] = [];
    for (let index = 0; index < this.alphabet.size; index++)
      if (members === undefined || members[index]) taken.push(index);
    this.sets.set(key, taken);
    return taken;
  }

  private place(loops: boolean): Place {
    return { id: this.places++, loops, edges: [], ends: false };
  }
}
