import type { DataEntry, DataMap, DataScalar, DataTree } from '../../source/index.ts';
import { type Alternative, fieldOf, modifiersOf, withField, withValues } from './detection-edit.ts';
import { isOfTexts } from './item-kinds.ts';
import { isOfKeywords, mapAt, textAt, textsOf, withText } from './parameters.ts';
import type { PipelineItem } from './pipeline.ts';

/** The names that a transformation gives to a field; undefined when it gives none. Keywords are of the field without a name. */
export type NewNames = (field: string) => readonly string[] | undefined;

/** Of the transformations that name fields; undefined for the others. */
export function newNames({ type, map }: PipelineItem): NewNames | undefined {
  const mapping = mapAt(map, 'mapping');
  switch (type) {
    case 'field_name_mapping':
      return field => mapping && namesAt(mapping, field);
    case 'field_name_prefix_mapping':
      return field => {
        const entry =
          field === '' ? undefined : mapping?.entries.find(({ key }) => field.startsWith(key.written));
        const rest = field.slice(entry?.key.written.length);
        return entry && textsOf(entry.value).map(prefix => prefix + rest);
      };
    case 'field_name_suffix':
      return field => (field === '' ? undefined : [field + (textAt(map, 'suffix') ?? '')]);
    case 'field_name_prefix':
      return field => (field === '' ? undefined : [(textAt(map, 'prefix') ?? '') + field]);
    default:
      return undefined;
  }
}

/** What is written as null is no name; an empty list is no name either, and takes the field away. */
function namesAt(mapping: DataMap, field: string): readonly string[] | undefined {
  const entry =
    field === ''
      ? mapping.entries.find(isOfKeywords)
      : mapping.entries.find(each => each.key.written === field && !isOfKeywords(each));
  const found = entry && textsOf(entry.value);
  return found?.length === 0 && entry?.value.kind !== 'list' ? undefined : found;
}

/** An item under each of its new names; what it refers to is named too. */
export function named(
  entry: DataEntry,
  names: NewNames,
  given: (name: string) => void,
): readonly Alternative[] {
  const take = (found: readonly string[]): readonly string[] => {
    for (const name of found) given(name);
    return found;
  };
  const referred = modifiersOf(entry).includes('fieldref')
    ? withValues(entry, scalar => {
        const found = names(scalar.written);
        return found === undefined ? [scalar] : take(found).map(name => withText(scalar, name));
      })
    : entry;
  const found = names(fieldOf(entry));
  if (found === undefined) return [referred];
  return take(found).map(name =>
    fieldOf(entry) === '' ? ofKeywords(referred, name) : withField(referred, name),
  );
}

/** Keywords are looked for within the values of the field that they are given. */
function ofKeywords(entry: DataEntry, name: string): Alternative {
  const modifiers = modifiersOf(entry);
  if (!isOfTexts(entry) || modifiers.some(each => affixes.has(each))) return withField(entry, name);
  const [texts, others] = [isText, (each: DataScalar) => !isText(each)].map(fits =>
    withValues(entry, each => (fits(each) ? [each] : [])),
  );
  const parts = [
    texts && withField(texts, name, ['contains', ...modifiers]),
    others && withField(others, name),
  ];
  return parts.flatMap(each =>
    each !== undefined && (each.value.kind !== 'list' || each.value.items.length > 0) ? [each] : [],
  );
}

/** Keywords of a list, any of which may be there, as items of the fields that they are given. */
export function namedKeywords(scalars: readonly DataScalar[], names: readonly string[]): readonly DataTree[] {
  const [first] = scalars;
  if (first === undefined) return scalars;
  const { span } = first;
  return names.flatMap(name =>
    [scalars.filter(isText), scalars.filter(each => !isText(each))].flatMap((items, at) => {
      if (items.length === 0) return [];
      const key = withText(first, at === 0 ? `${name}|contains` : name);
      return [{ kind: 'map', span, entries: [{ key, value: { kind: 'list', items, span } }] }] as const;
    }),
  );
}

function isText({ value }: DataScalar): boolean {
  return typeof value === 'string';
}

const affixes: ReadonlySet<string> = new Set(['contains', 'startswith', 'endswith']);
