import {
  endsWith,
  type Pattern,
  pattern,
  type Expression as Subject,
  startsWith,
  text as textPart,
} from '../../../ir/index.ts';
import type { Extent } from '../ast.ts';
import { encoded } from './bytes.ts';
import { asText, textAt, typeName } from './coerce.ts';
import { concatenated } from './concatenation.ts';
import { disjunction } from './connective.ts';
import { constantMethods } from './constant-texts.ts';
import type { Arguments, Context } from './context.ts';
import { caseFold, inCase } from './letter-case.ts';
import { classNames, isOfClass } from './letter-classes.ts';
import { inConstant, partsOf, textRelation } from './membership.ts';
import { partition } from './partition.ts';
import { occurrences, split } from './split.ts';
import { fits, frozen, wholeText } from './text-test.ts';
import { type ChangeName, changeNames, changeOf } from './trimming.ts';
import { type DerivedText, type Guarded, numberValue, textValue, type Value } from './value.ts';

type Text = Extract<Value, { kind: 'text' }> | DerivedText;
type Method = (context: Context, text: Text, given: readonly Value[], at: Extent) => Guarded;

const classMethods = Object.fromEntries(
  classNames.map((name): [string, Method] => [
    name,
    (context, text, _, at) => isOfClass(context, text, name, at),
  ]),
);

/** Methods of texts (https://docs.python.org/3/library/stdtypes.html#string-methods). */
export const textMethods: Readonly<Record<string, Method>> = {
  lower: (context, text) => inCase(context, text, 'lower'),
  casefold: (context, text, _given, at) => caseFold(context, text, at),
  upper: (context, text) => inCase(context, text, 'upper'),
  ...Object.fromEntries(
    changeNames.map((name): [string, Method] => [
      name,
      (context, text, given, at) => changed(context, text, name, given, at),
    ]),
  ),
  ...classMethods,
  startswith: (context, text, given, at) => affix(context, text, given, 'startsWith', at),
  endswith: (context, text, given, at) => affix(context, text, given, 'endsWith', at),
  replace: (context, text, given, at) => replace(context, text, given, at),
  split: (context, text, given, at) => split(context, text, given, at, 'first'),
  rsplit: (context, text, given, at) => split(context, text, given, at, 'last'),
  partition: (context, text, given, at) => partition(context, text, given, 'first', at),
  rpartition: (context, text, given, at) => partition(context, text, given, 'last', at),
  find: (context, text, given, at) => find(context, text, given, at, false),
  index: (context, text, given, at) => find(context, text, given, at, true),
  count: (context, text, given, at) => occurrences(context, text, given, at),
  join: (context, text, given, at) => join(context, text, given, at),
  encode: encoded,
  format: (context, _text, _given, at) => context.unsupported('a text with format()', at),
};

const otherMethods: ReadonlySet<string> = new Set(
  [
    'capitalize center expandtabs format_map isidentifier',
    'isprintable istitle ljust maketrans rfind rindex rjust splitlines swapcase title translate zfill',
  ].flatMap(names => names.split(' ')),
);

/** The method of a text with its arguments; `startswith` and `endswith` also take a tuple. */
export function callTextMethod(
  context: Context,
  text: Text,
  name: string,
  given: Arguments,
  at: Extent,
): Guarded {
  if (text.kind === 'text' && name in constantMethods)
    return constantMethod(context, text.text, name, given, at);
  const method = textMethods[name];
  if (method === undefined)
    return otherMethods.has(name)
      ? context.unsupported(`the method ${name} of a text`, at)
      : context.raise('AttributeError');
  if (given.named.size > 0 && name !== 'split' && name !== 'rsplit')
    return context.unsupported(`${name} with named arguments`, at);
  const named = [given.named.get('sep'), given.named.get('maxsplit')].flatMap(each =>
    each === undefined ? [] : [each],
  );
  return context.guards.mapAll([...given.positional, ...named], values => method(context, text, values, at));
}

function changed(
  context: Context,
  text: Text,
  name: ChangeName,
  given: readonly Value[],
  at: Extent,
): Guarded {
  const change = changeOf(context, name, given);
  if (change === undefined || text.kind === 'text') return context.unsupported(`${name}() of these`, at);
  // What is listed is compared by its letters.
  if (text.letters !== 'exact' && given.length > 0)
    return context.unsupported(`${name}() after a change of case`, at);
  return transformed(context, text, subject => change(subject, at));
}

/** Changes of case stay outermost, since comparisons know what to do with them. */
export function transformed(
  context: Context,
  text: DerivedText,
  change: (subject: Subject) => Subject,
): Guarded {
  const { subject, places, letters } = text.spelled === undefined ? wholeText(text) : frozen(text);
  return context.guards.always({ kind: 'derivedText', subject: change(subject), letters, places });
}

function affix(
  context: Context,
  text: Text,
  given: readonly Value[],
  relation: 'startsWith' | 'endsWith',
  at: Extent,
): Guarded {
  const [wanted, ...positions] = given;
  if (wanted === undefined || positions.length > 0)
    return context.unsupported(`${relation.toLowerCase()} with positions`, at);
  if (wanted.kind === 'collection')
    return wanted.type === 'tuple'
      ? anyAffix(context, text, wanted.items, relation, at)
      : context.raise('TypeError');
  return oneAffix(context, text, wanted, relation, at);
}

