import type { Schedule } from '../../ir/index.ts';
import type { EventData } from '../event.ts';
import type { Item } from '../values.ts';

export interface SearchOptions {
  /** The field, or the fields of which the first that holds a time counts; `@timestamp` when absent. */
  readonly timestamp?: string | readonly string[];
  /** When a scheduled search runs, in epoch milliseconds; just after the last event when absent, or so long after it as a run's window ends before the run. */
  readonly now?: number;
  /** Of the rule; without one a scheduled search looks at all events. */
  readonly schedule?: Schedule;
  /** Instead of one run at `now`: all these times, in epoch milliseconds, ascending. */
  readonly runs?: readonly number[];
  /** Takes every event as of the rule's data source: no scope is tested. */
  readonly assumeSource?: boolean;
  /** Alerts that are correlated name the event that completed each, in the place of all that it was made of. */
  readonly alertsAreEvents?: boolean;
  /** The tables of lookups, by name. */
  readonly tables?: Readonly<Record<string, readonly EventData[]>>;
  /**
   * Seconds that an event may come after a later one. An event that comes later still is passed over. All are waited for when
   * absent, so nothing is told before the stream ends.
   */
  readonly lateness?: number;
}

/** What a search found. */
export interface Alert {
  /** Indices of the events in the stream, ascending in time. */
  readonly events: readonly number[];
  /** The fields of a row that was made of several events. */
  readonly row?: Readonly<Record<string, Item | readonly Item[]>>;
  /** Epoch milliseconds: when what was looked for was complete. */
  readonly time: number;
  /** The group, or the new terms: values by the names of their fields. */
  readonly key?: Readonly<Record<string, Item>>;
}
