import { compilePattern } from '../../evaluate/wildcard.ts';
import {
  type Expression,
  field,
  fieldsOf,
  type Leaf,
  type Measure,
  mapFields,
  type Pattern,
  printExpression,
  printPredicate,
  subjects,
} from '../../ir/index.ts';

/** An expression by the names that are written; what a field map knows of them is not part of a query. */
export function plainText(expression: Expression): string {
  return printExpression(mapFields(expression, ({ name, vendor }) => field(name, vendor)));
}

export function byText(one: Expression, other: Expression): number {
  return plainText(one) < plainText(other) ? -1 : 1;
}

/** What a measure is, whatever it is called. */
export function measureText({ function: name, of, where, percentile, top, orderedBy }: Measure): string {
  const parts = [name, ...of.map(plainText), String(percentile ?? '')];
  const order = [
    ...(top === undefined ? [] : [`${top.count} ${top.descending ? 'greatest' : 'least'}`]),
    ...(orderedBy === undefined ? [] : [`by ${plainText(orderedBy)}`]),
  ];
  return [...parts, ...order, where === undefined ? '' : printPredicate(where)].join(' ');
}

export function covers(pattern: Pattern, name: string): boolean {
  return compilePattern(pattern)(name);
}

/** Measures that are one number, or one value. */
export const reckoned: ReadonlySet<Measure['function']> = new Set([
  ...(['count', 'countDistinct', 'sum', 'average', 'minimum', 'maximum', 'median', 'percentile'] as const),
  ...(['standardDeviation', 'medianAbsoluteDeviation'] as const),
]);

/** Of one value it is all the same whether any, all or a single one of them is asked for. */
export function ofSingle(leaf: Leaf, single: ReadonlySet<string>): Leaf {
  if (!('quantifier' in leaf) || leaf.quantifier === 'any') return leaf;
  const names = subjects(leaf).flatMap(subject => [...fieldsOf(subject)].map(({ name }) => name));
  return names.length > 0 && names.every(name => single.has(name)) ? { ...leaf, quantifier: 'any' } : leaf;
}
