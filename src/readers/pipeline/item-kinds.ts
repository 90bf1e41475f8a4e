import { base64, utf8, utf16, utf16be, utf16le } from '../../languages/sigma/index.ts';
import type { DataEntry } from '../../source/index.ts';
import { fieldOf, modifiersOf, valuesOf, withField, withValues } from './detection-edit.ts';
import { withText } from './parameters.ts';
import { plainText } from './plain-text.ts';
import { isRegexed } from './regexed.ts';

/** Modifiers whose values are no texts: regexes, networks, fields, numbers, parts of times; and those that make several texts of one. */
const others: ReadonlySet<string> = new Set([
  ...['re', 'i', 'm', 's', 'cidr', 'fieldref', 'exists', 'gt', 'gte', 'lt', 'lte'],
  ...['minute', 'hour', 'day', 'week', 'month', 'year', 'windash', 'base64offset'],
]);

/** Modifiers whose texts pySigma has encoded when its transformations come, each of what those before it have made. */
const encoders: Readonly<Record<string, (text: string) => string>> = {
  base64,
  utf16,
  utf16be,
  utf16le,
  wide: utf16le,
};

export function isEncoded(entry: DataEntry): boolean {
  return modifiersOf(entry).some(each => Object.hasOwn(encoders, each));
}

/** The item with the texts that pySigma shows to conditions, where its modifiers encode them. */
export function asEncoded(entry: DataEntry): DataEntry {
  const names = modifiersOf(entry);
  const [first] = names.filter(each => Object.hasOwn(encoders, each));
  if (first === undefined) return entry;
  const encode = (text: string): string =>
    names.reduce((bytes, name) => encoders[name]?.(bytes) ?? bytes, first === 'base64' ? utf8(text) : text);
  const rest = names.filter(each => !Object.hasOwn(encoders, each));
  return withValues(withField(entry, fieldOf(entry), rest), scalar => [
    scalar.value === null ? scalar : withText(scalar, encode(plainText(scalar.written))),
  ]);
}

/** Whether the values of an item are texts, which transformations of texts change alone. */
export function isOfTexts(entry: DataEntry): boolean {
  return !modifiersOf(entry).some(each => others.has(each)) && !valuesOf(entry).some(isRegexed);
}

/** What is still said of values that have been put in the place of others: all modifiers have changed those that were there. */
const ofAnyValue: ReadonlySet<string> = new Set(['all', 'neq', 'cased']);

/** The item with values that are compared as they stand. */
export function asValues(entry: DataEntry): DataEntry {
  const modifiers = modifiersOf(entry);
  const kept = modifiers.filter(each => ofAnyValue.has(each));
  return kept.length === modifiers.length ? entry : withField(entry, fieldOf(entry), kept);
}

/** The fields that an item refers to in its values. */
export function referredIn(entry: DataEntry): readonly string[] {
  return modifiersOf(entry).includes('fieldref') ? valuesOf(entry).map(({ written }) => written) : [];
}
