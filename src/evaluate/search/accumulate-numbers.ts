import { numericOf } from '../decimal.ts';
import type { Item } from '../values.ts';
import type { Accumulator } from './accumulator.ts';

/**
 * The sum of numbers, and how many they are. Whole numbers are added and taken away; others are added anew when asked for,
 * since taking away would leave the errors of rounding behind.
 */
class Numbers {
  private values: number[] = [];
  private start = 0;
  private whole = 0;
  private fractions = 0;

  get count(): number {
    return this.values.length - this.start;
  }

  add(value: number): void {
    this.values.push(value);
    if (Number.isSafeInteger(value)) this.whole += value;
    else this.fractions++;
  }

  drop(): void {
    const value = this.values[this.start++] ?? 0;
    if (Number.isSafeInteger(value)) this.whole -= value;
    else this.fractions--;
    if (this.start < 64 || this.start * 2 < this.values.length) return;
    this.values = this.values.slice(this.start);
    this.start = 0;
  }

  sum(): number {
    if (this.fractions === 0 && Number.isSafeInteger(this.whole)) return this.whole;
    return this.fold((sum, value) => sum + value);
  }

  fold(step: (sum: number, value: number) => number): number {
    let sum = 0;
    for (let place = this.start; place < this.values.length; place++)
      sum = step(sum, this.values[place] ?? 0);
    return sum;
  }
}

/** Of the values that are numbers; no value where there are none. */
class OfNumbers implements Accumulator {
  private readonly numbers = new Numbers();
  private readonly read: (numbers: Numbers) => number;

  constructor(read: (numbers: Numbers) => number) {
    this.read = read;
  }

  add(item: Item): void {
    const value = numericOf(item);
    if (value !== undefined) this.numbers.add(Number(value));
  }

  drop(item: Item): void {
    if (numericOf(item) !== undefined) this.numbers.drop();
  }

  result(): readonly Item[] {
    const result = this.numbers.count === 0 ? Number.NaN : this.read(this.numbers);
    return Number.isFinite(result) ? [result] : [];
  }
}

export const sum = (): Accumulator => new OfNumbers(numbers => numbers.sum());

export const average = (): Accumulator => new OfNumbers(numbers => numbers.sum() / numbers.count);

/**
 * Of the whole population, as ES|QL's STD_DEV.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/aggregation-functions#esql-std_dev
 */
export const standardDeviation = (): Accumulator =>
  new OfNumbers(numbers => {
    const mean = numbers.sum() / numbers.count;
    return Math.sqrt(numbers.fold((total, value) => total + (value - mean) ** 2) / numbers.count);
  });

/** https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/statistical-and-charting-functions/aggregate-functions */
export const sampleDeviation = (): Accumulator =>
  new OfNumbers(numbers => {
    const mean = numbers.sum() / numbers.count;
    const total = numbers.fold((sum, value) => sum + (value - mean) ** 2);
    return numbers.count === 1 ? 0 : Math.sqrt(total / (numbers.count - 1));
  });

/** The value below which a share of the sorted numbers lies, between two of them by its distance from both. */
export function percentileOf(sorted: readonly Item[], percentile: number): number | undefined {
  const numbers = sorted.flatMap(item => {
    const value = numericOf(item);
    return value === undefined ? [] : [Number(value)];
  });
  if (numbers.length === 0) return undefined;
  const place = (Math.min(Math.max(percentile, 0), 100) / 100) * (numbers.length - 1);
  const low = numbers[Math.floor(place)] ?? 0;
  const high = numbers[Math.ceil(place)] ?? low;
  return low + (high - low) * (place - Math.floor(place));
}
