import { diagnose } from '../../diagnostics/index.ts';
import { always, and, equals, fold, not, or, type Predicate } from '../../ir/index.ts';
import { decideConstants } from '../constant-leaves.ts';
import type * as ast from './ast.ts';
import { type Context, describe } from './context.ts';
import { isCondition } from './functions.ts';
import { lowerComparison } from './lower-comparison.ts';
import { lowerConditionCall } from './lower-function.ts';
import { lowerMembership } from './lower-membership.ts';
import { lowerValue } from './lower-value.ts';

/**
 * A condition. Elasticsearch runs `not` as must_not, so that it holds for an event without the field, and any other
 * condition as a filter, which does not: the two-valued reading of the IR.
 */
export function lowerCondition(node: ast.Expression, context: Context): Predicate | undefined {
  switch (node.kind) {
    case 'and':
    case 'or':
      return lowerJunction(node, context);
    case 'not':
      return lowerNegation(node, context);
    case 'comparison':
      return lowerComparison(node, context, lowerCondition);
    case 'membership':
      return lowerMembership(node, context);
    case 'boolean':
      return always(node.image === 'true', context.origin(node));
    case 'field':
      return lowerFlag(node, context);
    case 'call':
      if (isCondition(node.name)) return lowerConditionCall(node, context);
      return lowerValue(node, context) && notACondition(node, context);
    case 'signed':
    case 'calculation':
      return lowerValue(node, context) && notACondition(node, context);
    default:
      return notACondition(node, context);
  }
}

function lowerJunction(node: ast.Junction, context: Context): Predicate | undefined {
  const operands = node.operands.map(operand => lowerCondition(operand, context));
  if (!operands.every(operand => operand !== undefined)) return undefined;
  return (node.kind === 'and' ? and : or)(operands, context.origin(node));
}

function lowerNegation(node: ast.Negation, context: Context): Predicate | undefined {
  const operand = lowerCondition(node.operand, context);
  if (operand === undefined || node.count % 2 === 0) return operand;
  return not(operand, context.origin(node));
}

/** A field alone is a boolean field that is true. */
function lowerFlag(node: ast.FieldName, context: Context): Predicate | undefined {
  const subject = lowerValue(node, context);
  return subject && equals(subject, [true], { origin: context.origin(node) });
}

function notACondition(node: ast.Expression, context: Context): undefined {
  return context.report(diagnose('eql/not-a-condition', { found: describe(node) }, context.span(node)));
}

/** The event's category and its condition, folded. */
export function lowerEvent(node: ast.EventFilter, context: Context): Predicate | undefined {
  const condition = lowerCondition(node.condition, context);
  const category = lowerCategory(node.category, context);
  return (
    condition && category && fold(decideConstants(and([category, condition], context.origin(node.category))))
  );
}

function lowerCategory(node: ast.Category, context: Context): Predicate | undefined {
  const origin = context.origin(node);
  if (node.kind === 'any') return always(true, origin);
  const name = node.kind === 'word' ? node.image : context.string(node);
  if (name === undefined) return undefined;
  return equals({ kind: 'field', name: context.categoryField, vendor: 'elastic', origin }, [name], {
    origin,
  });
}
