import type { Extent, StringPiece } from './ast.ts';

/** What a string literal says: text, or parts of which some are expressions, or bytes, which no rule compares texts with. */
export interface Decoded {
  readonly bytes: boolean;
  readonly parts: readonly StringPart[];
}

export type StringPart =
  | { readonly kind: 'text'; readonly text: string }
  /** Between the braces of an f-string; `plain` when it has neither conversion nor format. */
  | { readonly kind: 'field'; readonly written: string; readonly at: number; readonly plain: boolean };

export interface StringProblem extends Extent {
  readonly problem: string;
}

const head = /^([a-zA-Z]*)('''|"""|'|")/;

/** Reads a literal (https://docs.python.org/3/reference/lexical_analysis.html#string-and-bytes-literals). */
export function decodeString(piece: StringPiece): Decoded | StringProblem {
  const [opening = '', letters = '', quote = ''] = head.exec(piece.written) ?? [];
  const prefix = letters.toLowerCase();
  const body = piece.written.slice(opening.length, piece.written.length - quote.length);
  const raw = prefix.includes('r');
  const at = piece.start + opening.length;
  if (prefix.includes('f')) return decodeFormatted(body, raw, at);
  const text = raw ? lines(body) : unescaped(lines(body));
  return text === undefined
    ? { problem: 'an escape in it is cut short', start: piece.start, end: piece.end }
    : { bytes: prefix.includes('b'), parts: [{ kind: 'text', text }] };
}

function lines(text: string): string {
  return text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text;
}

const escapes =
  /\\(?:([0-7]{1,3})|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|(N\{[^}]*\}?|[xuU])|(\n)|([\s\S]))/g;
const simple: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** An unknown escape keeps its backslash. Undefined where one is cut short, or names a character. */
function unescaped(text: string): string | undefined {
  let broken = false;
  const result = text.replaceAll(escapes, (written, octal, x, u, long, bad, newline, character) => {
    const digits = x ?? u ?? long;
    const code = octal === undefined ? Number.parseInt(digits, 16) : Number.parseInt(octal, 8);
    if (octal !== undefined || digits !== undefined) {
      if (code <= 0x10ffff) return String.fromCodePoint(code);
      broken = true;
    }
    if (bad !== undefined) broken = true;
    return newline === undefined ? (simple[character] ?? written) : '';
  });
  return broken ? undefined : result;
}

/** `{{` and `}}` are braces; within a field strings, brackets and braces pair up. */
function decodeFormatted(body: string, raw: boolean, at: number): Decoded | StringProblem {
  const parts: StringPart[] = [];
  let text = '';
  for (let index = 0; index < body.length; ) {
    const character = body[index] ?? '';
    if ((character === '{' || character === '}') && body[index + 1] === character) {
      text += character;
      index += 2;
    } else if (character === '{') {
      const end = fieldEnd(body, index + 1);
      if (end === undefined)
        return { problem: 'a brace in it is never closed', start: at + index, end: at + index + 1 };
      parts.push({ kind: 'text', text });
      text = '';
      parts.push(fieldOf(body.slice(index + 1, end), at + index + 1));
      index = end + 1;
    } else {
      text += character;
      index += 1;
    }
  }
  parts.push({ kind: 'text', text });
  const decoded = parts.map(part => decodePart(part, raw));
  if (decoded.includes(undefined))
    return { problem: 'an escape in it is cut short', start: at, end: at + body.length };
  return { bytes: false, parts: decoded.flatMap(part => part ?? []) };
}

function decodePart(part: StringPart, raw: boolean): StringPart | undefined {
  if (part.kind === 'field') return part;
  const text = raw ? lines(part.text) : unescaped(lines(part.text));
  return text === undefined ? undefined : { kind: 'text', text };
}

const quoted = /'''|"""|'|"/y;

function fieldEnd(body: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < body.length; at++) {
    const character = body[at] ?? '';
    quoted.lastIndex = at;
    const quote = quoted.exec(body)?.[0];
    if (quote !== undefined) {
      const close = body.indexOf(quote, at + quote.length);
      if (close < 0) return undefined;
      at = close + quote.length - 1;
    } else if ('([{'.includes(character)) depth += 1;
    else if (character === '}' && depth === 0) return at;
    else if (')]}'.includes(character)) depth -= 1;
  }
  return undefined;
}

const conversion = /(?:![rsa])?(?::[\s\S]*)?$/;

/** A `!r`, a format and a trailing `=` change how the value is written. */
function fieldOf(written: string, at: number): StringPart {
  const colon = topLevelColon(written);
  const main = colon === undefined ? written : written.slice(0, colon);
  const name = main.replace(conversion, '');
  return { kind: 'field', written: name, at, plain: name === written && !/[^=!<>]=\s*$/.test(name) };
}

function topLevelColon(written: string): number | undefined {
  let depth = 0;
  for (let at = 0; at < written.length; at++) {
    const character = written[at] ?? '';
    quoted.lastIndex = at;
    const quote = quoted.exec(written)?.[0];
    if (quote !== undefined) {
      const close = written.indexOf(quote, at + quote.length);
      at = close < 0 ? written.length : close + quote.length - 1;
    } else if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character)) depth -= 1;
    else if (character === ':' && depth === 0) return at;
  }
  return undefined;
}
