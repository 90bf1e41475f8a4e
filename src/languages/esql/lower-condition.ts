import { diagnose } from '../../diagnostics/index.ts';
import { exists, not, or, type Predicate } from '../../ir/index.ts';
import type * as ast from './ast.ts';
import { isCondition, isConditionName } from './condition-names.ts';
import { type Context, describe } from './context.ts';
import { lowerComparison } from './lower-comparison.ts';
import { lowerConditionCall } from './lower-condition-call.ts';
import { lowerLikeness, lowerMatch, lowerMembership } from './lower-membership.ts';
import { knownParts } from './place-aggregates.ts';
import { constantTruth, joinTruths, negate, type Truth, total } from './truth.ts';
import { truthOf } from './truth-of.ts';
import { takesFields } from './typed-fields.ts';

/** A condition: when it is true, and when it is false. */
export function lowerCondition(node: ast.Expression, context: Context): Truth | undefined {
  if (!takesFields(node, context)) return undefined;
  switch (node.kind) {
    case 'and':
    case 'or':
      return lowerJunction(node, context);
    case 'not': {
      const operand = context.lowerCondition(node.operand);
      return operand && node.count % 2 === 1 ? negate(operand) : operand;
    }
    case 'comparison':
      return lowerComparison(node, context);
    case 'in':
      return lowerMembership(node, context);
    case 'inQuery':
      return context.queried.get(node) ?? misplacedQuery(node, context);
    case 'like':
    case 'rlike':
      return lowerLikeness(node, context);
    case 'match':
      return lowerMatch(node, context);
    case 'isNull':
      return lowerNullTest(node, context);
    case 'boolean':
      return constantTruth(node.image.toLowerCase() === 'true', context.origin(node));
    case 'null':
      return constantTruth(null, context.origin(node));
    case 'call':
      return isConditionName(node.name) ? lowerConditionCall(node, context) : lowerFlag(node, context);
    default:
      return lowerFlag(node, context);
  }
}

/** https://www.elastic.co/docs/reference/query-languages/esql/esql-in-subquery#esql-in-subquery-limitations */
function misplacedQuery(node: ast.WithinQuery, context: Context): undefined {
  const problem =
    'a query within `in (…)` stands in `where` alone, among conditions that `and`, `or` and `not` join';
  context.report(diagnose('esql/command', { problem }, context.span(node)));
}

function lowerJunction(node: ast.Junction, context: Context): Truth | undefined {
  const operands = node.operands.map(operand => context.lowerCondition(operand));
  if (!operands.every(operand => operand !== undefined)) return undefined;
  return joinTruths(node.kind, operands, context.origin(node));
}

/** A boolean value. */
function lowerFlag(node: ast.Expression, context: Context): Truth | undefined {
  const value = context.lowerValue(node);
  if (value === undefined) return undefined;
  const truth = truthOf(value);
  if (truth !== undefined) return truth;
  return context.report(diagnose('esql/not-a-condition', { found: describe(node) }, context.span(node)));
}

/** A condition is null where it is neither true nor false. */
function lowerNullTest(node: ast.NullTest, context: Context): Truth | undefined {
  const value = isCondition(node.operand) ? undefined : context.lowerValue(node.operand);
  const truth = value === undefined ? undefined : value.truth;
  if (value !== undefined && truth === undefined) {
    // Of a point that the index has as one field, the events have the parts.
    const { longitude: part } = knownParts(value, context) ?? {};
    const expression = part?.kind === 'field' && part.isOfPoint ? part : value.expression;
    const present =
      value.kind === 'null'
        ? constantTruth(false, context.origin(node))
        : total(exists(expression, context.origin(node)));
    return node.negated ? present : negate(present);
  }
  const condition = truth ?? (value === undefined ? context.lowerCondition(node.operand) : undefined);
  if (condition === undefined) return undefined;
  const decided: Predicate = or([condition.yes, condition.no], context.origin(node));
  return total(node.negated ? decided : not(decided));
}
