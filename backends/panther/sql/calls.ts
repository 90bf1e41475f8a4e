import type { Call, FunctionName } from '../../../src/ir/index.ts';
import type { SqlType, SqlValue } from './columns.ts';
import { asArray, asNumber, asText, asTime, operand } from './convert.ts';
import { snowflakeFormat } from './date-format.ts';
import { now } from './instant.ts';
import { sqlString } from './literal.ts';

/** The arguments of a call, printed, and as they are written. */
interface Arguments {
  readonly values: readonly SqlValue[];
  readonly call: Call;
}

type PrintCall = (given: Arguments) => string | undefined;

interface SqlFunction {
  readonly gives: SqlType;
  readonly print: PrintCall;
}

const text = (print: (...texts: string[]) => string): SqlFunction => ({
  gives: 'text',
  print: ({ values }) => print(...values.map(asText)),
});
const number = (print: (...numbers: string[]) => string): SqlFunction => ({
  gives: 'number',
  print: ({ values }) => print(...values.map(asNumber)),
});
const counted = (print: (...texts: string[]) => string): SqlFunction => ({ ...text(print), gives: 'number' });
const timed = (gives: SqlType, print: (time: string) => string): SqlFunction => ({
  gives,
  print: ({ values: [time] }) => (time === undefined ? undefined : print(asTime(time))),
});
const listed = (gives: SqlType, print: (...arrays: string[]) => string): SqlFunction => ({
  gives,
  print: ({ values }) => print(...values.map(asArray)),
});
const plain = (name: string): SqlFunction => number((...numbers) => `${name}(${numbers.join(', ')})`);
/** No value outside of the range, where Snowflake ends the query with an error. */
const within = (name: string, range: (x: string) => string): SqlFunction =>
  number(x => `${name}(IFF(${range(x)}, ${x}, NULL))`);

const blanks = sqlString(' \t\n\r');

