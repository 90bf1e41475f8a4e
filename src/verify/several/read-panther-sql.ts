import { parse } from 'yaml';
import { diagnose, failure, type Result, success } from '../../diagnostics/index.ts';
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
  const needed = recent === undefined ? every : every + span;
  const isCut = lookBack === undefined || !(lookBack >= needed) || (recent ?? every) < every;
  if (isCut)
    return failure(diagnose('sql/unsupported', { what: 'a query that does not look at all events' }));
  return success({ search, schedule: { every, lookBack } });
}
