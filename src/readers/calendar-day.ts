/** Whether a date as in 2026-11-23 is one of the calendar: what there is no day of is none in any product. */
export function isCalendarDay(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}
