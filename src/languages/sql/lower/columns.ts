import type { Measure } from '../../../ir/index.ts';
import type { Expression, Item } from '../ast.ts';
import { cutOf, withCut } from './cut.ts';
import { lowerValue } from './expression.ts';
import { measureOf } from './measures.ts';
import { asOneValue, ifRead, unread } from './reading.ts';
import { withRowBefore } from './row-before.ts';
import { beside, inTime, made, scopeOf, staged, type Table } from './table.ts';
import { type Kind, nowhere, type Scope, Unread, type Value } from './value.ts';

/** Columns by what they are made of; what is reckoned over other rows too is made a stage. */
export function shown(table: Table, items: readonly Item[]): Table {
  const isOpen = items.some(item => item.kind === 'star');
  let rows = table;
  const columns = new Map<string, Value>(isOpen ? table.columns : []);
  for (const [index, item] of items.entries()) {
    if (item.kind === 'star') continue;
    const { value, alias } = item;
    const name = alias ?? (value.kind === 'name' ? value.parts.at(-1) : undefined) ?? `column_${index}`;
    const found = ifRead(() => withColumn(rows, table, value, `${index}_${name}`), table);
    rows = found?.rows ?? rows;
    columns.set(name.toLowerCase(), found?.value ?? unread);
  }
  return { ...rows, columns, open: isOpen && table.open };
}

/** The rows with what a column is made of, in terms of the rows before any. */
export function withColumn(
  rows: Table,
  table: Table,
  value: Expression,
  name: string,
): { readonly rows: Table; readonly value: Value } {
  const cut = cutOf(value);
  if (cut !== undefined)
    return { rows: withCut(rows, `cut_${name}`, cut), value: made(`cut_${name}`, 'text')[1] };
  if (value.kind === 'call' && value.name === 'LAG') {
    const before = withRowBefore(rows, `before_${name}`, value);
    const reach = Math.max(rows.reach, 2 * table.reach);
    return { rows: { ...before.table, reach }, value: before.value };
  }
  if (value.kind !== 'call' || value.over === undefined)
    return { rows, value: lowerValue(value, scopeOf(table)) };
  const label = `reckoned_${name}`;
  const reach = Math.max(rows.reach, table.reach + (value.over.frame?.seconds ?? 0));
  return {
    rows: { ...overRows(rows, label, value), reach },
    value: made(label, kindOver(value, scopeOf(table)))[1],
  };
}

type Call = Extract<Expression, { kind: 'call' }>;

function kindOver({ over: _over, ...call }: Call, scope: Scope): Kind {
  return measureOf(call, scope).kind;
}

/** https://docs.snowflake.com/en/sql-reference/functions-window-syntax */
function overRows(table: Table, name: string, { over, ...call }: Call): Table {
  const scope = scopeOf(table);
  const { measure, kind } = measureOf(call, scope);
  if (kind !== 'number' && kind !== 'time' && (over?.order.length !== 0 || over.frame !== undefined))
    throw new Unread(`${call.name} over rows`);
  const named: Measure = { ...measure, name };
  const keys = (over?.by ?? []).map(each => lowerValue(each, scope));
  for (const key of keys) asOneValue(key, scope);
  const by = keys.map(({ expression }) => expression);
  const [order, ...others] = over?.order ?? [];
  if (order === undefined && over?.frame === undefined)
    return {
      ...table,
      rows: beside(table),
      search: staged(table.search, {
        kind: 'joinAggregate',
        by: by.map((value, index) => ({ name: `key_${index + 1}`, value })),
        measures: [named],
        origin: nowhere,
      }),
    };
  const time = order === undefined ? undefined : lowerValue(order.value, scope).expression;
  const isTime = time?.kind === 'field' && time.name === 'p_event_time';
  if (others.length > 0 || order?.descending !== false || over?.frame === undefined || !isTime)
    throw new Unread('rows in this order');
  const { seconds } = over.frame;
  if (Number.isNaN(seconds)) throw new Unread('a frame of this length');
  const span = seconds === undefined ? {} : { span: seconds };
  return {
    ...table,
    rows: beside(table),
    search: inTime(table, { kind: 'window', by, measures: [named], ...span, origin: nowhere }),
  };
}
