import type { PlannedRule, Search, SearchHold, SeveralEvents } from '../src/ir/index.ts';

type Losses = Extract<SearchHold, { kind: 'held' }>['losses'];

/** What is lost where events in a row may be as far apart as they like, and runs look back on a span. */
export function lossOfEndless({ rule, several }: PlannedRule & { readonly several: SeveralEvents }): Losses {
  if (rule.schedule !== undefined || !isEndless(several.search)) return [];
  const why =
    'The events may be as far apart as they like, and what is scheduled finds those that one of its runs looks back on.';
  return [{ verdict: 'narrower', why }];
}

function isEndless(search: Search): boolean {
  if (search.kind === 'pipeline') return isEndless(search.from);
  return search.kind === 'sequence' && search.ordered && search.within === undefined;
}
