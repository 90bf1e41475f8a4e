import type { Named, Stage } from '../../../ir/index.ts';
import type { Expression, Item, Join, Select } from '../ast.ts';
import { conjuncts } from './condition.ts';
import { lowerValue } from './expression.ts';
import { mapped } from './mapped.ts';
import { made, scopeOf, staged, type Table } from './table.ts';
import { nowhere, Unread, type Value } from './value.ts';

/** The name of a look-up table; undefined for other sources. https://docs.panther.com/enrichment/custom */
function lookupOf({ with: { name } }: Join): string | undefined {
  const [database, , table] = name;
  return database?.toLowerCase() === 'panther_lookups' ? table?.toLowerCase() : undefined;
}

export function isLookup({ joins }: Select): boolean {
  return joins.length === 1 && joins.every(join => lookupOf(join) !== undefined);
}

/** `SELECT rows.*, t.column::string AS name FROM rows LEFT JOIN panther_lookups.public.t AS t ON rows.key::string = t.key::string`. */
export function withLookup(table: Table, select: Select): Table {
  const { from, joins, items, where, groups, having, qualify } = select;
  const [join] = joins;
  const name = join && lookupOf(join);
  const isPlain = [where, groups, having, qualify].every(each => each === undefined);
  if (join === undefined || name === undefined || !join.isLeft || !isPlain)
    throw new Unread('a look-up of this form');
  const names = { rows: from.alias ?? from.name.at(-1) ?? '', table: join.with.alias ?? name };
  const keys = conjuncts(join.on).map(each => keyIn(each, table, names));
  const reckoned = keys.filter(({ name: own, value }) => value.kind !== 'field' || value.name !== own);
  const fields = items.flatMap(item => columnsIn(item, names.table));
  const { kept, columns } = keptBefore(table, new Set(fields.map(({ path }) => path)));
  for (const { alias, path } of fields) {
    const [, value] = made(path, 'text');
    columns.set(alias.toLowerCase(), value);
  }
  const stage = {
    kind: 'lookup',
    table: name,
    on: keys.map(key => key.name),
    fields: fields.map(({ path }) => path),
    origin: nowhere,
  } as const;
  const ahead = [...kept, ...reckoned];
  const before: readonly Stage[] =
    ahead.length === 0 ? [] : [{ kind: 'extend', fields: ahead, origin: nowhere }];
  return { ...table, search: staged(table.search, ...before, stage), columns, rows: 'other' };
}

/** What columns of these names hold before they are looked up anew, under names that no column has. */
function keptBefore(
  { columns: known }: Table,
  taken: ReadonlySet<string>,
): { readonly kept: readonly Named[]; readonly columns: Map<string, Value> } {
  const columns = new Map<string, Value>(known);
  const kept: Named[] = [];
  for (const [alias, { expression }] of known) {
    if (expression.kind !== 'field' || !taken.has(expression.name)) continue;
    const name = `${expression.name} as ${alias}`;
    kept.push({ name, value: expression });
    columns.set(alias, made(name, 'text')[1]);
  }
  return { kept, columns };
}

interface Names {
  readonly rows: string;
  readonly table: string;
}

/** What of the rows is the same text as a column, under its name. */
function keyIn(expression: Expression, table: Table, names: Names): Named {
  if (expression.kind !== 'binary' || expression.operator !== '=') throw new Unread('a look-up by this');
  const name = pathIn(uncast(expression.right), names.table);
  if (name === undefined) throw new Unread('a look-up by this');
  const { expression: value } = lowerValue(plainRow(uncast(expression.left), names.rows), scopeOf(table));
  return { name, value };
}

function uncast(value: Expression): Expression {
  return value.kind === 'cast' && /^(?:string|varchar|text)$/i.test(value.to) ? value.of : value;
}

function plainRow(value: Expression, rows: string): Expression {
  return mapped(value, node => {
    if (node.kind !== 'name' || node.parts.length !== 2) return undefined;
    const [alias, column = ''] = node.parts;
    return alias?.toLowerCase() === rows.toLowerCase() ? { kind: 'name', parts: [column] } : undefined;
  });
}

function columnsIn(item: Item, table: string): readonly { readonly alias: string; readonly path: string }[] {
  if (item.kind === 'star') return [];
  const path = item.value.kind === 'cast' ? pathIn(uncast(item.value), table) : undefined;
  if (path === undefined || item.alias === undefined) throw new Unread('a column beside those of a look-up');
  return [{ alias: item.alias, path }];
}

/** `t.a:b` as `a.b`. */
function pathIn(value: Expression, table: string): string | undefined {
  const [of, keys] = value.kind === 'path' ? [value.of, value.keys] : [value, []];
  if (of.kind !== 'name' || of.parts.length !== 2) return undefined;
  const [alias, column = ''] = of.parts;
  return alias?.toLowerCase() === table.toLowerCase() ? [column, ...keys].join('.') : undefined;
}
