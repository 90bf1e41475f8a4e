import type { Arithmetic, Call, Expression, Field } from '../../src/ir/index.ts';
import { pythonString } from './literal.ts';
import type { Reader, Reading } from './scope.ts';

/** An expression as Python, with the variables that must not be None for it to have a value. */
export interface PythonValue {
  readonly text: string;
  readonly guards: readonly string[];
}

/** A subject in the reading that its test needs; of functions, the texts they work on are read as texts. */
export function pythonValue(expression: Expression, reading: Reading, scope: Reader): PythonValue {
  switch (expression.kind) {
    case 'field':
      return { text: scope.read(expression, reading), guards: [] };
    case 'literal':
      return { text: literal(expression.value), guards: [] };
    case 'call':
      return callOf(expression, reading, scope);
    case 'arithmetic': {
      const left = numberOf(expression.left, scope);
      const right = numberOf(expression.right, scope);
      const text = arithmetic(expression.operator, left.text, right.text, scope);
      return { text, guards: [...left.guards, ...right.guards] };
    }
    case 'coercion':
      return expression.to === 'number'
        ? numberOf(expression.operand, scope)
        : pythonValue(expression.operand, reading, scope);
    default:
      return { text: 'None', guards: [] };
  }
}

/** Python's `%` takes the sign of the divisor, the IR's that of the dividend, as fmod does: https://docs.python.org/3/library/math.html */
function arithmetic(operator: Arithmetic['operator'], left: string, right: string, scope: Reader): string {
  if (operator === 'modulo') {
    scope.imports.add('from math import fmod');
    return `fmod(${left}, ${right})`;
  }
  return `(${left} ${{ add: '+', subtract: '-', multiply: '*', divide: '/' }[operator]} ${right})`;
}

/** Texts that are no numbers have no value as one. */
function numberOf(expression: Expression, scope: Reader): PythonValue {
  if (expression.kind !== 'field') return pythonValue(expression, 'raw', scope);
  scope.support.add('number');
  const text = `number(${scope.read(expression, 'raw')})`;
  return { text, guards: [text] };
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
  return { text, guards: [text] };
}

function callOf(call: Call, reading: Reading, scope: Reader): PythonValue {
  if (dateParts.has(call.function)) return datePart(call, scope);
  const texts = call.arguments.map(argument => textArgument(argument, scope));
  const guards = [...texts.flatMap(each => each.guards)];
  const [first = '""', second = '""', third] = texts.map(each => each.text);
  return { text: folded(call, bodyOf(call, first, second, third, texts), reading, scope), guards };
}

/** What a function gives, with its own text results in lower case where the test ignores case. */
function folded(call: Call, text: string, reading: Reading, scope: Reader): string {
  if (call.function === 'baseName' || call.function === 'extension') scope.imports.add('import re');
  return reading === 'folded' && call.function !== 'length' && call.function !== 'indexOf'
    ? `${text}.lower()`
    : text;
}

function bodyOf(
  call: Call,
  first: string,
  second: string,
  third: string | undefined,
  all: readonly PythonValue[],
): string {
  switch (call.function) {
    case 'length':
      return `len(${first})`;
    case 'lower':
      return `${first}.lower()`;
    case 'upper':
      return `${first}.upper()`;
    case 'trim':
      return `${first}.strip()`;
    case 'concat':
      return `(${all.map(each => each.text).join(' + ')})`;
    case 'substring':
      return `${first}[${second}:${third ?? ''}]`;
    case 'baseName':
      return String.raw`re.split(r"[\\/]", ${first})[-1]`;
    default:
      return 'None';
  }
}

/** An absent field has no value, whatever is done with it: its raw variable is the guard. */
function textArgument(argument: Expression, scope: Reader): PythonValue {
  if (argument.kind === 'field')
    return { text: scope.read(argument, 'text'), guards: [scope.read(argument as Field, 'raw')] };
  return pythonValue(argument, 'text', scope);
}
