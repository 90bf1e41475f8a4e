import { type Compares, equals, type Expression as Subject } from '../../../ir/index.ts';
import type { Extent } from '../ast.ts';
import { fieldAt, textAt, typeName } from './coerce.ts';
import { conjunction } from './connective.ts';
import type { Context } from './context.ts';
import type { Formula } from './formula.ts';
import { areSoMany } from './pieces.ts';
import type { Place } from './place.ts';
import { equalsText, frozen } from './text-test.ts';
import type { DerivedNumber, DerivedText, FieldValue, Guarded, Value } from './value.ts';

/** `==` (https://docs.python.org/3/reference/expressions.html#value-comparisons): values of different types are not equal, save numbers and booleans. */
export function equalTo(context: Context, left: Value, right: Value, at: Extent): Guarded {
  return (
    equalsOneWay(context, left, right, at) ??
    equalsOneWay(context, right, left, at) ??
    byConstants(context, left, right, at)
  );
}

function equalsOneWay(context: Context, left: Value, right: Value, at: Extent): Guarded | undefined {
  const { guards, formulas } = context;
  switch (left.kind) {
    case 'field':
      return right.kind === 'field' || isDerived(right)
        ? equalsDerived(context, left, right, at)
        : fieldEquals(context, left, right, at);
    case 'derivedText':
      if (right.kind === 'derivedText') return guards.truth(sameText(context, left, right, at));
      return right.kind === 'text'
        ? guards.truth(equalsText(context, left, [right.text], [context.span(at)]))
        : undefined;
    case 'derivedNumber': {
      const subject = numberOperand(right);
      return subject === undefined
        ? undefined
        : guards.truth(
            formulas.leaf(
              compares(context, left.subject, 'eq', subject, 'number', at),
              placesOf(left, right),
            ),
          );
    }
    case 'pieceCount':
      return right.kind === 'number' ? areSoMany(context, left.of, right.value + left.less, at) : undefined;
    case 'address':
      return right.kind === 'address' || right.kind === 'network'
        ? context.unsupported('a comparison of addresses', at)
        : undefined;
    case 'bytes':
      return right.kind === 'bytes' ? context.unsupported('equality of bytes', at) : undefined;
    case 'time':
      return right.kind === 'time' ? context.unsupported('equality of times', at) : undefined;
    case 'truth':
      if (right.kind === 'truth')
        return guards.truth(formulas.choose(left.when, right.when, formulas.not(right.when)));
      if (right.kind !== 'number') return undefined;
      if (right.value === 1) return guards.truth(left.when);
      return right.value === 0 ? guards.truth(formulas.not(left.when)) : guards.constant(false);
    default:
      return undefined;
  }
}

function isDerived(value: Value): value is DerivedText | DerivedNumber {
  return value.kind === 'derivedText' || value.kind === 'derivedNumber';
}

/** A value of the event against a constant, or what is none of the event's kinds. */
function fieldEquals(context: Context, field: FieldValue, right: Value, at: Extent): Guarded {
  const { guards, formulas } = context;
  switch (right.kind) {
    case 'text':
      return guards.truth(fieldIsText(context, field, [right.text], at));
    case 'number':
      return guards.truth(fieldIsNumber(context, field, right.value, at));
    case 'truth': {
      context.vote(field.place, 'boolean', 3);
      const is = (value: boolean) => fieldIsNumber(context, field, value ? 1 : 0, at);
      return guards.truth(formulas.choose(right.when, is(true), is(false)));
    }
    case 'none':
      return guards.constant(false);
    case 'collection':
      if (right.items.length === 0 && right.type === 'list') {
        context.vote(field.place, 'list', 3);
        return guards.truth(
          formulas.and([formulas.is(field.place, 'list'), formulas.not(formulas.is(field.place, 'valued'))]),
        );
      }
      return context.unsupported('a comparison with a list', at);
    case 'dictionary':
      return context.unsupported('a comparison with a dict', at);
    default:
      return context.unsupported(`a comparison with ${typeName(right)}`, at);
  }
}

/** A value is one of some texts. Texts that read as numbers or booleans are told from those by the kind of the value. */
export function fieldIsText(
  context: Context,
  field: FieldValue,
  texts: readonly string[],
  at: Extent,
): Formula {
  const { formulas } = context;
  const { place } = field;
  context.vote(place, 'text', 3);
  const text = textAt(context, place, at);
  const origin = [context.span(at)];
  const plain = texts.filter(each => !looksLikeAnother(each));
  const odd = texts.filter(looksLikeAnother);
  return formulas.or([
    formulas.and([formulas.not(formulas.is(place, 'list')), equalsText(context, text, plain, origin)]),
    formulas.and([formulas.is(place, 'text'), equalsText(context, text, odd, origin)]),
  ]);
}

/** A value is one of some texts and numbers, of which the author knows how each is logged: the field holds both. */
export function fieldIsEither(
  context: Context,
  field: FieldValue,
  texts: readonly string[],
  numbers: readonly number[],
  at: Extent,
): Formula {
  const { formulas } = context;
  const { place } = field;
  const origin = [context.span(at)];
  context.vote(place, 'text', 3);
  context.assumed.add(`as-compared:${place.written}`);
  return formulas.and([
    formulas.not(formulas.is(place, 'list')),
    formulas.or([
      equalsText(context, textAt(context, place, at), texts, origin),
      formulas.leaf(equals(fieldAt(context, place, at), numbers, { origin }), [place]),
    ]),
  ]);
}

