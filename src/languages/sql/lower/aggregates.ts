import type { Expression } from '../ast.ts';

type Call = Extract<Expression, { kind: 'call' }>;

/** https://docs.snowflake.com/en/sql-reference/functions-aggregation */
const aggregates: ReadonlySet<string> = new Set([
  ...['COUNT', 'COUNT_IF', 'SUM', 'AVG', 'MIN', 'MAX', 'MEDIAN', 'PERCENTILE_CONT', 'STDDEV_POP'],
  ...['ARRAY_AGG', 'ARRAY_UNIQUE_AGG', 'ARRAY_UNION_AGG', 'MIN_BY', 'MAX_BY'],
]);

export function isAggregate(expression: Expression): expression is Call {
  if (expression.kind !== 'call' || expression.over !== undefined) return false;
  return aggregates.has(expression.name) || sliceOfAll(expression) !== undefined;
}

/** `ARRAY_SLICE(ARRAY_AGG(x) WITHIN GROUP (ORDER BY x), 0, 3)`: all values, with their repetitions, of which the first are wanted. */
export function sliceOfAll({ name, arguments: [all] }: Call): Call | undefined {
  const isOfAll = name === 'ARRAY_SLICE' && all?.kind === 'call' && all.name === 'ARRAY_AGG';
  return isOfAll && !all.distinct && all.over === undefined ? all : undefined;
}

export function containsAggregate(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(containsAggregate);
  if (typeof node !== 'object' || node === null) return false;
  if ('kind' in node && isAggregate(node as Expression)) return true;
  return Object.values(node).some(containsAggregate);
}
