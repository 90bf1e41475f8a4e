import type { Diagnostic } from '../diagnostics/index.ts';
import { and, type Correlate, type Events, type Predicate, type Search } from '../ir/index.ts';
import { type DataMap, entryOf } from '../source/index.ts';
import { matchOf } from './panther-match.ts';
import type { PantherSearch } from './panther-module.ts';

/** `InlineFilters`: an event for which they do not hold is not given to the rule. https://docs.panther.com/detections/rules/inline-filters */
export function withFilters(found: PantherSearch, map: DataMap): PantherSearch {
  const tree = entryOf(map, 'InlineFilters')?.value;
  if (tree === undefined || (tree.kind === 'scalar' && tree.value === null)) return found;
  const filters = matchOf(tree);
  if ('problem' in filters) return unfiltered(found, filters.problem);
  if (filters.where.kind === 'always' && filters.where.value) return found;
  return {
    ...found,
    search: found.search && narrowed(found.search, filters.where),
    ...(found.known === undefined ? {} : { known: narrowed(found.known, filters.where) }),
  };
}

/** What is known of the rule is still so. */
function unfiltered(found: PantherSearch, problem: Diagnostic): PantherSearch {
  const known = found.search ?? found.known;
  return {
    search: undefined,
    ...(known === undefined ? {} : { known }),
    given: found.given,
    diagnostics: [...found.diagnostics, problem],
  };
}

function narrowed(search: Search, where: Predicate): Search {
  switch (search.kind) {
    case 'events':
      return narrowedEvents(search, where);
    case 'correlate':
      return narrowedInputs(search, where);
    default:
      return search;
  }
}

function narrowedEvents(search: Events, where: Predicate): Events {
  return { ...search, where: and([where, search.where]) };
}

function narrowedInputs(search: Correlate, where: Predicate): Correlate {
  return {
    ...search,
    inputs: search.inputs.map(input => ({ ...input, search: narrowed(input.search, where) })),
  };
}
