import type { ValueType } from '../ir/index.ts';
import { numericOf } from './decimal.ts';
import { addressOf, addressText } from './ip-address.ts';
import { parseTime } from './time.ts';
import { type Item, isScalar, type Scalar, textOf } from './values.ts';

/**
 * A value as another type; undefined where it has no such form. A whole number beyond 2^53 stays text, so as to be
 * exact. A boolean is "true" or "false", in any case. An address is written in one way, a time as ISO 8601 in UTC, to the
 * millisecond.
 */
export function coerce(item: Item, to: ValueType, base: number | undefined): Scalar | undefined {
  switch (to) {
    case 'string':
      return textOf(item);
    case 'number':
      return base === undefined || base === 10 ? toNumber(item) : fromBase(item, base);
    case 'boolean':
      return toBoolean(item);
    case 'ip': {
      const address = addressOf(item);
      return address && addressText(address);
    }
    case 'time': {
      const instant = parseTime(item);
      return instant === undefined ? undefined : new Date(instant).toISOString();
    }
    case 'unknown':
      return isScalar(item) ? item : undefined;
  }
}

function toNumber(item: Item): Scalar | undefined {
  const value = numericOf(item);
  return typeof value === 'bigint' ? value.toString() : value;
}

/** `0x` may stand before a number of base 16. */
function fromBase(item: Item, base: number): number | undefined {
  const text = textOf(item)?.toLowerCase();
  if (text === undefined || base < 2 || base > 36) return undefined;
  const digits = base === 16 ? text.replace(/^([+-]?)0x/, '$1') : text;
  const match = /^[+-]?([0-9a-z]{1,256})$/.exec(digits);
  if (match?.[1] === undefined) return undefined;
  for (const digit of match[1]) if (Number.parseInt(digit, 36) >= base) return undefined;
  const value = Number.parseInt(digits, base);
  return Number.isFinite(value) ? value : undefined;
}

function toBoolean(item: Item): boolean | undefined {
  const text = typeof item === 'number' ? undefined : textOf(item)?.toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : undefined;
}
