import type { MathFunction } from '../ir/index.ts';
import { numericOf } from './decimal.ts';
import type { Item, Scalar } from './values.ts';

type Calculation = (...numbers: readonly number[]) => number;

const calculations: Readonly<Record<Exclude<MathFunction, 'greatest' | 'least'>, Calculation>> = {
  abs: unary(Math.abs),
  acos: unary(Math.acos),
  acosh: unary(Math.acosh),
  asin: unary(Math.asin),
  asinh: unary(Math.asinh),
  atan: unary(Math.atan),
  atan2: (...[y = Number.NaN, x = Number.NaN]) => Math.atan2(y, x),
  atanh: unary(Math.atanh),
  cbrt: unary(Math.cbrt),
  ceil: unary(Math.ceil),
  cos: unary(Math.cos),
  cosh: unary(Math.cosh),
  exp: unary(Math.exp),
  floor: unary(Math.floor),
  hypot: (...sides) => Math.hypot(...sides),
  log: (...[base = Number.NaN, value]) =>
    value === undefined ? Math.log(base) : Math.log(value) / Math.log(base),
  log10: unary(Math.log10),
  pow: (...[base = Number.NaN, exponent = Number.NaN]) => base ** exponent,
  round: (...[value = Number.NaN, places = 0]) => roundTo(value, places),
  sign: unary(Math.sign),
  sin: unary(Math.sin),
  sinh: unary(Math.sinh),
  sqrt: unary(Math.sqrt),
  tan: unary(Math.tan),
  tanh: unary(Math.tanh),
  truncate: unary(Math.trunc),
};

function unary(calculate: (value: number) => number): Calculation {
  return (...[value = Number.NaN]) => calculate(value);
}

/** Halves away from zero. */
function roundTo(value: number, places: number): number {
  const scale = 10 ** Math.trunc(places);
  const rounded = (Math.sign(value) * Math.round(Math.abs(value) * scale)) / scale;
  return rounded === 0 ? 0 : rounded;
}

export function isMathFunction(name: string): name is MathFunction {
  return name in calculations || name === 'greatest' || name === 'least';
}

/** No value where an operand is no number, or the result is none (the root of a negative number). */
export function calculate(name: MathFunction, items: readonly Item[]): Scalar | undefined {
  if (name === 'greatest' || name === 'least') return extreme(name, items);
  const numbers = items.map(item => numericOf(item));
  if (!numbers.every(number => number !== undefined)) return undefined;
  const result = calculations[name](...numbers.map(Number));
  return Number.isFinite(result) ? result : undefined;
}

/** Of numbers by their size, of texts by their characters, and none where a number stands beside what is none. */
function extreme(name: 'greatest' | 'least', items: readonly Item[]): Scalar | undefined {
  const scalars = items.filter((item): item is Scalar => typeof item !== 'object');
  if (scalars.length < items.length) return undefined;
  const isOfNumbers = scalars.some(item => typeof item === 'number');
  if (isOfNumbers && scalars.some(item => numericOf(item) === undefined)) return undefined;
  return scalars.reduce<Scalar | undefined>((best, item) => {
    if (best === undefined) return item;
    return item > best === (name === 'greatest') ? item : best;
  }, undefined);
}
