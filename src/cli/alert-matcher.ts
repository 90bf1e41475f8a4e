import { clockField } from '../compile/index.ts';
import {
  type Alert,
  type CompiledSearch,
  compileTimestamp,
  type EventData,
  type SearchOptions,
  SearchStream,
} from '../evaluate/index.ts';
import { fieldNameIn } from '../fields/index.ts';
import { eventsOf, type Rule, type Vendor } from '../ir/index.ts';

export interface MatchedSearch<Id> {
  readonly id: Id;
  readonly search: CompiledSearch;
  /** Where its events hold their time. */
  readonly times: readonly string[];
  /** The field in which it has that time as a number of seconds. */
  readonly seconds?: string;
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

/** Where the events of a rule, in the names of `form`, hold the time by which it orders them. */
export function timesOf(rule: Rule, form: Vendor): readonly string[] {
  const own = form === 'elastic' ? clockField(rule) : undefined;
  return own === undefined ? timeFields : [own];
}

/**
 * The field that a search of Splunk reckons with as a number of seconds, whatever the events of `form` have: `_time`.
 * https://help.splunk.com/en/splunk-enterprise/get-started/get-data-in/9.4/configure-timestamps
 */
export function secondsIn({ metadata, search }: Rule, form: Vendor): string | undefined {
  const { source = {} } = [...eventsOf(search)][0] ?? {};
  return metadata.vendor === 'splunk' ? fieldNameIn('_time', source, 'splunk', form) : undefined;
}

interface Stream<Id> {
  readonly stream: SearchStream<MatchedSearch<Id>>;
  readonly timeOf: (event: EventData) => number | undefined;
  readonly seconds: string | undefined;
}

interface FoundAlert<Id> {
  readonly id: Id;
  readonly alert: Alert;
  /** Of a search that looks at one event at a time. */
  readonly isOfOne: boolean;
}

/** Searches over several events over one file of them. Nothing is told before the end, as events may be in any order. */
export class AlertMatcher<Id> {
  /** One for each way of telling the time. */
  private readonly streams: readonly Stream<Id>[];

  constructor(
    searches: readonly MatchedSearch<Id>[],
    options: Pick<SearchOptions, 'now'>,
    crashed: (id: Id, error: unknown) => void,
  ) {
    const clocks = new Map<string, MatchedSearch<Id>[]>();
    for (const each of searches) {
      const clock = [...each.times, each.seconds].join();
      const known = clocks.get(clock);
      if (known === undefined) clocks.set(clock, [each]);
      else known.push(each);
    }
    this.streams = [...clocks.values()].map(group => {
      const { times = timeFields, seconds } = group[0] ?? {};
      const stream = new SearchStream(
        group.map(rule => ({ id: rule, search: rule.search })),
        { ...options, timestamp: times },
        ({ id }, error) => crashed(id, error),
      );
      return { stream, timeOf: compileTimestamp(times), seconds };
    });
  }

  push(event: EventData, index: number): void {
    for (const { stream, timeOf, seconds } of this.streams) {
      const time = seconds === undefined ? undefined : timeOf(event);
      const timed =
        seconds === undefined || time === undefined ? event : { ...event, [seconds]: time / 1000 };
      stream.push(timed, index);
    }
  }

  /** The alerts as they were complete; those of a run at its end, in the order of its rows. */
  finish(): readonly FoundAlert<Id>[] {
    const found = this.streams.flatMap(({ stream }) => stream.finish());
    return found.map(({ id, alert }) => ({ id: id.id, alert, isOfOne: !id.search.needsTime }));
  }

  /** Events that lack a time by which some search goes. */
  get untimed(): number {
    return Math.max(0, ...this.streams.map(({ stream }) => stream.untimed));
  }
}
