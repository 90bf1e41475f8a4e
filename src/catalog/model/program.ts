import { emptyAsAbsent, simplified } from '../../describe/index.ts';
import { mapSearch } from '../../fields/search-walk.ts';
import {
  always,
  type Events,
  type Leaf,
  leaves,
  mapLeaves,
  type Predicate,
  type Rule,
  type Search,
} from '../../ir/index.ts';

/** The field of Panther that says of which log type an event is. */
const typeField = 'p_log_type';

/**
 * The search of a program as its author thinks of it: what the tests before a path have settled is not said again, and what Python
 * takes for no value is none.
 */
export function asThoughtOf({ search, metadata }: Rule): Search {
  if (metadata.vendor !== 'panther') return search;
  return mapSearch(search, {
    events: events => ({ ...events, where: simplified(emptyAsAbsent(events.where, true)) }),
    expression: expression => expression,
  });
}

/** A condition for each log type that it asks for: what it says of the others is nothing to that one. */
export function byLogType({ where, source }: Events): readonly Predicate[] {
  const types = source.panther?.logTypes ?? [];
  const isAsked = leaves(where).some(({ leaf }) => asked(leaf) !== undefined);
  if (!isAsked || types.length === 0) return [where];
  return types.map(type =>
    simplified(
      mapLeaves(where, leaf => {
        const values = asked(leaf);
        return values === undefined ? leaf : always(values.includes(type), leaf.origin);
      }),
    ),
  );
}

function asked(leaf: Leaf): readonly unknown[] | undefined {
  const isType = leaf.kind === 'equals' && leaf.subject.kind === 'field' && leaf.subject.name === typeField;
  return isType ? leaf.values : undefined;
}
