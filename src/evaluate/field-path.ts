import type { EventData } from './event.ts';
import { deepest, fromItems, type Item, isSeveral, textsOf, type Values, valuesOf } from './values.ts';

/**
 * Reads a field by its name, case exact: the key as it is written (`process.name`, `EventID`); where that has no value,
 * the nested path, of which a key may hold any part (`{"process.parent": {"name": …}}`), the longest key first. Arrays on
 * the way are descended: the values of all elements, as Elasticsearch sees arrays of objects.
 */
export function fieldReader(name: string): (data: unknown) => Values {
  const splits = pathSplits(name);
  if (splits.length === 0) return data => (isRecord(data) ? valuesOf(data[name]) : undefined);
  return data => readPath(data, name, splits, 0);
}

interface Split {
  readonly key: string;
  readonly rest: string;
  readonly splits: readonly Split[];
}

/** Deeper paths than this are read by their flat key alone. */
const longestPath = 32;

function pathSplits(name: string, known = new Map<string, readonly Split[]>()): readonly Split[] {
  const earlier = known.get(name);
  if (earlier !== undefined) return earlier;
  const parts = name.split('.');
  const splits: Split[] = [];
  known.set(name, splits);
  if (parts.length > longestPath) return splits;
  for (let count = parts.length - 1; count > 0; count--) {
    const rest = parts.slice(count).join('.');
    splits.push({ key: parts.slice(0, count).join('.'), rest, splits: pathSplits(rest, known) });
  }
  return splits;
}

function readPath(data: unknown, name: string, splits: readonly Split[], depth: number): Values {
  if (!isRecord(data))
    return depth > 0 && Array.isArray(data) ? readEach(data, name, splits, depth) : undefined;
  const flat = valuesOf(data[name]);
  if (flat !== undefined) return flat;
  for (const split of splits) {
    const inner = data[split.key];
    if (typeof inner !== 'object' || inner === null) continue;
    const values = readPath(inner, split.rest, split.splits, depth + 1);
    if (values !== undefined) return values;
  }
  return undefined;
}

function readEach(
  elements: readonly unknown[],
  name: string,
  splits: readonly Split[],
  depth: number,
): Values {
  if (depth > deepest) return undefined;
  const items: Item[] = [];
  for (const element of elements) {
    const values = readPath(element, name, splits, depth + 1);
    if (isSeveral(values)) for (const item of values) items.push(item);
    else if (values !== undefined) items.push(values);
  }
  return fromItems(items);
}

export function isRecord(data: unknown): data is EventData {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

/** Every field of an event that holds values, by its dotted path; fields of the elements of an array are one field. */
export function leafFields(data: unknown): ReadonlyMap<string, Values> {
  const found = new Map<string, Item[]>();
  collectLeaves(data, '', found, 0);
  return new Map([...found].map(([name, items]) => [name, fromItems(items)]));
}

function collectLeaves(data: unknown, name: string, found: Map<string, Item[]>, depth: number): void {
  if (depth > deepest) return;
  if (Array.isArray(data)) for (const element of data) collectLeaves(element, name, found, depth + 1);
  else if (isRecord(data))
    for (const key of Object.keys(data))
      collectLeaves(data[key], name === '' ? key : `${name}.${key}`, found, depth + 1);
  else {
    const value = valuesOf(data);
    if (value === undefined) return;
    const earlier = found.get(name);
    if (earlier === undefined) found.set(name, [value as Item]);
    else earlier.push(value as Item);
  }
}

/** The text of every value within an event, of any field and depth. */
export function textsWithin(data: unknown): readonly string[] {
  const texts: string[] = [];
  collectTexts(data, texts, 0);
  return texts;
}

function collectTexts(data: unknown, texts: string[], depth: number): void {
  if (depth > deepest) return;
  if (typeof data === 'string') texts.push(data);
  else if (Array.isArray(data)) for (const element of data) collectTexts(element, texts, depth + 1);
  else if (isRecord(data)) for (const key in data) collectTexts(data[key], texts, depth + 1);
  else {
    const text = textsOf(valuesOf(data));
    if (typeof text === 'string') texts.push(text);
  }
}
