import type {
  Arithmetic,
  Call,
  Choice,
  Coercion,
  Expression,
  FunctionName,
  Predicate,
} from '../../../src/ir/index.ts';
import { atom, binding, type Fragment, within } from '../fragment.ts';
import { type Doc, pieces } from '../layout.ts';
import { fieldName, string } from './strings.ts';

/** How a condition within an expression is printed: one that is never null. */
export type PrintCondition = (predicate: Predicate) => Doc;

/** An expression of ES|QL. https://www.elastic.co/docs/reference/query-languages/esql/esql-functions-operators */
export function printExpression(expression: Expression, condition: PrintCondition): Fragment {
  const print = (each: Expression) => printExpression(each, condition);
  switch (expression.kind) {
    case 'field':
      return atom(fieldName(expression.name));
    case 'literal':
      return atom(typeof expression.value === 'string' ? string(expression.value) : String(expression.value));
    case 'call':
      return printCall(expression, print);
    case 'arithmetic':
      return printArithmetic(expression, print);
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

export function call(name: string, values: readonly Doc[]): Fragment {
  const separated = values.flatMap((value, index) => (index === 0 ? [value] : [', ', value]));
  return atom(pieces(`${name}(`, ...separated, ')'));
}

const conversions: Readonly<Record<Coercion['to'], string>> = {
  string: 'to_string',
  number: 'to_double',
  boolean: 'to_boolean',
  ip: 'to_ip',
  time: 'to_datetime',
  unknown: 'to_string',
};

const dateParts: Readonly<Partial<Record<FunctionName, string>>> = {
  minute: 'minute_of_hour',
  hour: 'hour_of_day',
  day: 'day_of_month',
  month: 'month_of_year',
  year: 'year',
};

const names: Readonly<Partial<Record<FunctionName, string>>> = {
  length: 'length',
  lower: 'to_lower',
  upper: 'to_upper',
  trim: 'trim',
  concat: 'concat',
};

function printCall(expression: Call, print: (each: Expression) => Fragment): Fragment {
  const { function: name, arguments: values } = expression;
  const docs = values.map(value => print(value).doc);
  const part = dateParts[name];
  if (part !== undefined) return call('date_extract', [string(part), ...docs]);
  const plain = names[name];
  if (plain !== undefined) return call(plain, docs);
  if (name === 'substring') return call('substring', [...docs.slice(0, 1), ...positions(values.slice(1))]);
  if (name === 'indexOf') return printIndexOf(expression, docs);
  if (name === 'week') return printWeek(docs);
  throw new Error(`plan left a call of ${name} that ES|QL does not hold`);
}

/** Positions from 1, and a length for the end. */
function positions(values: readonly Expression[]): readonly string[] {
  const [start = 0, end] = values.map(value => (value.kind === 'literal' ? Number(value.value) : 0));
  return end === undefined ? [String(start + 1)] : [String(start + 1), String(Math.max(0, end - start))];
}

/** `locate` counts from 1, and gives 0 where there is none: then there is no position. */
function printIndexOf({ casing }: Call, docs: readonly Doc[]): Fragment {
  const found = call(
    'locate',
    casing === 'ignored' ? docs.map(doc => call('to_lower', [doc]).doc) : docs,
  ).doc;
  return call('case', [pieces(found, ' > 0'), pieces(found, ' - 1')]);
}

/** The ISO week is that of its Thursday: days of the year before it, in sevens. */
function printWeek(docs: readonly Doc[]): Fragment {
  const monday = call('date_trunc', ['1 week', ...docs]).doc;
  const day = call('date_extract', [string('day_of_year'), pieces(monday, ' + 3 days')]).doc;
  return { doc: pieces('(', day, ' - 1) / 7 + 1'), binding: binding.sum };
}

const signs: Readonly<Record<Arithmetic['operator'], string>> = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  modulo: '%',
};

/** Division of whole numbers drops the fraction, so that one side is made a double. */
function printArithmetic(
  { operator, left, right }: Arithmetic,
  print: (each: Expression) => Fragment,
): Fragment {
  const level = operator === 'add' || operator === 'subtract' ? binding.sum : binding.product;
  const first = operator === 'divide' ? call('to_double', [print(left).doc]) : print(left);
  return {
    doc: pieces(within(first, level), ` ${signs[operator]} `, within(print(right), level + 1)),
    binding: level,
  };
}

function printChoice(
  choice: Choice,
  print: (each: Expression) => Fragment,
  condition: PrintCondition,
): Fragment {
  const branches = choice.branches.flatMap(({ when, value }) => [condition(when), print(value).doc]);
  return call('case', choice.otherwise ? [...branches, print(choice.otherwise).doc] : branches);
}
