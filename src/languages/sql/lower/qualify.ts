import type { Stage } from '../../../ir/index.ts';
import type { Expression, Ordering } from '../ast.ts';
import { withColumn } from './columns.ts';
import { conditionOf, conjuncts } from './condition.ts';
import { lowerValue } from './expression.ts';
import { mapped } from './mapped.ts';
import { beside, filtered, scopeOf, staged, type Table } from './table.ts';
import { nowhere, Unread } from './value.ts';

/** Numbers, times and texts are ordered as such; what JSON holds is ordered by its types first. */
export function inOrder(order: readonly Ordering[], table: Table): readonly Stage[] {
  if (order.length === 0) return [];
  const by = order.map(({ value, descending, nullsFirst }) => {
    const { expression, kind } = lowerValue(value, scopeOf(table));
    if (kind === 'array' || kind === 'variant') throw new Unread('rows in this order');
    return { value: expression, descending, absentFirst: nullsFirst };
  });
  return [{ kind: 'sort', by, origin: nowhere }];
}

/** Whether its rows come in another order than that of their time. */
function isSorted({ search }: Table): boolean {
  return search.kind === 'pipeline' && search.stages.some(({ kind }) => kind === 'sort');
}

/** Rows chosen by what was reckoned beside them. */
export function qualified(table: Table, qualify: Expression | undefined): Table {
  if (qualify === undefined) return table;
  return conjuncts(qualify).reduce<Table>((rows, each) => {
    const first = firstOf(each, rows);
    return first ?? chosenBeside(rows, each);
  }, table);
}

/** By what the condition itself reckons over rows. */
function chosenBeside(table: Table, condition: Expression): Table {
  let rows = table;
  const wanted = mapped(condition, node => {
    if (node.kind !== 'call' || node.over === undefined) return undefined;
    const name = `beside_${rows.columns.size}`;
    const column = withColumn(rows, rows, node, name);
    rows = { ...column.rows, columns: new Map([...rows.columns, [name, column.value]]) };
    return { kind: 'name', parts: [name] };
  });
  return filtered(rows, conditionOf(wanted, scopeOf(rows)).whenTrue);
}

/** `ROW_NUMBER() OVER (PARTITION BY … ORDER BY time) <= count`: the first rows of each key, or with DESC the newest; no value is a key. */
function firstOf(expression: Expression, table: Table): Table | undefined {
  if (expression.kind !== 'binary' || expression.left.kind !== 'call') return undefined;
  const { operator, left, right } = expression;
  if (left.name !== 'ROW_NUMBER') return undefined;
  const scope = scopeOf(table);
  const [order, ...others] = left.over?.order ?? [];
  const time = order === undefined ? undefined : lowerValue(order.value, scope).expression;
  const isTime = time?.kind === 'field' && time.name === 'p_event_time';
  const keep = right.kind === 'number' ? right.value : Number.NaN;
  if (
    order === undefined ||
    others.length > 0 ||
    !isTime ||
    (operator !== '<=' && !(operator === '=' && keep === 1))
  )
    throw new Unread('rows by their number');
  const by = (left.over?.by ?? []).map(each => lowerValue(each, scope).expression);
  return {
    ...table,
    rows: beside(table),
    search: staged(table.search, ...(order.descending || isSorted(table) ? inOrder([order], table) : []), {
      kind: 'dedup',
      by,
      keep,
      whole: true,
      origin: nowhere,
    }),
  };
}
