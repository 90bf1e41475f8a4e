import {
  always,
  and,
  contains,
  exists,
  fold,
  type Leaf,
  leaves,
  like,
  mapLeaves,
  or,
  type Predicate,
  type Rewrite,
} from '../../src/ir/index.ts';
import { tokensRegex } from './regex-parts.ts';

/** Words of a text field by a regex with word edges: cuts at least wherever the analyser does. */
export const byWordEdges: Rewrite = leaf => {
  if (leaf.kind !== 'analysed' || leaf.tokens.length === 0) return undefined;
  if (leaf.pattern !== undefined)
    return like(leaf.subject, [contains(leaf.pattern)], {
      casing: 'ignored',
      origin: leaf.origin,
    });
  const matching = (tokens: readonly string[], isOpen = false): Leaf => ({
    kind: 'matches',
    subject: leaf.subject,
    regex: tokensRegex(tokens, isOpen),
    quantifier: 'any',
    origin: leaf.origin,
  });
  if (leaf.mode === 'phrase' || leaf.mode === 'phrasePrefix')
    return matching(leaf.tokens, leaf.mode === 'phrasePrefix');
  const each = leaf.tokens.map(token => matching([token]));
  return leaf.mode === 'all' ? and(each, leaf.origin) : or(each, leaf.origin);
};

/** A text anywhere in the event where the rule wants it to be a whole value. */
export const byContainedText: Rewrite = leaf =>
  leaf.kind === 'keyword' ? { ...leaf, scope: 'contains' } : undefined;

/** An element's conditions asked of the flattened fields, each of any element; a negated one only asks that there are elements. */
export const byFlattening: Rewrite = leaf => {
  if (leaf.kind !== 'element') return undefined;
  return fold(mapLeavesOf(leaf.where, leaf.path));
};

function mapLeavesOf(where: Predicate, path: Parameters<typeof exists>[0]): Predicate {
  const flattened = mapLeaves(where, (inner, positive) => (positive ? inner : always(false)));
  return fold(flattened).kind === 'always' ? exists(path) : flattened;
}

/** The one leaf of an element that asks nothing else: any element has it exactly when any of the flattened values does. */
export function onlyLeaf(leaf: Leaf): Leaf | undefined {
  if (leaf.kind !== 'element') return undefined;
  const inner = leaves(leaf.where);
  const [first] = inner;
  const isAlone = inner.length === 1 && first?.positive === true && leaf.where === first.leaf;
  return isAlone && 'quantifier' in first.leaf && first.leaf.quantifier === 'any' ? first.leaf : undefined;
}
