import type { Predicate } from './predicate.ts';
import type { Measure } from './search.ts';
import { leaves } from './walk.ts';

/** Whether more events can only make the condition true. `inputs`: names that stand for the number of their events. */
export function grows(
  having: Predicate,
  measures: readonly Measure[],
  inputs: ReadonlySet<string> = new Set(),
): boolean {
  const counts = new Set(inputs);
  for (const { name, function: kind } of measures)
    if (kind === 'count' || kind === 'countDistinct') counts.add(name);
  return [...leaves(having)].every(
    ({ leaf, positive }) =>
      positive &&
      leaf.kind === 'compares' &&
      (leaf.operator === 'gte' || leaf.operator === 'gt') &&
      leaf.left.kind === 'field' &&
      counts.has(leaf.left.name),
  );
}
