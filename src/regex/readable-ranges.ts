import { type CharacterSet, covers, intersect, without } from './character-set.ts';
import { digits, posixClasses } from './named-classes.ts';
import type { CharacterRange } from './tree.ts';

const blocks: readonly CharacterSet[] = [posixClasses['upper'] ?? [], posixClasses['lower'] ?? [], digits];

/** How many characters may stand beside letters and digits in a range that is then written apart. */
const fewBeside = 4;

/** The ranges of a set as people write them: letters, digits, and then the rest, so `0-9/` and not `/-9`. */
export function readableRanges(set: CharacterSet): readonly CharacterRange[] {
  return set.flatMap(splitRange).sort((a, b) => rank(a) - rank(b));
}

function splitRange(range: CharacterRange): readonly CharacterRange[] {
  const inBlocks = blocks.flatMap(block => intersect([range], block));
  const rest = without([range], inBlocks);
  const beside = rest.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  return inBlocks.length > 0 && beside <= fewBeside ? [...inBlocks, ...rest] : [range];
}

function rank(range: CharacterRange): number {
  const block = blocks.findIndex(members => covers(members, [range]));
  return block < 0 ? blocks.length : block;
}
