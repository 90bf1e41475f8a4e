import type { Arithmetic, Expression as Subject } from '../../../ir/index.ts';
import type { Extent } from '../ast.ts';
import { byKind, numberAt, textAt, typeName } from './coerce.ts';
import { common, union } from './collections.ts';
import { concatenated } from './concatenation.ts';
import type { Context } from './context.ts';
import { numberOperand, placesOf } from './equality.ts';
import { joinFlags, noFlags } from './regexes.ts';
import { type Guarded, numberValue, type Value } from './value.ts';

const operators: Readonly<Record<string, Arithmetic['operator']>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
};

/** `left operator right` of numbers, texts, lists, sets and flags. */
export function arithmetic(
  context: Context,
  left: Value,
  operator: string,
  right: Value,
  at: Extent,
): Guarded {
  if (left.kind === 'field')
    return ofField(context, left, value => arithmetic(context, value, operator, right, at), right, at);
  if (right.kind === 'field')
    return ofField(context, right, value => arithmetic(context, left, operator, value, at), left, at);
  if (left.kind === 'flags' || right.kind === 'flags') return flags(context, left, right, operator, at);
  if (operator === '+' && isText(left) && isText(right)) return concatenated(context, [left, right], at);
  if (
    operator === '+' &&
    left.kind === 'collection' &&
    right.kind === 'collection' &&
    left.type === right.type
  )
    return context.guards.always({ ...left, items: [...left.items, ...right.items] });
  if (operator === '&' && isSet(left) && isSet(right)) return common(context, left, right, at);
  if (operator === '|' && isSet(left) && isSet(right)) return union(context, left, right, at);
  return ofNumbers(context, left, operator, right, at);
}

function isText(value: Value): boolean {
  return value.kind === 'text' || value.kind === 'derivedText';
}

function isSet(value: Value): boolean {
  return (value.kind === 'collection' || value.kind === 'iterable') && value.type === 'set';
}

function ofField(
  context: Context,
  field: Extract<Value, { kind: 'field' }>,
  apply: (value: Value) => Guarded,
  other: Value,
  at: Extent,
): Guarded {
  const { place } = field;
  context.vote(place, isText(other) ? 'text' : 'number', 4);
  return byKind(
    context,
    field,
    {
      text: () => apply(textAt(context, place, at)),
      number: () => apply(numberAt(context, place, at)),
      boolean: () => context.misfit('arithmetic with a boolean', at),
      list: () => context.misfit('a list joined with another', at),
    },
    context.raise('TypeError'),
  );
}

function flags(context: Context, left: Value, right: Value, operator: string, at: Extent): Guarded {
  if (left.kind !== 'flags' || right.kind !== 'flags' || (operator !== '|' && operator !== '+'))
    return context.unsupported('flags joined with something else', at);
  return context.guards.always({
    kind: 'flags',
    flags: joinFlags(joinFlags(noFlags, left.flags), right.flags),
  });
}

function ofNumbers(context: Context, left: Value, operator: string, right: Value, at: Extent): Guarded {
  const { guards } = context;
  if (left.kind === 'number' && right.kind === 'number') {
    const value = constant(left.value, operator, right.value);
    return value === undefined
      ? context.unsupported(`${operator} of these numbers`, at)
      : guards.always(numberValue(value));
  }
  const [one, other] = [numberOperand(left), numberOperand(right)];
  const name = operators[operator];
  if (one === undefined || other === undefined)
    return left.kind === 'none' ||
      right.kind === 'none' ||
      (isText(left) !== isText(right) && operator !== '*' && operator !== '%')
      ? context.raise('TypeError')
      : context.unsupported(`${operator} of ${typeName(left)} and ${typeName(right)}`, at);
  if (name === undefined || (name === 'divide' && !(right.kind === 'number' && right.value !== 0)))
    return context.unsupported(`${operator} of values of the event`, at);
  const subject: Subject = {
    kind: 'arithmetic',
    operator: name,
    left: one,
    right: other,
    origin: [context.span(at)],
  };
  return guards.always({ kind: 'derivedNumber', subject, places: placesOf(left, right) });
}

function constant(left: number, operator: string, right: number): number | undefined {
  const result: Readonly<Record<string, number>> = {
    '+': left + right,
    '-': left - right,
    '*': left * right,
    '/': left / right,
    '//': Math.floor(left / right),
    '%': left - right * Math.floor(left / right),
    '**': left ** right,
  };
  const value = result[operator];
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}
