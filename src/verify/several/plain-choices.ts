import { compilePredicate } from '../../evaluate/index.ts';
import {
  type Arithmetic,
  always,
  and,
  type Call,
  type Expression,
  exists,
  type Leaf,
  not,
  operands,
  or,
  type Predicate,
  printExpression,
  printPredicate,
} from '../../ir/index.ts';

/** More branches than these are left as they are. */
const mostBranches = 16;

/** A condition on a choice between constants as the conditions under which the right ones are chosen; any text is a value. */
export function decided(written: Leaf): Predicate {
  const leaf = withoutConversion(written);
  if (leaf.kind === 'exists' && leaf.subject.kind === 'coercion' && leaf.subject.to === 'string')
    return exists(leaf.subject.operand, leaf.origin);
  if (leaf.kind === 'exists' && leaf.subject.kind === 'call' && total.has(leaf.subject.function)) {
    const [only, ...more] = leaf.subject.arguments;
    if (only !== undefined && more.length === 0) return decided(exists(only, leaf.origin));
  }
  if (leaf.kind === 'like' && leaf.quantifier === 'any' && isAnyText(leaf.patterns))
    return exists(leaf.subject, leaf.origin);
  if (leaf.kind === 'exists' && leaf.subject.kind === 'choice' && isAlwaysThere(leaf.subject))
    return always(true, leaf.origin);
  const choice = choiceIn(leaf);
  if (choice === undefined) return leaf;
  if (leaf.kind === 'exists' && isComplete(choice)) return always(true, leaf.origin);
  const parts: Predicate[] = [];
  const before: Predicate[] = [];
  for (const { when, value } of choice.branches) {
    if (holdsOf(leaf, value)) parts.push(and([...before, when]));
    before.push(not(when));
  }
  if (choice.otherwise !== undefined && holdsOf(leaf, choice.otherwise)) parts.push(and(before));
  return parts.length === 0 ? always(false, leaf.origin) : or(parts);
}

function isAnyText(patterns: Extract<Leaf, { kind: 'like' }>['patterns']): boolean {
  return patterns.some(pattern => pattern.length === 1 && pattern[0]?.kind === 'anyRun');
}

function choiceIn(leaf: Leaf): Extract<Expression, { kind: 'choice' }> | undefined {
  const subject =
    leaf.kind === 'equals' || leaf.kind === 'like' || leaf.kind === 'exists'
      ? leaf.subject
      : leaf.kind === 'compares' && leaf.right.kind === 'literal' && leaf.as !== 'time'
        ? leaf.left
        : undefined;
  if (subject?.kind !== 'choice' || subject.branches.length > mostBranches) return undefined;
  const values = [...subject.branches.map(({ value }) => value), subject.otherwise];
  return values.every(value => value === undefined || value.kind === 'literal') ? subject : undefined;
}

function holdsOf(leaf: Leaf, value: Expression): boolean {
  if (leaf.kind === 'compares') return compilePredicate({ ...leaf, left: value })({});
  return leaf.kind === 'equals' || leaf.kind === 'like' || leaf.kind === 'exists'
    ? compilePredicate({ ...leaf, subject: value })({})
    : false;
}

/** Whether one of its values is always chosen, and is none. */
function isComplete({ branches, otherwise }: Choice): boolean {
  const [first, last] = [branches[0], branches.at(-1)];
  const isAll = branches.length === 2 && first && last && isNot(last.when, first.when);
  const values = [...branches.map(({ value }) => value), ...(otherwise === undefined ? [] : [otherwise])];
  return (
    (otherwise !== undefined || isAll === true) &&
    values.every(value => value.kind === 'literal' && value.value !== null)
  );
}

/** Whether each branch has a value where it is taken, and what is left is one. */
function isAlwaysThere({ branches, otherwise }: Choice): boolean {
  const isLeft = otherwise?.kind === 'literal' && otherwise.value !== null;
  return isLeft && branches.every(({ when, value }) => isThere(value, when));
}

function isThere(value: Expression, when: Predicate): boolean {
  if (value.kind === 'literal') return value.value !== null;
  if (value.kind === 'call' && total.has(value.function))
    return value.arguments.every(each => isThere(each, when));
  return when.kind === 'exists' && printExpression(when.subject) === printExpression(value);
}

/** Functions that have a value of whatever has one. */
const total: ReadonlySet<Call['function']> = new Set([
  ...(['lower', 'upper', 'trim', 'length', 'baseName'] as const),
]);

/** Texts are compared as the numbers that they are. */
function withoutConversion(leaf: Leaf): Leaf {
  if (leaf.kind !== 'compares' || leaf.as !== 'number') return leaf;
  return { ...leaf, left: plainNumber(leaf.left), right: plainNumber(leaf.right) };
}

function plainNumber(value: Expression): Expression {
  if (value.kind !== 'coercion' || value.to !== 'number' || value.base !== undefined) return value;
  const { operand } = value;
  const isNumber = operand.kind === 'call' && /^(?:truncate|floor|ceil|abs)$/.test(operand.function);
  return isNumber || operand.kind === 'field' || operand.kind === 'arithmetic' ? operand : value;
}

type Choice = Extract<Expression, { kind: 'choice' }>;

