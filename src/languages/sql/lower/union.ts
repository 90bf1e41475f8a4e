import { field, type Search, type Stage } from '../../../ir/index.ts';
import { made, staged, type Table } from './table.ts';
import { literal, nowhere, Unread, type Value } from './value.ts';

/**
 * Rows of one query after those of another, column by column; by name those that are not named, too.
 * https://docs.snowflake.com/en/sql-reference/operators-query
 */
export function unionOf(tables: readonly Table[], byName: boolean): Table {
  const [first] = tables;
  const own = [...(first?.columns.keys() ?? [])];
  const isAlike = tables.every(
    ({ columns, open }) => !open && columns.size === own.length && own.every(name => columns.has(name)),
  );
  if (!byName && !isAlike) throw new Unread('a union of other columns');
  const names = [...new Set(tables.flatMap(({ columns }) => [...columns.keys()]))];
  const isOpen = tables.some(({ open }) => open);
  const searches = tables.map(table => withColumns(table, names, isOpen));
  const search: Search = { kind: 'union', searches, origin: nowhere };
  const rows = tables.some(each => each.rows === 'other') ? 'other' : 'side by side';
  const columns = names.map(name => made(name, kindOf(tables, name)));
  const reach = Math.max(...tables.map(each => each.reach));
  return { search, columns: new Map(columns), open: isOpen, rows, reach };
}

/** A column that a part of it lacks is a field of its events, if they are there whole, and NULL if not. */
function withColumns({ search, columns, open }: Table, names: readonly string[], isOpen: boolean): Search {
  const fields = names.map(name => ({
    name,
    value: columns.get(name)?.expression ?? (open ? field(name, 'panther') : literal(null)),
  }));
  const all: Stage = { kind: 'extend', fields, origin: nowhere };
  if (open || !isOpen) return staged(search, all);
  const kept = names.map(name => [{ kind: 'text', text: name } as const]);
  return staged(search, all, { kind: 'keep', fields: kept, origin: nowhere });
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
