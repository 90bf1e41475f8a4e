import { isMultiValued } from '../fields/index.ts';
import {
  type Compares,
  fieldsIn,
  type Given,
  type Leaf,
  leaves,
  type Predicate,
  type Vendor,
} from '../ir/index.ts';

/**
 * What the reading of a comparison takes for granted, of the fields that the target has for its own: KQL and Lucene leave it to the
 * mapping whether a bound is a number (https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/keyword), and a range of
 * Lucene asks both bounds of one value. Elastic's languages and Python are given more: that the field is a number.
 */
export function grantedOf(written: Leaf, translated: Predicate, vendor: Vendor): readonly Given[] {
  const kinds = new Set(comparisonsOf(written).flatMap(({ granted }) => granted ?? []));
  if (vendor === 'elastic' || vendor === 'panther') kinds.delete('numeric');
  return [...kinds].flatMap(kind =>
    comparisonsOf(translated).flatMap(each => fieldsIn(each).map(({ name }): Given => `${kind}:${name}`)),
  );
}

/** A range of one value over a field that its schema has as a list: two comparisons find more, each in a value of its own. */
export function isRangeOverList(written: Leaf): boolean {
  return comparisonsOf(written).some(
    each =>
      each.granted?.includes('single-valued') === true &&
      fieldsIn(each).some(({ name }) => isMultiValued('elastic', name)),
  );
}

function comparisonsOf(predicate: Predicate): readonly Compares[] {
  return leaves(predicate).flatMap(({ leaf }) => (leaf.kind === 'compares' ? [leaf] : []));
}
