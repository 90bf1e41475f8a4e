import { type Expression as IrExpression, type Measure, printExpression } from '../../../ir/index.ts';
import type { Expression } from '../ast.ts';
import { sliceOfAll } from './aggregates.ts';
import { lowerValue } from './expression.ts';
import { asOneValue, typed } from './reading.ts';
import { type Kind, type Scope, Unread, type Value } from './value.ts';

type Call = Extract<Expression, { kind: 'call' }>;

export interface Reckoned {
  readonly measure: Omit<Measure, 'name'>;
  readonly kind: Kind;
}

/** Of rows for which the condition holds alone: `IFF(condition, value, NULL)`. */
interface Given {
  readonly value: Value;
  readonly where?: Measure['where'];
}

function givenOf(expression: Expression, scope: Scope): Given {
  if (expression.kind !== 'call' || expression.name !== 'IFF')
    return { value: lowerValue(expression, scope) };
  const [condition, value, otherwise] = expression.arguments;
  if (
    condition === undefined ||
    value === undefined ||
    otherwise?.kind !== 'constant' ||
    otherwise.value !== null
  )
    return { value: lowerValue(expression, scope) };
  return { value: lowerValue(value, scope), where: scope.condition(condition, scope).whenTrue };
}

const numeric: Readonly<Record<string, Measure['function']>> = {
  SUM: 'sum',
  AVG: 'average',
  MEDIAN: 'median',
  STDDEV_POP: 'standardDeviation',
};

/** What is reckoned of the rows of a group. */
export function measureOf(call: Call, scope: Scope): Reckoned {
  const { name, star, arguments: given } = call;
  const [first, second] = given;
  const all = sliceOfAll(call);
  if (all !== undefined) return topOf(all, call, scope);
  if (name === 'COUNT' && star) return { measure: { function: 'count', of: [] }, kind: 'number' };
  if (name === 'COUNT_IF' && first !== undefined)
    return {
      measure: { function: 'count', of: [], where: scope.condition(first, scope).whenTrue },
      kind: 'number',
    };
  if (name === 'PERCENTILE_CONT') return percentileOf(call, scope);
  if (first === undefined) throw new Unread(`${name} of nothing`);
  if (name === 'MIN_BY' || name === 'MAX_BY') return arrivalOf(name, first, second, scope);
  if (name === 'COUNT' && given.length > 1) return combinations(call, scope);
  const { value, where } = givenOf(first, scope);
  if (second !== undefined) throw new Unread(`${name} of several values`);
  return {
    measure: { ...reckoning(call, ofColumn(call, value, scope)), ...(where === undefined ? {} : { where }) },
    kind: kindOf(call, value),
  };
}

/** What a column holds, by what is reckoned of it. */
function ofColumn({ name, distinct }: Call, value: Value, scope: Scope): Value {
  if (numeric[name] !== undefined) return typed(value, 'number', scope);
  if (name === 'ARRAY_UNIQUE_AGG' || (name === 'ARRAY_AGG' && distinct)) return typed(value, 'text', scope);
  if (scope.reading !== undefined && value.kind === 'variant' && /^M(?:IN|AX)$/.test(name))
    throw new Unread(`${name} of a column that has no cast`);
  asOneValue(value, scope);
  return value;
}

function kindOf({ name }: Call, { kind }: Value): Kind {
  if (name === 'MIN' || name === 'MAX') return kind;
  return name.startsWith('ARRAY_') ? 'array' : 'number';
}

function reckoning(call: Call, { expression, kind }: Value): Pick<Measure, 'function' | 'of'> {
  const of = [expression];
  const { name, distinct } = call;
  const known = numeric[name];
  if (known !== undefined && kind === 'number' && !distinct) return { function: known, of };
  if (name === 'COUNT' && kind !== 'array') return countOf(expression, distinct);
  if (name === 'MIN' || name === 'MAX') {
    if (kind === 'array' || kind === 'boolean') throw new Unread(`${name} of ${kind}`);
    return { function: name === 'MIN' ? 'minimum' : 'maximum', of };
  }
  if ((name === 'ARRAY_UNIQUE_AGG' || (name === 'ARRAY_AGG' && distinct)) && kind === 'text')
    return { function: 'values', of };
  if (name === 'ARRAY_UNION_AGG' && kind === 'array') return { function: 'values', of };
  throw new Unread(`${name} of ${kind}`);
}

/** A literal is there in each row. */
function countOf(expression: IrExpression, distinct: boolean): Pick<Measure, 'function' | 'of'> {
  if (distinct) return { function: 'countDistinct', of: [expression] };
  return { function: 'count', of: expression.kind === 'literal' ? [] : [expression] };
}

/** The first of all values in their own order: https://docs.snowflake.com/en/sql-reference/functions/array_agg */
function topOf(all: Call, { arguments: [, start, end] }: Call, scope: Scope): Reckoned {
  const [first] = all.arguments;
  const [by, ...others] = all.withinGroup ?? [];
  const isFirst = start?.kind === 'number' && start.value === 0 && end?.kind === 'number';
  if (first === undefined || by === undefined || others.length > 0 || !isFirst)
    throw new Unread('this part of an array');
  const { value, where } = givenOf(first, scope);
  const order = givenOf(by.value, scope);
  const isItsOwn = printExpression(order.value.expression) === printExpression(value.expression);
  if (!isItsOwn || (value.kind !== 'number' && value.kind !== 'text'))
    throw new Unread('values in this order');
  const measure = {
    function: 'top',
    of: [value.expression],
    top: { count: end.value, descending: by.descending },
  } as const;
  return { measure: { ...measure, ...(where === undefined ? {} : { where }) }, kind: 'array' };
}

function combinations(call: Call, scope: Scope): Reckoned {
  if (!call.distinct) throw new Unread('COUNT of several values');
  const of = call.arguments.map(each => lowerValue(each, scope).expression);
  return { measure: { function: 'countDistinct', of }, kind: 'number' };
}

function percentileOf({ arguments: [share], withinGroup }: Call, scope: Scope): Reckoned {
  const [by, ...others] = withinGroup ?? [];
  if (share?.kind !== 'number' || by === undefined || others.length > 0 || by.descending)
    throw new Unread('this percentile');
  const { value, where } = givenOf(by.value, scope);
  if (value.kind !== 'number') throw new Unread('a percentile of what is no number');
  const measure = { function: 'percentile', of: [value.expression], percentile: share.value * 100 } as const;
  return { measure: { ...measure, ...(where === undefined ? {} : { where }) }, kind: 'number' };
}

/** The value of the row that is first or last by another, of those that have it. */
function arrivalOf(
  name: 'MIN_BY' | 'MAX_BY',
  first: Expression,
  by: Expression | undefined,
  scope: Scope,
): Reckoned {
  const { value, where } = givenOf(first, scope);
  const time = by?.kind === 'call' && by.name === 'IFF' ? by.arguments[2] : by;
  if (time === undefined) throw new Unread(`${name} of one value`);
  const { expression: orderedBy, kind } = lowerValue(time, scope);
  if (kind !== 'number' && kind !== 'time') throw new Unread('rows in this order');
  const word = name === 'MIN_BY' ? 'first' : 'last';
  return {
    measure: { function: word, of: [value.expression], orderedBy, ...(where === undefined ? {} : { where }) },
    kind: value.kind,
  };
}
