import type { Expression as Subject } from '../../../ir/index.ts';
import { parseRegex } from '../../../regex/index.ts';
import type { Extent } from '../ast.ts';
import { lengthOfBytes } from './bytes.ts';
import { asText, byKind, fieldAt, numberAt, textAt, typeName } from './coerce.ts';
import { countDistinct } from './constants.ts';
import type { Context } from './context.ts';
import { isExpected } from './exceptions.ts';
import { foldFinite } from './finite.ts';
import type { Iterable } from './iterable.ts';
import { frozen, matchesRegex, wholeText } from './text-test.ts';
import { type DerivedNumber, type DerivedText, type Guarded, numberValue, type Value } from './value.ts';

/** Whole numbers as Python's `int` reads them; what `float` reads is what the IR takes for a decimal, and rare forms more. */
const wholeNumber = () => parseRegex('\\s*[+-]?\\d+(?:_\\d+)*\\s*', 'python', 'whole', {});

export function asNumber(context: Context, value: Value, type: 'int' | 'float', at: Extent): Guarded {
  const { guards } = context;
  switch (value.kind) {
    case 'number':
      return guards.always(
        type === 'int' ? numberValue(Math.trunc(value.value)) : numberValue(value.value, true),
      );
    case 'derivedNumber':
      return guards.always(type === 'float' ? { ...value, float: true } : wholePart(context, value, at));
    case 'truth':
      return guards.choose([
        { when: value.when, gives: guards.always(numberValue(1, type === 'float')) },
        { when: context.formulas.not(value.when), gives: guards.always(numberValue(0, type === 'float')) },
      ]);
    case 'text': {
      const form =
        type === 'int' ? /^\s*[+-]?\d+(?:_\d+)*\s*$/ : /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;
      const number = Number(value.text.replaceAll('_', ''));
      if (type === 'float' && !form.test(value.text) && /[_naif]/i.test(value.text))
        return context.unsupported('this text as a number', at);
      return form.test(value.text)
        ? guards.always(numberValue(number, type === 'float'))
        : context.raise('ValueError');
    }
    case 'derivedText':
      return textAsNumber(context, value, type, at);
    case 'field':
      return fieldAsNumber(context, value, type, at);
    case 'none':
    case 'collection':
    case 'dictionary':
      return context.raise('TypeError');
    default:
      return context.unsupported(`the number of ${typeName(value)}`, at);
  }
}

const whole: ReadonlySet<string> = new Set(['length', 'floor', 'ceil', 'truncate', 'indexOf']);

function wholePart(context: Context, value: DerivedNumber, at: Extent): Value {
  const { subject, places } = value;
  const isWhole =
    value.float !== true &&
    (subject.kind === 'valueCount' ||
      subject.kind === 'coercion' ||
      (subject.kind === 'call' && whole.has(subject.function)));
  if (isWhole) return value;
  const origin = [context.span(at)];
  const cut: Subject = { kind: 'call', function: 'truncate', arguments: [subject], origin };
  return { kind: 'derivedNumber', subject: cut, places };
}

function fieldAsNumber(
  context: Context,
  value: Extract<Value, { kind: 'field' }>,
  type: 'int' | 'float',
  at: Extent,
): Guarded {
  const { place } = value;
  // Who makes something of texts that are no numbers looks at texts.
  const isText = isExpected(context, 'ValueError');
  context.vote(place, isText ? 'text' : 'number', isText ? 5 : 4);
  if (type === 'int' && !isText) context.assumed.add(`whole-number:${place.written}`);
  return byKind(
    context,
    value,
    {
      number: () =>
        context.guards.always({
          ...numberAt(context, place, at),
          ...(type === 'float' ? { float: true as const } : {}),
        }),
      text: () => textAsNumber(context, textAt(context, place, at), type, at),
      boolean: () => context.misfit('the number of a boolean', at),
    },
    context.raise('TypeError'),
  );
}

function textAsNumber(context: Context, text: DerivedText, type: 'int' | 'float', at: Extent): Guarded {
  const { guards, formulas } = context;
  const { subject, places } = frozen(text);
  for (const place of places) context.assumed.add(`decimal-text:${place.written}`);
  const number: Subject = { kind: 'coercion', to: 'number', operand: subject, origin: subject.origin };
  const made = context.places.made(number, places);
  const whole = type === 'int' ? wholeNumber() : undefined;
  const isWhole =
    whole !== undefined && whole.problem === undefined
      ? matchesRegex(context, frozen(text), whole.regex, [context.span(at)])
      : undefined;
  const defined = isWhole ?? formulas.is(made, 'valued');
  return guards.choose([
    {
      when: defined,
      gives: guards.always({
        ...(type === 'float' ? { float: true as const } : {}),
        ...{ kind: 'derivedNumber', subject: number, places: [...places, made] },
      }),
    },
    { when: formulas.not(defined), gives: context.raise('ValueError') },
  ]);
}

