import type { Correlate, Expression, Predicate } from '../../../src/ir/index.ts';
import { conjunctsOf } from '../conjuncts.ts';

/** What a correlation asks of each of its groups, where that is no more than counts that must be reached. */
export interface Bounds {
  /** Events; 1 when only values are counted. */
  readonly count: number;
  /** Different values of a field. */
  readonly distinct: readonly { readonly field: string; readonly value: number }[];
}

/** Undefined for any other condition. */
export function boundsOf({ measures, having }: Correlate): Bounds | undefined {
  let count = 1;
  const distinct: { field: string; value: number }[] = [];
  for (const each of conjunctsOf(having)) {
    const bound = leastOf(each);
    const measure = measures.find(({ name }) => name === bound?.name);
    if (bound === undefined || measure === undefined || measure.where !== undefined) return undefined;
    const field = nameOf(measure.of[0]);
    if (measure.function === 'count' && measure.of.length === 0) count = Math.max(count, bound.least);
    else if (measure.function === 'countDistinct' && measure.of.length === 1 && field !== undefined)
      distinct.push({ field, value: bound.least });
    else return undefined;
  }
  return { count, distinct };
}

/** `measure >= 5`, or `measure > 4` of what is counted in whole numbers. */
function leastOf(predicate: Predicate): { readonly name: string; readonly least: number } | undefined {
  if (predicate.kind !== 'compares' || predicate.as !== 'number') return undefined;
  const { left, operator, right } = predicate;
  if (left.kind !== 'field' || right.kind !== 'literal' || typeof right.value !== 'number') return undefined;
  if (operator === 'gte') return { name: left.name, least: Math.ceil(right.value) };
  return operator === 'gt' ? { name: left.name, least: Math.floor(right.value) + 1 } : undefined;
}

/** A field by itself: all that a rule of Elastic's takes for a key. */
export function nameOf(expression: Expression | undefined): string | undefined {
  return expression?.kind === 'field' ? expression.name : undefined;
}

/** Undefined when one of the keys is no field by itself. */
export function namesOf(expressions: readonly Expression[]): readonly string[] | undefined {
  const names = expressions.map(nameOf);
  return names.every(name => name !== undefined) ? names : undefined;
}
