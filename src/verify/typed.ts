import { fieldType } from '../fields/index.ts';
import {
  and,
  type Equals,
  equals,
  type Field,
  fieldsIn,
  type Given,
  type Leaf,
  type Like,
  leaves,
  type Matches,
  mapLeaves,
  not,
  or,
  type Predicate,
  parseNetwork,
  patternForm,
  plainText,
  type Value,
} from '../ir/index.ts';
import { withMappedAddresses } from '../languages/mapped-networks.ts';

/** Two predicates whose values are spelt alike where a field can hold only one spelling, and what that assumes. */
export interface Typed {
  readonly expected: Predicate;
  readonly found: Predicate;
  readonly given: readonly Given[];
}

/**
 * A field that one side compares with `true` is one of Booleans, and one that it compares with a number holds numbers in their
 * plain decimal form: `"True"` and `"5.0"` are no values that could tell the two sides apart. Where such a field is a text after
 * all they could, so the fields are named in `given`. What is assumed to be an address is one, whatever its name.
 */
export function withTypes(expected: Predicate, found: Predicate, assumed: readonly Given[] = []): Typed {
  const booleans = fieldsWith([expected, found], value => typeof value === 'boolean');
  const numbers = fieldsWith([expected, found], value => typeof value === 'number');
  const names = fieldsIn(and([expected, found])).map(each => each.name);
  const addresses = new Set(names.filter(name => fieldType(name) === 'ip' || assumed.includes(`ip:${name}`)));
  const otherTexts = fieldsWith(
    [expected, found],
    (value, name) => fieldType(name) === 'number' && onlyNumbers([numberValue(value)]).length === 0,
  );
  const change = (predicate: Predicate): Predicate =>
    mapLeaves(predicate, leaf => {
      const typed = typedLeaves(leaf, booleans, numbers).map(each => onlyAddresses(each, addresses));
      return or(typed.map(each => valuesOfPatterns(each, numbers, booleans)));
    });
  return {
    expected: change(expected),
    found: change(found),
    given: [
      ...[...addresses].map(name => `ip:${name}`),
      ...[...booleans].map(name => `boolean:${name}`),
      ...[...numbers].map(name => `canonical-number:${name}`),
      ...[...otherTexts].map(name => `number:${name}`),
    ],
  };
}

/** Fields that take the word null for no value are never that word. */
export function withoutNullTexts(predicate: Predicate, fields: readonly Field[]): Predicate {
  return fields.length === 0
    ? predicate
    : and([predicate, ...fields.map(each => not(equals(each, ['null'])))]);
}

function fieldsWith(
  predicates: readonly Predicate[],
  isOne: (value: Value, name: string) => boolean,
): ReadonlySet<string> {
  const names = new Set<string>();
  for (const predicate of predicates)
    for (const { leaf } of leaves(predicate))
      if (isOfField(leaf) && leaf.values.some(value => isOne(value, leaf.subject.name)))
        names.add(leaf.subject.name);
  return names;
}

function isOfField(leaf: Leaf): leaf is Equals & { readonly subject: Field } {
  return leaf.kind === 'equals' && leaf.subject.kind === 'field';
}

function typedLeaves(
  leaf: Leaf,
  booleans: ReadonlySet<string>,
  numbers: ReadonlySet<string>,
): readonly Leaf[] {
  if (!isOfField(leaf))
    return digitsOfLower(leaf).flatMap(each =>
      isOfField(each) ? typedLeaves(each, booleans, numbers) : [each],
    );
  const { name } = leaf.subject;
  const type = fieldType(name);
  if (type === 'number') return [{ ...leaf, values: onlyNumbers(leaf.values.map(numberValue)) }];
  if (!numbers.has(name) && !booleans.has(name)) return [leaf];
  const spelt = numbers.has(name) ? leaf.values.map(numberValue) : leaf.values;
  if (!booleans.has(name)) return [{ ...leaf, values: spelt }];
  const values = spelt.map(booleanValue);
  const truths = values.filter(isBoolean);
  if (truths.length === 0) return [{ ...leaf, values }];
  // How the others are spelt is for the leaf to say.
  const others = type === 'boolean' ? [] : values.filter(value => !isBoolean(value));
  // Each of several values may be another one of a list, whose parts are then no alternatives.
  if (others.length > 0 && leaf.quantifier === 'all') return [leaf];
  const known: Leaf = { ...leaf, values: truths, casing: 'ignored' };
  return others.length === 0 ? [known] : [known, { ...leaf, values: others }];
}

