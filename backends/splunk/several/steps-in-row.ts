import type { Step } from '../../../src/ir/index.ts';

/** The most steps, repeated ones counted each, that are written out. */
export const mostSteps = 30;

/** A step that is to come n times before all others is one, each other is n steps. */
export function stepsInRow([first, ...later]: readonly Step[]): readonly Step[] {
  if (first === undefined) return [];
  const rest = expandRuns(later);
  return first.absent || rest.every(step => step.absent)
    ? [...expandRuns([first]), ...rest]
    : [first, ...rest];
}

/** A step that is to come n times is n steps. */
export function expandRuns(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap(step => Array.from({ length: step.runs }, () => ({ ...step, runs: 1 })));
}

export function markOf(steps: readonly Step[], wanted: Step): number {
  const kinds = steps.filter((step, index) => steps.findIndex(each => each.search === step.search) === index);
  return kinds.findIndex(each => each.search === wanted.search) + 1;
}

/** Missing events that stand after the n-th wanted one. */
export function absentBetween(steps: readonly Step[], count: number): readonly Step[] {
  let seen = 0;
  return steps.filter(step => {
    if (!step.absent) seen++;
    return step.absent && seen === count;
  });
}

export function last(value: string, name: string, when: string, keys: string): string {
  return `| streamstats current=f last(eval(if(${when}, ${value}, null()))) AS ${name}${keys}`;
}

export function by(steps: readonly Step[]): string {
  const keys = keysOf(steps);
  return keys === '' ? '' : ` BY${keys}`;
}

export function keysOf(steps: readonly Step[]): string {
  return (steps[0]?.by ?? []).map((_key, index) => ` key_${index + 1}`).join('');
}

/** That the keys of an event are there. */
export function keysThere({ by: keys }: Step): readonly string[] {
  return keys.flatMap(({ nullable }, index) => (nullable ? [] : [`isnotnull(key_${index + 1})`]));
}

/** A reckoned time, held against a span that is no whole number of seconds: times are binary fractions, which such sums miss. */
export function thousandths(sum: string, span: number): string {
  return Number.isInteger(span) ? sum : `round(${sum}, 3)`;
}
