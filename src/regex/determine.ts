import type { Alphabet } from './alphabet.ts';
import { addAll, addBit, forEachBit, hasBit, haveCommon, isEqual, removeAll } from './bits.ts';
import type { CharacterSet } from './character-set.ts';
import type { Positions } from './positions.ts';

/** An automaton whose states are sets of places: state 0 is the start. */
export interface Determined {
  readonly next: number[];
  readonly accepts: number[];
}

export interface DetermineLimits {
  readonly states?: number;
  /** Places in all sets. */
  readonly effort?: number;
  /** Words of memory that are joined. */
  readonly work?: number;
  /** Whether places are left out that others outdo. */
  readonly reduced: boolean;
}

/** The states that sets of places make, or what they are too many for. */
export function determine(
  positions: Positions,
  alphabet: Alphabet,
  { states: most = endless, effort = endless, work = endless, reduced }: DetermineLimits,
): Determined | 'states' | 'effort' | 'work' {
  const { words, first, nullable, outdone } = positions;
  const classes = classBits(positions, alphabet);
  const states = new States(positions);
  states.of(first, nullable);
  const next: number[] = [];
  const reached = new Uint32Array(words);
  const outdoing = new Uint32Array(words);
  for (const place of outdone.keys()) addBit(outdoing, place);
  const stronger = new Uint32Array(words);
  const dropOutdone = (place: number) => {
    const others = hasBit(reached, place) ? outdone.get(place) : undefined;
    if (others !== undefined) removeAll(reached, others);
  };
  let spent = 0;
  for (const { reach } of states.all) {
    for (const bits of classes) {
      for (let word = 0; word < words; word++) reached[word] = (reach[word] ?? 0) & (bits[word] ?? 0);
      if (reduced) {
        for (let word = 0; word < words; word++)
          stronger[word] = (reached[word] ?? 0) & (outdoing[word] ?? 0);
        forEachBit(stronger, dropOutdone);
      }
      next.push(states.after(reached));
    }
    spent += forEachBit(reach, () => {});
    if (spent > effort) return 'effort';
    if (spent * classes.length * words > work) return 'work';
    if (states.all.length > most) return 'states';
  }
  return { next, accepts: states.all.map(({ isEnd }) => (isEnd ? 1 : 0)) };
}

const endless = Number.POSITIVE_INFINITY;

/** What may follow a set of places, and whether a text may end with one of them: sets that are alike in both are one state. */
interface State {
  readonly reach: Uint32Array;
  readonly isEnd: boolean;
}

class States {
  readonly all: State[] = [];
  private readonly positions: Positions;
  private readonly bySet = new Map<number, { readonly places: Uint32Array; readonly state: number }[]>();
  private readonly byReach = new Map<number, number[]>();

  constructor(positions: Positions) {
    this.positions = positions;
  }

  after(places: Uint32Array): number {
    const alike = entry(this.bySet, places);
    const known = alike.find(each => isEqual(each.places, places));
    if (known !== undefined) return known.state;
    const { words, follow, last } = this.positions;
    const reach = new Uint32Array(words);
    forEachBit(places, place => addAll(reach, follow[place] ?? reach));
    const state = this.of(reach, haveCommon(places, last));
    alike.push({ places: Uint32Array.from(places), state });
    return state;
  }

  of(reach: Uint32Array, isEnd: boolean): number {
    const alike = entry(this.byReach, reach);
    const known = alike.find(state => {
      const other = this.all[state];
      return other !== undefined && other.isEnd === isEnd && isEqual(other.reach, reach);
    });
    if (known !== undefined) return known;
    const state = this.all.push({ reach, isEnd }) - 1;
    alike.push(state);
    return state;
  }
}

/** What is known of sets with one hash. */
function entry<Known>(table: Map<number, Known[]>, bits: Uint32Array): Known[] {
  let hash = 0;
  for (let word = 0; word < bits.length; word++) hash = (Math.imul(hash, 0x01000193) ^ (bits[word] ?? 0)) | 0;
  const known = table.get(hash) ?? [];
  if (known.length === 0) table.set(hash, known);
  return known;
}

/** For each class of characters, the places that take them. */
function classBits({ words, sets }: Positions, alphabet: Alphabet): readonly Uint32Array[] {
  const classes = Array.from({ length: alphabet.size }, () => new Uint32Array(words));
  const known = new Map<CharacterSet, readonly boolean[]>();
  for (const [place, set] of sets.entries()) {
    const members = known.get(set) ?? alphabet.members(set);
    known.set(set, members);
    for (const [index, bits] of classes.entries()) if (members[index]) addBit(bits, place);
  }
  return classes;
}
