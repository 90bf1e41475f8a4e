import type { Item } from './values.ts';

/** A number to compare with: whole numbers beyond 2^53 are exact. */
export type Numeric = number | bigint;

const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,4})?$/;
const whole = /^[+-]?\d{16,1000}$/;

/**
 * The number of a text that is a decimal number as a whole (`5`, `-5.0`, `.5`, `1e3`; no blanks, no `0x5`), with
 * the precision of a double; whole numbers of any size are exact. An infinite one is none.
 */
export function parseDecimal(text: string): Numeric | undefined {
  const first = text.charCodeAt(0);
  if (!(first <= 0x39 && first >= 0x2b) || !decimal.test(text)) return undefined;
  if (whole.test(text)) return narrow(BigInt(text.startsWith('+') ? text.slice(1) : text));
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function narrow(value: bigint): Numeric {
  const near = Number(value);
  return Number.isSafeInteger(near) ? near : value;
}

/** A boolean and an object are no number. */
export function numericOf(item: Item): Numeric | undefined {
  return typeof item === 'number' ? item : typeof item === 'string' ? parseDecimal(item) : undefined;
}

export function sameNumber(left: Numeric, right: Numeric): boolean {
  return left >= right && left <= right;
}
