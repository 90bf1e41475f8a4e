import { diagnose, nearestName } from '../../diagnostics/index.ts';
import type { EvalCall } from './ast.ts';
import { Call, type EvalFunction } from './call.ts';
import { conditionFunctions } from './functions-condition.ts';
import { listFunctions } from './functions-lists.ts';
import { mathFunctions } from './functions-math.ts';
import { multivalueFunctions } from './functions-multivalue.ts';
import { textFunctions } from './functions-text.ts';
import { timeFunctions } from './functions-time.ts';
import type { Scope } from './scope.ts';
import { nullValue, type Value } from './value.ts';

/** https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/evaluation-functions */
const functions: ReadonlyMap<string, EvalFunction> = new Map(
  Object.entries({
    ...conditionFunctions,
    ...textFunctions,
    ...mathFunctions,
    ...multivalueFunctions,
    ...listFunctions,
    ...timeFunctions,
  }),
);

export function lowerCall(node: EvalCall, scope: Scope): Value {
  const found = functions.get(node.name);
  const { context } = scope;
  const span = context.span({ start: node.start, end: node.nameEnd });
  if (found === undefined) {
    const nearest = nearestName(node.name, functions.keys());
    context.report(diagnose('spl/unsupported-function', { name: node.name, nearest }, span));
    return nullValue;
  }
  const given = node.arguments.length;
  if (given >= found.least && given <= found.most) return found.lower(new Call(node, scope));
  context.report(diagnose('spl/argument-count', { name: node.name, given }, span));
  return nullValue;
}
