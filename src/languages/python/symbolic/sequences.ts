import type { Extent } from '../ast.ts';
import { typeName } from './coerce.ts';
import { constantItems } from './comprehension.ts';
import { constantKey, countDistinct, dictionaryOf, inOrder } from './constants.ts';
import type { Arguments, Context } from './context.ts';
import { emptyIterable, type Iterable, oneOf } from './iterable.ts';
import { type Guarded, numberValue, textValue, type Value } from './value.ts';
import { iterableOf } from './visitor.ts';

type Called = (context: Context, given: Arguments, at: Extent) => Guarded;

/** Functions that make one row of elements of another: https://docs.python.org/3/library/functions.html */
export const sequences: readonly (readonly [string, Called])[] = [
  ['set', collected('set')],
  ['frozenset', collected('set')],
  ['list', collected('list')],
  ['tuple', collected('tuple')],
  ['dict', dictionaryMade],
  ['sorted', sorted],
  ['reversed', reversed],
  ['iter', iterated],
  ['next', first],
  ['enumerate', numbered],
  ['zip', together],
  ['range', range],
  ['filter', filtered],
  ['map', mapped],
];

type Collection = Extract<Value, { kind: 'collection' }>;

function collected(type: Collection['type']): Called {
  return (context, given, at) => {
    const { guards } = context;
    const [source] = given.positional;
    if (source === undefined) return guards.always({ kind: 'collection', type, items: [] });
    return guards.map(source, value => {
      if (value.kind === 'collection' && (type === 'set' || value.type !== 'set'))
        return guards.always({ kind: 'collection', type, items: value.items });
      const of = iterableOf(context, guards.always(value), at);
      const items = value.kind === 'collection' ? distinct(context, value.items) : constantItems(context, of);
      return items === undefined
        ? guards.always({
            kind: 'iterable',
            ...(type === 'set' ? { type, of: hashed(context, of, at) } : { type: 'list', of }),
          })
        : guards.always({ kind: 'collection', type, items });
    });
  };
}

/** A set is of what has a hash: a list or dict among the elements fails the rule, wherever it stands. */
function hashed(context: Context, source: Iterable, at: Extent): Iterable {
  const { guards, formulas } = context;
  const apply = (element: Guarded): Iterable =>
    oneOf(
      guards.map(element, value => {
        if (value.kind !== 'field') return guards.always(value);
        const unhashable = formulas.isOneOf(value.place, ['list', 'mapping']);
        return guards.choose([
          { when: unhashable, gives: context.misfit('a list or a dict in a set', at) },
          { when: formulas.not(unhashable), gives: guards.always(value) },
        ]);
      }),
    );
  return { kind: 'mapped', source, apply };
}

/** The elements of a set of constants; undefined where an event decides which of them are one. */
function distinct(context: Context, items: readonly Guarded[]): readonly Guarded[] | undefined {
  if (countDistinct(context, items) === undefined) return undefined;
  const known = new Map(items.map(item => [item[0] && constantKey(context, item[0].value), item]));
  return items.length < 2 ? items : [...known.values()];
}

/** Constants in their order; of others it is known alone that they are there. */
function sorted(context: Context, given: Arguments, at: Extent): Guarded {
  const reverse = given.named.get('reverse')?.[0]?.value;
  return context.guards.map(collected('list')(context, given, at), value => {
    if (value.kind !== 'collection') return context.guards.always(value);
    const items = given.named.has('key') ? undefined : inOrder(value.items);
    const turned = reverse === undefined ? context.formulas.false : reverse.kind === 'truth' && reverse.when;
    const isKnown = turned === context.formulas.false || turned === context.formulas.true;
    if (value.items.length < 2) return context.guards.always(value);
    if (items === undefined || !isKnown)
      return context.guards.always({ kind: 'iterable', type: 'list', of: oneOf(...value.items) });
    // Equal constants are one and the same, so that their order does not tell.
    const ordered = turned === context.formulas.true ? items.toReversed() : items;
    return context.guards.always({ ...value, items: ordered });
  });
}

/** The one argument, gone through; what is a set has no order. */
function walked(context: Context, given: Arguments, at: Extent): Iterable {
  return iterableOf(context, given.positional[0] ?? context.raise('TypeError'), at);
}

function generator(context: Context, of: Iterable): Guarded {
  return context.guards.always({ kind: 'iterable', type: 'generator', of });
}

function reversed(context: Context, given: Arguments, at: Extent): Guarded {
  const items = constantItems(context, walked(context, given, at));
  return items === undefined
    ? context.unsupported('reversed() of what is no constant', at)
    : generator(context, oneOf(...items.toReversed()));
}

function iterated(context: Context, given: Arguments, at: Extent): Guarded {
  return given.positional.length === 1
    ? generator(context, walked(context, given, at))
    : context.unsupported('iter() with a function', at);
}

/** `next(iterator, default)`. */
function first(context: Context, given: Arguments, at: Extent): Guarded {
  const [source = [], otherwise] = given.positional;
  return context.guards.map(source, value => {
    if (value.kind !== 'iterable' || value.type !== 'generator')
      return context.unsupported(`next() of ${typeName(value)}`, at);
    const items = constantItems(context, value.of);
    if (items === undefined) return context.unsupported('the first one of the elements of a list', at);
    return items[0] ?? otherwise ?? context.raise('StopIteration');
  });
}

