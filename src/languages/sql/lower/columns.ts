import {
  fieldsIn,
  fieldsOf,
  type Expression as IrExpression,
  type Measure,
  printExpression,
  type Search,
} from '../../../ir/index.ts';
import type { Expression, Item } from '../ast.ts';
import { withAbsent } from './absent-keys.ts';
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

/** What is reckoned over the same rows is one stage, unless the one is reckoned from the other. */
function besideRows(from: Search, by: readonly IrExpression[], measure: Measure): Search {
  const keys = by.map((value, index) => ({ name: `key_${index + 1}`, value }));
  const stage = { kind: 'joinAggregate', by: keys, measures: [measure], origin: nowhere } as const;
  const last = from.kind === 'pipeline' ? from.stages.at(-1) : undefined;
  if (from.kind !== 'pipeline' || last?.kind !== 'joinAggregate') return staged(from, stage);
  const made = new Set(last.measures.map(({ name }) => name));
  const read = [...by, ...measure.of].flatMap(fieldsOf);
  const asked = measure.where === undefined ? read : [...read, ...fieldsIn(measure.where)];
  const keysOf = (each: typeof stage | typeof last): string =>
    each.by.map(({ value }) => printExpression(value)).join('\n');
  if (keysOf(last) !== keysOf(stage) || asked.some(({ name }) => made.has(name))) return staged(from, stage);
  return {
    ...from,
    stages: [...from.stages.slice(0, -1), { ...last, measures: [...last.measures, measure] }],
  };
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
      search: besideRows(table.search, by, named),
    };
  const time = order === undefined ? undefined : lowerValue(order.value, scope).expression;
  const isTime = time?.kind === 'field' && time.name === 'p_event_time';
  if (others.length > 0 || order?.descending !== false || over?.frame === undefined || !isTime)
    throw new Unread('rows in this order');
  const { seconds } = over.frame;
  const groups = withAbsent(table.search, by);
  if (Number.isNaN(seconds)) throw new Unread('a frame of this length');
  const span = seconds === undefined ? {} : { span: seconds };
  return {
    ...table,
    rows: beside(table),
    search: inTime(table, { kind: 'window', by: groups, measures: [named], ...span, origin: nowhere }),
  };
}
