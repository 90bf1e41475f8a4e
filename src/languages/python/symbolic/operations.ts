import type { Arithmetic, Expression as Subject } from '../../../ir/index.ts';
import type { Extent } from '../ast.ts';
import { byKind, numberAt, textAt, typeName } from './coerce.ts';
import { common, union } from './collections.ts';
import { concatenated } from './concatenation.ts';
import { dictionaryOf } from './constants.ts';
import type { Arguments, Context } from './context.ts';
import { compares, numberOperand, placesOf } from './equality.ts';
import { fillText } from './formatting.ts';
import { joinFlags, noFlags } from './regexes.ts';
import { type DerivedNumber, type Guarded, noneValue, numberValue, type Value } from './value.ts';

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
  if (left.kind === 'text' && operator === '%') return fillText(context, left.text, right, at);
  if (left.kind === 'field')
    return ofField(context, left, value => arithmetic(context, value, operator, right, at), right, at);
  if (
    left.kind === 'derivedText' &&
    numberOperand(right) !== undefined &&
    (operator === '%' || operator === '*')
  )
    return context.misfit('a text that is filled in or repeated', at);
  if (right.kind === 'field')
    return ofField(context, right, value => arithmetic(context, left, operator, value, at), left, at);
  if (left.kind === 'truth' || right.kind === 'truth') return ofTruths(context, left, operator, right, at);
  if (left.kind === 'flags' || right.kind === 'flags') return flags(context, left, right, operator, at);
  if (operator === '+' && isText(left) && isText(right)) return concatenated(context, [left, right], at);
  if (
    operator === '+' &&
    left.kind === 'collection' &&
    right.kind === 'collection' &&
    left.type === right.type
  )
    return context.guards.always({ ...left, items: [...left.items, ...right.items] });
  if (operator === '|' && left.kind === 'dictionary' && right.kind === 'dictionary')
    return dictionaryOf(context, [...left.entries, ...right.entries], at);
  if (operator === '&' && isSet(left) && isSet(right)) return common(context, left, right, at);
  if (operator === '|' && isSet(left) && isSet(right)) return union(context, left, right, at);
  return ofNumbers(context, left, operator, right, at);
}

/** A boolean is 1 or 0 to all but `&`, `|` and `^` of two. */
function ofTruths(context: Context, left: Value, operator: string, right: Value, at: Extent): Guarded {
  const { guards, formulas } = context;
  if (left.kind === 'truth' && right.kind === 'truth') {
    const [one, other] = [left.when, right.when];
    if (operator === '&') return guards.truth(formulas.and([one, other]));
    if (operator === '|') return guards.truth(formulas.or([one, other]));
    const isOne = formulas.and([one, formulas.not(other)]);
    if (operator === '^') return guards.truth(formulas.or([isOne, formulas.and([other, formulas.not(one)])]));
  }
  if (left.kind === 'truth')
    return guards.choose([
      { when: left.when, gives: arithmetic(context, numberValue(1), operator, right, at) },
      {
        when: formulas.not(left.when),
        gives: arithmetic(context, numberValue(0), operator, right, at),
      },
    ]);
  return right.kind === 'truth'
    ? guards.choose([
        { when: right.when, gives: arithmetic(context, left, operator, numberValue(1), at) },
        { when: formulas.not(right.when), gives: arithmetic(context, left, operator, numberValue(0), at) },
      ])
    : context.unsupported(`${operator} of these`, at);
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
  // What is added to another value is of its kind.
  const known =
    other.kind === 'field'
      ? (context.places.preferred(place) ?? context.places.preferred(other.place))
      : undefined;
  const kind = isText(other) || known === 'text' ? 'text' : 'number';
  context.vote(place, kind, 4);
  if (other.kind === 'field') context.vote(other.place, kind, 4);
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
  const isByZero = right.kind === 'number' && right.value === 0 && byZero.has(operator);
  if (left.kind === 'number' && right.kind === 'number') {
    if (isByZero) return context.raise('ZeroDivisionError');
    const value = constant(left.value, operator, right.value);
    return value === undefined
      ? context.unsupported(`${operator} of these numbers`, at)
      : guards.always(numberValue(value, isFloat(left, operator, right)));
  }
  const [one, other] = [numberOperand(left), numberOperand(right)];
  const name = operators[operator];
  if (one === undefined || other === undefined)
    return left.kind === 'none' ||
      right.kind === 'none' ||
      (isText(left) !== isText(right) && operator !== '*' && operator !== '%')
      ? context.raise('TypeError')
      : context.unsupported(`${operator} of ${typeName(left)} and ${typeName(right)}`, at);
  if (isByZero) return context.raise('ZeroDivisionError');
  if (name === undefined)
    return floored(context, operator, one, right, placesOf(left, right), isFloat(left, operator, right), at);
  const subject: Subject = {
    kind: 'arithmetic',
    operator: name,
    left: one,
    right: other,
    origin: [context.span(at)],
  };
  const float = isFloat(left, operator, right) ? { float: true as const } : {};
  const result = guards.always({
    kind: 'derivedNumber',
    subject,
    ...{ ...float, places: placesOf(left, right) },
  });
  return name === 'divide' && right.kind === 'derivedNumber' ? divided(context, right, result, at) : result;
}

