import type { Given, PlannedRule, Search, SearchHold } from '../../../src/ir/index.ts';
import { Unsaid } from './expression.ts';
import { lookupName, type Planned, SearchPrinter } from './search.ts';

/** What SQL can say of a search over several events, found by saying it, and what that rests on. */
export function holdsBySql(planned: Planned): SearchHold {
  try {
    new SearchPrinter(planned).print(planned.several.search).query();
  } catch (error) {
    if (error instanceof Unsaid) return { kind: 'refused', why: error.message };
    throw error;
  }
  return { kind: 'held', losses: [], given: givensOf(planned.several.search, planned) };
}

function givensOf(search: Search, planned: PlannedRule): readonly Given[] {
  switch (search.kind) {
    case 'sequence':
      return ['alert-once', 'distinct-times'];
    case 'correlate':
      return search.window.kind === 'sliding' ? ['alert-once', 'distinct-times'] : [];
    case 'indicatorMatch':
      return [`lookup:${lookupName(planned)}`];
    default:
      return [];
  }
}