/** Functions of texts, numbers, times and arrays: https://docs.snowflake.com/en/sql-reference/functions-all */
const functions: Readonly<Partial<Record<FunctionName, SqlFunction>>> = {
  length: counted(x => `LENGTH(${x})`),
  byteLength: counted(x => `OCTET_LENGTH(${x})`),
  lower: text(x => `LOWER(${x})`),
  upper: text(x => `UPPER(${x})`),
  trim: text(x => `TRIM(${x}, ${blanks})`),
  trimStart: text(x => `LTRIM(${x}, ${blanks})`),
  trimEnd: text(x => `RTRIM(${x}, ${blanks})`),
  concat: text((...texts) => texts.map(operand).join(' || ')),
  replace: text((x, part, by) => `REPLACE(${x}, ${part}, ${by})`),
  reverse: text(x => `REVERSE(${x})`),
  base64Encode: text(x => `BASE64_ENCODE(${x})`),
  base64Decode: text(x => `TRY_BASE64_DECODE_STRING(${x})`),
  md5: text(x => `MD5(${x})`),
  sha1: text(x => `SHA1(${x})`),
  sha256: text(x => `SHA2(${x}, 256)`),
  sha512: text(x => `SHA2(${x}, 512)`),
  baseName: text(x => String.raw`SPLIT_PART(REPLACE(${x}, '\\', '/'), '/', -1)`),
  indexOf: counted((x, part) => `NULLIF(POSITION(${part}, ${x}), 0) - 1`),
  repeat: {
    gives: 'text',
    print: ({ values: [x, times] }) => x && times && `REPEAT(${asText(x)}, ${asNumber(times)})`,
  },
  right: {
    gives: 'text',
    print: ({ values: [x, count] }) => x && count && `RIGHT(${asText(x)}, ${asNumber(count)})`,
  },
  substring: { gives: 'text', print: printSubstring },
  jsonExtract: {
    gives: 'variant',
    // A path of identifiers and positions: https://docs.snowflake.com/en/sql-reference/functions/get_path
    print: ({ values: [x, path], call }) =>
      x && path && /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[\d+\])*$/.test(word(call, 1) ?? '')
        ? `GET_PATH(TRY_PARSE_JSON(${asText(x)}), ${asText(path)})`
        : undefined,
  },
  replaceRegex: { gives: 'text', print: printReplaceRegex },
  split: { gives: 'array', print: ({ values: [x, by] }) => x && by && `SPLIT(${asText(x)}, ${asText(by)})` },
  minute: timed('number', x => `MINUTE(${x})`),
  hour: timed('number', x => `HOUR(${x})`),
  day: timed('number', x => `DAY(${x})`),
  week: timed('number', x => `WEEKISO(${x})`),
  month: timed('number', x => `MONTH(${x})`),
  year: timed('number', x => `YEAR(${x})`),
  now: { gives: 'time', print: () => now },
  dayName: timed('text', dayNames),
  monthName: timed('text', x => `TO_VARCHAR(${x}, 'MMMM')`),
  dateFormat: { gives: 'text', print: printDateFormat },
  datePart: { gives: 'number', print: printDatePart },
  dateAdd: { gives: 'time', print: printDateAdd },
  dateDifference: { gives: 'number', print: printDateDifference },
  dateTruncate: { gives: 'time', print: printDateTruncate },
  abs: plain('ABS'),
  atan: plain('ATAN'),
  atan2: plain('ATAN2'),
  cbrt: plain('CBRT'),
  ceil: plain('CEIL'),
  cos: plain('COS'),
  exp: plain('EXP'),
  floor: plain('FLOOR'),
  greatest: plain('GREATEST'),
  least: plain('LEAST'),
  pow: plain('POWER'),
  round: plain('ROUND'),
  sign: plain('SIGN'),
  sin: plain('SIN'),
  tan: plain('TAN'),
  truncate: plain('TRUNC'),
  sqrt: within('SQRT', x => `${x} >= 0`),
  log10: number(x => `LOG(10, IFF(${x} > 0, ${x}, NULL))`),
  mvFirst: listed('variant', x => `GET(${x}, 0)`),
  mvLast: listed('variant', x => `GET(${x}, ARRAY_SIZE(${x}) - 1)`),
  mvMin: listed('variant', x => `ARRAY_MIN(${x})`),
  mvMax: listed('variant', x => `ARRAY_MAX(${x})`),
  mvDedupe: listed('array', x => `ARRAY_DISTINCT(${x})`),
  mvAppend: listed('array', (one, other) => `ARRAY_CAT(${one}, ${other})`),
  mvIntersection: listed('array', (one, other) => `ARRAY_INTERSECTION(${one}, ${other})`),
  mvDifference: listed('array', (one, other) => `ARRAY_EXCEPT(${one}, ${other})`),
  mvIntersects: listed('boolean', (one, other) => `ARRAYS_OVERLAP(${one}, ${other})`),
  mvSort: {
    gives: 'array',
    print: ({ values: [x, order], call }) =>
      x && order && `ARRAY_SORT(${asArray(x)}${word(call, 1) === 'DESC' ? ', FALSE' : ''})`,
  },
  mvConcat: {
    gives: 'text',
    print: ({ values: [x, by] }) => x && by && `ARRAY_TO_STRING(${asArray(x)}, ${asText(by)})`,
  },
  mvSlice: { gives: 'array', print: printSlice },
};

/** A call in SQL; undefined for one that has no such form. */
export function printCall(call: Call, values: readonly SqlValue[]): SqlValue | undefined {
  const known = functions[call.function];
  const printed = known?.print({ call, values });
  return known === undefined || printed === undefined ? undefined : { text: printed, type: known.gives };
}

/** Functions that make a text of any text. */
export function givesText(name: FunctionName): boolean {
  return total.has(name);
}

const total: ReadonlySet<FunctionName> = new Set([
  ...([
    'lower',
    'upper',
    'trim',
    'trimStart',
    'trimEnd',
    'concat',
    'replace',
    'reverse',
    'baseName',
  ] as const),
  ...(['substring', 'right', 'replaceRegex', 'base64Encode', 'md5', 'sha1', 'sha256', 'sha512'] as const),
]);

/** Functions that take an array whole. */
export function takesArrays(name: FunctionName): boolean {
  return name.startsWith('mv');
}

function whole({ arguments: given }: Call, index: number): number | undefined {
  const argument = given[index];
  const value = argument?.kind === 'literal' ? argument.value : undefined;
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
}

function word({ arguments: given }: Call, index: number): string | undefined {
  const argument = given[index];
  return argument?.kind === 'literal' && typeof argument.value === 'string' ? argument.value : undefined;
}

/** Positions of SUBSTR begin with 1. */
function printSubstring({ call, values: [subject] }: Arguments): string | undefined {
  const start = whole(call, 1);
  const end = whole(call, 2);
  if (subject === undefined || start === undefined || start < 0) return undefined;
  if (call.arguments.length < 3) return `SUBSTR(${asText(subject)}, ${start + 1})`;
  return end === undefined || end < start
    ? undefined
    : `SUBSTR(${asText(subject)}, ${start + 1}, ${end - start})`;
}

