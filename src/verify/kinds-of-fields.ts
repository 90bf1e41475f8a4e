import { fieldType } from '../fields/index.ts';
import {
  always,
  and,
  equals,
  exists,
  type Field,
  fieldsIn,
  type Given,
  type Leaf,
  mapLeaves,
  not,
  or,
  type Predicate,
  parseNetwork,
  type Value,
} from '../ir/index.ts';
import type { Typed } from './typed.ts';

/**
 * Two predicates of the events that there can be: a field that is taken for a number (`number:FIELD`) or an address (`ip:FIELD`) holds
 * one where it is there, and a time, a Boolean or a number by its name or by the field map is none of the values that are neither. With what that assumes besides;
 * undefined where the kinds say nothing.
 */
export function withKinds(
  { expected, found }: Pick<Typed, 'expected' | 'found'>,
  assumed: readonly Given[],
): Typed | undefined {
  const fields = new Map<string, Field>();
  for (const each of fieldsIn(and([expected, found]))) fields.set(each.name, each);
  const law = [...fields.values()].flatMap(field => [
    ...(assumed.includes(`number:${field.name}`) ? [isNumberOrAbsent(field)] : []),
    ...(assumed.includes(`ip:${field.name}`) ? [isAddressOrAbsent(field)] : []),
  ]);
  const given = new Set<Given>();
  const change = (predicate: Predicate): Predicate =>
    and([...law, mapLeaves(predicate, leaf => withoutOthers(leaf, given))]);
  const typed = { expected: change(expected), found: change(found) };
  return law.length === 0 && given.size === 0 ? undefined : { ...typed, given: [...given] };
}

function isNumberOrAbsent(field: Field): Predicate {
  const number = { kind: 'coercion', to: 'number', operand: field, origin: field.origin } as const;
  return or([not(exists(field)), exists(number)]);
}

const everyAddress = ['0.0.0.0/0', '::/0'].flatMap(text => parseNetwork(text) ?? []);

function isAddressOrAbsent(subject: Field): Predicate {
  const { origin } = subject;
  const isAddress = {
    kind: 'inNetwork',
    subject,
    networks: everyAddress,
    quantifier: 'any',
    origin,
  } as const;
  return or([not(exists(subject)), isAddress]);
}

/** A comparison without the values that the field never has, which `given` is told. */
function withoutOthers(leaf: Leaf, given: Set<Given>): Predicate {
  if (leaf.kind === 'inNetwork' && leaf.subject.kind === 'field') {
    const type = typeInMap(leaf.subject) ?? fieldType(leaf.subject.name);
    if (type !== 'number' && type !== 'boolean' && type !== 'time') return leaf;
    given.add(`${type}:${leaf.subject.name}`);
    return always(false, leaf.origin);
  }
  if (leaf.kind !== 'equals' || leaf.subject.kind !== 'field') return leaf;
  const { name } = leaf.subject;
  const kind = typeInMap(leaf.subject) ?? fieldType(name);
  const isOne = kind === 'time' || kind === 'boolean' || kind === 'number' ? tests[kind] : undefined;
  const values = isOne === undefined ? leaf.values : leaf.values.filter(isOne);
  if (values.length === leaf.values.length) return leaf;
  given.add(`${kind}:${name}`);
  return values.length === 0 ? always(false, leaf.origin) : equals(leaf.subject, values, leaf);
}

/** Beside the names of ECS, a field map says which fields are numbers or Booleans. */
function typeInMap({ isTyped, type }: Field): 'number' | 'boolean' | undefined {
  return isTyped === true && (type === 'number' || type === 'boolean') ? type : undefined;
}

/** A number as Elasticsearch reads it out of a text (https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/number). */
function isDecimal(text: string): boolean {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text);
}

/** A date as ISO 8601 has it, or milliseconds (https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/date). */
function isTime(text: string): boolean {
  return /^-?\d+$/.test(text) || (/^\d{4}(?:-|T|$)/.test(text) && !Number.isNaN(Date.parse(text)));
}

const tests = {
  number: (value: Value) => typeof value === 'number' || isDecimal(String(value)),
  time: (value: Value) => typeof value === 'number' || isTime(String(value)),
  boolean: (value: Value) => typeof value === 'boolean' || /^(?:true|false)$/i.test(String(value)),
};
