import { diagnose } from '../../../diagnostics/index.ts';
import type { Extent } from '../ast.ts';
import { isOfNumbers } from './attributes.ts';
import { byKind } from './coerce.ts';
import type { Arguments, Context } from './context.ts';
import type { Formula } from './formula.ts';
import type { Kind, Place } from './place.ts';
import { type Guarded, noneValue, type Value } from './value.ts';

/** `get(key, default)` of the event or a dict within it: the default where there is no such key, a stored null is None. */
export function getKey(
  context: Context,
  parent: Place | undefined,
  given: Arguments,
  plain: boolean,
  at: Extent,
): Guarded {
  const [key, second, ...others] = given.positional;
  const otherwise = second ?? given.named.get('default') ?? context.guards.always(noneValue);
  if (key === undefined || others.length > 0) return context.raise('TypeError');
  return context.guards.map(key, value => {
    if (value.kind !== 'text') return context.unsupported('a key that is no constant', at);
    const logType = parent === undefined && value.text === 'p_log_type' ? onlyLogType(context) : undefined;
    return logType ?? readPlace(context, keyPlace(context, parent, value.text), plain, otherwise);
  });
}

/** `event["key"]`: KeyError where there is none. */
export function requireKey(
  context: Context,
  parent: Place | undefined,
  key: Value,
  plain: boolean,
  at: Extent,
): Guarded {
  if (key.kind !== 'text') return context.unsupported('a key that is no constant', at);
  return readPlace(context, keyPlace(context, parent, key.text), plain, context.raise('KeyError'));
}

/** The rule is given events of its log types alone, and each has its own: https://docs.panther.com/search/panther-fields */
function onlyLogType({ surroundings, guards }: Context): Guarded | undefined {
  const [only, ...others] = surroundings?.logTypes ?? [];
  return only === undefined || others.length > 0 ? undefined : guards.always({ kind: 'text', text: only });
}

/** A key with a dot is looked up as it is, while in the name of a field the dot also stands between keys. */
function keyPlace(context: Context, parent: Place | undefined, key: string): Place {
  const place = context.places.key(parent, key);
  if (key.includes('.') && place.json === undefined) context.assumed.add(`flat-key:${place.written}`);
  return place;
}

/** What stands at a place, null as None, and something else where there is no such key. */
export function readPlace(context: Context, place: Place, plain: boolean, otherwise: Guarded): Guarded {
  const { formulas, guards } = context;
  voteByDefault(context, place, otherwise);
  const [absent, isNull] = [formulas.is(place, 'absent'), formulas.is(place, 'null')];
  return guards.choose([
    {
      when: formulas.not(formulas.or([absent, isNull])),
      gives: guards.always({ kind: 'field', place, plain }),
    },
    { when: absent, gives: otherwise },
    { when: isNull, gives: guards.always(noneValue) },
  ]);
}

const defaultKinds: Readonly<Partial<Record<Value['kind'], Kind>>> = {
  text: 'text',
  number: 'number',
  truth: 'boolean',
  dictionary: 'mapping',
};

/** A default is of the kind that the field is meant to be. */
export function voteByDefault(context: Context, place: Place, otherwise: Guarded): void {
  for (const { value } of otherwise) {
    const kind = value.kind === 'collection' && value.type !== 'set' ? 'list' : defaultKinds[value.kind];
    if (kind !== undefined) context.vote(place, kind, 1);
    if (kind === 'text') context.places.texts.add(place);
    if (kind === 'mapping') context.places.mappings.add(place);
  }
}

/**
 * `deep_get(*keys, default)`: through dicts alone. The default stands for what is absent, for null, and for what lies beyond a list or a text.
 */
export function deepGet(context: Context, parent: Place | undefined, given: Arguments, at: Extent): Guarded {
  return withKeys(context, given, at, keys => {
    const otherwise = given.named.get('default') ?? context.guards.always(noneValue);
    return throughMappings(context, parent, keys, otherwise);
  });
}

function withKeys(
  context: Context,
  given: Arguments,
  at: Extent,
  apply: (keys: readonly string[]) => Guarded,
): Guarded {
  return context.guards.mapAll(given.positional, values => {
    const keys = values.flatMap(value => (value.kind === 'text' ? value.text : []));
    return keys.length === values.length && keys.length > 0
      ? apply(keys)
      : context.unsupported('a key that is no constant', at);
  });
}

export function throughMappings(
  context: Context,
  parent: Place | undefined,
  keys: readonly string[],
  otherwise: Guarded,
  whenNull: Guarded = otherwise,
): Guarded {
  const { formulas, guards } = context;
  const lists: Formula[] = [];
  let place = parent;
  for (const key of keys) {
    if (place !== parent && place !== undefined) {
      context.vote(place, 'mapping', 4);
      lists.push(formulas.is(place, 'list'));
    }
    place = keyPlace(context, place, key);
  }
  if (place === undefined) return otherwise;
  voteByDefault(context, place, otherwise);
  const isNull = formulas.is(place, 'null');
  const nowhere = formulas.or([...lists, formulas.is(place, 'absent')]);
  return guards.choose([
    {
      when: formulas.not(formulas.or([nowhere, isNull])),
      gives: guards.always({ kind: 'field', place, plain: false }),
    },
    { when: nowhere, gives: otherwise },
    { when: isNull, gives: whenNull },
  ]);
}

