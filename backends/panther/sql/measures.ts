import type { Expression, Measure } from '../../../src/ir/index.ts';
import { orderProblem } from '../../ordered-addresses.ts';
import { type Columns, eventTime, type SqlType, type SqlValue } from './columns.ts';
import { printCondition } from './condition.ts';
import { asNumber, asText, converted } from './convert.ts';
import { printValue, Unsaid } from './expression.ts';

/** How a measure is reckoned of what it looks at, and what it gives. */
interface Reckoning {
  readonly gives: SqlType | 'same';
  readonly of: (value: SqlValue, measure: Measure) => string;
}

/** https://docs.snowflake.com/en/sql-reference/functions-aggregation */
const reckonings: Readonly<Partial<Record<Measure['function'], Reckoning>>> = {
  count: { gives: 'number', of: value => `COUNT(${asText(value)})` },
  countDistinct: { gives: 'number', of: value => `COUNT(DISTINCT ${asText(value)})` },
  sum: { gives: 'number', of: value => `SUM(${asNumber(value)})` },
  average: { gives: 'number', of: value => `AVG(${asNumber(value)})` },
  median: { gives: 'number', of: value => `MEDIAN(${asNumber(value)})` },
  percentile: {
    gives: 'number',
    of: (value, { percentile = 50 }) =>
      `PERCENTILE_CONT(${percentile / 100}) WITHIN GROUP (ORDER BY ${asNumber(value)})`,
  },
  standardDeviation: { gives: 'number', of: value => `STDDEV_POP(${asNumber(value)})` },
  minimum: { gives: 'same', of: value => `MIN(${value.text})` },
  maximum: { gives: 'same', of: value => `MAX(${value.text})` },
  top: { gives: 'array', of: printTop },
  values: {
    gives: 'array',
    of: value => `ARRAY_AGG(DISTINCT ${asText(value)}) WITHIN GROUP (ORDER BY ${asText(value)})`,
  },
};

/** So many values, the least or the greatest first: https://docs.snowflake.com/en/sql-reference/functions/array_agg */
function printTop(value: SqlValue, { of: [written], top }: Measure): string {
  const type = written?.kind === 'field' ? written.type : undefined;
  const text = type === 'number' ? asNumber(value) : type === 'string' ? asText(value) : undefined;
  if (top === undefined || text === undefined)
    throw new Unsaid('the order of values whose type is not known is not that of their texts');
  const order = `${text}${top.descending ? ' DESC' : ''}`;
  return `ARRAY_SLICE(ARRAY_AGG(${text}) WITHIN GROUP (ORDER BY ${order}), 0, ${top.count})`;
}

/** A measure over the rows of a group, NULL where it has no value. `time` is by what the first and the last are told. */
export function printMeasure(measure: Measure, columns: Columns, time: SqlValue = eventTime): SqlValue {
  const { function: name, of, where } = measure;
  const condition = where === undefined ? undefined : printCondition(where, columns);
  const [first, ...others] = of.map(each => printValue(each, { columns, condition: printCondition }));
  if (first === undefined)
    return { text: condition === undefined ? 'COUNT(*)' : `COUNT_IF(${condition})`, type: 'number' };
  const problem = orderProblem(measure);
  if (problem !== undefined) throw new Unsaid(problem);
  if (others.length > 0) return printCombinations([first, ...others], measure, condition);
  const value =
    condition === undefined ? first : { ...first, text: `IFF(${condition}, ${first.text}, NULL)` };
  if (first.type === 'array') return printOfArrays(measure, value.text);
  if (name === 'first' || name === 'last') return printArrival(measure, value, columns, time);
  const reckoning = reckonings[name];
  if (reckoning === undefined) throw new Unsaid(`SQL has no function for ${name}`);
  return {
    text: reckoning.of(value, measure),
    type: reckoning.gives === 'same' ? first.type : reckoning.gives,
  };
}

/** Of the values of arrays, one after another. https://docs.snowflake.com/en/sql-reference/functions/array_union_agg */
function printOfArrays({ function: name }: Measure, array: string): SqlValue {
  const all = `ARRAY_UNION_AGG(${array})`;
  switch (name) {
    case 'values':
      return { text: `ARRAY_DISTINCT(${all})`, type: 'array' };
    case 'countDistinct':
      return { text: `ARRAY_SIZE(ARRAY_DISTINCT(${all}))`, type: 'number' };
    case 'count':
      return { text: `COALESCE(SUM(ARRAY_SIZE(${array})), 0)`, type: 'number' };
    case 'minimum':
      return { text: `MIN(ARRAY_MIN(${array}))`, type: 'variant' };
    case 'maximum':
      return { text: `MAX(ARRAY_MAX(${array}))`, type: 'variant' };
    default:
      throw new Unsaid(`SQL has no ${name} of the values of arrays`);
  }
}

/** Rows without one of the values are not counted: https://docs.snowflake.com/en/sql-reference/functions/count */
function printCombinations(
  values: readonly SqlValue[],
  { function: name }: Measure,
  condition: string | undefined,
): SqlValue {
  if (name !== 'countDistinct' || condition !== undefined)
    throw new Unsaid('SQL reckons with one value at a time');
  return { text: `COUNT(DISTINCT ${values.map(asText).join(', ')})`, type: 'number' };
}

/** Rows without the value are passed over. */
function printArrival(
  { function: name, orderedBy }: Measure,
  value: SqlValue,
  columns: Columns,
  time: SqlValue,
): SqlValue {
  const by =
    orderedBy === undefined
      ? time
      : inOrder(orderedBy, printValue(orderedBy, { columns, condition: printCondition }));
  const present = `IFF(${value.text} IS NULL, NULL, ${by.text})`;
  return { text: `${name === 'first' ? 'MIN_BY' : 'MAX_BY'}(${value.text}, ${present})`, type: value.type };
}

/** What JSON holds is ordered by its types first, and an address as a text. */
function inOrder(by: Expression, value: SqlValue): SqlValue {
  if (value.type === 'number' || value.type === 'time') return value;
  const type = by.kind === 'field' ? by.type : undefined;
  if (value.type === 'variant' && (type === 'number' || type === 'time')) return converted(value, type);
  throw new Unsaid('the first and the last row are told by a time or a number in SQL');
}
