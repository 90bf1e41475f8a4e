import type { Leaf } from '../ir/index.ts';
import type { FieldTable } from './field-table.ts';
import { isObject } from './objects-in-splunk.ts';
import { type Rewriting, worse } from './rewriting.ts';

/**
 * Elasticsearch has the members of an object as fields, and of the object itself no text; where it is `flattened`, its name stands for each value
 * within by itself (https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/flattened). What asks for a part of the text that other
 * products make of it asks for something else there.
 */
export function withoutTextsOfObjects(rewriting: Rewriting, leaf: Leaf, table: FieldTable): Rewriting {
  if (leaf.kind !== 'like' && leaf.kind !== 'matches' && leaf.kind !== 'equals') return rewriting;
  const { subject } = leaf;
  if (subject.kind !== 'field' || subject.vendor === 'elastic' || !isObject(subject, table)) return rewriting;
  const why = `Elasticsearch has the values within the object ${subject.name} as fields, and the object itself as none: its text is asked for.`;
  return { why, ...rewriting, verdict: worse(rewriting.verdict, 'different') };
}
