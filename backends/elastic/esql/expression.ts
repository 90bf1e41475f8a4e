import {
  type Arithmetic,
  type Choice,
  type Coercion,
  type Expression,
  type Field,
  isFilled,
  type Predicate,
  placesApart,
} from '../../../src/ir/index.ts';
import { mayBeTime } from '../field-kind.ts';
import { atom, binding, type Fragment, within } from '../fragment.ts';
import { type Doc, pieces } from '../layout.ts';
import { call, printCall, textOf } from './call.ts';
import { printDistance, printPart } from './points.ts';
import { fieldName, string } from './strings.ts';

export { call } from './call.ts';

/** How a condition within an expression is printed: one that is never null. */
export type PrintCondition = (predicate: Predicate) => Doc;

/** An expression of ES|QL. https://www.elastic.co/docs/reference/query-languages/esql/esql-functions-operators */
export function printExpression(expression: Expression, condition: PrintCondition): Fragment {
  const print = (each: Expression) => printExpression(each, condition);
  switch (expression.kind) {
    case 'field':
      return printPart(expression) ?? printKey(expression) ?? atom(fieldName(expression.name));
    case 'literal':
      return atom(typeof expression.value === 'string' ? string(expression.value) : String(expression.value));
    case 'call':
      return printCall(expression, print);
    case 'arithmetic': {
      const places = placesApart(expression);
      return places === undefined ? printArithmetic(expression, print) : printDistance(places, print);
    }
    case 'choice':
      return printChoice(expression, print, condition);
    case 'coercion':
      return call(conversions[expression.to], [print(expression.operand).doc]);
    case 'valueCount':
      return call('mv_count', [print(expression.operand).doc]);
    case 'fieldPattern':
      throw new Error('plan left a field pattern that ES|QL does not hold');
  }
}

const conversions: Readonly<Record<Coercion['to'], string>> = {
  string: 'to_string',
  number: 'to_double',
  boolean: 'to_boolean',
  ip: 'to_ip',
  time: 'to_datetime',
  unknown: 'to_string',
};

const signs: Readonly<Record<Arithmetic['operator'], string>> = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  modulo: '%',
};

/** https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/string-functions/field_extract */
function printKey({ name, keyOf }: Field): Fragment | undefined {
  if (keyOf === undefined) return undefined;
  const path = `['${name.slice(keyOf.length + 1)}']`;
  return call('field_extract', [fieldName(keyOf), string(path)]);
}

/** Division of whole numbers drops the fraction, so that one side is made a double; times are reckoned with in milliseconds. */
function printArithmetic(
  { operator, left, right }: Arithmetic,
  print: (each: Expression) => Fragment,
): Fragment {
  const number = (side: Expression): Fragment =>
    mayBeTime(side) ? call('to_double', [print(side).doc]) : print(side);
  const level = operator === 'add' || operator === 'subtract' ? binding.sum : binding.product;
  if (operator === 'subtract' && left.kind === 'literal' && left.value === 0)
    return { doc: pieces('-', within(print(right), binding.atom)), binding: binding.product };
  const first = operator === 'divide' ? call('to_double', [print(left).doc]) : number(left);
  return {
    doc: pieces(within(first, level), ` ${signs[operator]} `, within(number(right), level + 1)),
    binding: level,
  };
}

function printChoice(
  choice: Choice,
  print: (each: Expression) => Fragment,
  condition: PrintCondition,
): Fragment {
  const located = positionIn(choice);
  if (located !== undefined)
    return call(
      'locate',
      located.map(each => print(each).doc),
    );
  const left = leftIn(choice);
  if (left !== undefined)
    return call(
      'left',
      left.map(each => print(each).doc),
    );
  const piece = pieceIn(choice);
  if (piece !== undefined) return print(piece);
  const whole = wholeNumberIn(choice);
  if (whole !== undefined) return printWhole(whole, print);
  const { otherwise } = choice;
  const values = [...choice.branches.map(({ value }) => value), ...(otherwise ? [otherwise] : [])];
  const isText = values.some(each => each.kind === 'literal' && typeof each.value === 'string');
  // Branches are of one type.
  const written = values.map(each => (isText ? textOf(each, print) : print(each).doc));
  if (isFilled(choice)) return call('coalesce', written);
  return call(
    'case',
    written.flatMap((value, index) => {
      const branch = choice.branches[index];
      return branch === undefined ? [value] : [condition(branch.when), value];
    }),
  );
}

