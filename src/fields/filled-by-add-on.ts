import { compilePredicate } from '../evaluate/index.ts';
import {
  and,
  equals,
  type Field,
  fieldsOf,
  type Leaf,
  type LogSource,
  mapLeaves,
  not,
  subjects,
} from '../ir/index.ts';
import type { DataSource } from './data-source.ts';
import { dataSource, wordsOfAddOn } from './registry.ts';
import type { Rewriting } from './rewriting.ts';

/**
 * Splunk's add-on writes words of its own where a log has no value (`errorCode` of CloudTrail is `success`): what asks for a value asks for another
 * than these, so that it is met by the events of the log with the add-on and without it.
 */
export function withoutWordsOfAddOn(rewriting: Rewriting, source: DataSource | undefined): Rewriting {
  const predicate = mapLeaves(rewriting.predicate, leaf => {
    const field = subjects(leaf)
      .flatMap(subject => [...fieldsOf(subject)])
      .find(({ name, vendor }) => vendor === 'splunk' && wordsOfAddOn(source, name).length > 0);
    const values = field === undefined ? [] : wordsOfAddOn(source, field.name);
    if (field === undefined || !isMetBy(leaf, field, values)) return leaf;
    return and([leaf, not(equals(field, values, { casing: 'ignored', origin: leaf.origin }))], leaf.origin);
  });
  return { ...rewriting, predicate };
}

/** The words that Splunk's add-on writes in one of Splunk's fields; none of the fields of others. */
export function wordsOfAddOnIn({ name, vendor }: Field, { id }: LogSource): readonly string[] {
  return vendor === 'splunk' ? wordsOfAddOn(dataSource(id), name) : [];
}

/** What asks for one of the words itself is left as it is. */
function isMetBy(leaf: Leaf, { name }: Field, values: readonly string[]): boolean {
  if (leaf.kind === 'equals') return false;
  const holds = compilePredicate(leaf);
  return values.some(value => holds({ [name]: value }));
}
