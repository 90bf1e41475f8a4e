import { parseTime } from '../../../evaluate/index.ts';
import type { FunctionName, Expression as Subject } from '../../../ir/index.ts';
import type { Extent } from '../ast.ts';
import { asText, typeName } from './coerce.ts';
import type { Arguments, Context } from './context.ts';
import type { Place } from './place.ts';
import { frozen } from './text-test.ts';
import type { DerivedNumber, Guarded, TimeValue, Value } from './value.ts';

function assume(context: Context, kind: 'utc' | 'iso-time', places: readonly Place[]): void {
  for (const place of places)
    if (place.expression === undefined) context.assumed.add(`${kind}:${place.written}`);
}

/** `datetime.fromisoformat(text)` (https://docs.python.org/3/library/datetime.html#datetime.datetime.fromisoformat). */
export function timeOf(context: Context, value: Value, at: Extent): Guarded {
  const { guards, formulas } = context;
  switch (value.kind) {
    case 'field':
      context.vote(value.place, 'text', 4);
      context.assumed.add(`iso-time:${value.place.written}`);
      return asText(context, value, at, text => timeOf(context, text, at), context.raise('TypeError'));
    case 'derivedText': {
      assume(context, 'iso-time', value.places);
      const { subject } = frozen(value);
      const time: Subject = { kind: 'coercion', to: 'time', operand: subject, origin: subject.origin };
      const made = context.places.made(time, value.places);
      const isTime = formulas.is(made, 'valued');
      return guards.choose([
        {
          when: isTime,
          gives: guards.always({ kind: 'time', subject, places: [...value.places, made], utc: false }),
        },
        { when: formulas.not(isTime), gives: context.raise('ValueError') },
      ]);
    }
    case 'text':
      if (!isTime(value.text)) return context.raise('ValueError');
      return guards.always({
        kind: 'time',
        subject: { kind: 'literal', value: value.text, origin: [] },
        places: [],
        utc: false,
      });
    case 'none':
      return context.raise('TypeError');
    default:
      return context.unsupported(`a time of ${typeName(value)}`, at);
  }
}

/** A constant is a time or none: `str(None)`, for one, is none. */
function isTime(text: string): boolean {
  return /^\d{4}-?\d\d-?\d\d/.test(text) && parseTime(text) !== undefined;
}

const parts: ReadonlySet<string> = new Set(['minute', 'hour', 'day', 'month', 'year']);

/** A part of a time is read in its own zone, where the IR reads it in UTC. */
export function timeAttribute(context: Context, time: TimeValue, name: string, at: Extent): Guarded {
  const { guards } = context;
  if (/^(?:fold|max|min|resolution)$/.test(name))
    return context.unsupported(`the attribute ${name} of a time`, at);
  const other = otherParts[name];
  if (!parts.has(name) && other === undefined) return guards.always({ kind: 'method', of: time, name });
  if (!time.utc) assume(context, 'utc', time.places);
  return guards.always(
    other === undefined
      ? partOf(context, time, name as FunctionName, at)
      : namedPart(context, time, other, at),
  );
}

/** Parts that the IR has under the names of java.time. */
const otherParts: Readonly<Record<string, string>> = {
  second: 'second_of_minute',
  microsecond: 'micro_of_second',
};

function namedPart(context: Context, time: TimeValue, part: string, at: Extent): DerivedNumber {
  const origin = [context.span(at)];
  const word: Subject = { kind: 'literal', value: part, origin };
  const subject: Subject = { kind: 'call', function: 'datePart', arguments: [word, time.subject], origin };
  return { kind: 'derivedNumber', subject, places: time.places };
}

function partOf(context: Context, time: TimeValue, name: FunctionName, at: Extent): Value {
  const origin = [context.span(at)];
  const subject: Subject = { kind: 'call', function: name, arguments: [time.subject], origin };
  return { kind: 'derivedNumber', subject, places: time.places };
}

export function callTimeMethod(
  context: Context,
  time: TimeValue,
  name: string,
  given: Arguments,
  at: Extent,
): Guarded {
  const { guards } = context;
  switch (name) {
    case 'astimezone':
    case 'replace': {
      const zone = (given.positional[0] ?? given.named.get('tzinfo'))?.[0]?.value;
      const isUtc = zone?.kind === 'builtin' && /\b(timezone\.utc|UTC)$/.test(zone.name);
      if (!isUtc) return context.unsupported(`${name}() of a time to another zone than UTC`, at);
      if (name === 'replace') assume(context, 'utc', time.places);
      return guards.always({ ...time, utc: true });
    }
    // Monday is 1 (https://docs.python.org/3/library/datetime.html#datetime.datetime.isoweekday)
    case 'isoweekday':
      if (!time.utc) assume(context, 'utc', time.places);
      return guards.always(namedPart(context, time, 'day_of_week', at));
    case 'isocalendar': {
      if (!time.utc) assume(context, 'utc', time.places);
      const items = [
        context.unsupported('the ISO year', at),
        guards.always(partOf(context, time, 'week', at)),
        context.unsupported('the day of the week', at),
      ];
      // A named tuple: https://docs.python.org/3/library/datetime.html#datetime.date.isocalendar
      return guards.always({
        kind: 'collection',
        type: 'tuple',
        items,
        names: ['year', 'week', 'weekday'],
      });
    }
    default:
      return context.unsupported(`the method ${name} of a time`, at);
  }
}
