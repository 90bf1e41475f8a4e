import { type Call, type Coercion, type Expression, isFilled, operands } from '../../src/ir/index.ts';
import { writtenOut } from '../written-out.ts';
import { printFunction } from './eval-functions.ts';
import type { Names } from './names.ts';
import { escapeRegex } from './pattern-regex.ts';
import { numberText, quoteRegex, quoteText } from './quoting.ts';

type Choice = Extract<Expression, { kind: 'choice' }>;

/** Prints the condition of a choice; given from outside, since conditions hold expressions and expressions conditions. */
export type PrintCondition = (condition: Choice['branches'][number]['when']) => string;

/**
 * An expression in eval's language, atomic or in brackets. A value that is not there makes it null, as in the IR.
 * https://help.splunk.com/splunk-enterprise/spl-search-reference/9.4/evaluation-functions
 */
export function printEval(expression: Expression, names: Names, condition: PrintCondition): string {
  const print = (each: Expression) => printEval(each, names, condition);
  switch (expression.kind) {
    case 'field':
      return names.eval(expression.name);
    case 'fieldPattern':
      return "'<<FIELD>>'";
    case 'literal':
      return printLiteral(expression.value);
    case 'call': {
      const written = writtenOut(expression);
      return written === undefined ? printCall(expression, print) : print(written);
    }
    case 'arithmetic':
      return `(${number(expression.left, print, names.counts)} ${operators[expression.operator]} ${number(expression.right, print, names.counts)})`;
    case 'coercion':
      return printCoercion(expression, print);
    case 'valueCount':
      return `mvcount(${print(expression.operand)})`;
    case 'choice': {
      const { otherwise } = expression;
      if (isFilled(expression)) return `coalesce(${operands(expression).map(print).join(', ')})`;
      const branches = expression.branches.map(({ when, value }) => `${condition(when)}, ${print(value)}`);
      const last = otherwise ? [`true(), ${print(otherwise)}`] : [];
      return `case(${[...branches, ...last].join(', ')})`;
    }
  }
}

export function printLiteral(value: string | number | boolean | null): string {
  if (value === null) return 'null()';
  return typeof value === 'number' ? numberText(value) : quoteText(String(value));
}

/** An operand of arithmetic or of a numeric comparison: `+` would join texts, and `<` would order them by letters. */
export function number(
  expression: Expression,
  print: (each: Expression) => string,
  counts: ReadonlySet<string> | undefined,
): string {
  if (expression.kind === 'literal') return numberText(Number(expression.value));
  if (expression.kind === 'field' && counts?.has(expression.name)) return print(expression);
  return isNumeric(expression) ? print(expression) : `tonumber(${print(expression)})`;
}

/** Whether eval gives the expression as a number without being asked to. */
export function isNumeric(expression: Expression): boolean {
  if (expression.kind === 'call')
    return numericCalls.test(expression.function) || expression.function in dateParts;
  if (expression.kind === 'literal') return typeof expression.value === 'number';
  if (expression.kind === 'coercion') return expression.to === 'number';
  return expression.kind === 'arithmetic' || expression.kind === 'valueCount';
}

const numericCalls =
  /^(?:length|indexOf|abs|floor|sqrt|ceil|exp|a?(?:sin|cos|tan)|(?:sin|cos|tan)h|pow|log10|sign|truncate|round|greatest|least|datePart)$/;

const operators = { add: '+', subtract: '-', multiply: '*', divide: '/', modulo: '%' } as const;

/** https://help.splunk.com/en/splunk-enterprise/search/spl-search-reference/9.4/time-format-variables-and-modifiers/date-and-time-format-variables */
const dateParts: Readonly<Record<string, string>> = {
  minute: '%M',
  hour: '%H',
  day: '%d',
  week: '%V',
  month: '%m',
  year: '%Y',
};

function printCall(call: Call, print: (each: Expression) => string): string {
  const [first] = call.arguments;
  const subject = first === undefined ? 'null()' : print(first);
  switch (call.function) {
    case 'length':
      return `len(${subject})`;
    case 'lower':
    case 'upper':
      return `${call.function}(${subject})`;
    case 'trim':
      return `replace(${subject}, ${quoteRegex('^\\s+|\\s+$')}, "")`;
    case 'concat':
      return `(${call.arguments.map(print).join(' . ')})`;
    case 'substring':
      return printSubstring(subject, call.arguments.slice(1), print);
    case 'indexOf': {
      const wanted = call.arguments[1];
      if (wanted !== undefined && wanted.kind !== 'literal')
        return printPosition(subject, print(wanted), call.casing === 'ignored');
      const part = `${call.casing === 'ignored' ? '(?is)' : '(?s)'}${escapeRegex(literalText(call.arguments[1]))}`;
      return whenMatching(subject, part, `len(replace(${subject}, ${quoteRegex(`${part}.*\\z`)}, ""))`);
    }
    case 'between':
    case 'replace':
      return printReplacement(call, subject);
    case 'baseName':
      return `replace(${subject}, ${quoteRegex('(?s)^.*[\\\\/]')}, "")`;
    case 'extension':
      return whenMatching(
        subject,
        '[^\\\\/]\\.[^.\\\\/]*\\z',
        `replace(${subject}, ${quoteRegex('(?s)^.*\\.')}, "")`,
      );
    case 'directoryName':
      return whenMatching(
        subject,
        '[\\\\/]',
        `replace(${subject}, ${quoteRegex('[\\\\/][^\\\\/]*\\z')}, "")`,
      );
    default:
      return (
        printFunction(call, print) ?? `tonumber(strftime(${subject}, "${dateParts[call.function] ?? ''}"))`
      );
  }
}

