import { days, literal, months, pieces } from './date-format.ts';
import { startOf } from './time.ts';

type Source = (width: number) => string | undefined;

/** So many digits as there are letters; of one letter one or two. */
const digits: Source = width => (width === 1 ? '(\\d{1,2})' : width === 2 ? '(\\d{2})' : undefined);
const year: Source = width => (width === 2 ? '(\\d{2})' : width <= 4 ? `(\\d{${width},9})` : undefined);
const names = (all: readonly string[]): Source => {
  const short = all.map(name => name.slice(0, 3));
  return width => (width === 3 ? `(${short.join('|')})` : width === 4 ? `(${all.join('|')})` : undefined);
};
const ofMonths = names(months);
const zone: Source = () => '(Z|[+-]\\d{2}:?\\d{2})';

/** https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/time/format/DateTimeFormatter.html */
const sources: Readonly<Record<string, Source>> = {
  y: year,
  u: year,
  M: width => digits(width) ?? ofMonths(width),
  d: digits,
  D: width => (width === 3 ? '(\\d{3})' : undefined),
  E: width => names(days)(Math.max(3, width)),
  H: digits,
  h: digits,
  a: () => '(AM|PM)',
  m: digits,
  s: digits,
  S: width => (width <= 9 ? `(\\d{${width}})` : undefined),
  X: zone,
  Z: zone,
};

/** The regex of what a pattern reads, and its letters in order; undefined where a letter is not known. */
function readerOf(
  pattern: string,
): { readonly regex: RegExp; readonly order: readonly string[] } | undefined {
  const order: string[] = [];
  const source: string[] = [];
  for (const [piece] of pattern.matchAll(pieces)) {
    const letter = piece.charAt(0);
    const part = /[A-Za-z]/.test(letter) ? sources[letter]?.(piece.length) : escaped(literal(piece));
    if (part === undefined) return undefined;
    source.push(part);
    if (/[A-Za-z]/.test(letter)) order.push(letter + (piece.length === 2 ? '2' : ''));
  }
  return { regex: new RegExp(`^${source.join('')}$`), order };
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}

/** Whether every letter of a pattern is known where a text is read by it. */
export function isReadable(pattern: string): boolean {
  return readerOf(pattern) !== undefined;
}

/** The instant of a text that is written by a pattern; undefined where it is not, or a letter is not known. */
export function parseFormatted(pattern: string, text: string): number | undefined {
  const reader = readerOf(pattern);
  const match = reader === undefined || text.length > 200 ? null : reader.regex.exec(text);
  return match === null || reader === undefined ? undefined : assemble(reader.order, match.slice(1));
}

function assemble(order: readonly string[], found: readonly string[]): number | undefined {
  const at = (letter: string): string | undefined =>
    found[order.findIndex(each => each === letter || each === `${letter}2`)];
  const number = (letter: string, otherwise: number): number => Number(at(letter) ?? otherwise);
  const day = dayOf(yearIn(order, at), at);
  const [minute, second, hour] = [number('m', 0), number('s', 0), hourIn(at)];
  if (day === undefined || hour === undefined || minute > 59 || second > 59) return undefined;
  const fraction = Number(`0.${at('S') ?? 0}`) * 1000;
  const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(at('X') ?? at('Z') ?? '');
  const east =
    offset === null ? 0 : (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3]));
  return day + (hour * 60 + minute - east) * 60_000 + second * 1000 + fraction;
}

type At = (letter: string) => string | undefined;

/** Of two digits a year from 2000 on. */
function yearIn(order: readonly string[], at: At): number {
  const written = Number(at('y') ?? at('u') ?? 1970);
  return order.includes('y2') || order.includes('u2') ? 2000 + written : written;
}

/** The start of a day that there is. */
function dayOf(year: number, at: At): number | undefined {
  const [ofYear, named] = [at('D'), at('M')];
  if (ofYear !== undefined) return Number(ofYear) > 366 ? undefined : startOf(year, 1, Number(ofYear));
  const name = months.findIndex(
    each => named !== undefined && /^[A-Z]/.test(named) && each.startsWith(named),
  );
  const month = name >= 0 ? name + 1 : Number(named ?? 1);
  const day = Number(at('d') ?? 1);
  const start = startOf(year, month, day);
  const date = new Date(start);
  return date.getUTCMonth() + 1 === month && date.getUTCDate() === day ? start : undefined;
}

function hourIn(at: At): number | undefined {
  const half = at('a');
  const hour = Number(half === undefined ? (at('H') ?? 0) : (at('h') ?? 12));
  if (half === undefined) return hour > 23 ? undefined : hour;
  return hour < 1 || hour > 12 ? undefined : (hour % 12) + (half === 'PM' ? 12 : 0);
}