/**
 * `deep_walk(*keys, default)`: through dicts and lists; case counts. One hit is given as it is, several different ones as a list,
 * none, null and empty lists as the default.
 */
export function deepWalk(context: Context, parent: Place | undefined, given: Arguments, at: Extent): Guarded {
  const { formulas, guards } = context;
  const picked = given.named.get('return_val')?.[0]?.value;
  if (picked !== undefined && !(picked.kind === 'text' && /^(?:all|first|last)$/.test(picked.text)))
    return context.unsupported('deep_walk() that picks one of several values', at);
  return withKeys(context, given, at, keys => {
    const otherwise = given.named.get('default') ?? guards.always(noneValue);
    const place = context.places.walk(parent, keys);
    for (const key of keys) if (key.includes('.')) context.assumed.add(`flat-key:${place.written}`);
    if (otherwise.some(({ value }) => isListed(value)))
      for (const [index] of keys.slice(1).entries())
        context.assumed.add(`single-valued:${context.places.walk(parent, keys.slice(0, index + 1)).written}`);
    voteByDefault(context, place, otherwise);
    // Of one value, the first and the last are that one.
    if (picked?.kind === 'text' && picked.text !== 'all')
      context.assumed.add(`single-valued:${place.written}`);
    const there = formulas.is(place, 'valued');
    return guards.choose([
      { when: there, gives: guards.always({ kind: 'field', place, plain: true }) },
      { when: formulas.not(there), gives: otherwise },
    ]);
  });
}

/** A default stands in the list of what is found for each object that lacks the key; None and an empty list do not. */
function isListed(value: Value): boolean {
  return value.kind !== 'none' && !(value.kind === 'collection' && value.items.length === 0);
}

type Getter = (
  context: Context,
  parent: Place | undefined,
  given: Arguments,
  plain: boolean,
  at: Extent,
) => Guarded;

/** Methods of the event and of the dicts within it. */
const mappingMethods: Readonly<Record<string, Getter>> = {
  get: getKey,
  deep_get: (context, parent, given, plain, at) =>
    plain ? context.raise('AttributeError') : deepGet(context, parent, given, at),
};

const eventMethods: Readonly<Record<string, Getter>> = {
  ...mappingMethods,
  deep_walk: (context, parent, given, plain, at) =>
    plain ? context.raise('AttributeError') : deepWalk(context, parent, given, at),
  to_dict: context => context.guards.always({ kind: 'event', plain: true }),
  copy: context => context.guards.always({ kind: 'event', plain: true }),
  raw_view: context => context.guards.always({ kind: 'event', plain: true }),
  values: (context, _parent, _given, plain) => children(context, plain, false),
  items: (context, _parent, _given, plain) => children(context, plain, true),
  lookup: (context, _parent, _given, _plain, at) =>
    context.refuse(diagnose('python/stateful', { name: 'event.lookup' }, context.span(at))),
  event_time_epoch: (context, _parent, _given, _plain, at) => context.unsupported('event_time_epoch()', at),
};

export function children(context: Context, plain: boolean, pairs: boolean): Guarded {
  return context.guards.always({ kind: 'iterable', type: 'list', of: { kind: 'children', plain, pairs } });
}

export function callEventMethod(
  context: Context,
  of: Extract<Value, { kind: 'event' }>,
  name: string,
  given: Arguments,
  at: Extent,
): Guarded {
  const method = eventMethods[name];
  return method === undefined
    ? context.unsupported(`event.${name}`, at)
    : method(context, undefined, given, of.plain, at);
}

/** A method of what stands at a place: of a dict where it is one, of a text where it is one. */
export function callFieldMethod(
  context: Context,
  of: Extract<Value, { kind: 'field' }>,
  name: string,
  given: Arguments,
  at: Extent,
  onText: () => Guarded,
): Guarded {
  const getter = mappingMethods[name];
  if (getter !== undefined) {
    context.vote(of.place, 'mapping', 4);
    return byKind(
      context,
      of,
      { mapping: () => getter(context, of.place, given, of.plain, at) },
      context.raise('AttributeError'),
    );
  }
  if (name === 'values' || name === 'items' || name === 'keys')
    return byKind(
      context,
      of,
      { mapping: () => context.unsupported(`${name}() of a dict within the event`, at) },
      context.raise('AttributeError'),
    );
  if (isOfNumbers(name)) return context.unsupported(`the attribute ${name} of ${of.place.written}`, at);
  context.vote(of.place, 'text', 4);
  return byKind(context, of, { text: onText }, context.raise('AttributeError'));
}
