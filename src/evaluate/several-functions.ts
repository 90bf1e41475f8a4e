import type { SeveralFunction } from '../ir/index.ts';
import { numericOf } from './decimal.ts';
import { jsonObject } from './json-object.ts';
import { type Item, type Scalar, textOf } from './values.ts';
import { reckonVectors } from './vectors.ts';

type Lists = readonly (readonly Item[])[];
type Take = (lists: Lists) => readonly Item[];

/** All values of the operands, in order; an empty list is no value. */
const functions: Readonly<Record<SeveralFunction, Take>> = {
  mvAppend: lists => (lists.some(list => list.length === 0) ? [] : lists.flat()),
  mvAverage: ofNumbers(numbers => sum(numbers) / numbers.length),
  mvConcat: ([values = [], delimiter]) => joined(values, delimiter?.[0]),
  mvContains: ([whole = [], part = []]) => [part.every(item => keysOf(whole).has(keyOf(item)))],
  mvDedupe: ([values = []]) => distinct(values),
  mvDifference: ([values = [], others = []]) =>
    distinct(values.filter(item => !keysOf(others).has(keyOf(item)))),
  mvFirst: ([values = []]) => values.slice(0, 1),
  mvInRange: ([values = [], ...bounds]) => {
    const [least, greatest] = bounds.map(([bound]) => bound);
    if (least === undefined || greatest === undefined) return [];
    return [values.some(item => compare(item, least) >= 0 && compare(item, greatest) <= 0)];
  },
  mvIntersection: ([values = [], others = []]) =>
    distinct(values.filter(item => keysOf(others).has(keyOf(item)))),
  mvIntersects: ([values = [], others = []]) => [values.some(item => keysOf(others).has(keyOf(item)))],
  mvLast: ([values = []]) => values.slice(-1),
  mvMax: ([values = []]) => [...values].sort(compare).slice(-1),
  mvMedian: ofNumbers(median),
  mvMedianAbsoluteDeviation: ofNumbers(numbers => {
    const middle = median(numbers);
    return median(numbers.map(number => Math.abs(number - middle)));
  }),
  mvMin: ([values = []]) => [...values].sort(compare).slice(0, 1),
  mvPercentile: ([values = [], percent]) => percentile(values, percent?.[0]),
  mvPseriesWeightedSum: ([values = [], power]) => {
    const exponent = power?.[0] === undefined ? undefined : numericOf(power[0]);
    if (exponent === undefined) return [];
    const weighed = values.map((item, index) => Number(numericOf(item)) / (index + 1) ** Number(exponent));
    return weighed.length > 0 && weighed.every(Number.isFinite) ? [sum(weighed)] : [];
  },
  mvSlice: ([values = [], from, to]) => slice(values, from?.[0], to?.[0]),
  mvSort: ([values = [], order]) => {
    const sorted = [...values].sort(compare);
    return String(order?.[0]).toUpperCase() === 'DESC' ? sorted.reverse() : sorted;
  },
  mvSum: ofNumbers(sum),
  mvUnion: lists => distinct(lists.flat()),
  jsonObject,
  vectorCosine: lists => reckonVectors('vectorCosine', lists),
  vectorDotProduct: lists => reckonVectors('vectorDotProduct', lists),
  vectorHamming: lists => reckonVectors('vectorHamming', lists),
  vectorCityDistance: lists => reckonVectors('vectorCityDistance', lists),
  vectorDistance: lists => reckonVectors('vectorDistance', lists),
  vectorMagnitude: lists => reckonVectors('vectorMagnitude', lists),
  vectorOf: lists => reckonVectors('vectorOf', lists),
  mvZip: ([left = [], right = [], delimiter]) => zipped(left, right, delimiter?.[0]),
};

export function isSeveralFunction(name: string): name is SeveralFunction {
  return name in functions;
}

export function takeSeveral(name: SeveralFunction, lists: Lists): readonly Item[] {
  return functions[name](lists);
}

function ofNumbers(reduce: (numbers: readonly number[]) => number): Take {
  return ([values = []]) => {
    const numbers = values.flatMap(item => {
      const number = numericOf(item);
      return number === undefined ? [] : [Number(number)];
    });
    return numbers.length === 0 ? [] : [reduce(numbers)];
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Of an even count the mean of the two in the middle. */
function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((left, right) => left - right);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}

/** Between two values in proportion. */
function percentile(values: readonly Item[], percent: Item | undefined): readonly Item[] {
  const at = percent === undefined ? undefined : numericOf(percent);
  const sorted = values
    .flatMap(item => {
      const number = numericOf(item);
      return number === undefined ? [] : [Number(number)];
    })
    .sort((left, right) => left - right);
  if (at === undefined || sorted.length === 0) return [];
  const place = (Math.min(100, Math.max(0, Number(at))) / 100) * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return [low + (high - low) * (place - Math.floor(place))];
}

function joined(values: readonly Item[], delimiter: Item | undefined): readonly Item[] {
  const separator = delimiter === undefined ? undefined : textOf(delimiter);
  if (values.length === 0 || separator === undefined) return [];
  return [values.map(item => textOf(item) ?? '').join(separator)];
}

function zipped(left: readonly Item[], right: readonly Item[], delimiter: Item | undefined): readonly Item[] {
  const separator = delimiter === undefined ? ',' : (textOf(delimiter) ?? ',');
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) =>
    [left[index], right[index]]
      .flatMap(item => (item === undefined ? [] : [textOf(item) ?? '']))
      .join(separator),
  );
}

/** From zero, both ends included, negative places from the end; no value where the slice runs backwards or lies outside. */
function slice(values: readonly Item[], from: Item | undefined, to: Item | undefined): readonly Item[] {
  const [start, end] = [from, to].map(place => (place === undefined ? undefined : numericOf(place)));
  if (start === undefined || end === undefined) return [];
  const at = (place: number): number => (place < 0 ? values.length + place : place);
  const [first, last] = [at(Number(start)), at(Number(end))];
  return first > last ? [] : values.slice(Math.max(0, first), last + 1);
}

function keyOf(item: Item): string {
  return `${typeof item} ${textOf(item)}`;
}

function keysOf(items: readonly Item[]): ReadonlySet<string> {
  return new Set(items.map(keyOf));
}

function distinct(items: readonly Item[]): readonly Item[] {
  return [...new Map(items.map(item => [keyOf(item), item])).values()];
}

/** Numbers by their size; texts by their characters. */
function compare(left: Item, right: Item): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  const [one, two]: readonly Scalar[] = [textOf(left) ?? '', textOf(right) ?? ''];
  return one === two ? 0 : String(one) < String(two) ? -1 : 1;
}
