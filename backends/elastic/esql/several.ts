import {
  bucketsAsKeys,
  type Correlate,
  type Events,
  type Given,
  grows,
  hasBuckets,
  type Loss,
  type Pipeline,
  type PlannedRule,
  type Search,
  type SearchHold,
  type SeveralEvents,
  type Union,
} from '../../../src/ir/index.ts';
import { combinedGivens } from '../../combined-values.ts';
import { firstRowsGiven } from '../../first-rows.ts';
import { lookupsGiven } from '../../lookup-table.ts';
import { percentilesGiven } from '../../percentiles.ts';
import { promptGiven } from '../../reach.ts';
import { valuesOfKeys } from '../../values-of-keys.ts';
import { capturesGiven } from '../../whole-captures.ts';
import { partsOf } from './branches.ts';
import { correlationStages, isOfOne, wholeEvents } from './correlation.ts';
import { limitOfStage } from './stage.ts';
import { versionNeeded } from './version.ts';

type Planned = PlannedRule & { readonly several: SeveralEvents };

/** Stages over the events of one query, and what a group of events amounts to in all that a run looks at. */
export function holdsByEsql(planned: Planned): SearchHold {
  const hold = holdOf(planned);
  if (hold.kind === 'refused') return hold;
  const { vendor } = planned.rule.metadata;
  const version = vendor === 'elastic' ? undefined : versionNeeded(pipelineOf(planned));
  const held =
    version === undefined ? hold : { ...hold, given: [...hold.given, `elastic-version:${version}`] };
  if (vendor !== 'splunk') return held;
  const { profile, several } = planned;
  const lookups = [
    ...lookupsGiven(several.search, profile.isMultiValued),
    ...firstRowsGiven(several.search, profile.isMultiValued),
  ];
  const captures = capturesGiven(several.search);
  return { ...held, given: [...held.given, ...percentilesGiven(several.search), ...captures, ...lookups] };
}

function holdOf(planned: Planned): SearchHold {
  const { search } = planned.several;
  const never = valuesOfKeys(search, planned.profile.isMultiValued);
  if (never !== undefined) return refuse(never);
  if (search.kind === 'union') return unionHold(search);
  if (search.kind === 'pipeline') return pipelineHold(search, planned.rule);
  if (search.kind === 'correlate') return correlationHold(search, planned);
  return refuse('ES|QL looks at the events of one query, without an order of them');
}

function refuse(why: string): SearchHold {
  return { kind: 'refused', why };
}

function pipelineHold(search: Pipeline, rule: Planned['rule']): SearchHold {
  if (search.from.kind === 'pipeline') return pipelineHold(search.from, rule);
  const { from, stages } = search;
  if (from.kind !== 'events' && from.kind !== 'union')
    return refuse('ES|QL has stages over the events of queries alone');
  const limit =
    stages.map(limitOfStage).find(each => each !== undefined) ??
    (from.kind === 'union' ? limitOfUnion(from) : undefined);
  if (limit !== undefined) return refuse(limit);
  const all =
    from.kind === 'union' ? [...stages, ...(partsOf(from) ?? []).flatMap(part => part.stages)] : stages;
  const isCut = rule.schedule === undefined && hasBuckets(all);
  return { kind: 'held', losses: isCut ? [cutBuckets] : [], given: [] };
}

function unionHold(search: Union): SearchHold {
  const limit = limitOfUnion(search);
  return limit === undefined ? { kind: 'held', losses: [], given: [] } : refuse(limit);
}

/** https://www.elastic.co/docs/reference/query-languages/esql/esql-combine-reuse-queries */
function limitOfUnion(union: Union): string | undefined {
  const parts = partsOf(union);
  if (parts === undefined) return 'queries beside each other have no others within them';
  if (parts.length > mostQueries) return `ES|QL has at most ${mostQueries} queries beside each other`;
  return parts.flatMap(({ stages }) => stages.map(limitOfStage)).find(each => each !== undefined);
}

const mostQueries = 8;

const cutBuckets: Loss = {
  verdict: 'different',
  why: 'A rule looks back from each of its runs, so that the first and the last window of the clock are cut.',
};

function correlationHold(search: Correlate, planned: Planned): SearchHold {
  const { window, inputs } = search;
  const stages = correlationStages(search, planned);
  if (typeof stages === 'string') return refuse(stages);
  const limit = stages.pipeline.stages.map(limitOfStage).find(each => each !== undefined);
  if (limit !== undefined) return refuse(limit);
  if (stages.slid !== undefined) return slidHold(stages.slid, planned);
  const given = combinedGivens(search, planned.profile.isMultiValued);
  if (window.kind === 'schedule' || stages.isNear)
    return { kind: 'held', losses: [], given: stages.isNear ? ['alert-once', ...given] : given };
  if (window.kind === 'tumbling') return refuse('windows of the clock are not written as ES|QL yet');
  const isGrowing = grows(search.having, search.measures, new Set(inputs.map(({ name }) => name)));
  const why = `A rule reckons with what each of its runs looks back on: the window and the time between two runs, so that no window of ${window.length} seconds is cut, and events further apart are taken together.`;
  const losses = isOfOne(search) ? [] : [{ verdict: isGrowing ? 'broader' : 'different', why } as const];
  return { kind: 'held', losses, given };
}

/** Each row is looked at at its own time, with one value in each column. */
function slidHold(fields: readonly string[], { rule }: Planned): SearchHold {
  const single = fields.map((name): Given => `single-valued:${name}`);
  return {
    kind: 'held',
    losses: [],
    given: ['alert-once', 'distinct-times', 'window-ends', ...promptGiven(rule), ...single],
  };
}

/** A search over several events as stages over one query, each event's predicate whole. */
export function pipelineOf(planned: Planned): Search {
  const { search } = planned.several;
  if (search.kind === 'correlate') {
    const stages = correlationStages(search, planned);
    return typeof stages === 'string' ? search : stages.pipeline;
  }
  return search.kind === 'pipeline' || search.kind === 'union' ? keyed(withScope(search, planned)) : search;
}

/** Windows of the clock as keys. */
function keyed(search: Search): Search {
  if (search.kind === 'union') return { ...search, searches: search.searches.map(keyed) };
  if (search.kind !== 'pipeline') return search;
  const stages = search.stages.map(stage => (stage.kind === 'aggregate' ? bucketsAsKeys(stage) : stage));
  return { ...search, from: keyed(search.from), stages };
}

function withScope(search: Search, planned: Planned, isBeside = false): Search {
  switch (search.kind) {
    case 'events':
      return isBeside ? ofOwnIndices(search, planned) : wholeEvents(search, planned);
    case 'union':
      return { ...search, searches: search.searches.map(each => withScope(each, planned, true)) };
    case 'pipeline':
      return { ...search, from: withScope(search.from, planned, isBeside) };
    default:
      return search;
  }
}

/** Beside others each has indices of its own. */
function ofOwnIndices(events: Events, planned: Planned): Events {
  const indices = planned.several.inputs.get(events)?.source.elastic.indices ?? [];
  const { source } = events;
  return { ...wholeEvents(events, planned), source: { ...source, elastic: { ...source.elastic, indices } } };
}
