import {
  type CompiledSearch,
  compileSearch,
  type EventData,
  runCompiled,
  type SearchOptions,
} from '../../evaluate/index.ts';
import type { Schedule, Search, Vendor } from '../../ir/index.ts';
import type { Series } from './series.ts';

/** A search with the times at which it looks. */
export interface TimedSearch {
  readonly search: Search;
  readonly schedule?: Schedule;
}

export function timed(search: TimedSearch, schedule: Schedule | undefined): TimedSearch {
  return schedule === undefined ? search : { ...search, schedule };
}

/** Where the events of a product hold their time; Splunk's is a number of seconds. */
const clocks: Readonly<Record<Vendor, string>> = {
  elastic: '@timestamp',
  sigma: '@timestamp',
  splunk: '_time',
  cim: '_time',
  panther: 'p_event_time',
};

/** When series begin: a Monday, so that buckets of weeks begin there too. */
export const seriesStart = Date.UTC(2026, 0, 5);

/** Says which groups of a series a search alerts on: that is all that two searches are compared by. */
export class SeriesRunner {
  readonly canRun: boolean;
  private readonly timed: TimedSearch;
  private readonly vendor: Vendor;
  private readonly options: SearchOptions;
  private readonly compiled: CompiledSearch;
  private readonly isScheduled: boolean;
  private readonly looksAtClock: boolean;

  constructor(
    timed: TimedSearch,
    { vendor, withScope }: { readonly vendor: Vendor; readonly withScope: boolean },
  ) {
    this.timed = timed;
    this.vendor = vendor;
    this.options = {
      timestamp: clocks[vendor],
      assumeSource: !withScope,
      ...(timed.schedule === undefined ? {} : { schedule: timed.schedule }),
    };
    this.compiled = compileSearch(timed.search, this.options);
    const { unsupported, isScheduled } = compileSearch(timed.search);
    this.canRun = unsupported.length === 0;
    this.isScheduled = isScheduled;
    this.looksAtClock = clocked.test(JSON.stringify(timed.search, withoutOrigin));
  }

  /** Whether it looks at all times, or only back from its runs. */
  get looksBack(): boolean {
    return this.isScheduled;
  }

  /** `start`: a search that looks back runs then, and at every time of its schedule before and after; else once at the end. */
  groups({ events, now, since }: Series, start: number | undefined): readonly string[] {
    const { schedule } = this.timed;
    const times = events.map(({ at }) => seriesStart + at * 1000);
    const data = events.map(({ data: event, at }) => this.written(event, seriesStart + at * 1000));
    const options: SearchOptions = {
      ...this.options,
      ...(start !== undefined && now === undefined && schedule !== undefined
        ? { runs: this.telling(runsOf(schedule, times, seriesStart + start * 1000), times, since) }
        : {}),
      ...(now !== undefined ? { now: seriesStart + now * 1000 } : {}),
    };
    const told = since === undefined ? Number.NEGATIVE_INFINITY : seriesStart + since * 1000;
    const alerts = runCompiled(this.compiled, data, options).filter(({ time }) => time > told);
    const found = new Set(alerts.flatMap(alert => alert.events.map(index => events[index]?.group ?? '')));
    return [...found].sort();
  }

  /** Of runs that look at the same events one is enough, unless they look at the clock, or what is told depends on when they are. */
  private telling(
    runs: readonly number[],
    times: readonly number[],
    since: number | undefined,
  ): readonly number[] {
    if (since !== undefined || this.looksAtClock) return runs;
    const reach = this.compiled.lookBack * 1000;
    const seen = new Set<string>();
    return runs.filter(run => {
      const key = `${times.filter(time => time <= run - reach).length} ${times.filter(time => time <= run).length}`;
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew;
    });
  }

  written(event: EventData, time: number): EventData {
    const clock = clocks[this.vendor];
    const iso = new Date(time).toISOString();
    return { ...event, [clock]: clock === '_time' ? time / 1000 : iso };
  }
}

/** What is new since long before a run, the time of a run, dates that are reckoned from it. */
const clocked = /"newTerms"|"now/;

function withoutOrigin(key: string, value: unknown): unknown {
  return key === 'origin' ? undefined : value;
}

const mostRuns = 400;

/** Every run until nothing of the series is looked back on. */
function runsOf({ every, lookBack }: Schedule, times: readonly number[], start: number): readonly number[] {
  const [step, reach] = [every * 1000, lookBack * 1000];
  const runs: number[] = [];
  const last = Math.max(...times) + reach;
  const first = start + Math.ceil((Math.min(...times) - start) / step) * step;
  for (let run = first; run <= last && runs.length < mostRuns; run += step)
    if (times.some(time => time <= run && time > run - reach)) runs.push(run);
  return runs;
}
