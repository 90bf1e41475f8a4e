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
  type Value,
} from '../ir/index.ts';
import type { CompareOptions } from './comparison.ts';
import { comparePredicates } from './proof.ts';
import type { Typed } from './typed.ts';

/**
 * Whether two predicates are equal of the events that there can be: a field that a reading takes for a number (`number:FIELD`) holds
 * one where it is there, and a time or a Boolean of ECS is none of the texts that are neither. Gives what that assumes besides;
 * undefined where they part all the same.
 */
export function equalByKinds(
  { expected, found }: Pick<Typed, 'expected' | 'found'>,
  assumed: readonly Given[],
  options: CompareOptions,
): readonly Given[] | undefined {
  const typed = withKinds(expected, found, assumed);
  if (typed === undefined) return undefined;
  const { relation } = comparePredicates(typed.expected, typed.found, options);
  return relation === 'equal' ? typed.given : undefined;
}

/** Undefined where the kinds say nothing. */
function withKinds(expected: Predicate, found: Predicate, assumed: readonly Given[]): Typed | undefined {
  const fields = new Map<string, Field>();
  for (const each of fieldsIn(and([expected, found]))) fields.set(each.name, each);
  const law = [...fields.values()]
    .filter(({ name }) => assumed.includes(`number:${name}`))
    .map(isNumberOrAbsent);
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

/** A comparison without the values that the field never has, which `given` is told. */
function withoutOthers(leaf: Leaf, given: Set<Given>): Predicate {
  if (leaf.kind !== 'equals' || leaf.subject.kind !== 'field') return leaf;
  const { name } = leaf.subject;
  const kind = fieldType(name);
  const isOne = kind === 'time' || kind === 'boolean' ? tests[kind] : undefined;
  const values = isOne === undefined ? leaf.values : leaf.values.filter(isOne);
  if (values.length === leaf.values.length) return leaf;
  given.add(`${kind}:${name}`);
  return values.length === 0 ? always(false, leaf.origin) : equals(leaf.subject, values, leaf);
}

const tests = {
  time: (value: Value) => typeof value === 'number' || !Number.isNaN(Date.parse(String(value))),
  boolean: (value: Value) => typeof value === 'boolean' || /^(?:true|false)$/i.test(String(value)),
};
