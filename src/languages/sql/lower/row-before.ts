import type { Expression as IrExpression, Measure } from '../../../ir/index.ts';
import type { Expression } from '../ast.ts';
import { withAbsent } from './absent-keys.ts';
import { lowerValue } from './expression.ts';
import { beside, inTime, made, scopeOf, type Table } from './table.ts';
import { nowhere, Unread, type Value } from './value.ts';

type Call = Extract<Expression, { kind: 'call' }>;

/** A column with a value of the row before each one: LAG. https://docs.snowflake.com/en/sql-reference/functions/lag */
export function withRowBefore(
  table: Table,
  label: string,
  { over, arguments: [first, ...others] }: Call,
): { readonly table: Table; readonly value: Value } {
  const scope = scopeOf(table);
  const [order, ...orders] = over?.order ?? [];
  if (first === undefined || order === undefined || others.length + orders.length > 0)
    throw new Unread('the row before in this order');
  const time = lowerValue(order.value, scope).expression;
  if (!isTime(time) || order.descending || over?.frame !== undefined)
    throw new Unread('the row before in this order');
  const { expression, kind } = lowerValue(first, scope);
  // What the row before lacks is not looked for in the one before that.
  if (!isAlwaysThere(expression)) throw new Unread('a value of the row before that it may lack');
  const measure: Measure = { name: label, function: 'last', of: [expression] };
  const by = (over?.by ?? []).map(each => lowerValue(each, scope).expression);
  const search = inTime(table, {
    kind: 'window',
    by: withAbsent(table.search, by),
    measures: [measure],
    withoutCurrent: true,
    origin: nowhere,
  });
  return { table: { ...table, rows: beside(table), search }, value: made(label, kind)[1] };
}

function isTime(expression: IrExpression): boolean {
  return expression.kind === 'field' && expression.name === 'p_event_time';
}

function isAlwaysThere(expression: IrExpression): boolean {
  if (expression.kind === 'literal') return expression.value !== null;
  if (expression.kind !== 'choice') return isTime(expression);
  const { branches, otherwise } = expression;
  return (
    otherwise !== undefined && isAlwaysThere(otherwise) && branches.every(({ value }) => isAlwaysThere(value))
  );
}
