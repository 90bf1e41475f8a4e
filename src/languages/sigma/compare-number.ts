import { field, not, type Predicate } from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';

export const numberOperators = ['gt', 'gte', 'lt', 'lte', 'eq', 'neq'] as const;

export type NumberOperator = (typeof numberOperators)[number];

/** A measure held against a number. */
export function compareNumber(
  measure: string,
  operator: NumberOperator,
  value: number,
  origin: readonly Span[],
): Predicate {
  const leaf: Predicate = {
    kind: 'compares',
    left: field(measure, 'sigma', origin),
    operator: operator === 'neq' ? 'eq' : operator,
    right: { kind: 'literal', value, origin },
    as: 'number',
    casing: 'exact',
    quantifier: 'any',
    origin,
  };
  return operator === 'neq' ? not(leaf, origin) : leaf;
}