/** Which of the numbers of Python comes out: what is divided by `/` has a point, and so has what is made of such a number. */
function isFloat(left: Value, operator: string, right: Value): boolean {
  const isPointed = (value: Value): boolean => 'float' in value && value.float === true;
  const isNegativePower = operator === '**' && right.kind === 'number' && right.value < 0;
  return operator === '/' || isNegativePower || isPointed(left) || isPointed(right);
}

/** By a number above zero: `//` rounds down, and `%` gives what is left of that. */
function floored(
  context: Context,
  operator: string,
  one: Subject,
  right: Value,
  places: DerivedNumber['places'],
  float: boolean,
  at: Extent,
): Guarded {
  if (right.kind !== 'number' || right.value <= 0 || (operator !== '//' && operator !== '%'))
    return context.unsupported(`${operator} of values of the event`, at);
  const origin = [context.span(at)];
  const by: Subject = { kind: 'literal', value: right.value, origin: [] };
  const of = (name: Arithmetic['operator'], left: Subject): Subject => ({
    kind: 'arithmetic',
    operator: name,
    left,
    right: by,
    origin,
  });
  const subject: Subject =
    operator === '%'
      ? of('modulo', of('add', of('modulo', one)))
      : { kind: 'call', function: 'floor', arguments: [of('divide', one)], origin };
  return context.guards.always({ kind: 'derivedNumber', subject, places, ...(float ? { float } : {}) });
}

/** `math.fmod(x, y)`: the remainder has the sign of x, as the IR's has (https://docs.python.org/3/library/math.html#math.fmod). */
export function remainder(context: Context, given: Arguments, at: Extent): Guarded {
  return context.guards.mapAll(given.positional, ([left, right]) => {
    if (left?.kind === 'field')
      return ofField(context, left, value => remainderOf(context, value, right, at), right ?? noneValue, at);
    return remainderOf(context, left, right, at);
  });
}

function remainderOf(
  context: Context,
  left: Value | undefined,
  right: Value | undefined,
  at: Extent,
): Guarded {
  const one = left && numberOperand(left);
  if (left === undefined || one === undefined || right?.kind !== 'number' || right.value === 0)
    return context.unsupported('this remainder', at);
  const other = { kind: 'literal', value: right.value, origin: [] } as const;
  const origin = [context.span(at)];
  const subject: Subject = { kind: 'arithmetic', operator: 'modulo', left: one, right: other, origin };
  return context.guards.always({ kind: 'derivedNumber', subject, places: placesOf(left) });
}

/** By zero nothing is divided. */
function divided(context: Context, by: DerivedNumber, result: Guarded, at: Extent): Guarded {
  const { guards, formulas } = context;
  const zero = { kind: 'literal', value: 0, origin: [] } as const;
  const isZero = formulas.leaf(compares(context, by.subject, 'eq', zero, 'number', at), by.places);
  return guards.choose([
    { when: isZero, gives: context.raise('ZeroDivisionError') },
    { when: formulas.not(isZero), gives: result },
  ]);
}

const byZero: ReadonlySet<string> = new Set(['/', '//', '%']);

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
