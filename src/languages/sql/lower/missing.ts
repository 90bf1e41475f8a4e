import { type Expression as IrExpression, not } from '../../../ir/index.ts';
import type { Expression, Source } from '../ast.ts';
import { type Column, columnOf, type MissingRows, missingIn, pairOf, spanAround } from './chain.ts';
import { conjuncts } from './condition.ts';
import { type Sought, withNearest } from './nearest.ts';
import { staged, type Table } from './table.ts';
import { compares, literal, nowhere, Unread, type Value } from './value.ts';

type FindTable = (source: Source) => Table | undefined;

/** The rows without those about which events stand that must not be there. */
export function withoutMissing(
  table: Table,
  label: string,
  expression: Expression,
  tableOf: FindTable,
): Table {
  const found = missingIn(expression);
  if (found === undefined) throw new Unread(otherRows);
  if (found.joins.length > 0) return withoutPair(table, label, found, tableOf);
  const events = eventsIn(found.from, tableOf);
  const { span, ...told } = toldOf(found.conditions, events.alias);
  const sought = soughtOf(told, events.table, table);
  const isBefore = sought.side === 'before';
  const since = span === undefined ? undefined : table.columns.get(span.other.name);
  if (since?.kind !== 'time' || span?.operator !== (isBefore ? '>=' : '<=') || span.seconds < 0 !== isBefore)
    throw new Unread(otherRows);
  const { search, nearest } = withNearest(table.search, label, sought);
  const ends = isBefore ? ([nearest, since.expression] as const) : ([since.expression, nearest] as const);
  return notNear({ ...table, search }, ends, Math.abs(span.seconds), events.table.reach);
}

/** Events of which one must not stand before a row and the other after it, where both are within a span. */
function withoutPair(
  table: Table,
  label: string,
  { from, joins: [join, ...others], conditions }: MissingRows,
  tableOf: FindTable,
): Table {
  if (join === undefined || join.isLeft || others.length > 0) throw new Unread(otherRows);
  const [early, late] = [eventsIn(from, tableOf), eventsIn(join.with, tableOf)];
  const near = toldOf(conjuncts(join.on), late.alias);
  const isOfLate = (each: Expression) => timeOrKey(each)?.own.alias === late.alias;
  const before = toldOf(
    conditions.filter(each => !isOfLate(each)),
    early.alias,
  );
  const after = toldOf(conditions.filter(isOfLate), late.alias);
  const { span } = near;
  const isNear = span?.operator === '<=' && span.seconds >= 0 && isTimeOf(span.other, early.alias);
  const isPlain = [near.time, before.span, after.span].every(each => each === undefined);
  if (!isNear || !isPlain || after.keys.length > 0) throw new Unread(otherRows);
  const keys = sharedKeys(near.keys, before.keys, early.alias);
  const [first, next] = [
    soughtOf(before, early.table, table),
    soughtOf({ ...after, keys }, late.table, table),
  ];
  if (first.side !== 'before' || next.side !== 'after') throw new Unread(otherRows);
  const one = withNearest(table.search, `${label}_before`, first);
  const both = withNearest(one.search, `${label}_after`, next);
  const reach = Math.max(early.table.reach, late.table.reach);
  return notNear({ ...table, search: both.search }, [one.nearest, both.nearest], span.seconds, reach);
}

/** What comes after has the keys of what came before, which are those of the row. */
function sharedKeys(late: readonly KeyPair[], early: readonly KeyPair[], alias: string): readonly KeyPair[] {
  if (late.length !== early.length) throw new Unread(otherRows);
  return late.map(({ own, other, nullable }) => {
    const same = early.find(key => key.own.name === other.name && key.nullable === nullable);
    if (other.alias !== alias || same === undefined) throw new Unread(otherRows);
    return { own, other: same.other, nullable };
  });
}

const otherRows = 'a condition on other rows';

/** The rows of which two times are not within a span, or of which one is none. */
function notNear(
  table: Table,
  [start, end]: readonly [IrExpression, IrExpression],
  seconds: number,
  reach: number,
): Table {
  const elapsed: IrExpression = {
    kind: 'call',
    function: 'dateDifference',
    arguments: [literal('millisecond'), start, end],
    origin: nowhere,
  };
  const where = not(compares(elapsed, 'lte', literal(seconds * 1000), 'number'));
  const search = staged(table.search, { kind: 'filter', where, origin: nowhere });
  return { ...table, search, rows: 'other', reach: Math.max(table.reach, reach + seconds) };
}

interface Part {
  readonly table: Table;
  readonly alias: string;
}

function eventsIn(source: Source, tableOf: FindTable): Part {
  const table = tableOf(source);
  if (table === undefined || table.rows !== 'events' || table.open) throw new Unread(otherRows);
  return { table, alias: (source.alias ?? source.name.at(-1) ?? '').toLowerCase() };
}

interface KeyPair {
  readonly own: Column;
  readonly other: Column;
  readonly nullable: boolean;
}

/** What is asked of the events of one part. */
interface Told {
  readonly keys: readonly KeyPair[];
  readonly time: { readonly operator: string; readonly other: Column } | undefined;
  readonly span: { readonly operator: string; readonly other: Column; readonly seconds: number } | undefined;
}

function toldOf(all: readonly Expression[], alias: string): Told {
  const keys: KeyPair[] = [];
  let time: Told['time'];
  let span: Told['span'];
  for (const each of all) {
    const asked = timeOrKey(each);
    if (asked?.own.alias !== alias || asked.other.alias === alias) throw new Unread(otherRows);
    if (asked.kind === 'key') keys.push(asked);
    else if (!isTimeOf(asked.own, alias)) throw new Unread(otherRows);
    else if (asked.kind === 'time' && time === undefined) time = asked;
    else if (asked.kind === 'span' && span === undefined) span = asked;
    else throw new Unread(otherRows);
  }
  return { keys, time, span };
}

type Asked = { readonly own: Column } & (
  | ({ readonly kind: 'key' } & KeyPair)
  | ({ readonly kind: 'time' } & NonNullable<Told['time']>)
  | ({ readonly kind: 'span' } & NonNullable<Told['span']>)
);

function timeOrKey(expression: Expression): Asked | undefined {
  if (expression.kind === 'binary') {
    const [own, span] = [columnOf(expression.left), spanAround(expression.right)];
    const { operator } = expression;
    if (own !== undefined && span !== undefined)
      return { kind: 'span', own, operator, other: span.column, seconds: span.seconds };
  }
  const { operator, left, right } = pairOf(expression) ?? {};
  if (operator === undefined || left === undefined || right === undefined) return undefined;
  return operator === '=' || operator === 'alike'
    ? { kind: 'key', own: left, other: right, nullable: operator === 'alike' }
    : { kind: 'time', own: left, operator, other: right };
}

function isTimeOf({ alias, name }: Column, own: string): boolean {
  return alias === own && name === 'p_event_time';
}

function soughtOf({ keys, time }: Omit<Told, 'span'>, table: Table, rows: Table): Sought {
  const beyond = time === undefined ? undefined : rows.columns.get(time.other.name);
  const side = time?.operator === '<' ? 'before' : time?.operator === '>' ? 'after' : undefined;
  if (beyond?.kind !== 'time' || side === undefined) throw new Unread(otherRows);
  return {
    table,
    side,
    beyond,
    keys: keys.map(({ own, other, nullable }) => ({
      own: columnIn(table, own),
      found: columnIn(rows, other),
      nullable,
    })),
  };
}

function columnIn({ columns }: Table, { name }: Column): Value {
  const value = columns.get(name);
  if (value === undefined) throw new Unread(otherRows);
  return value;
}
