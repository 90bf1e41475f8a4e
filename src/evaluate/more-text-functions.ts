import type { TextFunction } from '../ir/index.ts';
import { digests } from './digest.ts';
import { addressNumber, addressText, parseAddress } from './ip-address.ts';
import { jsonAt } from './json-path.ts';
import { replaceRegex } from './replace-regex.ts';
import type { Scalar } from './values.ts';
import { versionOrder } from './version-order.ts';

type Take = (texts: readonly string[]) => Scalar | undefined;

const longest = 1_000_000;

/** Functions of texts that only some languages have. */
const functions: Readonly<Partial<Record<TextFunction, Take>>> = {
  right: ([text = '', count]) => {
    const size = Math.trunc(Number(count));
    return Number.isNaN(size) ? undefined : size <= 0 ? '' : [...text].slice(-size).join('');
  },
  trimStart: ([text]) => text?.trimStart(),
  trimEnd: ([text]) => text?.trimEnd(),
  reverse: ([text = '']) => [...text].reverse().join(''),
  repeat: ([text = '', count]) => {
    const times = Math.trunc(Number(count));
    return times >= 0 && text.length * times <= longest ? text.repeat(times) : undefined;
  },
  byteLength: ([text = '']) => bytesOf(text).length,
  base64Encode: ([text = '']) => btoa([...bytesOf(text)].map(byte => String.fromCharCode(byte)).join('')),
  base64Decode: ([text = '']) => decodeBase64(text),
  urlEncode: ([text = '']) => encodeUrl(text).replaceAll('%20', '+'),
  urlEncodeComponent: ([text = '']) => encodeUrl(text),
  urlDecode: ([text = '']) => decodeUrl(text),
  md5: ([text = '']) => digests.md5(text),
  sha1: ([text = '']) => digests.sha1(text),
  sha256: ([text = '']) => digests.sha256(text),
  sha512: ([text = '']) => digests.sha512(text),
  versionOrder: ([text = '']) => versionOrder(text),
  replaceRegex: ([text = '', regex = '', by = '']) => replaceRegex(text, regex, by),
  jsonExtract: ([text = '', path = '']) => jsonAt(text, path),
  escapeToAscii: ([text = '']) => escapeToAscii(text),
  fractionText: ([text = '']) => fractionText(Number(text)),
  ipPrefix: ([text = '', bits4, bits6]) => networkOf(text, Number(bits4), Number(bits6)),
};

export function moreTextFunction(name: string): Take | undefined {
  return functions[name as TextFunction];
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/**
 * What is no printable character of ASCII by its number, and what a text of Java escapes, behind two backslashes.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/string-functions/to_ascii
 */
function escapeToAscii(text: string): string {
  return [...text].map(escaped).join('');
}

const short: Readonly<Record<string, string>> = {
  '\n': 'n',
  '\r': 'r',
  '\t': 't',
  '\b': 'b',
  '\f': 'f',
  '\\': '\\\\',
  "'": "'",
  '"': '"',
};

function escaped(character: string): string {
  const sign = short[character];
  if (sign !== undefined) return `\\\\${sign}`;
  const code = character.codePointAt(0) ?? 0;
  if (code >= 32 && code <= 126) return character;
  const [letter, digits] = code <= 0xff ? ['x', 2] : code <= 0xffff ? ['u', 4] : ['U', 8];
  return `\\\\${letter}${code.toString(16).padStart(Number(digits), '0')}`;
}

/**
 * With one digit of a fraction at least, and of great and small numbers with an exponent.
 * https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/Double.html#toString(double)
 */
function fractionText(value: number): string | undefined {
  if (!Number.isFinite(value)) return undefined;
  const size = Math.abs(value);
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  if (size === 0 || (size >= 1e-3 && size < 1e7))
    return sign + (Number.isInteger(size) ? `${size}.0` : String(size));
  const [digits = '', exponent = '0'] = size.toExponential().split('e');
  return `${sign}${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}

/** No value for what is no base64, or no text. */
function decodeBase64(text: string): string | undefined {
  const digits = text.replace(/={1,2}$/, '');
  if (!/^[A-Za-z0-9+/]*$/.test(digits) || digits.length % 4 === 1) return undefined;
  const bytes = Uint8Array.from(atob(digits), character => character.charCodeAt(0));
  return textOfBytes(bytes);
}

function textOfBytes(bytes: Uint8Array): string {
  return new TextDecoder('utf-8').decode(bytes);
}

/** All but letters, digits and - _ . * as the bytes of UTF-8. */
function encodeUrl(text: string): string {
  return [...bytesOf(text)]
    .map(byte => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9\-_.*]/.test(character)
        ? character
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

/** A blank for each +; no value where a % is not followed by two digits. */
function decodeUrl(text: string): string | undefined {
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) return undefined;
  return text
    .replaceAll('+', ' ')
    .replaceAll(/(?:%[0-9A-Fa-f]{2})+/g, run =>
      textOfBytes(Uint8Array.from(run.slice(1).split('%'), pair => Number.parseInt(pair, 16))),
    );
}

function networkOf(text: string, bits4: number, bits6: number): string | undefined {
  const address = parseAddress(text);
  if (address === undefined) return undefined;
  const [width, bits] = text.includes(':') ? [128, bits6] : [32, bits4];
  if (!Number.isInteger(bits) || bits < 0 || bits > width) return undefined;
  const shift = BigInt(width - bits);
  const value = ((addressNumber(address) & ((1n << BigInt(width)) - 1n)) >> shift) << shift;
  return addressText(width === 32 ? { v4: Number(value), v6: undefined } : { v4: undefined, v6: value });
}
