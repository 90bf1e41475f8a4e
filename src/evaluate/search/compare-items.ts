import { numericOf } from '../decimal.ts';
import { type Item, textOf } from '../values.ts';

/** Numbers in their order, then texts by code unit; a text that is a decimal number is one. */
export function compareItems(left: Item, right: Item): number {
  const first = numericOf(left);
  const second = numericOf(right);
  if (first !== undefined && second !== undefined) return first < second ? -1 : first > second ? 1 : 0;
  if (first !== undefined || second !== undefined) return first === undefined ? 1 : -1;
  const one = textOf(left) ?? '';
  const other = textOf(right) ?? '';
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The first place in a sorted list at which a value does not stand before this one. */
export function placeOf(item: Item, sorted: readonly Item[]): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareItems(sorted[middle] as Item, item) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