function tuple(context: Context, items: readonly Guarded[]): Guarded {
  return context.guards.always({ kind: 'collection', type: 'tuple', items });
}

/** `enumerate(iterable, start)`: which place an element of an event's list has is not known. */
function numbered(context: Context, given: Arguments, at: Extent): Guarded {
  const start = (given.positional[1] ?? given.named.get('start'))?.[0]?.value ?? numberValue(0);
  if (start.kind !== 'number') return context.unsupported('enumerate() from what is no constant', at);
  const of = walked(context, given, at);
  const items = constantItems(context, of);
  if (items !== undefined) {
    const numberAt = (index: number) => context.guards.always(numberValue(start.value + index));
    return generator(context, oneOf(...items.map((item, index) => tuple(context, [numberAt(index), item]))));
  }
  const place = context.unsupported('the place of an element in its list', at);
  const apply = (element: Guarded): Iterable => oneOf(tuple(context, [place, element]));
  return generator(context, { kind: 'mapped', source: of, apply });
}

/** `zip(one, other)`, as long as the shortest. */
function together(context: Context, given: Arguments, at: Extent): Guarded {
  const rows = given.positional.map(each => constantItems(context, iterableOf(context, each, at)));
  const known = rows.flatMap(row => (row === undefined ? [] : [row]));
  if (given.named.size > 0 || known.length < rows.length)
    return context.unsupported('zip() of lists of the event', at);
  const length = known.length === 0 ? 0 : Math.min(...known.map(row => row.length));
  const tuples = Array.from({ length }, (_, index) =>
    tuple(
      context,
      known.map(row => row[index] ?? []),
    ),
  );
  return generator(context, oneOf(...tuples));
}

const longestRange = 2000;

function range(context: Context, given: Arguments, at: Extent): Guarded {
  return context.guards.mapAll(given.positional, values => {
    const numbers = values.flatMap(each => (each.kind === 'number' && each.float !== true ? each.value : []));
    if (numbers.length < values.length) return context.unsupported('a range that is no constant', at);
    const [one = 0, other, step = 1] = numbers;
    const [from, to] = other === undefined ? [0, one] : [one, other];
    if (step === 0) return context.raise('ValueError');
    const length = Math.max(0, Math.ceil((to - from) / step));
    if (length > longestRange) return context.unsupported(`a range of more than ${longestRange}`, at);
    const items = Array.from({ length }, (_, index) =>
      context.guards.always(numberValue(from + index * step)),
    );
    return context.guards.always({ kind: 'iterable', type: 'list', of: oneOf(...items) });
  });
}

/** `filter(test, iterable)`; None lets through what is true. */
function filtered(context: Context, given: Arguments, at: Extent): Guarded {
  const { guards, formulas } = context;
  const [test, source] = given.positional;
  if (test === undefined || source === undefined) return context.raise('TypeError');
  const passes = (element: Guarded): Guarded =>
    guards.map(test, called =>
      called.kind === 'none'
        ? context.truth(element, at)
        : context.truth(context.call(called, { positional: [element], named: new Map() }, at), at),
    );
  const apply = (element: Guarded): Iterable => {
    const truth = passes(element);
    const when = guards.whenTrue(truth);
    const { defined, failed } = guards.failures(truth);
    return {
      kind: 'branches',
      branches: [
        { when, of: oneOf(element) },
        { when: formulas.and([defined, formulas.not(when)]), of: emptyIterable },
        ...failed.map(branch => ({
          when: branch.when,
          of: { kind: 'failed' as const, value: guards.always(branch.value) },
        })),
      ],
    };
  };
  return generator(context, { kind: 'mapped', source: iterableOf(context, source, at), apply });
}

function mapped(context: Context, given: Arguments, at: Extent): Guarded {
  const [called, source] = given.positional;
  if (called === undefined || source === undefined || given.positional.length > 2)
    return context.unsupported('map() of several lists', at);
  const apply = (element: Guarded): Iterable =>
    oneOf(
      context.guards.map(called, value =>
        context.call(value, { positional: [element], named: new Map() }, at),
      ),
    );
  return generator(context, { kind: 'mapped', source: iterableOf(context, source, at), apply });
}

/** `dict(a=1)`, `dict(other)`, `dict([(key, value)])`. */
function dictionaryMade(context: Context, given: Arguments, at: Extent): Guarded {
  const [source] = given.positional;
  const named = [...given.named].map(([name, value]) => [textValue(name), value] as const);
  if (source === undefined) return dictionaryOf(context, named, at);
  return context.guards.map(source, value => {
    const entries = value.kind === 'dictionary' ? value.entries : pairsOf(context, value);
    return entries === undefined
      ? context.unsupported(`dict() of ${typeName(value)}`, at)
      : dictionaryOf(context, [...entries, ...named], at);
  });
}

function pairsOf(context: Context, value: Value): readonly (readonly [Value, Guarded])[] | undefined {
  const items =
    value.kind === 'collection'
      ? value.items
      : value.kind === 'iterable'
        ? constantItems(context, value.of)
        : undefined;
  const pairs = items?.map(item => (item.length === 1 ? item[0]?.value : undefined));
  const entries = pairs?.flatMap(pair => {
    const [key, held, ...more] = pair?.kind === 'collection' ? pair.items : [];
    const name = key?.length === 1 ? key[0]?.value : undefined;
    return name === undefined || held === undefined || more.length > 0 ? [] : [[name, held] as const];
  });
  return entries?.length === pairs?.length ? entries : undefined;
}
