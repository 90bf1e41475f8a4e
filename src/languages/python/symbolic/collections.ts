import type { Expression as Subject } from '../../../ir/index.ts';
import type { Extent } from '../ast.ts';
import { byKind, textAt, typeName } from './coerce.ts';
import type { Arguments, Context } from './context.ts';
import { equalTo } from './equality.ts';
import { requireKey } from './event-access.ts';
import type { Iterable } from './iterable.ts';
import { allOf, anyOf, negate } from './iteration.ts';
import { elementAt, elementsOf } from './json.ts';
import { groupOf } from './match-groups.ts';
import { isIn, ofHashable } from './membership.ts';
import { pieceOf } from './pieces.ts';
import { frozen, wholeText } from './text-test.ts';
import { type Guarded, noneValue, textValue, type Value } from './value.ts';
import { iterableOf } from './visitor.ts';

/** What can be gone through, or the failure of trying. */
export function iterableOfValue(context: Context, value: Value, at: Extent): Iterable | Guarded {
  const { guards } = context;
  switch (value.kind) {
    case 'collection':
      return { kind: 'items', items: value.items };
    case 'dictionary':
      return { kind: 'items', items: value.entries.map(([key]) => guards.always(key)) };
    case 'iterable':
      return value.of;
    case 'field': {
      // A text that stands for what is missing says that the value is one.
      const isText = context.places.texts.has(value.place);
      context.vote(value.place, isText ? 'text' : 'list', 4);
      const { formulas } = context;
      const list = formulas.is(value.place, 'list');
      const others = byKind(
        context,
        value,
        {
          text: () => context.misfit('the characters of a text, one by one', at),
          mapping: () => context.misfit('the keys of a dict', at),
        },
        context.raise('TypeError'),
      );
      return {
        kind: 'branches',
        branches: [
          { when: list, of: elementsOf(context, value, at) },
          { when: formulas.not(list), of: { kind: 'failed', value: others } },
        ],
      };
    }
    case 'node':
      return value.shape === 'list'
        ? { kind: 'children', plain: value.plain, pairs: false }
        : context.unsupported('the keys of a dict within the event', at);
    case 'text':
      return { kind: 'items', items: [...value.text].map(each => guards.always(textValue(each))) };
    case 'none':
    case 'truth':
    case 'number':
    case 'derivedNumber':
      return context.raise('TypeError');
    default:
      return context.unsupported(`the elements of ${typeName(value)}`, at);
  }
}

/** `value[index]`. */
export function subscript(context: Context, value: Value, index: Value, at: Extent): Guarded {
  switch (value.kind) {
    case 'event':
      return requireKey(context, undefined, index, value.plain, at);
    case 'field':
      if (index.kind === 'number') {
        context.vote(value.place, 'list', 1);
        const text = () => characterAt(context, textAt(context, value.place, at), index.value, at);
        const list = () => elementAt(context, value, index.value, at);
        const mapping = () => context.misfit('a key of a dict that is no text', at);
        return byKind(context, value, { text, list, mapping }, context.raise('TypeError'));
      }
      context.vote(value.place, 'mapping', 4);
      return byKind(
        context,
        value,
        { mapping: () => requireKey(context, value.place, index, value.plain, at) },
        context.raise('TypeError'),
      );
    case 'json':
      return requireKey(context, value.root, index, true, at);
    case 'dictionary':
      return lookUp(context, value, index, context.raise('KeyError'), at);
    case 'collection':
      return index.kind === 'number'
        ? (value.items.at(index.value) ?? context.raise('IndexError'))
        : noIndex(context, index, at);
    case 'match':
      return groupOf(context, value, index, at);
    case 'pieces':
      return index.kind === 'number' ? pieceOf(context, value, index.value, at) : noIndex(context, index, at);
    case 'text':
    case 'derivedText':
      return index.kind === 'number'
        ? characterAt(context, value, index.value, at)
        : noIndex(context, index, at);
    case 'none':
    case 'number':
    case 'truth':
      return context.raise('TypeError');
    default:
      return context.unsupported(`an element of ${typeName(value)}`, at);
  }
}

/** A row of elements has no place that is called by a text. */
function noIndex(context: Context, index: Value, at: Extent): Guarded {
  return index.kind === 'text' || index.kind === 'derivedText' || index.kind === 'none'
    ? context.raise('TypeError')
    : context.unsupported('an index that is no constant', at);
}

function characterAt(context: Context, value: Value, index: number, at: Extent): Guarded {
  const { guards } = context;
  const character = slice(context, value, index, index === -1 ? undefined : index + 1, at);
  return guards.map(character, one => {
    if (one.kind === 'text') return one.text === '' ? context.raise('IndexError') : guards.always(one);
    if (one.kind !== 'derivedText') return guards.always(one);
    const isThere = context.truth(guards.always(one), at);
    return guards.map(isThere, there =>
      there.kind === 'truth'
        ? guards.choose([
            { when: there.when, gives: guards.always(one) },
            { when: context.formulas.not(there.when), gives: context.raise('IndexError') },
          ])
        : guards.always(there),
    );
  });
}

