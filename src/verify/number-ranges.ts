import { type Numeric, parseDecimal } from '../evaluate/decimal.ts';
import type { Compares, Value } from '../ir/index.ts';
import { after, before, point, type Range, type RangeSet, unite } from './range-set.ts';

/** The number that a text is, as the evaluator reads it. */
export const numberOf = parseDecimal;

export function numbersOf(values: readonly number[]): RangeSet {
  return unite(values.filter(Number.isFinite).flatMap(point));
}

/** The numbers that stand in an order to a literal; none when that is no number. */
export function ordered(operator: Compares['operator'], literal: Value | null): RangeSet {
  const limit = numericValue(literal);
  if (limit === undefined) return [];
  const least = before(Number.NEGATIVE_INFINITY);
  const most = after(Number.POSITIVE_INFINITY);
  const ranges: Readonly<Partial<Record<Compares['operator'], Range>>> = {
    eq: { from: before(limit), to: after(limit) },
    lt: { from: least, to: before(limit) },
    lte: { from: least, to: after(limit) },
    gt: { from: after(limit), to: most },
    gte: { from: before(limit), to: most },
  };
  const range = ranges[operator];
  return range === undefined ? [] : [range];
}

function numericValue(literal: Value | null): Numeric | undefined {
  if (typeof literal === 'string') return parseDecimal(literal);
  return typeof literal === 'number' && Number.isFinite(literal) ? literal : undefined;
}

/** Texts of numbers in a range, the plainest first: whole ones, then others, then other ways to write them. */
export function numberTexts({ from, to }: Range): readonly string[] {
  const numbers = candidates(from.value, to.value);
  const plain = numbers.map(String);
  const dressed = plain.flatMap(text => [
    text.includes('.') ? `${text}0` : `${text}.0`,
    text.startsWith('-') ? text : `0${text}`,
    text.startsWith('-') ? text : `+${text}`,
  ]);
  return [...plain, ...dressed];
}

function candidates(from: Numeric, to: Numeric): readonly Numeric[] {
  if (typeof from === 'bigint' || typeof to === 'bigint')
    return [from, to].flatMap(end => [end, ...(typeof end === 'bigint' ? [end + 1n, end - 1n] : [])]);
  if (!Number.isFinite(from) && !Number.isFinite(to)) return [1, 0, 10, 2, 100, 1.5];
  if (!Number.isFinite(from)) return [to - 1, to - 2, to - 10, to, to - 0.5, Math.floor(to), 0];
  if (!Number.isFinite(to)) return [from + 1, from + 2, from + 10, from, from + 0.5, Math.ceil(from)];
  return [
    Math.floor(from) + 1,
    Math.floor(from) + 2,
    Math.ceil(to) - 1,
    from,
    to,
    (from + to) / 2,
    from + (to - from) / 4,
  ];
}
