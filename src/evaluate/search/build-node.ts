import {
  and,
  type Correlate,
  type Events,
  type KeptTerms,
  type NewTerms,
  type Predicate,
  type Search,
  type Sequence,
  type Stage,
} from '../../ir/index.ts';
import { compileExpression } from '../compile-expression.ts';
import { compilePredicate } from '../predicate.ts';
import type { EvaluateOptions } from '../scope.ts';
import { buildPipeline } from './build-pipeline.ts';
import { type Building, isClock, type ScheduledRun } from './building.ts';
import { clockedParts } from './clocked.ts';
import { BucketNode } from './correlate-buckets.ts';
import type { CorrelateNode } from './correlate-node.ts';
import { PeriodNode } from './correlate-period.ts';
import { planCorrelate } from './correlate-plan.ts';
import { SlidingNode } from './correlate-sliding.ts';
import { IndicatorNode } from './indicator-node.ts';
import { compileCombinations } from './keys.ts';
import { NewTermsNode, type TermsPlan } from './new-terms-node.ts';
import { Passing, type SearchNode } from './node.ts';
import type { Emit, Row } from './row.ts';
import { SampleNode } from './sample-node.ts';
import type { SearchOptions } from './search-options.ts';
import { SequenceNode } from './sequence-node.ts';
import { compileKeys, planSequence } from './sequence-plan.ts';
import { historyReach, type Reach, type Source, wholeReach } from './source.ts';

/** Where rows come into the nodes of a search, in the order in which its `events` are written. */
export interface Inlet {
  readonly source: Source;
  readonly emit: Emit;
}

/** What a search compiles once for all of its runs, which come one after the other. */
export class Plans {
  private readonly scheduled: EvaluateOptions = { now: () => this.now };
  private readonly streaming: EvaluateOptions = {};
  private readonly plans = new Map<EvaluateOptions, Map<object, unknown>>();
  /** Of the run that is on, in epoch milliseconds. */
  private now = 0;

  optionsOf(run: ScheduledRun | undefined): EvaluateOptions {
    if (run !== undefined) this.now = run.now;
    return run === undefined ? this.streaming : this.scheduled;
  }

  /** What `make` makes of a part is always of the same type for it. */
  once<Made>(part: object, options: EvaluateOptions, make: () => Made): Made {
    const known = this.plans.get(options) ?? new Map<object, unknown>();
    this.plans.set(options, known);
    if (!known.has(part)) known.set(part, make());
    return known.get(part) as Made;
  }
}

/** Makes the nodes of a search, and gathers where rows come into them. */
export class NodeBuilder implements Building {
  readonly options: SearchOptions;
  readonly evaluate: EvaluateOptions;
  readonly run: ScheduledRun | undefined;
  readonly inlets: Inlet[] = [];
  private readonly plans: Plans;

  constructor(options: SearchOptions, run: ScheduledRun | undefined, plans: Plans) {
    this.options = options;
    this.run = run;
    this.plans = plans;
    this.evaluate = plans.optionsOf(run);
  }

  once<Made>(part: Stage | Search, make: () => Made): Made {
    return this.plans.once(part, this.evaluate, make);
  }

  node(search: Search, reach: Reach, emit: Emit): SearchNode {
    switch (search.kind) {
      case 'events':
        return this.events(search, reach, emit);
      case 'union':
        return new Passing(search.searches.map(each => this.node(each, reach, emit)));
      case 'pipeline':
        return buildPipeline(this, search, reach, emit);
      case 'sequence':
        return search.ordered ? this.sequence(search, reach, emit) : this.sample(search, reach, emit);
      case 'correlate':
        return this.correlate(search, reach, emit);
      case 'newTerms':
        return this.newTerms(search, emit);
      case 'indicatorMatch': {
        const node = new IndicatorNode(search, this.evaluate, emit);
        return node.over([
          this.node(search.from, reach, row => node.take(row)),
          this.node(search.indicators, wholeReach, row => node.takeIndicator(row)),
        ]);
      }
    }
  }

