import type { Dialect } from '../../../src/ir/index.ts';
import { toYaml } from '../../yaml-text.ts';
import { assumesOfSql, inspectForSql, sqlCapabilities } from './capabilities.ts';
import { queryDocument } from './documents.ts';
import { holdsBySql } from './hold.ts';
import { SearchPrinter } from './search.ts';

/** Scheduled queries in the SQL of Snowflake: https://docs.panther.com/search/scheduled-searches */
export const sql: Dialect = {
  name: 'sql',
  language: 'panther-sql',
  vendor: 'panther',
  capabilities: sqlCapabilities,
  plainCasing: 'exact',
  inspect: inspectForSql,
  assumes: assumesOfSql,
  refuses: ({ source, several }) => {
    const sources = several === undefined ? [source] : [...several.inputs.values()].map(each => each.source);
    return sources.some(each => each.panther.logTypes.length === 0)
      ? 'Panther has no log type for this data source'
      : undefined;
  },
  holds: holdsBySql,
  document: ({ several, ...planned }, query) =>
    several === undefined ? query : toYaml(queryDocument(query, { ...planned, several }, 'query')),
  print: ({ several, ...planned }) =>
    several === undefined ? '' : new SearchPrinter({ ...planned, several }).print(several.search).query(),
};
