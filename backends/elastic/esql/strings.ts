import type { Pattern } from '../../../src/ir/index.ts';

/**
 * Strings and names of ES|QL. `"…"` knows the escapes \\ \" \n \r \t alone; `"""…"""` knows none.
 * https://www.elastic.co/docs/reference/query-languages/esql/esql-syntax
 */
export function string(text: string): string {
  const raw = text.includes('\\') && /^[^"\p{Cc}\u2028\u2029]*$/u.test(text);
  return raw ? `"""${text}"""` : `"${text.replaceAll(/[\\"\n\r\t]/g, character => named[character] ?? '')}"`;
}

const named: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** LIKE reads its own escapes after those of the string: a literal `*`, `?` or backslash has a backslash before it. */
export function likeString(pattern: Pattern): string {
  return string(
    pattern
      .map(part =>
        part.kind === 'text' ? part.text.replaceAll(/[\\*?]/g, '\\$&') : part.kind === 'anyRun' ? '*' : '?',
      )
      .join(''),
  );
}

const keywords = new Set([
  ...['and', 'or', 'not', 'in', 'is', 'like', 'rlike', 'null', 'true', 'false', 'asc', 'desc', 'by', 'where'],
  ...['first', 'last', 'nulls', 'metadata', 'from', 'as', 'on', 'with'],
]);

/** A dotted name; a part that is no identifier, as `_` alone is none, in backticks. */
export function fieldName(name: string): string {
  return name
    .split('.')
    .map(part =>
      /^(?:[A-Za-z][A-Za-z0-9_]*|[_@][A-Za-z0-9_]+)$/.test(part) && !keywords.has(part.toLowerCase())
        ? part
        : `\`${part.replaceAll('`', '``')}\``,
    )
    .join('.');
}

/** An index pattern, in quotes where it is more than letters, digits and the usual signs. */
export function indexPattern(name: string): string {
  return /^[A-Za-z0-9*._@-]+(?:,[A-Za-z0-9*._@-]+)*$/.test(name) ? name : string(name);
}