/** `int(text, base)`: a text that is no such number raises, and so does what is no text. Signs of a base before the digits are read of 16 alone. */
export function numberFromBase(context: Context, value: Value, base: number, at: Extent): Guarded {
  if (base === 10 && /^(?:text|derivedText)$/.test(value.kind)) return asNumber(context, value, 'int', at);
  if (!Number.isInteger(base) || base < 3 || base > 36 || base === 8)
    return context.unsupported('a number of this base', at);
  const { guards, formulas } = context;
  switch (value.kind) {
    case 'field':
      context.vote(value.place, 'text', 4);
      return asText(
        context,
        value,
        at,
        each => numberFromBase(context, each, base, at),
        context.raise('TypeError'),
      );
    case 'text':
      return inBase(base).test(value.text)
        ? guards.always(numberValue(Number.parseInt(value.text.replace(/^([-+]?)0x/i, '$1'), base)))
        : context.raise('ValueError');
    case 'derivedText': {
      const text = frozen(value);
      const { subject, places } = text;
      for (const place of places) context.assumed.add(`decimal-text:${place.written}`);
      const number: Subject = {
        kind: 'coercion',
        to: 'number',
        base,
        operand: subject,
        origin: subject.origin,
      };
      const made = context.places.made(number, places);
      const isNumber = formulas.is(made, 'valued');
      return guards.choose([
        {
          when: isNumber,
          gives: guards.always({ kind: 'derivedNumber', subject: number, places: [...places, made] }),
        },
        { when: formulas.not(isNumber), gives: context.raise('ValueError') },
      ]);
    }
    default:
      return context.raise('TypeError');
  }
}

function inBase(base: number): RegExp {
  const digits = Array.from({ length: base }, (_, digit) => digit.toString(36)).join('');
  return new RegExp(`^[-+]?${base === 16 ? '(?:0x)?' : ''}[${digits}]+$`, 'i');
}

/** How many elements of constants pass what an event decides. */
function countOf(context: Context, of: Iterable): Guarded | undefined {
  const { guards } = context;
  return foldFinite(context, of, guards.always(numberValue(0)), before =>
    guards.map(before, count =>
      count.kind === 'number' ? guards.always(numberValue(count.value + 1)) : guards.always(count),
    ),
  );
}

function sizeOfSet(context: Context, items: readonly Guarded[], at: Extent): Guarded {
  const count = countDistinct(context, items);
  return count === undefined
    ? context.unsupported('how many elements a set has', at)
    : context.guards.always(numberValue(count));
}

export function lengthOf(context: Context, value: Value, at: Extent): Guarded {
  const { guards, formulas } = context;
  switch (value.kind) {
    case 'text':
      return guards.always(numberValue([...value.text].length));
    case 'collection':
      return value.type === 'set'
        ? sizeOfSet(context, value.items, at)
        : guards.always(numberValue(value.items.length));
    case 'dictionary':
      return guards.always(numberValue(value.entries.length));
    case 'derivedText': {
      const { subject, places } = wholeText(value);
      const length: Subject = {
        kind: 'call',
        function: 'length',
        arguments: [subject],
        origin: [context.span(at)],
      };
      return guards.always({ kind: 'derivedNumber', subject: length, places });
    }
    case 'field': {
      const { place } = value;
      context.vote(place, 'text', 1);
      const operand = fieldAt(context, place, at);
      const count: Value = {
        kind: 'derivedNumber',
        subject: { kind: 'valueCount', operand, origin: [context.span(at)] },
        places: [place],
      };
      const valued = formulas.is(place, 'valued');
      return byKind(
        context,
        value,
        {
          text: () => lengthOf(context, textAt(context, place, at), at),
          list: () =>
            place.json !== undefined
              ? context.misfit('the length of a list in JSON', at)
              : guards.choose([
                  { when: valued, gives: guards.always(count) },
                  { when: formulas.not(valued), gives: guards.always(numberValue(0)) },
                ]),
          mapping: () => context.misfit('how many keys a dict has', at),
        },
        context.raise('TypeError'),
      );
    }
    case 'pieces':
      return guards.always({ kind: 'pieceCount', of: value, less: 0 });
    case 'bytes':
      return lengthOfBytes(context, value, at);
    case 'iterable':
      if (value.type === 'generator') return context.raise('TypeError');
      return (
        (value.type === 'list' ? countOf(context, value.of) : undefined) ??
        guards.always({ kind: 'count', of: value.of })
      );
    case 'none':
    case 'number':
    case 'truth':
    case 'derivedNumber':
      return context.raise('TypeError');
    default:
      return context.unsupported(`the length of ${typeName(value)}`, at);
  }
}
