import { always, and, not, or, type Predicate } from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';
import { combinationCount, combinations } from './combinations.ts';
import { compareNumber, type NumberOperator } from './compare-number.ts';

const combinationLimit = 500;

/** A comparison of a condition. */
export interface Criterion {
  readonly operator: NumberOperator;
  readonly value: number;
  readonly span: Span;
}

/** Whether an input has any event. */
export function hasEvents(input: string, span: Span): Predicate {
  return compareNumber(input, 'gte', 1, [span]);
}

/** So many of the inputs have events; nothing when that is more combinations than can be written out. */
export function someOfRules(
  inputs: readonly string[],
  criteria: readonly Criterion[],
  span: Span,
): Predicate | undefined {
  const found = criteria.map(each => ofCriterion(inputs, each));
  return found.includes(undefined) ? undefined : and(found as Predicate[], [span]);
}

function ofCriterion(inputs: readonly string[], { operator, value, span }: Criterion): Predicate | undefined {
  const least = (count: number) => atLeast(inputs, count, span);
  const below = (count: number) => negated(least(count), span);
  const whole = Number.isInteger(value);
  const exactly = whole ? joined(least(value), below(value + 1), span) : always(false, [span]);
  switch (operator) {
    case 'gte':
      return least(Math.ceil(value));
    case 'gt':
      return least(Math.floor(value) + 1);
    case 'lt':
      return below(Math.ceil(value));
    case 'lte':
      return below(Math.floor(value) + 1);
    case 'eq':
      return exactly;
    case 'neq':
      return negated(exactly, span);
  }
}

function negated(predicate: Predicate | undefined, span: Span): Predicate | undefined {
  return predicate && not(predicate, [span]);
}

function joined(one: Predicate | undefined, other: Predicate | undefined, span: Span): Predicate | undefined {
  return one && other && and([one, other], [span]);
}

function atLeast(inputs: readonly string[], count: number, span: Span): Predicate | undefined {
  if (count <= 0) return always(true, [span]);
  if (count > inputs.length) return always(false, [span]);
  if (combinationCount(inputs.length, count) > combinationLimit) return undefined;
  const choices = combinations(inputs, count).map(choice =>
    and(
      choice.map(input => hasEvents(input, span)),
      [span],
    ),
  );
  return or(choices, [span]);
}
