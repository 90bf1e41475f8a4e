import type { Arithmetic, Call, Coercion, Expression, Value } from '../../../src/ir/index.ts';
import { atom, binding, type Fragment, within } from '../fragment.ts';
import { type Doc, pieces, renderFlat } from '../layout.ts';
import { operandOfNumber } from './number-call.ts';
import { fieldName, string } from './strings.ts';
import { wholeDividend } from './whole-division.ts';

/** An expression of EQL. https://www.elastic.co/docs/reference/query-languages/eql/eql-function-ref */
export function printExpression(expression: Expression): Fragment {
  switch (expression.kind) {
    case 'field':
      return atom(`${expression.optional ? '?' : ''}${fieldName(expression.name)}`);
    case 'literal':
      return atom(literal(expression.value ?? ''));
    case 'call':
      return atom(printCall(expression));
    case 'arithmetic':
      return printArithmetic(expression);
    case 'coercion':
      return printCoercion(expression);
    case 'choice': {
      const operand = operandOfNumber(expression);
      if (operand === undefined) throw new Error('plan left a choice that EQL does not hold');
      return call('number', [printExpression(operand).doc]);
    }
    case 'fieldPattern':
    case 'valueCount':
      throw new Error(`plan left a ${expression.kind} that EQL does not hold`);
  }
}

/** Without a base, EQL reads hexadecimal texts too. */
function printCoercion({ to, operand, base = 10 }: Coercion): Fragment {
  const { doc } = printExpression(operand);
  return to === 'number' ? call('number', [doc, String(base)]) : call('string', [doc]);
}

export function textOf(expression: Expression): string {
  return renderFlat(printExpression(expression).doc);
}

export function literal(value: Value): string {
  return typeof value === 'string' ? string(value) : printNumber(value);
}

/** Without an exponent's plus sign, as EQL's numbers are. */
function printNumber(value: number | boolean): string {
  return String(value).replace('e+', 'e');
}

function printCall({ function: name, arguments: values, casing }: Call): Doc {
  const fold = casing === 'ignored' && /^(between|indexOf)$/.test(name) ? '~' : '';
  return call(
    `${name}${fold}`,
    values.map(value => printExpression(value).doc),
  ).doc;
}

function call(name: string, values: readonly Doc[]): Fragment {
  const separated = values.flatMap((value, index) => (index === 0 ? [value] : [', ', value]));
  return atom(pieces(`${name}(`, ...separated, ')'));
}

const signs: Readonly<Record<Arithmetic['operator'], string>> = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  modulo: '%',
};

function printArithmetic(arithmetic: Arithmetic): Fragment {
  const { operator, right } = arithmetic;
  const left = wholeDividend(arithmetic) ?? arithmetic.left;
  const level = operator === 'add' || operator === 'subtract' ? binding.sum : binding.product;
  return {
    doc: pieces(
      within(printExpression(left), level),
      ` ${signs[operator]} `,
      within(printExpression(right), level + 1),
    ),
    binding: level,
  };
}
