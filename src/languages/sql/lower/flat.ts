import type { Search, Stage } from '../../../ir/index.ts';
import type { Flattened } from '../ast.ts';
import { lowerValue } from './expression.ts';
import { made, scopeOf, staged, type Table } from './table.ts';
import { nowhere, Unread } from './value.ts';

/** A row for each value of an array, or for each different one, or one without a value. https://docs.snowflake.com/en/sql-reference/functions/flatten */
export function flat(table: Table, { options, alias }: Flattened): Table {
  const [words, ...given] = options;
  const named = new Map(given.map(({ name, value }) => [name.toLowerCase(), value]));
  const [input, outer] = [named.get('input'), named.get('outer')];
  const isOuter = outer?.kind === 'constant' && outer.value === true;
  const isFlatten = words?.name.toUpperCase() === 'LATERAL FLATTEN' && named.size === 2 && isOuter;
  if (!isFlatten || input === undefined) throw new Unread('rows of this kind');
  const array = lowerValue(input, scopeOf(table));
  const { expression } = array;
  if (array.kind !== 'array') throw new Unread('the values of what is no array');
  const isDistinct = expression.kind === 'call' && expression.function === 'mvDedupe';
  const value = (isDistinct ? expression.arguments[0] : undefined) ?? expression;
  const name = `${alias}_value_${expansionsIn(table.search) + 1}`;
  const stages = [
    { kind: 'extend', fields: [{ name, value }], origin: nowhere },
    { kind: 'expand', field: name, ...(isDistinct ? { distinct: true } : {}), origin: nowhere },
  ] satisfies readonly Stage[];
  const columns = new Map([...table.columns, [`${alias.toLowerCase()}.value`, made(name, 'variant')[1]]]);
  return { ...table, search: staged(table.search, ...stages), columns, rows: 'other' };
}

/** Rows that were made before keep their names. */
function expansionsIn(search: Search): number {
  return search.kind === 'pipeline'
    ? expansionsIn(search.from) + search.stages.filter(({ kind }) => kind === 'expand').length
    : 0;
}
