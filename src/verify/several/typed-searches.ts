import {
  and,
  type Given,
  type Measure,
  mapEvents,
  type Predicate,
  type Search,
  type Stage,
} from '../../ir/index.ts';
import { withTypes } from '../typed.ts';

/** Two searches whose values are spelt alike where a field can hold only one spelling, and what that assumes; undefined where no field is such. */
export function typedSearches(
  one: Search,
  other: Search,
  assumed: readonly Given[],
): { readonly one: Search; readonly other: Search; readonly given: readonly Given[] } | undefined {
  const all = and([...conditionsOf(one), ...conditionsOf(other)]);
  const { given } = withTypes(all, all, assumed);
  if (given.length === 0) return undefined;
  const change = (predicate: Predicate): Predicate => withTypes(predicate, all, assumed).expected;
  return { one: mapConditions(one, change), other: mapConditions(other, change), given };
}

function conditionsOf(search: Search): readonly Predicate[] {
  const found: Predicate[] = [];
  mapConditions(search, predicate => {
    found.push(predicate);
    return predicate;
  });
  return found;
}

/** What the events must be, and what the stages of a pipeline over them ask. */
function mapConditions(search: Search, change: (predicate: Predicate) => Predicate): Search {
  const inner = mapEvents(search, events => ({ ...events, where: change(events.where) }));
  return inner.kind === 'pipeline'
    ? { ...inner, stages: inner.stages.map(stage => mapStage(stage, change)) }
    : inner;
}

function mapStage(stage: Stage, change: (predicate: Predicate) => Predicate): Stage {
  if (stage.kind === 'filter') return { ...stage, where: change(stage.where) };
  if (!('measures' in stage)) return stage;
  const measures = stage.measures.map(
    (measure): Measure =>
      measure.where === undefined ? measure : { ...measure, where: change(measure.where) },
  );
  return { ...stage, measures };
}
