import type { Search } from '../../../ir/index.ts';
import type { Flattened } from '../ast.ts';
import { lowerValue } from './expression.ts';
import { made, scopeOf, staged, type Table } from './table.ts';
import { nowhere, Unread } from './value.ts';

/** A row for each different value of an array, or one without a value. https://docs.snowflake.com/en/sql-reference/functions/flatten */
export function flat(table: Table, { options, alias }: Flattened): Table {
  const [words, ...given] = options;
  const named = new Map(given.map(({ name, value }) => [name.toLowerCase(), value]));
  const [input, outer] = [named.get('input'), named.get('outer')];
  const isOuter = outer?.kind === 'constant' && outer.value === true;
  const isFlatten = words?.name.toUpperCase() === 'LATERAL FLATTEN' && named.size === 2 && isOuter;
  if (!isFlatten || input === undefined) throw new Unread('rows of this kind');
  const array = lowerValue(input, scopeOf(table));
  const distinct = array.expression.kind === 'call' && array.expression.function === 'mvDedupe';
  const [value] = array.expression.kind === 'call' ? array.expression.arguments : [];
  if (array.kind !== 'array' || !distinct || value === undefined)
    throw new Unread('the values of another array than of different ones');
  const name = `${alias}_value_${expansionsIn(table.search) + 1}`;
  const stages = [
    { kind: 'extend', fields: [{ name, value }], origin: nowhere },
    { kind: 'expand', field: name, origin: nowhere },
  ] as const;
  const columns = new Map([...table.columns, [`${alias.toLowerCase()}.value`, made(name, 'variant')[1]]]);
  return { ...table, search: staged(table.search, ...stages), columns, rows: 'other' };
}

/** Rows that were made before keep their names. */
function expansionsIn(search: Search): number {
  return search.kind === 'pipeline'
    ? expansionsIn(search.from) + search.stages.filter(({ kind }) => kind === 'expand').length
    : 0;
}
