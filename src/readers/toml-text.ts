import { EmbeddedText, type Segment, type SourceFile } from '../source/index.ts';
import { type Path, Places, type Range } from './elastic-document.ts';

/**
 * Where the values of a TOML document stand. The document has been parsed before and is valid; on one that is not,
 * this ends early, with fewer places. https://toml.io/en/v1.0.0
 */
export function scanToml(text: string): Places {
  const scanner = new Scanner(text);
  scanner.document();
  return scanner.places;
}

class Scanner {
  readonly places = new Places();
  readonly #text: string;
  /** How many tables an array of tables has so far, by the path of the array. */
  readonly #arrays = new Map<string, number>();
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): void {
    let table: Path = [];
    for (this.blank(); this.#at < this.#text.length; this.blank()) {
      const before = this.#at;
      if (this.#text[before] === '[') table = this.header();
      else this.pair(table);
      if (this.#at === before) return;
    }
  }

  private header(): Path {
    const start = this.#at;
    const isArray = this.#text.startsWith('[[', start);
    this.#at += isArray ? 2 : 1;
    const parts = this.key();
    const close = this.#text.indexOf(isArray ? ']]' : ']', this.#at);
    this.#at = close === -1 ? this.#text.length : close + (isArray ? 2 : 1);
    const path = this.resolve(parts, isArray);
    this.places.set(path, { start, end: this.#at });
    return path;
  }

  /** Names that lead through an array of tables mean its last table. */
  private resolve(parts: readonly string[], isArray: boolean): Path {
    const path: (string | number)[] = [];
    for (const [index, part] of parts.entries()) {
      path.push(part);
      const id = JSON.stringify(path);
      const count = this.#arrays.get(id) ?? 0;
      if (isArray && index === parts.length - 1) {
        this.#arrays.set(id, count + 1);
        path.push(count);
      } else if (count > 0) path.push(count - 1);
    }
    return path;
  }

  private pair(table: Path): void {
    const path = [...table, ...this.key()];
    this.blank();
    if (this.#text[this.#at] !== '=') return;
    this.#at++;
    this.blank();
    this.value(path);
  }

  private value(path: Path): void {
    const start = this.#at;
    const first = this.#text[start];
    if (first === '[') this.array(path);
    else if (first === '{') this.inlineTable(path);
    else if (first === '"' || first === "'") this.#at = endOfString(this.#text, start);
    else this.skip(/[^,\]}#\r\n]*/y);
    const end = start + this.#text.slice(start, this.#at).trimEnd().length;
    this.places.set(path, { start, end });
  }

  private array(path: Path): void {
    this.#at++;
    for (let index = 0; this.closes(']'); index++) this.value([...path, index]);
  }

  private inlineTable(path: Path): void {
    this.#at++;
    while (this.closes('}')) this.pair(path);
  }

  #lastItem = -1;

  /** Moves to the next item; false at the closing sign, at the end of the text, and where nothing moves. */
  private closes(sign: string): boolean {
    this.skip(/(?:[ \t\r\n,]+|#[^\n]*)*/y);
    if (this.#text[this.#at] === sign) {
      this.#at++;
      return false;
    }
    const moved = this.#at !== this.#lastItem;
    this.#lastItem = this.#at;
    return moved && this.#at < this.#text.length;
  }

  private key(): string[] {
    const parts: string[] = [];
    do {
      this.skip(/[ \t.]*/y);
      const start = this.#at;
      const quote = this.#text[start];
      if (quote === '"' || quote === "'") {
        this.#at = endOfString(this.#text, start);
        parts.push(decodeBody(this.#text, start + 1, this.#at - 1, quote === '"').text);
      } else {
        this.skip(/[A-Za-z0-9_-]*/y);
        parts.push(this.#text.slice(start, this.#at));
      }
      this.skip(/[ \t]*/y);
    } while (this.#text[this.#at] === '.');
    return parts;
  }

  private blank(): void {
    this.skip(/(?:[\s\uFEFF]+|#[^\n]*)*/y);
  }

  private skip(pattern: RegExp): void {
    pattern.lastIndex = this.#at;
    this.#at += pattern.exec(this.#text)?.[0].length ?? 0;
  }
}

function endOfString(text: string, start: number): number {
  const quote = text.charAt(start);
  const fence = quote.repeat(3);
  const isLong = text.startsWith(fence, start);
  const closing = isLong ? fence : quote;
  const close =
    quote === '"'
      ? endOfBasic(text, start + closing.length, closing)
      : text.indexOf(closing, start + closing.length);
  if (close === -1) return text.length;
  return isLong ? afterExtraQuotes(text, close + 3, quote) : close + 1;
}

/** Where the closing quotes begin, escaped ones aside. */
function endOfBasic(text: string, start: number, closing: string): number {
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at++;
    else if (code === 0x22 && text.startsWith(closing, at)) return at;
  }
  return -1;
}

/** One or two quotes may stand right before the closing three. */
function afterExtraQuotes(text: string, end: number, quote: string): number {
  let at = end;
  while (at < end + 2 && text[at] === quote) at++;
  return at;
}

/** The string that stands at a place, in any of TOML's four forms. */
export function decodeTomlString(file: SourceFile, { start, end }: Range): EmbeddedText | undefined {
  const { text } = file;
  const quote = text.charAt(start);
  if (quote !== '"' && quote !== "'") return undefined;
  const isLong = end - start >= 6 && text.startsWith(quote.repeat(3), start);
  const width = isLong ? 3 : 1;
  const lineEnd = isLong ? (/^\r?\n/.exec(text.slice(start + 3, start + 5))?.[0].length ?? 0) : 0;
  const body = decodeBody(text, start + width + lineEnd, end - width, quote === '"');
  return new EmbeddedText(file, body.text, body.segments);
}

const escapes: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  e: '\u001b',
};

function decodeBody(
  text: string,
  start: number,
  end: number,
  hasEscapes: boolean,
): { readonly text: string; readonly segments: readonly Segment[] } {
  const body = text.slice(start, end);
  const segments: Segment[] = [{ inner: 0, outer: start }];
  let decoded = '';
  let at = 0;
  for (;;) {
    const backslash = hasEscapes ? body.indexOf('\\', at) : -1;
    if (backslash === -1) return { text: decoded + body.slice(at), segments };
    decoded += body.slice(at, backslash);
    const [length, value] = decodeEscape(body, backslash);
    if (value !== '') segments.push({ inner: decoded.length, outer: start + backslash });
    decoded += value;
    at = backslash + length;
    segments.push({ inner: decoded.length, outer: start + at });
  }
}

/** How long an escape is and what it means; one at the end of a line stands for nothing, with all blanks after it. */
function decodeEscape(text: string, at: number): readonly [number, string] {
  const letter = text.charAt(at + 1);
  const digits = letter === 'u' ? 4 : letter === 'U' ? 8 : letter === 'x' ? 2 : 0;
  if (digits > 0) {
    const point = Number.parseInt(text.slice(at + 2, at + 2 + digits), 16);
    return [2 + digits, point <= 0x10ffff ? String.fromCodePoint(point) : ''];
  }
  if (!/\s/.test(letter)) return [2, escapes[letter] ?? letter];
  let after = at + 1;
  while (/\s/.test(text.charAt(after))) after++;
  return [after - at, ''];
}
