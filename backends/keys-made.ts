import { fieldsIn, fieldsOf, type Measure, type Named } from '../src/ir/index.ts';

/** A key that is not the field of its own name. */
export function isMade({ name, value }: Named): boolean {
  return value.kind !== 'field' || value.name !== name;
}

/** The fields that measures look at. */
export function readBy(measures: readonly Measure[]): ReadonlySet<string> {
  const values = measures.flatMap(({ of, orderedBy }) => (orderedBy === undefined ? of : [...of, orderedBy]));
  const conditions = measures.flatMap(({ where }) => (where === undefined ? [] : [where]));
  return new Set([...values.flatMap(fieldsOf), ...conditions.flatMap(fieldsIn)].map(({ name }) => name));
}

/** What a column beside the keys and measures cannot be called. */
export function takenNames(by: readonly Named[], measures: readonly Measure[]): Set<string> {
  const read = by.flatMap(({ value }) => fieldsOf(value).map(({ name }) => name));
  return new Set([...read, ...readBy(measures), ...[...by, ...measures].map(({ name }) => name)]);
}

/** A name for a key while rows are grouped; it is taken from then on. */
export function freshName(name: string, taken: Set<string>): string {
  let next = `${name}_key`;
  for (let count = 2; taken.has(next); count++) next = `${name}_key_${count}`;
  taken.add(next);
  return next;
}
