import { type Call, type Expression, type FunctionName, startOfTime } from '../../../src/ir/index.ts';
import { atom, binding, type Fragment, within } from '../fragment.ts';
import { type Doc, pieces } from '../layout.ts';
import { dateParts, nameOfSeveral, names, plainNames } from './call-names.ts';
import { printPoint } from './points.ts';
import { string } from './strings.ts';

/** A call of a function by its name. */
export function call(name: string, values: readonly Doc[]): Fragment {
  const separated = values.flatMap((value, index) => (index === 0 ? [value] : [', ', value]));
  return atom(pieces(`${name}(`, ...separated, ')'));
}

/** Those to which the order of values matters. */
const ordered: ReadonlySet<FunctionName> = new Set(['mvFirst', 'mvLast', 'mvConcat', 'mvSlice', 'mvZip']);

export type Print = (expression: Expression) => Fragment;

export function printCall(expression: Call, print: Print): Fragment {
  const { function: name, arguments: values } = expression;
  const docs = (): readonly Doc[] => values.map(value => print(value).doc);
  const part = dateParts[name];
  if (part !== undefined) return call('date_extract', [string(part), ...docs()]);
  const plain = names[name];
  if (plain !== undefined) return call(plain, docs());
  if (plainNames.test(name)) return name === 'round' ? printRound(values, print) : call(name, docs());
  if (name.startsWith('mv')) return printSeveral(name, values, print);
  const special = specials[name];
  if (special === undefined) throw new Error(`plan left a call of ${name} that ES|QL does not hold`);
  return special(expression, print);
}

/** Whether ES|QL has the function in any form. */
export function hasCall(name: FunctionName): boolean {
  return (
    name in dateParts || name in names || name in specials || plainNames.test(name) || name.startsWith('mv')
  );
}

/** Concat and replace take texts alone, where those of other languages take what they are given. */
export function textOf(value: Expression, print: Print): Doc {
  const printed = print(value).doc;
  if (value.kind === 'literal') return value.value === null ? printed : string(String(value.value));
  const isText =
    value.kind === 'field'
      ? value.type === undefined || value.type === 'string' || value.type === 'unknown'
      : value.kind === 'coercion'
        ? value.to === 'string'
        : value.kind !== 'arithmetic' && value.kind !== 'valueCount' && !isNumeric(value);
  return isText ? printed : call('to_string', [printed]).doc;
}

const isNumeric = (value: Expression): boolean =>
  value.kind === 'call' &&
  /^(?:length|byteLength|indexOf|round|abs|ceil|floor|truncate|datePart|dateDifference)$/.test(
    value.function,
  );

type Special = (expression: Call, print: Print) => Fragment;

const specials: Readonly<Partial<Record<FunctionName, Special>>> = {
  geoPoint: ({ arguments: values }, print) => printPoint(values, print),
  concat: ({ arguments: values }, print) =>
    call(
      'concat',
      values.map(value => textOf(value, print)),
    ),
  substring: ({ arguments: values }, print) => printSubstring(values, print),
  jsonObject: ({ arguments: values }, print) =>
    call(
      'json_string',
      values.map(value => print(storedField(value)).doc),
    ),
  indexOf: (expression, print) => printIndexOf(expression, print),
  week: ({ arguments: values }, print) => printWeek(values.map(value => print(value).doc)),
  replace: ({ arguments: [text, part, by] }, print) =>
    call('replace', [
      ...(text === undefined ? [] : [textOf(text, print)]),
      string(written(part).replaceAll(/[\\^$.|?*+()[\]{}]/g, '\\$&')),
      string(written(by).replaceAll(/[\\$]/g, '\\$&')),
    ]),
  sha512: ({ arguments: values }, print) =>
    call('hash', [string('SHA-512'), ...values.map(value => textOf(value, print))]),
  replaceRegex: ({ arguments: [text, ...others] }, print) =>
    call('replace', [
      ...(text === undefined ? [] : [textOf(text, print)]),
      ...others.map(value => print(value).doc),
    ]),
  baseName: ({ arguments: [path] }, print) =>
    call('replace', [
      ...(path === undefined ? [] : [textOf(path, print)]),
      string(String.raw`(?s)^.*[\\/]`),
      string(''),
    ]),
  truncate: ({ arguments: [value] }, print) => printTruncation(value, print),
  dateAdd: ({ arguments: values }, print) => printMoved(values, print),
  dateTruncate: ({ arguments: values }, print) => printTruncatedTime(values, print),
};

/** The text of a literal; plan leaves no other to be replaced, since what is replaced is a regex of Java. */
function written(value: Expression | undefined): string {
  return value?.kind === 'literal' ? String(value.value) : '';
}

/** A whole number out of another type is made by its conversion. */
function printRound(values: readonly Expression[], print: Print): Fragment {
  const [value, ...places] = values;
  if (value?.kind === 'coercion' && value.to === 'number' && places.length === 0)
    return call('to_long', [print(value.operand).doc]);
  return call(
    'round',
    values.map(each => print(each).doc),
  );
}

/** The index keeps the values of a keyword sorted, and each but once: that goes without saying of a field. */
function printSeveral(name: FunctionName, values: readonly Expression[], print: Print): Fragment {
  const bare = ordered.has(name) ? values.map(storedField) : values;
  const [from, to] = [bare[1], bare[2]];
  const isOne =
    name === 'mvSlice' && from?.kind === 'literal' && to?.kind === 'literal' && from.value === to.value;
  if (name === 'mvAppend' && bare.every(value => value.kind === 'literal')) {
    const docs = bare.map(value => print(value).doc);
    return atom(pieces('[', ...docs.flatMap((doc, index) => (index === 0 ? [doc] : [', ', doc])), ']'));
  }
  return call(
    nameOfSeveral(name),
    (isOne ? bare.slice(0, 2) : bare).map(value => print(value).doc),
  );
}