/** substr() counts from 1 and takes a length; the IR counts from 0, from the end when negative, and takes an end. */
function printSubstring(
  subject: string,
  bounds: readonly Expression[],
  print: (each: Expression) => string,
): string {
  const last = lastOf(subject, bounds);
  if (last !== undefined) return last;
  const [start, end] = bounds.map(bound => position(bound, subject, print));
  const from = start ?? '0';
  if (end === undefined) return `substr(${subject}, ${plus(from, 1)})`;
  const length =
    /^\d+$/.test(from) && /^\d+$/.test(end) ? String(Math.max(Number(end) - Number(from), 0)) : undefined;
  if (length === '0') return `if(isnull(${subject}), null(), "")`;
  if (length !== undefined) return `substr(${subject}, ${plus(from, 1)}, ${length})`;
  return `if(${end}>${from}, substr(${subject}, ${plus(from, 1)}, ${end}-${from}), if(isnull(${subject}), null(), ""))`;
}

/** The last characters: what stands before so many of them is taken away. */
function lastOf(subject: string, [start, ...more]: readonly Expression[]): string | undefined {
  const count = start?.kind === 'literal' ? -Number(start.value) : 0;
  if (more.length > 0 || !(Number.isInteger(count) && count > 0)) return undefined;
  return `replace(${subject}, ${quoteRegex(`(?s)^.*(?=.{${count}}\\z)`)}, "")`;
}

function plus(text: string, add: number): string {
  return /^\d+$/.test(text) ? String(Number(text) + add) : `${text}+${add}`;
}

function position(bound: Expression, subject: string, print: (each: Expression) => string): string {
  if (bound.kind === 'literal') {
    const index = Number(bound.value);
    return index >= 0 ? numberText(index) : `max(len(${subject})${numberText(index)}, 0)`;
  }
  const index = number(bound, print, undefined);
  return `if(${index}<0, max(len(${subject})+${index}, 0), ${index})`;
}

/** The first piece that a text leaves when another one is cut out of it ends where that one begins. */
function printPosition(subject: string, part: string, folds: boolean): string {
  const [whole, wanted] = folds ? [`lower(${subject})`, `lower(${part})`] : [subject, part];
  const pieces = `split(${whole}, ${wanted})`;
  return `case(isnotnull(${subject}) AND ${part}=="", 0, mvcount(${pieces})>1, len(mvindex(${pieces}, 0)))`;
}

/** Null unless the text matches: replace() would give the text itself. */
function whenMatching(subject: string, regex: string, value: string): string {
  return `if(match(${subject}, ${quoteRegex(regex)}), ${value}, null())`;
}

/** Both are of written texts, as a regex; what stands between is empty when either side is missing. */
function printReplacement(call: Call, subject: string): string {
  const [, second, third, greedy] = call.arguments;
  const [left, right] = [literalText(second), literalText(third)];
  const flags = call.casing === 'ignored' ? '(?is)' : '(?s)';
  if (call.function === 'replace')
    return left === ''
      ? subject
      : `replace(${subject}, ${quoteRegex(flags + escapeRegex(left))}, ${quoteText(right)})`;
  if (left === '' || right === '') return subject;
  const run = literalText(greedy) === 'true' ? '.*' : '.*?';
  const regex = `${flags}^.*?${escapeRegex(left)}(${run})${escapeRegex(right)}.*\\z`;
  return `if(match(${subject}, ${quoteRegex(regex)}), replace(${subject}, ${quoteRegex(regex)}, ${quoteText('\\1')}), replace(${subject}, ${quoteRegex('(?s)^.*\\z')}, ""))`;
}

/** A parameter that `inspect` has seen to be written out. */
function literalText(parameter: Expression | undefined): string {
  return parameter?.kind === 'literal' && parameter.value !== null ? String(parameter.value) : '';
}

function printCoercion(coercion: Coercion, print: (each: Expression) => string): string {
  const operand = print(coercion.operand);
  switch (coercion.to) {
    case 'number':
      return coercion.base === undefined ? `tonumber(${operand})` : `tonumber(${operand}, ${coercion.base})`;
    case 'string':
      return isNumeric(coercion.operand) ? `tostring(${operand})` : operand;
    case 'boolean':
      return `if(in(lower(${operand}), "true", "false"), lower(${operand}), null())`;
    default:
      return operand;
  }
}
