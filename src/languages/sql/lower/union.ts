import type { Search } from '../../../ir/index.ts';
import { made, staged, type Table } from './table.ts';
import { nowhere, Unread, type Value } from './value.ts';

/**
 * Rows of one query after those of another, column by column; by name those that are not named, too.
 * https://docs.snowflake.com/en/sql-reference/operators-query
 */
export function unionOf(tables: readonly Table[], byName: boolean): Table {
  const [first] = tables;
  const names = [...(first?.columns.keys() ?? [])];
  const isOpen = byName && tables.every(({ open }) => open);
  const isAlike = tables.every(
    ({ columns, open }) =>
      open === isOpen && columns.size === names.length && names.every(name => columns.has(name)),
  );
  if (!isAlike) throw new Unread('a union of other columns');
  const search: Search = { kind: 'union', searches: tables.map(withColumns), origin: nowhere };
  const rows = tables.some(each => each.rows === 'other') ? 'other' : 'side by side';
  const columns = names.map(name => made(name, kindOf(tables, name)));
  const reach = Math.max(...tables.map(each => each.reach));
  return { search, columns: new Map(columns), open: isOpen, rows, reach };
}

function withColumns({ search, columns }: Table): Search {
  const fields = [...columns].map(([name, { expression }]) => ({ name, value: expression }));
  return staged(search, { kind: 'extend', fields, origin: nowhere });
}

/** NULL is of every kind. */
function kindOf(tables: readonly Table[], name: string): Value['kind'] {
  const kinds = new Set(
    tables.flatMap(({ columns }) => {
      const value = columns.get(name);
      return value === undefined || isNull(value) ? [] : [value.kind];
    }),
  );
  const [kind = 'text', ...others] = kinds;
  if (others.length > 0) throw new Unread(`a union of ${[...kinds].join(' and ')}`);
  return kind;
}

function isNull({ expression }: Value): boolean {
  return expression.kind === 'literal' && expression.value === null;
}
