import type { Pattern } from '../../../src/ir/index.ts';

/**
 * Texts of Lucene's query_string. In quotes wildcards are literal; outside, a backslash makes any character literal.
 * https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-query-string-query#_reserved_characters
 */
export function quoted(text: string): string {
  return `"${text.replaceAll(/[\\"]/g, '\\$&')}"`;
}

const bare = /^(?!(?:AND|OR|NOT|TO)$)[A-Za-z0-9_@.]+$/;

export function value(text: string): string {
  return bare.test(text) ? text : quoted(text);
}

export function wildcard(pattern: Pattern): string {
  return pattern
    .map(part => (part.kind === 'text' ? escapeSigns(part.text) : part.kind === 'anyRun' ? '*' : '?'))
    .join('');
}

function escapeSigns(text: string): string {
  return text.replaceAll(/[-+=&|><!(){}[\]^"~*?:\\/\s\u3000]/g, '\\$&');
}

/**
 * Between slashes only the slash itself is reserved. A backslash before the closing one would be read as its escape, be
 * it escaped itself or not, so at the end it stands in a class.
 */
export function regex(text: string): string {
  const tokens = text.match(/\\.|[^\\]/gsu) ?? [];
  const body = tokens.map(token => (token === '/' ? '\\/' : token));
  if (body.at(-1) === '\\\\') body[body.length - 1] = '[\\\\]';
  return `/${body.join('')}/`;
}

/** A name may hold `-` bare, and every wildcard in it is escaped; of an operator the first letter is. */
export function fieldName(name: string): string {
  const escaped = escapeSigns(name).replace(/^(?=(?:AND|OR|NOT)$)/, '\\');
  return escaped.replaceAll(/(?<!^)\\-/g, '-');
}
