import { alternation, anchor, emptyNode, nothingNode, repeat, sequence, setNode } from './build.ts';
import type { Core } from './core.ts';
import type { RegexNode } from './tree.ts';

/** A tree that needs no flags for what a core says. Captures keep their numbers. */
export function treeOf(core: Core): RegexNode {
  switch (core.kind) {
    case 'empty':
      return emptyNode;
    case 'nothing':
      return nothingNode;
    case 'set':
      return setNode(core.set);
    case 'sequence':
      return sequence(core.items.map(treeOf));
    case 'alternation':
      return alternation(core.options.map(treeOf));
    case 'repeat':
      return repeat(treeOf(core.body), core.minimum, core.maximum, core.mode);
    case 'capture':
      return { kind: 'group', node: treeOf(core.body), index: core.index };
    case 'atomic':
      return { kind: 'atomic', node: treeOf(core.body) };
    case 'anchor':
      return multilineAnchor(core.at);
    case 'look':
      return { ...core, kind: 'look', node: treeOf(core.body) };
    case 'backReference':
      return { kind: 'backReference', to: core.index };
    case 'complement':
      return { kind: 'complement', node: treeOf(core.body) };
    case 'intersection':
      return { kind: 'intersection', nodes: core.bodies.map(treeOf) };
    case 'interval':
      return { kind: 'interval', from: core.from, to: core.to, digits: core.digits };
  }
}

function multilineAnchor(at: Parameters<typeof anchor>[0]): RegexNode {
  if (at !== 'lineStart' && at !== 'lineEnd') return anchor(at);
  return { kind: 'flagged', node: anchor(at), flags: { multiline: true } };
}
