import {
  always,
  type Correlate,
  fold,
  leaves,
  type Measure,
  type Predicate,
  type Search,
  type Sequence,
  type Stage,
  type Step,
} from '../../ir/index.ts';
import type { CompareOptions } from '../comparison.ts';
import { comparePredicates } from '../proof.ts';
import { plainText } from './plain-text.ts';
import { rowKinds } from './row-kinds.ts';
import { boundsOf } from './series-bounds.ts';

/** Whether a search finds nothing, whatever the events are: no event is of the kinds that it needs. */
export function findsNothing(search: Search, options: CompareOptions): boolean {
  switch (search.kind) {
    case 'sequence':
      return (
        search.steps.some(step => !step.absent && findsNothing(step.search, options)) ||
        isEndedAtOnce(search, options)
      );
    case 'correlate':
      return (
        search.inputs.every(input => findsNothing(input.search, options)) ||
        asksForNone([search.having], countsOf(search)) ||
        wantsNoInput(search)
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

/** Whether each event of a step before the last is one that ends what it has begun. */
function isEndedAtOnce({ steps, until, ordered }: Sequence, options: CompareOptions): boolean {
  const present = steps.filter(step => !step.absent);
  const before = present.filter((step, index) => index < present.length - 1 || step.runs > 1);
  return until !== undefined && ordered && before.some(step => isWithin(step, until, options));
}

function isWithin(step: Step, until: Step, options: CompareOptions): boolean {
  const keys = ({ by }: Step): string => JSON.stringify(by.map(({ value }) => plainText(value)));
  if (keys(step) !== keys(until)) return false;
  const ends = rowKinds(until.search, true) ?? [];
  const rows = rowKinds(step.search, true) ?? [];
  return rows.length > 0 && rows.every(row => ends.some(end => implies(row.where, end.where, options)));
}

function implies(one: Predicate, other: Predicate, options: CompareOptions): boolean {
  const { relation } = comparePredicates(fold(one), fold(other), options);
  return relation === 'equal' || relation === 'broader';
}

function isNever(where: Predicate, options: CompareOptions): boolean {
  return comparePredicates(fold(where), always(false), options).relation === 'equal';
}

/** Whether groups, which have an event at least, are asked to have none of any kind. */
function wantsNoInput({ inputs, measures, having }: Correlate): boolean {
  const measured = new Set(measures.map(({ name }) => name));
  if (leaves(having).length > mostLeaves || inputs.some(({ name }) => measured.has(name))) return false;
  return boundsOf([having]).every(bounds =>
    inputs.every(({ name }) => (bounds.get(name)?.high ?? Number.POSITIVE_INFINITY) < 1),
  );
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
  return boundsOf(conditions).every(bounds =>
    counts.some(name => {
      const { low = 0, high = 1 } = bounds.get(name) ?? {};
      return high < Math.max(1, low);
    }),
  );
}
