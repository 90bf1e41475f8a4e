import { compilePattern } from '../../evaluate/wildcard.ts';
import {
  type Expression,
  field,
  type Measure,
  mapFields,
  type Pattern,
  printExpression,
  printPredicate,
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
