import type { RegexNode } from './tree.ts';

/** The nodes right under a node. */
export function children(node: RegexNode): readonly RegexNode[] {
  switch (node.kind) {
    case 'sequence':
      return node.items;
    case 'alternation':
      return node.options;
    case 'intersection':
      return node.nodes;
    case 'repeat':
    case 'group':
    case 'atomic':
    case 'flagged':
    case 'look':
    case 'complement':
      return [node.node];
    default:
      return [];
  }
}

/** How many characters and operators a tree has when bounded repetitions are written out, save those of one character. */
export function sizeOf(node: RegexNode): number {
  if (node.kind === 'literal') return node.text.length;
  const inner = children(node).reduce((sum, child) => sum + sizeOf(child), 0);
  if (node.kind !== 'repeat') return inner + 1;
  const times = node.maximum === Number.POSITIVE_INFINITY ? Math.max(1, node.minimum) : node.maximum;
  return isOneCharacter(node.node) ? inner + 1 : inner * Math.max(1, times) + 1;
}

export function isOneCharacter(node: RegexNode): boolean {
  if (node.kind === 'group' || node.kind === 'flagged') return isOneCharacter(node.node);
  return (
    node.kind === 'any' || node.kind === 'class' || (node.kind === 'literal' && [...node.text].length === 1)
  );
}

export function some(node: RegexNode, test: (node: RegexNode) => boolean): boolean {
  return test(node) || children(node).some(child => some(child, test));
}

/** Rebuilds a node with its children changed. */
export function mapChildren(node: RegexNode, change: (child: RegexNode) => RegexNode): RegexNode {
  switch (node.kind) {
    case 'sequence':
      return { ...node, items: node.items.map(change) };
    case 'alternation':
      return { ...node, options: node.options.map(change) };
    case 'intersection':
      return { ...node, nodes: node.nodes.map(change) };
    case 'repeat':
    case 'group':
    case 'atomic':
    case 'flagged':
    case 'look':
    case 'complement':
      return { ...node, node: change(node.node) };
    default:
      return node;
  }
}
