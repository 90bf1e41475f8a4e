import { diagnose } from '../../diagnostics/index.ts';
import type { Arithmetic, Expression, Literal } from '../../ir/index.ts';
import type * as ast from './ast.ts';
import type { Typed } from './columns.ts';
import type { Context } from './context.ts';
import { type Span, spanOfTime } from './durations.ts';
import type { Kind } from './kind.ts';

type Operator = Arithmetic['operator'];

const operators: Readonly<Record<ast.ArithmeticSign, Operator>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '%': 'modulo',
};

export function lowerSigned(node: ast.Signed, context: Context): Typed | undefined {
  const operand = context.lowerValue(node.operand);
  if (operand === undefined) return undefined;
  const negative = node.signs.filter(sign => sign === '-').length % 2 === 1;
  if (!negative) return operand;
  const zero: Typed = { expression: literal(0, node, context), kind: 'whole' };
  return calculate('subtract', zero, operand, node, context);
}

/** From the left; a span of time is added to a time, or taken from it. */
export function lowerCalculation(node: ast.Calculation, context: Context): Typed | undefined {
  const leading = spanOfTime(node.first, context);
  let left = leading === undefined ? context.lowerValue(node.first) : undefined;
  let span: Span | undefined = leading;
  for (const { operator, operand } of node.rest) {
    const range = { start: node.start, end: operand.end };
    const added = spanOfTime(operand, context);
    if (span !== undefined) {
      const right = context.lowerValue(operand);
      left = right && moveTime(right, span, range, context);
      span = undefined;
    } else if (added !== undefined && left !== undefined) {
      const amount = operator === '-' ? -added.amount : added.amount;
      left = moveTime(left, { ...added, amount }, range, context);
    } else {
      const right = context.lowerValue(operand);
      left = left && right && calculate(operators[operator], left, right, range, context);
    }
    if (left === undefined) return undefined;
  }
  return left;
}

function moveTime(time: Typed, { amount, unit }: Span, range: ast.Range, context: Context): Typed {
  const parts = [time.expression, literal(amount, range, context), literal(unit, range, context)];
  const origin = context.origin(range);
  return {
    expression: { kind: 'call', function: 'dateAdd', arguments: parts, several: 'none', origin },
    kind: 'time',
  };
}

/** One operation. Whole numbers are divided into a whole number; what is not known is taken for one. */
export function calculate(
  operator: Operator,
  left: Typed,
  right: Typed,
  range: ast.Range,
  context: Context,
): Typed | undefined {
  const origin = context.origin(range);
  if ([left.kind, right.kind].some(kind => /^(?:text|boolean|ip|time)$/.test(kind))) {
    const problem = 'arithmetic takes numbers';
    return context.report(diagnose('esql/comparison-type', { problem }, origin[0]));
  }
  const large = [left.expression, right.expression].find(isLarge);
  if (large !== undefined) {
    const problem = `${large.value} is too large to reckon with`;
    return context.report(diagnose('esql/comparison-type', { problem }, origin[0]));
  }
  const kind = kindOfResult(left.kind, right.kind);
  if (left.kind === 'null' || right.kind === 'null')
    return { expression: { kind: 'literal', value: null, origin }, kind: 'null' };
  const known = compute(operator, left.expression, right.expression, kind);
  if (known !== undefined) return { expression: { kind: 'literal', value: known, origin }, kind };
  const expression: Arithmetic = {
    kind: 'arithmetic',
    operator,
    left: numberOf(left.expression),
    right: numberOf(right.expression),
    several: 'none',
    origin,
  };
  if (operator !== 'divide' || kind === 'double') return { expression, kind };
  if (kind === 'unknown') context.report(diagnose('esql/integer-division', {}, origin[0]));
  const whole: Expression = { kind: 'call', function: 'truncate', arguments: [expression], origin };
  return { expression: whole, kind: 'whole' };
}

/** A whole number that no number of JavaScript is stays a text. */
function isLarge(expression: Expression): expression is Literal {
  return expression.kind === 'literal' && typeof expression.value === 'string';
}

function kindOfResult(left: Kind, right: Kind): Kind {
  if (left === 'double' || right === 'double') return 'double';
  return left === 'whole' && right === 'whole' ? 'whole' : 'unknown';
}

/** Arithmetic reads numbers of itself. */
function numberOf(expression: Expression): Expression {
  return expression.kind === 'coercion' && expression.to === 'number' && expression.base === undefined
    ? expression.operand
    : expression;
}

function compute(operator: Operator, left: Expression, right: Expression, kind: Kind): number | undefined {
  if (left.kind !== 'literal' || right.kind !== 'literal') return undefined;
  const [one, two] = [left.value, right.value];
  if (typeof one !== 'number' || typeof two !== 'number') return undefined;
  const value = {
    add: one + two,
    subtract: one - two,
    multiply: one * two,
    divide: kind === 'double' ? one / two : Math.trunc(one / two),
    modulo: one % two,
  }[operator];
  return Number.isFinite(value) ? value : undefined;
}

function literal(value: number | string, range: ast.Range, context: Context): Literal {
  return { kind: 'literal', value, origin: context.origin(range) };
}
