import {
  type Alert,
  type CompiledSearch,
  type EventData,
  type SearchOptions,
  SearchStream,
} from '../evaluate/index.ts';

export interface MatchedSearch<Id> {
  readonly id: Id;
  readonly search: CompiledSearch;
}

/** Where the logs of the products that rules are written for hold their time; the first that an event has counts. */
export const timeFields: readonly string[] = [
  ...[
    '@timestamp',
    '_time',
    'p_event_time',
    'UtcTime',
    'TimeCreated',
    'SystemTime',
    'eventTime',
    'EventTime',
  ],
  ...['timestamp', 'Timestamp', 'published', 'time', 'ts', 'creationTime', 'CreationTime', 'date'],
];

interface FoundAlert<Id> {
  readonly id: Id;
  readonly alert: Alert;
  /** Of a search that looks at one event at a time. */
  readonly isOfOne: boolean;
}

/** Searches over several events over one file of them. Nothing is told before the end, as events may be in any order. */
export class AlertMatcher<Id> {
  private readonly stream: SearchStream<MatchedSearch<Id>> | undefined;

  constructor(
    searches: readonly MatchedSearch<Id>[],
    options: Pick<SearchOptions, 'now'>,
    crashed: (id: Id, error: unknown) => void,
  ) {
    if (searches.length === 0) return;
    this.stream = new SearchStream(
      searches.map(rule => ({ id: rule, search: rule.search })),
      { ...options, timestamp: timeFields },
      ({ id }, error) => crashed(id, error),
    );
  }

  push(event: EventData, index: number): void {
    this.stream?.push(event, index);
  }

  /** The alerts as they were complete; those of a run at its end, in the order of its rows. */
  finish(): readonly FoundAlert<Id>[] {
    const found = this.stream?.finish() ?? [];
    return found.map(({ id, alert }) => ({ id: id.id, alert, isOfOne: !id.search.needsTime }));
  }

  get untimed(): number {
    return this.stream?.untimed ?? 0;
  }
}
