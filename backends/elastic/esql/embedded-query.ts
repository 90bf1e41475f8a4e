import { type Leaf, leaves, type PlannedRule, type Predicate } from '../../../src/ir/index.ts';
import type { Fragment } from '../fragment.ts';
import { printJunctions } from '../junction.ts';
import { inspectKql } from '../kql/inspect.ts';
import { kqlConnectives } from '../kql/leaf.ts';
import { renderFlat } from '../layout.ts';
import { call } from './call.ts';
import { mayBeText } from './inspect.ts';
import { string } from './strings.ts';

/**
 * Whether a condition is one of KQL: each leaf of a field, any of several values being enough. KQL within ES|QL searches the
 * index, and is never null.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/search-functions#esql-kql
 */
export function isSearch(predicate: Predicate, rule: PlannedRule): boolean {
  const found = leaves(predicate).map(({ leaf }) => leaf);
  return found.some(leaf => leaf.kind !== 'exists') && found.every(leaf => isSearchable(leaf, rule));
}

function isSearchable(leaf: Leaf, rule: PlannedRule): boolean {
  if (leaf.kind === 'exists') return leaf.subject.kind === 'field' && isIndexed(leaf.subject.name);
  if (leaf.kind !== 'equals' && leaf.kind !== 'like' && leaf.kind !== 'inNetwork') return false;
  if (leaf.quantifier !== 'any' || leaf.subject.kind !== 'field' || !isIndexed(leaf.subject.name))
    return false;
  if (leaf.kind === 'inNetwork' && mayBeText(leaf.subject, rule)) return false;
  if ('casing' in leaf && leaf.casing === 'ignored') return false;
  return inspectKql(leaf, rule).kind === 'exact';
}

/** Metadata are no fields of the index. */
function isIndexed(name: string): boolean {
  return !name.startsWith('_');
}

export function embedded(predicate: Predicate, rule: PlannedRule): Fragment {
  return call('kql', [string(renderFlat(printJunctions(predicate, kqlConnectives(rule)).doc))]);
}
