import { diagnose, failure, type Result, success } from '../../diagnostics/index.ts';
import type { EmbeddedText } from '../../source/index.ts';
import { type LoweredQuery, QueryLowering } from './lower/query.ts';
import type { Tables } from './lower/reading.ts';
import { Unread } from './lower/value.ts';
import { parseSql } from './parse.ts';

export type { LoweredQuery } from './lower/query.ts';
export type { Tables } from './lower/reading.ts';
export { outlineSql, type SqlClause } from './outline.ts';

/**
 * A scheduled query of Panther, in the SQL of Snowflake: https://docs.panther.com/search/scheduled-searches. Never throws. `tables`: of
 * one that an author wrote; one that is read back names each type.
 */
export function lowerSql(text: EmbeddedText, tables?: Tables): Result<LoweredQuery> {
  const { value: query, diagnostics } = parseSql(text);
  if (query === undefined) return failure(...diagnostics);
  const span = text.span(0, text.text.length);
  try {
    return success(new QueryLowering(tables).lower(query));
  } catch (error) {
    if (error instanceof Unread) return failure(diagnose('sql/unsupported', { what: error.message }, span));
    if (error instanceof RangeError)
      return failure(diagnose('sql/unsupported', { what: 'what is nested so deep' }, span));
    throw error;
  }
}
