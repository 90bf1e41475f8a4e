import { type DataEntry, entryOf } from '../../source/index.ts';
import { fieldOf, modifiersOf, withField, withValues } from './detection-edit.ts';
import { mapAt, textAt, textsOf, withText } from './parameters.ts';
import type { PipelineItem } from './pipeline.ts';

/** The names that a transformation gives to a field; undefined when it gives none. */
export type NewNames = (field: string) => readonly string[] | undefined;

/** Of the transformations that name fields; undefined for the others. */
export function newNames({ type, map }: PipelineItem): NewNames | undefined {
  const mapping = mapAt(map, 'mapping');
  switch (type) {
    case 'field_name_mapping':
      return field => someTexts(mapping && textsOf(entryOf(mapping, field)?.value));
    case 'field_name_prefix_mapping':
      return field => {
        const entry = mapping?.entries.find(({ key }) => field.startsWith(key.written));
        const rest = field.slice(entry?.key.written.length);
        return entry && someTexts(textsOf(entry.value).map(prefix => prefix + rest));
      };
    case 'field_name_suffix':
      return field => [field + (textAt(map, 'suffix') ?? '')];
    case 'field_name_prefix':
      return field => [(textAt(map, 'prefix') ?? '') + field];
    default:
      return undefined;
  }
}

function someTexts(texts: readonly string[] | undefined): readonly string[] | undefined {
  return texts === undefined || texts.length === 0 ? undefined : texts;
}

/** An item under each of its new names; what it refers to is named too. */
export function named(
  entry: DataEntry,
  names: NewNames,
  given: (name: string) => void,
): readonly DataEntry[] {
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
  return found === undefined ? [referred] : take(found).map(name => withField(referred, name));
}
