import type { Expression, Measure, Predicate } from '../../../src/ir/index.ts';
import { ofOneValue } from '../../combined-values.ts';
import { orderProblem } from '../../ordered-addresses.ts';
import { evalName } from '../quoting.ts';

/** Prints what stands within a measure. */
export interface MeasurePrinting {
  readonly expression: (expression: Expression) => string;
  readonly condition: (predicate: Predicate) => string;
}

/** https://help.splunk.com/splunk-enterprise/spl-search-reference/9.4/statistical-and-charting-functions */
const functions: Readonly<Partial<Record<Measure['function'], string>>> = {
  count: 'count',
  countDistinct: 'dc',
  sum: 'sum',
  average: 'avg',
  minimum: 'min',
  maximum: 'max',
  median: 'median',
  values: 'values',
  first: 'earliest',
  last: 'latest',
  standardDeviation: 'stdevp',
  sampleDeviation: 'stdev',
};

/** Why stats cannot reckon a measure, or undefined. */
export function measureProblem(measure: Measure): string | undefined {
  const { function: name, of, orderedBy } = measure;
  if (orderedBy !== undefined && (orderedBy.kind !== 'field' || orderedBy.name !== '_time'))
    return 'stats takes the earliest and the latest by the time of the event alone';
  if (name !== 'percentile' && functions[name] === undefined) return `stats has no function for ${name}`;
  if (name !== 'count' && name !== 'countDistinct' && of.length !== 1)
    return 'stats reckons with one value at a time';
  return orderProblem(measure);
}

/** `count(eval(a="b")) AS name`. `byRow`: the first and the last are those of the rows so far, in whatever order they come. */
export function printMeasure(measure: Measure, printing: MeasurePrinting, byRow = false): string {
  return `${callOf(measure, printing, byRow)} AS ${columnName(measure.name)}`;
}

function callOf(given: Measure, printing: MeasurePrinting, byRow: boolean): string {
  const measure = ofOneValue(given);
  const { of, where } = measure;
  const call = functionOf(measure, byRow);
  const [first] = of;
  const condition = where === undefined ? undefined : printing.condition(where);
  if (first === undefined) return condition === undefined ? 'count' : `count(eval(${condition}))`;
  const value = printing.expression(first);
  if (condition !== undefined) return `${call}(eval(if(${condition}, ${value}, null())))`;
  return first.kind === 'field' ? `${call}(${columnName(first.name)})` : `${call}(eval(${value}))`;
}

function functionOf({ function: name, percentile, orderedBy }: Measure, byRow: boolean): string {
  if (name === 'percentile') return `exactperc${percentile ?? 50}`;
  if (byRow && orderedBy === undefined && (name === 'first' || name === 'last')) return name;
  return functions[name] ?? name;
}

/** A field after AS, BY and within the brackets of a statistical function. */
export function columnName(name: string): string {
  return evalName(name) === name ? name : `"${name}"`;
}
