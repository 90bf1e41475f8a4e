import type { Alphabet } from './alphabet.ts';
import { type CharacterSet, covers } from './character-set.ts';
import type { Core } from './core.ts';

/**
 * The places of a regex's characters and which may follow which, repetitions written out: Glushkov's automaton. A set of places is a row of
 * bits, 32 a word.
 */
export interface Positions {
  readonly words: number;
  /** Of each place, the characters that it takes. */
  readonly sets: readonly CharacterSet[];
  readonly first: Uint32Array;
  readonly follow: readonly Uint32Array[];
  readonly last: Uint32Array;
  readonly nullable: boolean;
  /** Of places after which a text may go on as it may after others, and more: the others. */
  readonly outdone: ReadonlyMap<number, Uint32Array>;
}

/** Beyond it, the rows of bits take tens of megabytes. */
const mostPlaces = 2048;

/** The places of a regex; undefined when they are too many, or when it has what is no word of places. */
export function positionsOf(core: Core): Positions | undefined {
  const count = countOf(core);
  return count <= mostPlaces ? new PositionsBuilder(count).build(core) : undefined;
}

/** Whether a regex is of characters alone, without anchors, complements and intersections. */
export function hasPositions(core: Core): boolean {
  return !Number.isNaN(countOf(core));
}

function countOf(core: Core): number {
  switch (core.kind) {
    case 'empty':
    case 'nothing':
      return 0;
    case 'set':
      return 1;
    case 'sequence':
      return core.items.reduce((sum, item) => sum + countOf(item), 0);
    case 'alternation':
      return core.options.reduce((sum, option) => sum + countOf(option), 0);
    case 'repeat':
      return countOf(core.body) * copiesOf(core.minimum, core.maximum);
    case 'capture':
    case 'interval':
      return countOf(core.body);
    default:
      return Number.NaN;
  }
}

function copiesOf(minimum: number, maximum: number): number {
  return maximum === Number.POSITIVE_INFINITY ? Math.max(minimum, 1) : maximum;
}

/** A part of the regex: a text of it begins at one of `first` and ends at one of `last`. */
interface Part {
  readonly first: Uint32Array;
  readonly last: Uint32Array;
  readonly nullable: boolean;
}

class PositionsBuilder {
  private readonly words: number;
  private readonly sets: CharacterSet[] = [];
  private readonly follow: Uint32Array[] = [];
  private readonly outdone = new Map<number, Uint32Array>();

  constructor(count: number) {
    this.words = Math.max(1, Math.ceil(count / 32));
  }

  build(core: Core): Positions {
    const part = this.visit(core) ?? { ...this.empty(), nullable: false };
    const { words, sets, follow, outdone } = this;
    return { words, sets, follow, outdone, ...part };
  }

  /** undefined where nothing matches. */
  private visit(core: Core): Part | undefined {
    switch (core.kind) {
      case 'empty':
        return this.empty();
      case 'set':
        return this.place(core.set);
      case 'sequence':
        return this.sequence(core.items);
      case 'alternation':
        return this.alternation(core.options);
      case 'repeat':
        return this.repeat(core.body, core.minimum, core.maximum);
      case 'capture':
      case 'interval':
        return this.visit(core.body);
      default:
        return undefined;
    }
  }

  private empty(): Part {
    return { first: new Uint32Array(this.words), last: new Uint32Array(this.words), nullable: true };
  }

  private place(set: CharacterSet): Part {
    const place = this.sets.push(set) - 1;
    this.follow.push(new Uint32Array(this.words));
    const bits = new Uint32Array(this.words);
    addBit(bits, place);
    return { first: bits, last: bits, nullable: false };
  }

  private alternation(options: readonly Core[]): Part | undefined {
    const parts = options.flatMap(option => this.visit(option) ?? []);
    if (parts.length === 0) return undefined;
    const whole = this.empty();
    for (const { first, last } of parts) {
      addAll(whole.first, first);
      addAll(whole.last, last);
    }
    return { ...whole, nullable: parts.some(({ nullable }) => nullable) };
  }

  private sequence(items: readonly Core[]): Part | undefined {
    const starts: number[] = [];
    let whole: Part | undefined = this.empty();
    for (const item of items) {
      starts.push(this.sets.length);
      const part = this.visit(item);
      if (isRun(item)) this.outdo(starts);
      whole = part && whole && this.joined(whole, part);
    }
    return whole;
  }

  /**
   * After the last place of a run, as after `.*`, all may follow that may follow before it, as long as the run takes the characters of what
   * stands between.
   */
  private outdo(starts: readonly number[]): void {
    const run = this.sets.length - 1;
    const set = this.sets[run] ?? [];
    const bits = new Uint32Array(this.words);
    const start = starts.at(-1) ?? 0;
    for (let place = start; place < run; place++) addBit(bits, place);
    for (let index = starts.length - 2; index >= 0; index--) {
      const [from = 0, to = 0] = [starts[index], starts[index + 1]];
      if (this.sets.slice(from, to).some(other => !covers(set, other))) break;
      for (let place = from; place < to; place++) addBit(bits, place);
    }
    this.outdone.set(run, bits);
  }

