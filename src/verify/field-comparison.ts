import type { Compares, Expression } from '../ir/index.ts';
import { nodeKey } from './leaf-key.ts';

const mirrored = { lt: 'gt', lte: 'gte', gt: 'lt', gte: 'lte' } as const;

/** These are of texts, whatever the comparison is said to be as. */
const affixes: ReadonlySet<Compares['operator']> = new Set(['startsWith', 'endsWith', 'contains']);

/** A comparison of two expressions in one of the forms that mean the same: a beginning cut off and compared is a beginning. */
export function canonicalComparison(leaf: Compares, isMultiValued: boolean): Compares {
  if (isMultiValued && leaf.quantifier !== 'any') return leaf;
  const { operator } = leaf;
  const as = affixes.has(operator) ? 'string' : leaf.as;
  const { left, right, casing } = withoutLower({ ...leaf, as });
  const plain: Compares = { ...leaf, as, left, right, casing, quantifier: 'any' };
  const whole = operator === 'eq' && leaf.as === 'string' ? cutTo(left, right, casing) : undefined;
  if (whole !== undefined) return { ...plain, left: whole, operator: 'startsWith' };
  if ((operator === 'gt' || operator === 'gte') && leaf.as !== 'time')
    return { ...plain, left: right, right: left, operator: mirrored[operator] };
  return operator === 'eq' && nodeKey(right) < nodeKey(left) ? { ...plain, left: right, right: left } : plain;
}

/** Ignoring case compares lower-case forms, and comparing lower-case forms ignores case. */
function withoutLower(leaf: Compares): Pick<Compares, 'left' | 'right' | 'casing'> {
  const { left, right, casing } = leaf;
  if (leaf.as !== 'string') return { left, right, casing: 'exact' };
  const both = isFolded(left) && isFolded(right);
  if (casing === 'exact' && !both) return { left, right, casing };
  return { left: unfolded(left), right: unfolded(right), casing: 'ignored' };
}

/** Whether every letter of the text is in lower case: lower-case itself, or a part of it. */
function isFolded(expression: Expression): boolean {
  if (expression.kind !== 'call') return false;
  const [operand] = expression.arguments;
  if (expression.function === 'lower') return true;
  return expression.function === 'substring' && operand !== undefined && isFolded(operand);
}

/** The same text before its case was folded. */
function unfolded(expression: Expression): Expression {
  if (expression.kind !== 'call') return expression;
  const [operand, ...ends] = expression.arguments;
  if (operand === undefined) return expression;
  if (expression.function === 'lower') return unfolded(operand);
  if (expression.function === 'length') return { ...expression, arguments: [unfolded(operand)] };
  if (expression.function !== 'substring') return expression;
  return { ...expression, arguments: [unfolded(operand), ...ends.map(unfolded)] };
}

/** What `substring(text, 0, length(part)) == part` is cut from. */
function cutTo(left: Expression, right: Expression, casing: Compares['casing']): Expression | undefined {
  if (left.kind !== 'call' || left.function !== 'substring') return undefined;
  const [text, from, to] = left.arguments;
  if (from?.kind !== 'literal' || from.value !== 0 || to?.kind !== 'call' || to.function !== 'length')
    return undefined;
  const [measured] = to.arguments;
  const same = measured !== undefined && partKey(measured, casing) === partKey(right, casing);
  return same && to.arguments.length === 1 ? text : undefined;
}

function partKey(expression: Expression, casing: Compares['casing']): string {
  return nodeKey(casing === 'ignored' ? unfolded(expression) : expression);
}

const weaker: Readonly<Partial<Record<Compares['operator'], readonly Compares['operator'][]>>> = {
  startsWith: ['contains'],
  endsWith: ['contains'],
  lt: ['lte'],
};

/** Whether one comparison of the same two sides holds wherever another does. */
export function impliesComparison(strong: Compares, weak: Compares): boolean {
  const sides = (leaf: Compares) => nodeKey([leaf.left, leaf.right, leaf.as, leaf.quantifier]);
  if (sides(strong) !== sides(weak) || strong.quantifier !== 'any') return false;
  const { operator } = weak;
  if (strong.operator !== operator && weaker[strong.operator]?.includes(operator) !== true) return false;
  const ordered = operator === 'lt' || operator === 'lte';
  return strong.casing === weak.casing || (weak.casing === 'ignored' && !ordered);
}
