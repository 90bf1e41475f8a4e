import type { Expression } from '../ast.ts';
import type { Context } from './context.ts';
import type { Environment } from './environment.ts';
import type { Guarded } from './value.ts';

/** Binds the names of a target. What is taken apart must be of a known length. */
export function assign(context: Context, target: Expression, value: Guarded, environment: Environment): void {
  if (target.kind === 'name') environment.set(target.name, value);
  else if (target.kind === 'sequence')
    for (const [index, part] of target.items.entries())
      assign(context, part, item(context, value, index, target), environment);
  else if (target.kind === 'starred')
    assign(context, target.value, context.unsupported('a starred target', target), environment);
  else if (target.kind === 'subscript' || target.kind === 'attribute') spoil(context, target.of, environment);
}

function item(
  context: Context,
  value: Guarded,
  index: number,
  target: Extract<Expression, { kind: 'sequence' }>,
): Guarded {
  return context.guards.map(value, whole => {
    if (whole.kind !== 'collection') return context.unsupported('taking apart what is no tuple', target);
    const found = whole.items[index];
    return found === undefined || whole.items.length !== target.items.length
      ? context.raise('ValueError')
      : found;
  });
}

/** What is changed in place is no longer known. */
export function spoil(context: Context, target: Expression, environment: Environment): void {
  if (target.kind === 'name')
    environment.set(target.name, context.unsupported('a list or dict that is changed', target));
  else if (target.kind === 'subscript' || target.kind === 'attribute') spoil(context, target.of, environment);
}
