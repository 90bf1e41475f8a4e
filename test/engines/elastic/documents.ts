import { type FieldKind, kindOfField } from '../../../backends/elastic/field-kind.ts';
import type { EventData } from '../../../bench/corpus/inputs.ts';
import { isRecord } from '../../../src/evaluate/field-path.ts';
import { fieldsIn } from '../../../src/ir/index.ts';
import type { Pair } from '../pairs.ts';

/** Types of fields as Elastic's templates map them (https://www.elastic.co/docs/reference/ecs/ecs-field-reference). */
const types: Readonly<Record<string, string>> = {
  keyword: 'keyword',
  text: 'text',
  number: 'long',
  boolean: 'boolean',
  ip: 'ip',
  time: 'date',
};

/** The mapping that a query is for: what the schema says, and of other fields what the translation takes for given. */
export function mappingOf({ readings, translation }: Pair): ReadonlyMap<string, string> {
  const mapping = new Map<string, string>();
  const given = new Set(translation.given);
  const { planned } = translation;
  // The plan knows the types of its fields; a text that is read back does not.
  const predicates = [...(planned === undefined ? [] : [planned.where, planned.scope])];
  for (const predicate of [...predicates, ...readings.map(each => each.predicate)])
    for (const field of fieldsIn(predicate)) {
      const known = planned && kindOfField(field, planned.profile);
      if (!mapping.has(field.name)) mapping.set(field.name, typeOf(known ?? 'unknown', field.name, given));
    }
  return mapping;
}

/** The type of a field, by what is known of it or else is given. */
export function typeOf(known: FieldKind, name: string, given: ReadonlySet<string>): string {
  const told = Object.keys(types).find(type => given.has(`${type}:${name}`));
  return types[known === 'unknown' ? (told ?? 'keyword') : known] ?? 'keyword';
}

/** An event with dotted names alone, as an index without objects holds it; elements of lists stand side by side. */
export function flat(event: EventData): EventData {
  const found = new Map<string, unknown[]>();
  const visit = (value: unknown, name: string): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, name);
    else if (isRecord(value))
      for (const [key, inner] of Object.entries(value)) visit(inner, name === '' ? key : `${name}.${key}`);
    else found.set(name, [...(found.get(name) ?? []), value]);
  };
  visit(event, '');
  return Object.fromEntries(
    [...found].map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  );
}

/** A number that its field's type would cut off is none that a mapping keeps. */
export function fits(event: EventData, mapping: ReadonlyMap<string, string>): boolean {
  return Object.entries(event).every(([name, held]) =>
    [held].flat().every(value => value === null || fitsType(value, mapping.get(name) ?? 'keyword')),
  );
}

function fitsType(value: unknown, type: string): boolean {
  if (type === 'long')
    return typeof value !== 'boolean' && Number.isSafeInteger(Number(value)) && value !== '';
  if (type === 'boolean') return typeof value === 'boolean' || value === 'true' || value === 'false';
  return true;
}
