import type { Correlate, Measure, Predicate } from '../../../src/ir/index.ts';

/** A type of correlation that measures something, with its condition. */
export interface MeasuredCondition {
  readonly type: string;
  readonly condition: Readonly<Record<string, unknown>>;
  /** Whether more events can only make it come true. */
  readonly growing: boolean;
  /** Conditions on other measures, which are left out. */
  readonly leftOut: boolean;
}

const valueTypes: Readonly<Partial<Record<Measure['function'], string>>> = {
  count: 'event_count',
  countDistinct: 'value_count',
  sum: 'value_sum',
  average: 'value_avg',
  median: 'value_median',
  percentile: 'value_percentile',
};

interface Bound {
  readonly name: string;
  readonly operator: string;
  readonly value: number;
}

/** The condition on measures as Sigma has it, or a sentence that says why Sigma has none. */
export function measuredCondition({ measures, having }: Correlate): MeasuredCondition | string {
  const operands = having.kind === 'and' ? having.operands : [having];
  const there = operands.flatMap(each => isThere(each) ?? []);
  const bounds = operands.filter(each => isThere(each) === undefined).map(boundOf);
  if (bounds.includes(undefined))
    return 'a Sigma correlation compares what it counts with numbers, one or two of them';
  const all = bounds.filter(bound => bound !== undefined);
  if (measures.some(measure => !isCount(measure) && isMissed(measure.name, there, all)))
    return 'a Sigma correlation compares a value only where there is one';
  const telling = all.filter(bound => !isAlwaysTrue(bound, measures));
  const named = new Set((telling.length > 0 ? telling : all).map(({ name }) => name));
  const chosen = chosenMeasure(measures.filter(({ name }) => named.has(name)));
  if (chosen === undefined) return 'a Sigma correlation measures something';
  const own = all.filter(({ name }) => name === chosen.name);
  const others = telling.filter(({ name }) => name !== chosen.name);
  const condition = conditionOf(chosen, own);
  if (typeof condition === 'string') return condition;
  const growing = isCount(chosen) && own.every(isLeast);
  if (others.length > 0 && !(growing && others.every(bound => isLeastOfCount(bound, measures))))
    return 'a Sigma correlation has one measure';
  return { type: typeOf(chosen), condition, growing, leftOut: others.length > 0 };
}

/** The measure that must have a value. */
function isThere(predicate: Predicate): string | undefined {
  return predicate.kind === 'exists' && predicate.subject.kind === 'field'
    ? predicate.subject.name
    : undefined;
}

/** Whether a measure is also unequal where it has no value, or must have one and no more. */
function isMissed(name: string, there: readonly string[], bounds: readonly Bound[]): boolean {
  const own = bounds.filter(bound => bound.name === name);
  return there.includes(name)
    ? own.length === 0
    : own.length > 0 && own.every(({ operator }) => operator === 'neq');
}

/** Of several, the number of different values says most. */
function chosenMeasure(measures: readonly Measure[]): Measure | undefined {
  return measures.find(measure => measure.function === 'countDistinct') ?? measures[0];
}

function typeOf(measure: Measure): string {
  return valueTypes[measure.function] ?? '';
}

function isCount(measure: Measure | undefined): boolean {
  return measure?.function === 'count' || measure?.function === 'countDistinct';
}

function isLeast({ operator }: Bound): boolean {
  return operator === 'gte' || operator === 'gt';
}

function isLeastOfCount(bound: Bound, measures: readonly Measure[]): boolean {
  return isLeast(bound) && isCount(measures.find(({ name }) => name === bound.name));
}

/** A group is there because of an event. */
function isAlwaysTrue({ name, operator, value }: Bound, measures: readonly Measure[]): boolean {
  const measure = measures.find(each => each.name === name);
  const counts = measure?.function === 'count' && measure.of.length === 0 && measure.where === undefined;
  return counts && ((operator === 'gte' && value <= 1) || (operator === 'gt' && value < 1));
}

function conditionOf(measure: Measure, bounds: readonly Bound[]): Readonly<Record<string, unknown>> | string {
  const type = typeOf(measure);
  const fields = measure.of.map(each => (each.kind === 'field' ? each.name : undefined));
  const operators = new Set(bounds.map(({ operator }) => operator));
  if (type === '') return `Sigma has no correlation over the ${measure.function} of values`;
  if (measure.where !== undefined) return 'a Sigma correlation counts every event of its rules';
  if (fields.includes(undefined)) return 'a Sigma correlation looks at the values of fields as they are';
  if (measure.function === 'count' && fields.length > 0)
    return 'a Sigma correlation counts events, or different values';
  if (fields.length > 1 && measure.function !== 'countDistinct')
    return 'a Sigma correlation looks at the values of one field';
  if (operators.size < bounds.length) return 'a Sigma condition makes each comparison once';
  return {
    ...(fields.length === 0 ? {} : { field: fields.length === 1 ? fields[0] : fields }),
    ...(measure.percentile === undefined ? {} : { percentile: measure.percentile }),
    ...Object.fromEntries(bounds.map(({ operator, value }) => [operator, value])),
  };
}

/** The fields that a printed condition names. */
export function fieldsMeasured(condition: unknown): readonly string[] {
  if (typeof condition !== 'object' || condition === null || !('field' in condition)) return [];
  return [condition.field].flat().map(String);
}

/** `measure >= 5`, `not measure == 5`. */
function boundOf(predicate: Predicate): Bound | undefined {
  if (predicate.kind === 'not') {
    const inner = boundOf(predicate.operand);
    const turned = inner && opposites[inner.operator];
    return inner && turned ? { ...inner, operator: turned } : undefined;
  }
  if (predicate.kind !== 'compares' || predicate.as !== 'number') return undefined;
  const { left, operator, right } = predicate;
  if (left.kind !== 'field' || right.kind !== 'literal' || typeof right.value !== 'number') return undefined;
  return { name: left.name, operator, value: right.value };
}

/** A measure always has a number where it is looked at, save those of values that are no numbers: of these only equality turns. */
const opposites: Readonly<Record<string, string>> = { eq: 'neq' };
