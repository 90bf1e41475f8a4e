import { diagnose } from '../../diagnostics/index.ts';
import { and, or } from '../../ir/index.ts';
import type * as ast from './ast.ts';
import type { Context } from './context.ts';
import type { Environment } from './environment.ts';
import { lowerCall } from './functions.ts';
import { lowerCalculation, lowerSigned } from './lower-calculation.ts';
import { compareValues, isOneOf } from './lower-comparison.ts';
import { macroName } from './macros.ts';
import { matchesPattern } from './patterns.ts';
import { lowerCondition, type Scope } from './scope.ts';
import { largest, sizeOfValue } from './size.ts';
import { decodeString } from './strings.ts';
import { textRelation, withoutEmptyGuards } from './text-relations.ts';
import { literal, nullValue, type Truth, truth, unconditional, type Value } from './value.ts';

export function evalScope(fields: Environment, context: Context): Scope {
  const scope: Scope = { fields, context, lower: node => lowerBounded(node, scope) };
  return scope;
}

function lowerBounded(node: ast.EvalExpression, scope: Scope): Value {
  const value = lowerNode(node, scope);
  if (sizeOfValue(value) <= largest) return value;
  scope.context.report(diagnose('spl/too-complex', {}, scope.context.span(node)));
  return nullValue;
}

function lowerNode(node: ast.EvalExpression, scope: Scope): Value {
  const { context, fields } = scope;
  switch (node.kind) {
    case 'field':
      return fields.get(node.name, context.origin(node));
    case 'string':
      return literal(decodeString(node.image), context.origin(node));
    case 'number':
      return literal(Number(node.image), context.origin(node));
    case 'macro':
      context.report(diagnose('spl/unknown-macro', { name: macroName(node.image) }, context.span(node)));
      return nullValue;
    case 'call':
      return lowerCall(node, scope);
    case 'signed':
      return lowerSigned(node, scope);
    case 'calculation':
      return lowerCalculation(node, scope);
    default:
      return unconditional(lowerTest(node, scope));
  }
}

type Test = ast.EvalComparison | ast.EvalMembership | ast.EvalNegation | ast.EvalJunction;

function lowerTest(node: Test, scope: Scope): Truth {
  switch (node.kind) {
    case 'not': {
      const { yes, no } = lowerCondition(node.operand, scope);
      return node.count % 2 === 0 ? truth(yes, no) : truth(no, yes);
    }
    case 'comparison':
      return lowerComparison(node, scope);
    case 'membership':
      return isOneOf(
        scope.lower(node.operand),
        node.values.map(each => scope.lower(each)),
        node,
        scope,
      );
    default:
      return lowerJunction(node, scope);
  }
}

function lowerComparison(node: ast.EvalComparison, scope: Scope): Truth {
  const relation = textRelation(node, scope);
  if (relation !== undefined) return relation;
  const left = scope.lower(node.left);
  const right = scope.lower(node.right);
  return node.operator === 'like'
    ? matchesPattern(left, right, node, scope)
    : compareValues(left, node.operator, right, node, scope);
}

/** Kleene's: false AND null is false, true OR null is true. */
function lowerJunction(node: ast.EvalJunction, scope: Scope): Truth {
  const truths = withoutEmptyGuards(node, scope).map(each =>
    each.kind === 'truth' ? each : lowerCondition(each, scope),
  );
  const origin = scope.context.origin(node);
  const yes = truths.map(each => each.yes);
  const no = truths.map(each => each.no);
  if (node.kind === 'and') return truth(and(yes, origin), or(no, origin));
  if (node.kind === 'or') return truth(or(yes, origin), and(no, origin));
  return truths.reduce((first, second) =>
    truth(
      or([and([first.yes, second.no]), and([first.no, second.yes])], origin),
      or([and([first.yes, second.yes]), and([first.no, second.no])], origin),
    ),
  );
}
