import type { ValueType } from '../../../src/ir/index.ts';
import type { SqlType, SqlValue } from './columns.ts';

/** What SQL cannot say; found by printing it. */
export class Unsaid extends Error {}

/** A value as a text: what JSON has as null becomes NULL by the cast. https://docs.snowflake.com/en/user-guide/semistructured-considerations */
export function asText({ text, type }: SqlValue): string {
  if (type === 'array') throw new Unsaid('the text of a list is none of its values');
  return type === 'text' ? text : `${operand(text)}::string`;
}

/** NULL where there is no number. https://docs.snowflake.com/en/sql-reference/functions/try_to_double */
export function asNumber(value: SqlValue): string {
  return value.type === 'number' ? value.text : `TRY_TO_DOUBLE(${asText(value)})`;
}

export function asTime(value: SqlValue): string {
  return value.type === 'time' ? value.text : `TRY_TO_TIMESTAMP_NTZ(${asText(value)})`;
}

export function asBoolean(value: SqlValue): string {
  return value.type === 'boolean' ? value.text : `TRY_TO_BOOLEAN(${asText(value)})`;
}

export function asArray({ text, type }: SqlValue): string {
  return type === 'array' ? text : `TO_ARRAY(${text})`;
}

export function converted(value: SqlValue, to: ValueType): SqlValue {
  switch (to) {
    case 'number':
      return { text: asNumber(value), type: 'number' };
    case 'boolean':
      return { text: asBoolean(value), type: 'boolean' };
    case 'time':
      return { text: asTime(value), type: 'time' };
    default:
      return { text: asText(value), type: 'text' };
  }
}

export function convertedTo(value: SqlValue, type: SqlType): string {
  if (type === 'array') return asArray(value);
  return type === 'variant' ? value.text : converted(value, type === 'text' ? 'string' : type).text;
}

/** As it stands before `::`, `:` or an operator. */
export function operand(text: string): string {
  return isAtom(text) ? text : `(${text})`;
}

/** A name, a path, a literal or one call, with its casts. */
function isAtom(text: string): boolean {
  if (/^(?:[\w.:$]|"(?:[^"]|"")*")+$/.test(text) || /^'(?:[^'\\]|\\.|'')*'$/s.test(text)) return true;
  const call = /^\w+\(/.exec(text);
  if (call === null) return false;
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (quoted && character === '\\') at++;
    else if (character === "'") quoted = !quoted;
    else if (!quoted && character === '(') depth++;
    else if (!quoted && character === ')' && --depth === 0) return /^[\w:"]*$/.test(text.slice(at + 1));
  }
  return false;
}

/** What rows are grouped by: texts, unless the type is known. */
export function keyOf(value: SqlValue): SqlValue {
  return value.type === 'variant' || value.type === 'array' ? { text: asText(value), type: 'text' } : value;
}