function storedField(expression: Expression): Expression {
  if (expression.kind !== 'call' || expression.function !== 'mvSort') return expression;
  const [inner, order] = expression.arguments;
  const isRising = order?.kind === 'literal' && order.value === 'ASC';
  if (inner?.kind === 'field' && isRising && inner.type === 'number') return inner;
  if (inner?.kind !== 'call' || inner.function !== 'mvDedupe') return expression;
  const [field] = inner.arguments;
  return field?.kind === 'field' ? field : expression;
}

/** Positions from 1, and a length for the end. */
function printSubstring(values: readonly Expression[], print: Print): Fragment {
  const [text, start, end] = values;
  if (text === undefined || start === undefined) throw new Error('plan left a substring without a position');
  const subject = print(text).doc;
  if (start.kind === 'literal' && Number(start.value) < 0) {
    const [from, to] = [Number(start.value), end?.kind === 'literal' ? Number(end.value) : undefined];
    return call('substring', [subject, String(from), ...(to === undefined ? [] : [String(to - from)])]);
  }
  const first = shifted(start, 1, print);
  if (end === undefined) return call('substring', [subject, first]);
  return call('substring', [subject, first, lengthBetween(start, end, print)]);
}

/** A position one further, as a number where it is one. */
function shifted(position: Expression, by: number, print: Print): Doc {
  if (position.kind === 'literal') return String(Number(position.value) + by);
  const undone = position.kind === 'arithmetic' && position.operator === 'subtract' ? position : undefined;
  if (undone?.right.kind === 'literal' && undone.right.value === by) return print(undone.left).doc;
  return pieces(within(print(position), binding.sum), ` + ${by}`);
}

function lengthBetween(start: Expression, end: Expression, print: Print): Doc {
  if (start.kind === 'literal' && end.kind === 'literal')
    return String(Math.max(0, Number(end.value) - Number(start.value)));
  if (end.kind === 'arithmetic' && end.operator === 'add' && print(end.left).doc === print(start).doc)
    return print(end.right).doc;
  if (start.kind === 'literal' && start.value === 0) return print(end).doc;
  if (end.kind === 'arithmetic' && end.operator === 'add') return print(end.right).doc;
  return pieces(within(print(end), binding.sum), ' - ', within(print(start), binding.product));
}

/** `locate` counts from 1, and gives 0 where there is none: then there is no position. */
function printIndexOf({ casing, arguments: values }: Call, print: Print): Fragment {
  const docs = values.map(value => print(value).doc);
  const found = call(
    'locate',
    casing === 'ignored' ? docs.map(doc => call('to_lower', [doc]).doc) : docs,
  ).doc;
  return call('case', [pieces(found, ' > 0'), pieces(found, ' - 1')]);
}

/** The ISO week is that of its Thursday: days of the year before it, in sevens. */
function printWeek(docs: readonly Doc[]): Fragment {
  const monday = call('date_trunc', ['1 week', ...docs]).doc;
  const day = call('date_extract', [string('day_of_year'), pieces(monday, ' + 3 days')]).doc;
  return { doc: pieces('(', day, ' - 1) / 7 + 1'), binding: binding.sum };
}

/** Division of whole numbers drops the fraction. */
function printTruncation(value: Expression | undefined, print: Print): Fragment {
  if (value?.kind === 'arithmetic' && value.operator === 'divide')
    return {
      doc: pieces(
        within(print(value.left), binding.product),
        ' / ',
        within(print(value.right), binding.atom),
      ),
      binding: binding.product,
    };
  const doc = value === undefined ? '0' : print(value).doc;
  return call('case', [pieces(doc, ' < 0'), call('ceil', [doc]).doc, call('floor', [doc]).doc]);
}

function spanOf(amount: Expression | undefined, unit: Expression | undefined): string {
  const count = amount?.kind === 'literal' ? Math.abs(Number(amount.value)) : 1;
  const word = unit?.kind === 'literal' ? String(unit.value) : 'day';
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** Seven days are weeks to it, and several weeks are none that begin on a Monday. */
function printTruncatedTime([time, amount, unit]: readonly Expression[], print: Print): Fragment {
  if (time === undefined) throw new Error('plan left a truncated time without a time');
  const span = spanOf(amount, unit);
  const count = /^(\d+) weeks$/.exec(span)?.[1];
  if (count === undefined)
    return call('date_trunc', [span === '7 days' ? '168 hours' : span, print(time).doc]);
  const moved = pieces(within(print(time), binding.sum), ' + 3 days');
  const start = call('date_trunc', [`${Number(count) * 168} hours`, moved]);
  return { doc: pieces(start.doc, ' - 3 days'), binding: binding.sum };
}

/** A number of milliseconds since 1970, which is a time once it is made one. */
function isSinceStart(time: Expression, unit: Expression | undefined): boolean {
  const isStart = time.kind === 'literal' && time.value === startOfTime;
  return isStart && unit?.kind === 'literal' && unit.value === 'millisecond';
}

function printMoved([time, amount, unit]: readonly Expression[], print: Print): Fragment {
  if (time === undefined) throw new Error('plan left a moved time without a time');
  if (isSinceStart(time, unit) && amount !== undefined) return call('to_datetime', [print(amount).doc]);
  const sign = amount?.kind === 'literal' && Number(amount.value) < 0 ? '-' : '+';
  return {
    doc: pieces(within(print(time), binding.sum), ` ${sign} ${spanOf(amount, unit)}`),
    binding: binding.sum,
  };
}
