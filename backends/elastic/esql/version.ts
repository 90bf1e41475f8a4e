import type { Search, Stage } from '../../../src/ir/index.ts';

/**
 * The first version of the Elastic Stack that has the commands of a search, where that is later than those it is written for:
 * `inline stats` came with 9.2, in preview until 9.3; `limit … by`, `uri_parts` and queries
 * beside each other with 9.4, in preview.
 * https://www.elastic.co/docs/reference/query-languages/esql/esql-commands
 */
export function versionNeeded(search: Search): string | undefined {
  if (search.kind === 'union') return '9.4';
  if (search.kind !== 'pipeline') return undefined;
  const inner = versionNeeded(search.from);
  const versions = [...search.stages.map(versionOf), inner].filter(each => each !== undefined);
  return versions.sort().at(-1);
}

function versionOf(stage: Stage): string | undefined {
  if (stage.kind === 'dedup' || (stage.kind === 'extract' && stage.syntax === 'uri')) return '9.4';
  return stage.kind === 'joinAggregate' ? '9.2' : undefined;
}
