import type { Call, Expression } from '../../src/ir/index.ts';
import { pythonString } from './literal.ts';
import type { Reader } from './scope.ts';

/** Seconds of the units that are equally long at all times. */
const seconds: Readonly<Record<string, number>> = {
  millisecond: 0.001,
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
};

/** Parts of a time that have no function of their own, of a datetime in UTC: https://docs.python.org/3/library/datetime.html */
const parts: Readonly<Record<string, (time: string) => string>> = {
  day_of_week: time => `${time}.isoweekday()`,
  day_of_year: time => `${time}.timetuple().tm_yday`,
  second_of_minute: time => `${time}.second`,
  minute_of_day: time => `(${time}.hour * 60 + ${time}.minute)`,
};

interface Value {
  readonly text: string;
  readonly guards: readonly string[];
}

/** The number that a function of times gives. `raw` prints a value as it stands in the event. */
export function printTimeCall(
  { function: name, arguments: values }: Call,
  raw: (value: Expression) => Value,
  scope: Reader,
): Value {
  scope.support.add('moment');
  const [first, second, third] = values;
  if (name === 'datePart') {
    const { text, guards } = second === undefined ? none : raw(second);
    const time = `moment(${text})`;
    return { text: parts[wordIn(first)]?.(time) ?? 'None', guards: [...guards, `${time} is not None`] };
  }
  scope.support.add('seconds_between');
  const [from, to] = [second, third].map(each => (each === undefined ? none : raw(each)));
  const apart = `seconds_between(${from?.text}, ${to?.text})`;
  const guards = [...(from?.guards ?? []), ...(to?.guards ?? []), `${apart} is not None`];
  return { text: `int(${apart} / ${seconds[wordIn(first)] ?? 1})`, guards };
}

const none: Value = { text: 'None', guards: [] };

function wordIn(expression: Expression | undefined): string {
  return expression?.kind === 'literal' ? String(expression.value) : '';
}

export function isTimeCall(call: Call): boolean {
  return call.function === 'datePart' || call.function === 'dateDifference';
}

/** Why a function of times cannot be written as Python, or undefined. */
export function limitOfTime({ function: name, arguments: [first] }: Call): string | undefined {
  const known: object = name === 'datePart' ? parts : seconds;
  return Object.hasOwn(known, wordIn(first))
    ? undefined
    : `Python has nothing that ruleglot writes for ${name} of ${wordIn(first) || 'what is not written'}`;
}

/** A moment that is written out, by the clock of the world and not by that of the rule. */
export function isMoment(value: Expression): boolean {
  if (value.kind !== 'literal') return value.kind === 'field';
  return (
    typeof value.value === 'string' && !/now|\|\|/.test(value.value) && !Number.isNaN(Date.parse(value.value))
  );
}

/** A side of a comparison of times as a datetime. */
export function printMoment(value: Expression, raw: (value: Expression) => Value, scope: Reader): Value {
  scope.support.add('moment');
  if (value.kind === 'literal')
    return { text: `moment(${pythonString(new Date(String(value.value)).toISOString())})`, guards: [] };
  const { text, guards } = raw(value);
  return { text: `moment(${text})`, guards: [...guards, `moment(${text}) is not None`] };
}
