import type { Compares, Value } from '../../../src/ir/index.ts';
import { sqlString } from './literal.ts';

const units: Readonly<Record<string, string>> = {
  y: 'year',
  M: 'month',
  w: 'week',
  d: 'day',
  h: 'hour',
  H: 'hour',
  m: 'minute',
  s: 'second',
};

/** When the query runs, in UTC as the times of the events are. */
export const now = 'p_current_timestamp()';

/** A time literal: `now-5m` is reckoned from when the query runs; undefined for mathematics that round. */
export function sqlInstant(value: Value, { operator }: Pick<Compares, 'operator'>): string | undefined {
  if (typeof value === 'boolean') return undefined;
  if (typeof value === 'number') return `TO_TIMESTAMP_NTZ(${sqlString(String(value))})`;
  if (!value.startsWith('now')) return isInstant(value) ? `TO_TIMESTAMP_NTZ(${sqlString(value)})` : undefined;
  if (operator === 'eq' || !/^now(?:[+-]\d+[yMwdhHms]|\/[yMwdhHms])*$/.test(value)) return undefined;
  // A rounded unit is compared by its first instant in these alone.
  if (value.includes('/') && operator !== 'gte' && operator !== 'lt') return undefined;
  return [...value.matchAll(/([+-])(\d+)([yMwdhHms])|\/([yMwdhHms])/g)].reduce(
    (text, [, sign, count, unit = 's', rounded]) =>
      rounded === undefined
        ? `DATEADD('${units[unit]}', ${sign === '-' ? '-' : ''}${count}, ${text})`
        : `DATE_TRUNC('${units[rounded]}', ${text})`,
    now,
  );
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?)?$/.test(text);
}
