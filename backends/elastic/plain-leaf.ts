import {
  type Compares,
  contains,
  type Equals,
  endsWith,
  type Leaf,
  type Like,
  startsWith,
  text,
} from '../../src/ir/index.ts';

/** A comparison with a literal text, said as the equality or pattern that it is; other leaves as they are. */
export function plainLeaf(leaf: Leaf): Leaf {
  if (leaf.kind !== 'compares') return leaf;
  const { right } = leaf;
  if (right.kind !== 'literal' || right.value === null) return leaf;
  return comparedWith(leaf, right.value);
}

function comparedWith(leaf: Compares, value: string | number | boolean): Leaf {
  const { left: subject, casing, quantifier, origin } = leaf;
  if (leaf.operator === 'eq')
    return { kind: 'equals', subject, values: [value], casing, quantifier, origin } satisfies Equals;
  const shape = shapes[leaf.operator];
  if (shape === undefined) return leaf;
  const patterns = [shape([text(String(value))])];
  return { kind: 'like', subject, patterns, casing, quantifier, origin } satisfies Like;
}

const shapes: Readonly<Record<Compares['operator'], typeof startsWith | undefined>> = {
  startsWith,
  endsWith,
  contains,
  eq: undefined,
  lt: undefined,
  lte: undefined,
  gt: undefined,
  gte: undefined,
};
