import { field, type Expression as Subject } from '../../../ir/index.ts';
import type { Extent } from '../ast.ts';
import type { Context } from './context.ts';
import type { Formula } from './formula.ts';
import type { Place } from './place.ts';
import type { DerivedNumber, DerivedText, FieldValue, Guarded, Value } from './value.ts';

export function fieldAt(context: Context, place: Place, at: Extent): Subject {
  return subjectOf(place, [context.span(at)]);
}

/** What stands at the place: a field, or a value in the JSON of one. */
export function subjectOf(place: Place, origin: Subject['origin'] = []): Subject {
  return place.json === undefined || place.expression === undefined
    ? field(place.field, 'panther', origin)
    : { ...place.expression, origin };
}

export function textAt(context: Context, place: Place, at: Extent): DerivedText {
  return { kind: 'derivedText', subject: fieldAt(context, place, at), letters: 'exact', places: [place] };
}

export function numberAt(context: Context, place: Place, at: Extent): DerivedNumber {
  return { kind: 'derivedNumber', subject: fieldAt(context, place, at), places: [place] };
}

/** What an operation gives for each kind that a value of the event may be of. Kinds that are left out fail as `otherwise` says. */
export interface ByKind {
  readonly text?: () => Guarded;
  readonly number?: () => Guarded;
  readonly boolean?: () => Guarded;
  readonly list?: () => Guarded;
  readonly mapping?: () => Guarded;
}

const valueKinds = ['text', 'number', 'boolean', 'list', 'mapping'] as const;

export function byKind(context: Context, { place }: FieldValue, cases: ByKind, otherwise: Guarded): Guarded {
  const { formulas, guards } = context;
  const named = valueKinds.filter(kind => cases[kind] !== undefined);
  const choices = named.map(kind => ({
    when: formulas.is(place, kind),
    gives: cases[kind]?.() ?? otherwise,
  }));
  const when = formulas.not(formulas.isOneOf(place, named));
  return named.length === valueKinds.length
    ? guards.choose(choices)
    : guards.choose([...choices, { when, gives: otherwise }]);
}

/** A value of the event as a text where it is one. */
export function asText(
  context: Context,
  value: FieldValue,
  at: Extent,
  apply: (text: DerivedText) => Guarded,
  otherwise: Guarded,
): Guarded {
  return byKind(context, value, { text: () => apply(textAt(context, value.place, at)) }, otherwise);
}

/** Of a list and a dict: whether there is anything in it. Elements that are null are no value to the IR. */
export function holdsSomething(context: Context, place: Place): Formula {
  return context.formulas.is(place, 'valued');
}

/** The name of a value's type, for messages. */
export function typeName(value: Value): string {
  switch (value.kind) {
    case 'none':
      return 'None';
    case 'truth':
      return 'a boolean';
    case 'text':
    case 'derivedText':
      return 'a text';
    case 'number':
    case 'derivedNumber':
    case 'count':
    case 'pieceCount':
      return 'a number';
    case 'collection':
      return `a ${value.type}`;
    case 'dictionary':
    case 'json':
      return 'a dict';
    case 'field':
      return `the value of ${value.place.written}`;
    case 'event':
      return 'the event';
    case 'node':
      return 'a value within the event';
    case 'iterable':
      return value.type === 'generator' ? 'a generator' : `a ${value.type}`;
    case 'builtin':
      return value.name;
    case 'function':
      return value.definition.name;
    case 'lambda':
      return 'a lambda';
    case 'method':
      return `the method ${value.name}`;
    case 'regex':
    case 'flags':
      return 'a regular expression';
    case 'match':
      return 'a match';
    case 'bytes':
      return value.isDigest === true ? 'a digest' : 'bytes';
    case 'pieces':
      return 'a text that is split';
    case 'network':
      return 'a network';
    case 'address':
      return 'an address';
    case 'time':
      return 'a time';
    default:
      return 'a value';
  }
}
