import { anyOne, anyRun, type Pattern, type PatternPart, pattern, text } from '../../ir/index.ts';

/** A decoded string; `offset` of a problem is into the image, quotes included. */
export type Decoded = { readonly text: string } | { readonly escape: string; readonly offset: number };

const simple: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', n: '\n', r: '\r', t: '\t' };

/** The text of a string as it is written. `"…"` knows five escapes, `"""…"""` none. */
export function decodeString(image: string): Decoded {
  if (image.startsWith('"""')) return { text: image.slice(3, -3) };
  if (!image.includes('\\')) return { text: image.slice(1, -1) };
  const parts: string[] = [];
  const end = image.length - 1;
  for (let at = 1; at < end; ) {
    const backslash = image.indexOf('\\', at);
    if (backslash === -1 || backslash >= end) return { text: parts.join('') + image.slice(at, end) };
    const letter = image.charAt(backslash + 1);
    const decoded = simple[letter];
    if (decoded === undefined) return { escape: `\\${letter}`, offset: backslash };
    parts.push(image.slice(at, backslash), decoded);
    at = backslash + 2;
  }
  return { text: parts.join('') };
}

/**
 * The pattern of LIKE, of which the string's own escapes are gone already: a backslash makes a character of `*`, `?` and itself, and
 * stands before nothing else. https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/operators
 */
export function likePattern(value: string): Pattern | undefined {
  const parts: PatternPart[] = [];
  for (const [whole] of value.matchAll(/\\[\s\S]?|[*?]|[^*?\\]+/g)) {
    if (whole === '*') parts.push(anyRun);
    else if (whole === '?') parts.push(anyOne);
    else if (!whole.startsWith('\\')) parts.push(text(whole));
    else if (/^\\[*?\\]$/.test(whole)) parts.push(text(whole.slice(1)));
    else return undefined;
  }
  return pattern(parts);
}
