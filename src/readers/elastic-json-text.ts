import { EmbeddedText, type Segment, type SourceFile } from '../source/index.ts';
import { Places, type Range } from './elastic-document.ts';

interface Container {
  readonly start: number;
  readonly isArray: boolean;
  /** Where the container itself is. */
  readonly path: readonly (string | number)[];
  index: number;
  key: string | undefined;
}

/** Deeper than any rule, and shallow enough for the stack of whoever copies or prints it. */
export const deepestJson = 100;

/** Where the values of a JSON object stand that has been parsed before; undefined when it is nested too deep. */
export function scanJson(text: string, { start, end }: Range): Places | undefined {
  const places = new Places();
  const stack: Container[] = [];
  const place = (from: number, to: number) => {
    const top = stack.at(-1);
    if (top !== undefined) places.set(pathIn(top), { start: from, end: to });
  };
  for (let at = start; at < end; ) {
    const character = text.charAt(at);
    const top = stack.at(-1);
    if (character === '{' || character === '[') {
      const path = top === undefined ? [] : pathIn(top);
      stack.push({ start: at, isArray: character === '[', path, index: 0, key: undefined });
      if (stack.length > deepestJson) return undefined;
      at++;
    } else if (character === '}' || character === ']') {
      at++;
      const closed = stack.pop();
      if (closed !== undefined) place(closed.start, at);
    } else if (character === ',') {
      if (top !== undefined) nextItem(top);
      at++;
    } else if (character === '"') {
      const close = endOfJsonString(text, at, end);
      if (top !== undefined && !top.isArray && top.key === undefined)
        top.key = decodeJsonBody(text, at + 1, close - 1).text;
      else place(at, close);
      at = close;
    } else if (/[\s:]/.test(character)) at++;
    else {
      const close = endOfWord(text, at, end);
      place(at, close);
      at = close;
    }
  }
  return places;
}

function pathIn(container: Container): readonly (string | number)[] {
  return [...container.path, container.isArray ? container.index : (container.key ?? '')];
}

function nextItem(container: Container): void {
  container.index++;
  container.key = undefined;
}

function endOfWord(text: string, start: number, end: number): number {
  let at = start + 1;
  while (at < end && !/[\s,\]}]/.test(text.charAt(at))) at++;
  return at;
}

function endOfJsonString(text: string, start: number, end: number): number {
  for (let at = start + 1; at < end; at++) {
    const character = text[at];
    if (character === '\\') at++;
    else if (character === '"') return at + 1;
  }
  return end;
}

export function decodeJsonString(file: SourceFile, { start, end }: Range): EmbeddedText | undefined {
  if (file.text[start] !== '"') return undefined;
  const { text, segments } = decodeJsonBody(file.text, start + 1, end - 1);
  return new EmbeddedText(file, text, segments);
}

const escapes: Readonly<Record<string, string>> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r' };

function decodeJsonBody(
  text: string,
  start: number,
  end: number,
): { readonly text: string; readonly segments: readonly Segment[] } {
  const body = text.slice(start, end);
  const segments: Segment[] = [{ inner: 0, outer: start }];
  let decoded = '';
  let at = 0;
  for (;;) {
    const backslash = body.indexOf('\\', at);
    if (backslash === -1) return { text: decoded + body.slice(at), segments };
    decoded += body.slice(at, backslash);
    segments.push({ inner: decoded.length, outer: start + backslash });
    const letter = body.charAt(backslash + 1);
    const isCode = letter === 'u';
    decoded += isCode
      ? String.fromCharCode(Number.parseInt(body.slice(backslash + 2, backslash + 6), 16))
      : (escapes[letter] ?? letter);
    at = backslash + (isCode ? 6 : 2);
    segments.push({ inner: decoded.length, outer: start + at });
  }
}
