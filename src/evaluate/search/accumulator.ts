import type { Item } from '../values.ts';
import { compareItems, placeOf } from './compare-items.ts';
import { identity } from './keys.ts';

/** A measure while values come and go; the value that goes is the oldest of those that are there. */
export interface Accumulator {
  add(item: Item): void;
  drop(item: Item): void;
  /** No value where there is none (the average of nothing). */
  result(): readonly Item[];
}

export class Count implements Accumulator {
  private count = 0;

  add(): void {
    this.count++;
  }

  drop(): void {
    this.count--;
  }

  result(): readonly Item[] {
    return [this.count];
  }
}

/** Each value once, in the order of their first coming. */
export class DistinctValues implements Accumulator {
  private readonly seen = new Map<string, { readonly item: Item; times: number }>();

  add(item: Item): void {
    const key = identity(item);
    const known = this.seen.get(key);
    if (known === undefined) this.seen.set(key, { item, times: 1 });
    else known.times++;
  }

  drop(item: Item): void {
    const key = identity(item);
    const known = this.seen.get(key);
    if (known !== undefined && --known.times === 0) this.seen.delete(key);
  }

  get size(): number {
    return this.seen.size;
  }

  result(): readonly Item[] {
    return [...this.seen.values()].map(each => each.item);
  }
}

/** How many different values there are. */
export class DistinctCount extends DistinctValues {
  override result(): readonly Item[] {
    return [this.size];
  }
}

/** The oldest or the newest value. */
export class Arrival implements Accumulator {
  private readonly wanted: 'first' | 'last';
  private items: Item[] = [];
  private start = 0;

  constructor(wanted: 'first' | 'last') {
    this.wanted = wanted;
  }

  add(item: Item): void {
    this.items.push(item);
  }

  drop(): void {
    this.start++;
    if (this.start < 64 || this.start * 2 < this.items.length) return;
    this.items = this.items.slice(this.start);
    this.start = 0;
  }

  result(): readonly Item[] {
    if (this.start >= this.items.length) return [];
    const item = this.wanted === 'first' ? this.items[this.start] : this.items.at(-1);
    return item === undefined ? [] : [item];
  }
}

/** What is read off the values in their order: the smallest, the median. */
export class Sorted implements Accumulator {
  private readonly items: Item[] = [];
  private readonly read: (sorted: readonly Item[]) => Item | undefined;

  constructor(read: (sorted: readonly Item[]) => Item | undefined) {
    this.read = read;
  }

  add(item: Item): void {
    const last = this.items.at(-1);
    if (last === undefined || compareItems(last, item) <= 0) this.items.push(item);
    else this.items.splice(placeOf(item, this.items), 0, item);
  }

  drop(item: Item): void {
    this.items.splice(placeOf(item, this.items), 1);
  }

  result(): readonly Item[] {
    const item = this.read(this.items);
    return item === undefined ? [] : [item];
  }
}
