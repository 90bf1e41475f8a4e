import { diagnose } from '../../diagnostics/index.ts';
import type { Expression, FunctionName } from '../../ir/index.ts';
import type { Call, EvalFunction } from './call.ts';
import { patternOfStrftime } from './date-format.ts';
import { callOf, each, number, textLiteral } from './functions-text.ts';
import { nullValue, plain, unconditional, type Value } from './value.ts';

/** https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/evaluation-functions/date-and-time-functions */
export const timeFunctions: Readonly<Record<string, EvalFunction>> = {
  now: {
    least: 0,
    most: 0,
    lower: call => plain({ kind: 'literal', value: 'now', origin: call.origin }, 'time'),
  },
  relative_time: { least: 2, most: 2, lower: relativeTime },
  strftime: { least: 2, most: 2, lower: formatTime },
  strptime: { least: 2, most: 2, lower: readTime },
};

const units: Readonly<Record<string, string>> = {
  s: 's',
  m: 'm',
  h: 'h',
  d: 'd',
  w: 'w',
  w1: 'w',
  mon: 'M',
  y: 'y',
};

const distances = /^([+-]\d*(?:s|m|h|d|w|mon|y))?(?:@(s|m|h|d|w1|mon|q|y)([+-]\d*(?:s|m|h|d|w|mon|y))?)?$/;

/** `now()` and a distance, perhaps rounded down to a unit and from there on, as date maths; of another time the start of its unit. */
function relativeTime(call: Call): Value {
  const [only] = call.value(0);
  const isNow =
    only?.value.kind === 'plain' &&
    only.value.expression.kind === 'literal' &&
    only.value.expression.value === 'now';
  const distance = call.constant(1);
  if (distance === undefined) return nullValue;
  const [written, before = '', unit, after = ''] = distances.exec(String(distance)) ?? [];
  if (written === undefined || written === '')
    return call.refuse('it is read of a distance such as "-70m@m" only');
  if (!isNow) return startOf(call, before + after === '' ? unit : undefined);
  const rounding = unit === undefined ? undefined : units[unit];
  if (unit !== undefined && rounding === undefined)
    return call.refuse('quarters are read of other times only');
  const value = `now${steps(before)}${rounding === undefined ? '' : `/${rounding}`}${steps(after)}`;
  return plain({ kind: 'literal', value, origin: call.origin }, 'time');
}

function steps(distance: string): string {
  return distance.replace(/^([+-])(\d*)(\w+)$/, (_, sign: string, amount: string, unit: string) =>
    [sign, amount || '1', units[unit]].join(''),
  );
}

/** Of which the start is reckoned in the searcher's time zone. */
const calendar: Readonly<Record<string, string>> = {
  s: 'second',
  m: 'minute',
  h: 'hour',
  d: 'day',
  w1: 'week',
  mon: 'month',
  q: 'quarter',
  y: 'year',
};

function startOf(call: Call, unit: string | undefined): Value {
  const name = calendar[unit ?? ''];
  if (name === undefined)
    return call.refuse('of other times than now() it is read of their starts only: "@d"');
  call.scope.context.report(diagnose('spl/time-zone', {}, call.origin[0]));
  return each(call, ({ expression }) =>
    plain(callOf('dateTruncate', [expression, number(1), textLiteral(name)], call.origin), 'time'),
  );
}

/** Parts of a time that are numbers; they are compared with numbers. */
const parts: Readonly<Record<string, FunctionName>> = {
  '%H': 'hour',
  '%M': 'minute',
  '%d': 'day',
  '%m': 'month',
  '%Y': 'year',
  '%V': 'week',
};

function formatTime(call: Call): Value {
  const format = call.constant(1);
  if (format === undefined) return nullValue;
  const part = parts[String(format)];
  const other = otherParts[String(format)];
  const pattern = patternOfStrftime(String(format));
  if (part === undefined && other === undefined && pattern === undefined)
    return call.refuse('one of its variables is not read');
  call.scope.context.report(diagnose('spl/time-zone', {}, call.origin[0]));
  return each(call, ({ expression }) => {
    const text =
      pattern === undefined
        ? undefined
        : callOf('dateFormat', [textLiteral(pattern), expression], call.origin);
    const number =
      part === undefined ? partNamed(other, expression, call) : callOf(part, [expression], call.origin);
    if (number === undefined) return text === undefined ? nullValue : plain(text, 'text');
    return unconditional({
      kind: 'plain',
      expression: number,
      type: 'number',
      ...(text === undefined ? {} : { written: text }),
    });
  });
}

/** Parts that the IR has under the names of java.time; of %w Sunday is 0, where java.time has 7. */
const otherParts: Readonly<Record<string, string>> = {
  '%S': 'second_of_minute',
  '%j': 'day_of_year',
  '%w': 'day_of_week',
};

function partNamed(name: string | undefined, time: Expression, call: Call): Expression | undefined {
  return name === undefined ? undefined : datePart(name, time, call);
}

function datePart(name: string, time: Expression, { origin }: Call): Expression {
  const found = callOf('datePart', [{ kind: 'literal', value: name, origin }, time], origin);
  if (name !== 'day_of_week') return found;
  const seven: Expression = { kind: 'literal', value: 7, origin };
  return { kind: 'arithmetic', operator: 'modulo', left: found, right: seven, origin };
}

const readable = /^%Y-%m-%d(?:[T ]%H:%M:%S(?:\.%\d?[QN])?(?:Z|%z|%Z)?)?$/;

function readTime(call: Call): Value {
  const format = call.constant(1);
  if (format === undefined) return nullValue;
  if (!readable.test(String(format))) return call.refuse('only ISO 8601 times are read');
  return each(call, ({ expression }) =>
    plain(
      momentIn(expression) ?? { kind: 'coercion', to: 'time', operand: expression, origin: call.origin },
      'time',
    ),
  );
}

/** A day that is written in the query is a constant. */
function momentIn(expression: Expression): Expression | undefined {
  if (expression.kind !== 'literal' || !/^\d{4}-\d\d-\d\d$/.test(String(expression.value))) return undefined;
  const time = Date.parse(String(expression.value));
  return Number.isNaN(time) ? undefined : { ...expression, value: new Date(time).toISOString() };
}
