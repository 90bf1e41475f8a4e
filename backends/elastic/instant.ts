import type { Compares, Value } from '../../src/ir/index.ts';

type Operator = Compares['operator'];

/**
 * A time as a full instant, since Elasticsearch rounds a date without a time of day to the day's end in some ranges;
 * undefined when it is none. Date mathematics from now (`now-5m`) stay as they are, a rounded date (`2025-03-04||/d`)
 * becomes the end of it that the comparison means; numbers are milliseconds since the epoch.
 * https://www.elastic.co/docs/reference/elasticsearch/rest-apis/common-options#date-math
 */
export function instantOf(value: Value, operator: Operator = 'gte'): string | undefined {
  if (typeof value === 'boolean') return undefined;
  if (typeof value === 'number') return written(value);
  if (/^now(?:[+-]\d+[yMwdhHms]|\/[yMwdhHms])*$/.test(value)) return value;
  const [, date = value, unit] = /^(.+)\|\|\/([yMwdhHms])$/.exec(value) ?? [];
  const time = Date.parse(asUtc(withMinutes(date)));
  if (unit === undefined || Number.isNaN(time)) return written(time);
  const start = startOf(time, unit as Unit);
  const isLast = operator === 'gt' || operator === 'lte';
  return written(isLast ? startOf(start + spans[unit as Unit], unit as Unit) - 1 : start);
}

function written(time: number): string | undefined {
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : undefined;
}

/** A time of day without a zone is UTC to Elasticsearch, and local time to JavaScript. */
function asUtc(date: string): string {
  return /T.*\d$/.test(date) && !/[+-]\d{2}:?\d{2}$/.test(date) ? `${date}Z` : date;
}

/** JavaScript knows no time of day that is an hour alone. */
function withMinutes(date: string): string {
  return date.replace(/T\d{2}(?=Z|[+-]|$)/, '$&:00');
}

const second = 1000;
const day = 86_400 * second;

/** Of each unit a length that leads from its start into the next one, in milliseconds. */
const spans = {
  ...{ y: 366 * day, M: 31 * day, w: 7 * day, d: day },
  ...{ h: 3600 * second, H: 3600 * second, m: 60 * second, s: second },
} as const;

type Unit = keyof typeof spans;

/** The start in UTC of the unit that an instant lies in. */
function startOf(time: number, unit: Unit): number {
  const date = new Date(time);
  if (unit === 'y') return Date.UTC(date.getUTCFullYear(), 0);
  if (unit === 'M') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
  const span = spans[unit];
  // Weeks begin on Monday, and the epoch was a Thursday.
  const offset = unit === 'w' ? 3 * day : 0;
  return Math.floor((time + offset) / span) * span - offset;
}
