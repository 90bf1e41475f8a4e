import type { Measure } from '../../ir/index.ts';
import { numericOf } from '../decimal.ts';
import type { Item } from '../values.ts';
import { percentileOf } from './accumulate-numbers.ts';
import type { Accumulator } from './accumulator.ts';
import { compareItems, placeOf } from './compare-items.ts';

/** The greatest or the least values, with their repetitions. */
export class TopValues implements Accumulator {
  private readonly items: Item[] = [];
  private readonly wanted: NonNullable<Measure['top']>;

  constructor(wanted: NonNullable<Measure['top']>) {
    this.wanted = wanted;
  }

  add(item: Item): void {
    this.items.splice(placeOf(item, this.items), 0, item);
  }

  drop(item: Item): void {
    this.items.splice(placeOf(item, this.items), 1);
  }

  result(): readonly Item[] {
    const { count, descending } = this.wanted;
    return descending ? this.items.slice(-count).reverse() : this.items.slice(0, count);
  }
}

/** The median of how far the values are from their median. */
export function medianAbsoluteDeviation(sorted: readonly Item[]): Item | undefined {
  const middle = percentileOf(sorted, 50);
  const median = middle === undefined ? undefined : numericOf(middle);
  if (median === undefined) return undefined;
  const distances = sorted.flatMap((item): Item[] => {
    const value = numericOf(item);
    return value === undefined ? [] : [Math.abs(Number(value) - Number(median))];
  });
  return percentileOf(distances.sort(compareItems), 50);
}
