import { compileTime } from '../../evaluate/index.ts';
import { leaves, type Search } from '../../ir/index.ts';
import type { Series } from './series.ts';

/** How old rows have to be that a search finds, such as what must have been there for five minutes; seconds. */
export function ageOf(search: Search): number | undefined {
  if (search.kind !== 'pipeline') return undefined;
  const asked = search.stages.flatMap(stage => (stage.kind === 'filter' ? leaves(stage.where) : []));
  const ages = asked.flatMap(({ leaf, positive }) => {
    if (!positive || leaf.kind !== 'compares' || !leaf.operator.startsWith('lt')) return [];
    const value = leaf.right.kind === 'literal' ? leaf.right.value : undefined;
    if (leaf.as !== 'time' || typeof value !== 'string' || !value.startsWith('now')) return [];
    const age = -(compileTime(value, 'first', () => 0)() ?? 0) / 1000;
    return age > 0 ? [age] : [];
  });
  return ages.length === 0 ? undefined : Math.max(...ages);
}

/** The series as a run sees it to which its last event is that old. */
export function seenAt(series: Series, age: number | undefined): Series {
  if (age === undefined || series.now !== undefined) return series;
  return { ...series, now: Math.max(...series.events.map(({ at }) => at)) + age + 1 };
}

/** The same, and as a run sees it to which its last event is a second too young. */
export function seenOld(series: Series, age: number | undefined): readonly Series[] {
  if (age === undefined) return [series];
  return [seenAt(series, age), { ...seenAt(series, age - 2), name: `${series.name}, the last too young` }];
}
