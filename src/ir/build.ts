import type { Span } from '../source/index.ts';
import type { Casing, Expression, Field, Pattern, Quantifier, Value, Vendor } from './expression.ts';
import type {
  Always,
  And,
  Compares,
  Equals,
  Exists,
  Keyword,
  Like,
  Not,
  Or,
  Predicate,
} from './predicate.ts';

type Origin = readonly Span[];
const nowhere: Origin = [];

/** Constructors of the nodes that everybody needs; the rare ones are written as literals. */
export function always(value: boolean, origin: Origin = nowhere): Always {
  return { kind: 'always', value, origin };
}

export function not(operand: Predicate, origin: Origin = operand.origin): Not {
  return { kind: 'not', operand, origin };
}

/** Keeps the operands as they are; `fold` flattens. One operand is itself; none is always true. */
export function and(operands: readonly Predicate[], origin: Origin = nowhere): And | Predicate {
  return operands.length === 1 && operands[0] !== undefined
    ? operands[0]
    : operands.length === 0
      ? always(true, origin)
      : { kind: 'and', operands, origin };
}

/** One operand is itself; none is always false. */
export function or(operands: readonly Predicate[], origin: Origin = nowhere): Or | Predicate {
  return operands.length === 1 && operands[0] !== undefined
    ? operands[0]
    : operands.length === 0
      ? always(false, origin)
      : { kind: 'or', operands, origin };
}

export function field(name: string, vendor: Vendor, origin: Origin = nowhere): Field {
  return { kind: 'field', name, vendor, origin };
}

export function exists(subject: Expression, origin: Origin = nowhere): Exists {
  return { kind: 'exists', subject, origin };
}

interface TextOptions {
  readonly casing?: Casing;
  readonly quantifier?: Quantifier;
  readonly origin?: Origin;
}

export function equals(subject: Expression, values: readonly Value[], options: TextOptions = {}): Equals {
  const { casing = 'exact', quantifier = 'any', origin = nowhere } = options;
  return { kind: 'equals', subject, values, casing, quantifier, origin };
}

export function like(subject: Expression, patterns: readonly Pattern[], options: TextOptions = {}): Like {
  const { casing = 'exact', quantifier = 'any', origin = nowhere } = options;
  return { kind: 'like', subject, patterns, casing, quantifier, origin };
}

/** Of any one value, as numbers. */
export function comparesNumbers(
  left: Expression,
  operator: Compares['operator'],
  right: Expression,
  origin: Origin = nowhere,
): Compares {
  return {
    kind: 'compares',
    left,
    operator,
    right,
    as: 'number',
    casing: 'exact',
    quantifier: 'any',
    origin,
  };
}

export function keyword(patterns: readonly Pattern[], casing: Casing, origin: Origin = nowhere): Keyword {
  return { kind: 'keyword', patterns, casing, scope: 'contains', origin };
}
