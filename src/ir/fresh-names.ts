import type { Expression } from './expression.ts';
import type { Predicate } from './predicate.ts';
import type { Correlate } from './search.ts';
import { fieldsIn, fieldsOf, mapFields, mapLeaves, mapSubjects } from './walk.ts';

/** Columns of a correlation get names that none of the fields has that it, or one within it, looks at. */
export interface FreshNames {
  readonly fresh: (name: string) => string;
  /** Names of measures and of inputs, where a field is called so. */
  readonly renamed: (predicate: Predicate) => Predicate;
  /** Whether a key's own name is one of the fields that a later key is made of. */
  readonly areKeysMixed: boolean;
}

export function freshNames(search: Correlate): FreshNames {
  const taken = new Set(namesOf(search));
  const fresh = (name: string): string => {
    let next = name;
    for (let count = 2; taken.has(next); count++) next = `${name}_${count}`;
    return next;
  };
  const columns = new Set([
    ...search.measures.map(({ name }) => name),
    ...search.inputs.map(({ name }) => name),
  ]);
  const change = (expression: Expression): Expression =>
    mapFields(expression, field => (columns.has(field.name) ? { ...field, name: fresh(field.name) } : field));
  return {
    fresh,
    renamed: predicate => mapLeaves(predicate, leaf => mapSubjects(leaf, change)),
    areKeysMixed: areMixed(search),
  };
}

function* namesOf({ by, aliases, measures, inputs }: Correlate): Generator<string> {
  const values = [...by, ...Object.values(aliases).flatMap(own => Object.values(own))];
  for (const value of [...values, ...measures.flatMap(({ of }) => of)])
    for (const { name } of fieldsOf(value)) yield name;
  for (const { where } of measures)
    if (where !== undefined) for (const { name } of fieldsIn(where)) yield name;
  yield* Object.keys(aliases);
  for (const { search } of inputs) if (search.kind === 'correlate') yield* namesOf(search);
}

/** Columns are made one after another, so that a later one reads what an earlier one has left. */
function areMixed({ by, aliases, inputs }: Correlate): boolean {
  const keys = by.flatMap(key => (key.kind === 'field' ? [key.name] : []));
  return inputs.some(input => {
    const made = new Set<string>();
    return keys.some(name => {
      const value = aliases[name]?.[input.name];
      if (value === undefined || (value.kind === 'field' && value.name === name)) return false;
      const isMixed = fieldsOf(value).some(read => made.has(read.name));
      made.add(name);
      return isMixed;
    });
  });
}
