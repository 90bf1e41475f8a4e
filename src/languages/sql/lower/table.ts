import {
  always,
  and,
  type Events,
  field,
  type LogSource,
  type Pipeline,
  type Predicate,
  type Search,
  type Stage,
} from '../../../ir/index.ts';
import { conditionOf } from './condition.ts';
import type { Reading } from './reading.ts';
import { type Kind, nowhere, type Scope, Unread, type Value } from './value.ts';

/**
 * `events`: those of one search, whose columns are made of what each of them holds; `reckoned`: the same with what was reckoned of
 * others beside them; `side by side`: those of several searches, in which an event may be there again.
 */
export type Rows = 'events' | 'reckoned' | 'side by side' | 'other';

/** What rows are when something is reckoned beside each of them. */
export function beside({ rows }: Table): Rows {
  return rows === 'events' ? 'reckoned' : rows;
}

/** Rows, and what their columns are made of. */
export interface Table {
  readonly search: Search;
  readonly columns: ReadonlyMap<string, Value>;
  /** Names that are no columns are fields of the events. */
  readonly open: boolean;
  readonly rows: Rows;
  /** Seconds before a row within which everything is that it is made of, where the query says it. */
  readonly reach: number;
  /** Of a query that an author wrote. */
  readonly reading?: Reading;
}

export function eventsTable(source: LogSource): Table {
  const search: Events = { kind: 'events', source, where: always(true), origin: nowhere };
  return { search, columns: new Map(), open: true, rows: 'events', reach: 0 };
}

/** The events of a table that is known. */
export function eventsOfTable(name: readonly string[], reading: Reading): Table {
  const source = reading.source(name);
  if (source === undefined)
    throw new Unread(`${name.join('.')}, which is the table of no log that is known,`);
  return { ...eventsTable(source), reading };
}

export function scopeOf({ columns, open, reading, search }: Table): Scope {
  const events = search.kind === 'pipeline' ? search.from : search;
  return {
    columns,
    open,
    condition: conditionOf,
    ...(reading === undefined ? {} : { reading }),
    ...(events.kind === 'events' ? { source: events.source } : {}),
  };
}

/** The rows of which the condition is true. */
export function filtered(table: Table, where: Predicate): Table {
  if (where.kind === 'always' && where.value) return table;
  const { search } = table;
  if (search.kind === 'events')
    return {
      ...table,
      search: { ...search, where: and([...conjunctsOf(search.where), ...conjunctsOf(where)]) },
    };
  return { ...table, search: staged(search, { kind: 'filter', where, origin: nowhere }) };
}

function conjunctsOf(where: Predicate): readonly Predicate[] {
  if (where.kind === 'always' && where.value) return [];
  return where.kind === 'and' ? where.operands : [where];
}

export function staged(from: Search, ...stages: readonly Stage[]): Pipeline {
  return from.kind === 'pipeline'
    ? { ...from, stages: [...from.stages, ...stages] }
    : { kind: 'pipeline', from, stages, origin: nowhere };
}

/** The first ones first. */
export const eventTimes: Stage = {
  kind: 'sort',
  by: [{ value: field('p_event_time', 'panther'), descending: false, absentFirst: false }],
  origin: nowhere,
};

/** A stage over rows in the order of their times, as events come; those of a time are one, of which none is before the other. */
export function inTime({ search, rows }: Table, stage: Extract<Stage, { kind: 'window' }>): Pipeline {
  const isSorted = search.kind === 'pipeline' && search.stages.some(({ kind }) => kind === 'sort');
  if (rows !== 'side by side') return staged(search, ...(isSorted ? [eventTimes] : []), stage);
  return staged(search, eventTimes, stage.withoutCurrent ? stage : { ...stage, withPeers: true });
}

/** A column that has become a field of the rows. */
export function made(name: string, kind: Kind): readonly [string, Value] {
  return [name.toLowerCase(), { expression: field(name, 'panther'), kind }];
}