function printSlice({ call, values: [subject] }: Arguments): string | undefined {
  const start = whole(call, 1);
  const end = whole(call, 2) ?? start;
  if (subject === undefined || start === undefined || end === undefined || start < 0 || end < start)
    return undefined;
  return `ARRAY_SLICE(${asArray(subject)}, ${start}, ${end + 1})`;
}

/** The syntax that Java and Snowflake share: no groups with a question mark, no lazy repetition, no Java classes. */
function printReplaceRegex({ call, values: [subject] }: Arguments): string | undefined {
  const pattern = word(call, 1);
  const by = word(call, 2);
  if (subject === undefined || pattern === undefined || by === undefined) return undefined;
  if (/\(\?|[*+?}][?+]|&&|\\[^\\.dswDSW/[\](){}^$|*+?"'-]/.test(pattern) || /\\/.test(by)) return undefined;
  const replacement = by.replaceAll(/\$(\d)/g, '\\$1');
  return replacement.includes('$')
    ? undefined
    : `REGEXP_REPLACE(${asText(subject)}, ${sqlString(pattern)}, ${sqlString(replacement)})`;
}

/** Milliseconds of the units that are all of one length. */
const lengths: Readonly<Record<string, number>> = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};

/** Fields of java.time, of which days of the week begin with Monday. https://docs.snowflake.com/en/sql-reference/functions/year */
const dateParts: Readonly<Record<string, string>> = {
  second_of_minute: 'SECOND',
  minute_of_hour: 'MINUTE',
  hour_of_day: 'HOUR',
  day_of_week: 'DAYOFWEEKISO',
  day_of_month: 'DAY',
  day_of_year: 'DAYOFYEAR',
  month_of_year: 'MONTH',
  year: 'YEAR',
};

function printDatePart({ call, values: [, time] }: Arguments): string | undefined {
  const name = dateParts[word(call, 0) ?? ''];
  return time && name && `${name}(${asTime(time)})`;
}

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** DAYNAME writes three letters of them. https://docs.snowflake.com/en/sql-reference/functions/dayname */
function dayNames(time: string): string {
  return `DECODE(DAYOFWEEKISO(${time}), ${days.map((day, index) => `${index + 1}, ${sqlString(day)}`).join(', ')})`;
}

function printDateFormat({ call, values: [, time] }: Arguments): string | undefined {
  const pattern = word(call, 0) ?? '';
  if (pattern === 'EEEE') return time && dayNames(asTime(time));
  const format = snowflakeFormat(pattern);
  return time && format && `TO_VARCHAR(${asTime(time)}, ${sqlString(format)})`;
}

function printDateAdd({ call, values: [time, amount] }: Arguments): string | undefined {
  const unit = word(call, 2);
  return (
    time && amount && unit && `DATEADD('${unit.replaceAll(/\W/g, '')}', ${asNumber(amount)}, ${asTime(time)})`
  );
}

/** DATEDIFF counts the bounds between two times; what is wanted are whole units. https://docs.snowflake.com/en/sql-reference/functions/datediff */
function printDateDifference({ call, values: [, from, to] }: Arguments): string | undefined {
  const length = lengths[word(call, 0) ?? ''];
  if (from === undefined || to === undefined || length === undefined) return undefined;
  const difference = `DATEDIFF('millisecond', ${asTime(from)}, ${asTime(to)})`;
  return length === 1 ? difference : `TRUNC(${difference} / ${length})`;
}

/** Slices of time are counted from 1970, as ES|QL's are. https://docs.snowflake.com/en/sql-reference/functions/time_slice */
function printDateTruncate({ call, values: [time] }: Arguments): string | undefined {
  const amount = whole(call, 1);
  const unit = word(call, 2) ?? '';
  if (
    time === undefined ||
    amount === undefined ||
    !/^(?:second|minute|hour|day|week|month|quarter|year)$/.test(unit)
  )
    return undefined;
  if (amount === 1) return `DATE_TRUNC('${unit}', ${asTime(time)})`;
  return /^(?:second|minute|hour|day)$/.test(unit) && amount > 1
    ? `TIME_SLICE(${asTime(time)}, ${amount}, '${unit.toUpperCase()}')`
    : undefined;
}
