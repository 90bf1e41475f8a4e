import { leaves, type Measure, type Predicate, type Stage, subjects } from '../ir/index.ts';
import { fieldsOf } from '../ir/walk.ts';
import type { LeafVerdict } from './loss.ts';

/** What more events beneath a search do to it: it alerts on more, on less, or on other things. */
export type Direction = 'same' | 'opposite' | 'mixed';

export function inDirection(verdict: LeafVerdict, direction: Direction): LeafVerdict {
  if (verdict === 'exact' || direction === 'same') return verdict;
  if (direction === 'mixed' || verdict === 'different') return 'different';
  return verdict === 'broader' ? 'narrower' : 'broader';
}

export function under(outer: Direction, inner: Direction): Direction {
  if (outer === 'mixed' || inner === 'mixed') return 'mixed';
  return outer === inner ? 'same' : 'opposite';
}

/** What a condition on measures makes of more events: counts grow with them, averages go either way. */
export function directionOf(having: Predicate, measures: readonly Measure[]): Direction {
  const growing = new Set(
    measures
      .filter(({ function: name }) => name === 'count' || name === 'countDistinct')
      .map(({ name }) => name),
  );
  const all = new Set(measures.map(({ name }) => name));
  let found: Direction | undefined;
  for (const { leaf, positive } of leaves(having)) {
    const names = subjects(leaf).flatMap(subject => fieldsOf(subject).map(({ name }) => name));
    if (!names.some(name => all.has(name))) continue;
    const up = leaf.kind === 'compares' && names.every(name => growing.has(name)) ? rise(leaf) : 'mixed';
    const here = positive ? up : under('opposite', up);
    found = found === undefined || found === here ? here : 'mixed';
  }
  return found ?? 'same';
}

function rise({
  left,
  operator,
  right,
}: {
  readonly left: { readonly kind: string };
  readonly operator: string;
  readonly right: { readonly kind: string };
}): Direction {
  if (left.kind !== 'field' || right.kind !== 'literal') return 'mixed';
  if (operator === 'gt' || operator === 'gte') return 'same';
  return operator === 'lt' || operator === 'lte' ? 'opposite' : 'mixed';
}

/** What the stages of a pipeline make of more events beneath them. */
export function directionOfStages(stages: readonly Stage[]): Direction {
  const measures: Measure[] = [];
  let derived = false;
  let found: Direction = 'same';
  for (const stage of stages) {
    if (stage.kind === 'aggregate' || stage.kind === 'joinAggregate') {
      if (measures.length > 0) return 'mixed';
      measures.push(...stage.measures);
    } else if (stage.kind === 'window' || stage.kind === 'changePoint') return 'mixed';
    else if (stage.kind === 'extend' && measures.length > 0) derived = true;
    else if (stage.kind === 'filter' && measures.length > 0) {
      if (derived) return 'mixed';
      found = under(found, directionOf(stage.where, measures));
    }
  }
  return found;
}
