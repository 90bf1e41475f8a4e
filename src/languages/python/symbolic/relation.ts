import type { Extent } from '../ast.ts';
import type { Context } from './context.ts';
import { equalTo, fieldIsBoolean } from './equality.ts';
import { negate } from './iteration.ts';
import { isIn } from './membership.ts';
import { ordered, orders } from './ordering.ts';
import type { Guarded, Value } from './value.ts';

/** One comparison of two values (https://docs.python.org/3/reference/expressions.html#comparisons). */
export function relation(context: Context, left: Value, operator: string, right: Value, at: Extent): Guarded {
  const order = orders.get(operator);
  if (order !== undefined) return ordered(context, left, order, right, at);
  switch (operator) {
    case '==':
      return equalTo(context, left, right, at);
    case '!=':
      return negate(context, equalTo(context, left, right, at));
    case 'in':
      return isIn(context, left, right, at);
    case 'not in':
      return negate(context, isIn(context, left, right, at));
    case 'is':
      return isSame(context, left, right, at);
    default:
      return negate(context, isSame(context, left, right, at));
  }
}

/** Of None and booleans alone. */
function isSame(context: Context, left: Value, right: Value, at: Extent): Guarded {
  const { guards, formulas } = context;
  if (left.kind === 'none' || right.kind === 'none') return guards.constant(left.kind === right.kind);
  if (right.kind !== 'truth') return context.unsupported('`is` with what is neither None nor a boolean', at);
  if (left.kind === 'truth') return equalTo(context, left, right, at);
  if (left.kind !== 'field') return guards.constant(false);
  const is = (value: boolean) => fieldIsBoolean(context, left, value, at);
  return guards.truth(formulas.choose(right.when, is(true), is(false)));
}
