import { type Compares, contains, text as textPart } from '../../../ir/index.ts';
import type { Extent } from '../ast.ts';
import { inNetwork } from './addresses.ts';
import { byKind, textAt, typeName } from './coerce.ts';
import { disjunction } from './connective.ts';
import type { Context } from './context.ts';
import { compares, equalTo, fieldIsEither, fieldIsText, placesOf } from './equality.ts';
import { anyOf } from './iteration.ts';
import { isOnePiece } from './pieces.ts';
import { equalsText, fits, frozen } from './text-test.ts';
import type { DerivedText, FieldValue, Guarded, Value } from './value.ts';

/** `item in container`. */
export function isIn(context: Context, item: Value, container: Value, at: Extent): Guarded {
  const { guards, formulas } = context;
  switch (container.kind) {
    case 'collection':
      return inConstants(context, item, container, at);
    case 'dictionary': {
      const keys = container.entries.map(
        ([key]) =>
          () =>
            equalTo(context, item, key, at),
      );
      return ofHashable(context, item, disjunction(context, keys));
    }
    case 'field':
      return inField(context, item, container, at);
    case 'event':
    case 'json': {
      if (item.kind !== 'text') return context.unsupported('a key that is no constant', at);
      const within = container.kind === 'json' ? container.root : undefined;
      return guards.truth(formulas.not(formulas.is(context.places.key(within, item.text), 'absent')));
    }
    case 'derivedText':
      return inText(context, item, container, at);
    case 'text':
      if (item.kind === 'text') return guards.constant(container.text.includes(item.text));
      if (item.kind === 'derivedText' || item.kind === 'field')
        return inConstant(context, item, partsOf(container.text, 'part'), at);
      return context.raise('TypeError');
    case 'pieces':
      return item.kind === 'text'
        ? isOnePiece(context, container, item.text, at)
        : context.unsupported('what is among the pieces of a text', at);
    case 'network':
      return inNetwork(context, item, container.network, at);
    case 'iterable':
      return anyOf(
        context,
        container.of,
        element => guards.map(element, value => equalTo(context, item, value, at)),
        at,
      );
    case 'none':
    case 'truth':
    case 'number':
    case 'derivedNumber':
      return context.raise('TypeError');
    default:
      return context.unsupported(`what is in ${typeName(container)}`, at);
  }
}

/** Texts of a list stay together in one leaf. A list or dict cannot be looked up in a set: neither has a hash. */
function inConstants(
  context: Context,
  item: Value,
  { items, type }: Extract<Value, { kind: 'collection' }>,
  at: Extent,
): Guarded {
  const { guards } = context;
  const texts = items.flatMap(each => {
    const only = each.length === 1 ? each[0]?.value : undefined;
    return only?.kind === 'text' ? [only.text] : [];
  });
  const together = item.kind === 'derivedText' || item.kind === 'field';
  const mixed = item.kind === 'field' ? eitherOf(context, item, texts, items, at) : undefined;
  if (mixed !== undefined) return type === 'set' ? ofHashable(context, item, mixed) : mixed;
  const others = together
    ? items.filter(each => !(each.length === 1 && each[0]?.value.kind === 'text'))
    : items;
  const found = disjunction(context, [
    ...(together && texts.length > 0 ? [() => guards.truth(isOneOf(context, item, texts, at))] : []),
    ...others.map(each => () => guards.map(each, value => equalTo(context, item, value, at))),
  ]);
  return type === 'set' ? ofHashable(context, item, found) : found;
}

/** Where a list has numbers beside texts, and nothing else; those that it has as both are one value to the IR as they are. */
function eitherOf(
  context: Context,
  item: FieldValue,
  texts: readonly string[],
  items: readonly Guarded[],
  at: Extent,
): Guarded | undefined {
  const numbers = items.flatMap(each => {
    const only = each.length === 1 ? each[0]?.value : undefined;
    return only?.kind === 'number' ? [only.value] : [];
  });
  const isMixed =
    texts.length > 0 &&
    texts.length + numbers.length === items.length &&
    numbers.some(number => !texts.includes(String(number)));
  return isMixed ? context.guards.truth(fieldIsEither(context, item, texts, numbers, at)) : undefined;
}

