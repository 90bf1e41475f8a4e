import type { Call, Expression } from '../../ir/index.ts';
import type * as ast from './ast.ts';
import type { Context } from './context.ts';
import { callOf } from './definition.ts';

/** What versions are compared and sorted by; a conversion to a version or a text says nothing more. */
export function inVersionOrder(expression: Expression, range: ast.Range, context: Context): Call {
  const isConverted = expression.kind === 'coercion' && expression.to === 'string';
  return callOf('versionOrder', [isConverted ? expression.operand : expression], range, context);
}
