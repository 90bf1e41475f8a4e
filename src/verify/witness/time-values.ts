import type { Expression, FunctionName } from '../../ir/index.ts';

const day = 86_400_000;
/** The first day of the first ISO week of 2026. */
const firstMonday = Date.UTC(2025, 11, 29);

/** A moment of which a part is a number; the other parts are those of an ordinary one. */
const moments: Readonly<Partial<Record<FunctionName, (part: number) => number>>> = {
  minute: part => Date.UTC(2026, 2, 4, 10, part),
  hour: part => Date.UTC(2026, 2, 4, part, 30),
  day: part => Date.UTC(2026, 2, part, 10, 30),
  week: part => firstMonday + (part - 1) * 7 * day + 2 * day,
  month: part => Date.UTC(2026, part - 1, 4, 10, 30),
  year: part => Date.UTC(part, 2, 4, 10, 30),
};

/** Times as texts, of which a part of a date is one of some numbers; none where the subject is no part of a date. */
export function timesWithPart(subject: Expression, numbers: readonly number[]): readonly string[] {
  const momentOf = subject.kind === 'call' ? moments[subject.function] : undefined;
  if (momentOf === undefined) return [];
  return numbers.flatMap(number => {
    const date = new Date(momentOf(number));
    const year = Number.isNaN(date.getTime()) ? Number.NaN : date.getUTCFullYear();
    return year >= 1970 && year <= 9999 ? [date.toISOString().replace('.000', '')] : [];
  });
}

export function isDatePart(subject: Expression): boolean {
  return subject.kind === 'call' && moments[subject.function] !== undefined;
}

/** A minute before and after a time that is written out, and the time itself. */
export function timesAround(text: string): readonly string[] {
  const time = Date.parse(text);
  if (Number.isNaN(time)) return [];
  return [time - 60_000, time + 60_000, time].map(each => new Date(each).toISOString());
}
