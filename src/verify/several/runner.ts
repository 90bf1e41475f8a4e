import { sightOf } from '../../compile/cut-sequences.ts';
import {
  type CompiledSearch,
  compileSearch,
  type EventData,
  isScheduled,
  runCompiled,
  type SearchOptions,
} from '../../evaluate/index.ts';
import type { Schedule, Search, Vendor } from '../../ir/index.ts';
import { boundsOfClock, firstOfAlike, youngestAsked } from './alike-runs.ts';
import type { Series } from './series.ts';
import { runsOver, spansOf } from './series-runs.ts';

/** A search with the times at which it looks. */
export interface TimedSearch {
  readonly search: Search;
  readonly schedule?: Schedule;
}

export function timed(search: TimedSearch, schedule: Schedule | undefined): TimedSearch {
  return schedule === undefined ? search : { ...search, schedule };
}

/** Where the events of a product hold their time; Splunk's is a number of seconds. */
export const clocks: Readonly<Record<Vendor, string>> = {
  elastic: '@timestamp',
  sigma: '@timestamp',
  splunk: '_time',
  cim: '_time',
  panther: 'p_event_time',
};

/** From so many on. */
const manyEvents = 4;

/** When series begin: a Monday, so that buckets of weeks begin there too. */
export const seriesStart = Date.UTC(2026, 0, 5);

export interface RunnerOptions extends Pick<SearchOptions, 'tables'> {
  readonly vendor: Vendor;
  readonly withScope: boolean;
}

/** Says which groups of a series a search alerts on: that is all that two searches are compared by. */
export class SeriesRunner {
  readonly canRun: boolean;
  private readonly timed: TimedSearch;
  private readonly vendor: Vendor;
  private readonly options: SearchOptions;
  private readonly compiled: CompiledSearch;
  private readonly isScheduled: boolean;
  /** Nothing but what its runs look back on keeps its events together. */
  private readonly isCut: boolean;
  /** Its runs see parts of what it looks for, whichever way they fall. */
  readonly isTorn: boolean;
  /** Whether what it finds hangs on when it runs. */
  readonly looksAtClock: boolean;
  /** Runs with the same events on the same sides of these milliseconds before them find the same. */
  private readonly bounds: readonly number[] | undefined;
  /** Runs whose latest event is more milliseconds before them find nothing. */
  private readonly youngest: number;
  private readonly spans: readonly number[];
  /** Whether it says which events of a group it alerts on. */
  private readonly namesEvents: boolean;

  constructor(timed: TimedSearch, { vendor, withScope, tables }: RunnerOptions, namesEvents = false) {
    this.namesEvents = namesEvents;
    this.timed = timed;
    this.vendor = vendor;
    this.options = {
      timestamp: clocks[vendor],
      assumeSource: !withScope,
      alertsAreEvents: true,
      ...(timed.schedule === undefined ? {} : { schedule: timed.schedule }),
      ...(tables === undefined ? {} : { tables }),
    };
    this.compiled = compileSearch(timed.search, this.options);
    this.canRun = this.compiled.unsupported.length === 0;
    this.isCut =
      timed.schedule !== undefined &&
      (isEndless(timed.search) || sightOf(timed.search, timed.schedule) === 'part');
    this.isTorn = timed.search.kind === 'sequence' && this.isCut && !isEndless(timed.search);
    this.isScheduled = isScheduled(timed.search) || this.isCut;
    this.looksAtClock = clocked.test(JSON.stringify(timed.search, withoutOrigin));
    this.spans = this.looksAtClock ? spansOf(timed.search) : [];
    this.bounds = this.looksAtClock ? this.boundsOfRuns() : undefined;
    this.youngest =
      this.bounds === undefined ? Number.POSITIVE_INFINITY : youngestAsked(timed.search, clocks[vendor]);
  }

  private boundsOfRuns(): readonly number[] | undefined {
    const { lookBack = 0, until = 0 } = this.timed.schedule ?? {};
    const ofClock = boundsOfClock(this.timed.search, clocks[this.vendor]);
    const reaches = this.compiled.sources.map(({ reach }) => reach.seconds ?? this.compiled.lookBack + until);
    return ofClock && [...ofClock, ...[until, lookBack + until, ...reaches].map(seconds => seconds * 1000)];
  }

  /** Whether it looks at all times, or only back from its runs. */
  get looksBack(): boolean {
    return this.isScheduled;
  }

