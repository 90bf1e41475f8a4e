import {
  type Capability,
  fieldsOf,
  type Given,
  type Leaf,
  type PlannedRule,
  subjects,
} from '../../src/ir/index.ts';
import { approximate, exact } from './capability.ts';

/**
 * Of several values, KQL, EQL and Lucene take any that fits. `all` and `single` are the same where a field has at most
 * one value; undefined when the leaf asks for nothing else.
 * https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/array
 */
export function limitOfQuantifier(leaf: Leaf, { profile }: PlannedRule): Capability | undefined {
  if (!('quantifier' in leaf) || leaf.quantifier === 'any') return undefined;
  const several = fieldNames(leaf).filter(profile.isMultiValued);
  if (several.length === 0) return exact;
  return approximate(
    'broader',
    `Elasticsearch takes one fitting value of ${several.join(', ')} for enough, and the rule asks for ${leaf.quantifier === 'all' ? 'each' : 'the only one'}`,
    whole => ('quantifier' in whole ? { ...whole, quantifier: 'any' } : whole),
  );
}

export function singleValued(leaf: Leaf): readonly Given[] {
  if (!('quantifier' in leaf) || leaf.quantifier === 'any') return [];
  return fieldNames(leaf).map(name => `single-valued:${name}`);
}

/** The fields whose values a leaf compares: how many there are is one value, however many that is. */
export function fieldNames(leaf: Leaf): readonly string[] {
  const compared = subjects(leaf).filter(({ kind }) => kind !== 'valueCount');
  return [...new Set(compared.flatMap(subject => fieldsOf(subject).map(field => field.name)))];
}
