import type { EventData } from '../event.ts';

/** What goes through a search: an event, or a row that was made of several. */
export interface Row {
  /** Epoch milliseconds: of an event its own, of a row of several when it was complete. */
  readonly time: number;
  readonly data: EventData;
  /** Where it came in the stream; of rows of equal time the one that came first is the earlier. */
  readonly order: number;
  /** The events that it was made of, ascending in time; they grow while the row is open. */
  readonly events: readonly number[];
  /** An alert whose condition goes on to hold. */
  readonly isOpen?: () => boolean;
  /** What an alert shows as its row: the fields of an aggregation. */
  readonly shown?: 'data' | EventData;
  /** The group that it stands for. */
  readonly key?: EventData;
}

/** Where a node hands on its rows. */
export type Emit = (row: Row) => void;

/** Earlier first; of equal times the one that came first. */
export function inTime(left: Row, right: Row): number {
  return left.time - right.time || left.order - right.order;
}

/** The events of all rows, in their order, each once. */
export function eventsOf(rows: Iterable<Row>): number[] {
  const seen = new Set<number>();
  for (const row of rows) for (const event of row.events) seen.add(event);
  return [...seen];
}
