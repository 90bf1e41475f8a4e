/** A decoded string; `offset` of a problem is into the image, quotes included. */
export type Decoded = { readonly text: string } | { readonly escape: string; readonly offset: number };

const simple: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '"': '"',
  '\\': '\\',
  // The manual reserves it, the engine takes it, and public rules use it.
  "'": "'",
};

/** The text of a string as it is written, quotes and all. */
export function decodeString(image: string): Decoded {
  if (image.startsWith('"""')) return { text: image.slice(3, -3) };
  if (!image.includes('\\')) return { text: image.slice(1, -1) };
  const end = image.length - 1;
  let text = '';
  for (let at = 1; at < end; ) {
    const backslash = image.indexOf('\\', at);
    if (backslash === -1 || backslash >= end) return { text: text + image.slice(at, end) };
    text += image.slice(at, backslash);
    const found = readEscape(image, backslash);
    if (found.text === undefined) return { escape: found.image, offset: backslash };
    text += found.text;
    at = backslash + found.image.length;
  }
  return { text };
}

/** Several braces too: the manual shows `\u{{200f}}`, the engine takes `\u{200f}`. */
const unicode = /\\u(?:\{([0-9a-fA-F]{2,8})\}|\{\{([0-9a-fA-F]{2,8})\}\})/y;

function readEscape(image: string, at: number): { readonly image: string; readonly text?: string } {
  const letter = image.charAt(at + 1);
  if (letter !== 'u') {
    const text = simple[letter];
    return { image: `\\${letter}`, ...(text === undefined ? {} : { text }) };
  }
  unicode.lastIndex = at;
  const match = unicode.exec(image);
  const point = Number.parseInt(match?.[1] ?? match?.[2] ?? '', 16);
  if (match === null || !(point <= 0x10ffff) || (point >= 0xd800 && point <= 0xdfff)) return { image: '\\u' };
  return { image: match[0], text: String.fromCodePoint(point) };
}

/** The text as a string of EQL, for messages and tests. */
export function encodeString(text: string): string {
  const body = text.replaceAll(/[\\"\b\t\n\f\r\p{Cc}]/gu, character => {
    const letter = Object.keys(simple).find(key => simple[key] === character);
    return letter === undefined
      ? `\\u{${character.codePointAt(0)?.toString(16).padStart(2, '0')}}`
      : `\\${letter}`;
  });
  return `"${body}"`;
}
