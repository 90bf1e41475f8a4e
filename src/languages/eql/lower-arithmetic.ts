import { diagnose } from '../../diagnostics/index.ts';
import type { Arithmetic, Expression, Literal } from '../../ir/index.ts';
import { typeOf } from '../kql/subject.ts';
import type * as ast from './ast.ts';
import type { Context } from './context.ts';
import { noNumber } from './text-operand.ts';

type Lower = (node: ast.Expression, context: Context) => Expression | undefined;
type Operator = Arithmetic['operator'];

const operators: Readonly<Record<ast.ArithmeticSign, Operator>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '%': 'modulo',
};

/** Each division of whole numbers doubles the text of its left side. */
const mostWholeDivisions = 4;

export function lowerSigned(node: ast.Signed, context: Context, lower: Lower): Expression | undefined {
  const operand = lower(node.operand, context);
  if (operand === undefined) return undefined;
  const negative = node.signs.filter(sign => sign === '-').length % 2 === 1;
  const zero: Literal = { kind: 'literal', value: 0, origin: context.origin(node) };
  return calculate(negative ? 'subtract' : 'add', [zero, operand], node, [node.operand], context);
}

export function lowerCalculation(
  node: ast.Calculation,
  context: Context,
  lower: Lower,
): Expression | undefined {
  let left = lower(node.first, context);
  const sides: ast.Expression[] = [node.first];
  for (const { operator, operand } of node.rest) {
    const right = lower(operand, context);
    if (left === undefined || right === undefined) return undefined;
    sides.push(operand);
    const range = { start: node.start, end: operand.end };
    left = calculate(operators[operator], [left, right], range, sides, context);
  }
  return left;
}

/** One operation: of constants it is done at once, of null it is null. `sides` are the operands as written. */
export function calculate(
  operator: Operator,
  [left, right]: readonly [Expression, Expression],
  range: ast.Range,
  sides: readonly ast.Expression[],
  context: Context,
): Expression | undefined {
  const origin = context.origin(range);
  const problem = misfit(left) ?? misfit(right);
  if (problem !== undefined) return context.report(diagnose('eql/arithmetic', { problem }, origin[0]));
  if (isNull(left) || isNull(right)) return { kind: 'literal', value: null, origin };
  if (/^(?:divide|modulo)$/.test(operator) && right.kind === 'literal' && right.value === 0)
    return context.report(diagnose('eql/arithmetic', { problem: 'division by zero' }, origin[0]));
  const whole = operator === 'divide' && !sides.some(isDecimal);
  if (left.kind === 'literal' && right.kind === 'literal') {
    const value = compute(operator, Number(left.value), Number(right.value));
    return { kind: 'literal', value: whole ? Math.trunc(value) : value, origin };
  }
  if (operator === 'add' && left.kind === 'literal' && left.value === 0) return right;
  return whole
    ? divideWhole(left, right, range, context)
    : { kind: 'arithmetic', operator, left, right, origin };
}

/** The arithmetic of EQL is of numbers: https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax#eql-syntax-mathematical-operators */
function misfit(operand: Expression): string | undefined {
  if (operand.kind === 'field' && typeOf(operand) === 'time')
    return `arithmetic takes numbers, and ${operand.name} is a time`;
  const other = noNumber(operand);
  if (other !== undefined) return `arithmetic takes numbers, and ${other}`;
  if (operand.kind !== 'literal' || operand.value === null || typeof operand.value === 'number')
    return undefined;
  return /^\d+$/.test(String(operand.value))
    ? 'this number is too large to reckon with'
    : 'arithmetic takes numbers, not texts and booleans';
}

/** a / b cut to a whole number is (a - a % b) / b, since the remainder has the sign of a. */
function divideWhole(
  left: Expression,
  right: Expression,
  range: ast.Range,
  context: Context,
): Expression | undefined {
  const origin = context.origin(range);
  context.wholeDivisions++;
  if (context.wholeDivisions > mostWholeDivisions) {
    const problem = `more than ${mostWholeDivisions} divisions of whole numbers in one query`;
    return context.report(diagnose('eql/arithmetic', { problem }, origin[0]));
  }
  context.report(diagnose('eql/integer-division', {}, origin[0]));
  const rest: Arithmetic = { kind: 'arithmetic', operator: 'modulo', left, right, origin };
  const multiple: Arithmetic = { kind: 'arithmetic', operator: 'subtract', left, right: rest, origin };
  return { kind: 'arithmetic', operator: 'divide', left: multiple, right, origin };
}

function isNull(operand: Expression): boolean {
  return operand.kind === 'literal' && operand.value === null;
}

function compute(operator: Operator, left: number, right: number): number {
  switch (operator) {
    case 'add':
      return left + right;
    case 'subtract':
      return left - right;
    case 'multiply':
      return left * right;
    case 'divide':
      return left / right;
    case 'modulo':
      return left % right;
  }
}

/** Whether the value has a fraction by its type: a constant with a point or exponent makes it so. */
function isDecimal(node: ast.Expression): boolean {
  switch (node.kind) {
    case 'decimal':
      return true;
    case 'signed':
      return isDecimal(node.operand);
    case 'calculation':
      return isDecimal(node.first) || node.rest.some(({ operand }) => isDecimal(operand));
    case 'call':
      return /^(?:add|subtract|multiply|divide|modulo)$/i.test(node.name) && node.arguments.some(isDecimal);
    default:
      return false;
  }
}
