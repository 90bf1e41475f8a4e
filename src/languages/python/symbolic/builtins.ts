import type { Extent } from '../ast.ts';
import { addressOf, networkOf } from './addresses.ts';
import { asString } from './as-text.ts';
import { hasAttribute } from './attributes.ts';
import { bytesFunctions } from './bytes.ts';
import { calculations } from './calculations.ts';
import { typeName } from './coerce.ts';
import type { Arguments, Context } from './context.ts';
import { decoders } from './decoding.ts';
import { deepGet } from './event-access.ts';
import { instanceOf } from './instances.ts';
import type { Iterable } from './iterable.ts';
import { allOf, anyOf } from './iteration.ts';
import { parseJson, writeJson } from './json.ts';
import { asNumber, lengthOf, numberFromBase } from './numbers.ts';
import { remainder } from './operations.ts';
import { callRegexFunction, compileRegexValue, fnmatch } from './regexes.ts';
import { substitute } from './replacing.ts';
import { sequences } from './sequences.ts';
import { splitByRegex } from './split.ts';
import { timeOf } from './times.ts';
import { type Guarded, numberValue, textValue, type Value } from './value.ts';
import { iterableOf } from './visitor.ts';

export type Builtin = (context: Context, given: Arguments, at: Extent) => Guarded;
type OneArgument = (context: Context, value: Value, at: Extent) => Guarded;

/** Functions of Python and its library (https://docs.python.org/3/library/functions.html), by full name. */
export const builtins: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['bool', (context, given, at) => context.truth(given.positional[0] ?? context.guards.constant(false), at)],
  ['str', one((context, value, at) => asString(context, value, at), textValue(''))],
  ['int', wholeNumber],
  ['float', one((context, value, at) => asNumber(context, value, 'float', at), numberValue(0))],
  ['len', one(lengthOf)],
  ['isinstance', isInstance],
  ['any', quantified((context, of, test, at) => anyOf(context, shortened(of), test, at))],
  ['all', quantified(allOf)],
  ...sequences,
  ['hasattr', hasAttribute],
  ['getattr', attributeOf],
  ['functools.reduce', reduced],
  ['re.compile', compileRegexValue],
  ['re.search', (context, given, at) => callRegexFunction(context, 'search', given, at)],
  ['re.match', (context, given, at) => callRegexFunction(context, 'match', given, at)],
  ['re.fullmatch', (context, given, at) => callRegexFunction(context, 'fullmatch', given, at)],
  ['re.escape', one(escaped)],
  ['re.split', splitByRegex],
  ['re.sub', substitute],
  ['math.fmod', remainder],
  ...calculations,
  ...bytesFunctions,
  ...decoders,
  ['fnmatch.fnmatch', fnmatch],
  ['fnmatch.fnmatchcase', fnmatch],
  ['ipaddress.ip_address', one(addressOf)],
  ['ipaddress.IPv4Network', network],
  ['ipaddress.IPv6Network', network],
  ['ipaddress.ip_network', network],
  ['datetime.datetime.fromisoformat', one(timeOf)],
  ['json.loads', parseJson],
  ['json.dumps', writeJson],
  ['panther_base_helpers.deep_get', helperDeepGet],
]);

/** Names that are there without an import. */
export const builtinNames: ReadonlySet<string> = new Set([
  ...[...builtins.keys()].filter(name => !name.includes('.')),
  ...['bytes', 'object', 'type', 'round', 'print', 'callable', 'ord', 'chr', 'hash', 'hex', 'repr'],
  ...[
    'Exception',
    'BaseException',
    'ValueError',
    'TypeError',
    'KeyError',
    'IndexError',
    'AttributeError',
    'LookupError',
  ],
  ...[
    'ArithmeticError',
    'NameError',
    'RuntimeError',
    'StopIteration',
    'NotImplementedError',
    'AssertionError',
  ],
  ...['ZeroDivisionError', 'OverflowError', 'UnicodeError', 'OSError'],
]);

function one(apply: OneArgument, whenMissing?: Value): Builtin {
  return (context, given, at) => {
    const [first, ...others] = given.positional;
    if (others.length > 0 || given.named.size > 0)
      return context.unsupported('a call with more arguments', at);
    if (first === undefined)
      return whenMissing === undefined ? context.raise('TypeError') : context.guards.always(whenMissing);
    return context.guards.map(first, value => apply(context, value, at));
  };
}

