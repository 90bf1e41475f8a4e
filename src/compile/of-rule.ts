import { foldsBeyondAscii, type Given, type Leaf } from '../ir/index.ts';
import type { Fitting } from './fit-leaf.ts';

/**
 * What the product of a rule looks through, which is the values of the event to others: text fields by their words, the raw event; and
 * which letters it folds. https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-term-query#term-field-params
 */
export function assumedOfRule(leaf: Leaf, { draft, dialect, given }: Fitting): readonly Given[] {
  const { vendor } = draft.rule.metadata;
  if (vendor === dialect.vendor) return [];
  const isKeyword = leaf.kind === 'keyword';
  if (vendor === 'elastic')
    return [
      ...(isKeyword ? ['keyword:*'] : []),
      ...(foldsBeyondAscii(leaf) ? ['ascii-case-folding'] : []),
      ...spelledNumbers(leaf, given),
    ];
  return vendor === 'splunk' && isKeyword ? ['raw-text'] : [];
}

/**
 * A number beside a field that no map has: where it is a keyword, 1 is not 1.0.
 * https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/keyword
 */
function spelledNumbers(leaf: Leaf, given: ReadonlySet<Given>): readonly Given[] {
  if (leaf.kind !== 'equals' || leaf.subject.kind !== 'field') return [];
  const { name } = leaf.subject;
  const isOpen = given.has(`same-name:${name}`) && leaf.values.some(value => typeof value === 'number');
  return isOpen ? [`canonical-number:${name}`] : [];
}
