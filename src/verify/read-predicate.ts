import type { Leaf, Predicate } from '../ir/index.ts';
import type { Formula } from './formula.ts';
import { readLeaf } from './read-leaf.ts';
import type { Reading } from './reading.ts';

/** A predicate as a formula: negations moved to the leaves, leaves as tests. Its depth is bounded by the caller. */
export function readPredicate(predicate: Predicate, reading: Reading): Formula {
  const read = (node: Predicate, positive: boolean): Formula => {
    switch (node.kind) {
      case 'always':
        return reading.builder.constant(node.value === positive);
      case 'not':
        return read(node.operand, !positive);
      case 'and':
      case 'or':
        return reading.builder.join(
          (node.kind === 'and') === positive ? 'and' : 'or',
          node.operands.map(operand => read(operand, positive)),
        );
      default:
        return readOnce(node, positive, reading);
    }
  };
  return read(predicate, true);
}

function readOnce(leaf: Leaf, positive: boolean, reading: Reading): Formula {
  const known = reading.known[positive ? 'true' : 'false'];
  const earlier = known.get(leaf);
  if (earlier !== undefined) return earlier;
  const formula = readLeaf(leaf, positive, reading);
  known.set(leaf, formula);
  return formula;
}

/** How deep a predicate nests, found without recursion; elements count as one. */
export function depthOf(predicate: Predicate): number {
  let deepest = 0;
  const waiting: { readonly node: Predicate; readonly depth: number }[] = [{ node: predicate, depth: 1 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const depth = next.depth + 1;
    deepest = Math.max(deepest, depth);
    for (const node of childrenOf(next.node)) waiting.push({ node, depth });
  }
  return deepest;
}

function childrenOf(node: Predicate): readonly Predicate[] {
  if (node.kind === 'not') return [node.operand];
  if (node.kind === 'element') return [node.where];
  return node.kind === 'and' || node.kind === 'or' ? node.operands : [];
}

/** The leaves of a predicate, those within elements aside. */
export function outerLeaves(predicate: Predicate): readonly Leaf[] {
  switch (predicate.kind) {
    case 'always':
      return [];
    case 'not':
      return outerLeaves(predicate.operand);
    case 'and':
    case 'or':
      return predicate.operands.flatMap(outerLeaves);
    default:
      return [predicate];
  }
}
