import type { EventData } from '../event.ts';
import { RuleSet } from '../rule-set.ts';
import type { CompiledSearch } from './compiled-search.ts';
import { Reorder } from './reorder.ts';
import type { Row } from './row.ts';
import { ScheduledRuns } from './scheduled-run.ts';
import type { Alert, SearchOptions } from './search-options.ts';
import { type Arrival, type SearchRun, StreamingRun } from './search-run.ts';
import { compileTimestamp } from './timestamp.ts';

export interface Found<Id> {
  readonly id: Id;
  readonly alert: Alert;
}

interface Rule<Id> {
  readonly id: Id;
  readonly search: CompiledSearch;
  readonly run: SearchRun;
}

interface Inlet<Id> {
  readonly rule: Rule<Id>;
  readonly source: number;
}

/** An event on its way to the rules whose sources it came to. */
interface Held<Id> {
  readonly time: number;
  readonly row: Row;
  readonly inlets: readonly Inlet<Id>[];
}

/** Rules that nothing comes to let go of what is too old when so many events have come. */
const sweepEvery = 4096;

/**
 * Many searches over one stream of events. What is kept: of each rule the rows within its windows (`held` counts them), and the
 * matching events that wait for later ones (`lateness`).
 */
export class SearchStream<Id> {
  /** Events that came later than is waited for, and events without a time: both are passed over by searches that go by time. */
  late = 0;
  untimed = 0;
  private readonly rules: readonly Rule<Id>[];
  private readonly sources: RuleSet<Inlet<Id>>;
  private readonly timeOf: (event: EventData) => number | undefined;
  private readonly lateness: number;
  private readonly waiting: Reorder<Held<Id>>;
  private readonly now: number | undefined;
  private latest = Number.NEGATIVE_INFINITY;
  private order = 0;

  constructor(
    searches: readonly { readonly id: Id; readonly search: CompiledSearch }[],
    options: SearchOptions = {},
  ) {
    this.rules = searches.map(({ id, search }) => ({
      id,
      search,
      run: search.isScheduled ? new ScheduledRuns(search, options.runs) : new StreamingRun(search),
    }));
    this.sources = new RuleSet(
      this.rules.flatMap(rule =>
        rule.search.sources.map(({ where }, source) => ({ id: { rule, source }, predicate: where })),
      ),
    );
    this.timeOf = compileTimestamp(options.timestamp);
    this.lateness = (options.lateness ?? Number.POSITIVE_INFINITY) * 1000;
    this.waiting = new Reorder(this.lateness === Number.POSITIVE_INFINITY);
    this.now = options.now;
  }

  /** Takes the next event of the stream; gives the alerts that are now complete. */
  push(event: EventData, index: number): Found<Id>[] {
    const order = this.order++;
    const found: Found<Id>[] = [];
    if (order % sweepEvery === 0) this.sweep(found);
    const known = this.timeOf(event);
    const inlets = this.sources.match(event);
    const time = known ?? Math.max(this.latest, 0);
    if (known !== undefined) this.latest = Math.max(this.latest, known);
    const taken = this.inTime(inlets, known);
    if (taken.length > 0)
      this.waiting.add({ time, inlets: taken, row: { time, order, data: event, events: [index] } });
    this.release(this.latest - this.lateness, found);
    return found;
  }

  /** The inlets that take an event with such a time. */
  private inTime(inlets: readonly Inlet<Id>[], time: number | undefined): readonly Inlet<Id>[] {
    if (time !== undefined && time >= this.latest - this.lateness) return inlets;
    const taken = inlets.filter(({ rule, source }) => !isTimed(rule.search, source));
    if (taken.length < inlets.length && time === undefined) this.untimed++;
    else if (taken.length < inlets.length) this.late++;
    return taken;
  }

  private release(time: number, found: Found<Id>[]): void {
    for (const { row, inlets } of this.waiting.until(time)) {
      for (const [rule, sources] of byRule(inlets)) {
        rule.run.advance(row.time);
        rule.run.push({ sources, row } satisfies Arrival);
        collect(rule, found);
      }
    }
  }

  /** Tells all rules how late it is. */
  private sweep(found: Found<Id>[]): void {
    const time = this.latest - this.lateness;
    if (!Number.isFinite(time)) return;
    for (const rule of this.rules) {
      rule.run.advance(time);
      collect(rule, found);
    }
  }

  /** Ends the stream: scheduled searches run at `now` (epoch milliseconds; just after the last event when absent). */
  finish(now: number | undefined = this.now): Found<Id>[] {
    const found: Found<Id>[] = [];
    this.release(Number.POSITIVE_INFINITY, found);
    for (const rule of this.rules) {
      rule.run.finish(now ?? this.latest);
      collect(rule, found);
    }
    return found;
  }

  /** How many rows are held. */
  get held(): number {
    return this.rules.reduce((sum, { run }) => sum + run.held(), this.waiting.size);
  }
}

function isTimed(search: CompiledSearch, source: number): boolean {
  return search.needsTime && search.sources[source]?.reach.seconds !== Number.POSITIVE_INFINITY;
}

function byRule<Id>(inlets: readonly Inlet<Id>[]): ReadonlyMap<Rule<Id>, number[]> {
  const rules = new Map<Rule<Id>, number[]>();
  for (const { rule, source } of inlets) {
    const sources = rules.get(rule);
    if (sources === undefined) rules.set(rule, [source]);
    else sources.push(source);
  }
  return rules;
}

function collect<Id>({ id, run }: Rule<Id>, found: Found<Id>[]): void {
  for (const alert of run.take()) found.push({ id, alert });
}
