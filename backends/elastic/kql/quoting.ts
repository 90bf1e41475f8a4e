import type { Pattern } from '../../../src/ir/index.ts';

/**
 * Texts of KQL. In quotes `\"` and `\\` are escapes, and so are `\t \r \n \uXXXX`; a backslash is therefore always doubled.
 * Outside of quotes spaces are part of a value, and `and`, `or`, `not` between spaces are operators.
 * https://www.elastic.co/docs/reference/query-languages/kql
 */
export function quoted(text: string): string {
  return `"${text.replaceAll(/[\\"]/g, '\\$&').replaceAll(control, escapeControl)}"`;
}

/** The C0 and C1 controls, separators of lines, and halves of surrogate pairs. */
const control = /[\p{Cc}\u2028\u2029]|\p{Cs}/gu;
const named: Readonly<Record<string, string>> = { '\t': '\\t', '\r': '\\r', '\n': '\\n' };

function escapeControl(character: string): string {
  return named[character] ?? escapeCharacter(character);
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Values that need no quotes; `null` is one that Kibana reads as no text. */
const bare = /^(?!(?:and|or|not|null)$)[\p{L}\p{N}_.@$%+/-][\p{L}\p{N}_.@$%+/=#!;,&|~^-]*$/iu;

/** A value without wildcards, in quotes only where it needs them. */
export function value(text: string): string {
  return bare.test(text) ? text : quoted(text);
}

/**
 * A value with wildcards, which cannot stand in quotes. Kibana reads `\not` as a newline and `ot`: there the blank after
 * the word is escaped, anywhere, since even the end of a word is taken for the operator; and the last letter where the
 * blank after it is that of the query. A `*` between blanks is doubled, which means the same: the parser of detection-rules, which
 * looks at each rule of a folder, takes no lone one after a word
 * (https://github.com/elastic/detection-rules/blob/main/lib/kql/kql/kql.g, WILDCARD_LITERAL).
 */
export function wildcard(pattern: Pattern): string {
  const text = pattern.map(part => (part.kind === 'text' ? escapeSpecial(part.text) : '*')).join('');
  return text
    .replaceAll(/(?<=^|[ \u00a0])(?:and|or)(?=$|[ \u00a0])/gi, '\\$&')
    .replaceAll(/(?<=not)[ \u00a0]/gi, escapeCharacter)
    .replace(/(?<=no)t$/i, escapeCharacter)
    .replaceAll(/(?<=[ \u00a0])\*(?=$|[ \u00a0])/g, '**');
}

function escapeSpecial(text: string): string {
  return text.replaceAll(/[\\():<>"*{}]/g, '\\$&').replaceAll(control, escapeControl);
}

/** Blanks at the ends of a value without quotes are not part of it, and no escape makes them so. */
export function losesBlanks(pattern: Pattern): boolean {
  const first = pattern[0];
  const last = pattern.at(-1);
  return (
    (first?.kind === 'text' && /^\s/.test(first.text)) || (last?.kind === 'text' && /\s$/.test(last.text))
  );
}

/** Bare, `null`, `true` and `false` are no texts, and name no field. */
export function fieldName(name: string): string {
  return /^(?!(?:and|or|not|null|true|false)$)[\p{L}\p{N}_@-][\p{L}\p{N}_.@/$#-]*$/iu.test(name)
    ? name
    : quoted(name);
}
