import {
  type Arithmetic,
  type Call,
  type Choice,
  type Expression,
  type Place,
  placesApart,
} from '../../src/ir/index.ts';
import { mayLack, type Operands, writerOf } from './functions.ts';
import { givesList, listOf, reduced, takesList } from './lists.ts';
import { pythonString } from './literal.ts';
import { isSurelyText, type Reader, type Reading } from './scope.ts';
import { isTimeCall, printTimeCall } from './times.ts';

/** An expression as Python, with the conditions under which it has a value. */
export interface PythonValue {
  readonly text: string;
  readonly guards: readonly string[];
}

/** A subject in the reading that its test needs; of functions, the texts they work on are read as texts. */
export function pythonValue(expression: Expression, reading: Reading, scope: Reader): PythonValue {
  const bound = scope.bound?.get(expression);
  if (bound !== undefined) {
    const isText = expression.kind === 'field' && isSurelyText(expression);
    return {
      text: inReading(bound.name, reading, isText),
      guards: bound.mayLack ? [`${bound.name} is not None`] : [],
    };
  }
  switch (expression.kind) {
    case 'field':
      return { text: scope.read(expression, reading), guards: [] };
    case 'literal':
      return { text: literal(expression.value), guards: [] };
    case 'call':
      return callOf(expression, reading, scope);
    case 'arithmetic':
      return shown(arithmetic(expression, scope), reading, scope);
    case 'coercion':
      return coercion(expression, reading, scope);
    case 'choice':
      return choiceOf(expression, reading, scope);
    case 'valueCount': {
      const list = listOf(expression.operand, scope, textValue);
      return { text: `len(${list})`, guards: [`bool(${list})`] };
    }
    default:
      return { text: 'None', guards: [] };
  }
}

function inReading(text: string, reading: Reading, isText: boolean): string {
  if (reading === 'raw') return text;
  const whole = isText ? text : `str(${text})`;
  return reading === 'folded' ? `${whole}.lower()` : whole;
}

/** A number that is looked at as a text. */
function shown(value: PythonValue, reading: Reading, scope: Reader): PythonValue {
  if (reading === 'raw') return value;
  scope.support.add('number_text');
  return { ...value, text: `number_text(${value.text})` };
}

/** Python's `%` takes the sign of the divisor, the IR's that of the dividend, as fmod does: https://docs.python.org/3/library/math.html */
function arithmetic(expression: Arithmetic, scope: Reader): PythonValue {
  const { operator, left, right } = expression;
  const places = placesApart(expression);
  if (places !== undefined) return distance(places, scope);
  const [first, second] = [numberValue(left, scope), numberValue(right, scope)];
  const mayFail = (operator === 'divide' || operator === 'modulo') && !isNotZero(right);
  const guards = [...first.guards, ...second.guards, ...(mayFail ? [`${second.text} != 0`] : [])];
  if (operator === 'modulo') {
    scope.imports.add('from math import fmod');
    return { text: `fmod(${first.text}, ${second.text})`, guards };
  }
  const sign = { add: '+', subtract: '-', multiply: '*', divide: '/' }[operator];
  return { text: `(${first.text} ${sign} ${second.text})`, guards };
}

function distance(places: readonly [Place, Place], scope: Reader): PythonValue {
  scope.support.add('metres_between');
  const numbers = places.flatMap(({ longitude, latitude }) => [longitude, latitude]);
  const values = numbers.map(each => numberValue(each, scope));
  const text = `metres_between(${values.map(value => value.text).join(', ')})`;
  return { text, guards: values.flatMap(({ guards }) => guards) };
}

function isNotZero(expression: Expression): boolean {
  return expression.kind === 'literal' && Number(expression.value) !== 0;
}

/** Texts that are no numbers have no value as one. */
export function numberValue(expression: Expression, scope: Reader): PythonValue {
  if (expression.kind === 'literal') return { text: literal(Number(expression.value)), guards: [] };
  const value = pythonValue(expression, 'raw', scope);
  if (isNumeric(expression)) return value;
  scope.support.add('number');
  const text = `number(${value.text})`;
  return { text, guards: [...value.guards, `${text} is not None`] };
}

/** A text, which an absent field has none of: its raw variable says so. */
export function textValue(expression: Expression, scope: Reader, reading: Reading = 'text'): PythonValue {
  const value = pythonValue(expression, reading, scope);
  if (expression.kind !== 'field' || scope.bound?.has(expression)) return value;
  return { ...value, guards: [`${scope.read(expression, 'raw')} is not None`] };
}

const numbers =
  /^(?:length|indexOf|byteLength|minute|hour|day|week|month|year|abs|ceil|floor|truncate|round|sqrt|least|greatest|datePart|dateDifference|mvSum|mvAverage|mvMedian)$/;

/** Whether what Python makes of an expression is a number. */
export function isNumeric(expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal':
      return typeof expression.value === 'number';
    case 'call':
      return numbers.test(expression.function);
    case 'arithmetic':
    case 'valueCount':
      return true;
    case 'coercion':
      return expression.to === 'number';
    case 'choice':
      return [...expression.branches.map(({ value }) => value), expression.otherwise].every(
        value => value === undefined || isNumeric(value),
      );
    default:
      return false;
  }
}

/** Whether what Python makes of an expression is True or False. */
export function isBoolean(expression: Expression): boolean {
  return expression.kind === 'call' && /^mv(?:Contains|Intersects)$/.test(expression.function);
}

function literal(value: string | number | boolean | null): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'number' ? String(value) : pythonString(value);
}

