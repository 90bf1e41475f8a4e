import { diagnose } from '../../diagnostics/index.ts';
import { field, fieldsOf, type Stage } from '../../ir/index.ts';
import type { Rows } from './pipeline-state.ts';

const ordering: ReadonlySet<Stage['kind']> = new Set(['sort', 'aggregate']);

/**
 * The results of a search come newest first, until a command orders them.
 * https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/dedup
 */
export function inSearchOrder(rows: Rows, origin: Rows['from']['origin']): void {
  if (rows.stages.some(({ kind }) => ordering.has(kind))) return;
  if (rows.united !== undefined) {
    const why = 'rows are taken by their order, in which its results come behind the others: sort them';
    const { start, end } = rows.united;
    const span = rows.context.span({ start, end });
    rows.context.report(diagnose('spl/command-use', { name: rows.united.name, why }, span));
  }
  const value = field('_time', 'splunk', origin);
  // Commands leave the order as it is, and may take away the time.
  rows.stages.unshift({ kind: 'sort', by: [{ value, descending: true, absentFirst: false }], origin });
}

type Sort = Extract<Stage, { kind: 'sort' }>;

/** What leaves rows in their order. */
const keeping: ReadonlySet<Stage['kind']> = new Set([
  ...(['filter', 'extend', 'rename', 'limit', 'dedup', 'window', 'joinAggregate'] as const),
  ...(['extract', 'fill', 'lookup'] as const),
]);

/** The order of the rows turned round; undefined where it is not known by what they hold now. */
export function turnedOrder(rows: Rows, origin: Rows['from']['origin']): Sort | undefined {
  const at = rows.stages.findLastIndex(({ kind }) => !keeping.has(kind));
  const sort = rows.stages[at];
  if (sort?.kind !== 'sort') return undefined;
  const made = rows.stages.slice(at + 1).flatMap(madeBy);
  if (sort.by.some(({ value }) => fieldsOf(value).some(({ name }) => made.includes(name)))) return undefined;
  const by = sort.by.map(key => ({
    ...key,
    descending: !key.descending,
    absentFirst: !key.absentFirst,
  }));
  return { kind: 'sort', by, origin };
}

function madeBy(stage: Stage): readonly string[] {
  switch (stage.kind) {
    case 'extend':
      return stage.fields.map(({ name }) => name);
    case 'rename':
      return stage.fields.flatMap(({ from, to }) => [from, to]);
    case 'extract':
    case 'fill':
    case 'lookup':
      return stage.fields;
    case 'window':
    case 'joinAggregate':
      return stage.measures.map(({ name }) => name);
    default:
      return [];
  }
}
