import { compilePredicate } from '../../evaluate/index.ts';
import {
  always,
  and,
  type Choice,
  type Expression,
  fieldsOf,
  fold,
  type Leaf,
  leaves,
  mapLeaves,
  mapSubjects,
  not,
  operands,
  or,
  type Predicate,
  subjects,
} from '../../ir/index.ts';

/** A predicate of more leaves than these is left as it is. */
const mostLeaves = 400;
const mostDepth = 4;

/** Conditions on a choice as conditions on what it chooses between, each with that under which it is chosen. */
export function unfoldChoices(predicate: Predicate): Predicate {
  let unfolded = predicate;
  for (let depth = 0; depth < mostDepth && hasChoice(unfolded); depth++) {
    unfolded = fold(mapLeaves(unfolded, unfoldLeaf));
    if (leaves(unfolded).length > mostLeaves) return predicate;
  }
  return unfolded;
}

function hasChoice(predicate: Predicate): boolean {
  return leaves(predicate).some(({ leaf }) => subjects(leaf).some(each => choiceIn(each) !== undefined));
}

/** The first choice of an expression. */
export function choiceIn(expression: Expression): Choice | undefined {
  if (expression.kind === 'choice') return expression;
  for (const operand of operands(expression)) {
    const found = choiceIn(operand);
    if (found !== undefined) return found;
  }
  return undefined;
}

function unfoldLeaf(leaf: Leaf): Predicate {
  const choice = subjects(leaf)
    .map(choiceIn)
    .find(each => each !== undefined);
  if (choice === undefined) return leaf;
  const having = (value: Expression): Predicate =>
    decided(mapSubjects(leaf, subject => replaced(subject, choice, value)));
  const before: Predicate[] = [];
  const ways: Predicate[] = [];
  for (const { when, value } of choice.branches) {
    ways.push(and([...before, when, having(value)]));
    before.push(not(when));
  }
  if (choice.otherwise !== undefined) ways.push(and([...before, having(choice.otherwise)]));
  return fold(or(ways));
}

/** What looks at no field is the same for every event. */
function decided(leaf: Leaf): Predicate {
  const fields = subjects(leaf).flatMap(subject => fieldsOf(subject));
  if (fields.length > 0 || leaf.kind === 'keyword' || looksAtClock(leaf)) return leaf;
  return always(compilePredicate(leaf)({}), leaf.origin);
}

function looksAtClock(leaf: Leaf): boolean {
  return leaf.kind === 'compares' && leaf.as === 'time';
}

function replaced(expression: Expression, choice: Choice, value: Expression): Expression {
  if (expression === choice) return value;
  const inner = (each: Expression): Expression => replaced(each, choice, value);
  switch (expression.kind) {
    case 'call':
      return { ...expression, arguments: expression.arguments.map(inner) };
    case 'arithmetic':
      return { ...expression, left: inner(expression.left), right: inner(expression.right) };
    case 'coercion':
    case 'valueCount':
      return { ...expression, operand: inner(expression.operand) };
    default:
      return expression;
  }
}
