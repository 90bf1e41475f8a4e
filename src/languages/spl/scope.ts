import { diagnose } from '../../diagnostics/index.ts';
import { always } from '../../ir/index.ts';
import type { EvalExpression } from './ast.ts';
import type { Context } from './context.ts';
import type { Environment } from './environment.ts';
import { overCases, type Truth, truth, type Value } from './value.ts';

/** What an eval expression is lowered with. */
export interface Scope {
  readonly fields: Environment;
  readonly context: Context;
  /** Total: what cannot be lowered is reported, and stands as null. */
  readonly lower: (node: EvalExpression) => Value;
}

export const never: Truth = truth(always(false), always(false));

export function lowerCondition(node: EvalExpression, scope: Scope): Truth {
  let isCondition = true;
  const found = overCases(scope.lower(node), simple => {
    if (simple.kind === 'truth') return simple;
    isCondition = false;
    return never;
  });
  if (!isCondition) scope.context.report(diagnose('spl/not-a-condition', {}, scope.context.span(node)));
  return found;
}
