import type { Search, Stage } from '../ir/index.ts';

/**
 * ES|QL gives its rows in no order unless it sorts them, so that a limit without a sort before it keeps any of them.
 * https://www.elastic.co/docs/reference/query-languages/esql/commands/limit
 */
export function anyRowsGiven(language: string, search: Search): readonly string[] {
  return language === 'esql' && keepsAnyRows(search) ? ['any-rows'] : [];
}

function keepsAnyRows(search: Search): boolean {
  if (search.kind === 'union') return search.searches.some(keepsAnyRows);
  return search.kind === 'pipeline' && (keepsAnyRows(search.from) || isAny(search.stages));
}

/** Rows that groups are made of have lost their order. */
function isAny(stages: readonly Stage[]): boolean {
  let isSorted = false;
  for (const { kind } of stages) {
    if (kind === 'sort') isSorted = true;
    if (kind === 'aggregate') isSorted = false;
    if (kind === 'limit' && !isSorted) return true;
  }
  return false;
}
