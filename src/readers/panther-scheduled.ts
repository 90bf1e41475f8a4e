import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { columnOfLogType, customLogTypeOf, logTypeOfTable } from '../fields/index.ts';
import type { Loss, Search } from '../ir/index.ts';
import { type LoweredQuery, lowerSql, type Tables } from '../languages/sql/index.ts';
import type { PantherSearch } from './panther-module.ts';
import { runsOfQuery } from './panther-queries.ts';
import type { KnownQuery } from './reader.ts';

/** As many alerts of a run as anybody looks at. */
const enoughRows = 100;

/** What a scheduled rule finds: the rows of its query, each an alert. https://docs.panther.com/detections/rules/scheduled-rules */
export function readScheduled(
  { search: rows, diagnostics: said }: PantherSearch,
  names: readonly string[],
  queries: readonly KnownQuery[],
  refuse: (why: string) => Diagnostic,
): PantherSearch {
  const refused = (...problems: readonly Diagnostic[]): PantherSearch => ({
    search: undefined,
    given: [],
    diagnostics: [...said, ...problems],
  });
  if (rows === undefined)
    return refused(refuse('what its module makes of the rows of its query cannot be read'));
  const [query, ...others] = queries;
  if (others.length > 0 || names.length > 1)
    return refused(refuse('it looks at the rows of several queries, whose columns differ'));
  if (query === undefined) return refused(refuse(`its query ${names.join()} is not found`));
  if (query.isOfAthena)
    return refused(refuse('its query is written for Athena, and Snowflake’s SQL is read'));
  if (rows.kind !== 'events') return refused(refuse('it counts the rows of its query'));
  if (!isEveryRow(rows))
    return refused(refuse('its module or its filters choose among the rows of its query'));
  const { value, diagnostics } = lowerSql(query.text, tables);
  if (value === undefined) return refused(...diagnostics);
  return timed(value, query, said, refuse, refused);
}

function isEveryRow(rows: Search): boolean {
  return rows.kind === 'events' && rows.where.kind === 'always' && rows.where.value;
}

function timed(
  { search, lookBack, limit, given }: LoweredQuery,
  query: KnownQuery,
  said: readonly Diagnostic[],
  refuse: (why: string) => Diagnostic,
  refused: (problem: Diagnostic) => PantherSearch,
): PantherSearch {
  const runs = runsOfQuery(query);
  if (runs === undefined) return refused(refuse('when its query runs is not said, or at no even times'));
  if (lookBack === undefined) return refused(refuse('its query does not say how far it looks back'));
  const losses = lossesOf(search, { every: runs.every, lookBack }, limit);
  const span = query.text.span(0, query.text.text.length);
  const isNoted = limit !== undefined && limit >= enoughRows;
  return {
    search,
    given: [...given, ...guessedTypes(query.text.text)].sort(),
    schedule: { ...runs, lookBack },
    ...(losses.length === 0 ? {} : { losses }),
    diagnostics: [...said, ...(isNoted ? [diagnose('sql/limit', { rows: limit }, span)] : [])],
  };
}

function lossesOf(
  search: Search,
  { every, lookBack }: { readonly every: number; readonly lookBack: number },
  limit: number | undefined,
): readonly Loss[] {
  const hasGaps = search.kind === 'events' && lookBack < every;
  return [
    ...(hasGaps
      ? [
          {
            verdict: 'broader',
            why: 'The query looks back on less than comes between two of its runs, and passes over the rest; every event is looked at.',
          } as const,
        ]
      : []),
    ...(limit !== undefined && limit < enoughRows
      ? [
          {
            verdict: 'broader',
            why: `A run of the query keeps ${limit} rows at most; all are found.`,
          } as const,
        ]
      : []),
  ];
}

/** Log types that only their tables name. */
export function guessedTypes(query: string): readonly string[] {
  const named = [...query.matchAll(/\bpanther_logs\.public\.(custom_\w+)/gi)].map(([, table = '']) => table);
  const types = named.flatMap(table => (logTypeOfTable(table) ? [] : (customLogTypeOf(table) ?? [])));
  return [...new Set(types)].map(type => `log-type-of-table:${type}`);
}

const tables: Tables = {
  source: ([database, schema, table = '', ...others]) => {
    const isOfLogs = /^panther_logs$/i.test(database ?? '') && /^public$/i.test(schema ?? '');
    const logType =
      isOfLogs && others.length === 0 ? (logTypeOfTable(table) ?? customLogTypeOf(table)) : undefined;
    return logType === undefined ? undefined : { panther: { logTypes: [logType] } };
  },
  column: ({ panther }, name) => columnOfLogType(panther?.logTypes[0] ?? '', name),
};
