import {
  always,
  type Correlate,
  fold,
  leaves,
  type Measure,
  type Predicate,
  type Search,
  type Stage,
} from '../../ir/index.ts';
import type { CompareOptions } from '../comparison.ts';
import { comparePredicates } from '../proof.ts';
import { rowKinds } from './row-kinds.ts';
import { boundsOf } from './series-bounds.ts';

/** Whether a search finds nothing, whatever the events are: no event is of the kinds that it needs. */
export function findsNothing(search: Search, options: CompareOptions): boolean {
  switch (search.kind) {
    case 'sequence':
      return search.steps.some(step => !step.absent && findsNothing(step.search, options));
    case 'correlate':
      return (
        search.inputs.every(input => findsNothing(input.search, options)) ||
        asksForNone([search.having], countsOf(search))
      );
    case 'newTerms':
    case 'indicatorMatch':
      return findsNothing(search.from, options);
    case 'pipeline':
      // Of no rows an aggregation without keys makes one.
      if (search.stages.some(stage => stage.kind === 'aggregate' && stage.by.length === 0)) return false;
      if (groupsOfNone(search.stages)) return true;
      if (search.from.kind !== 'events' && search.from.kind !== 'union')
        return findsNothing(search.from, options);
  }
  const rows = rowKinds(search, true);
  return rows?.every(({ where }) => isNever(where, options)) ?? false;
}

function isNever(where: Predicate, options: CompareOptions): boolean {
  return comparePredicates(fold(where), always(false), options).relation === 'equal';
}

/** Names under which the events of a group are counted, of which there is one at least. */
function countsOf({ inputs, measures }: Correlate): readonly string[] {
  const [only, ...others] = inputs;
  const input = only === undefined || others.length > 0 ? [] : [only.name];
  return [...input, ...wholeCounts(measures)];
}

function wholeCounts(measures: readonly Measure[]): readonly string[] {
  return measures.flatMap(({ name, function: kind, of, where }) =>
    kind === 'count' && of.length === 0 && where === undefined ? [name] : [],
  );
}

/** Whether groups that have a row at least are asked to have none. */
function groupsOfNone(stages: readonly Stage[]): boolean {
  return stages.some((stage, at) => {
    if (!makesGroups(stage) || !('measures' in stage)) return false;
    const next = stages.findIndex((each, place) => place > at && makesGroups(each));
    const later = stages.slice(at + 1, next < 0 ? stages.length : next);
    return asksForNone(
      later.flatMap(each => (each.kind === 'filter' ? [each.where] : [])),
      wholeCounts(stage.measures),
    );
  });
}

function makesGroups(stage: Stage): boolean {
  return (
    (stage.kind === 'aggregate' && stage.by.length > 0) ||
    stage.kind === 'joinAggregate' ||
    (stage.kind === 'window' && stage.withoutCurrent !== true)
  );
}

const mostLeaves = 4;

function asksForNone(conditions: readonly Predicate[], counts: readonly string[]): boolean {
  const size = conditions.reduce((sum, each) => sum + leaves(each).length, 0);
  if (size > mostLeaves) return false;
  return boundsOf(conditions).every(bounds => counts.some(name => (bounds.get(name)?.high ?? 1) < 1));
}
