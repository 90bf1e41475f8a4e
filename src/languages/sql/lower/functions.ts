import {
  type Call,
  type Expression as IrExpression,
  isShareOfCircle,
  type Predicate,
  printExpression,
} from '../../../ir/index.ts';
import { parseRegex } from '../../../regex/index.ts';
import { made, whole, word } from './call.ts';
import { dateFormat, dayName } from './date-format.ts';
import { dateAdd, dateDifference, dateTruncate, truncated, unitOf } from './function-times.ts';
import { type Kind, literal, nowhere, Unread, type Value } from './value.ts';

export function texts(name: Call['function'], all: readonly Value[]): Value {
  if (all.some(({ kind }) => kind !== 'text')) throw new Unread(`${name} of what is no text`);
  return madeOf(name, all, 'text');
}

function madeOf(name: Call['function'], all: readonly Value[], kind: Kind): Value {
  return made(
    name,
    all.map(({ expression }) => expression),
    kind,
  );
}

type Lower = (given: readonly Value[]) => Value | undefined;

const text =
  (name: Call['function'], count: number): Lower =>
  given =>
    given.length === count ? texts(name, given) : undefined;

const numbers =
  (name: Call['function']): Lower =>
  given =>
    given.every(({ kind }) => kind === 'number') ? madeOf(name, given, 'number') : undefined;

const ofTime =
  (name: Call['function']): Lower =>
  ([time, ...others]) =>
    time?.kind === 'time' && others.length === 0 ? made(name, [time.expression], 'number') : undefined;

const partOfTime =
  (part: string): Lower =>
  ([time, ...others]) =>
    time?.kind === 'time' && others.length === 0
      ? made('datePart', [literal(part), time.expression], 'number')
      : undefined;

const counted =
  (name: Call['function'], kinds: readonly Kind[]): Lower =>
  given =>
    given.length === kinds.length && given.every(({ kind }, index) => kind === kinds[index])
      ? madeOf(name, given, 'number')
      : undefined;

const ofArrays =
  (name: Call['function']): Lower =>
  given =>
    given.length === 2 && given.every(({ kind }) => kind === 'array')
      ? madeOf(name, given, 'array')
      : undefined;

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

/** `SHA2(text, 256)`: of 256 bits unless something else is said. */
const digest: Lower = ([value, bits, ...others]) => {
  const size =
    bits === undefined ? 256 : bits.expression.kind === 'literal' ? bits.expression.value : undefined;
  const name = size === 256 ? 'sha256' : size === 512 ? 'sha512' : undefined;
  return name === undefined || value?.kind !== 'text' || others.length > 0
    ? undefined
    : made(name, [value.expression], 'text');
};

/** https://docs.snowflake.com/en/sql-reference/functions-all */
export const functions: Readonly<Record<string, Lower>> = {
  LOWER: text('lower', 1),
  UPPER: text('upper', 1),
  REVERSE: text('reverse', 1),
  REPLACE: text('replace', 3),
  BASE64_ENCODE: text('base64Encode', 1),
  TRY_BASE64_DECODE_STRING: text('base64Decode', 1),
  MD5: text('md5', 1),
  SHA1: text('sha1', 1),
  SHA2: digest,
  OCTET_LENGTH: counted('byteLength', ['text']),
  RIGHT: ([value, count]) =>
    value?.kind === 'text' && count?.kind === 'number'
      ? made('right', [value.expression, count.expression], 'text')
      : undefined,
  REPEAT: ([value, count]) =>
    value?.kind === 'text' && count?.kind === 'number'
      ? made('repeat', [value.expression, count.expression], 'text')
      : undefined,
  SPLIT: given =>
    given.length === 2 && given.every(({ kind }) => kind === 'text')
      ? made(
          'split',
          given.map(({ expression }) => expression),
          'array',
        )
      : undefined,
  REGEXP_REPLACE: replaced,
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
  GET: itemOf,
  MOD: ([left, right]) =>
    left?.kind === 'number' && right?.kind === 'number'
      ? { expression: remainder(left.expression, right.expression), kind: 'number' }
      : undefined,
  ARRAY_SORT: ([array, ascending]) =>
    array?.kind === 'array'
      ? made('mvSort', [array.expression, literal(isFalse(ascending) ? 'DESC' : 'ASC')], 'array')
      : undefined,
  ARRAY_DISTINCT: ofArray('mvDedupe', 'array'),
  ARRAY_CAT: ofArrays('mvAppend'),
  ARRAY_INTERSECTION: ofArrays('mvIntersection'),
  ARRAY_EXCEPT: ofArrays('mvDifference'),
  ARRAY_SLICE: slice,
  ARRAY_TO_STRING: ([array, by]) =>
    array?.kind === 'array' && by?.kind === 'text'
      ? made('mvConcat', [array.expression, by.expression], 'text')
      : undefined,
  ARRAY_MIN: ofArray('mvMin', 'variant'),
  ARRAY_MAX: ofArray('mvMax', 'variant'),
  TIME_SLICE: ([time, count, unit]) =>
    time?.kind === 'time' && whole(count) !== undefined && unit !== undefined
      ? made('dateTruncate', [time.expression, literal(whole(count) ?? 1), literal(unitOf(unit))], 'time')
      : undefined,
  DATE_TRUNC: dateTruncate,
  TO_VARCHAR: dateFormat,
  DECODE: dayName,
  TRY_PARSE_JSON: ([value]) => (value?.kind === 'text' ? { ...value, kind: 'variant' } : undefined),
  GET_PATH: ([value, path]) =>
    value?.kind === 'variant' && path?.kind === 'text'
      ? made('jsonExtract', [value.expression, path.expression], 'variant')
      : undefined,
  P_CURRENT_TIMESTAMP: () => made('now', [], 'time'),
  DATEADD: dateAdd,
  DATEDIFF: dateDifference,
  SECOND: partOfTime('second_of_minute'),
  DAYOFWEEKISO: partOfTime('day_of_week'),
  DAYOFYEAR: partOfTime('day_of_year'),
  MINUTE: ofTime('minute'),
  HOUR: ofTime('hour'),
  DAY: ofTime('day'),
  WEEKISO: ofTime('week'),
  MONTH: ofTime('month'),
  YEAR: ofTime('year'),
  ABS: numbers('abs'),
  ASIN: numbers('asin'),
  COS: numbers('cos'),
  SIN: numbers('sin'),
  CEIL: numbers('ceil'),
  CBRT: numbers('cbrt'),
  EXP: numbers('exp'),
  POWER: numbers('pow'),
  SIGN: numbers('sign'),
  FLOOR: numbers('floor'),
  SQRT: root,
  ROUND: numbers('round'),
  TRUNC: truncated,
  GREATEST: numbers('greatest'),
  LEAST: numbers('least'),
};

