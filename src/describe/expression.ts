import {
  type Call,
  type Expression,
  type FunctionName,
  type Pattern,
  type Place,
  placesApart,
  type ValueType,
} from '../ir/index.ts';
import { inLine } from './statement.ts';
import { casingWords, listed, nameOf, quoted, type Wording } from './wording.ts';

/** What an expression is, as a noun. */
export function noun(expression: Expression, wording: Wording): string {
  const one = (operand: Expression): string => noun(operand, wording);
  switch (expression.kind) {
    case 'field':
      return wording.namesOf.get(expression.name) ?? nameOf(expression.name);
    case 'fieldPattern':
      return `a field named ${patternText(expression.pattern)}`;
    case 'literal':
      return quoted(expression.value);
    case 'call':
      return callNoun(expression, wording);
    case 'arithmetic': {
      const places = placesApart(expression);
      if (places !== undefined) return distanceNoun(places, wording);
      return `(${one(expression.left)} ${operators[expression.operator]} ${one(expression.right)})`;
    }
    case 'coercion':
      return `${one(expression.operand)} as ${types[expression.to]}${expression.base === undefined ? '' : ` in base ${expression.base}`}`;
    case 'valueCount':
      return `the number of values of ${one(expression.operand)}`;
    case 'choice': {
      const branches = expression.branches.map(
        ({ when, value }) => `${one(value)} if ${inLine(wording.condition(when, true, wording))}`,
      );
      const otherwise = expression.otherwise === undefined ? 'nothing' : one(expression.otherwise);
      return `(${branches.join(', else ')}, else ${otherwise})`;
    }
  }
}

const operators = { add: '+', subtract: '-', multiply: '*', divide: '/', modulo: 'modulo' } as const;

const types: Readonly<Record<ValueType, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  ip: 'an address',
  time: 'a time',
  unknown: 'it is',
};

/** Functions of one operand, by the words before it. */
const before: Readonly<Partial<Record<FunctionName, string>>> = {
  length: 'the length of',
  baseName: 'the file name in',
  directoryName: 'the folder in',
  extension: 'the file extension of',
  mvFirst: 'the first value of',
  mvLast: 'the last value of',
  mvMin: 'the least value of',
  mvMax: 'the greatest value of',
  minute: 'the minute of',
  hour: 'the hour of',
  day: 'the day of the month of',
  week: 'the ISO week of',
  month: 'the month of',
  year: 'the year of',
};

/** Functions of one operand, by the words behind it. */
const behind: Readonly<Partial<Record<FunctionName, string>>> = {
  lower: 'in lower case',
  upper: 'in upper case',
  trim: 'without blanks around it',
};

function distanceNoun(places: readonly [Place, Place], wording: Wording): string {
  const [one, other] = places.map(({ longitude, latitude }) => placeNoun(longitude, latitude, wording));
  return `the distance in metres from ${one} to ${other}`;
}

function placeNoun(longitude: Expression, latitude: Expression, wording: Wording): string {
  const whole = longitude.kind === 'field' ? /^(.+)\.lon$/.exec(longitude.name)?.[1] : undefined;
  if (whole !== undefined && latitude.kind === 'field' && latitude.name === `${whole}.lat`) return whole;
  return `longitude ${noun(longitude, wording)} and latitude ${noun(latitude, wording)}`;
}

function callNoun(call: Call, wording: Wording): string {
  if (call.casing !== undefined) casingWords(call.casing, wording);
  const words = call.arguments.map(argument => noun(argument, wording));
  const [first = '', second = '', third = ''] = words;
  const head = before[call.function];
  if (head !== undefined && words.length === 1) return `${head} ${first}`;
  const tail = behind[call.function];
  if (tail !== undefined && words.length === 1) return `${first} ${tail}`;
  switch (call.function) {
    case 'now':
      return 'now';
    case 'dateDifference':
      return `the ${unitOf(call.arguments[0], first)}s from ${second} to ${third}`;
    case 'concat':
      return `${listed(words, 'and')} joined`;
    case 'substring':
      return `the characters of ${first} from ${second} (the first is 0)${third === '' ? '' : ` up to before ${third}`}`;
    case 'between':
      return `the part of ${first} between ${second} and ${third}${isTrue(call.arguments[3]) ? ' (its last)' : ''}`;
    case 'indexOf':
      return `the position of ${second} in ${first}${third === '' ? '' : ` from ${third} on`} (the first is 0)`;
    case 'replace':
      return `${first} with ${third} for each ${second}`;
    default:
      return `${call.function}(${words.join(', ')})`;
  }
}

function unitOf(unit: Expression | undefined, said: string): string {
  return unit?.kind === 'literal' && typeof unit.value === 'string' ? unit.value : said;
}

function isTrue(expression: Expression | undefined): boolean {
  return expression?.kind === 'literal' && expression.value === true;
}

/** A pattern with `*` and `?` for its wildcards; such signs of its texts bear a backslash. */
export function patternText(pattern: Pattern): string {
  const parts = pattern.map(part =>
    part.kind === 'text' ? part.text.replaceAll(/[*?]/g, '\\$&') : part.kind === 'anyRun' ? '*' : '?',
  );
  return quoted(parts.join(''));
}
