import { type Expression, equals, haveOneValue } from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';
import { constantTruth, leafTruth, type Truth } from './truth.ts';

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'],
  ...['October', 'November', 'December'],
];

/**
 * Whether the name of a day or of a month is one of some values, as the number that other languages have for it. Undefined for other
 * values. https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/date-time-functions/day_name
 */
export function calendarNameIsOneOf(
  value: Expression,
  wanted: readonly unknown[],
  origin: readonly Span[],
): Truth | undefined {
  const known = namesIn(value);
  if (known === undefined) return undefined;
  const { number, names } = known;
  const numbers = names.flatMap((name, index) => (wanted.includes(name) ? [index + 1] : []));
  if (numbers.length > 0)
    return leafTruth(equals(number, numbers, { quantifier: 'single', origin }), [number]);
  const [there] = haveOneValue([number]);
  return there && { yes: constantTruth(false, origin).yes, no: there };
}

function namesIn(
  value: Expression,
): { readonly number: Expression; readonly names: readonly string[] } | undefined {
  if (value.kind !== 'call') return undefined;
  const [first, second] = value.arguments;
  const { origin } = value;
  const day = (time: Expression): Expression => ({
    ...value,
    function: 'datePart',
    arguments: [{ kind: 'literal', value: 'day_of_week', origin }, time],
  });
  const month = (time: Expression): Expression => ({ ...value, function: 'month', arguments: [time] });
  if (first === undefined) return undefined;
  if (value.function === 'dayName') return { number: day(first), names: days };
  if (value.function === 'monthName') return { number: month(first), names: months };
  if (value.function !== 'dateFormat' || first.kind !== 'literal' || second === undefined) return undefined;
  switch (first.value) {
    case 'EEEE':
      return { number: day(second), names: days };
    case 'E':
    case 'EE':
    case 'EEE':
      return { number: day(second), names: days.map(firstLetters) };
    case 'MMMM':
      return { number: month(second), names: months };
    case 'MMM':
      return { number: month(second), names: months.map(firstLetters) };
    default:
      return undefined;
  }
}

function firstLetters(name: string): string {
  return name.slice(0, 3);
}
