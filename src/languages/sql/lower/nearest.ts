import {
  and,
  equals,
  exists,
  field,
  type Expression as IrExpression,
  type Search,
  type Stage,
} from '../../../ir/index.ts';
import { staged, type Table } from './table.ts';
import { literal, nowhere, Unread, type Value } from './value.ts';

/** Events that are looked for about each row. */
export interface Sought {
  readonly table: Table;
  /** Of these events, and of the rows. */
  readonly keys: readonly { readonly own: Value; readonly found: Value; readonly nullable: boolean }[];
  readonly side: 'before' | 'after';
  /** The time of a row that they stand before or after. */
  readonly beyond: Value;
}

/**
 * The rows with the events among them, in the order of the times from which on these count: the nearest one that is seen before each row
 * is told by a column.
 */
export function withNearest(
  rows: Search,
  label: string,
  { table, keys, side, beyond }: Sought,
): { readonly search: Search; readonly nearest: IrExpression } {
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
  const found = marked(
    rows,
    beyond,
    1,
    keys.map(each => each.found),
  );
  const events = marked(
    table.search,
    time,
    0,
    keys.map(({ own }) => own),
  );
  const by = [
    { value: column(place), descending: side === 'after', absentFirst: false },
    { value: column(mark), descending: true, absentFirst: false },
  ];
  const seen: Stage = {
    kind: 'window',
    by: keys.map((_key, index) => column(`${label}_key_${index + 1}`)),
    measures: [{ name: nearest, function: 'last', of: [time.expression], where: equals(column(mark), [0]) }],
    withoutCurrent: true,
    origin: nowhere,
  };
  const search = staged(
    { kind: 'union', searches: [found, events], origin: nowhere },
    { kind: 'sort', by, origin: nowhere },
    seen,
    { kind: 'filter', where: equals(column(mark), [1]), origin: nowhere },
  );
  return { search, nearest: column(nearest) };
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
