import type { Search } from '../../../src/ir/index.ts';

/**
 * The first version of the Elastic Stack that has the commands of a search, where that is later than those it is written for:
 * `inline stats` came with 9.2, in preview until 9.3.
 * https://www.elastic.co/docs/reference/query-languages/esql/commands/inlinestats-by
 */
export function versionNeeded(search: Search): string | undefined {
  if (search.kind !== 'pipeline') return undefined;
  return search.stages.some(({ kind }) => kind === 'joinAggregate') ? '9.2' : versionNeeded(search.from);
}
