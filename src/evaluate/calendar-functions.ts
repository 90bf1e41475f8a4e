import { formatTime } from './date-format.ts';
import { parseFormatted } from './date-parse.ts';
import { numericOf } from './decimal.ts';
import { parseTime, startOf } from './time.ts';
import { type Item, type Scalar, textOf } from './values.ts';

const fixed: Readonly<Record<string, number>> = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};
const months: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };
/** The epoch was a Thursday; weeks begin on Monday. */
const mondayOffset = 3 * 86_400_000;

type Take = (items: readonly (Item | undefined)[]) => Scalar | undefined;

const functions: Readonly<Record<string, Take>> = {
  dateAdd: ([time, amount, unit]) => written(moved(instantOf(time), countOf(amount), wordOf(unit))),
  dateDifference: ([unit, from, to]) => difference(wordOf(unit), instantOf(from), instantOf(to)),
  dateTruncate: ([time, amount, unit]) => written(truncated(instantOf(time), countOf(amount), wordOf(unit))),
  datePart: ([part, time]) => partOf(wordOf(part), instantOf(time)),
  dayName: ([time]) => formatOf('EEEE', time),
  monthName: ([time]) => formatOf('MMMM', time),
  dateFormat: ([pattern, time]) => formatOf(wordOf(pattern) ?? '', time),
  dateParse: ([pattern, text]) => written(parseFormatted(wordOf(pattern) ?? '', wordOf(text) ?? '')),
};

/** A function of times, by the name that the IR has for it; undefined when it is none. */
export function calendarFunction(name: string): Take | undefined {
  return functions[name];
}

function instantOf(item: Item | undefined): number | undefined {
  return item === undefined ? undefined : parseTime(item);
}

function countOf(item: Item | undefined): number | undefined {
  const value = item === undefined ? undefined : numericOf(item);
  return value === undefined ? undefined : Number(value);
}

function wordOf(item: Item | undefined): string | undefined {
  return item === undefined ? undefined : textOf(item);
}

function written(instant: number | undefined): string | undefined {
  return instant === undefined || !(Math.abs(instant) <= 8.64e15)
    ? undefined
    : new Date(instant).toISOString();
}

function formatOf(pattern: string, time: Item | undefined): string | undefined {
  const instant = instantOf(time);
  return instant === undefined ? undefined : formatTime(pattern, instant);
}

function moved(
  instant: number | undefined,
  amount: number | undefined,
  unit: string | undefined,
): number | undefined {
  if (instant === undefined || amount === undefined || unit === undefined) return undefined;
  const length = fixed[unit];
  if (length !== undefined) return instant + amount * length;
  const step = months[unit];
  return step === undefined ? undefined : addMonths(instant, amount * step);
}

/** The day is kept where the month has it, else the month's last is taken. */
function addMonths(instant: number, count: number): number {
  const date = new Date(instant);
  const first = startOf(date.getUTCFullYear(), date.getUTCMonth() + 1 + count, 1);
  const target = new Date(first);
  const days = (startOf(target.getUTCFullYear(), target.getUTCMonth() + 2, 1) - first) / 86_400_000;
  const dayStart = startOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
  return first + (Math.min(date.getUTCDate(), days) - 1) * 86_400_000 + (instant - dayStart);
}

/** Whole units from one time to another, negative when it lies before. */
function difference(
  unit: string | undefined,
  from: number | undefined,
  to: number | undefined,
): number | undefined {
  if (unit === undefined || from === undefined || to === undefined) return undefined;
  const length = fixed[unit];
  if (length !== undefined) return zero(Math.trunc((to - from) / length));
  const step = months[unit];
  return step === undefined ? undefined : zero(Math.trunc(wholeMonths(from, to) / step));
}

function zero(value: number): number {
  return value === 0 ? 0 : value;
}

function wholeMonths(from: number, to: number): number {
  const [start, end] = [new Date(from), new Date(to)];
  const months =
    (end.getUTCFullYear() - start.getUTCFullYear()) * 12 + end.getUTCMonth() - start.getUTCMonth();
  if (to >= from) return addMonths(from, months) > to ? months - 1 : months;
  return addMonths(from, months) < to ? months + 1 : months;
}

/** Multiples of a span since the epoch, of months since January of the year 1. */
function truncated(
  instant: number | undefined,
  amount: number | undefined,
  unit: string | undefined,
): number | undefined {
  if (instant === undefined || amount === undefined || unit === undefined || !(amount >= 1)) return undefined;
  const length = fixed[unit];
  if (length !== undefined) {
    const offset = unit === 'week' ? mondayOffset : 0;
    const span = amount * length;
    return Math.floor((instant + offset) / span) * span - offset;
  }
  const step = months[unit];
  if (step === undefined) return undefined;
  const date = new Date(instant);
  const count = (date.getUTCFullYear() - 1) * 12 + date.getUTCMonth();
  const start = Math.floor(count / (step * amount)) * step * amount;
  return startOf(1 + Math.floor(start / 12), 1 + (start % 12), 1);
}

/** Fields of java.time: https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/time/temporal/ChronoField.html */
const parts: Readonly<Record<string, (date: Date, day: number) => number>> = {
  day_of_week: date => ((date.getUTCDay() + 6) % 7) + 1,
  day_of_year: (date, day) => (day - startOf(date.getUTCFullYear(), 1, 1)) / 86_400_000 + 1,
  epoch_day: (_, day) => day / 86_400_000,
  instant_seconds: date => Math.floor(date.getTime() / 1000),
  milli_of_second: date => date.getUTCMilliseconds(),
  micro_of_second: date => date.getUTCMilliseconds() * 1e3,
  nano_of_second: date => date.getUTCMilliseconds() * 1e6,
  milli_of_day: (date, day) => date.getTime() - day,
  micro_of_day: (date, day) => (date.getTime() - day) * 1e3,
  nano_of_day: (date, day) => (date.getTime() - day) * 1e6,
  second_of_minute: date => date.getUTCSeconds(),
  second_of_day: (date, day) => Math.floor((date.getTime() - day) / 1000),
  minute_of_day: (date, day) => Math.floor((date.getTime() - day) / 60_000),
  hour_of_ampm: date => date.getUTCHours() % 12,
  ampm_of_day: date => (date.getUTCHours() < 12 ? 0 : 1),
  clock_hour_of_day: date => date.getUTCHours() || 24,
  clock_hour_of_ampm: date => date.getUTCHours() % 12 || 12,
  proleptic_month: date => date.getUTCFullYear() * 12 + date.getUTCMonth(),
  year_of_era: date => date.getUTCFullYear(),
  era: () => 1,
  aligned_week_of_year: (date, day) =>
    Math.floor((day - startOf(date.getUTCFullYear(), 1, 1)) / 604_800_000) + 1,
  aligned_week_of_month: date => Math.floor((date.getUTCDate() - 1) / 7) + 1,
  aligned_day_of_week_in_month: date => ((date.getUTCDate() - 1) % 7) + 1,
  aligned_day_of_week_in_year: (date, day) =>
    (((day - startOf(date.getUTCFullYear(), 1, 1)) / 86_400_000) % 7) + 1,
};

function partOf(part: string | undefined, instant: number | undefined): number | undefined {
  const take = part === undefined ? undefined : parts[part];
  if (take === undefined || instant === undefined) return undefined;
  const date = new Date(instant);
  return take(date, startOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()));
}
