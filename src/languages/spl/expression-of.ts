import { diagnose } from '../../diagnostics/index.ts';
import type { Expression } from '../../ir/index.ts';
import type { Range } from './ast.ts';
import type { Context } from './context.ts';
import { isAlways, type Value } from './value.ts';

/** A value as one expression, for the stages of a pipeline. */
export function expressionOf(value: Value, node: Range, context: Context): Expression | undefined {
  const origin = context.origin(node);
  const branches: { readonly when: Value[number]['when']; readonly value: Expression }[] = [];
  for (const each of value) {
    if (each.value.kind !== 'plain') return context.report(diagnose('spl/not-a-text', {}, origin[0]));
    branches.push({ when: each.when, value: each.value.written ?? each.value.expression });
  }
  const [only] = branches;
  if (only === undefined) return { kind: 'literal', value: null, origin };
  if (isAlways(only.when, true)) return only.value;
  return { kind: 'choice', branches, otherwise: undefined, origin };
}
