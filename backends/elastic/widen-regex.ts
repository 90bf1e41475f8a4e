import type { Leaf, Matches, Predicate } from '../../src/ir/index.ts';

type RegexNode = Matches['regex']['node'];

/**
 * The leaf with the parts of its regex gone that Lucene cannot say. What is left matches all that the regex did, and
 * more: a condition on the surroundings is dropped, a back-reference is any text. Undefined where that does not hold.
 */
export function widenRegex(leaf: Leaf): Predicate | undefined {
  if (leaf.kind !== 'matches') return undefined;
  const node = widen(leaf.regex.node);
  return node && { ...leaf, regex: { ...leaf.regex, node } };
}

const anything: RegexNode = {
  kind: 'repeat',
  node: { kind: 'any' },
  minimum: 0,
  maximum: Infinity,
  mode: 'greedy',
};

function widen(node: RegexNode): RegexNode | undefined {
  switch (node.kind) {
    case 'look':
    case 'anchor':
      return { kind: 'empty' };
    case 'backReference':
      return { kind: 'flagged', node: anything, flags: { dotAll: true } };
    case 'sequence':
      return widenAll(node.items, items => ({ kind: 'sequence', items }));
    case 'alternation':
      return widenAll(node.options, options => ({ kind: 'alternation', options }));
    case 'repeat': {
      const inner = widen(node.node);
      return inner && { ...node, node: inner, mode: 'greedy' };
    }
    case 'atomic':
      return widen(node.node);
    case 'group':
    case 'flagged': {
      const inner = widen(node.node);
      return inner && { ...node, node: inner };
    }
    case 'complement':
      return undefined;
    case 'intersection':
      return widenAll(node.nodes, nodes => ({ kind: 'intersection', nodes }));
    default:
      return node;
  }
}

function widenAll(
  nodes: readonly RegexNode[],
  build: (nodes: readonly RegexNode[]) => RegexNode,
): RegexNode | undefined {
  const widened = nodes.map(widen);
  return widened.every(node => node !== undefined) ? build(widened) : undefined;
}
