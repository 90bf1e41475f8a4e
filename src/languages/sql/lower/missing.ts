import {
  and,
  equals,
  exists,
  field,
  type Expression as IrExpression,
  not,
  type Search,
  type Stage,
} from '../../../ir/index.ts';
import type { Expression, Source } from '../ast.ts';
import { columnOf, missingIn, pairOf, spanAround } from './chain.ts';
import { staged, type Table } from './table.ts';
import { compares, literal, nowhere, Unread, type Value } from './value.ts';

type FindTable = (source: Source) => Table | undefined;

/** What must not stand before one time of a row within a span of another one, or after it. */
interface Missing {
  readonly table: Table;
  /** Of the events that must not be there, and of the rows. */
  readonly keys: readonly { readonly own: Value; readonly found: Value; readonly nullable: boolean }[];
  readonly side: 'before' | 'after';
  readonly beyond: Value;
  readonly since: Value;
  /** Seconds. */
  readonly within: number;
}

/**
 * The rows with the events that must not be there among them, in the order of the times from which on these count: the nearest one that
 * is seen before each row decides.
 */
export function withoutMissing(
  table: Table,
  label: string,
  expression: Expression,
  tableOf: FindTable,
): Table {
  const { from, conditions = [] } = missingIn(expression) ?? {};
  const events = from && tableOf(from);
  if (events === undefined || events.rows !== 'events' || events.open)
    throw new Unread('a condition on other rows');
  const alias = (from?.alias ?? from?.name.at(-1) ?? '').toLowerCase();
  const { keys, side, beyond, since, within } = conditionsOf(conditions, alias, events, table);
  const [place, mark, nearest] = [`${label}_place`, `${label}_mark`, `${label}_nearest`];
  const marked = (search: Search, at: Value, is: number, values: readonly Value[]): Search => {
    const there = keys.flatMap(({ nullable }, index) =>
      nullable || values[index] === undefined ? [] : [exists(values[index].expression)],
    );
    const fields = keys.map(({ nullable }, index) => ({
      name: `${label}_key_${index + 1}`,
      value: given(values[index], nullable),
    }));
    const times = [
      { name: place, value: at.expression },
      { name: mark, value: literal(is) },
    ];
    return staged(
      search,
      { kind: 'filter', where: and(there), origin: nowhere },
      { kind: 'extend', fields: [...fields, ...times], origin: nowhere },
    );
  };
  const searches = [
    marked(
      table.search,
      beyond,
      1,
      keys.map(({ found }) => found),
    ),
    marked(
      events.search,
      time,
      0,
      keys.map(({ own }) => own),
    ),
  ];
  const isBefore = side === 'before';
  const order = { kind: 'sort', origin: nowhere } as const;
  const by = [
    { value: column(place), descending: !isBefore, absentFirst: false },
    { value: column(mark), descending: true, absentFirst: false },
  ];
  const seen: Stage = {
    kind: 'window',
    by: keys.map((_key, index) => column(`${label}_key_${index + 1}`)),
    measures: [
      {
        name: nearest,
        function: 'last',
        of: [time.expression],
        where: equals(column(mark), [0]),
      },
    ],
    withoutCurrent: true,
    origin: nowhere,
  };
  const span = isBefore ? [column(nearest), since.expression] : [since.expression, column(nearest)];
  const isNear = compares(
    {
      kind: 'call',
      function: 'dateDifference',
      arguments: [literal('millisecond'), ...span],
      origin: nowhere,
    },
    'lte',
    literal(within * 1000),
    'number',
  );
  const rows = and([equals(column(mark), [1]), not(isNear)]);
  const search = staged({ kind: 'union', searches, origin: nowhere }, { ...order, by }, seen, {
    kind: 'filter',
    where: rows,
    origin: nowhere,
  });
  return { ...table, search, rows: 'other', reach: Math.max(table.reach, events.reach + within) };
}

const time: Value = { expression: field('p_event_time', 'panther'), kind: 'time' };

function column(name: string): IrExpression {
  return field(name, 'panther');
}

/** A text that no field holds, where NULL is alike to NULL. */
function given(value: Value | undefined, nullable: boolean): IrExpression {
  if (value === undefined) throw new Unread('a condition on other rows');
  if (!nullable) return value.expression;
  return {
    kind: 'choice',
    branches: [{ when: exists(value.expression), value: value.expression }],
    otherwise: literal('\u0000'),
    origin: nowhere,
  };
}

function conditionsOf(all: readonly Expression[], alias: string, events: Table, rows: Table): Missing {
  const keys: Missing['keys'][number][] = [];
  const times = new Map<string, Value>();
  let within: number | undefined;
  for (const each of all) {
    const pair = pairOf(each);
    const span = each.kind === 'binary' ? spanAround(each.right) : undefined;
    const left = pair?.left ?? (each.kind === 'binary' ? columnOf(each.left) : undefined);
    if (left === undefined || left.alias !== alias) throw new Unread('a condition on other rows');
    const own = events.columns.get(left.name);
    const other = rows.columns.get((span?.column ?? pair?.right)?.name ?? '');
    if (own === undefined || other === undefined) throw new Unread('a condition on other rows');
    if (span !== undefined && each.kind === 'binary') {
      if (within !== undefined) throw new Unread('a condition on other rows');
      within = span.seconds;
      times.set(`${each.operator} span`, other);
    } else if (pair?.operator === '=' || pair?.operator === 'alike')
      keys.push({ own, found: other, nullable: pair.operator === 'alike' });
    else if (pair !== undefined && left.name === 'p_event_time') times.set(pair.operator, other);
    else throw new Unread('a condition on other rows');
  }
  const isBefore = times.has('<');
  const [beyond, since] = isBefore
    ? [times.get('<'), times.get('>= span')]
    : [times.get('>'), times.get('<= span')];
  if (beyond?.kind !== 'time' || since?.kind !== 'time' || times.size !== 2 || within === undefined)
    throw new Unread('a condition on other rows');
  if (within < 0 !== isBefore) throw new Unread('a condition on other rows');
  return {
    table: events,
    keys,
    side: isBefore ? 'before' : 'after',
    beyond,
    since,
    within: Math.abs(within),
  };
}
