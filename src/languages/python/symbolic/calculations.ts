import {
  type FunctionName,
  isShareOfCircle,
  printExpression,
  type Expression as Subject,
} from '../../../ir/index.ts';
import type { Extent } from '../ast.ts';
import { byKind, numberAt, typeName } from './coerce.ts';
import type { Arguments, Context } from './context.ts';
import { numberOperand, placesOf } from './equality.ts';
import { foldFinite } from './finite.ts';
import type { Iterable } from './iterable.ts';
import { arithmetic } from './operations.ts';
import { type Guarded, numberValue, type Value } from './value.ts';

type Calculation = (context: Context, given: Arguments, at: Extent) => Guarded;

/** https://docs.python.org/3/library/functions.html, https://docs.python.org/3/library/math.html */
export const calculations: readonly (readonly [string, Calculation])[] = [
  ['abs', ofOne('abs', Math.abs)],
  ['math.trunc', ofOne('truncate', Math.trunc)],
  ['math.ceil', ofOne('ceil', Math.ceil)],
  ['math.floor', ofOne('floor', Math.floor)],
  ['math.sin', ofOne('sin', Math.sin)],
  ['math.cos', ofOne('cos', Math.cos)],
  ['math.sqrt', ofRoot('sqrt', Math.sqrt)],
  ['math.asin', ofRoot('asin', Math.asin)],
  ['math.pow', power],
  ['math.copysign', withSign],
  ['max', extreme('greatest', Math.max)],
  ['min', extreme('least', Math.min)],
  ['sum', sum],
];

function ofOne(name: FunctionName, reckon: (value: number) => number): Calculation {
  return (context, given, at) =>
    ofNumbers(context, given, at, ([value, ...others], operands) => {
      if (value === undefined || others.length > 0) return context.raise('TypeError');
      if (value.kind === 'number')
        return context.guards.always(numberValue(reckon(value.value), name === 'abs' && value.float));
      return derived(context, name, operands, [value], at);
    });
}

/** Of what is never below zero nor above one, as the parts of a distance on the Earth: of others Python fails. */
function ofRoot(name: 'sqrt' | 'asin', reckon: (value: number) => number): Calculation {
  return (context, given, at) =>
    ofNumbers(context, given, at, ([value, ...others], operands) => {
      const [operand] = operands;
      if (value === undefined || operand === undefined || others.length > 0)
        return context.raise('TypeError');
      const result = value.kind === 'number' ? reckon(value.value) : Number.NaN;
      if (!Number.isNaN(result)) return context.guards.always(numberValue(result, true));
      const share = name === 'asin' && operand.kind === 'call' ? operand.arguments[0] : operand;
      return share !== undefined && isShareOfCircle(share)
        ? derived(context, name, operands, [value], at)
        : context.unsupported(`the ${name} of a value of the event`, at);
    });
}

/** `math.copysign(math.floor(abs(x) + 0.5), x)` is x as a whole number, halves away from zero. */
function withSign(context: Context, given: Arguments, at: Extent): Guarded {
  return ofNumbers(context, given, at, ([size, sign, ...others], [rounded, whole]) => {
    if (size === undefined || sign === undefined || others.length > 0) return context.raise('TypeError');
    if (size.kind === 'number' && sign.kind === 'number')
      return context.guards.always(numberValue(Math.abs(size.value) * (sign.value < 0 ? -1 : 1), true));
    const half = rounded?.kind === 'call' && rounded.function === 'floor' ? rounded.arguments[0] : undefined;
    const of = half?.kind === 'arithmetic' && half.operator === 'add' ? half : undefined;
    const isHalf = of?.right.kind === 'literal' && of.right.value === 0.5;
    const absolute =
      of?.left.kind === 'call' && of.left.function === 'abs' ? of.left.arguments[0] : undefined;
    const isOfIt = absolute && whole && printExpression(absolute) === printExpression(whole);
    return isHalf && isOfIt
      ? derived(context, 'round', [absolute], [sign], at)
      : context.unsupported('the sign of another number', at);
  });
}

