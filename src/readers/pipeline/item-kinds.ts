import type { DataEntry } from '../../source/index.ts';
import { fieldOf, modifiersOf, valuesOf, withField } from './detection-edit.ts';

/** Modifiers whose values are no texts: regexes, networks, fields, numbers, parts of times; and those that make several texts of one. */
const others: ReadonlySet<string> = new Set([
  ...['re', 'i', 'm', 's', 'cidr', 'fieldref', 'exists', 'gt', 'gte', 'lt', 'lte'],
  ...['minute', 'hour', 'day', 'week', 'month', 'year', 'windash', 'base64offset'],
]);

/** Modifiers whose texts pySigma has encoded when its transformations come. */
const encodings = ['base64', 'wide', 'utf16', 'utf16le', 'utf16be'];

export function isEncoded(entry: DataEntry): boolean {
  return modifiersOf(entry).some(each => encodings.includes(each));
}

/** Whether the values of an item are texts, which transformations of texts change alone. */
export function isOfTexts(entry: DataEntry): boolean {
  return !modifiersOf(entry).some(each => others.has(each));
}

/** The item with values that are compared as they stand. */
export function asTexts(entry: DataEntry): DataEntry {
  if (isOfTexts(entry)) return entry;
  return withField(
    entry,
    fieldOf(entry),
    modifiersOf(entry).filter(each => !others.has(each)),
  );
}

/** The fields that an item refers to in its values. */
export function referredIn(entry: DataEntry): readonly string[] {
  return modifiersOf(entry).includes('fieldref') ? valuesOf(entry).map(({ written }) => written) : [];
}
