import { type Choice, equals, type Literal } from '../../ir/index.ts';
import type * as ast from './ast.ts';
import type { Typed } from './columns.ts';
import type { Context } from './context.ts';
import { constantTruth, type Truth } from './truth.ts';

/** When a value is true, and when it is false; undefined when it is no boolean. */
export function truthOf({ expression, kind, truth }: Typed): Truth | undefined {
  if (truth !== undefined) return truth;
  const { origin } = expression;
  if (kind === 'null') return constantTruth(null, origin);
  if (expression.kind === 'literal')
    return typeof expression.value === 'boolean' ? constantTruth(expression.value, origin) : undefined;
  if (kind !== 'boolean' && kind !== 'unknown') return undefined;
  const is = (value: boolean) => equals(expression, [value], { quantifier: 'single', origin });
  return { yes: is(true), no: is(false) };
}

/** true, false or nothing, as the condition is. */
export function booleanValue(truth: Truth, range: ast.Range, context: Context): Typed {
  const origin = context.origin(range);
  const literal = (value: boolean): Literal => ({ kind: 'literal', value, origin });
  const branches = [
    { when: truth.yes, value: literal(true) },
    { when: truth.no, value: literal(false) },
  ];
  const expression: Choice = { kind: 'choice', branches, otherwise: undefined, origin };
  return { expression, kind: 'boolean', truth };
}
