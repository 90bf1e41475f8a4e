import type { Extent } from '../ast.ts';
import { byKind, textAt } from './coerce.ts';
import type { Arguments, Context } from './context.ts';
import { getKey, readPlace } from './event-access.ts';
import type { IterableBranch } from './iterable.ts';
import { type Guarded, noneValue, numberValue, textValue, type Value } from './value.ts';

/**
 * `json.loads(text)` (https://docs.python.org/3/library/json.html#json.loads). A text of the event is taken for an object whose
 * objects and lists are not empty.
 */
export function parseJson(context: Context, given: Arguments, at: Extent): Guarded {
  const [text, ...others] = given.positional;
  if (text === undefined || others.length > 0 || given.named.size > 0)
    return context.unsupported('json.loads() with more arguments', at);
  return context.guards.map(text, value => parsed(context, value, at));
}

function parsed(context: Context, value: Value, at: Extent): Guarded {
  switch (value.kind) {
    case 'field': {
      context.vote(value.place, 'text', 4);
      const text = () => parsed(context, textAt(context, value.place, at), at);
      return byKind(context, value, { text }, context.raise('TypeError'));
    }
    case 'derivedText': {
      const [place, ...others] = value.places;
      if (place === undefined || others.length > 0 || value.letters !== 'exact' || value.piece !== undefined)
        return context.unsupported('JSON in a text that is made of others', at);
      context.assumed.add(`json-object:${place.written}`);
      return context.guards.always({ kind: 'json', root: context.places.jsonRoot(value.subject, place) });
    }
    case 'text':
      return constant(context, value.text);
    case 'none':
    case 'truth':
    case 'number':
    case 'collection':
    case 'dictionary':
    case 'json':
      return context.raise('TypeError');
    default:
      return context.unsupported('JSON in this value', at);
  }
}

function constant(context: Context, text: string): Guarded {
  try {
    return valueIn(context, JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return context.raise('JSONDecodeError');
    throw error;
  }
}

function valueIn(context: Context, value: unknown): Guarded {
  const { guards } = context;
  if (typeof value === 'string') return guards.always(textValue(value));
  if (typeof value === 'number') return guards.always(numberValue(value));
  if (typeof value === 'boolean') return guards.constant(value);
  if (typeof value !== 'object' || value === null) return guards.always(noneValue);
  if (Array.isArray(value)) {
    const items = value.map(each => valueIn(context, each));
    return guards.always({ kind: 'collection', type: 'list', items });
  }
  const entries = Object.entries(value).map(
    ([key, each]) => [textValue(key), valueIn(context, each)] as const,
  );
  return guards.always({ kind: 'dictionary', entries });
}

export function callJsonMethod(
  context: Context,
  { root }: Extract<Value, { kind: 'json' }>,
  name: string,
  given: Arguments,
  at: Extent,
): Guarded {
  if (name === 'get') return getKey(context, root, given, true, at);
  return name === 'deep_get' || name === 'deep_walk'
    ? context.raise('AttributeError')
    : context.unsupported(`${name}() of a dict within the event`, at);
}

/** `json.dumps(value)`, as the text that stands in the JSON for what is no text itself; numbers are written there as Python writes them. */
export function writeJson(context: Context, given: Arguments, at: Extent): Guarded {
  const [value, ...others] = given.positional;
  if (value === undefined || others.length > 0)
    return context.unsupported('json.dumps() with more arguments', at);
  const isCompact = given.named.has('separators') && given.named.has('ensure_ascii');
  return context.guards.map(value, each => written(context, each, isCompact, at));
}

function written(context: Context, value: Value, isCompact: boolean, at: Extent): Guarded {
  const { guards, formulas } = context;
  switch (value.kind) {
    case 'none':
      return guards.always(textValue('null'));
    case 'truth':
      return guards.choose([
        { when: value.when, gives: guards.always(textValue('true')) },
        { when: formulas.not(value.when), gives: guards.always(textValue('false')) },
      ]);
    case 'field': {
      const plain = () => guards.always(textAt(context, value.place, at));
      const text = () => context.unsupported('the JSON of a text', at);
      const others = context.misfit('the JSON of a list or a dict', at);
      const number = () => {
        context.assumed.add(`canonical-number:${value.place.written}`);
        return plain();
      };
      const nested = isCompact && value.place.json !== undefined ? { list: plain, mapping: plain } : {};
      return byKind(context, value, { text, number, boolean: plain, ...nested }, others);
    }
    default:
      return context.unsupported('the JSON of this value', at);
  }
}

/** A list in JSON is a text, whose elements are none of the IR. */
export function elementsOf(
  context: Context,
  { place, plain }: Extract<Value, { kind: 'field' }>,
  at: Extent,
): IterableBranch['of'] {
  return place.json === undefined
    ? { kind: 'elements', list: place, plain }
    : { kind: 'failed', value: context.misfit('the elements of a list in JSON', at) };
}

/** In JSON a position is a part of the path. Of the lists of an event the first and the last are taken for the only one. */
export function elementAt(
  context: Context,
  { place, plain }: Extract<Value, { kind: 'field' }>,
  index: number,
  at: Extent,
): Guarded {
  if (index !== 0 && (index !== -1 || place.json !== undefined) && (place.json === undefined || index < 0))
    return context.misfit('an element of a list by its position', at);
  if (place.json === undefined) context.assumed.add(`single-valued:${place.written}`);
  return place.json === undefined
    ? readPlace(context, context.places.onlyElement(place), plain, context.raise('IndexError'))
    : readPlace(
        context,
        context.places.jsonElement(place, place.json, index),
        plain,
        context.raise('IndexError'),
      );
}
