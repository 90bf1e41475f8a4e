import { type Expression, type Predicate, printExpression } from '../../ir/index.ts';
import type { Truth, Value } from './value.ts';

/**
 * `if(to>=from, floor((to-from)/60), ceiling((to-from)/60))`: what is left of a difference without its fraction, as one value. Of
 * what is no number there is neither.
 */
export function wholeOfDifference({ yes }: Truth, first: Value, second: Value): Expression | undefined {
  const [down, up] = [roundedBy('floor', first), roundedBy('ceil', second)];
  if (down === undefined || up === undefined || printExpression(down) !== printExpression(up))
    return undefined;
  const { left, right } = differenceIn(down) ?? {};
  if (left === undefined || right === undefined || !isOrder(yes, left, right)) return undefined;
  return { kind: 'call', function: 'truncate', arguments: [down], origin: down.origin };
}

function roundedBy(name: 'floor' | 'ceil', [only, ...more]: Value): Expression | undefined {
  if (only?.value.kind !== 'plain' || more.length > 0) return undefined;
  const { expression } = only.value;
  return expression.kind === 'call' && expression.function === name ? expression.arguments[0] : undefined;
}

/** A difference, or one by a number above zero. */
function differenceIn(expression: Expression) {
  if (expression.kind !== 'arithmetic') return undefined;
  if (expression.operator === 'subtract') return expression;
  const { operator, left, right } = expression;
  const isPart = operator === 'divide' && right.kind === 'literal' && Number(right.value) > 0;
  return isPart && left.kind === 'arithmetic' && left.operator === 'subtract' ? left : undefined;
}

/** Numbers are in the order of numbers, and texts in that of letters. */
function isOrder(when: Predicate, left: Expression, right: Expression): boolean {
  const [compared] = when.kind === 'or' ? when.operands : [when];
  return (
    compared?.kind === 'compares' &&
    compared.operator === 'gte' &&
    printExpression(compared.left) === printExpression(left) &&
    printExpression(compared.right) === printExpression(right)
  );
}