/** `if(exists x, x)` is x, and of a choice within one on the same condition the first is taken. */
export function plainChoice(written: Choice): Expression {
  const choice = withElse(amongTexts(written));
  const [first, ...others] = choice.branches;
  if (first === undefined) return choice;
  const { when } = first;
  const value = writtenFor(when, first.value);
  const isAlone = others.length === 0 && choice.otherwise === undefined;
  if (when.kind === 'always' && when.value) return value;
  if (isAlone && when.kind === 'exists' && printExpression(when.subject) === printExpression(value))
    return value;
  return truncation({ ...choice, branches: [{ when, value }, ...others] });
}

function writtenFor(when: Predicate, value: Expression): Expression {
  const [inner] = value.kind === 'choice' ? value.branches : [];
  return inner !== undefined && printPredicate(inner.when) === printPredicate(when) ? inner.value : value;
}

/** Beside a text each branch is one, whether that is said or not. */
function amongTexts(choice: Choice): Choice {
  const values = operands(choice);
  if (!values.some(each => each.kind === 'literal' && typeof each.value === 'string')) return choice;
  const plain = (value: Expression): Expression =>
    value.kind === 'coercion' && value.to === 'string' ? value.operand : value;
  return {
    ...choice,
    branches: choice.branches.map(({ when, value }) => ({ when, value: plain(value) })),
    otherwise: choice.otherwise && plain(choice.otherwise),
  };
}

/** A branch that is taken wherever none before it is, is what is left. */
function withElse(choice: Choice): Choice {
  const { branches } = choice;
  const at = branches.findIndex(
    ({ when }, index) => isSure(when) || (index === 1 && branches[0] && isNot(when, branches[0].when)),
  );
  const last = branches[at];
  if (at < 1 || last === undefined) return choice;
  return { ...choice, branches: branches.slice(0, at), otherwise: last.value };
}

function isSure(when: Predicate): boolean {
  if (when.kind === 'always') return when.value;
  return when.kind === 'exists' && when.subject.kind === 'literal' && when.subject.value !== null;
}

/** `if(x < 0, ceiling(x), floor(x))` is x without its fraction. */
function truncation(choice: Choice): Expression {
  const [below, above, ...others] = choice.branches;
  const last = above?.value ?? choice.otherwise;
  if (below === undefined || others.length > 0 || last === undefined) return choice;
  const of =
    below.value.kind === 'call' && below.value.function === 'ceil' ? below.value.arguments[0] : undefined;
  const same = last.kind === 'call' && last.function === 'floor' ? last.arguments[0] : undefined;
  if (of === undefined || same === undefined || printExpression(of) !== printExpression(same)) return choice;
  const { when } = below;
  if (when.kind !== 'compares' || when.as !== 'number' || when.operator !== 'lt') return choice;
  const isBelow = when.right.kind === 'literal' && when.right.value === 0;
  if (!isBelow || printExpression(plainNumber(when.left)) !== printExpression(of)) return choice;
  if (above !== undefined && !isNot(above.when, when)) return choice;
  return { kind: 'call', function: 'truncate', arguments: [of], origin: choice.origin };
}

function isNot(one: Predicate, other: Predicate): boolean {
  return one.kind === 'not' && printPredicate(one.operand) === printPredicate(other);
}

/** Nothing is divided by zero, whether that is said or not; operands are taken as the numbers that they are. */
export function plainArithmetic(arithmetic: Arithmetic): Arithmetic {
  const { operator, left, right } = arithmetic;
  const divides = operator === 'divide' || operator === 'modulo';
  const divisor = divides && right.kind === 'choice' ? (guarded(right) ?? right) : right;
  return { ...arithmetic, left: plainNumber(left), right: plainNumber(divisor) };
}

/** `if(not x = 0, x)`. */
function guarded({ branches, otherwise }: Extract<Expression, { kind: 'choice' }>): Expression | undefined {
  const [branch, ...others] = branches;
  if (branch === undefined || others.length > 0 || otherwise !== undefined) return undefined;
  const { when, value } = branch;
  if (when.kind !== 'not' || when.operand.kind !== 'equals') return undefined;
  const { subject, values } = when.operand;
  const isOfIt = printExpression(subject) === printExpression(value);
  return isOfIt && values.length === 1 && values[0] === 0 ? value : undefined;
}

const seconds: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3600, day: 86_400 };

/** Buckets of the clock begin with 1970 whichever unit they are told in. */
export function plainCall(call: Call): Call {
  if (call.function === 'dateDifference') return plainDifference(call);
  if (call.function !== 'dateTruncate') return call;
  const [time, amount, unit] = call.arguments;
  const count = amount?.kind === 'literal' ? Number(amount.value) : Number.NaN;
  const length = unit?.kind === 'literal' ? (seconds[String(unit.value)] ?? Number.NaN) : Number.NaN;
  if (time === undefined || !(count * length > 0)) return call;
  const literal = (value: number | string): Expression => ({ kind: 'literal', value, origin: [] });
  return { ...call, arguments: [time, literal(count * length), literal('second')] };
}

/** Whole units between two times, as what is left of their difference in seconds. */
function plainDifference(call: Call): Call {
  const [unit, from, to] = call.arguments;
  const length = unit?.kind === 'literal' ? (seconds[String(unit.value)] ?? Number.NaN) : Number.NaN;
  if (from === undefined || to === undefined || !(length > 0)) return call;
  const reckon = (operator: Arithmetic['operator'], left: Expression, right: Expression): Expression => ({
    ...{ kind: 'arithmetic', operator, left, right },
    origin: [],
  });
  const apart = reckon('subtract', to, from);
  const units =
    length === 1 ? apart : reckon('divide', apart, { kind: 'literal', value: length, origin: [] });
  return { ...call, function: 'truncate', arguments: [units] };
}
