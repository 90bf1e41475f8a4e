import { type Given, plainText, type Search, type Stage } from '../../../src/ir/index.ts';
import { columnName } from './measures.ts';

type Join = Extract<Stage, { kind: 'join' }>;

/** Why two searches cannot stand beside each other: whole events have fields in common that no key names. */
export function joinProblem(stage: Stage): string | undefined {
  return stage.kind === 'join' && !isOfColumns(stage.with)
    ? 'a join is written with a search whose columns are known'
    : undefined;
}

function isOfColumns(search: Search): boolean {
  if (search.kind !== 'pipeline') return false;
  return search.stages.some(each => each.kind === 'aggregate' || isList(each)) || isOfColumns(search.from);
}

function isList(stage: Stage): boolean {
  return stage.kind === 'keep' && stage.fields.every(each => plainText(each) !== undefined);
}

/**
 * The first rows with the keys alone, so many as `max` says, or all with 0.
 * https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/join
 */
export function printJoin(
  stage: Join,
  printSearch: (search: Search) => readonly string[],
): readonly string[] {
  const { search, most } = withoutFirst(stage);
  const [first = '', ...rest] = printSearch(search);
  const inner = [first.startsWith('|') ? first : `search ${first}`, ...rest].join('\n');
  return [
    `| join type=${stage.type} max=${most} ${stage.on.map(columnName).join(' ')}`,
    `    [ ${inner.replaceAll('\n', '\n      ')} ]`,
  ];
}

/** Of several rows with the same keys, the first ones in an order that the search does not say. */
export function joinsGiven(search: Search): readonly Given[] {
  if (search.kind !== 'pipeline') return [];
  const picks = search.stages.some(
    stage => stage.kind === 'join' && withoutFirst(stage).most > 0 && !hasRowEach(stage.with, stage.on),
  );
  const joins = search.stages.some(({ kind }) => kind === 'join') ? ['kept-results'] : [];
  return [...joinsGiven(search.from), ...joins, ...(picks ? ['first-joined'] : [])];
}

/** Whether there is a row at most for each combination of the keys. */
function hasRowEach(search: Search, keys: readonly string[]): boolean {
  if (search.kind !== 'pipeline') return false;
  const last = search.stages.findLast(({ kind }) => !keepsRows.has(kind));
  if (last === undefined) return hasRowEach(search.from, keys);
  return (
    last.kind === 'aggregate' && last.window === undefined && last.by.every(({ name }) => keys.includes(name))
  );
}

/** Neither make more rows of one, nor give columns other names. */
const keepsRows: ReadonlySet<Stage['kind']> = new Set([
  ...(['dedup', 'filter', 'keep', 'sort', 'limit'] as const),
]);

/** What `max` says of the other search, and that without it. */
function withoutFirst({ with: search, on }: Join): { readonly search: Search; readonly most: number } {
  const last = search.kind === 'pipeline' ? search.stages.at(-1) : undefined;
  if (search.kind !== 'pipeline' || last?.kind !== 'dedup' || last.whole) return { search, most: 0 };
  const keys = last.by.flatMap(key => (key.kind === 'field' ? [key.name] : []));
  const areKeys = keys.length === last.by.length && keys.join('\n') === on.join('\n');
  return areKeys
    ? { search: { ...search, stages: search.stages.slice(0, -1) }, most: last.keep }
    : { search, most: 0 };
}
