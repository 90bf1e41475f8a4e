import { equals, type LogSource } from '../../../ir/index.ts';
import type { Expression, Select } from '../ast.ts';
import { containsAggregate } from './aggregates.ts';
import { mapped } from './mapped.ts';
import type { Table } from './table.ts';
import { type Condition, type Kind, overValues, type Scope, Unread, type Value } from './value.ts';

/** What is known of the tables of a query that an author wrote, whose columns have types that it does not name. */
export interface Tables {
  /** Where the events of a table are; undefined where nobody knows. */
  readonly source: (name: readonly string[]) => LogSource | undefined;
  /** A column as its events call it, whose case counts for nothing in a query; undefined where nobody knows. */
  readonly column: (source: LogSource, name: string) => string | undefined;
}

/** The tables, and what the reading rests on. */
export interface Reading extends Tables {
  readonly given: Set<string>;
}

/** What is JSON for all that is known, as what it is compared with or handed to; a column that is cast is what it is cast to. */
export function typed(value: Value, as: Kind, { reading }: Pick<Scope, 'reading'>): Value {
  if (value.kind !== 'variant' || reading === undefined) return value;
  const { expression } = value;
  if (expression.kind === 'choice') {
    const given = [...expression.branches.map(each => each.value), expression.otherwise];
    for (const each of given)
      if (each !== undefined) typed({ expression: each, kind: 'variant' }, as, { reading });
  } else if (expression.kind === 'field')
    reading.given.add(`${as === 'boolean' ? 'boolean' : 'single-valued'}:${expression.name}`);
  else if (expression.kind !== 'literal') throw new Unread('the type of this value');
  return { ...value, kind: as };
}

/** A key or what is counted: a list would be one value of them here, and several elsewhere. */
export function asOneValue({ expression, kind }: Value, { reading }: Pick<Scope, 'reading'>): void {
  if (kind === 'variant' && expression.kind === 'field')
    reading?.given.add(`single-valued:${expression.name}`);
}

/** Two values that are compared. */
export function alike(one: Value, other: Value, scope: Scope): readonly [Value, Value] {
  if (one.kind === other.kind) return [one, other];
  if (one.kind === 'variant') return [comparable(one, other, scope), other];
  return [one, comparable(other, one, scope)];
}

/** What of JSON is a number or a Boolean is no text that looks like it, or is it: that hangs on how the two are brought together. */
function comparable(value: Value, { kind, expression }: Value, scope: Scope): Value {
  const isWithin = value.expression.kind === 'field' && value.expression.name.includes('.');
  const text = expression.kind === 'literal' && kind === 'text' ? String(expression.value) : '';
  if (scope.reading !== undefined && isWithin && /^(?:true|false|null|[-+]?\d[\d.e+-]*)$/i.test(text))
    throw new Unread(`what JSON holds compared with '${text}'`);
  return typed(value, kind, scope);
}

export function equalsBoolean({ expression }: Value, value: boolean): Condition {
  if (expression.kind !== 'field') throw new Unread('a comparison of conditions');
  return overValues(equals(expression, [value]), [expression]);
}

/** JSON's null is no NULL. https://docs.snowflake.com/en/user-guide/semistructured-considerations#null-values */
export function noteNull({ expression, kind }: Value, { reading }: Scope): void {
  if (
    reading !== undefined &&
    kind === 'variant' &&
    expression.kind === 'field' &&
    /\./.test(expression.name)
  )
    reading.given.add(`not-null:${expression.name}`);
}

/**
 * Names of what is selected stand for it wherever no column is called so, and numbers in GROUP BY for what is selected there.
 * https://docs.snowflake.com/en/sql-reference/sql/select#usage-notes
 */
export function withoutAliases(select: Select, table: Table): Select {
  const { reading } = table;
  if (reading === undefined) return select;
  const aliases = new Map<string, Expression>();
  const after = (expression: Expression): Expression =>
    mapped(expression, node => {
      const name = node.kind === 'name' && node.parts.length === 1 ? String(node.parts[0]) : undefined;
      const found = name === undefined ? undefined : aliases.get(name.toLowerCase());
      if (name === undefined || found === undefined || isColumn(name, table)) return undefined;
      if (table.open && !containsAggregate(found)) reading.given.add(`no-column:${name}`);
      return found;
    });
  const items = select.items.map(item => {
    if (item.kind === 'star') return item;
    const value = after(item.value);
    if (item.alias !== undefined) aliases.set(item.alias.toLowerCase(), value);
    return { ...item, value };
  });
  const place = (value: Expression): Expression => {
    const item = value.kind === 'number' ? items[value.value - 1] : undefined;
    return item?.kind === 'value' ? item.value : after(value);
  };
  const { where, groups, having, qualify } = select;
  return {
    ...select,
    items,
    order: select.order.map(each => ({ ...each, value: place(each.value) })),
    ...(where === undefined ? {} : { where: after(where) }),
    ...(groups === undefined ? {} : { groups: groups.map(place) }),
    ...(having === undefined ? {} : { having: after(having) }),
    ...(qualify === undefined ? {} : { qualify: after(qualify) }),
  };
}

function isColumn(name: string, { columns, open, search, reading }: Table): boolean {
  if (!open || search.kind !== 'events') return columns.has(name.toLowerCase());
  return reading?.column(search.source, name) !== undefined;
}

/** A column that is only shown needs no meaning; asked for, it is refused. */
export const unread: Value = { expression: { kind: 'literal', value: null, origin: [] }, kind: 'unread' };

export function ifRead<Found>(lower: () => Found, { reading }: Table): Found | undefined {
  if (reading === undefined) return lower();
  try {
    return lower();
  } catch (error) {
    if (error instanceof Unread) return undefined;
    throw error;
  }
}
