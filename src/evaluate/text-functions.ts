import type { Call, Casing, FunctionName } from '../ir/index.ts';
import { calendarFunction } from './calendar-functions.ts';
import { numericOf } from './decimal.ts';
import { calculate, isMathFunction } from './math-functions.ts';
import { moreTextFunction } from './more-text-functions.ts';
import { datePart, isDatePart } from './time-functions.ts';
import { foldCase, type Item, type Scalar, textOf } from './values.ts';

/** A function of single values, all present; undefined is no value. */
export type ScalarFunction = (items: readonly Item[], casing: Casing) => Scalar | undefined;

/**
 * Lengths and positions are in code points. `substring` takes negative positions from the end, is cut at the ends and
 * empty when it would run backwards. `replace(text, part, by)` replaces each occurrence, left to right. Paths part at `/` and
 * at `\`: the base name is what follows the last of them, the directory what stands before it (no value without one), the
 * extension what follows the last dot of the base name (no value without one, or where only the dot precedes it: `.profile`).
 */
const textFunctions: Readonly<
  Record<string, (texts: readonly string[], casing: Casing) => Scalar | undefined>
> = {
  length: ([text = '']) => lengthOf(text),
  lower: ([text]) => text?.toLowerCase(),
  upper: ([text]) => text?.toUpperCase(),
  trim: ([text]) => text?.trim(),
  concat: texts => texts.join(''),
  substring: ([text = '', from, to]) => slice(text, from, to),
  between: ([text = '', left = '', right = '', greedy], casing) =>
    between(text, left, right, greedy === 'true', casing),
  indexOf: ([text = '', part = '', from], casing) => indexOf(text, part, from, casing),
  replace: ([text = '', part = '', by = ''], casing) => replace(text, part, by, casing),
  baseName: ([text = '']) => baseName(text),
  directoryName: ([text = '']) => {
    const separator = lastSeparator(text);
    return separator < 0 ? undefined : text.slice(0, separator);
  },
  extension: ([text = '']) => {
    const name = baseName(text);
    const dot = name.lastIndexOf('.');
    return dot > 0 ? name.slice(dot + 1) : undefined;
  },
};

/** Operands that a function cannot do without. */
const needed: Readonly<Partial<Record<FunctionName, number>>> = {
  substring: 2,
  between: 3,
  indexOf: 2,
  replace: 3,
};

/** No value where an operand is missing or is of a kind that the function does not know. */
export function scalarFunction(call: Call): ScalarFunction {
  const { function: name } = call;
  if (call.arguments.length < (needed[name] ?? 1)) return () => undefined;
  if (isDatePart(name)) return ([item]) => (item === undefined ? undefined : datePart(name, item));
  if (isMathFunction(name)) return items => calculate(name, items);
  const calendar = calendarFunction(name);
  if (calendar !== undefined) return items => calendar(items);
  return (items, casing) => {
    const texts: string[] = [];
    for (const item of items) {
      const text = textOf(item);
      if (text === undefined) return undefined;
      texts.push(text);
    }
    return (textFunctions[name] ?? moreTextFunction(name))?.(texts, casing);
  };
}

const surrogate = /[\uD800-\uDBFF][\uDC00-\uDFFF]/;

function lengthOf(text: string): number {
  return surrogate.test(text) ? [...text].length : text.length;
}

function slice(text: string, from: string | undefined, to: string | undefined): string | undefined {
  const start = integer(from);
  const end = to === undefined ? Number.POSITIVE_INFINITY : integer(to);
  if (start === undefined || end === undefined) return undefined;
  return surrogate.test(text) ? [...text].slice(start, end).join('') : text.slice(start, end);
}

function integer(text: string | undefined): number | undefined {
  const value = text === undefined ? undefined : numericOf(text);
  return value === undefined ? undefined : Math.trunc(Number(value));
}

/**
 * EQL's, which alone has it: the empty text when either side does not occur, the whole text when one of the three is empty
 * (https://www.elastic.co/docs/reference/query-languages/eql/eql-function-ref#eql-fn-between). Greedy reaches to the last `right`.
 */
function between(text: string, left: string, right: string, greedy: boolean, casing: Casing): string {
  if (text === '' || left === '' || right === '') return text;
  const { searched, part: first } = forSearch(text, left, casing);
  const { part: second } = forSearch(text, right, casing);
  const found = searched.indexOf(first);
  if (found < 0) return '';
  const start = found + first.length;
  const end = greedy ? searched.lastIndexOf(second) : searched.indexOf(second, start);
  return end < start ? '' : text.slice(start, end);
}

function indexOf(text: string, part: string, from: string | undefined, casing: Casing): number | undefined {
  const start = from === undefined ? 0 : integer(from);
  if (start === undefined) return undefined;
  const { searched, part: wanted } = forSearch(text, part, casing);
  const found = searched.indexOf(wanted, unitsOf(searched, Math.max(0, start)));
  return found < 0 ? undefined : lengthOf(searched.slice(0, found));
}

/** Code units of the first `points` code points. */
function unitsOf(text: string, points: number): number {
  return surrogate.test(text) ? [...text].slice(0, points).join('').length : points;
}

function replace(text: string, part: string, by: string, casing: Casing): string {
  if (part === '') return text;
  const { searched, part: wanted } = forSearch(text, part, casing);
  let result = '';
  let position = 0;
  for (let found = searched.indexOf(wanted); found >= 0; found = searched.indexOf(wanted, position)) {
    result += text.slice(position, found) + by;
    position = found + wanted.length;
  }
  return result + text.slice(position);
}

/** Folded forms whose positions are those of the text; a text whose folding changes its length is folded letter by letter where that keeps it. */
function forSearch(text: string, part: string, casing: Casing): { searched: string; part: string } {
  return casing === 'exact'
    ? { searched: text, part }
    : { searched: foldInPlace(text), part: foldInPlace(part) };
}

function foldInPlace(text: string): string {
  const folded = foldCase(text);
  if (folded.length === text.length) return folded;
  return [...text]
    .map(character => {
      const lower = foldCase(character);
      return lower.length === character.length ? lower : character;
    })
    .join('');
}

function baseName(text: string): string {
  return text.slice(lastSeparator(text) + 1);
}

function lastSeparator(text: string): number {
  return Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\'));
}
