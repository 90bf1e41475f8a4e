import type { Arithmetic, Expression as IrExpression } from '../../../ir/index.ts';
import { not } from '../../../ir/index.ts';
import type { Expression } from '../ast.ts';
import { functions, texts } from './functions.ts';
import { typed } from './reading.ts';
import { columnIn, type Kind, literal, nowhere, type Scope, Unread, type Value } from './value.ts';

type ExpressionCall = Extract<Expression, { kind: 'call' }>;

/** What an expression gives; no value where it is NULL. */
export function lowerValue(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'name': {
      const name = expression.parts.join('.');
      return columnIn(scope, name);
    }
    case 'path':
      return pathOf(expression, scope);
    case 'string':
      return { expression: literal(expression.value), kind: 'text' };
    case 'number':
      return { expression: literal(expression.value), kind: 'number' };
    case 'constant':
      return { expression: literal(expression.value), kind: 'boolean' };
    case 'cast':
      return castOf(lowerValue(expression.of, scope), expression.to, scope);
    case 'binary':
      return arithmetic(expression, scope);
    case 'unary':
      return expression.operator === '-'
        ? numeric(
            'subtract',
            { expression: literal(0), kind: 'number' },
            lowerValue(expression.operand, scope),
          )
        : ofCondition(expression, scope);
    case 'case':
      return choice(expression.branches, expression.otherwise, scope);
    case 'call':
      return callOf(expression, scope);
    default:
      return ofCondition(expression, scope);
  }
}

function ofCondition(expression: Expression, scope: Scope): Value {
  const { whenTrue, whenFalse } = scope.condition(expression, scope);
  const branches = [
    { when: whenTrue, value: literal(true) },
    { when: whenFalse, value: literal(false) },
  ];
  return { expression: { kind: 'choice', branches, otherwise: undefined, origin: nowhere }, kind: 'boolean' };
}

/** https://docs.snowflake.com/en/user-guide/querying-semistructured#traversing-semi-structured-data */
function pathOf({ of, keys }: Extract<Expression, { kind: 'path' }>, scope: Scope): Value {
  const { expression, kind } = lowerValue(of, scope);
  if (expression.kind !== 'field' || kind !== 'variant') throw new Unread('a path into a value that is made');
  return { expression: { ...expression, name: [expression.name, ...keys].join('.') }, kind: 'variant' };
}

const casts: Readonly<Record<string, Kind>> = {
  string: 'text',
  varchar: 'text',
  text: 'text',
  number: 'number',
  float: 'number',
  double: 'number',
  int: 'number',
  integer: 'number',
  bigint: 'number',
};

function castOf(of: Value, to: string, scope: Scope): Value {
  const kind = casts[to.toLowerCase()];
  const value = kind === 'number' ? typed(of, kind, scope) : of;
  if (kind === undefined || (kind === 'number' && value.kind !== 'number'))
    throw new Unread(`a cast to ${to}`);
  if (value.kind === 'array') throw new Unread('the text of an array');
  return { ...value, kind };
}

const operators: Readonly<Record<string, Arithmetic['operator']>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '%': 'modulo',
};

function arithmetic(expression: Extract<Expression, { kind: 'binary' }>, scope: Scope): Value {
  const operator = operators[expression.operator];
  const place = placeOf(expression, scope);
  if (place !== undefined) return place;
  if (operator === undefined && expression.operator !== '||') return ofCondition(expression, scope);
  const left = lowerValue(expression.left, scope);
  const right = lowerValue(expression.right, scope);
  return operator === undefined ? texts('concat', [left, right]) : numeric(operator, left, right);
}

/** `NULLIF(POSITION(part, text), 0) - 1`: where a part begins, counted from 0. */
function placeOf(
  { operator, left, right }: Extract<Expression, { kind: 'binary' }>,
  scope: Scope,
): Value | undefined {
  if (operator !== '-' || right.kind !== 'number' || right.value !== 1) return undefined;
  if (left.kind !== 'call' || left.name !== 'NULLIF') return undefined;
  const [position, none] = left.arguments;
  if (position?.kind !== 'call' || position.name !== 'POSITION') return undefined;
  if (none?.kind !== 'number' || none.value !== 0 || position.arguments.length !== 2) return undefined;
  const [part, text] = position.arguments.map(each => typed(lowerValue(each, scope), 'text', scope));
  if (part?.kind !== 'text' || text?.kind !== 'text') return undefined;
  return { ...texts('indexOf', [text, part]), kind: 'number' };
}

function numeric(operator: Arithmetic['operator'], left: Value, right: Value): Value {
  if (left.kind !== 'number' || right.kind !== 'number')
    throw new Unread('arithmetic with what is no number');
  const both = { left: left.expression, right: right.expression };
  return { expression: { kind: 'arithmetic', operator, ...both, origin: nowhere }, kind: 'number' };
}

