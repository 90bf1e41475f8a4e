import { field, type Stage } from '../../ir/index.ts';
import type { Rows } from './pipeline-state.ts';

const ordering: ReadonlySet<Stage['kind']> = new Set(['sort', 'aggregate']);

/**
 * The results of a search come newest first, until a command orders them.
 * https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/dedup
 */
export function inSearchOrder(rows: Rows, origin: Rows['from']['origin']): void {
  if (rows.stages.some(({ kind }) => ordering.has(kind))) return;
  const value = field('_time', 'splunk', origin);
  rows.add({ kind: 'sort', by: [{ value, descending: true, absentFirst: false }], origin });
}
