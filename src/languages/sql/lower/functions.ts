import type { Call, Expression as IrExpression } from '../../../ir/index.ts';
import { type Kind, literal, nowhere, Unread, type Value } from './value.ts';

export function texts(name: Call['function'], all: readonly Value[]): Value {
  if (all.some(({ kind }) => kind !== 'text')) throw new Unread(`${name} of what is no text`);
  return made(
    name,
    all.map(({ expression }) => expression),
    'text',
  );
}

function made(name: Call['function'], given: readonly IrExpression[], kind: Kind): Value {
  return { expression: { kind: 'call', function: name, arguments: given, origin: nowhere }, kind };
}

type Lower = (given: readonly Value[]) => Value | undefined;

const text =
  (name: Call['function'], count: number): Lower =>
  given =>
    given.length === count ? texts(name, given) : undefined;

const numbers =
  (name: Call['function']): Lower =>
  given =>
    given.every(({ kind }) => kind === 'number')
      ? made(
          name,
          given.map(({ expression }) => expression),
          'number',
        )
      : undefined;

const ofTime =
  (name: Call['function']): Lower =>
  ([time, ...others]) =>
    time?.kind === 'time' && others.length === 0 ? made(name, [time.expression], 'number') : undefined;

const ofArray =
  (name: Call['function'], kind: Kind): Lower =>
  ([array, ...others]) =>
    array?.kind === 'array' && others.length === 0 ? made(name, [array.expression], kind) : undefined;

/** The blanks that TRIM is given are those that a text is trimmed of. */
const trimmed =
  (name: Call['function']): Lower =>
  ([value, blanks]) =>
    value?.kind === 'text' && blanks?.expression.kind === 'literal' && blanks.expression.value === ' \t\n\r'
      ? made(name, [value.expression], 'text')
      : undefined;

/** https://docs.snowflake.com/en/sql-reference/functions-all */
export const functions: Readonly<Record<string, Lower>> = {
  LOWER: text('lower', 1),
  UPPER: text('upper', 1),
  REVERSE: text('reverse', 1),
  REPLACE: text('replace', 3),
  TRIM: trimmed('trim'),
  LTRIM: trimmed('trimStart'),
  RTRIM: trimmed('trimEnd'),
  LENGTH: ([value, ...others]) =>
    value?.kind === 'text' && others.length === 0 ? made('length', [value.expression], 'number') : undefined,
  SUBSTR: substring,
  SPLIT_PART: baseName,
  TRY_TO_DOUBLE: ([value]) => value && { expression: coerced(value, 'number'), kind: 'number' },
  TRY_TO_TIMESTAMP_NTZ: ([value]) => value && { expression: coerced(value, 'time'), kind: 'time' },
  TO_ARRAY: ([value]) => value && { expression: value.expression, kind: 'array' },
  ARRAY_SIZE: ([value]) =>
    value?.kind === 'array'
      ? {
          expression: { kind: 'valueCount', operand: value.expression, origin: nowhere },
          kind: 'number',
        }
      : undefined,
  GET: ([array, place]) =>
    array?.kind === 'array' && place?.expression.kind === 'literal' && place.expression.value === 0
      ? made('mvFirst', [array.expression], 'variant')
      : undefined,
  ARRAY_DISTINCT: ofArray('mvDedupe', 'array'),
  ARRAY_MIN: ofArray('mvMin', 'variant'),
  ARRAY_MAX: ofArray('mvMax', 'variant'),
  TIME_SLICE: ([time, count, unit]) =>
    time?.kind === 'time' && whole(count) !== undefined && unit !== undefined
      ? made('dateTruncate', [time.expression, literal(whole(count) ?? 1), literal(unitOf(unit))], 'time')
      : undefined,
  DATE_TRUNC: ([unit, time]) =>
    time?.kind === 'time' && unit !== undefined
      ? made('dateTruncate', [time.expression, literal(1), literal(unitOf(unit))], 'time')
      : undefined,
  TRY_PARSE_JSON: ([value]) => (value?.kind === 'text' ? { ...value, kind: 'variant' } : undefined),
  GET_PATH: ([value, path]) =>
    value?.kind === 'variant' && path?.kind === 'text'
      ? made('jsonExtract', [value.expression, path.expression], 'variant')
      : undefined,
  P_CURRENT_TIMESTAMP: () => made('now', [], 'time'),
  DATEADD: dateAdd,
  DATEDIFF: dateDifference,
  MINUTE: ofTime('minute'),
  HOUR: ofTime('hour'),
  DAY: ofTime('day'),
  WEEKISO: ofTime('week'),
  MONTH: ofTime('month'),
  YEAR: ofTime('year'),
  ABS: numbers('abs'),
  CEIL: numbers('ceil'),
  FLOOR: numbers('floor'),
  ROUND: numbers('round'),
  TRUNC: numbers('truncate'),
  GREATEST: numbers('greatest'),
  LEAST: numbers('least'),
};

