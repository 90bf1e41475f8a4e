import { anchor, classOf } from './build.ts';
import {
  allCharacters,
  type CharacterSet,
  characterSet,
  complement,
  covers,
  equalSets,
  includes,
  intersect,
  setOf,
  union,
  without,
} from './character-set.ts';
import { type Core, coreAlternation, coreAny, coreSequence } from './core.ts';
import { mapChildren } from './measure.ts';
import { luceneWhitespace, whitespace } from './named-classes.ts';
import type { RegexNode } from './tree.ts';

const breaks = setOf('\n\v\f');
const blanks = setOf('\t\r ');

/** The same regex on values without newlines, vertical tabs and form feeds: `.` is any character, and `\s` is Lucene's. */
export function singleLineCore(core: Core): Core {
  switch (core.kind) {
    case 'set':
      return covers(core.set, complement(breaks)) ? coreAny : { kind: 'set', set: singleLineSet(core.set) };
    case 'anchor':
      if (core.at === 'lineStart' || core.at === 'afterNewline') return { kind: 'anchor', at: 'textStart' };
      return core.at === 'lineEnd' || core.at === 'textEndOrNewline'
        ? { kind: 'anchor', at: 'textEnd' }
        : core;
    case 'sequence':
      return coreSequence(core.items.map(singleLineCore));
    case 'alternation':
      return coreAlternation(core.options.map(singleLineCore));
    case 'repeat':
    case 'capture':
    case 'look':
    case 'atomic':
      return { ...core, body: singleLineCore(core.body) };
    default:
      return core;
  }
}

/** Whichever of the breaks let the set be said with `\s` or `\S`. */
function singleLineSet(set: CharacterSet): CharacterSet {
  const inLines = without(set, breaks);
  if (equalSets(inLines, set) && !includes(set, 0x10ffff)) return set;
  if (covers(set, blanks)) return union(inLines, setOf('\n'));
  const open = includes(set, 0x10ffff) && intersect(set, blanks).length === 0;
  return open ? union(inLines, setOf('\v\f')) : set;
}

/** As `singleLineCore`, for the Perl-like dialects: `\z` is `$`, and Lucene's `\s` theirs. */
export function singleLineTree(node: RegexNode, multiline = false): RegexNode {
  if (node.kind === 'anchor' && node.at === 'textEnd' && !multiline) return anchor('lineEnd');
  if (node.kind === 'class') {
    const set = characterSet(node.ranges);
    if (equalSets(set, luceneWhitespace)) return { ...node, ranges: whitespace };
    if (equalSets(set, complement(luceneWhitespace))) return { ...node, ranges: complement(whitespace) };
    if (covers(set, complement(breaks)) && !node.negated) return classOf(allCharacters);
    return node;
  }
  const inside = node.kind === 'flagged' ? (node.flags.multiline ?? multiline) : multiline;
  return mapChildren(node, child => singleLineTree(child, inside));
}

/** The same regex on values without line breaks: `\z` as `$`, which every engine knows. */
export function withDollar(node: RegexNode): RegexNode {
  if (node.kind === 'anchor') return node.at === 'textEnd' ? anchor('lineEnd') : node;
  return mapChildren(node, withDollar);
}

/** The same regex on values without line breaks: however its end is said, it is the end of the value. */
export function withTextEnd(node: RegexNode): RegexNode {
  if (node.kind === 'anchor')
    return node.at === 'lineEnd' || node.at === 'textEndOrNewline' ? anchor('textEnd') : node;
  return mapChildren(node, withTextEnd);
}
