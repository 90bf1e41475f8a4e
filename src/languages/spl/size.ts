import { type Expression, operands, type Predicate, subjects } from '../../ir/index.ts';
import type { Simple, Value } from './value.ts';

/**
 * How many nodes a value has, shared ones counted each time, as every later step walks them. Larger ones are refused: a short
 * query of assignments that double each other could otherwise be walked for ever.
 */
export const largest = 200_000;

const known = new WeakMap<object, number>();

export function sizeOfValue(value: Value): number {
  let size = 1;
  for (const each of value) size += sizeOfPredicate(each.when) + sizeOfSimple(each.value);
  return size;
}

function sizeOfSimple(value: Simple): number {
  switch (value.kind) {
    case 'plain':
      return sizeOfExpression(value.expression);
    case 'truth':
      return sizeOfPredicate(value.yes) + sizeOfPredicate(value.no);
    case 'found':
      return sizeOfPredicate(value.where);
    case 'pieces':
      return sizeOfExpression(value.of);
  }
}

export function sizeOfPredicate(predicate: Predicate): number {
  return remembered(predicate, () => {
    switch (predicate.kind) {
      case 'always':
        return 1;
      case 'not':
        return 1 + sizeOfPredicate(predicate.operand);
      case 'and':
      case 'or':
        return predicate.operands.reduce((sum, each) => sum + sizeOfPredicate(each), 1);
      default:
        return subjects(predicate).reduce((sum, each) => sum + sizeOfExpression(each), 1);
    }
  });
}

function sizeOfExpression(expression: Expression): number {
  return remembered(expression, () => {
    const choices =
      expression.kind === 'choice' ? expression.branches.map(each => sizeOfPredicate(each.when)) : [];
    return [...operands(expression).map(sizeOfExpression), ...choices].reduce((sum, each) => sum + each, 1);
  });
}

function remembered(node: object, measure: () => number): number {
  const earlier = known.get(node);
  if (earlier !== undefined) return earlier;
  const size = measure();
  known.set(node, size);
  return size;
}