  private repeat(body: Core, minimum: number, maximum: number): Part | undefined {
    const start = this.sets.length;
    const endless = maximum === Number.POSITIVE_INFINITY;
    const copies: Part[] = [];
    for (let copy = 0; copy < copiesOf(minimum, maximum); copy++) {
      const part = this.visit(body);
      if (part === undefined) return minimum === 0 ? this.empty() : undefined;
      copies.push(part);
    }
    const last = copies.at(-1);
    if (endless && last !== undefined) this.connect(last, last);
    if (!endless && body.kind === 'set') this.outdoLater(start + Math.max(0, minimum - 1), this.sets.length);
    // What need not be there is nested, (a(a(a)?)?)?, so that a copy is followed by the next one alone.
    const optional = copies
      .slice(minimum)
      .reduceRight<Part>((rest, copy) => ({ ...this.joined(copy, rest), nullable: true }), this.empty());
    return copies.slice(0, minimum).reduceRight((rest, copy) => this.joined(copy, rest), optional);
  }

  /** Of copies that need not all be there, an earlier one may be followed by all that may follow a later one. */
  private outdoLater(from: number, to: number): void {
    const later = new Uint32Array(this.words);
    for (let place = to - 1; place >= from; place--) {
      if (place < to - 1) this.outdone.set(place, Uint32Array.from(later));
      addBit(later, place);
    }
  }

  private joined(left: Part, right: Part): Part {
    this.connect(left, right);
    return {
      first: left.nullable ? union(left.first, right.first) : left.first,
      last: right.nullable ? union(left.last, right.last) : right.last,
      nullable: left.nullable && right.nullable,
    };
  }

  private connect({ last }: Part, { first }: Part): void {
    forEachBit(last, place => {
      const follow = this.follow[place];
      if (follow !== undefined) addAll(follow, first);
    });
  }
}

function isRun(core: Core): boolean {
  return core.kind === 'repeat' && core.body.kind === 'set' && core.maximum === Number.POSITIVE_INFINITY;
}

/** An automaton whose states are sets of places: state 0 is the start. */
export interface Determined {
  readonly next: number[];
  readonly accepts: number[];
}

/**
 * The states that sets of places make. `reduced` leaves places out that others outdo. undefined beyond the limit of states, or of effort: the
 * places in all sets.
 */
export function determine(
  positions: Positions,
  alphabet: Alphabet,
  limits: { readonly states?: number; readonly effort: number; readonly reduced: boolean },
): Determined | undefined {
  const { words, first, nullable, outdone } = positions;
  const classes = classBits(positions, alphabet);
  const states = new States(positions);
  states.of(first, nullable);
  const next: number[] = [];
  const reached = new Uint32Array(words);
  let effort = 0;
  for (const { reach } of states.all) {
    for (const bits of classes) {
      for (let word = 0; word < words; word++) reached[word] = (reach[word] ?? 0) & (bits[word] ?? 0);
      if (limits.reduced)
        for (const [place, others] of outdone) if (hasBit(reached, place)) removeAll(reached, others);
      next.push(states.after(reached));
    }
    effort += forEachBit(reach, () => {});
    if (effort > limits.effort || states.all.length > (limits.states ?? Number.POSITIVE_INFINITY))
      return undefined;
  }
  return { next, accepts: states.all.map(({ isEnd }) => (isEnd ? 1 : 0)) };
}

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
    const state = this.of(
      reach,
      places.some((word, index) => (word & (last[index] ?? 0)) !== 0),
    );
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
  for (const word of bits) hash = (Math.imul(hash, 0x01000193) ^ word) | 0;
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

function addBit(bits: Uint32Array, place: number): void {
  bits[place >>> 5] = (bits[place >>> 5] ?? 0) | (1 << (place & 31));
}

function hasBit(bits: Uint32Array, place: number): boolean {
  return (((bits[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1;
}

function addAll(bits: Uint32Array, others: Uint32Array): void {
  for (let word = 0; word < bits.length; word++) bits[word] = (bits[word] ?? 0) | (others[word] ?? 0);
}

function isEqual(bits: Uint32Array, others: Uint32Array): boolean {
  return bits.every((word, index) => word === others[index]);
}

function removeAll(bits: Uint32Array, others: Uint32Array): void {
  for (let word = 0; word < bits.length; word++) bits[word] = (bits[word] ?? 0) & ~(others[word] ?? 0);
}

function union(left: Uint32Array, right: Uint32Array): Uint32Array {
  const both = Uint32Array.from(left);
  addAll(both, right);
  return both;
}

/** Gives how many there are. */
function forEachBit(bits: Uint32Array, visit: (place: number) => void): number {
  let count = 0;
  for (let word = 0; word < bits.length; word++) {
    let rest = bits[word] ?? 0;
    while (rest !== 0) {
      const bit = 31 - Math.clz32(rest & -rest);
      visit(word * 32 + bit);
      rest &= rest - 1;
      count++;
    }
  }
  return count;
}
