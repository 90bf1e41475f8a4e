import type { Expression, Measure, Predicate, Stage } from '../../ir/index.ts';

/** The values that rows are made of, each of which but once where the list is without repeats. */
export function withoutRepeats(
  whole: Expression,
  distinct: true | undefined,
): { readonly value: Expression; readonly distinct?: true } {
  const [only] = whole.kind === 'call' && whole.function === 'mvDedupe' ? whole.arguments : [];
  return only !== undefined || distinct ? { value: only ?? whole, distinct: true } : { value: whole };
}

/** Whether a stage makes a row of each different value. */
export function isDistinct(stage: Stage | undefined): stage is Extract<Stage, { kind: 'expand' }> {
  return stage?.kind === 'expand' && stage.distinct === true;
}

/** Whether a measure looks at a column. */
export function reads(
  { of, where, orderedBy }: Measure,
  name: string,
  expressionIn: (expression: Expression) => Expression,
  predicateIn: (predicate: Predicate) => Predicate,
): boolean {
  return JSON.stringify([of.map(expressionIn), where && predicateIn(where), orderedBy]).includes(name);
}
