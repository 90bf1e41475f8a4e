import { parseDecimal } from './decimal.ts';
import type { Item } from './values.ts';

/** Epoch milliseconds, with a fraction where the source is finer. */
export type Instant = number;

const iso =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[Tt ](\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)?)?(?: ?(Z|z|UTC|[+-]\d\d(?::?\d\d)?))?)?)?)?$/;

/**
 * The instant of a value: ISO 8601 as a whole or cut short (`2025`, `2025-03`, `2025-03-04`: their first instant), with `T` or a
 * blank before the time as Windows and Sysmon write (`2020-06-10 02:50:54.631`), UTC where no zone is said; or a number since
 * the epoch, whose unit its size tells: seconds below 1e11 (the year 5138), then milliseconds, microseconds from 1e14,
 * nanoseconds from 1e17. Four digits are a year in a text, seconds as a number.
 */
export function parseTime(item: Item): Instant | undefined {
  if (typeof item === 'number') return fromEpoch(item);
  if (typeof item !== 'string' || item.length > 64) return undefined;
  const match = iso.exec(item);
  if (match !== null) return fromParts(match);
  const number = parseDecimal(item);
  return number === undefined ? undefined : fromEpoch(Number(number));
}

function fromEpoch(value: number): Instant | undefined {
  const size = Math.abs(value);
  const unit = size < 1e11 ? 1e3 : size < 1e14 ? 1 : size < 1e17 ? 1e-3 : 1e-6;
  const instant = value * unit;
  return Math.abs(instant) <= 8.64e15 ? instant : undefined;
}

function fromParts(match: RegExpExecArray): Instant | undefined {
  const year = Number(match[1]);
  const month = Number(match[2] ?? 1);
  const day = Number(match[3] ?? 1);
  const hour = Number(match[4] ?? 0);
  const minute = Number(match[5] ?? 0);
  const second = Number(match[6] ?? 0);
  if (month < 1 || month > 12 || hour > 24 || minute > 59 || second > 60) return undefined;
  if (day < 1 || (day > 28 && day > daysOf(year, month))) return undefined;
  const fraction = match[7] === undefined ? 0 : Number(`0.${match[7]}`) * 1000;
  return startOf(year, month, day) + ((hour * 60 + minute) * 60 + second) * 1000 + fraction - zone(match[8]);
}

function daysOf(year: number, month: number): number {
  return (startOf(year, month + 1, 1) - startOf(year, month, 1)) / 86_400_000;
}

/** The first instant of a day in UTC; months and days may overflow. */
export function startOf(year: number, month: number, day: number): Instant {
  return new Date(0).setUTCFullYear(year, month - 1, day);
}

/** Milliseconds east of UTC. */
function zone(text: string | undefined): number {
  if (text === undefined || text === 'Z') return 0;
  const match = /^([+-])(\d\d):?(\d\d)?$/.exec(text);
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return (match[1] === '-' ? -1 : 1) * minutes * 60_000;
}
