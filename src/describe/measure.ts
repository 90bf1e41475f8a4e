import { type Expression, fold, type Measure, type Named } from '../ir/index.ts';
import { noun } from './expression.ts';
import { inLine, type Statement, statement } from './statement.ts';
import { listed, nameOf, type Wording } from './wording.ts';

/** What a measure is, as a noun: `the number of different values of user.name`. */
export function measureNoun(measure: Measure, wording: Wording): string {
  const of = listed(
    measure.of.map(each => noun(each, wording)),
    'and',
  );
  const filter =
    measure.where === undefined
      ? ''
      : ` where ${inLine(wording.condition(fold(measure.where), true, wording))}`;
  if (measure.function === 'count' && of === '') return `the number of events${filter}`;
  if (measure.function === 'percentile')
    return `the ${measure.percentile ?? 50}th percentile of ${of}${filter}`;
  return `${functions[measure.function]} ${of}${filter}`;
}

const functions: Readonly<Record<Exclude<Measure['function'], 'percentile'>, string>> = {
  count: 'the number of values of',
  countDistinct: 'the number of different values of',
  sum: 'the sum of',
  average: 'the average of',
  minimum: 'the least',
  maximum: 'the greatest',
  median: 'the median of',
  values: 'all values of',
  first: 'the first',
  last: 'the last',
  standardDeviation: 'the standard deviation of',
  sampleDeviation: 'the standard deviation of a sample of',
  medianAbsoluteDeviation: 'the median absolute deviation of',
  top: 'the foremost values of',
};

/** More than these stand in a list of their own. */
const mostInLine = 2;

/** What is computed, with the names that it gets: behind `head`, or below it where it is much. */
export function measured(head: string, measures: readonly Measure[], wording: Wording): Statement {
  const words = measures.map(each => `${measureNoun(each, wording)} as ${nameOf(each.name)}`);
  if (words.length <= mostInLine) return statement(`${head} ${listed(words, 'and')}`);
  return statement(
    `${head}:`,
    words.map(each => statement(each)),
  );
}

/** Keys that groups are made by; one that has another name than its value is said with both. */
export function keys(by: readonly (Named | Expression)[], wording: Wording): string {
  const words = by.map(key => {
    if ('kind' in key) return noun(key, wording);
    const value = noun(key.value, wording);
    return value === nameOf(key.name) ? value : `${value} (as ${nameOf(key.name)})`;
  });
  return listed(words, 'and');
}
