import type { Leaf, Matches, Predicate } from '../../src/ir/index.ts';

type RegexNode = Matches['regex']['node'];

/** Runs that are counted further than this become runs of any length, which matches more. */
const mostCounted = 15;

/** The leaf without the counts of long runs in its regex. Undefined where that would not match more. */
export function withoutCounts(leaf: Leaf): Predicate | undefined {
  if (leaf.kind !== 'matches') return undefined;
  const node = loosened(leaf.regex.node);
  return node && { ...leaf, regex: { ...leaf.regex, node } };
}

function loosened(node: RegexNode): RegexNode | undefined {
  switch (node.kind) {
    case 'repeat': {
      const inner = loosened(node.node);
      if (inner === undefined) return undefined;
      if (node.maximum === Number.POSITIVE_INFINITY || node.maximum <= mostCounted)
        return { ...node, node: inner };
      return {
        ...node,
        node: inner,
        minimum: Math.min(node.minimum, 1),
        maximum: Number.POSITIVE_INFINITY,
        mode: 'greedy',
      };
    }
    case 'group':
    case 'flagged':
    case 'atomic': {
      const inner = loosened(node.node);
      return inner && { ...node, node: inner };
    }
    case 'sequence':
      return all(node.items, items => ({ kind: 'sequence', items }));
    case 'alternation':
      return all(node.options, options => ({ kind: 'alternation', options }));
    case 'look':
    case 'complement':
    case 'intersection':
    case 'backReference':
      return undefined;
    default:
      return node;
  }
}

function all(
  nodes: readonly RegexNode[],
  build: (nodes: readonly RegexNode[]) => RegexNode,
): RegexNode | undefined {
  const each = nodes.map(loosened);
  return each.every(node => node !== undefined) ? build(each) : undefined;
}
