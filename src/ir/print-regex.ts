import type { Regex, RegexNode } from '../regex/index.ts';

/** A regex as the IR prints it: the tree as JSON, short and unambiguous, with its anchoring and flags. */
export function printRegex(regex: Regex): string {
  const flags = Object.entries(regex.flags)
    .filter(([, on]) => on)
    .map(([name]) => ` ${name}`);
  return `${regex.anchoring}${flags.join('')} ${printNode(regex.node)}`;
}

function printNode(node: RegexNode): string {
  switch (node.kind) {
    case 'literal':
      return JSON.stringify(node.text);
    case 'any':
      return '.';
    case 'class':
      return `[${node.negated ? '^' : ''}${node.ranges.map(({ from, to }) => (from === to ? point(from) : `${point(from)}-${point(to)}`)).join('')}]`;
    case 'sequence':
      return node.items.map(printNode).join(' ');
    case 'alternation':
      return `(${node.options.map(printNode).join(' | ')})`;
    case 'repeat':
      return `(${printNode(node.node)}){${node.minimum},${node.maximum === Number.POSITIVE_INFINITY ? '' : node.maximum}}${node.mode === 'greedy' ? '' : node.mode}`;
    case 'anchor':
      return `<${node.at}>`;
    case 'empty':
      return '<empty>';
    case 'nothing':
      return '<nothing>';
    case 'group':
      return `(${node.name === undefined ? node.index : node.name}: ${printNode(node.node)})`;
    case 'atomic':
      return `(atomic ${printNode(node.node)})`;
    case 'flagged':
      return `(flags ${JSON.stringify(node.flags)} ${printNode(node.node)})`;
    case 'look':
      return `(${node.negated ? 'not ' : ''}${node.direction} ${printNode(node.node)})`;
    case 'backReference':
      return `<same as ${node.to}>`;
    case 'complement':
      return `(complement ${printNode(node.node)})`;
    case 'intersection':
      return `(${node.nodes.map(printNode).join(' & ')})`;
    case 'interval':
      return `<${node.from} to ${node.to}>`;
  }
}

function point(code: number): string {
  const character = String.fromCodePoint(code);
  return /[\w.,:;/@ -]/.test(character) ? character : `\\u{${code.toString(16)}}`;
}
