import { javaPattern } from '../../java-time.ts';
import { made, whole, word } from './call.ts';
import { literal, type Value } from './value.ts';

/** https://docs.snowflake.com/en/sql-reference/date-time-input-output#about-the-elements-used-in-input-and-output-formats */
const elements: Readonly<Record<string, string>> = {
  ...{ YYYY: 'yyyy', YY: 'yy', MMMM: 'MMMM', MON: 'MMM', MM: 'MM', DD: 'dd', DY: 'EEE' },
  ...{ HH24: 'HH', HH12: 'hh', AM: 'a', PM: 'a', MI: 'mm', SS: 'ss' },
  ...{ FF3: 'SSS', FF6: 'SSSSSS', FF9: 'SSSSSSSSS' },
};

const known = /YYYY|YY|MMMM|MON|MM|DD|DY|HH24|HH12|AM|PM|MI|SS|FF[369]|"[^"]*"|[A-Za-z]+/g;

/** `TO_VARCHAR(time, 'YYYY-MM-DD')`, in whose format texts of letters stand in quotes. */
export function dateFormat([time, format, ...others]: readonly Value[]): Value | undefined {
  const written = word(format);
  if (time?.kind !== 'time' || written === undefined || others.length > 0) return undefined;
  const texts = (written.match(/"[^"]*"/g) ?? []).map((text): [string, string] => [
    text,
    `'${text.slice(1, -1).replaceAll("'", "''")}'`,
  ]);
  const pattern = javaPattern(written, known, { ...elements, ...Object.fromEntries(texts) });
  return pattern === undefined ? undefined : made('dateFormat', [literal(pattern), time.expression], 'text');
}

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** `DECODE(DAYOFWEEKISO(time), 1, 'Monday', …)`. https://docs.snowflake.com/en/sql-reference/functions/decode */
export function dayName([number, ...pairs]: readonly Value[]): Value | undefined {
  const call = number?.expression;
  const [part, time] =
    call?.kind === 'call' && call.function === 'datePart' ? call.arguments : [undefined, undefined];
  const isOfDays =
    pairs.length === 14 &&
    days.every((day, at) => whole(pairs[2 * at]) === at + 1 && word(pairs[2 * at + 1]) === day);
  if (part?.kind !== 'literal' || part.value !== 'day_of_week' || time === undefined || !isOfDays)
    return undefined;
  return made('dateFormat', [literal('EEEE'), time], 'text');
}