/** Digits have no case: a field is them when its lower-case form is. */
function digitsOfLower(leaf: Leaf): readonly Leaf[] {
  if (leaf.kind !== 'equals' || leaf.subject.kind !== 'call' || leaf.subject.function !== 'lower')
    return [leaf];
  const [field] = leaf.subject.arguments;
  const digits = leaf.values.filter(value => typeof numberValue(value) === 'number');
  if (digits.length === 0 || field?.kind !== 'field' || leaf.quantifier === 'all') return [leaf];
  const others = leaf.values.filter(value => !digits.includes(value));
  return [
    { ...leaf, subject: field, values: digits },
    ...(others.length === 0 ? [] : [{ ...leaf, values: others }]),
  ];
}

function isBoolean(value: Value): boolean {
  return typeof value === 'boolean';
}

/** A number by the name that ECS gives it is never another text, unless it is one that is too large to be read as a number. */
function onlyNumbers(values: readonly Value[]): readonly Value[] {
  return values.filter(value => typeof value === 'number' || /^-?[1-9]\d{15,}$/.test(String(value)));
}

/** An ip field of ECS holds addresses, however they are spelt: a comparison with another text is never true. */
function onlyAddresses(leaf: Leaf, addresses: ReadonlySet<string>): Leaf {
  if (leaf.kind === 'like' && leaf.subject.kind === 'field' && addresses.has(leaf.subject.name))
    return leadingOctets(leaf);
  if (!isOfField(leaf) || !addresses.has(leaf.subject.name)) return leaf;
  // Where the name tells that it is an address, its reader knows the text of a network from the network.
  const isKnown = fieldType(leaf.subject.name) === 'ip';
  const texts = leaf.values.map(String).filter(value => !isKnown || !value.includes('/'));
  const networks = withMappedAddresses(texts.flatMap(value => parseNetwork(value) ?? []));
  const { subject, quantifier, origin } = leaf;
  return { kind: 'inNetwork', subject, networks, quantifier, origin };
}

/** Addresses that begin with whole octets (`10.*`) are those of a network. */
function leadingOctets(leaf: Like): Leaf {
  const prefixes = leaf.patterns.map(pattern => {
    const { form, text } = { text: '', ...patternForm(pattern) };
    const octets =
      form === 'startsWith' && /^(?:\d{1,3}\.){1,3}$/.test(text) ? text.slice(0, -1).split('.') : [];
    const address = [...octets, '0', '0', '0'].slice(0, 4).join('.');
    return octets.length === 0 ? undefined : parseNetwork(`${address}/${octets.length * 8}`);
  });
  const networks = prefixes.filter(network => network !== undefined);
  if (networks.length < prefixes.length) return leaf;
  const { subject, quantifier, origin } = leaf;
  return { kind: 'inNetwork', subject, networks, quantifier, origin };
}

/** Among patterns, one without wildcards that is a number or a Boolean is that value; so is a regex of its digits and nothing else. */
function valuesOfPatterns(
  leaf: Leaf,
  numbers: ReadonlySet<string>,
  booleans: ReadonlySet<string>,
): Predicate {
  if (!('subject' in leaf) || leaf.subject.kind !== 'field') return leaf;
  const { name } = leaf.subject;
  const taken = (text: string): Value => {
    const value = numbers.has(name) ? numberValue(text) : text;
    return booleans.has(name) ? booleanValue(value) : value;
  };
  if (leaf.kind === 'matches') {
    const value = taken(wholeText(leaf) ?? '');
    return typeof value === 'number' ? equals(leaf.subject, [value], leaf) : leaf;
  }
  if (leaf.kind !== 'like' || leaf.quantifier === 'all') return leaf;
  const plain = leaf.patterns.map(pattern => taken(plainText(pattern) ?? ''));
  const values = plain.filter(value => typeof value !== 'string');
  if (values.length === 0) return leaf;
  const patterns = leaf.patterns.filter((_, index) => typeof plain[index] === 'string');
  const casing = values.some(isBoolean) ? 'ignored' : leaf.casing;
  return or([equals(leaf.subject, values, { ...leaf, casing }), { ...leaf, patterns }]);
}

/** The text of `^text\z`. */
function wholeText({ regex: { node, flags } }: Matches): string | undefined {
  if (node.kind !== 'sequence' || node.items.length !== 3 || flags.multiline) return undefined;
  const [start, text, end] = node.items;
  const isWhole =
    start?.kind === 'anchor' &&
    (start.at === 'lineStart' || start.at === 'textStart') &&
    end?.kind === 'anchor' &&
    end.at === 'textEnd';
  return isWhole && text?.kind === 'literal' ? text.text : undefined;
}

function booleanValue(value: Value): Value {
  const text = String(value).toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : value;
}

function numberValue(value: Value): Value {
  return typeof value === 'string' && value !== '' && String(Number(value)) === value ? Number(value) : value;
}
