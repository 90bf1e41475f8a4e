import { type Arithmetic, type Expression, printExpression } from '../../../src/ir/index.ts';

/** What is divided where `(a - a % b) / b` stands, which is what EQL's own `a / b` of whole numbers means. */
export function wholeDividend({ operator, left, right }: Arithmetic): Expression | undefined {
  if (operator !== 'divide' || left.kind !== 'arithmetic' || left.operator !== 'subtract') return undefined;
  const { left: dividend, right: rest } = left;
  if (rest.kind !== 'arithmetic' || rest.operator !== 'modulo') return undefined;
  return isSame(rest.left, dividend) && isSame(rest.right, right) ? dividend : undefined;
}

function isSame(one: Expression, other: Expression): boolean {
  return printExpression(one) === printExpression(other);
}
