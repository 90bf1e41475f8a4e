import type { Value } from '../../src/ir/index.ts';

/**
 * A time as a full instant, since Elasticsearch rounds a date without a time of day to the day's end in some ranges;
 * undefined when it is none. Date mathematics (`now-5m`) stay as they are; numbers are milliseconds since the epoch.
 * https://www.elastic.co/docs/reference/elasticsearch/rest-apis/common-options#date-math
 */
export function instantOf(value: Value): string | undefined {
  if (typeof value === 'boolean') return undefined;
  if (typeof value === 'string' && /^now(?:[+-]\d+[yMwdhHms])*(?:\/[yMwdhHms])?$/.test(value)) return value;
  const time = typeof value === 'number' ? value : Date.parse(/T.*\d$/.test(value) ? asUtc(value) : value);
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : undefined;
}

/** A time of day without a zone is UTC to Elasticsearch, and local time to JavaScript. */
function asUtc(value: string): string {
  return /[+-]\d{2}:?\d{2}$/.test(value) ? value : `${value}Z`;
}
