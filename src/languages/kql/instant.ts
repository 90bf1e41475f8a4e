/**
 * Dates of Elasticsearch: `2025-03-04`, `2025-03-04T10:15Z`, `now-5m/d`, `2025-03-04||+1M/d`.
 * https://www.elastic.co/docs/reference/elasticsearch/rest-apis/common-options#date-math
 */
const mathTail = String.raw`(?:[+-]\d+[yMwdhHms]|/[yMwdhHms])*`;
const date = String.raw`\d{4}-\d{2}(?:-\d{2}(?:T\d{2}(?::\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)?(?:Z|[+-]\d{2}:?\d{2})?)?)?`;
const instant = new RegExp(String.raw`^(?:now${mathTail}|${date}(?:\|\|${mathTail})?)$`);
const open = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2})(?::(\d{2})(?::(\d{2}))?)?)?$/;

export function isInstant(text: string): boolean {
  return instant.test(text);
}

/**
 * A date that leaves out the time of day, or its end, as an instant: the first that it stands for, or the last. In a
 * range Elasticsearch takes the last one for `>` and `<=`, so `<= 2025-03-04` holds all of that day. Others are kept.
 */
export function boundary(text: string, side: 'first' | 'last'): string {
  const found = open.exec(text);
  if (found === null) return text;
  const [, day, hour, minute, second] = found;
  return side === 'first'
    ? `${day}T${hour ?? '00'}:${minute ?? '00'}:${second ?? '00'}.000Z`
    : `${day}T${hour ?? '23'}:${minute ?? '59'}:${second ?? '59'}.999Z`;
}
