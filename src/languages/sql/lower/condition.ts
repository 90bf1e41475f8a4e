import {
  type Compares,
  exists,
  field,
  fieldsIn,
  type Expression as IrExpression,
  or,
  type Predicate,
} from '../../../ir/index.ts';
import type { Expression } from '../ast.ts';
import { lowerValue } from './expression.ts';
import { networkOf } from './network.ts';
import { likeOf, regexOf } from './pattern.ts';
import { alike, equalsBoolean, noteNull, typed } from './reading.ts';
import {
  type Condition,
  compares,
  constantCondition,
  joined,
  negated,
  nowhere,
  oneOf,
  overValues,
  type Scope,
  total,
  Unread,
  type Value,
} from './value.ts';

type Call = Extract<Expression, { kind: 'call' }>;
type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;

/** A condition by where it is true and where it is false. */
export function conditionOf(expression: Expression, scope: Scope): Condition {
  switch (expression.kind) {
    case 'constant':
      return constantCondition(expression.value);
    case 'unary':
      if (expression.operator === 'not') return negated(conditionOf(expression.operand, scope));
      break;
    case 'binary':
      return binary(expression, scope);
    case 'isNull': {
      const value = lowerValue(expression.of, scope);
      noteNull(value, scope);
      const there = total(exists(value.expression));
      return expression.negated ? there : negated(there);
    }
    case 'isDistinct': {
      const same = total(equality(expression.left, expression.right, scope).whenTrue);
      return expression.negated ? same : negated(same);
    }
    case 'in': {
      const each = expression.values.map(value => equality(expression.of, value, scope));
      const found = inList(expression, scope) ?? joined('or', each);
      return expression.negated ? negated(found) : found;
    }
    case 'like':
      return expression.negated ? negated(likeOf(expression, scope)) : likeOf(expression, scope);
    case 'between':
      return expression.negated ? negated(betweenOf(expression, scope)) : betweenOf(expression, scope);
    case 'call':
      return callOf(expression, scope);
  }
  throw new Unread(`a condition that is a ${expression.kind}`);
}

/** AND and OR are flat lists, however long. */
export function operandsOf(expression: Expression, operator: string): readonly Expression[] {
  const found: Expression[] = [];
  let left = expression;
  while (left.kind === 'binary' && left.operator === operator) {
    found.push(left.right);
    left = left.left;
  }
  found.push(left);
  return found.reverse();
}

export function conjuncts(expression: Expression): readonly Expression[] {
  return operandsOf(expression, 'and');
}

const orders: Readonly<Record<string, Compares['operator']>> = {
  '<': 'lt',
  '<=': 'lte',
  '>': 'gt',
  '>=': 'gte',
};

function binary(expression: Of<'binary'>, scope: Scope): Condition {
  const { operator, left, right } = expression;
  if (operator === 'and' || operator === 'or')
    return joined(
      operator,
      operandsOf(expression, operator).map(each => conditionOf(each, scope)),
    );
  if (operator === '=' || operator === '<>' || operator === '!=') {
    const same = searching(expression, scope) ?? filtering(expression, scope) ?? equality(left, right, scope);
    return operator === '=' ? same : negated(same);
  }
  const order = orders[operator];
  if (order === undefined) throw new Unread(`a condition with ${operator}`);
  return searching(expression, scope) ?? filtering(expression, scope) ?? ordered(left, order, right, scope);
}

function ordered(
  left: Expression,
  operator: Compares['operator'],
  right: Expression,
  scope: Scope,
): Condition {
  const [one, other] = alike(lowerValue(left, scope), lowerValue(right, scope), scope);
  const as =
    one.kind === 'time' || other.kind === 'time' ? 'time' : one.kind === 'number' ? 'number' : 'string';
  if (one.kind !== other.kind || (as === 'string' && one.kind !== 'text'))
    throw new Unread(`an order of ${one.kind} and ${other.kind}`);
  if (isRounded(other) && operator !== 'gte' && operator !== 'lt')
    throw new Unread('what is after the beginning of a unit of time');
  return overValues(compares(one.expression, operator, other.expression, as), [
    one.expression,
    other.expression,
  ]);
}

