import type { Compares, Expression } from '../ir/index.ts';
import { compileTime } from './date-math.ts';
import { numericOf, parseDecimal, sameNumber } from './decimal.ts';
import type { EventView } from './event-view.ts';
import { compileRead } from './expression.ts';
import { matchingFields } from './field-pattern.ts';
import { addressNumber, addressOf } from './ip-address.ts';
import { quantifyItems } from './quantifier.ts';
import type { Read, Scope, Test } from './scope.ts';
import { foldedTextOf } from './subject.ts';
import { parseTime } from './time.ts';
import { type Item, isSeveral, textOf, type Values } from './values.ts';

type Operator = Compares['operator'];
type Ordered = number | bigint | string;

/** Whether a left value stands in the relation to a right one; undefined when the left one has no value of the kind. */
type Relation = (left: Item, right: Item) => boolean | undefined;

export function compileCompares(leaf: Compares, scope: Scope): Test {
  const relation = relationOf(leaf);
  const right = compileRight(leaf, scope);
  const test = (values: Values, rights: Values): boolean =>
    rights !== undefined &&
    quantifyItems(
      values,
      leaf.quantifier,
      item => standsTo(item, rights, relation),
      holds => holds,
    );
  const lefts = compileLefts(leaf.left, scope);
  return view => {
    const rights = right(view);
    return rights !== undefined && lefts(view, values => test(values, rights));
  };
}

function compileLefts(
  left: Expression,
  scope: Scope,
): (view: EventView, test: (values: Values) => boolean) => boolean {
  if (left.kind === 'fieldPattern') {
    const fields = matchingFields(left, scope);
    return (view, test) => fields(view).some(test);
  }
  const read = compileRead(left, scope);
  return (view, test) => test(read(view));
}

/** One of several values on the right suffices; one that is of another kind satisfies nothing. */
function standsTo(left: Item, rights: Values, relation: Relation): boolean | undefined {
  if (!isSeveral(rights)) return rights === undefined ? undefined : relation(left, rights);
  let result: boolean | undefined;
  for (const right of rights) {
    const holds = relation(left, right);
    if (holds) return true;
    result ??= holds;
  }
  return result;
}

function relationOf(leaf: Compares): Relation {
  const { operator, as, casing } = leaf;
  const text = casing === 'exact' ? textOf : foldedTextOf;
  const timeOf = isTimeLiteral(leaf) ? instantOf : parseTime;
  switch (operator) {
    case 'startsWith':
      return related(text, (left, right) => left.startsWith(right));
    case 'endsWith':
      return related(text, (left, right) => left.endsWith(right));
    case 'contains':
      return related(text, (left, right) => left.includes(right));
    default:
      if (as === 'number') return related(numericOf, order(operator));
      if (as === 'time') return related(parseTime, order(operator), timeOf);
      if (as === 'ip') return related(addressNumberOf, order(operator));
      return operator === 'eq' ? equalsAs(text) : related(text, order(operator));
  }
}

/** As Equals does: a number is every decimal text of that number. */
function equalsAs(text: (item: Item) => string | undefined): Relation {
  const same = related(text, (left, right) => left === right);
  return (left, right) => {
    if (typeof left !== 'number' && typeof right !== 'number') return same(left, right);
    const [one, other] = [left, right].map(each => parseDecimal(textOf(each) ?? ''));
    return one === undefined || other === undefined ? same(left, right) : sameNumber(one, other);
  };
}

function related<T>(
  convert: (item: Item) => T | undefined,
  holds: (left: T, right: T) => boolean,
  convertRight = convert,
): Relation {
  return (left, right) => {
    const first = convert(left);
    if (first === undefined) return undefined;
    const second = convertRight(right);
    return second !== undefined && holds(first, second);
  };
}

/** Relations of JavaScript itself: texts by code unit, numbers and big integers by size. */
function order(operator: Exclude<Operator, 'startsWith' | 'endsWith' | 'contains'>) {
  return (left: Ordered, right: Ordered): boolean => {
    switch (operator) {
      case 'eq':
        return left >= right && left <= right;
      case 'lt':
        return left < right;
      case 'lte':
        return left <= right;
      case 'gt':
        return left > right;
      case 'gte':
        return left >= right;
    }
  };
}

function addressNumberOf(item: Item): bigint | undefined {
  const address = addressOf(item);
  return address && addressNumber(address);
}

/** Date maths is read in a rule's own literals alone; `gt` and `lte` mean the end of a rounded unit, the others its beginning. */
function compileRight(leaf: Compares, scope: Scope): Read {
  if (!isTimeLiteral(leaf)) return compileRead(leaf.right, scope);
  const rounding = leaf.operator === 'gt' || leaf.operator === 'lte' ? 'last' : 'first';
  return compileTime(leaf.right.value, rounding, scope.now);
}

function isTimeLiteral(leaf: Compares): leaf is Compares & { right: { kind: 'literal'; value: string } } {
  return leaf.as === 'time' && leaf.right.kind === 'literal' && typeof leaf.right.value === 'string';
}

/** What `compileTime` gave. */
function instantOf(item: Item): number | undefined {
  return typeof item === 'number' ? item : undefined;
}
