import type { Compares, Expression, FunctionName } from '../ir/index.ts';
import { holdsValue, point, type RangeSet, unite } from './range-set.ts';

const parts: Readonly<Partial<Record<FunctionName, readonly [least: number, most: number]>>> = {
  minute: [0, 59],
  hour: [0, 23],
  day: [1, 31],
  week: [1, 53],
  month: [1, 12],
};

/** Of the part of a time that an expression is, the numbers that it can be. */
export function possible(expression: Expression, ranges: RangeSet): RangeSet {
  const bounds = expression.kind === 'call' ? parts[expression.function] : undefined;
  if (bounds === undefined) return ranges;
  const [least, most] = bounds;
  const all = Array.from({ length: most - least + 1 }, (_, index) => least + index);
  return unite(all.filter(value => holdsValue(ranges, value)).flatMap(point));
}

/** Of whole numbers, more than 5 is at least 6, and at most 5 is less than 6: forms of which each is the other's negation. */
export function wholeBound(leaf: Compares): Compares {
  const { operator, right } = leaf;
  if (right.kind !== 'literal' || typeof right.value !== 'number') return leaf;
  const bound = (bare: 'gte' | 'lt', value: number): Compares => ({
    ...leaf,
    operator: bare,
    right: { ...right, value },
  });
  switch (operator) {
    case 'gt':
      return bound('gte', Math.floor(right.value) + 1);
    case 'gte':
      return bound('gte', Math.ceil(right.value));
    case 'lt':
      return bound('lt', Math.ceil(right.value));
    case 'lte':
      return bound('lt', Math.floor(right.value) + 1);
    default:
      return leaf;
  }
}
