import type { Expression } from '../../../src/ir/index.ts';

/** Functions that give a number of the type that they are given; others of mathematics give a double. */
const ofSameType = /^(?:abs|ceil|floor|round|truncate|greatest|least)$/;
const ofDoubles = /^(?:a?(?:cos|sin|tan)h?|atan2|cbrt|exp|hypot|log|log10|pow|sign|sqrt|mvAverage)$/;

/**
 * Whether what is printed of a number is a double to ES|QL, whose text is 5.0 where that of others is 5.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/type-conversion-functions/to_string
 */
export function isDouble(expression: Expression): boolean {
  switch (expression.kind) {
    case 'coercion':
      return expression.to === 'number';
    case 'literal':
      return typeof expression.value === 'number' && !Number.isInteger(expression.value);
    case 'arithmetic':
      return expression.operator === 'divide' || isDouble(expression.left) || isDouble(expression.right);
    case 'call':
      if (ofDoubles.test(expression.function)) return true;
      return ofSameType.test(expression.function) && expression.arguments.slice(0, 1).some(isDouble);
    default:
      return false;
  }
}
