import { anchor, classOf } from './build.ts';
import { allCharacters } from './character-set.ts';
import { mapChildren } from './measure.ts';
import type { Regex, RegexFlags, RegexNode } from './tree.ts';

/**
 * The same regex with flags that hang on nothing: `^` and `$` that are no ends of lines are those of the text, so that all that are
 * left are ends of lines, and `.` under `dotAll` is any character.
 */
export function withPlainFlags({ node, flags, anchoring }: Regex): Regex {
  return { node: plain(node, flags), flags: { ...flags, multiline: true, dotAll: false }, anchoring };
}

function plain(node: RegexNode, flags: RegexFlags): RegexNode {
  switch (node.kind) {
    case 'any':
      return flags.dotAll ? classOf(allCharacters) : node;
    case 'anchor':
      if (flags.multiline) return node;
      if (node.at === 'lineStart') return anchor('textStart');
      return node.at === 'lineEnd' ? anchor('textEndOrNewline') : node;
    case 'flagged': {
      const { ignoreCase } = node.flags;
      const inner = plain(node.node, { ...flags, ...node.flags });
      return { ...node, node: inner, flags: ignoreCase === undefined ? {} : { ignoreCase } };
    }
    default:
      return mapChildren(node, child => plain(child, flags));
  }
}
