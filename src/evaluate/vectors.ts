import type { VectorFunction } from '../ir/index.ts';
import { numericOf } from './decimal.ts';
import type { Item } from './values.ts';

type Vector = readonly number[];

const ofTwo: Readonly<
  Record<Exclude<VectorFunction, 'vectorMagnitude' | 'vectorOf'>, (one: Vector, other: Vector) => number>
> = {
  vectorCosine: (one, other) => dot(one, other) / Math.sqrt(dot(one, one) * dot(other, other)),
  vectorDotProduct: dot,
  vectorHamming: (one, other) => sum(one.map((value, index) => differingBits(value, other[index] ?? 0))),
  vectorCityDistance: (one, other) => sum(one.map((value, index) => Math.abs(value - (other[index] ?? 0)))),
  vectorDistance: (one, other) =>
    Math.sqrt(sum(one.map((value, index) => (value - (other[index] ?? 0)) ** 2))),
};

/**
 * Vectors have numbers of 32 bits, and no value where one is none or is of another length: Elasticsearch ends the query there.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/dense-vector-functions
 */
export function reckonVectors(name: VectorFunction, lists: readonly (readonly Item[])[]): readonly Item[] {
  const vectors = lists.map(vectorOf);
  const [one, other] = vectors;
  if (one === undefined) return [];
  if (name === 'vectorOf') return one;
  if (name === 'vectorMagnitude') return single(Math.sqrt(dot(one, one)));
  return other === undefined || other.length !== one.length ? [] : single(ofTwo[name](one, other));
}

function vectorOf(items: readonly Item[]): Vector | undefined {
  const numbers = items.map(item => Math.fround(Number(numericOf(item))));
  return numbers.length > 0 && numbers.every(Number.isFinite) ? numbers : undefined;
}

function single(value: number): readonly Item[] {
  return Number.isFinite(value) ? [Math.fround(value)] : [];
}

function dot(one: Vector, other: Vector): number {
  return sum(one.map((value, index) => value * (other[index] ?? 0)));
}

function sum(numbers: Vector): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function differingBits(one: number, other: number): number {
  const bits = (Math.trunc(one) ^ Math.trunc(other)) & 0xff;
  return [...bits.toString(2)].filter(bit => bit === '1').length;
}