function wholeNumber(context: Context, given: Arguments, at: Extent): Guarded {
  const [value, base = given.named.get('base'), ...others] = given.positional;
  if (value === undefined || base === undefined) return plainInt(context, given, at);
  if (others.length > 0) return context.raise('TypeError');
  return context.guards.mapAll([value, base], ([text, of]) =>
    text === undefined || of?.kind !== 'number'
      ? context.unsupported('a number of a base that is no constant', at)
      : numberFromBase(context, text, of.value, at),
  );
}

const plainInt = one((context, value, at) => asNumber(context, value, 'int', at), numberValue(0));

function quantified(test: typeof anyOf): Builtin {
  return (context, given, at) => {
    const of = iterableOf(context, given.positional[0] ?? [], at);
    return test(context, of, element => context.truth(element, at), at);
  };
}

/** What is true where any element is. */
function shortened(of: Iterable): Iterable {
  if (of.kind === 'mapped') return of.together?.() ?? of;
  if (of.kind !== 'branches') return of;
  const branches = of.branches.map(({ when, of: each }) => ({
    when,
    of: each.kind === 'failed' ? each : shortened(each),
  }));
  return { kind: 'branches', branches };
}

/** `functools.reduce(function, constants, initial)`. */
function reduced(context: Context, given: Arguments, at: Extent): Guarded {
  const [called, source, initial] = given.positional;
  if (called === undefined || source === undefined) return context.raise('TypeError');
  return context.guards.mapAll([called, source], ([by, of]) => {
    if (by === undefined || of?.kind !== 'collection')
      return context.unsupported('reduce() over what is no constant', at);
    const [first, ...rest] = initial === undefined ? of.items : [initial, ...of.items];
    return rest.reduce<Guarded>(
      (before, item) =>
        context.guards.map(before, value =>
          context.call(by, { positional: [context.guards.always(value), item], named: new Map() }, at),
        ),
      first ?? context.raise('TypeError'),
    );
  });
}

function isInstance(context: Context, given: Arguments, at: Extent): Guarded {
  const [subject, type] = given.positional;
  if (subject === undefined || type === undefined) return context.raise('TypeError');
  return context.guards.mapAll([subject, type], ([value, of]) =>
    value === undefined || of === undefined ? context.raise('TypeError') : instanceOf(context, value, of, at),
  );
}

/** `getattr(value, "name", default)`: the default where the attribute is missing. */
function attributeOf(context: Context, given: Arguments, at: Extent): Guarded {
  const [subject, name, otherwise] = given.positional;
  const text = name?.[0]?.value;
  if (subject === undefined || text?.kind !== 'text')
    return context.unsupported('an attribute whose name is no constant', at);
  const found = context.guards.map(subject, value => context.attribute(value, text.text, at));
  if (otherwise === undefined) return found;
  return context.guards.choose(
    found.map(({ when, value }) => ({
      when,
      gives:
        value.kind === 'raised' && value.exception === 'AttributeError'
          ? otherwise
          : context.guards.always(value),
    })),
  );
}

function escaped(context: Context, value: Value, at: Extent): Guarded {
  if (value.kind !== 'text') return context.unsupported('re.escape() of what is no constant', at);
  return context.guards.always(
    textValue(value.text.replaceAll(/[()[\]{}?*+\-|^$\\.&~# \t\n\r\v\f]/g, each => `\\${each}`)),
  );
}

function network(context: Context, given: Arguments, at: Extent): Guarded {
  const strict = (given.positional[1] ?? given.named.get('strict'))?.[0]?.value;
  const isStrict = !(strict?.kind === 'truth' && strict.when === context.formulas.false);
  return context.guards.map(given.positional[0] ?? [], value => networkOf(context, value, isStrict, at));
}

/** The function that stood in for `event.deep_get` before there was one: `deep_get(event, *keys, default)`. */
function helperDeepGet(context: Context, given: Arguments, at: Extent): Guarded {
  const [of, ...positional] = given.positional;
  return context.guards.map(of ?? [], value => {
    if (value.kind === 'event') return deepGet(context, undefined, { ...given, positional }, at);
    if (value.kind === 'json') return deepGet(context, value.root, { ...given, positional }, at);
    if (value.kind === 'field') return deepGet(context, value.place, { ...given, positional }, at);
    return context.unsupported(`deep_get() of ${typeName(value)}`, at);
  });
}
