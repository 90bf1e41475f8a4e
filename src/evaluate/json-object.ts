import { type Item, type Scalar, textOf } from './values.ts';

/**
 * Keys, each with its values, as a text of JSON: several values are an array, none is null. No value where a key is none, or several.
 * https://github.com/elastic/elasticsearch/blob/main/x-pack/plugin/esql/src/main/java/org/elasticsearch/xpack/esql/expression/function/scalar/string/JsonString.java
 */
export function jsonObject(lists: readonly (readonly Item[])[]): readonly Scalar[] {
  const parts: string[] = [];
  for (let at = 0; at + 1 < lists.length; at += 2) {
    const [keys = [], values = []] = [lists[at], lists[at + 1]];
    const [key] = keys;
    if (key === undefined || keys.length !== 1) return [];
    const written = values.map(jsonOf);
    const value = written.length > 1 ? `[${written.join(',')}]` : (written[0] ?? 'null');
    parts.push(`${JSON.stringify(textOf(key) ?? '')}:${value}`);
  }
  return [`{${parts.join(',')}}`];
}

function jsonOf(item: Item): string {
  return typeof item === 'number' || typeof item === 'boolean'
    ? String(item)
    : JSON.stringify(textOf(item) ?? '');
}
