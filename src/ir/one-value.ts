import { always, and, exists, like } from './build.ts';
import type { Expression } from './expression.ts';
import { anyRun } from './pattern.ts';
import type { Predicate } from './predicate.ts';
import { printExpression } from './print.ts';
import { operands } from './walk.ts';

/** That each of several expressions has a value, and but one; what goes without saying is left out. */
export function haveOneValue(over: readonly Expression[]): readonly Predicate[] {
  const seen = new Map(over.map(expression => [printExpression(expression), expression]));
  return [...seen.values()].map(hasOneValue).filter(each => !(each.kind === 'always' && each.value));
}

/** Whether an expression has a value, and but one: where it has none, or several, a comparison of ES|QL is null. */
export function hasOneValue(expression: Expression): Predicate {
  const { origin } = expression;
  if (expression.kind === 'literal') return always(expression.value !== null, origin);
  if (expression.kind === 'valueCount') return exists(expression.operand, origin);
  const needed = operandsOfTotal(expression);
  if (needed !== undefined) return and(haveOneValue(needed), origin);
  if (expression.kind === 'choice' && isConstant(expression)) return always(true, origin);
  return like(expression, [[anyRun]], { quantifier: 'single', origin });
}

const joining: ReadonlySet<string> = new Set(['split', 'mvAppend', 'mvUnion']);
const reducing =
  /^mv(?:Average|Concat|Contains|First|Intersects|Last|Max|Median|MedianAbsoluteDeviation|Min|Percentile|Sum)$/;

/** Whether an expression is one value of all those of its operand, the least of them say. */
export function makesOne(expression: Expression): boolean {
  return (
    expression.kind === 'valueCount' || (expression.kind === 'call' && reducing.test(expression.function))
  );
}

/** Whether an expression may have several values where each of its fields has one. */
export function makesSeveral(expression: Expression): boolean {
  if (makesOne(expression)) return false;
  if (expression.kind === 'call' && joining.has(expression.function)) return true;
  return operands(expression).some(makesSeveral);
}

function isConstant(expression: Expression): boolean {
  if (expression.kind === 'literal') return expression.value !== null;
  if (expression.kind !== 'choice' || expression.otherwise === undefined) return false;
  return [expression.otherwise, ...expression.branches.map(({ value }) => value)].every(isConstant);
}

/** What an operation needs a value of, where it then has one itself; undefined where it may fail. */
function operandsOfTotal(expression: Expression): readonly Expression[] | undefined {
  switch (expression.kind) {
    case 'call':
      return totalFunctions.test(expression.function) && expression.several === 'none'
        ? expression.arguments
        : undefined;
    case 'coercion':
      return expression.to === 'string' ? [expression.operand] : undefined;
    case 'arithmetic': {
      const { operator, left, right } = expression;
      const mayFail = operator === 'divide' || operator === 'modulo';
      return mayFail && !(right.kind === 'literal' && right.value !== 0) ? undefined : [left, right];
    }
    default:
      return undefined;
  }
}

const totalFunctions =
  /^(?:length|lower|upper|trim|trimStart|trimEnd|concat|reverse|right|abs|ceil|floor|truncate)$/;