/** A field is compared as a number and as a text alike, so that its conversion is the comparison's. */
function coerced({ expression, kind }: Value, to: 'number' | 'time'): IrExpression {
  if (kind === to || expression.kind === 'field') return expression;
  return { kind: 'coercion', to, operand: expression, origin: nowhere };
}

function whole(value: Value | undefined): number | undefined {
  const held = value?.expression.kind === 'literal' ? value.expression.value : undefined;
  return typeof held === 'number' && Number.isInteger(held) ? held : undefined;
}

function word(value: Value | undefined): string | undefined {
  const held = value?.expression.kind === 'literal' ? value.expression.value : undefined;
  return typeof held === 'string' ? held : undefined;
}

/** Positions begin with 1. */
function substring([value, start, count]: readonly Value[]): Value | undefined {
  const from = whole(start);
  if (value?.kind !== 'text' || from === undefined || from < 1) return undefined;
  const length = whole(count);
  if (count !== undefined && length === undefined) return undefined;
  const bounds = length === undefined ? [from - 1] : [from - 1, from - 1 + length];
  return made('substring', [value.expression, ...bounds.map(literal)], 'text');
}

/** The last part of a path whose backslashes were made slashes. */
function baseName([value, separator, place]: readonly Value[]): Value | undefined {
  const call = value?.expression;
  if (word(separator) !== '/' || whole(place) !== undefined || call?.kind !== 'call') return undefined;
  if (call.function !== 'replace') return undefined;
  const [subject, part, by] = call.arguments;
  const isPath =
    part?.kind === 'literal' && part.value === '\\' && by?.kind === 'literal' && by.value === '/';
  return subject !== undefined && isPath && isLast(place) ? made('baseName', [subject], 'text') : undefined;
}

/** -1, which is written as a difference. */
function isLast(place: Value | undefined): boolean {
  const expression = place?.expression;
  return (
    expression?.kind === 'arithmetic' &&
    expression.operator === 'subtract' &&
    expression.right.kind === 'literal' &&
    expression.right.value === 1
  );
}

function dateAdd([unit, amount, time]: readonly Value[]): Value | undefined {
  if (unit === undefined || amount?.kind !== 'number' || time?.kind !== 'time') return undefined;
  return made('dateAdd', [time.expression, amount.expression, literal(unitOf(unit))], 'time');
}

function unitOf(unit: Value): string {
  return (word(unit) ?? '').toLowerCase();
}

/** Milliseconds are all crossed; of other units the bounds between are counted, which whole units are not. */
function dateDifference([unit, from, to]: readonly Value[]): Value | undefined {
  if (unit === undefined || unitOf(unit) !== 'millisecond' || from?.kind !== 'time' || to?.kind !== 'time')
    return undefined;
  return made('dateDifference', [literal('millisecond'), from.expression, to.expression], 'number');
}
