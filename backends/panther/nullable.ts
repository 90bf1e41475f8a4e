import type { Regex, RegexNode } from '../../src/ir/index.ts';

/** Whether a regex may find something in the empty text; true when in doubt. */
export function mayMatchEmpty(regex: Regex): boolean {
  return nullable(regex.node);
}

function nullable(node: RegexNode): boolean {
  switch (node.kind) {
    case 'literal':
      return node.text === '';
    case 'any':
    case 'class':
    case 'nothing':
    case 'interval':
      return false;
    case 'sequence':
      return node.items.every(nullable);
    case 'alternation':
      return node.options.some(nullable);
    case 'repeat':
      return node.minimum === 0 || nullable(node.node);
    case 'group':
    case 'atomic':
    case 'flagged':
      return nullable(node.node);
    default:
      return true;
  }
}