function isOneOf(context: Context, item: Value, texts: readonly string[], at: Extent) {
  if (item.kind === 'field') return fieldIsText(context, item, texts, at);
  return item.kind === 'derivedText'
    ? equalsText(context, item, texts, [context.span(at)])
    : context.formulas.false;
}

/** In a text: as a part. In a list: as an element. In a dict: as a key. */
function inField(
  context: Context,
  item: Value,
  container: Extract<Value, { kind: 'field' }>,
  at: Extent,
): Guarded {
  const { guards, formulas } = context;
  const { place } = container;
  context.vote(place, item.kind === 'text' || item.kind === 'derivedText' ? 'text' : 'list', 1);
  return byKind(
    context,
    container,
    {
      text: () => inText(context, item, textAt(context, place, at), at),
      list: () =>
        place.json === undefined
          ? anyOf(
              context,
              { kind: 'elements', list: place, plain: container.plain },
              element => guards.map(element, value => equalTo(context, item, value, at)),
              at,
            )
          : context.misfit('what is in a list in JSON', at),
      mapping: () =>
        item.kind === 'text'
          ? guards.truth(formulas.not(formulas.is(context.places.key(place, item.text), 'absent')))
          : context.misfit('a key that is no constant', at),
    },
    context.raise('TypeError'),
  );
}

function inText(context: Context, item: Value, container: DerivedText, at: Extent): Guarded {
  const { guards } = context;
  switch (item.kind) {
    case 'text':
      return guards.truth(fits(context, container, [contains([textPart(item.text)])], [context.span(at)]));
    case 'derivedText':
      return guards.truth(textRelation(context, container, 'contains', item, at));
    case 'field':
      context.vote(item.place, 'text', 4);
      return byKind(
        context,
        item,
        { text: () => inText(context, textAt(context, item.place, at), container, at) },
        context.raise('TypeError'),
      );
    default:
      return context.raise('TypeError');
  }
}

/** A list or dict can be no element of a set and no key: to look for it raises. */
export function ofHashable(context: Context, item: Value, found: Guarded): Guarded {
  if (item.kind !== 'field') return found;
  const { formulas, guards } = context;
  const unhashable = formulas.isOneOf(item.place, ['list', 'mapping']);
  return guards.choose([
    { when: unhashable, gives: context.raise('TypeError') },
    { when: formulas.not(unhashable), gives: found },
  ]);
}

/** A value of the event that must be one of the texts that a constant holds; undefined where these are too many. */
export function inConstant(
  context: Context,
  item: Extract<Value, { kind: 'derivedText' | 'field' }>,
  parts: readonly string[] | undefined,
  at: Extent,
): Guarded {
  const { guards } = context;
  if (parts === undefined) return context.unsupported('a value of the event within a long constant', at);
  if (item.kind === 'derivedText') return guards.truth(equalsText(context, item, parts, [context.span(at)]));
  context.vote(item.place, 'text', 4);
  const onText = () => inConstant(context, textAt(context, item.place, at), parts, at);
  return byKind(context, item, { text: onText }, context.raise('TypeError'));
}

const longestConstant = 24;

/** Every text that a constant begins with, ends with, or has in it. */
export function partsOf(
  text: string,
  which: 'part' | 'startsWith' | 'endsWith',
): readonly string[] | undefined {
  const all = [...text];
  if (all.length > longestConstant) return undefined;
  const parts = new Set<string>();
  for (let from = 0; from <= all.length; from++)
    for (let to = from; to <= all.length; to++)
      if ((which !== 'startsWith' || from === 0) && (which !== 'endsWith' || to === all.length))
        parts.add(all.slice(from, to).join(''));
  return [...parts];
}

/** Of two texts of the event. */
export function textRelation(
  context: Context,
  left: DerivedText,
  operator: Extract<Compares['operator'], 'contains' | 'startsWith' | 'endsWith'>,
  right: DerivedText,
  at: Extent,
) {
  const leaf = compares(context, frozen(left).subject, operator, frozen(right).subject, 'string', at);
  return context.formulas.leaf(leaf, placesOf(left, right));
}
