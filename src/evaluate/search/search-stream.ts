import type { EventData } from '../event.ts';
import { compilePredicate } from '../predicate.ts';
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

/** Which rules an event comes to, and to which source of each. */
interface Inlets<Id> {
  match(event: EventData): readonly Inlet<Id>[];
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
  private readonly crashed: ((id: Id, error: unknown) => void) | undefined;
  private readonly leftOut = new Set<Rule<Id>>();
  private rules: readonly Rule<Id>[];
  private sources: Inlets<Id>;
  private readonly timeOf: (event: EventData) => number | undefined;
  private readonly lateness: number;
  private readonly waiting: Reorder<Held<Id>>;
  private latest = Number.NEGATIVE_INFINITY;
  private order = 0;

  constructor(
    searches: readonly { readonly id: Id; readonly search: CompiledSearch }[],
    options: SearchOptions = {},
    crashed?: (id: Id, error: unknown) => void,
  ) {
    this.crashed = crashed;
    const runs = options.runs ?? (options.now === undefined ? [] : [options.now]);
    this.rules = searches.map(({ id, search }) => ({
      id,
      search,
      run: search.isScheduled ? new ScheduledRuns(search, runs) : new StreamingRun(search),
    }));
    this.sources = routerOf(this.rules);
    this.timeOf = compileTimestamp(options.timestamp);
    this.lateness = (options.lateness ?? Number.POSITIVE_INFINITY) * 1000;
    this.waiting = new Reorder(this.lateness === Number.POSITIVE_INFINITY);
  }

  /** Takes the next event of the stream; gives the alerts that are now complete. */
  push(event: EventData, index: number): Found<Id>[] {
    const order = this.order++;
    const found: Found<Id>[] = [];
    if (order % sweepEvery === 0) this.sweep(found);
    const known = this.timeOf(event);
    const inlets = this.inletsOf(event);
    const time = known ?? Math.max(this.latest, 0);
    if (known !== undefined) this.latest = Math.max(this.latest, known);
    const taken = this.inTime(inlets, known);
    if (taken.length > 0)
      this.waiting.add({ time, inlets: taken, row: { time, order, data: event, events: [index] } });
    this.release(this.latest - this.lateness, found);
    return found;
  }

  private inletsOf(event: EventData): readonly Inlet<Id>[] {
    try {
      return this.sources.match(event);
    } catch (error) {
      const culprits = this.rules.filter(rule => failureOf(rule, event) !== undefined);
      if (this.crashed === undefined || culprits.length === 0) throw error;
      for (const rule of culprits) this.leaveOut(rule, failureOf(rule, event));
      this.sources = routerOf(this.rules);
      return this.inletsOf(event);
    }
  }

  /** A rule in which a defect comes up is told of once and left out from then on. */
  private safely(rule: Rule<Id>, found: Found<Id>[], act: (run: SearchRun) => void): void {
    if (this.crashed === undefined) act(rule.run);
    else if (this.leftOut.has(rule)) return;
    else
      try {
        act(rule.run);
      } catch (error) {
        this.leaveOut(rule, error);
        return;
      }
    collect(rule, found);
  }

  private leaveOut(rule: Rule<Id>, error: unknown): void {
    this.leftOut.add(rule);
    this.rules = this.rules.filter(each => each !== rule);
    this.crashed?.(rule.id, error);
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
      for (const [rule, sources] of byRule(inlets))
        this.safely(rule, found, run => {
          run.advance(row.time);
          run.push({ sources, row } satisfies Arrival);
        });
    }
  }

  /** Tells all rules how late it is. */
  private sweep(found: Found<Id>[]): void {
    const time = this.latest - this.lateness;
    if (!Number.isFinite(time)) return;
    for (const rule of this.rules) this.safely(rule, found, run => run.advance(time));
  }

  /** Ends the stream: scheduled searches whose times of running the options do not say run just after the last event. */
  finish(): Found<Id>[] {
    const found: Found<Id>[] = [];
    this.release(Number.POSITIVE_INFINITY, found);
    for (const rule of this.rules) this.safely(rule, found, run => run.finish(this.latest));
    return found;
  }

  /** How many rows are held. */
  get held(): number {
    return this.rules.reduce((sum, { run }) => sum + run.held(), this.waiting.size);
  }
}

/** A single search keeps its own, for all the streams that it is run over. */
function routerOf<Id>(rules: readonly Rule<Id>[]): Inlets<Id> {
  const [rule] = rules;
  if (rule !== undefined && rules.length === 1)
    return { match: event => rule.search.route(event).map(source => ({ rule, source })) };
  return new RuleSet(
    rules.flatMap(rule =>
      rule.search.sources.map(({ where }, source) => ({ id: { rule, source }, predicate: where })),
    ),
  );
}

function failureOf<Id>({ search }: Rule<Id>, event: EventData): unknown {
  try {
    for (const { where } of search.sources) compilePredicate(where)(event);
    return undefined;
  } catch (error) {
    return error;
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