function choice(
  branches: readonly { readonly when: Expression; readonly value: Expression }[],
  otherwise: Expression | undefined,
  scope: Scope,
): Value {
  const made = branches.map(({ when, value }) => ({
    when: scope.condition(when, scope).whenTrue,
    value: lowerValue(value, scope),
  }));
  const last = otherwise === undefined ? undefined : lowerValue(otherwise, scope);
  const values = [...made.map(({ value }) => value), ...(last === undefined ? [] : [last])];
  const kind = values.find(({ expression }) => !isNull(expression))?.kind ?? 'text';
  return {
    kind,
    expression: {
      kind: 'choice',
      branches: made.map(({ when, value }) => ({ when, value: value.expression })),
      otherwise: last === undefined || isNull(last.expression) ? undefined : last.expression,
      origin: nowhere,
    },
  };
}

export function isNull(expression: IrExpression): boolean {
  return expression.kind === 'literal' && expression.value === null;
}

function callOf(call: ExpressionCall, scope: Scope): Value {
  if (call.over !== undefined || call.distinct || call.star || call.withinGroup !== undefined)
    throw new Unread(`${call.name} here`);
  const [first, second, third] = call.arguments;
  if (call.name === 'IFF' && first !== undefined && second !== undefined)
    return choice([{ when: first, value: second }], third, scope);
  if (call.name === 'COALESCE') return coalesced(call, scope);
  if (call.name === 'ARRAY_FLATTEN') return valuesBelow(call, scope);
  if (call.name === 'TRANSFORM') return ofEach(call, scope);
  if (call.name === 'NULLIF' && first !== undefined && second !== undefined) {
    const value = lowerValue(first, scope);
    // Lists without an element are no values, of which there is no number.
    if (value.expression.kind === 'valueCount' && second.kind === 'number' && second.value === 0)
      return value;
    const same = scope.condition({ kind: 'binary', operator: '=', left: first, right: second }, scope);
    const branches = [{ when: not(same.whenTrue), value: value.expression }];
    return {
      kind: value.kind,
      expression: { kind: 'choice', branches, otherwise: undefined, origin: nowhere },
    };
  }
  const known = functions[call.name];
  if (known === undefined) return ofCondition(call, scope);
  const given = call.arguments.map(each => lowerValue(each, scope));
  const lowered = known(ofTexts.test(call.name) ? given.map(each => typed(each, 'text', scope)) : given);
  if (lowered === undefined) throw new Unread(`${call.name} of these`);
  return lowered;
}

/** Functions of texts, which bring what JSON holds to one. */
const ofTexts =
  /^(?:LOWER|UPPER|REVERSE|REPLACE|BASE64_ENCODE|TRY_BASE64_DECODE_STRING|MD5|SHA[12]|OCTET_LENGTH|RIGHT|REPEAT|SPLIT|REGEXP_REPLACE|[LR]?TRIM|LENGTH|SUBSTR|SPLIT_PART)$/;

/** `ARRAY_FLATTEN(ARRAY_COMPACT(TRANSFORM(list, each -> TO_ARRAY(each:key))))`: what the elements hold under a key. */
function valuesBelow({ name, arguments: [compact] }: ExpressionCall, scope: Scope): Value {
  const transform =
    compact?.kind === 'call' && compact.name === 'ARRAY_COMPACT' ? compact.arguments[0] : undefined;
  const [list, lambda] =
    transform?.kind === 'call' && transform.name === 'TRANSFORM' ? transform.arguments : [];
  if (list === undefined || lambda?.kind !== 'lambda' || scope.reading !== undefined)
    throw new Unread(`${name} of these`);
  const { expression, kind } = lowerValue(list, scope);
  if (expression.kind !== 'field' || kind !== 'array') throw new Unread(`${name} of these`);
  const { parameter, body } = lambda;
  const columns = new Map([
    ...scope.columns,
    [parameter.toLowerCase(), { expression, kind: 'variant' }] as const,
  ]);
  const inner = lowerValue(body, { ...scope, columns });
  if (inner.kind !== 'array' || inner.expression.kind !== 'field') throw new Unread(`${name} of these`);
  return inner;
}

/** `TRANSFORM(list, value -> LOWER(value::string))`: a function of each value of a list. */
function ofEach({ name, arguments: [list, lambda] }: ExpressionCall, scope: Scope): Value {
  if (list === undefined || lambda?.kind !== 'lambda') throw new Unread(`${name} of these`);
  const { expression, kind } = lowerValue(list, scope);
  if (kind !== 'array') throw new Unread(`${name} of ${kind}`);
  const each = [lambda.parameter.toLowerCase(), { expression, kind: 'variant' }] as const;
  const made = lowerValue(lambda.body, { ...scope, columns: new Map([...scope.columns, each]) });
  if (made.kind !== 'text') throw new Unread(`${name} to ${made.kind}`);
  return { expression: made.expression, kind: 'array' };
}

/** The first that is not NULL. */
function coalesced(call: ExpressionCall, scope: Scope): Value {
  const branches = call.arguments.map(value => ({
    when: { kind: 'isNull', of: value, negated: true } as const,
    value,
  }));
  return choice(branches, undefined, scope);
}
