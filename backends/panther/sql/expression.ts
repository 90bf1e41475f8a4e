import {
  type Arithmetic,
  type Call,
  type Choice,
  type Expression,
  isFilled,
  type Predicate,
  placesApart,
  type ValueCount,
  type ValueType,
} from '../../../src/ir/index.ts';
import { whyNotWritten, writtenOut } from '../../written-out.ts';
import { givesText, printCall } from './calls.ts';
import { type Columns, columnOf, type SqlValue } from './columns.ts';
import { asArray, asNumber, converted, convertedTo, operand, Unsaid } from './convert.ts';
import { sqlString } from './literal.ts';

/** What an expression needs of what stands around it. */
export interface Printing {
  readonly columns: Columns;
  /** A condition that decides which branch is taken: what is NULL is not. */
  readonly condition: (predicate: Predicate, columns: Columns) => string;
}

export { Unsaid } from './convert.ts';

/** An expression as SQL, NULL where it has no value. */
export function printValue(expression: Expression, printing: Printing): SqlValue {
  switch (expression.kind) {
    case 'field':
      return columnOf(expression, printing.columns);
    case 'literal':
      return literalValue(expression.value);
    case 'call': {
      const written = writtenOut(expression);
      if (written !== undefined) return printValue(written, printing);
      const values = expression.arguments.map(each => printValue(each, printing));
      const printed = printOfEach(expression, values) ?? printCall(expression, values);
      if (printed === undefined)
        throw new Unsaid(
          whyNotWritten(expression) ?? `SQL of this kind has no function for ${expression.function}`,
        );
      return printed;
    }
    case 'arithmetic':
      return printDistance(expression, printing) ?? printArithmetic(expression, printing);
    case 'choice':
      return printChoice(expression, printing);
    case 'coercion':
      if (expression.base !== undefined && expression.base !== 10)
        throw new Unsaid('numbers to another base');
      return printCoerced(printValue(expression.operand, printing), expression.to);
    case 'valueCount':
      return printCount(expression, printing);
    case 'fieldPattern':
      throw new Unsaid('SQL has no wildcards in the names of fields');
  }
}

/** A list with a function of each of its values. https://docs.snowflake.com/en/sql-reference/functions/transform */
function printOfEach(call: Call, [list, ...others]: readonly SqlValue[]): SqlValue | undefined {
  if (list?.type !== 'array' || !givesText(call.function)) return undefined;
  const of = printCall(call, [{ text: 'value', type: 'variant' }, ...others]);
  return of && { text: `TRANSFORM(${list.text}, value -> ${of.text})`, type: 'array' };
}

function printCoerced(value: SqlValue, to: ValueType): SqlValue {
  return value.type === 'array' && to === 'string'
    ? { text: `TRANSFORM(${value.text}, value -> value::string)`, type: 'array' }
    : converted(value, to);
}

export function literalValue(value: string | number | boolean | null): SqlValue {
  if (value === null) return { text: 'NULL', type: 'text' };
  if (typeof value === 'string') return { text: sqlString(value), type: 'text', present: true };
  const type = typeof value === 'number' ? 'number' : 'boolean';
  return { text: String(value).toUpperCase(), type, present: true };
}

const signs = { add: '+', subtract: '-', multiply: '*', divide: '/', modulo: '%' } as const;

/** Reckoned in doubles; by zero there is no value, where Snowflake ends the query with an error. */
function printArithmetic({ operator, left, right }: Arithmetic, printing: Printing): SqlValue {
  const first = operand(asNumber(printValue(left, printing)));
  const second = operand(asNumber(printValue(right, printing)));
  const divisor = right.kind === 'literal' && right.value !== 0 ? second : `NULLIF(${second}, 0)`;
  if (operator === 'divide') return { text: `${first}::double / ${divisor}`, type: 'number' };
  if (operator === 'modulo') return { text: `MOD(${first}, ${divisor})`, type: 'number' };
  return { text: `${first} ${signs[operator]} ${second}`, type: 'number' };
}

/** The root is of squares, and has no need of a guard. */
function printDistance(expression: Arithmetic, printing: Printing): SqlValue | undefined {
  if (placesApart(expression) === undefined || expression.right.kind !== 'call') return undefined;
  const [root] = expression.right.arguments;
  const [share] = root?.kind === 'call' ? root.arguments : [];
  if (share === undefined) return undefined;
  const [diameter, inner] = [expression.left, share].map(each => printValue(each, printing).text);
  return { text: `${diameter} * ASIN(SQRT(${inner}))`, type: 'number' };
}

/** The branches of one CASE are of one type; a list without a value is no NULL, so that COALESCE would take it. */
function printChoice(choice: Choice, printing: Printing): SqlValue {
  const { branches, otherwise } = choice;
  const values = branches.map(({ value }) => printValue(value, printing));
  const last = otherwise === undefined ? undefined : printValue(otherwise, printing);
  const all = [...values, ...(last === undefined ? [] : [last])].filter(({ text }) => text !== 'NULL');
  const types = [...new Set(all.map(each => each.type))];
  const type = types.includes('array') ? 'array' : types.length === 1 ? (types[0] ?? 'text') : 'text';
  if (isFilled(choice) && type !== 'array')
    return { text: `COALESCE(${all.map(each => valueAs(each, type)).join(', ')})`, type };
  const whens = branches.map(({ when }, index) => {
    const value = values[index];
    return `WHEN ${printing.condition(when, printing.columns)} THEN ${value === undefined ? 'NULL' : valueAs(value, type)}`;
  });
  const end = last === undefined || last.text === 'NULL' ? '' : ` ELSE ${valueAs(last, type)}`;
  const present = [...values, last].every(each => each?.present && each.type === type);
  return { text: `CASE ${whens.join(' ')}${end} END`, type, ...(present ? { present } : {}) };
}

function valueAs(value: SqlValue, type: SqlValue['type']): string {
  return value.text === 'NULL' ? 'NULL' : convertedTo(value, type);
}

/** Of one value 1, of none NULL. */
function printCount({ operand: counted }: ValueCount, printing: Printing): SqlValue {
  const value = printValue(counted, printing);
  // A rule that counts the values of a field takes it for a list, though no map says so.
  const text =
    value.type === 'array' || value.type === 'variant'
      ? `NULLIF(ARRAY_SIZE(${asArray(value)}), 0)`
      : `IFF(${value.text} IS NULL, NULL, 1)`;
  return { text, type: 'number' };
}
