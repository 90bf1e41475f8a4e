import { diagnose } from '../../diagnostics/index.ts';
import type { Expression, FunctionName } from '../../ir/index.ts';
import type { Call, EvalFunction } from './call.ts';
import { callOf, each } from './functions-text.ts';
import { nullValue, plain, type Value } from './value.ts';

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
  mon: 'M',
  y: 'y',
};

/** `now()` and a distance, perhaps rounded down to a unit, as date maths. */
function relativeTime(call: Call): Value {
  const [only] = call.value(0);
  const isNow =
    only?.value.kind === 'plain' &&
    only.value.expression.kind === 'literal' &&
    only.value.expression.value === 'now';
  const distance = call.constant(1);
  if (distance === undefined) return nullValue;
  if (!isNow) return call.refuse('it is read of now() only');
  const [written, sign, amount, unit = '', rounding] =
    /^(?:([+-])(\d*)(s|m|h|d|w|mon|y))?(?:@(s|m|h|d|mon|y))?$/.exec(String(distance)) ?? [];
  if (written === undefined || written === '')
    return call.refuse('it is read of a distance such as "-70m@m" only');
  const offset = sign === undefined ? '' : `${sign}${amount || '1'}${units[unit]}`;
  const value = `now${offset}${rounding === undefined ? '' : `/${units[rounding]}`}`;
  return plain({ kind: 'literal', value, origin: call.origin }, 'time');
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
  if (part === undefined && other === undefined)
    return call.refuse('only one part of a time is read: %H, %M, %S, %d, %j, %m, %w, %Y or %V');
  call.scope.context.report(diagnose('spl/time-zone', {}, call.origin[0]));
  return each(call, ({ expression }) =>
    plain(
      part === undefined ? datePart(other ?? '', expression, call) : callOf(part, [expression], call.origin),
      'number',
    ),
  );
}

/** Parts that the IR has under the names of java.time; of %w Sunday is 0, where java.time has 7. */
const otherParts: Readonly<Record<string, string>> = {
  '%S': 'second_of_minute',
  '%j': 'day_of_year',
  '%w': 'day_of_week',
};

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
    plain({ kind: 'coercion', to: 'time', operand: expression, origin: call.origin }, 'time'),
  );
}
