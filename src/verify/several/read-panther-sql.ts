import { parse } from 'yaml';
import { diagnose, failure, type Result, success } from '../../diagnostics/index.ts';
import type { Search } from '../../ir/index.ts';
import { lowerSql } from '../../languages/sql/index.ts';
import { moduleText, recordOf } from './panther-files.ts';
import type { Printed } from './read-several.ts';
import type { TimedSearch } from './runner.ts';

/** A scheduled query and how often it runs, whose every row is an alert: https://docs.panther.com/search/scheduled-searches */
export function readPantherSql({ dialect, planned, query }: Printed): Result<TimedSearch> {
  const document = recordOf(parse(dialect.document?.(planned, query) ?? ''));
  const every = Number(recordOf(document?.['Schedule'])?.['RateMinutes']) * 60;
  const { value, diagnostics } = lowerSql(moduleText(String(document?.['Query'])));
  if (value === undefined) return failure(...diagnostics);
  const { search, lookBack, recent, span } = value;
  const needed = recent === undefined ? every : every + Math.max(span, spanOf(search));
  const isCut = lookBack === undefined || !(lookBack >= needed) || (recent ?? every) < every;
  if (isCut)
    return failure(diagnose('sql/unsupported', { what: 'a query that does not look at all events' }));
  return success({ search, schedule: { every, lookBack } });
}

/** Seconds between the events that one row is made of, where the query says it. */
function spanOf(search: Search): number {
  if (search.kind !== 'pipeline') return 0;
  const own = search.stages.flatMap(stage => (stage.kind === 'window' ? [stage.span ?? 0] : []));
  return Math.max(spanOf(search.from), ...own);
}