/** Date math means the end of a unit in these orders, and DATE_TRUNC its beginning. */
function isRounded({ kind, expression }: Value): boolean {
  return kind === 'time' && expression.kind === 'literal' && String(expression.value).includes('/');
}

/** Of a literal with a value: its text without regard to case where the value was made lower-case. */
function equality(left: Expression, right: Expression, scope: Scope): Condition {
  const [one, other] = alike(lowerValue(left, scope), lowerValue(right, scope), scope);
  if (one.kind !== other.kind || one.kind === 'array' || one.kind === 'variant')
    throw new Unread(`a comparison of ${one.kind} with ${other.kind}`);
  if (other.expression.kind === 'literal') return equalsLiteral(one, [other.expression.value]);
  const as = one.kind === 'time' ? 'time' : one.kind === 'number' ? 'number' : 'string';
  return overValues(compares(one.expression, 'eq', other.expression, as), [one.expression, other.expression]);
}

function inList({ of, values }: Of<'in'>, scope: Scope): Condition | undefined {
  const literals = values.map(each => lowerValue(each, scope));
  const value = literals.reduce((one, literal) => alike(one, literal, scope)[0], lowerValue(of, scope));
  if (literals.some(({ expression, kind }) => expression.kind !== 'literal' || kind !== value.kind))
    return undefined;
  return equalsLiteral(
    value,
    literals.flatMap(({ expression }) => (expression.kind === 'literal' ? [expression.value] : [])),
  );
}

function equalsLiteral(subject: Value, values: readonly unknown[]): Condition {
  const { expression, kind } = subject;
  const [first] = values;
  if (kind === 'boolean' && typeof first === 'boolean') return equalsBoolean(subject, first);
  if (kind !== 'text' && kind !== 'number') throw new Unread(`a comparison of ${kind} with a literal`);
  const held = values.filter(each => typeof each === 'string' || typeof each === 'number');
  if (held.length !== values.length) throw new Unread('a comparison with NULL');
  const folded = unfolded(expression);
  if (folded === undefined) return overValues(oneOf(expression, held), [expression]);
  const lower = held.filter(each => String(each).toLowerCase() === each);
  return overValues(oneOf(folded, lower, 'ignored'), [folded]);
}

/** What LOWER was asked of. */
function unfolded(expression: IrExpression): IrExpression | undefined {
  return expression.kind === 'call' && expression.function === 'lower' ? expression.arguments[0] : undefined;
}

function betweenOf(expression: Of<'between'>, scope: Scope): Condition {
  const network = networkOf(expression, scope);
  if (network !== undefined) return network;
  return joined('and', [
    ordered(expression.of, 'gte', expression.from, scope),
    ordered(expression.of, 'lte', expression.to, scope),
  ]);
}

const textTests: Readonly<Record<string, Compares['operator']>> = {
  STARTSWITH: 'startsWith',
  ENDSWITH: 'endsWith',
  CONTAINS: 'contains',
};

function callOf(call: Call, scope: Scope): Condition {
  const [first, second, third] = call.arguments;
  if (first === undefined || second === undefined) throw new Unread(`${call.name} as a condition`);
  if (call.name === 'COALESCE' && second.kind === 'constant' && second.value === false && third === undefined)
    return total(conditionOf(first, scope).whenTrue);
  if (call.name === 'ARRAY_CONTAINS') return containsValue(first, second, scope);
  if (call.name === 'REGEXP_LIKE' || call.name === 'RLIKE')
    return regexOf(first, second, 'whole', third, scope);
  const operator = textTests[call.name];
  if (operator === undefined) throw new Unread(`${call.name} as a condition`);
  const one = typed(lowerValue(first, scope), 'text', scope);
  const other = typed(lowerValue(second, scope), 'text', scope);
  if (one.kind !== 'text' || other.kind !== 'text') throw new Unread(`${call.name} of what is no text`);
  const [left, right] = [unfolded(one.expression), unfolded(other.expression)];
  const folds = left !== undefined && right !== undefined;
  const sides = folds ? [left, right] : [one.expression, other.expression];
  const [a = one.expression, b = other.expression] = sides;
  return overValues(compares(a, operator, b, 'string', folds ? 'ignored' : 'exact'), sides);
}