/** Constants stay together in one leaf. */
function anyAffix(
  context: Context,
  text: Text,
  items: readonly Guarded[],
  relation: 'startsWith' | 'endsWith',
  at: Extent,
): Guarded {
  const { guards } = context;
  const constants = items.flatMap(item =>
    item.length === 1 && item[0]?.value.kind === 'text' ? [item[0].value.text] : [],
  );
  if (text.kind === 'derivedText' && constants.length === items.length)
    return guards.truth(
      fits(
        context,
        text,
        constants.map(each => affixPattern(each, relation)),
        [context.span(at)],
      ),
    );
  return disjunction(
    context,
    items.map(item => () => guards.map(item, value => oneAffix(context, text, value, relation, at))),
  );
}

function affixPattern(text: string, relation: 'startsWith' | 'endsWith'): Pattern {
  const literal = pattern([textPart(text)]);
  return relation === 'startsWith' ? startsWith(literal) : endsWith(literal);
}

function oneAffix(
  context: Context,
  text: Text,
  wanted: Value,
  relation: 'startsWith' | 'endsWith',
  at: Extent,
): Guarded {
  const { guards } = context;
  switch (wanted.kind) {
    case 'text':
      if (text.kind === 'text')
        return guards.constant(
          relation === 'startsWith' ? text.text.startsWith(wanted.text) : text.text.endsWith(wanted.text),
        );
      return guards.truth(fits(context, text, [affixPattern(wanted.text, relation)], [context.span(at)]));
    case 'derivedText':
      return text.kind === 'text'
        ? inConstant(context, wanted, partsOf(text.text, relation), at)
        : guards.truth(textRelation(context, text, relation, wanted, at));
    case 'field':
      context.vote(wanted.place, 'text', 4);
      return guards.choose([
        {
          when: context.formulas.is(wanted.place, 'text'),
          gives: oneAffix(context, text, textAt(context, wanted.place, at), relation, at),
        },
        {
          when: context.formulas.not(context.formulas.is(wanted.place, 'text')),
          gives: context.raise('TypeError'),
        },
      ]);
    default:
      return context.raise('TypeError');
  }
}

function replace(context: Context, text: Text, given: readonly Value[], at: Extent): Guarded {
  const [part, by, count] = given;
  if (part?.kind !== 'text' || by?.kind !== 'text' || count !== undefined)
    return context.unsupported('replace() of what is no constant', at);
  if (text.kind === 'text')
    return context.guards.always(textValue(text.text.replaceAll(part.text, () => by.text)));
  if (part.text === '') return context.unsupported('replace() of nothing', at);
  const exact = frozen(text);
  return transformed(context, exact, subject => ({
    kind: 'call',
    function: 'replace',
    arguments: [subject, literal(part.text), literal(by.text)],
    casing: 'exact',
    origin: [context.span(at)],
  }));
}

function literal(value: string): Subject {
  return { kind: 'literal', value, origin: [] };
}

/** `find` is -1 where the part does not occur, `index` raises ValueError. */
function find(context: Context, text: Text, given: readonly Value[], at: Extent, raises: boolean): Guarded {
  const { guards, formulas } = context;
  const [part, from] = given;
  if (part?.kind !== 'text' || from !== undefined)
    return context.unsupported('a search for what is no constant', at);
  const missing = raises ? context.raise('ValueError') : guards.always(numberValue(-1));
  if (text.kind === 'text') {
    const found = [...text.text.slice(0, Math.max(0, text.text.indexOf(part.text)))].length;
    return text.text.includes(part.text) ? guards.always(numberValue(found)) : missing;
  }
  const plain = frozen(text);
  const origin = [context.span(at)];
  const subject: Subject = {
    kind: 'call',
    function: 'indexOf',
    arguments: [plain.subject, literal(part.text)],
    casing: 'exact',
    origin,
  };
  const made = context.places.made(subject, plain.places);
  const isThere = formulas.is(made, 'valued');
  return guards.choose([
    {
      when: isThere,
      gives: guards.always({ kind: 'derivedNumber', subject, places: [...plain.places, made] }),
    },
    { when: formulas.not(isThere), gives: missing },
  ]);
}

function join(context: Context, text: Text, given: readonly Value[], at: Extent): Guarded {
  const [list] = given;
  if (text.kind !== 'text' || list?.kind !== 'collection')
    return context.unsupported('join() of what is no constant', at);
  return context.guards.mapAll(list.items, values => joinTexts(context, text, values, at));
}

function joinTexts(context: Context, separator: Text, values: readonly Value[], at: Extent): Guarded {
  const place = values.findIndex(({ kind }) => kind === 'field');
  const value = values[place];
  if (value?.kind === 'field') {
    context.vote(value.place, 'text', 4);
    const next = (made: Value) => joinTexts(context, separator, values.with(place, made), at);
    return asText(context, value, at, next, context.raise('TypeError'));
  }
  const other = values.find(({ kind }) => kind !== 'text' && kind !== 'derivedText');
  if (other === undefined) {
    const parts = values.flatMap((each, index) => (index === 0 ? [each] : [separator, each]));
    return concatenated(context, parts, at);
  }
  return ['collection', 'iterable', 'number', 'none'].includes(other.kind)
    ? context.raise('TypeError')
    : context.unsupported(`join() of ${typeName(other)}`, at);
}

function constantMethod(context: Context, text: string, name: string, given: Arguments, at: Extent): Guarded {
  return context.guards.mapAll(given.positional, ([characters]) => {
    const result = constantMethods[name]?.(text, characters?.kind === 'text' ? characters.text : undefined);
    return result === undefined ? context.unsupported(name, at) : context.guards.always(textValue(result));
  });
}