function power(context: Context, given: Arguments, at: Extent): Guarded {
  return ofNumbers(context, given, at, ([base, exponent, ...others], operands) => {
    if (base === undefined || exponent?.kind !== 'number' || others.length > 0)
      return context.unsupported('a power of the event', at);
    if (base.kind === 'number') return context.guards.always(numberValue(base.value ** exponent.value, true));
    return exponent.value === 2
      ? derived(context, 'pow', operands, [base, exponent], at)
      : context.unsupported('a power of a value of the event', at);
  });
}

/** Of two numbers or more; of one argument they take the elements. */
function extreme(name: 'greatest' | 'least', reckon: (...values: number[]) => number): Calculation {
  return (context, given, at) => {
    if (given.positional.length < 2) return context.unsupported('the most or the least of a list', at);
    return ofNumbers(context, given, at, (values, operands) => {
      const known = values.flatMap(each => (each.kind === 'number' ? [each.value] : []));
      if (known.length === values.length && values.every(each => !('float' in each)))
        return context.guards.always(numberValue(reckon(...known)));
      return derived(context, name, operands, values, at);
    });
  };
}

function sum(context: Context, given: Arguments, at: Extent): Guarded {
  const [list = [], ...others] = given.positional;
  if (others.length > 0 || given.named.size > 0)
    return context.unsupported('a sum that begins elsewhere', at);
  return context.guards.map(list, value =>
    value.kind === 'collection'
      ? context.guards.mapAll(value.items, items => added(context, items, numberValue(0), at))
      : value.kind === 'iterable' && value.type !== 'set'
        ? sumOf(context, value.of, at)
        : context.unsupported(`the sum of ${typeName(value)}`, at),
  );
}

function sumOf(context: Context, of: Iterable, at: Extent): Guarded {
  const { guards } = context;
  const whole = foldFinite(context, of, guards.always(numberValue(0)), (before, item) =>
    guards.mapAll([before, item], ([total, next]) =>
      total === undefined || next === undefined ? [] : arithmetic(context, total, '+', next, at),
    ),
  );
  return whole ?? context.unsupported('the sum of the elements of a list', at);
}

function added(context: Context, [first, ...others]: readonly Value[], total: Value, at: Extent): Guarded {
  if (first === undefined) return context.guards.always(total);
  return context.guards.map(arithmetic(context, total, '+', first, at), next =>
    added(context, others, next, at),
  );
}

/** Arguments as numbers: a value of the event that is none fails as Python does. */
function ofNumbers(
  context: Context,
  given: Arguments,
  at: Extent,
  make: (values: readonly Value[], operands: readonly Subject[]) => Guarded,
): Guarded {
  if (given.named.size > 0) return context.unsupported('named arguments of a function of numbers', at);
  const resolve = (values: readonly Value[]): Guarded => {
    const place = values.findIndex(({ kind }) => kind === 'field');
    const value = values[place];
    if (value?.kind === 'field') {
      context.vote(value.place, 'number', 4);
      const number = () => resolve(values.with(place, numberAt(context, value.place, at)));
      const boolean = () => context.misfit('a Boolean that is reckoned with', at);
      // The most and the least of texts are texts.
      const text = () =>
        values.length > 1 ? context.misfit('the order of texts', at) : context.raise('TypeError');
      return byKind(context, value, { number, boolean, text }, context.raise('TypeError'));
    }
    const operands = values.flatMap(each => numberOperand(each) ?? []);
    if (operands.length === values.length) return make(values, operands);
    const other = values.find(each => numberOperand(each) === undefined);
    return other?.kind === 'none'
      ? context.raise('TypeError')
      : context.unsupported(`a number of ${other === undefined ? 'nothing' : typeName(other)}`, at);
  };
  return context.guards.mapAll(given.positional, resolve);
}

function derived(
  context: Context,
  name: FunctionName,
  operands: readonly Subject[],
  values: readonly Value[],
  at: Extent,
): Guarded {
  const subject: Subject = { kind: 'call', function: name, arguments: operands, origin: [context.span(at)] };
  return context.guards.always({ kind: 'derivedNumber', subject, places: placesOf(...values) });
}