const dateParts: ReadonlySet<string> = new Set(['minute', 'hour', 'day', 'week', 'month', 'year']);

/** A part of a time, or None where the value is no time. */
function datePart(call: Call, scope: Reader): PythonValue {
  scope.support.add('date_part');
  const [argument] = call.arguments;
  const time = argument === undefined ? 'None' : pythonValue(argument, 'raw', scope).text;
  const text = `date_part(${time}, "${call.function}")`;
  return { text, guards: [`${text} is not None`] };
}

function callOf(call: Call, reading: Reading, scope: Reader): PythonValue {
  if (dateParts.has(call.function)) return datePart(call, scope);
  if (isTimeCall(call)) {
    const value = printTimeCall(call, each => pythonValue(each, 'raw', scope), scope);
    return shown(value, reading, scope);
  }
  if (takesList(call) && !givesList(call)) {
    const { text, guards } = reduced(call, scope, textValue);
    const isText = call.function === 'mvConcat' || isNumeric(call) || isBoolean(call);
    return { text: inReading(text, reading, isText && reading !== 'folded'), guards };
  }
  const write = writerOf(call.function);
  const guards: string[] = [];
  const text = write?.(operandsOf(call, scope, guards), call, scope) ?? 'None';
  if (mayLack.has(call.function)) guards.push(`${text} is not None`);
  if (isNumeric(call)) return shown({ text, guards }, reading, scope);
  return { text: reading === 'folded' ? `${text}.lower()` : text, guards };
}

function operandsOf(call: Call, scope: Reader, guards: string[]): Operands {
  const taken = (value: PythonValue): string => {
    for (const guard of value.guards) if (!guards.includes(guard)) guards.push(guard);
    return value.text;
  };
  const at = (index: number): Expression => call.arguments[index] ?? nothing;
  return {
    text: index => taken(textValue(asWritten(at(index)), scope)),
    number: index => taken(numberValue(at(index), scope)),
    whole: index => {
      const value = at(index);
      if (value.kind === 'literal') return String(Math.trunc(Number(value.value)));
      return `int(${taken(numberValue(value, scope))})`;
    },
    guard: condition => guards.push(condition),
  };
}

/** A number among texts, which the IR takes for the text that it is written as. */
function asWritten(value: Expression): Expression {
  return value.kind === 'literal' && typeof value.value === 'number'
    ? { ...value, value: String(value.value) }
    : value;
}

const nothing: Expression = { kind: 'literal', value: '', origin: [] };

function coercion(
  { to, base, operand }: Extract<Expression, { kind: 'coercion' }>,
  reading: Reading,
  scope: Reader,
): PythonValue {
  if (to === 'string') return textValue(operand, scope, reading === 'raw' ? 'text' : reading);
  if (to === 'boolean') {
    const { text, guards } = textValue(operand, scope, 'folded');
    return { text, guards: [...guards, `${text} in ("true", "false")`] };
  }
  if (to === 'time') {
    scope.support.add('date_part');
    const { text, guards } = pythonValue(operand, 'raw', scope);
    return { text, guards: [...guards, `date_part(${text}, "year") is not None`] };
  }
  if (to !== 'number') return pythonValue(operand, reading, scope);
  if (base === undefined || base === 10) return shown(numberValue(operand, scope), reading, scope);
  scope.support.add('number_from');
  const { text, guards } = textValue(operand, scope);
  const number = `number_from(${text}, ${base})`;
  return shown({ text: number, guards: [...guards, `${number} is not None`] }, reading, scope);
}

/** `a if … else b`; where no branch holds, or the one that does gives nothing, there is None. */
function choiceOf(choice: Choice, reading: Reading, scope: Reader): PythonValue {
  const digits = digitsIn(choice);
  if (digits !== undefined) {
    for (const each of ['any_number', 'number', 'number_from'] as const) scope.support.add(each);
    const number = `any_number(${pythonValue(digits, 'raw', scope).text})`;
    return shown({ text: number, guards: [`${number} is not None`] }, reading, scope);
  }
  const numeric = isNumeric(choice);
  const branches = choice.branches.map(({ when, value }) => {
    const condition = scope.condition(when);
    return `${given(value, reading, numeric, scope)} if ${condition} else `;
  });
  const last = choice.otherwise === undefined ? 'None' : given(choice.otherwise, reading, numeric, scope);
  const text = `(${branches.join('')}${last})`;
  return { text, guards: [`${text} is not None`] };
}

function given(value: Expression, reading: Reading, numeric: boolean, scope: Reader): string {
  const { text, guards } = numeric ? numberValue(value, scope) : textValue(value, scope, reading);
  return guards.length === 0 ? text : `(${text} if ${guards.join(' and ')} else None)`;
}

/** EQL's `number`: hexadecimal after 0x, and any other decimal. */
function digitsIn({ branches, otherwise }: Choice): Expression | undefined {
  const [only, ...others] = branches;
  if (only === undefined || others.length > 0 || otherwise?.kind !== 'coercion') return undefined;
  const { when, value } = only;
  if (value.kind !== 'coercion' || value.to !== 'number' || value.base !== 16 || when.kind !== 'like')
    return undefined;
  const isDigits =
    otherwise.to === 'number' &&
    otherwise.base === undefined &&
    when.casing === 'ignored' &&
    when.patterns.length === 1;
  const prefix = when.patterns[0]?.[0];
  return isDigits && prefix?.kind === 'text' && prefix.text === '0x' ? otherwise.operand : undefined;
}
