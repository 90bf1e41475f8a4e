import {
  always,
  fold,
  type Keyword,
  type Leaf,
  mapLeaves,
  type Pattern,
  type Predicate,
} from '../ir/index.ts';

/** Splunk's text of the event as a whole. */
const rawText = '_raw';

/** What is asked of the raw text, which every event has, is what is asked of each of its values: that is what is given by `raw-text`. */
export function withoutRawText(where: Predicate): Predicate {
  return fold(
    mapLeaves(where, leaf => {
      if (!('subject' in leaf) || leaf.subject.kind !== 'field' || leaf.subject.name !== rawText) return leaf;
      return leaf.kind === 'exists' ? always(true) : (keywordOf(leaf) ?? leaf);
    }),
  );
}

function keywordOf(leaf: Leaf): Keyword | undefined {
  const { origin } = leaf;
  if (leaf.kind === 'matches') {
    const { regex } = leaf;
    return { kind: 'keyword', patterns: [], regex, casing: 'exact', scope: 'contains', origin };
  }
  const patterns = leaf.kind === 'like' ? leaf.patterns.map(contained) : [];
  if (leaf.kind !== 'like' || !patterns.every(each => each !== undefined)) return undefined;
  return { kind: 'keyword', patterns, casing: leaf.casing, scope: 'contains', origin };
}

/** What a pattern of the whole text says is somewhere in it; undefined of one that says where. */
function contained(pattern: Pattern): Pattern | undefined {
  const isOpen = pattern.length > 2 && pattern[0]?.kind === 'anyRun' && pattern.at(-1)?.kind === 'anyRun';
  return isOpen ? pattern.slice(1, -1) : undefined;
}
