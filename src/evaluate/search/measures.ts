import type { Measure } from '../../ir/index.ts';
import { compileExpression } from '../compile-expression.ts';
import type { EventData } from '../event.ts';
import { compilePredicate } from '../predicate.ts';
import type { EvaluateOptions } from '../scope.ts';
import type { Item } from '../values.ts';
import { average, percentileOf, sampleDeviation, standardDeviation, sum } from './accumulate-numbers.ts';
import { type Accumulator, Arrival, Count, DistinctCount, DistinctValues, Sorted } from './accumulator.ts';
import { compileCombinations, identityOf } from './keys.ts';
import { compilePlaced, OrderedArrival } from './ordered-arrival.ts';
import { medianAbsoluteDeviation, TopValues } from './top-values.ts';

/** What a measure takes of one row. */
type Contribution = readonly Item[];

interface CompiledMeasure {
  readonly name: string;
  readonly take: (data: EventData) => Contribution;
  readonly accumulator: () => Accumulator;
}

const makers: Readonly<Record<Measure['function'], (measure: Measure) => Accumulator>> = {
  count: () => new Count(),
  countDistinct: () => new DistinctCount(),
  values: () => new DistinctValues(),
  first: measure => arrival('first', measure),
  last: measure => arrival('last', measure),
  minimum: () => new Sorted(sorted => sorted[0]),
  maximum: () => new Sorted(sorted => sorted.at(-1)),
  median: () => new Sorted(sorted => percentileOf(sorted, 50)),
  percentile: measure => new Sorted(sorted => percentileOf(sorted, measure.percentile ?? 50)),
  sum,
  average,
  standardDeviation,
  sampleDeviation,
  medianAbsoluteDeviation: () => new Sorted(medianAbsoluteDeviation),
  top: measure => new TopValues(measure.top ?? { count: 1, descending: true }),
};

function arrival(wanted: 'first' | 'last', { orderedBy }: Measure): Accumulator {
  return orderedBy === undefined ? new Arrival(wanted) : new OrderedArrival(wanted);
}

/** Measures ready to be taken over groups of rows. */
export class Measures {
  readonly names: readonly string[];
  private readonly compiled: readonly CompiledMeasure[];

  constructor(measures: readonly Measure[], options: EvaluateOptions) {
    this.names = measures.map(measure => measure.name);
    this.compiled = measures.map(measure => compileMeasure(measure, options));
  }

  take(data: EventData): readonly Contribution[] {
    return this.compiled.map(measure => measure.take(data));
  }

  group(): MeasuredGroup {
    return new MeasuredGroup(this.compiled.map(({ name, accumulator }) => ({ name, of: accumulator() })));
  }
}

/** The measures of one group of rows; rows leave it in the order in which they came. */
export class MeasuredGroup {
  private readonly measures: readonly { readonly name: string; readonly of: Accumulator }[];

  constructor(measures: MeasuredGroup['measures']) {
    this.measures = measures;
  }

  add(taken: readonly Contribution[]): void {
    for (const [index, { of }] of this.measures.entries())
      for (const item of taken[index] ?? []) of.add(item);
  }

  drop(taken: readonly Contribution[]): void {
    for (const [index, { of }] of this.measures.entries())
      for (const item of taken[index] ?? []) of.drop(item);
  }

  /** By name; a measure without a value is left out. */
  results(): Record<string, readonly Item[]> {
    const results: Record<string, readonly Item[]> = Object.create(null);
    for (const { name, of } of this.measures) {
      const items = of.result();
      if (items.length > 0) results[name] = items;
    }
    return results;
  }
}

/** A count of nothing in particular counts rows; other measures of several expressions take each combination of their values. */
function compileMeasure(measure: Measure, options: EvaluateOptions): CompiledMeasure {
  const test = measure.where && compilePredicate(measure.where, options);
  const take = compileTake(measure, options);
  return {
    name: measure.name,
    take: test === undefined ? take : data => (test(data) ? take(data) : []),
    accumulator: () => makers[measure.function](measure),
  };
}

const oneRow: Contribution = [true];

function compileTake(measure: Measure, options: EvaluateOptions): (data: EventData) => Contribution {
  if (measure.of.length === 0) return () => oneRow;
  const [only, ...more] = measure.of;
  if (only !== undefined && measure.orderedBy !== undefined)
    return compilePlaced(only, measure.orderedBy, options);
  if (only !== undefined && more.length === 0) return compileExpression(only, options);
  const read = compileCombinations(measure.of, 'skip', options);
  return data => read(data).map(identityOf);
}
