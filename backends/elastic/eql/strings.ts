/**
 * Strings and names of EQL. `"…"` knows the escapes \b \t \n \f \r \" \\ and \u{…}; `"""…"""` knows none.
 * https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax
 */
export function string(text: string): string {
  return `"${text.replaceAll(/[\\"]|\p{Cc}|\p{Cs}|[\u2028\u2029]/gu, escapeCharacter)}"`;
}

const named: Readonly<Record<string, string>> = { '\b': 'b', '\t': 't', '\n': 'n', '\f': 'f', '\r': 'r' };

function escapeCharacter(character: string): string {
  if (character === '\\' || character === '"') return `\\${character}`;
  const letter = named[character];
  return letter === undefined
    ? `\\u{${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}}`
    : `\\${letter}`;
}

/** A regex is easier to read without doubled backslashes, where nothing in it ends the raw string. */
export function regexString(text: string): string {
  return /^[^"\p{Cc}\p{Cs}\u2028\u2029]*$/u.test(text) && text.includes('\\')
    ? `"""${text}"""`
    : string(text);
}

const keywords = new Set([
  ...['and', 'any', 'by', 'false', 'in', 'join', 'like', 'maxspan', 'not', 'null', 'of', 'or', 'regex'],
  ...['sample', 'sequence', 'true', 'until', 'where', 'with'],
]);

/** A dotted name, in backticks as a whole when one of its parts is no identifier. */
export function fieldName(name: string): string {
  const plain = name.split('.').every(part => /^[A-Za-z_@][A-Za-z0-9_]*$/.test(part) && !keywords.has(part));
  return plain ? name : `\`${name.replaceAll('`', '``')}\``;
}

/** Before `where`: a name, or a string. */
export function categoryName(category: string): string {
  return /^[a-z_][a-z0-9_]*$/i.test(category) && !keywords.has(category) ? category : string(category);
}
