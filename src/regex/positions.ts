import { addAll, addBit, forEachBit, union } from './bits.ts';
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