  /** `starts`: a run of a search that looks back looks up to each, and at every time of its schedule before and after; else once at the end. */
  groups({ events, now, since }: Series, starts: readonly number[] = []): readonly string[] {
    const times = events.map(({ at }) => seriesStart + at * 1000);
    const data = events.map(({ data: event, at }) => this.written(event, seriesStart + at * 1000));
    const told = since === undefined ? Number.NEGATIVE_INFINITY : seriesStart + since * 1000;
    const names = events.map(({ group }, index) => (this.namesEvents ? `${group} ${index + 1}` : group));
    const all = new Set(names).size;
    const found = new Set<string>();
    const later = 1000 * (this.timed.schedule?.until ?? 0);
    for (const runs of this.batches(times, starts, now)) {
      const options = {
        ...this.options,
        ...(now === undefined ? {} : { now: seriesStart + now * 1000 }),
        ...runs,
      };
      const seen = this.isCut
        ? this.inRuns(options.runs ?? [options.now ?? Math.max(...times) + later], times)
        : [undefined];
      for (const places of seen)
        for (const { time, events: own } of runCompiled(
          this.compiled,
          places?.map(place => data[place] ?? {}) ?? data,
          options,
        ))
          if (time > told) for (const index of own) found.add(names[places?.[index] ?? index] ?? '');
      if (found.size === all) break;
    }
    return [...found].sort();
  }

  /** Of many events the run that sees most of them comes first: there may be no need of the others. */
  private batches(
    times: readonly number[],
    starts: readonly number[],
    now: number | undefined,
  ): readonly Pick<SearchOptions, 'runs'>[] {
    const { schedule } = this.timed;
    if (starts.length === 0 || now !== undefined || schedule === undefined) return [{}];
    const reach = this.isCut ? schedule.lookBack : this.compiled.lookBack;
    const ofClock = this.looksAtClock;
    const later = 1000 * (schedule.until ?? 0);
    const ends = starts.map(start =>
      runsOver(times, schedule, { start: seriesStart + start * 1000, reach, ofClock, spans: this.spans }),
    );
    const [only = [], ...more] = ends;
    const all = more.length === 0 ? only : [...new Set(ends.flat())].sort((one, other) => one - other);
    const ended = all.map(end => end + later);
    const runs = this.bounds === undefined ? ended : this.tellingOf(ended, times, this.bounds);
    if (runs.length < ended.length && runs.length === 0) return [];
    if (times.length < manyEvents || runs.length < 2) return [{ runs }];
    const seenBy = (run: number): number =>
      times.filter(time => isLookedBackOn(time, run - later, reach * 1000)).length;
    const counts = new Map(runs.map(run => [run, seenBy(run)]));
    const most = Math.max(...counts.values());
    const fullest = runs.find(run => counts.get(run) === most) ?? 0;
    return [{ runs: [fullest] }, { runs: runs.filter(run => run !== fullest) }];
  }

  /** Of runs those that may find something, and of those that find the same the first. */
  private tellingOf(runs: readonly number[], times: readonly number[], bounds: readonly number[]) {
    const isTelling = (run: number) => times.some(time => time <= run && time >= run - this.youngest);
    return firstOfAlike(runs.filter(isTelling), times, bounds);
  }

  /** The places of the events that each run looks back on. */
  private inRuns(runs: readonly number[], times: readonly number[]): readonly (readonly number[])[] {
    const { lookBack = Number.POSITIVE_INFINITY, until = 0 } = this.timed.schedule ?? {};
    const all = runs.map(run =>
      [...times.keys()].filter(place => isLookedBackOn(times[place], run - until * 1000, lookBack * 1000)),
    );
    return [...new Map(all.map(places => [places.join(), places])).values()];
  }

  written(event: EventData, time: number): EventData {
    const clock = clocks[this.vendor];
    return { ...event, [clock]: clock === '_time' ? time / 1000 : isoOf(time) };
  }
}

/** Series of one rule have mostly the same times. */
const written = new Map<number, string>();
const mostWritten = 10_000;

function isoOf(time: number): string {
  let text = written.get(time);
  if (text !== undefined) return text;
  if (written.size >= mostWritten) written.clear();
  text = new Date(time).toISOString();
  written.set(time, text);
  return text;
}

function isLookedBackOn(time: number | undefined, run: number, reach: number): boolean {
  return time !== undefined && time <= run && time > run - reach;
}

/** A sequence without a span. */
function isEndless(search: Search): boolean {
  if (search.kind === 'pipeline')
    return isEndless(search.from) && search.stages.every(({ kind }) => kind === 'limit');
  return search.kind === 'sequence' && search.ordered && search.within === undefined;
}

/** What is new since long before a run, the time of a run, dates that are reckoned from it. */
const clocked = /"newTerms"|"now/;

function withoutOrigin(key: string, value: unknown): unknown {
  return key === 'origin' ? undefined : value;
}
