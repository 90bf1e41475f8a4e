import {
  always,
  and,
  type Compares,
  equals,
  exists,
  field,
  type Expression as IrExpression,
  type LogSource,
  not,
  or,
  type Predicate,
} from '../../../ir/index.ts';

import type { Expression } from '../ast.ts';
import type { Reading } from './reading.ts';

/** What a value is by its type; a variant holds what JSON holds, and of what is unread nothing is known. */
export type Kind = 'text' | 'number' | 'boolean' | 'time' | 'array' | 'variant' | 'unread';

export interface Value {
  readonly expression: IrExpression;
  readonly kind: Kind;
}

/** A condition of three values: where it is true, and where it is false; it is NULL elsewhere. */
export interface Condition {
  readonly whenTrue: Predicate;
  readonly whenFalse: Predicate;
}

/** What is not read; caught where a query is lowered. */
export class Unread extends Error {}

/** Columns by their names in lower case. */
export interface Scope {
  readonly columns: ReadonlyMap<string, Value>;
  /** Names that are none of them are fields of the events. */
  readonly open: boolean;
  /** Conditions decide values, and values make conditions. */
  readonly condition: (expression: Expression, scope: Scope) => Condition;
  /** Of a query that an author wrote. */
  readonly reading?: Reading;
  /** Of events: where they are. */
  readonly source?: LogSource;
}

export const nowhere = [] as const;

export function literal(value: string | number | boolean | null): IrExpression {
  return { kind: 'literal', value, origin: nowhere };
}

export const eventTime: Value = { expression: field('p_event_time', 'panther'), kind: 'time' };

export function columnIn(scope: Scope, name: string): Value {
  const known = scope.columns.get(name.toLowerCase());
  if (known?.kind === 'unread') throw new Unread(`the column ${name}`);
  if (known !== undefined) return known;
  if (!scope.open) throw new Unread(`the column ${name}`);
  if (name.toLowerCase() === 'p_event_time') return eventTime;
  if (scope.reading === undefined) return { expression: field(name, 'panther'), kind: 'variant' };
  if (name.includes('.')) throw new Unread(`the column ${name}`);
  const own = scope.reading.column(scope.source ?? {}, name);
  if (own === undefined) scope.reading.given.add(`column-spelling:${name}`);
  return { expression: field(own ?? name, 'panther'), kind: 'variant' };
}

export function constantCondition(value: boolean | null): Condition {
  return { whenTrue: always(value === true), whenFalse: always(value === false) };
}

/** A leaf that is NULL where what it looks at has no value. */
export function overValues(whenTrue: Predicate, of: readonly IrExpression[]): Condition {
  const there = of.filter(each => each.kind !== 'literal').map(each => exists(each));
  return { whenTrue, whenFalse: and([...there, not(whenTrue)]) };
}

/** A condition that is never NULL. */
export function total(whenTrue: Predicate): Condition {
  return { whenTrue, whenFalse: not(whenTrue) };
}

export function negated({ whenTrue, whenFalse }: Condition): Condition {
  return { whenTrue: whenFalse, whenFalse: whenTrue };
}

/** https://docs.snowflake.com/en/sql-reference/ternary-logic */
export function joined(kind: 'and' | 'or', all: readonly Condition[]): Condition {
  const trues = all.map(each => each.whenTrue);
  const falses = all.map(each => each.whenFalse);
  return kind === 'and'
    ? { whenTrue: and(trues), whenFalse: or(falses) }
    : { whenTrue: or(trues), whenFalse: and(falses) };
}

export function compares(
  left: IrExpression,
  operator: Compares['operator'],
  right: IrExpression,
  as: Compares['as'],
  casing: Compares['casing'] = 'exact',
): Compares {
  return { kind: 'compares', left, operator, right, as, casing, quantifier: 'any', origin: nowhere };
}

/** Equal to one of the values. */
export function oneOf(
  subject: IrExpression,
  values: readonly (string | number)[],
  casing: 'exact' | 'ignored' = 'exact',
): Predicate {
  return equals(subject, values, { casing });
}
