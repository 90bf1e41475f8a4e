import type { Expression } from '../ast.ts';

type Call = Extract<Expression, { kind: 'call' }>;

/** https://docs.snowflake.com/en/sql-reference/functions-aggregation */
const aggregates: ReadonlySet<string> = new Set([
  ...['COUNT', 'COUNT_IF', 'SUM', 'AVG', 'MIN', 'MAX', 'MEDIAN', 'PERCENTILE_CONT', 'STDDEV_POP'],
  ...['ARRAY_AGG', 'ARRAY_UNIQUE_AGG', 'ARRAY_UNION_AGG', 'MIN_BY', 'MAX_BY'],
]);

export function isAggregate(expression: Expression): expression is Call {
  return expression.kind === 'call' && aggregates.has(expression.name) && expression.over === undefined;
}

export function containsAggregate(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(containsAggregate);
  if (typeof node !== 'object' || node === null) return false;
  if ('kind' in node && isAggregate(node as Expression)) return true;
  return Object.values(node).some(containsAggregate);
}
