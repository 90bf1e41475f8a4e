/**
 * Dates of Elasticsearch: `2025-03-04`, `2025-03-04T10:15Z`, `now-5m/d`, `2025-03-04||+1M/d`.
 * https://www.elastic.co/docs/reference/elasticsearch/rest-apis/common-options#date-math
 */
const mathTail = String.raw`(?:[+-]\d+[yMwdhHms]|/[yMwdhHms])*`;
const date = String.raw`\d{4}-\d{2}(?:-\d{2}(?:T\d{2}(?::\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)?(?:Z|[+-]\d{2}:?\d{2})?)?)?`;
const instant = new RegExp(String.raw`^(?:now${mathTail}|${date}(?:\|\|${mathTail})?)$`);

export function isInstant(text: string): boolean {
  return text.length <= 100 && instant.test(text);
}

/**
 * The bound of `>` or `<=` for a date that leaves out the time of day, or its end: Elasticsearch takes the last instant
 * that it may stand for, so that `<= 2025-03-04` holds all of that day (a month without a day: its first day). Said as
 * date mathematics, which the IR's times know. Others are kept: those with a fraction of a second leave nothing out.
 * https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-range-query#missing-date-components
 */
export function lastOf(text: string): string {
  const [, day, time, zone] =
    /^(\d{4}-\d{2}(?:-\d{2})?)(?:(T\d{2}(?::\d{2}){0,2})(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text) ?? [];
  if (day === undefined) return text;
  if (time === undefined) return `${day.length === 7 ? `${day}-01` : day}||/d`;
  if (zone === undefined) return `${text}||/${time.length === 3 ? 'h' : time.length === 6 ? 'm' : 's'}`;
  const first = Date.parse(`${day}${`${time}:00:00`.slice(0, 9)}${zone.replace(/(\d\d)(\d\d)$/, '$1:$2')}`);
  const open = time.length === 3 ? 3_600_000 : time.length === 6 ? 60_000 : 1000;
  return Number.isNaN(first) ? text : new Date(first + open - 1).toISOString();
}

/**
 * What dates take beside such texts: a year, which is its first month to a bound, and milliseconds since 1970, unless their mapping says
 * other forms. https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/date
 */
export function instantOfNumber(text: string): string | undefined {
  if (/^\d{4}$/.test(text)) return `${text}-01`;
  const time = /^-?\d{5,}$/.test(text) ? new Date(Number(text)) : undefined;
  return time === undefined || Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