/** The first characters of a text, none where their number is below zero, is what `left` gives. */
function leftIn({ branches: [only, ...others], otherwise }: Choice): readonly Expression[] | undefined {
  if (only === undefined || others.length > 0 || otherwise?.kind !== 'call') return undefined;
  const [text, start, count] = otherwise.arguments;
  const isEmpty = only.value.kind === 'literal' && only.value.value === '';
  const isStart = start?.kind === 'literal' && start.value === 0;
  if (otherwise.function !== 'substring' || !isEmpty || !isStart || text === undefined || count === undefined)
    return undefined;
  const asked = only.when.kind === 'and' ? only.when.operands : [only.when];
  const isBelow = asked.some(
    leaf => leaf.kind === 'compares' && leaf.operator === 'lt' && sameShape(leaf.left, count),
  );
  return isBelow && asked.length <= 2 ? [text, count] : undefined;
}

/** A part of a text, of which there is none where its length is below zero, is what `substring` gives. */
function pieceIn({ branches: [only, ...others], otherwise }: Choice): Expression | undefined {
  if (only === undefined || others.length > 0 || otherwise !== undefined) return undefined;
  const { when, value } = only;
  const end = value.kind === 'call' && value.function === 'substring' ? value.arguments[2] : undefined;
  if (when.kind !== 'compares' || when.operator !== 'gte' || end?.kind !== 'arithmetic') return undefined;
  const isOfNone = when.right.kind === 'literal' && when.right.value === 0;
  return isOfNone && end.operator === 'add' && sameShape(end.right, when.left) ? value : undefined;
}

/** A number of 32 bits, and none where it is greater. */
function wholeNumberIn({ branches: [only, ...others], otherwise }: Choice): Expression | undefined {
  if (only === undefined || others.length > 0 || otherwise !== undefined) return undefined;
  const bounds = only.when.kind === 'and' ? only.when.operands : [];
  const isBound = (leaf: Predicate, operator: string, bound: number): boolean =>
    leaf.kind === 'compares' &&
    leaf.operator === operator &&
    leaf.right.kind === 'literal' &&
    leaf.right.value === bound &&
    sameShape(leaf.left, only.value);
  const [low, high] = bounds;
  if (bounds.length !== 2 || low === undefined || high === undefined) return undefined;
  return isBound(low, 'gte', -(2 ** 31)) && isBound(high, 'lte', 2 ** 31 - 1) ? only.value : undefined;
}

function sameShape(one: Expression, other: Expression): boolean {
  const shape = (expression: Expression): string =>
    JSON.stringify(expression, (key, value) => (key === 'origin' ? undefined : value));
  return one === other || shape(one) === shape(other);
}

/** A difference of times is of 32 bits as it is. */
function printWhole(value: Expression, print: (each: Expression) => Fragment): Fragment {
  if (value.kind === 'call' && value.function === 'dateDifference') return print(value);
  const inner = withoutRounding(value);
  const operand = inner.kind === 'coercion' && inner.to === 'number' ? inner.operand : inner;
  return call('to_integer', [print(operand).doc]);
}

/** What is rounded: the conversion takes a half to the number above it. */
function withoutRounding(value: Expression): Expression {
  const [only, ...others] = value.kind === 'call' ? value.arguments : [];
  if (value.kind !== 'call' || only === undefined || others.length > 0) return value;
  if (value.function === 'round') return only;
  const isRaised = only.kind === 'arithmetic' && only.operator === 'add' && only.right.kind === 'literal';
  return value.function === 'floor' && isRaised && only.right.value === 0.5 ? only.left : value;
}

/** A position from 1, and 0 where there is none, is what `locate` gives. */
function positionIn({ branches, otherwise }: Choice): readonly Expression[] | undefined {
  const [found, absent] = branches;
  if (branches.length !== 2 || otherwise !== undefined || found?.value.kind !== 'arithmetic')
    return undefined;
  const { left, operator } = found.value;
  const isZero = absent?.value.kind === 'literal' && absent.value.value === 0;
  if (left.kind !== 'call' || left.function !== 'indexOf' || operator !== 'add' || !isZero) return undefined;
  return left.arguments.length === 2 && left.casing !== 'ignored' ? left.arguments : undefined;
}
