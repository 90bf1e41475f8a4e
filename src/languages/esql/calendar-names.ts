import { type Call, type Expression, equals, haveOneValue } from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';
import { constantTruth, leafTruth, type Truth } from './truth.ts';

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'],
  ...['October', 'November', 'December'],
];

/** A number, and what a text is of it: undefined where it is written for none. */
interface Numbered {
  readonly number: Expression;
  readonly numberOf: (text: string) => number | undefined;
}

/**
 * Whether the name of a day or of a month, or a part of a date as DATE_FORMAT writes it, is one of some values, as the number that other
 * languages have for it. Undefined for other values.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/date-time-functions/day_name
 */
export function calendarNameIsOneOf(
  value: Expression,
  wanted: readonly unknown[],
  origin: readonly Span[],
): Truth | undefined {
  const known = namesIn(value) ?? numberIn(value);
  if (known === undefined) return undefined;
  const { number, numberOf } = known;
  const found = wanted.flatMap(each => (typeof each === 'string' ? (numberOf(each) ?? []) : []));
  const numbers = [...new Set(found)].sort((one, other) => one - other);
  if (numbers.length > 0)
    return leafTruth(equals(number, numbers, { quantifier: 'single', origin }), [number]);
  const [there] = haveOneValue([number]);
  return there && { yes: constantTruth(false, origin).yes, no: there };
}

/** The number of which DATE_FORMAT writes the digits alone. */
export function numberInDate(value: Expression): Expression | undefined {
  return numberIn(value)?.number;
}

function namesIn(value: Expression): Numbered | undefined {
  if (value.kind !== 'call') return undefined;
  const [first, second] = value.arguments;
  if (first === undefined) return undefined;
  if (value.function === 'dayName') return { number: day(value, first), numberOf: placeIn(days) };
  if (value.function === 'monthName')
    return { number: part('month', value, first), numberOf: placeIn(months) };
  if (value.function !== 'dateFormat' || first.kind !== 'literal' || second === undefined) return undefined;
  switch (first.value) {
    case 'EEEE':
      return { number: day(value, second), numberOf: placeIn(days) };
    case 'E':
    case 'EE':
    case 'EEE':
      return { number: day(value, second), numberOf: placeIn(days.map(firstLetters)) };
    case 'MMMM':
      return { number: part('month', value, second), numberOf: placeIn(months) };
    case 'MMM':
      return { number: part('month', value, second), numberOf: placeIn(months.map(firstLetters)) };
    default:
      return undefined;
  }
}

/** By the letters of java.time, which are repeated for as many digits. */
const partsByLetter: Readonly<Record<string, 'minute' | 'hour' | 'day' | 'month' | 'year'>> = {
  m: 'minute',
  H: 'hour',
  d: 'day',
  M: 'month',
  y: 'year',
  u: 'year',
};

function numberIn(value: Expression): Numbered | undefined {
  if (value.kind !== 'call' || value.function !== 'dateFormat') return undefined;
  const [pattern, time] = value.arguments;
  const letters = pattern?.kind === 'literal' ? String(pattern.value) : '';
  const name = /^(?:([mHdM])\1?|yyyy|uuuu)$/.test(letters) ? partsByLetter[letters.charAt(0)] : undefined;
  if (name === undefined || time === undefined) return undefined;
  const isWritten = (text: string) =>
    /^\d{1,4}$/.test(text) && text === String(Number(text)).padStart(letters.length, '0');
  return {
    number: part(name, value, time),
    numberOf: text => (isWritten(text) ? Number(text) : undefined),
  };
}

function day(call: Call, time: Expression): Expression {
  const name: Expression = { kind: 'literal', value: 'day_of_week', origin: call.origin };
  return { ...call, function: 'datePart', arguments: [name, time] };
}

function part(name: Call['function'], call: Call, time: Expression): Expression {
  return { ...call, function: name, arguments: [time] };
}

function placeIn(names: readonly string[]): Numbered['numberOf'] {
  return text => (names.includes(text) ? names.indexOf(text) + 1 : undefined);
}

function firstLetters(name: string): string {
  return name.slice(0, 3);
}
