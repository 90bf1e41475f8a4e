import { and, type Expression, exists, type Leaf, not } from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';
import { negate, type Truth } from './truth.ts';

type Order = 'lt' | 'lte' | 'gt' | 'gte';

/** What the other end asks: the greatest is below what no value reaches. */
const beyond: Readonly<Record<Order, Order>> = { lt: 'gte', lte: 'gt', gt: 'lte', gte: 'lt' };

/**
 * The greatest of several numbers is above a number when some of them is, and the least below it.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/mv-functions#esql-mv_max
 */
export function extremeIn(
  left: Expression,
  operator: string,
  right: Expression,
  origin: readonly Span[],
): Truth | undefined {
  if (left.kind !== 'call' || right.kind !== 'literal' || typeof right.value !== 'number') return undefined;
  const [field] = left.arguments;
  if (field?.kind !== 'field' || !(operator in beyond)) return undefined;
  const order = operator as Order;
  if (left.function !== 'mvMax' && left.function !== 'mvMin') return undefined;
  const some = (asked: Order): Truth => {
    const leaf: Leaf = {
      ...{ kind: 'compares', left: field, operator: asked, right, as: 'number', casing: 'exact' },
      ...{ quantifier: 'any', origin },
    };
    return { yes: leaf, no: and([exists(field), not(leaf)], origin) };
  };
  const isAbove = order.startsWith('g');
  return isAbove === (left.function === 'mvMax') ? some(order) : negate(some(beyond[order]));
}
