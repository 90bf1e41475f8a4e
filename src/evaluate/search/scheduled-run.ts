import type { CompiledSearch } from './compiled-search.ts';
import type { Alert } from './search-options.ts';
import { type Arrival, alertOf, type SearchRun } from './search-run.ts';

/** Keeps the events that a run can still look at, and plays them to a fresh search at each run. */
export class ScheduledRuns implements SearchRun {
  private readonly search: CompiledSearch;
  private readonly runs: readonly number[];
  private readonly reaches: readonly number[];
  private readonly farthest: number;
  private nextRun = 0;
  private line: Arrival[] = [];
  private found: Alert[] = [];
  private sweptAt = Number.NEGATIVE_INFINITY;

  /** Times of the runs in epoch milliseconds, ascending; one run at the end when there are none. */
  constructor(search: CompiledSearch, runs: readonly number[] = []) {
    this.search = search;
    this.runs = runs;
    const { lookBack, until } = search;
    this.reaches = search.sources.map(({ reach }) => 1000 * (reach.seconds ?? lookBack + until));
    this.farthest = Math.max(0, ...this.reaches);
  }

  push(arrival: Arrival): void {
    this.line.push(arrival);
  }

  advance(time: number): void {
    for (let now = this.runs[this.nextRun]; now !== undefined && now < time; now = this.runs[this.nextRun]) {
      this.run(now);
      this.nextRun++;
    }
    if (this.runs.length > 0 && this.nextRun === this.runs.length) this.line = [];
    if (time - this.sweptAt < this.farthest) return;
    this.sweptAt = time;
    const since = Math.min(time, this.runs[this.nextRun] ?? time) - this.farthest;
    this.line = this.line.filter(({ row }) => row.time > since);
  }

  finish(now: number): void {
    if (this.runs.length === 0) this.run(now + this.search.until * 1000);
    for (const rest of this.runs.slice(this.nextRun)) this.run(rest);
    this.nextRun = this.runs.length;
  }

  private run(now: number): void {
    const { lookBack, until, open } = this.search;
    const search = open({ now, start: now - (until + lookBack) * 1000 }, row => {
      this.found.push(alertOf(row));
    });
    for (const { sources, row } of this.line) {
      const seen = sources.filter(source => this.sees(source, row.time, now));
      if (seen.length === 0) continue;
      search.root.advance(row.time);
      for (const source of seen) search.push(source, row);
      search.root.settle();
    }
    search.root.finish();
  }

  private sees(source: number, time: number, now: number): boolean {
    const reach = this.reaches[source] ?? 0;
    return (
      reach === Number.POSITIVE_INFINITY || (time > now - reach && time <= now - this.search.until * 1000)
    );
  }

  take(): Alert[] {
    const { found } = this;
    this.found = [];
    return found;
  }

  held(): number {
    return this.line.length;
  }
}
