import { startOf } from './time.ts';

export const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
export const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October'],
  ...['November', 'December'],
];

/** A letter run, a quoted text, or anything else. */
export const pieces = /([A-Za-z])\1*|'(?:[^']|'')*'|[^A-Za-z']+/g;

/** A time in UTC by the letters of java.time; undefined where a letter is not known. */
export function formatTime(pattern: string, instant: number): string | undefined {
  const date = new Date(instant);
  const written: string[] = [];
  for (const [piece] of pattern.matchAll(pieces)) {
    const text = /^[A-Za-z]/.test(piece) ? letters(piece, date) : literal(piece);
    if (text === undefined) return undefined;
    written.push(text);
  }
  return written.join('');
}

export function literal(piece: string): string {
  if (piece === "''") return "'";
  return piece.startsWith("'") ? piece.slice(1, -1).replaceAll("''", "'") : piece;
}

/** Whether every letter of a pattern is known. The first day of a week hangs on the version of Elasticsearch, so that `w`, `W` and `Y` are not. */
export function isWritable(pattern: string): boolean {
  return formatTime(pattern, 0) !== undefined;
}

const widest = 19;

type Letter = (date: Date, width: number) => string | undefined;

/** https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/time/format/DateTimeFormatter.html */
const writers: Readonly<Record<string, Letter>> = {
  y: writeYear,
  u: writeYear,
  M: writeMonth,
  L: writeMonth,
  Q: writeQuarter,
  q: writeQuarter,
  d: padded(date => date.getUTCDate()),
  D: padded(dayOfYear),
  F: padded(date => ((date.getUTCDate() - 1) % 7) + 1),
  E: (date, width) => {
    const name = days[date.getUTCDay()] ?? '';
    return width > 4 ? name.slice(0, 1) : width > 3 ? name : name.slice(0, 3);
  },
  e: padded(date => date.getUTCDay() + 1),
  H: padded(date => date.getUTCHours()),
  k: padded(date => date.getUTCHours() || 24),
  h: padded(date => date.getUTCHours() % 12 || 12),
  K: padded(date => date.getUTCHours() % 12),
  m: padded(date => date.getUTCMinutes()),
  s: padded(date => date.getUTCSeconds()),
  A: padded(millisOfDay),
  N: padded(date => millisOfDay(date) * 1e6),
  n: padded(date => date.getUTCMilliseconds() * 1e6),
  S: (date, width) => String(date.getUTCMilliseconds()).padStart(3, '0').padEnd(width, '0').slice(0, width),
  a: date => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
  G: (_, width) => (width > 3 ? undefined : 'AD'),
  X: () => 'Z',
  x: (_, width) => (width === 1 ? '+00' : width % 2 === 0 ? '+0000' : '+00:00'),
  Z: (_, width) => (width < 4 ? '+0000' : width === 4 ? 'GMT' : 'Z'),
  V: (_, width) => (width === 2 ? 'Z' : undefined),
  z: (_, width) => (width < 4 ? 'Z' : undefined),
  O: () => 'GMT',
};

function letters(run: string, date: Date): string | undefined {
  return run.length > widest ? undefined : writers[run.charAt(0)]?.(date, run.length);
}

function padded(part: (date: Date) => number): Letter {
  return (date, width) => String(part(date)).padStart(width, '0');
}

function writeYear(date: Date, width: number): string {
  const year = date.getUTCFullYear();
  return width === 2 ? String(year % 100).padStart(2, '0') : String(year).padStart(width, '0');
}

function writeMonth(date: Date, width: number): string {
  const name = months[date.getUTCMonth()] ?? '';
  if (width > 2) return width > 4 ? name.slice(0, 1) : width > 3 ? name : name.slice(0, 3);
  return String(date.getUTCMonth() + 1).padStart(width, '0');
}

function writeQuarter(date: Date, width: number): string | undefined {
  const quarter = Math.floor(date.getUTCMonth() / 3) + 1;
  return width > 3 ? undefined : width === 3 ? `Q${quarter}` : String(quarter).padStart(width, '0');
}

function dayOfYear(date: Date): number {
  const year = date.getUTCFullYear();
  const day = startOf(year, date.getUTCMonth() + 1, date.getUTCDate());
  return (day - startOf(year, 1, 1)) / 86_400_000 + 1;
}

function millisOfDay(date: Date): number {
  return date.getTime() - startOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}
