import { type Instant, parseTime, startOf } from './time.ts';

/** Which end of a rounded unit is meant. */
export type Rounding = 'first' | 'last';

const steps = /[+-]\d{1,9}[yMwdhHms]|\/[yMwdhHms]/y;

/**
 * A time that a rule writes: a date, or Elastic's date maths (`now-5m/d`, `2025-03-04||+1M/M`), steps from left to right.
 * Rounding (`/d`) gives the first instant of the unit, or its last millisecond
 * (https://www.elastic.co/docs/reference/elasticsearch/rest-apis/common-options#date-math). A plain date is its first
 * instant; a language that takes it for the whole day writes `2025-03-04||/d`. Undefined when it is no time.
 */
export function compileTime(text: string, rounding: Rounding, now: () => number): () => Instant | undefined {
  const math = splitDateMath(text);
  if (math === undefined) {
    const instant = parseTime(text);
    return () => instant;
  }
  const anchor = math.anchor === 'now' ? now : () => parseTime(math.anchor);
  return () => math.steps.reduce((instant, step) => apply(instant, step, rounding), anchor());
}

function splitDateMath(text: string): { anchor: string; steps: readonly string[] } | undefined {
  const bar = text.indexOf('||');
  const anchor = text.startsWith('now') ? 'now' : bar > 0 ? text.slice(0, bar) : undefined;
  if (anchor === undefined) return undefined;
  const rest = text.slice(anchor === 'now' ? 3 : bar + 2);
  const found = rest.match(new RegExp(steps.source, 'g')) ?? [];
  return found.join('') === rest ? { anchor, steps: found } : undefined;
}

function apply(instant: Instant | undefined, step: string, rounding: Rounding): Instant | undefined {
  if (instant === undefined) return undefined;
  const unit = step.at(-1) ?? '';
  if (!step.startsWith('/')) return finite(shift(instant, Number(step.slice(0, -1)), unit));
  const start = floor(instant, unit);
  return finite(rounding === 'first' ? start : shift(start, 1, unit) - 1);
}

function finite(instant: Instant): Instant | undefined {
  return Math.abs(instant) <= 8.64e15 ? instant : undefined;
}

const lengths: Readonly<Record<string, number>> = {
  w: 604_800_000,
  d: 86_400_000,
  h: 3_600_000,
  H: 3_600_000,
  m: 60_000,
  s: 1000,
};

/** Months keep the day where there is one, else take the month's last (31 January and a month: 28 February). */
function shift(instant: Instant, count: number, unit: string): Instant {
  const length = lengths[unit];
  if (length !== undefined) return instant + count * length;
  const date = new Date(instant);
  const months = date.getUTCFullYear() * 12 + date.getUTCMonth() + count * (unit === 'y' ? 12 : 1);
  const year = Math.floor(months / 12);
  const month = months - year * 12 + 1;
  const lastDay = new Date(startOf(year, month + 1, 0)).getUTCDate();
  const day = Math.min(date.getUTCDate(), lastDay);
  return startOf(year, month, day) + (instant - floor(instant, 'd'));
}

function floor(instant: Instant, unit: string): Instant {
  const date = new Date(instant);
  if (unit === 'y') return startOf(date.getUTCFullYear(), 1, 1);
  if (unit === 'M') return startOf(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
  if (unit === 'w') {
    const day = floor(instant, 'd');
    return day - ((date.getUTCDay() + 6) % 7) * 86_400_000;
  }
  const length = lengths[unit] ?? 1;
  return Math.floor(instant / length) * length;
}
