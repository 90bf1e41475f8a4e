import type { Quantifier } from '../ir/index.ts';
import { type Item, isSeveral, itemsOf, type Texts, type Values } from './values.ts';

/**
 * Which of several values must satisfy a leaf. `any` and `all` range over the values that the leaf can see (a
 * comparison of numbers does not see "abc", no text leaf sees an object); where it sees none it is false. `single` counts all
 * values before; the same text or boolean twice is one, as Elasticsearch's doc values of keywords are sets, while numbers count
 * each (https://www.elastic.co/docs/reference/query-languages/esql/esql-multivalued-fields).
 */
export function quantifyTexts(
  texts: Texts,
  quantifier: 'any' | 'all',
  test: (text: string) => boolean,
): boolean {
  if (typeof texts === 'string') return test(texts);
  if (texts === undefined) return false;
  const wanted = quantifier === 'any';
  for (const text of texts) if (test(text) === wanted) return wanted;
  return !wanted;
}

/** `convert` gives undefined for a value that the leaf cannot see. */
export function quantifyItems<T>(
  values: Values,
  quantifier: Quantifier,
  convert: (item: Item) => T | undefined,
  test: (value: T) => boolean,
): boolean {
  const items = quantifier === 'single' ? onlyValue(values) : itemsOf(values);
  const wanted = quantifier !== 'all';
  let seen = false;
  for (const item of items) {
    const converted = convert(item);
    if (converted === undefined) continue;
    seen = true;
    if (test(converted) === wanted) return wanted;
  }
  return seen && !wanted;
}

/** The one value; none where there are several. */
export function onlyValue(values: Values): readonly Item[] {
  if (!isSeveral(values)) return itemsOf(values);
  const first = values[0];
  const isOne =
    (typeof first === 'string' || typeof first === 'boolean') && values.every(each => each === first);
  return isOne && first !== undefined ? [first] : [];
}
