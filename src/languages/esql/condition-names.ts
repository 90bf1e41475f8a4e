import type * as ast from './ast.ts';

/** Functions that are true or false. */
export type ConditionName =
  | 'cidr_match'
  | 'contains'
  | 'ends_with'
  | 'in_range'
  | 'kql'
  | 'match'
  | 'match_phrase'
  | 'multi_match'
  | 'mv_contains'
  | 'mv_greater'
  | 'mv_intersects'
  | 'mv_less'
  | 'mv_like'
  | 'mv_rlike'
  | 'qstr'
  | 'range_contains'
  | 'range_intersects'
  | 'range_within'
  | 'starts_with'
  | 'term'
  | 'trange';

export const conditionNames: ReadonlySet<string> = new Set<ConditionName>([
  ...(['cidr_match', 'contains', 'ends_with', 'kql', 'match', 'match_phrase', 'multi_match'] as const),
  ...(['mv_contains', 'mv_greater', 'mv_intersects', 'mv_less', 'mv_like', 'mv_rlike'] as const),
  ...(['qstr', 'starts_with', 'term', 'trange'] as const),
  ...(['in_range', 'range_contains', 'range_intersects', 'range_within'] as const),
]);

export function isConditionName(name: string): name is ConditionName {
  return conditionNames.has(name);
}

const kinds = new Set([
  'and',
  'or',
  'not',
  'comparison',
  'in',
  'inQuery',
  'like',
  'rlike',
  'isNull',
  'match',
]);

/** Whether what is written is a condition by its form. */
export function isCondition(node: ast.Expression): boolean {
  return kinds.has(node.kind) || (node.kind === 'call' && isConditionName(node.name));
}