/** `SQRT(IFF(x >= 0, x, NULL))`: of what is negative there is none, where Snowflake ends the query. */
function root([value, ...others]: readonly Value[]): Value | undefined {
  if (value?.kind !== 'number' || others.length > 0) return undefined;
  const { expression } = value;
  if (isShareOfCircle(expression)) return made('sqrt', [expression], 'number');
  const [branch, ...more] = expression.kind === 'choice' ? expression.branches : [];
  return branch === undefined || more.length > 0 || !isNotNegative(branch.when, branch.value)
    ? undefined
    : made('sqrt', [branch.value], 'number');
}

function isNotNegative(when: Predicate, value: IrExpression): boolean {
  return (
    when.kind === 'compares' &&
    when.operator === 'gte' &&
    when.right.kind === 'literal' &&
    when.right.value === 0 &&
    printExpression(when.left) === printExpression(value)
  );
}

/** A field is compared as a number and as a text alike, so that its conversion is the comparison's. */
function coerced({ expression, kind }: Value, to: 'number' | 'time'): IrExpression {
  if (kind === to || expression.kind === 'field') return expression;
  return { kind: 'coercion', to, operand: expression, origin: nowhere };
}

function isFalse(value: Value | undefined): boolean {
  return value?.expression.kind === 'literal' && value.expression.value === false;
}

function remainder(left: IrExpression, right: IrExpression): IrExpression {
  return { kind: 'arithmetic', operator: 'modulo', left, right, origin: nowhere };
}

/** The first of an array, or the last: `GET(x, ARRAY_SIZE(x) - 1)`. */
function itemOf([array, place]: readonly Value[]): Value | undefined {
  const at = place?.expression;
  if (array?.kind !== 'array' || at === undefined) return undefined;
  if (at.kind === 'literal' && at.value === 0) return made('mvFirst', [array.expression], 'variant');
  const isLast =
    at.kind === 'arithmetic' &&
    at.operator === 'subtract' &&
    at.left.kind === 'valueCount' &&
    printExpression(at.left.operand) === printExpression(array.expression) &&
    at.right.kind === 'literal' &&
    at.right.value === 1;
  return isLast ? made('mvLast', [array.expression], 'variant') : undefined;
}

/** The end is not included. https://docs.snowflake.com/en/sql-reference/functions/array_slice */
function slice([array, start, end]: readonly Value[]): Value | undefined {
  const [from, until] = [whole(start), whole(end)];
  if (array?.kind !== 'array' || from === undefined || until === undefined) return undefined;
  if (from < 0 || until <= from) return undefined;
  return made('mvSlice', [array.expression, literal(from), literal(until - 1)], 'array');
}

/**
 * Every part that fits, where the pattern is one that Java reads alike; groups are written with a backslash.
 * https://docs.snowflake.com/en/sql-reference/functions/regexp_replace
 */
function replaced([value, pattern, by, ...others]: readonly Value[]): Value | undefined {
  const [sought, written] = [word(pattern), word(by)];
  if (value?.kind !== 'text' || sought === undefined || written === undefined || others.length > 0)
    return undefined;
  if (parseRegex(sought, 'java', 'search').problem !== undefined || written.includes('$')) return undefined;
  const replacement = written.replaceAll(/\\(\d)/g, (_, group: string) => `$${group}`);
  return made('replaceRegex', [value.expression, literal(sought), literal(replacement)], 'text');
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
