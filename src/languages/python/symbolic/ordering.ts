import { type Compares, equals } from '../../../ir/index.ts';
import type { Extent } from '../ast.ts';
import { byKind, fieldAt, typeName } from './coerce.ts';
import type { Context } from './context.ts';
import { compares, numberOperand, placesOf } from './equality.ts';
import { anyOf } from './iteration.ts';
import { countedAgainst } from './pieces.ts';
import { frozen } from './text-test.ts';
import type { Guarded, Value } from './value.ts';

type Order = Extract<Compares['operator'], 'lt' | 'lte' | 'gt' | 'gte'>;

export const orders: ReadonlyMap<string, Order> = new Map([
  ['<', 'lt'],
  ['<=', 'lte'],
  ['>', 'gt'],
  ['>=', 'gte'],
]);

const turned: Readonly<Record<Order, Order>> = { lt: 'gt', lte: 'gte', gt: 'lt', gte: 'lte' };

/** `<` and its like: of two numbers, texts, times or addresses; anything else raises. */
export function ordered(context: Context, left: Value, operator: Order, right: Value, at: Extent): Guarded {
  const { guards } = context;
  if (left.kind === 'field') return orderedField(context, left, operator, right, at);
  if (right.kind === 'field') return orderedField(context, right, turned[operator], left, at);
  if (left.kind === 'count') return countAgainst(context, left, operator, right, at);
  if (right.kind === 'count') return countAgainst(context, right, turned[operator], left, at);
  if (left.kind === 'pieceCount') return piecesAgainst(context, left, operator, right, at);
  if (right.kind === 'pieceCount') return piecesAgainst(context, right, turned[operator], left, at);
  if (left.kind === 'number' && right.kind === 'number')
    return guards.constant(holds(operator, left.value, right.value));
  if (left.kind === 'text' && right.kind === 'text')
    return guards.constant(holds(operator, compareTexts(left.text, right.text), 0));
  return orderedDerived(context, left, operator, right, at);
}

function orderedDerived(context: Context, left: Value, operator: Order, right: Value, at: Extent): Guarded {
  const { guards, formulas } = context;
  const numbers = [numberOperand(left), numberOperand(right)] as const;
  if (numbers[0] !== undefined && numbers[1] !== undefined)
    return guards.truth(
      formulas.leaf(compares(context, numbers[0], operator, numbers[1], 'number', at), placesOf(left, right)),
    );
  if (left.kind === 'time' && right.kind === 'time')
    return guards.truth(
      formulas.leaf(
        compares(context, left.subject, operator, right.subject, 'time', at),
        placesOf(left, right),
      ),
    );
  const isText = (value: Value) => value.kind === 'text' || value.kind === 'derivedText';
  if (isText(left) && isText(right)) return orderedTexts(context, left, operator, right, at);
  if (
    left.kind === 'truth' ||
    right.kind === 'truth' ||
    left.kind === 'collection' ||
    left.kind === 'iterable'
  )
    return context.unsupported(`an order of ${typeName(left)} and ${typeName(right)}`, at);
  if (left.kind === 'address' || left.kind === 'network')
    return context.unsupported('an order of addresses', at);
  return context.raise('TypeError');
}

function orderedTexts(context: Context, left: Value, operator: Order, right: Value, at: Extent): Guarded {
  const subjectOf = (value: Value) =>
    value.kind === 'derivedText'
      ? frozen(value).subject
      : value.kind === 'text'
        ? ({ kind: 'literal', value: value.text, origin: [] } as const)
        : undefined;
  const [one, other] = [subjectOf(left), subjectOf(right)];
  if (one === undefined || other === undefined) return context.unsupported('an order of these', at);
  const leaf = compares(context, one, operator, other, 'string', at);
  return context.guards.truth(context.formulas.leaf(leaf, placesOf(left, right)));
}

/** A boolean is 1 or 0. */
function orderedField(
  context: Context,
  left: Extract<Value, { kind: 'field' }>,
  operator: Order,
  right: Value,
  at: Extent,
): Guarded {
  const { formulas, guards } = context;
  const subject = fieldAt(context, left.place, at);
  const again = (value: Value) => () => ordered(context, value, operator, right, at);
  const isNumber = right.kind === 'number' || right.kind === 'derivedNumber';
  if (isNumber || right.kind === 'field') context.vote(left.place, 'number', 4);
  else if (right.kind === 'text' || right.kind === 'derivedText') context.vote(left.place, 'text', 4);
  const boolean = (value: boolean) =>
    formulas.leaf(equals(subject, [value], { origin: [context.span(at)] }), [left.place]);
  const asNumber = (value: number) => ordered(context, { kind: 'number', value }, operator, right, at);
  return byKind(
    context,
    left,
    {
      number: again({ kind: 'derivedNumber', subject, places: [left.place] }),
      text: again({ kind: 'derivedText', subject, letters: 'exact', places: [left.place] }),
      boolean: () =>
        right.kind === 'number'
          ? guards.choose([
              { when: boolean(true), gives: asNumber(1) },
              { when: formulas.not(boolean(true)), gives: asNumber(0) },
            ])
          : context.misfit('an order of booleans', at),
    },
    context.raise('TypeError'),
  );
}

function piecesAgainst(
  context: Context,
  count: Extract<Value, { kind: 'pieceCount' }>,
  operator: Order,
  right: Value,
  at: Extent,
): Guarded {
  return right.kind === 'number'
    ? countedAgainst(context, count.of, operator, right.value + count.less, at)
    : context.unsupported('a number of pieces against what is no constant', at);
}

/** Only whether there is any can be said: `len(found) > 0`. */
function countAgainst(
  context: Context,
  count: Extract<Value, { kind: 'count' }>,
  operator: Order,
  right: Value,
  at: Extent,
): Guarded {
  const { guards, formulas } = context;
  const bound = right.kind === 'number' ? right.value : undefined;
  const wanted = bound === undefined ? undefined : anyWanted(operator, bound);
  if (wanted === undefined) return context.unsupported('how many elements of a list there are', at);
  const some = anyOf(context, count.of, () => guards.constant(true), at);
  return guards.map(some, value =>
    value.kind === 'truth'
      ? guards.truth(wanted ? value.when : formulas.not(value.when))
      : guards.always(value),
  );
}

/** Whether the comparison holds for every count above 0 and not for 0, or the other way round; else undefined. */
function anyWanted(operator: Order, bound: number): boolean | undefined {
  if ((operator === 'gt' && bound === 0) || (operator === 'gte' && bound === 1)) return true;
  if ((operator === 'lt' && bound === 1) || (operator === 'lte' && bound === 0)) return false;
  return undefined;
}

function compareTexts(left: string, right: string): number {
  const [one, other] = [[...left], [...right]];
  for (const [index, character] of one.entries()) {
    const against = other[index];
    if (against === undefined) return 1;
    const difference = (character.codePointAt(0) ?? 0) - (against.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

function holds(operator: Order, left: number, right: number): boolean {
  if (operator === 'lt') return left < right;
  if (operator === 'lte') return left <= right;
  return operator === 'gt' ? left > right : left >= right;
}
