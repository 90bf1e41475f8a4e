import type { EventData } from './event.ts';

export type Scalar = string | number | boolean;

/** One value of a subject. An object is a value where something in it is; it has no text. */
export type Item = Scalar | EventData;

/**
 * What a subject holds: nothing, one value, or several (then always two or more). Absent, null, an array without values,
 * an object without values and a number that JSON cannot hold (NaN) are all nothing, also as elements of an array.
 */
export type Values = Item | readonly Item[] | undefined;

/** The texts of a subject's values: nothing, one, or several. */
export type Texts = string | readonly string[] | undefined;

/** Nesting beyond this is not descended: what lies deeper is no value. */
export const deepest = 1000;

/** Arrays within arrays are one array. */
export function valuesOf(raw: unknown): Values {
  switch (typeof raw) {
    case 'string':
    case 'boolean':
      return raw;
    case 'number':
      return Number.isFinite(raw) ? raw : undefined;
    case 'object':
      return raw === null ? undefined : valuesOfObject(raw);
    case 'bigint':
      return raw.toString();
    default:
      return undefined;
  }
}

function valuesOfObject(raw: object): Values {
  if (!Array.isArray(raw)) return holdsValue(raw) ? (raw as EventData) : undefined;
  const items: Item[] = [];
  collectItems(raw, items, 0);
  return fromItems(items);
}

function collectItems(raw: readonly unknown[], items: Item[], depth: number): void {
  for (const element of raw) {
    if (Array.isArray(element)) {
      if (depth < deepest) collectItems(element, items, depth + 1);
    } else {
      const value = valuesOf(element);
      if (value !== undefined) items.push(value as Item);
    }
  }
}

function holdsValue(raw: unknown, depth = 0): boolean {
  if (typeof raw !== 'object') return valuesOf(raw) !== undefined;
  if (raw === null || depth > deepest) return false;
  if (Array.isArray(raw)) return raw.some(element => holdsValue(element, depth + 1));
  for (const key in raw) if (holdsValue((raw as EventData)[key], depth + 1)) return true;
  return false;
}

export function isSeveral(values: Values): values is readonly Item[] {
  return Array.isArray(values);
}

export function isScalar(item: Item): item is Scalar {
  return typeof item !== 'object';
}

/** Its values as a list, empty when there are none. */
export function itemsOf(values: Values): readonly Item[] {
  return values === undefined ? [] : isSeveral(values) ? values : [values];
}

/** The inverse of `itemsOf`. */
export function fromItems(items: readonly Item[]): Values {
  return items.length > 1 ? items : items[0];
}

/** 5 is "5", true is "true"; an object has no text. */
export function textOf(item: Item): string | undefined {
  return typeof item === 'string' ? item : typeof item === 'object' ? undefined : String(item);
}

/** Texts of the values that have one. */
export function textsOf(values: Values): Texts {
  if (typeof values === 'string' || values === undefined) return values;
  if (!isSeveral(values)) return textOf(values);
  const texts: string[] = [];
  for (const item of values) {
    const text = textOf(item);
    if (text !== undefined) texts.push(text);
  }
  return texts.length > 1 ? texts : texts[0];
}

/**
 * The form in which texts are compared when case is ignored: lower case, and both small sigmas the same, so that the fold
 * of a whole is the folds of its parts side by side.
 */
export function foldCase(text: string): string {
  const lower = text.toLowerCase();
  return lower.includes('ς') ? lower.replaceAll('ς', 'σ') : lower;
}
