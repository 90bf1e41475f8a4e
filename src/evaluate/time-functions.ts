import type { FunctionName } from '../ir/index.ts';
import { parseTime, startOf } from './time.ts';
import type { Item } from './values.ts';

type DatePart = Extract<FunctionName, 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year'>;

/** Parts of a time in UTC: day of the month from 1, month from 1, ISO week (that of its Thursday). */
const dateParts: Readonly<Record<DatePart, (date: Date) => number>> = {
  minute: date => date.getUTCMinutes(),
  hour: date => date.getUTCHours(),
  day: date => date.getUTCDate(),
  week: isoWeek,
  month: date => date.getUTCMonth() + 1,
  year: date => date.getUTCFullYear(),
};

export function isDatePart(name: FunctionName): name is DatePart {
  return name in dateParts;
}

/** No value where the operand is no time. */
export function datePart(part: DatePart, item: Item): number | undefined {
  const instant = parseTime(item);
  return instant === undefined ? undefined : dateParts[part](new Date(instant));
}

function isoWeek(date: Date): number {
  const day = startOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
  const thursday = day + (3 - ((date.getUTCDay() + 6) % 7)) * 86_400_000;
  const year = new Date(thursday).getUTCFullYear();
  return 1 + Math.floor((thursday - startOf(year, 1, 1)) / 604_800_000);
}
