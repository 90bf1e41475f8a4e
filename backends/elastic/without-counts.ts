import type { Matches } from '../../src/ir/index.ts';

type RegexNode = Matches['regex']['node'];

/**
 * The leaf with runs of any length for those that its regex counts further than `most`, which matches more. Undefined where it would not match
 * more.
 */
export function withoutCounts(leaf: Matches, most: number): Matches | undefined {
  const node = loosened(leaf.regex.node, most);
  return node && { ...leaf, regex: { ...leaf.regex, node } };
}

function loosened(node: RegexNode, most: number): RegexNode | undefined {
  switch (node.kind) {
    case 'repeat': {
      const inner = loosened(node.node, most);
      if (inner === undefined) return undefined;
      const counted = Number.isFinite(node.maximum) ? node.maximum : node.minimum;
      if (counted <= most) return { ...node, node: inner };
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
      const inner = loosened(node.node, most);
      return inner && { ...node, node: inner };
    }
    case 'sequence':
      return all(node.items, most, items => ({ kind: 'sequence', items }));
    case 'alternation':
      return all(node.options, most, options => ({ kind: 'alternation', options }));
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
  most: number,
  build: (nodes: readonly RegexNode[]) => RegexNode,
): RegexNode | undefined {
  const each = nodes.map(node => loosened(node, most));
  return each.every(node => node !== undefined) ? build(each) : undefined;
}
