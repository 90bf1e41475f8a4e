import { diagnose } from '../../diagnostics/index.ts';
import { type Leaf, mapLeaves } from '../../ir/index.ts';
import type * as ast from './ast.ts';
import type { Context } from './context.ts';
import { compareValues } from './lower-comparison.ts';
import { lowerLikeness } from './lower-membership.ts';
import { optionOf } from './search-options.ts';
import { type Truth, total } from './truth.ts';

/**
 * MV_LIKE, MV_RLIKE: one of the values fits the pattern, and nothing is null.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/mv-functions/mv_like
 */
export function anyLike(kind: 'like' | 'rlike') {
  return (node: ast.Call, context: Context): Truth | undefined => {
    const [operand, pattern] = node.arguments;
    if (operand === undefined || pattern === undefined) return undefined;
    const { start, end } = node;
    return ofAny(
      lowerLikeness({ kind, negated: false, operand, patterns: [pattern], start, end }, context),
      node,
      context,
    );
  };
}

/**
 * MV_GREATER, MV_LESS: one of the values is beyond the bound, or at it where that is asked for.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/mv-functions/mv_greater
 */
export function anyBeyond(direction: 'gt' | 'lt') {
  return (node: ast.Call, context: Context): Truth | undefined => {
    const [operand, bound] = node.arguments.slice(0, 2).map(each => context.lowerValue(each));
    if (operand === undefined || bound === undefined) return undefined;
    const withBound = optionOf(node, 'include_bound', context)?.toLowerCase() === 'true';
    const operator = withBound ? (`${direction}e` as const) : direction;
    return ofAny(compareValues(operand, operator, bound, node, context), node, context);
  };
}

function ofAny(truth: Truth | undefined, node: ast.Call, context: Context): Truth | undefined {
  if (truth === undefined) return undefined;
  const { kind } = truth.yes;
  if (kind !== 'and' && kind !== 'or' && kind !== 'not')
    return total(
      mapLeaves(truth.yes, leaf => ('quantifier' in leaf ? ({ ...leaf, quantifier: 'any' } as Leaf) : leaf)),
    );
  const wants = 'a column, or a function of one';
  return context.report(
    diagnose('esql/argument-type', { name: node.name, position: 1, wants }, context.span(node)),
  );
}