const numberLike = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

function looksLikeAnother(text: string): boolean {
  return numberLike.test(text) || text === 'true' || text === 'false';
}

/** True is 1 and False is 0. */
function fieldIsNumber(context: Context, { place }: FieldValue, value: number, at: Extent): Formula {
  const { formulas } = context;
  const subject = fieldAt(context, place, at);
  const origin = [context.span(at)];
  const leaf = (constant: number | boolean) =>
    formulas.leaf(equals(subject, [constant], { origin }), [place]);
  const number = formulas.and([formulas.is(place, 'number'), leaf(value)]);
  const isBit = value === 0 || value === 1;
  context.vote(place, 'number', isBit ? 1 : 3);
  if (!isBit) return number;
  return formulas.or([number, formulas.and([formulas.is(place, 'boolean'), leaf(value === 1)])]);
}

/** The value is the boolean itself: `is True`. */
export function fieldIsBoolean(
  context: Context,
  { place, falsy }: FieldValue,
  value: boolean,
  at: Extent,
): Formula {
  const { formulas } = context;
  if (falsy && value) return formulas.false;
  context.vote(place, 'boolean', 2);
  const leaf = equals(fieldAt(context, place, at), [value], { origin: [context.span(at)] });
  return formulas.and([formulas.is(place, 'boolean'), formulas.leaf(leaf, [place])]);
}

function equalsDerived(
  context: Context,
  left: FieldValue,
  right: FieldValue | DerivedText | DerivedNumber,
  at: Extent,
): Guarded {
  const { guards, formulas } = context;
  if (right.kind === 'derivedNumber') {
    context.vote(left.place, 'number', 3);
    const leaf = compares(context, fieldAt(context, left.place, at), 'eq', right.subject, 'number', at);
    const places = [left.place, ...right.places];
    return guards.truth(formulas.and([formulas.is(left.place, 'number'), formulas.leaf(leaf, places)]));
  }
  context.vote(left.place, 'text', 3);
  const isText = formulas.is(left.place, 'text');
  const text = textAt(context, left.place, at);
  if (right.kind === 'derivedText')
    return guards.truth(formulas.and([isText, sameText(context, text, right, at)]));
  context.vote(right.place, 'text', 3);
  const both = formulas.and([isText, formulas.is(right.place, 'text')]);
  const neither = formulas.choose(isText, formulas.false, formulas.not(formulas.is(right.place, 'text')));
  return guards.choose([
    { when: both, gives: guards.truth(sameText(context, text, textAt(context, right.place, at), at)) },
    { when: neither, gives: context.misfit('a comparison of values that are no texts', at) },
    { when: formulas.not(formulas.or([both, neither])), gives: guards.constant(false) },
  ]);
}

function sameText(context: Context, left: DerivedText, right: DerivedText, at: Extent): Formula {
  const leaf = compares(context, frozen(left).subject, 'eq', frozen(right).subject, 'string', at);
  return context.formulas.leaf(leaf, [...left.places, ...right.places]);
}

export function compares(
  context: Context,
  left: Subject,
  operator: Compares['operator'],
  right: Subject,
  as: Compares['as'],
  at: Extent,
): Compares {
  return {
    kind: 'compares',
    left,
    operator,
    right,
    as,
    casing: 'exact',
    quantifier: 'any',
    origin: [context.span(at)],
  };
}

export function numberOperand(value: Value): Subject | undefined {
  if (value.kind === 'derivedNumber') return value.subject;
  return value.kind === 'number' ? { kind: 'literal', value: value.value, origin: [] } : undefined;
}

export function placesOf(...values: readonly Value[]): readonly Place[] {
  return values.flatMap(value => ('places' in value ? value.places : []));
}

function byConstants(context: Context, left: Value, right: Value, at: Extent): Guarded {
  const { guards } = context;
  if (left.kind !== right.kind) {
    const strange = [left, right].find(
      value =>
        value.kind === 'event' ||
        value.kind === 'node' ||
        value.kind === 'iterable' ||
        value.kind === 'count' ||
        value.kind === 'pieceCount',
    );
    return strange === undefined
      ? guards.constant(false)
      : context.unsupported(`a comparison with ${typeName(strange)}`, at);
  }
  if (left.kind === 'none') return guards.constant(true);
  if (left.kind === 'text' && right.kind === 'text') return guards.constant(left.text === right.text);
  if (left.kind === 'number' && right.kind === 'number') return guards.constant(left.value === right.value);
  if (left.kind === 'collection' && right.kind === 'collection' && left.type !== 'set') {
    if (left.type !== right.type || left.items.length !== right.items.length) return guards.constant(false);
    return conjunction(
      context,
      left.items.map(
        (item, index) => () =>
          guards.mapAll([item, right.items[index] ?? []], ([one, other]) =>
            one === undefined || other === undefined ? [] : equalTo(context, one, other, at),
          ),
      ),
    );
  }
  if (left.kind === 'builtin' && right.kind === 'builtin') return guards.constant(left.name === right.name);
  return context.unsupported(`a comparison of ${typeName(left)} with ${typeName(right)}`, at);
}
