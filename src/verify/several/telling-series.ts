import type { EventData } from '../../evaluate/index.ts';
import type { SeriesJudgement } from './judge-series.ts';
import { seriesStart } from './runner.ts';
import type { Series } from './series.ts';
import type { JudgedSeries } from './series-judge.ts';

/** A series that tells a rule and its translation apart, as people and reports are shown it. */
export interface TellingSeries {
  /** What it shows. */
  readonly name: string;
  /** Whether the rule, or the query, alerts on a group that the other does not alert on. */
  readonly rule: boolean;
  readonly query: boolean;
  /** The groups that each alerts on. */
  readonly groups: { readonly rule: readonly string[]; readonly query: readonly string[] };
  readonly events: readonly TimedEvent[];
  /** When a search that looks back runs, where that is not just after the last event. */
  readonly run?: Moment;
}

interface Moment {
  /** In ISO 8601. */
  readonly time: string;
  /** Seconds from the first event. */
  readonly after: number;
}

export interface TimedEvent extends Moment {
  readonly group: string;
  /** In the target's field names, without its time. */
  readonly target: EventData;
}

/** The shortest series on which the rule alone alerts, and that on which the query alone does; one series where it is the same. */
export function tellingSeries({ onlyRule, onlyQuery }: SeriesJudgement): readonly TellingSeries[] {
  const found = new Set([onlyRule, onlyQuery].filter(each => each !== undefined));
  return [...found].map(shown);
}

function shown({ series: { name, events, now }, rule, query }: JudgedSeries): TellingSeries {
  return {
    name,
    rule: rule.some(group => !query.includes(group)),
    query: query.some(group => !rule.includes(group)),
    groups: { rule, query },
    events: events.map(({ at, group, data }) => ({ ...moment(at), group, target: data })),
    ...(now === undefined ? {} : { run: moment(now) }),
  };
}

/** The events of a series at their times. */
export function shownSeries({
  events,
}: Series): readonly { readonly time: string; readonly event: EventData }[] {
  return events.map(({ at, data }) => ({ time: moment(at).time, event: data }));
}

function moment(after: number): Moment {
  return { time: new Date(seriesStart + after * 1000).toISOString(), after };
}

/** The fields that all events have alike, and those in which each differs from another. */
export function sharedFields(events: readonly TimedEvent[]): {
  readonly shared: EventData;
  readonly own: readonly EventData[];
} {
  const [first] = events;
  const isShared = (name: string): boolean =>
    events.every(({ target }) => JSON.stringify(target[name]) === JSON.stringify(first?.target[name]));
  const split = (event: EventData, wanted: boolean): EventData =>
    Object.fromEntries(Object.entries(event).filter(([name]) => isShared(name) === wanted));
  return { shared: split(first?.target ?? {}, true), own: events.map(({ target }) => split(target, false)) };
}