/** `ARRAY_CONTAINS('x'::VARIANT, column)`: https://docs.snowflake.com/en/sql-reference/functions/array_contains */
function containsValue(value: Expression, array: Expression, scope: Scope): Condition {
  const sought = lowerValue(value.kind === 'cast' && /^variant$/i.test(value.to) ? value.of : value, scope);
  const { expression, kind } = lowerValue(array, scope);
  const held = sought.expression.kind === 'literal' ? sought.expression.value : undefined;
  if (scope.reading === undefined || expression.kind !== 'field' || !/^(?:variant|array)$/.test(kind))
    throw new Unread('ARRAY_CONTAINS of these');
  if (typeof held !== 'string' || /^[-+]?\d/.test(held)) throw new Unread('ARRAY_CONTAINS of these');
  return overValues(oneOf(expression, [held]), [expression]);
}

/** `REGEXP_INSTR(…) > 0` finds, `= 1` finds at the start. https://docs.snowflake.com/en/sql-reference/functions/regexp_instr */
function searching({ operator, left, right }: Of<'binary'>, scope: Scope): Condition | undefined {
  if (left.kind !== 'call' || left.name !== 'REGEXP_INSTR' || right.kind !== 'number') return undefined;
  const [subject, pattern, position, occurrence, option, parameters] = left.arguments;
  const isPlain = [position, occurrence].every(each => each === undefined || isNumber(each, 1));
  if (
    subject === undefined ||
    pattern === undefined ||
    !isPlain ||
    !(option === undefined || isNumber(option, 0))
  )
    throw new Unread('REGEXP_INSTR of these');
  if (operator === '>' && right.value === 0) return regexOf(subject, pattern, 'search', parameters, scope);
  if (operator === '=' && right.value === 1) return regexOf(subject, pattern, 'start', parameters, scope);
  throw new Unread('REGEXP_INSTR of these');
}

function isNumber(expression: Expression, value: number): boolean {
  return expression.kind === 'number' && expression.value === value;
}

/** `ARRAY_SIZE(FILTER(array, value -> …)) > 0`: some value fits. https://docs.snowflake.com/en/sql-reference/functions/filter */
function filtering({ operator, left, right }: Of<'binary'>, scope: Scope): Condition | undefined {
  if (left.kind !== 'call' || left.name !== 'ARRAY_SIZE' || right.kind !== 'number') return undefined;
  const [inner] = left.arguments;
  if (inner === undefined) return undefined;
  if (inner.kind !== 'call' || inner.name !== 'FILTER') {
    const array = lowerValue(inner, scope);
    if (operator !== '>' || right.value !== 0 || array.kind !== 'array') return undefined;
    return total(exists(array.expression));
  }
  if (scope.reading !== undefined) throw new Unread('FILTER');
  const [array, lambda] = inner.arguments;
  if (array === undefined || lambda?.kind !== 'lambda') throw new Unread('FILTER of these');
  const list = lowerValue(array, scope);
  if (list.kind !== 'array') throw new Unread('FILTER of what is no list');
  const value: Value = { expression: list.expression, kind: 'variant' };
  const columns = new Map([...scope.columns, [lambda.parameter.toLowerCase(), value] as const]);
  const { whenTrue } = conditionOf(lambda.body, { ...scope, columns });
  if (operator !== '>' || right.value !== 0) throw new Unread('a number of values that fit');
  return overValues(someValue(whenTrue, list.expression), [list.expression]);
}

/** One leaf, or one of several, over a value: of a field it holds for any of them. Keys of the value are those of an element. */
function someValue(where: Predicate, list: IrExpression): Predicate {
  const names = fieldsIn(where).map(each => each.name);
  if (list.kind === 'field' && names.length > 0 && names.every(each => each.startsWith(`${list.name}.`)))
    return { kind: 'element', path: field(list.name, 'panther'), where, origin: nowhere };
  if (where.kind === 'or') return or(where.operands.map(each => someValue(each, list)));
  if (where.kind === 'and' || where.kind === 'not' || where.kind === 'element' || where.kind === 'always')
    throw new Unread('several conditions on one value');
  return where;
}