  private events(search: Events, reach: Reach, emit: Emit): SearchNode {
    const { scope } = search.source;
    const isScoped = scope !== undefined && this.options.assumeSource !== true;
    const { timeless, clocked } = clockedParts(search.where);
    this.inlets.push({
      source: { where: isScoped ? and([scope, timeless]) : timeless, reach },
      emit: clocked === undefined ? emit : this.atRun(search, clocked, emit),
    });
    return new Passing([]);
  }

  /** Events are routed once for all runs, each of which has a time of its own. */
  private atRun(search: Events, clocked: Predicate, emit: Emit): Emit {
    const holds = this.once(search, () => compilePredicate(clocked, this.evaluate));
    return row => {
      if (holds(row.data)) emit(row);
    };
  }

  private sequence(search: Sequence, reach: Reach, emit: Emit): SearchNode {
    const plan = this.once(search, () => planSequence(search, this.evaluate));
    const node = new SequenceNode(plan, emit);
    const steps = search.steps.map((step, index) =>
      this.node(step.search, reach, row => node.take(index, row)),
    );
    const { until } = search;
    return node.over(
      until === undefined ? steps : [...steps, this.node(until.search, reach, row => node.takeUntil(row))],
    );
  }

  private sample(search: Sequence, reach: Reach, emit: Emit): SearchNode {
    const keysOf = this.once(search, () => search.steps.map(step => compileKeys(step, this.evaluate)));
    const node = new SampleNode(keysOf, emit);
    return node.over(
      search.steps.map((step, index) => this.node(step.search, reach, row => node.take(index, row))),
    );
  }

  private correlate(search: Correlate, reach: Reach, emit: Emit): SearchNode {
    const node = this.correlateNode(search, emit);
    return node.over(
      search.inputs.map((input, index) => {
        const isAlert = this.options.alertsAreEvents === true && input.search.kind === 'correlate';
        return this.node(input.search, reach, row => node.take(index, isAlert ? completing(row) : row));
      }),
    );
  }

  private correlateNode(search: Correlate, emit: Emit): CorrelateNode {
    const plan = this.once(search, () => planCorrelate(search, this.evaluate));
    const { window } = search;
    switch (window.kind) {
      case 'sliding':
        return window.fromFirst
          ? new PeriodNode(plan, window.length * 1000, emit)
          : new SlidingNode(plan, window.length * 1000, emit);
      case 'tumbling':
        return new BucketNode(
          plan,
          {
            length: window.length * 1000,
            read: compileExpression(window.field, this.evaluate),
            isClock: isClock(window.field, this.options),
          },
          emit,
        );
      case 'schedule':
        return new BucketNode(plan, undefined, emit);
    }
  }

  private newTerms(search: NewTerms, emit: Emit): SearchNode {
    const read = this.once(search, () => compileCombinations(search.fields, 'skip', this.evaluate));
    const node = new NewTermsNode(
      {
        termsOf: (row: Row) => read(row.data),
        names: search.fields.map((each, index) => (each.kind === 'field' ? each.name : `term_${index + 1}`)),
        history: search.history * 1000,
        ...this.timesOfTerms(search.kept),
      },
      emit,
    );
    const reach = historyReach(search.history + reachOfTable(search.kept));
    return node.over([this.node(search.from, reach, row => node.take(row))]);
  }

  private timesOfTerms(kept: NewTerms['kept']): Pick<TermsPlan, 'start' | 'seenBy'> {
    if (kept === undefined || this.run === undefined) return { start: this.run?.start };
    const { now } = this.run;
    return { start: now - kept.recent * 1000, seenBy: runThatSees(kept, now) };
  }
}

/** Runs before the one at `now`, each of which sees what its search looks back on. */
function runThatSees({ runs }: KeptTerms, now: number): (time: number) => number | undefined {
  if (runs === undefined) return time => time;
  const { every, reach, until } = runs;
  return time => {
    const age = now - until * 1000 - time;
    const run = now - Math.max(0, Math.floor(age / (every * 1000))) * every * 1000;
    return time > run - (until + reach) * 1000 ? run : undefined;
  };
}

/** What was seen before the history ends may have been in the table when the events of this run were first seen. */
function reachOfTable(kept: NewTerms['kept']): number {
  return kept === undefined ? 0 : kept.recent + (kept.runs?.every ?? 0);
}

/** An alert as the one event that completed it. */
function completing(row: Row): Row {
  return { ...row, events: row.events.slice(-1) };
}
