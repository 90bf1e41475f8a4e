import {
  and,
  type Correlate,
  type Events,
  exists,
  field,
  leaves,
  type Measure,
  or,
  type Pipeline,
  type PlannedRule,
  type Predicate,
  type Search,
  type SearchHold,
  type SeveralEvents,
  subjects,
} from '../../../src/ir/index.ts';
import { mayShare } from '../../disjoint.ts';
import { lookupsGiven } from '../../lookup-table.ts';
import { percentilesGiven } from '../../percentiles.ts';
import { wholePredicate } from '../conjuncts.ts';
import { namesOf } from '../several/bounds.ts';
import { limitOfStage } from './stage.ts';

type Planned = PlannedRule & { readonly several: SeveralEvents };

/** Stages over the events of one query, and what a group of events amounts to in all that a run looks at. */
export function holdsByEsql(planned: Planned): SearchHold {
  const hold = holdOf(planned);
  if (hold.kind === 'refused' || planned.rule.metadata.vendor !== 'splunk') return hold;
  const { profile, several } = planned;
  const lookups = lookupsGiven(several.search, profile.isMultiValued);
  return { ...hold, given: [...hold.given, ...percentilesGiven(several.search), ...lookups] };
}

function holdOf(planned: Planned): SearchHold {
  const { search } = planned.several;
  if (search.kind === 'pipeline') return pipelineHold(search);
  if (search.kind === 'correlate') return correlationHold(search, planned);
  return refuse('ES|QL looks at the events of one query, without an order of them');
}

function refuse(why: string): SearchHold {
  return { kind: 'refused', why };
}

function pipelineHold(search: Pipeline): SearchHold {
  if (search.from.kind === 'pipeline') return pipelineHold(search.from);
  if (search.from.kind !== 'events') return refuse('ES|QL has stages over the events of one query alone');
  const limit = search.stages.map(limitOfStage).find(each => each !== undefined);
  return limit === undefined ? { kind: 'held', losses: [], given: [] } : refuse(limit);
}

function correlationHold(search: Correlate, planned: Planned): SearchHold {
  const { window, inputs } = search;
  const stages = correlationOf(search, planned);
  if (search.ordered || stages === undefined)
    return refuse('ES|QL counts events of groups, and knows no order of them');
  const limit = stages.stages.map(limitOfStage).find(each => each !== undefined);
  if (limit !== undefined) return refuse(limit);
  if (window.kind === 'schedule') return { kind: 'held', losses: [], given: [] };
  if (window.kind === 'tumbling') return refuse('windows of the clock are not written as ES|QL yet');
  const grows = growing(search, new Set(inputs.map(({ name }) => name)));
  const why = `A rule reckons with what each of its runs looks back on: the window and the time between two runs, so that no window of ${window.length} seconds is cut, and events further apart are taken together.`;
  const cuts = !grows || !isOfOne(search.having);
  return {
    kind: 'held',
    losses: cuts ? [{ verdict: grows ? 'broader' : 'different', why }] : [],
    given: [],
  };
}

/** Of what grows with each event: whether one event suffices, for which no window is too short. */
function isOfOne(having: Predicate): boolean {
  if (having.kind === 'or') return having.operands.every(isOfOne);
  if (having.kind !== 'compares' || having.right.kind !== 'literal') return false;
  const least = Number(having.right.value);
  return having.operator === 'gte' ? least <= 1 : least < 1;
}

/** Whether more events can only make the condition true. */
function growing({ having, measures }: Correlate, inputs: ReadonlySet<string>): boolean {
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

/** A search over several events as stages over one query, each event's predicate whole. */
export function pipelineOf(planned: Planned): Search {
  const { search } = planned.several;
  if (search.kind === 'correlate') return correlationOf(search, planned) ?? search;
  return search.kind === 'pipeline' ? withScope(search, planned) : search;
}

function withScope(search: Pipeline, planned: Planned): Pipeline {
  if (search.from.kind === 'pipeline') return { ...search, from: withScope(search.from, planned) };
  return search.from.kind === 'events' ? { ...search, from: whole(search.from, planned) } : search;
}

function whole(events: Events, planned: Planned): Events {
  const input = planned.several.inputs.get(events);
  return input === undefined ? events : { ...events, where: wholePredicate(input) };
}

/** Events of any input, counted for each by a filter of its own. Undefined for what cannot be said by filters. */
function correlationOf(search: Correlate, planned: Planned): Pipeline | undefined {
  const { inputs, by, having, measures, origin } = search;
  const names = namesOf(by);
  if (names === undefined || Object.keys(search.aliases).length > 0) return undefined;
  // One row cannot stand for an event that counts twice.
  const searches = inputs.map(input => input.search);
  if (inputs.length > 1 && measures.length > 0 && mayShare(searches, planned.several.inputs))
    return undefined;
  const events = inputs.flatMap(({ name, search: each }) =>
    each.kind === 'events' ? [{ name, events: whole(each, planned) }] : [],
  );
  const [first] = events;
  if (first === undefined || events.length < inputs.length) return undefined;
  const indices = [...new Set(events.flatMap(each => indicesOf(each.events, planned)))];
  const where = or(events.map(each => each.events.where));
  const keys = names.map(name => field(name, 'elastic'));
  const present: readonly Predicate[] = keys.map(key => exists(key));
  const asked = namesAsked(having);
  const counts = events
    .filter(({ name }) => asked.has(name) && !measures.some(measure => measure.name === name))
    .map(({ name, events: { where: own } }): Measure => {
      const filter = events.length === 1 ? {} : { where: own };
      return { name, function: 'count', of: [], ...filter };
    });
  return {
    kind: 'pipeline',
    from: {
      ...first.events,
      source: { ...first.events.source, elastic: { indices } },
      where: present.length === 0 ? where : and([where, ...present]),
    },
    stages: [
      {
        kind: 'aggregate',
        by: keys.map(value => ({ name: value.name, value })),
        measures: [...measures, ...counts],
        origin,
      },
      { kind: 'filter', where: having, origin },
    ],
    origin,
  };
}

function indicesOf({ source }: Events, { several, source: own }: Planned): readonly string[] {
  const input = [...several.inputs].find(([events]) => events.source === source)?.[1];
  return (input?.source ?? own).elastic.indices;
}

function namesAsked(having: Predicate): ReadonlySet<string> {
  const names = [...leaves(having)].flatMap(({ leaf }) =>
    subjects(leaf).flatMap(each => (each.kind === 'field' ? [each.name] : [])),
  );
  return new Set(names);
}