/** `value[from:to]` with constants. */
export function slice(
  context: Context,
  value: Value,
  from: number | undefined,
  to: number | undefined,
  at: Extent,
): Guarded {
  const { guards } = context;
  switch (value.kind) {
    case 'text':
      return guards.always(textValue([...value.text].slice(from, to).join('')));
    case 'collection':
      return guards.always({ ...value, items: value.items.slice(from, to) });
    case 'derivedText': {
      const { subject, places, letters } = value.spelled === undefined ? wholeText(value) : frozen(value);
      const positions = to === undefined ? [from ?? 0] : [from ?? 0, to];
      const origin = [context.span(at)];
      const part: Subject = {
        kind: 'call',
        function: 'substring',
        arguments: [
          subject,
          ...positions.map(position => ({ kind: 'literal', value: position, origin: [] }) as const),
        ],
        origin,
      };
      return guards.always({ kind: 'derivedText', subject: part, letters, places });
    }
    case 'none':
      return context.raise('TypeError');
    default:
      return context.unsupported(`a part of ${typeName(value)}`, at);
  }
}

/** Which entry a key is of; each is tried in turn. */
function lookUp(
  context: Context,
  dictionary: Extract<Value, { kind: 'dictionary' }>,
  key: Value,
  otherwise: Guarded,
  at: Extent,
): Guarded {
  const { guards, formulas } = context;
  const found = dictionary.entries.reduceRight<Guarded>(
    (rest, [each, value]) =>
      guards.map(equalTo(context, key, each, at), same =>
        same.kind === 'truth'
          ? guards.choose([
              { when: same.when, gives: value },
              { when: formulas.not(same.when), gives: rest },
            ])
          : guards.always(same),
      ),
    otherwise,
  );
  return ofHashable(context, key, found);
}

export function callDictionaryMethod(
  context: Context,
  of: Extract<Value, { kind: 'dictionary' }>,
  name: string,
  given: Arguments,
  at: Extent,
): Guarded {
  const { guards } = context;
  const listOf = (items: readonly Guarded[]) => guards.always({ kind: 'collection', type: 'list', items });
  switch (name) {
    case 'get': {
      const otherwise = given.positional[1] ?? guards.always(noneValue);
      return guards.map(given.positional[0] ?? [], key => lookUp(context, of, key, otherwise, at));
    }
    case 'keys':
      return listOf(of.entries.map(([key]) => guards.always(key)));
    case 'values':
      return listOf(of.entries.map(([, value]) => value));
    case 'items':
      return listOf(
        of.entries.map(([key, value]) =>
          guards.always({ kind: 'collection', type: 'tuple', items: [guards.always(key), value] }),
        ),
      );
    default:
      return context.unsupported(`the method ${name} of a dict`, at);
  }
}

/** Sets and what is made of the lists of an event, compared as sets. */
export function callCollectionMethod(
  context: Context,
  of: Value,
  name: string,
  given: Arguments,
  at: Extent,
): Guarded {
  const { guards } = context;
  const [other] = given.positional;
  if (other === undefined || given.positional.length > 1)
    return context.unsupported(`the method ${name} of ${typeName(of)} with so many arguments`, at);
  return guards.map(other, value => {
    const isInOther = (element: Guarded) =>
      guards.map(element, each => isInIterable(context, each, value, at));
    const own = iterableOf(context, guards.always(of), at);
    switch (name) {
      case 'intersection':
        return common(context, of, value, at);
      case 'issubset':
        return allOf(context, own, isInOther, at);
      case 'issuperset':
        return callCollectionMethod(
          context,
          value,
          'issubset',
          { positional: [guards.always(of)], named: new Map() },
          at,
        );
      case 'isdisjoint':
        return negate(context, anyOf(context, own, isInOther, at));
      case 'union':
        return union(context, of, value, at);
      default:
        return context.unsupported(`the method ${name} of ${typeName(of)}`, at);
    }
  });
}

function isInIterable(context: Context, item: Value, container: Value, at: Extent): Guarded {
  if (container.kind === 'collection') return isIn(context, item, container, at);
  const of = iterableOf(context, context.guards.always(container), at);
  return isIn(context, item, { kind: 'iterable', type: 'set', of }, at);
}

/** The elements that both have. */
export function common(context: Context, one: Value, other: Value, at: Extent): Guarded {
  const { guards, formulas } = context;
  const apply = (element: Guarded): Iterable => {
    const found = guards.map(element, each => isInIterable(context, each, other, at));
    const { defined, failed } = guards.failures(found);
    const when = guards.whenTrue(found);
    return {
      kind: 'branches',
      branches: [
        { when, of: { kind: 'items', items: [element] } },
        { when: formulas.and([defined, formulas.not(when)]), of: { kind: 'items', items: [] } },
        ...failed.map(branch => ({
          when: branch.when,
          of: { kind: 'failed' as const, value: guards.always(branch.value) },
        })),
      ],
    };
  };
  const source = iterableOf(context, guards.always(one), at);
  return guards.always({ kind: 'iterable', type: 'set', of: { kind: 'mapped', source, apply } });
}

export function union(context: Context, one: Value, other: Value, at: Extent): Guarded {
  const parts = [one, other].map(each => iterableOf(context, context.guards.always(each), at));
  return context.guards.always({ kind: 'iterable', type: 'set', of: { kind: 'joined', parts } });
}
