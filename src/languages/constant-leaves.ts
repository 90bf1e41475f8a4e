import { compilePredicate } from '../evaluate/index.ts';
import { always, type Expression, type Leaf, mapLeaves, operands, type Predicate } from '../ir/index.ts';

/**
 * A predicate in which what looks at no field (`1 == 1`, `length("abc") == 3`) is the constant that it is: no other language than
 * these compares one constant with another.
 */
export function decideConstants(predicate: Predicate): Predicate {
  return mapLeaves(predicate, leaf =>
    isOfConstants(leaf) ? always(compilePredicate(leaf)({}), leaf.origin) : leaf,
  );
}

/** Beside a time the text `now` is date maths. */
function isOfConstants(leaf: Leaf): boolean {
  switch (leaf.kind) {
    case 'keyword':
    case 'element':
      return false;
    case 'compares':
      return leaf.as !== 'time' && isConstant(leaf.left) && isConstant(leaf.right);
    default:
      return isConstant(leaf.subject);
  }
}

/** A choice has conditions, which may look at fields; the clock is another at each run. */
function isConstant(expression: Expression): boolean {
  switch (expression.kind) {
    case 'field':
    case 'fieldPattern':
    case 'choice':
      return false;
    case 'call':
      return expression.function !== 'now' && expression.arguments.every(isConstant);
    default:
      return operands(expression).every(isConstant);
  }
}
