import { startOf } from './time.ts';

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October'],
  ...['November', 'December'],
];

/** A letter run, a quoted text, or anything else. */
const pieces = /([A-Za-z])\1*|'(?:[^']|'')*'|[^A-Za-z']+/g;

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

function literal(piece: string): string {
  if (piece === "''") return "'";
  return piece.startsWith("'") ? piece.slice(1, -1).replaceAll("''", "'") : piece;
}

/** https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/time/format/DateTimeFormatter.html */
function letters(run: string, date: Date): string | undefined {
  const width = run.length;
  const pad = (value: number): string => String(value).padStart(width, '0');
  switch (run.charAt(0)) {
    case 'y':
    case 'u':
      return width === 2 ? String(date.getUTCFullYear() % 100).padStart(2, '0') : pad(date.getUTCFullYear());
    case 'M':
    case 'L': {
      const name = months[date.getUTCMonth()] ?? '';
      return width > 3 ? name : width === 3 ? name.slice(0, 3) : pad(date.getUTCMonth() + 1);
    }
    case 'd':
      return pad(date.getUTCDate());
    case 'E': {
      const name = days[date.getUTCDay()] ?? '';
      return width > 3 ? name : name.slice(0, 3);
    }
    case 'e':
      return pad(date.getUTCDay() + 1);
    case 'H':
      return pad(date.getUTCHours());
    case 'h':
      return pad(date.getUTCHours() % 12 || 12);
    case 'm':
      return pad(date.getUTCMinutes());
    case 's':
      return pad(date.getUTCSeconds());
    case 'S':
      return String(date.getUTCMilliseconds()).padStart(3, '0').padEnd(width, '0').slice(0, width);
    case 'a':
      return date.getUTCHours() < 12 ? 'AM' : 'PM';
    case 'X':
      return 'Z';
    case 'Z':
      return '+0000';
    default:
      return undefined;
  }
}

const fields: Readonly<Record<string, string>> = {
  y: '(\\d{1,9})',
  u: '(\\d{1,9})',
  M: '(\\d{1,2})',
  d: '(\\d{1,2})',
  H: '(\\d{1,2})',
  m: '(\\d{1,2})',
  s: '(\\d{1,2})',
  S: '(\\d{1,9})',
  X: '(Z|[+-]\\d{2}:?\\d{2})',
  Z: '(Z|[+-]\\d{2}:?\\d{2})',
};

/** The instant of a text that is written by a pattern; undefined where it is not, or a letter is not known. */
export function parseFormatted(pattern: string, text: string): number | undefined {
  const order: string[] = [];
  const source: string[] = [];
  for (const [piece] of pattern.matchAll(pieces)) {
    const letter = piece.charAt(0);
    if (!/[A-Za-z]/.test(letter)) source.push(literal(piece).replaceAll(/[\\^$.|?*+()[\]{}]/g, '\\$&'));
    else if (fields[letter] === undefined) return undefined;
    else {
      source.push(fields[letter]);
      order.push(letter);
    }
  }
  const match = text.length > 200 ? null : new RegExp(`^${source.join('')}$`).exec(text);
  return match === null ? undefined : assemble(order, match.slice(1));
}

function assemble(order: readonly string[], found: readonly string[]): number | undefined {
  const at = (letter: string): string | undefined => found[order.indexOf(letter)];
  const number = (letter: string, otherwise: number): number => Number(at(letter) ?? otherwise);
  const year = Number(at('y') ?? at('u') ?? 1970);
  const [month, day] = [number('M', 1), number('d', 1)];
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  const minutes = number('H', 0) * 60 + number('m', 0);
  const fraction = Number(`0.${at('S') ?? 0}`) * 1000;
  const zone = /^([+-])(\d{2}):?(\d{2})$/.exec(at('X') ?? at('Z') ?? '');
  const east = zone === null ? 0 : (zone[1] === '-' ? -1 : 1) * (Number(zone[2]) * 60 + Number(zone[3]));
  return startOf(year, month, day) + (minutes - east) * 60_000 + number('s', 0) * 1000 + fraction;
}
