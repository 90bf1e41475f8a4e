import type * as ast from './ast.ts';

/** The expressions that an expression is made of. */
export function innerOf(node: ast.Expression): readonly ast.Expression[] {
  switch (node.kind) {
    case 'call':
      return node.arguments;
    case 'cast':
    case 'signed':
    case 'isNull':
    case 'not':
    case 'like':
    case 'rlike':
    case 'inQuery':
      return [node.operand];
    case 'match':
      return [node.operand, node.query];
    case 'calculation':
      return [node.first, ...node.rest.map(({ operand }) => operand)];
    case 'comparison':
      return [node.left, node.right];
    case 'in':
      return [node.operand, ...node.values];
    case 'and':
    case 'or':
      return node.operands;
    case 'list':
      return node.items;
    default:
      return [];
  }
}

/** The queries within an expression. */
export function* queriesIn(node: ast.Expression): Generator<ast.WithinQuery> {
  if (node.kind === 'inQuery') yield node;
  for (const inner of innerOf(node)) yield* queriesIn(inner);
}

/** Those that stand where they may: among conditions that are joined, of which some are negated. */
export function* queriesAmong(
  node: ast.Expression,
  isNegated = false,
): Generator<{ readonly node: ast.WithinQuery; readonly isNegated: boolean }> {
  if (node.kind === 'inQuery') yield { node, isNegated: node.negated !== isNegated };
  if (node.kind === 'not') yield* queriesAmong(node.operand, isNegated !== (node.count % 2 === 1));
  if (node.kind === 'and' || node.kind === 'or')
    for (const operand of node.operands) yield* queriesAmong(operand, isNegated);
}
