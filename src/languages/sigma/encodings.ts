/** A text whose characters are bytes (U+0000 to U+00FF). */
export type Bytes = string;

export function utf8(text: string): Bytes {
  return bytesOf(new TextEncoder().encode(text));
}

/** `utf16le` and `wide`: `cmd` is 63 00 6d 00 64 00. */
export function utf16le(text: string): Bytes {
  return eachUnit(text, (high, low) => [low, high]);
}

export function utf16be(text: string): Bytes {
  return eachUnit(text, (high, low) => [high, low]);
}

/**
 * FF FE and UTF-16LE, as the specification has it
 * (https://sigmahq.io/sigma-specification/specification/sigma-appendix-modifiers.html#encoding); pySigma 1.5.1 puts
 * the UTF-8 mark EF BB BF there, against the specification.
 */
export function utf16(text: string): Bytes {
  return `\xff\xfe${utf16le(text)}`;
}

export function base64(bytes: Bytes): string {
  return btoa(bytes);
}

/**
 * What of the encoded bytes does not depend on what stands around them, for the three places where they can begin in a
 * group of three bytes. A character of base64 holds six bits: those that hold bits of a neighbour are left out.
 */
export function base64Offsets(bytes: Bytes): readonly string[] {
  return [0, 1, 2].map(offset => {
    const encoded = btoa('\0'.repeat(offset) + bytes);
    const start = Math.ceil((offset * 8) / 6);
    const end = Math.floor(((offset + bytes.length) * 8) / 6);
    return encoded.slice(start, end);
  });
}

function eachUnit(text: string, order: (high: number, low: number) => readonly number[]): Bytes {
  let bytes = '';
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    bytes += String.fromCharCode(...order(unit >> 8, unit & 0xff));
  }
  return bytes;
}

function bytesOf(array: Uint8Array): Bytes {
  let bytes = '';
  for (const byte of array) bytes += String.fromCharCode(byte);
  return bytes;
}
