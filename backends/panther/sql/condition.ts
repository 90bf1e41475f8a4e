import {
  type Expression,
  type Field,
  fieldsOf,
  type Leaf,
  type Predicate,
  subjects,
} from '../../../src/ir/index.ts';
import { takesArrays } from './calls.ts';
import { type Columns, columnOf } from './columns.ts';
import { asArray } from './convert.ts';
import { type Printing, Unsaid } from './expression.ts';
import { isTotal, printOne } from './leaf.ts';
import { pathPart, sqlString } from './literal.ts';

/** How a junction nests: `OR` within `AND` stands in parentheses. */
type Level = 'or' | 'and' | 'one';

/**
 * A condition that keeps the rows of which it is true. What SQL leaves NULL is not, but neither is its negation, so that what
 * stands under NOT is made false there.
 */
export function printCondition(predicate: Predicate, columns: Columns, level: Level = 'or'): string {
  switch (predicate.kind) {
    case 'always':
      return predicate.value ? 'TRUE' : 'FALSE';
    case 'not':
      return printNot(predicate.operand, columns);
    case 'and': {
      const text = predicate.operands.map(each => printCondition(each, columns, 'and')).join(' AND ');
      return level === 'one' ? `(${text})` : text;
    }
    case 'or': {
      const text = predicate.operands.map(each => printCondition(each, columns, 'and')).join(' OR ');
      return level === 'or' ? text : `(${text})`;
    }
    default:
      return printLeaf(predicate, columns);
  }
}

function printNot(operand: Predicate, columns: Columns): string {
  const distinct = distinctFrom(operand, columns);
  if (distinct !== undefined) return distinct;
  if (operand.kind === 'exists' && !isQuantified(operand, columns)) {
    const text = printLeaf(operand, columns);
    if (text.endsWith(' IS NOT NULL')) return text.replace(/ IS NOT NULL$/, ' IS NULL');
  }
  const isPlain = isTotal(operand) && !(operand.kind === 'exists' && arraysOf(operand, columns).length > 0);
  return isPlain
    ? `NOT ${printCondition(operand, columns, 'one')}`
    : `NOT COALESCE(${printCondition(operand, columns)}, FALSE)`;
}

/** `x IS DISTINCT FROM 'a'` is true of NULL. https://docs.snowflake.com/en/sql-reference/functions/is-distinct-from */
function distinctFrom(leaf: Predicate, columns: Columns): string | undefined {
  if (leaf.kind !== 'equals' || leaf.values.length !== 1 || isQuantified(leaf, columns)) return undefined;
  const text = printLeaf(leaf, columns);
  const [value] = leaf.values;
  if (typeof value === 'number') return undefined;
  const literal = [String(value), String(value).toLowerCase()]
    .map(sqlString)
    .find(each => text.endsWith(` = ${each}`));
  return literal === undefined
    ? undefined
    : `${text.slice(0, text.length - ` = ${literal}`.length)} IS DISTINCT FROM ${literal}`;
}

function isQuantified(leaf: Leaf, columns: Columns): boolean {
  return leaf.kind !== 'exists' && arraysOf(leaf, columns).length > 0;
}

/** Whether it is made of lists as a whole. */
export function isOfLists(subject: Expression): boolean {
  return subject.kind === 'valueCount' || (subject.kind === 'call' && takesArrays(subject.function));
}

/** The fields of a leaf that hold arrays, and are not taken whole by a function. */
export function arraysOf(leaf: Leaf, columns: Columns): readonly Field[] {
  const found = new Map<string, Field>();
  for (const subject of subjects(leaf)) {
    if (isOfLists(subject)) continue;
    for (const field of fieldsOf(subject))
      if (columnOf(field, columns).type === 'array') found.set(field.name, field);
  }
  return [...found.values()];
}

function printLeaf(leaf: Leaf, columns: Columns): string {
  if (leaf.kind === 'element') return printElement(leaf, columns);
  const [array, ...others] = leaf.kind === 'exists' ? [] : arraysOf(leaf, columns);
  const printing: Printing = { columns, condition: printCondition };
  if (array === undefined || leaf.kind === 'exists') return printOne(leaf, printing);
  if (others.length > 0) throw new Unsaid('SQL compares the values of one array at a time');
  return printOfArray(leaf, array, columns);
}

/** https://docs.snowflake.com/en/sql-reference/functions/filter */
function printOfArray(leaf: Leaf, array: Field, columns: Columns): string {
  const { text } = columnOf(array, columns);
  const quantifier = 'quantifier' in leaf ? leaf.quantifier : 'any';
  const inner = withColumn(columns, array.name, 'value');
  const one = printOne(leaf, { columns: inner, condition: printCondition });
  if (quantifier === 'any') return `ARRAY_SIZE(FILTER(${text}, value -> ${one})) > 0`;
  if (quantifier === 'all')
    return `(ARRAY_SIZE(${text}) > 0 AND ARRAY_SIZE(FILTER(${text}, value -> NOT COALESCE(${one}, FALSE))) = 0)`;
  return `(ARRAY_SIZE(ARRAY_DISTINCT(${text})) = 1 AND ARRAY_SIZE(FILTER(${text}, value -> ${one})) > 0)`;
}

function withColumn(columns: Columns, name: string, text: string): Columns {
  return { ...columns, known: new Map([...columns.known, [name, { text, type: 'variant' }]]) };
}

/** The fields of the element are read from the argument of the lambda. */
function printElement(leaf: Extract<Leaf, { kind: 'element' }>, columns: Columns): string {
  if (leaf.path.kind !== 'field') throw new Unsaid('SQL looks at the elements of a field');
  const path = leaf.path.name;
  const known = new Map(columns.known);
  for (const each of fieldsOfPredicate(leaf.where))
    if (each.name.startsWith(`${path}.`)) {
      const parts = each.name.slice(path.length + 1).split('.');
      known.set(each.name, { text: `value${parts.map(pathPart).join('')}`, type: 'variant' });
    }
  const inner: Columns = { ...columns, known };
  const text = asArray(columnOf(leaf.path, columns));
  return `ARRAY_SIZE(FILTER(${text}, value -> ${printCondition(leaf.where, inner)})) > 0`;
}

function* fieldsOfPredicate(predicate: Predicate): Generator<Field> {
  if (predicate.kind === 'and' || predicate.kind === 'or')
    for (const each of predicate.operands) yield* fieldsOfPredicate(each);
  else if (predicate.kind === 'not') yield* fieldsOfPredicate(predicate.operand);
  else if (predicate.kind !== 'always') for (const subject of subjects(predicate)) yield* fieldsOf(subject);
}

/** Conjuncts, a line each. */
export function conditionLines(predicate: Predicate, columns: Columns): readonly string[] {
  if (predicate.kind === 'always' && predicate.value) return [];
  const operands = predicate.kind === 'and' ? predicate.operands : [predicate];
  return operands.flatMap(each => {
    if (each.kind === 'and') return conditionLines(each, columns);
    const text = printCondition(each, columns, 'and');
    if (each.kind !== 'or' || text.length < widest) return [text];
    return [`(${each.operands.map(one => printCondition(one, columns, 'and')).join('\n    OR ')})`];
  });
}

const widest = 100;
