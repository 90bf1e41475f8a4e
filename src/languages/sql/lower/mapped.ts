import type { Expression } from '../ast.ts';

/** A tree with other nodes in the place of some. */
export function mapped(node: Expression, change: (node: Expression) => Expression | undefined): Expression {
  const changed = change(node);
  if (changed !== undefined) return changed;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, mappedPart(value, change)]),
  ) as unknown as Expression;
}

function mappedPart(part: unknown, change: (node: Expression) => Expression | undefined): unknown {
  if (Array.isArray(part)) return part.map(each => mappedPart(each, change));
  if (typeof part !== 'object' || part === null) return part;
  if ('kind' in part) return mapped(part as Expression, change);
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, mappedPart(value, change)]));
}
