import { always, and, fieldsIn, type LogSource, type Predicate } from '../ir/index.ts';
import { conjuncts, type Fact, factsIn, impliedOf, scoping } from './elastic-facts.ts';
import {
  datasetOfIndex,
  type ElasticProfile,
  isPartOf,
  isWide,
  profilesFor,
  saysMore,
  settles,
} from './elastic-profile.ts';

export interface Recognised {
  readonly id: string | undefined;
  /** The rule names a log that no table has. */
  readonly isForeign?: true;
  readonly scope: Predicate | undefined;
  readonly where: Predicate;
}

/** Fields whose values alone make a source worth a look. */
const telling = new Set([
  'event.dataset',
  'data_stream.dataset',
  'event.category',
  'winlog.channel',
  'event.module',
  'event.provider',
  'host.os.type',
]);

/** The data source of an Elastic rule, by its data sets, index patterns and top-level scoping conjuncts. */
export function recogniseElastic(source: LogSource, where: Predicate): Recognised {
  const parts = conjuncts(where);
  const patterns = telltales((source.elastic?.indices ?? []).map(datasetOfIndex));
  const asked = factsIn(parts);
  const facts = [
    ...asked,
    ...categoryOf(patterns, asked),
    ...categoryOf(datasetsIn(asked), asked),
    ...impliedOf(parts, asked),
  ];
  let best: { profile: ElasticProfile; used: readonly Fact[]; score: number } | undefined;
  const ofEndpoints =
    patterns.some(isOfEndpoints) &&
    patterns.every(pattern => isOfEndpoints(pattern) || pattern === 'endgame');
  for (const profile of candidates(facts, patterns)) {
    if (ofEndpoints && ![...profile.indices].some(isOfEndpoints) && !isOfSystem(profile)) continue;
    const byIndex = patterns.some(pattern => profile.indices.has(pattern));
    const used = usedFacts(profile, facts, byIndex);
    if (used === undefined || isElsewhere(profile, used, source.elastic?.indices ?? [])) continue;
    const score =
      used.filter(fact => fact.positive).length * 10 +
      (byIndex ? 5 : 0) +
      (used.some(asksForDataset) ? 0 : ofPatterns(profile, patterns)) -
      unasked(profile, used) -
      ofNoSystem(profile, used, facts) -
      breadth(profile, used);
    if (best === undefined || score > best.score) best = { profile, used, score };
  }
  if (best === undefined) {
    const listed = (source.elastic?.indices ?? []).filter(index => index.startsWith('logs-'));
    const named = datasetsIn(asked.filter(({ positive }) => positive));
    const isForeign = isOfForeignLogs(named) || isOfForeignLogs(listed.map(datasetOfIndex));
    return { id: undefined, ...(isForeign ? { isForeign } : {}), scope: undefined, where };
  }
  const { profile, used } = best;
  const acted = parts.some(asksForAction);
  const settled = used.filter(({ field, values, positive, conjunct }) => {
    if (!parts.includes(conjunct)) return false;
    if (positive && (saysMore(profile.source, field, values) || isPartOf(profile.source, field, values)))
      return false;
    return (
      !positive || (acted && profile.source.elastic.category === undefined) || settles(profile, field, values)
    );
  });
  return { id: profile.source.id, ...divided(where, parts, settled) };
}

/** Whoever looks at all logs looks at more than what agents measure. */
function telltales(patterns: readonly string[]): readonly string[] {
  return patterns.includes('') ? patterns.filter(pattern => pattern !== 'metrics') : patterns;
}

/** Data streams of Elastic Defend whose events are all of one category (https://www.elastic.co/docs/reference/integrations/endpoint). */
const streams = new Set(['process', 'file', 'network', 'registry', 'library']);

/** The category of all events of the indices, where the rule does not ask for one: no part of it is that fact's. */
function categoryOf(patterns: readonly string[], asked: readonly Fact[]): readonly Fact[] {
  const [only, ...others] = new Set(patterns.map(pattern => pattern.replace(/^endpoint\.events\./, '')));
  if (only === undefined || others.length > 0 || !patterns.every(isOfEndpoints) || !streams.has(only))
    return [];
  return asked.some(({ field }) => field === 'event.category')
    ? []
    : [{ field: 'event.category', values: [only], positive: true, conjunct: always(true) }];
}

/** The data sets that a rule asks for by name. */
function datasetsIn(asked: readonly Fact[]): readonly string[] {
  return asked.flatMap(fact => (asksForDataset(fact) ? fact.values : []));
}

/** Logs that are named, none of which is known, nor holds those of many integrations. */
function isOfForeignLogs(names: readonly string[]): boolean {
  const isKnown = (name: string): boolean =>
    isWide(name) || ['index', 'event.dataset'].some(field => profilesFor(field, name).length > 0);
  return names.length > 0 && !names.some(isKnown);
}

/** What Elastic Defend writes of a host: no device of the network does. */
function isOfEndpoints(pattern: string): boolean {
  return pattern.startsWith('endpoint.events');
}

/** A module has many data sets: who asks for it alone, in indices of others that are known, asks for none of this source's. */
function isElsewhere({ source }: ElasticProfile, used: readonly Fact[], indices: readonly string[]): boolean {
  const { category, datasets = [], indices: own } = source.elastic;
  if (category !== undefined || datasets.length === 0 || indices.length === 0) return false;
  const asks = (field: string): boolean => used.some(fact => fact.positive && fact.field === field);
  if (!asks('event.module') || asks('event.dataset') || asks('data_stream.dataset')) return false;
  if (indices.some(index => own.some(each => overlap(index, each)))) return false;
  return indices.some(index => profilesFor('index', datasetOfIndex(index)).length > 0);
}

/** Whether two patterns with a wildcard at their ends fit an index both. */
function overlap(one: string, other: string): boolean {
  const [a, b] = [one, other].map(pattern => pattern.replace(/\*.*$/s, ''));
  return a !== undefined && b !== undefined && (a.startsWith(b) || b.startsWith(a));
}

/** All that is logged of the hosts of one system, Elastic Defend's own events among it: where events of no kind that is known are asked for. */
function isOfSystem({ source }: ElasticProfile): boolean {
  return source.elastic.indices.includes('logs-endpoint.events.*');
}

/** How much more of the kind of its events a source says than the rule does: who asks for no kind asks for all of them. */
function unasked({ source }: ElasticProfile, used: readonly Fact[]): number {
  const said = kindFields.filter(field => Object.hasOwn(source.elastic.scope ?? {}, field));
  const isAsked = (field: string): boolean => used.some(fact => fact.positive && fact.field === field);
  const isOfAnyCategory =
    source.elastic.category === undefined &&
    !Object.hasOwn(source.elastic.scope ?? {}, 'event.category') &&
    isAsked('event.category');
  return said.filter(field => !isAsked(field)).length + (isOfAnyCategory ? 1 : 0);
}

/** Whoever asks for a system of hosts, and for no log by its name, asks for none that devices of the network write. */
function ofNoSystem({ accepted }: ElasticProfile, used: readonly Fact[], facts: readonly Fact[]): number {
  const asksForSystem = facts.some(({ field, positive }) => positive && field === 'host.os.type');
  const isNamed = used.some(fact => asksForDataset(fact) || fact.field === 'event.module');
  return asksForSystem && !isNamed && !accepted.has('host.os.type') ? 2 : 0;
}

const kindFields = ['event.type', 'event.code', 'event.action'];

function asksForDataset({ field, positive }: Fact): boolean {
  return positive && (field === 'event.dataset' || field === 'data_stream.dataset');
}

/** Between sources that cover the same facts, the one of several logs, where the rule's indices hold all of them. */
function ofPatterns({ indices }: ElasticProfile, patterns: readonly string[]): number {
  const areAll = indices.size > 1 && [...indices].every(index => patterns.includes(index));
  return areAll ? Math.min(indices.size, 9) / 10_000 : 0;
}

/** What a source stands for that covers any value, against a count of values. */
const anyKind = 100;

/** Between sources that cover the same facts, the one of a system that is asked for, and of fewer kinds of event; below one. */
function breadth(profile: ElasticProfile, used: readonly Fact[]): number {
  const kinds = used.filter(
    ({ field, positive }) => positive && (field === 'event.type' || field === 'event.action'),
  );
  const sizes = kinds.map(({ field }) => {
    const values = profile.accepted.get(field);
    return values?.has('*') ? anyKind : (values?.size ?? 0);
  });
  const isOfOneSystem = used.every(
    ({ field }) => field !== 'host.os.type' || profile.accepted.get(field)?.size === 1,
  );
  return sizes.reduce((sum, size) => sum + size, 0) / 1000 + (isOfOneSystem ? 0 : 0.5);
}

/** An action implies its classification: who asks for it loses nothing where logs do not bear the latter. */
function asksForAction(conjunct: Predicate): boolean {
  return (
    conjunct.kind !== 'not' &&
    fieldsIn(conjunct).some(({ name }) =>
      /(?:^|[._])(?:action|code|event_?(?:type|name|id)|operation_?name|method_?name|activity_display_name)$/i.test(
        name,
      ),
    )
  );
}

function divided(
  where: Predicate,
  parts: readonly Predicate[],
  used: readonly Fact[],
): { readonly scope: Predicate | undefined; readonly where: Predicate } {
  if (used.length === 0) return { scope: undefined, where };
  const scope = used.map(fact => fact.conjunct);
  return {
    scope: and(scope),
    where: and(
      parts.filter(part => !scope.includes(part)),
      where.origin,
    ),
  };
}

function candidates(facts: readonly Fact[], patterns: readonly string[]): ReadonlySet<ElasticProfile> {
  const found = new Set<ElasticProfile>();
  for (const { field, values, positive } of facts)
    if (positive && telling.has(field))
      for (const value of values) for (const profile of profilesFor(field, value)) found.add(profile);
  for (const pattern of patterns) for (const profile of profilesFor('index', pattern)) found.add(profile);
  return found;
}

/** The facts that the source covers; undefined when a fact speaks of another source, or one that it needs is missing. */
export function usedFacts(
  profile: ElasticProfile,
  facts: readonly Fact[],
  byIndex: boolean,
): readonly Fact[] | undefined {
  const used: Fact[] = [];
  for (const fact of facts) {
    const values = profile.accepted.get(fact.field);
    if (values === undefined) continue;
    const covers = coverage(fact, values, profile.alongside.get(fact.field));
    if (covers === 'all') used.push(fact);
    else if (covers === 'other' && scoping[fact.field] === 'identity') return undefined;
  }
  return isSelected(profile, used, byIndex) ? used : undefined;
}

/** Of an asked-for fact, whether its values are the source's; of a negated one, whether they are all of other sources, or leave it nothing. */
function coverage(
  fact: Fact,
  values: ReadonlySet<string>,
  alongside: ReadonlySet<string> | undefined,
): 'all' | 'other' | 'neither' {
  const inside = values.has('*') ? fact.values : fact.values.filter(value => values.has(value));
  if (!fact.positive) {
    if (inside.length === 0) return 'all';
    return values.has('*') || [...values].some(value => !inside.includes(value)) ? 'neither' : 'other';
  }
  if (inside.length === fact.values.length) return 'all';
  if (inside.length > 0 && fact.values.every(value => values.has(value) || alongside?.has(value) === true))
    return 'all';
  return 'other';
}

/** A category's events in a data set of their own. */
function isStream({ source }: ElasticProfile): boolean {
  const { datasets, scope = {} } = source.elastic;
  return datasets !== undefined && Object.hasOwn(scope, 'data_stream.dataset');
}

function isSelected(profile: ElasticProfile, used: readonly Fact[], byIndex: boolean): boolean {
  const { category, scope = {} } = profile.source.elastic;
  if (
    byIndex &&
    (category === undefined || isStream(profile)) &&
    (!Object.hasOwn(scope, 'event.code') || profile.source.elastic.datasets !== undefined)
  )
    return true;
  const asked = (field: string): boolean => used.some(fact => fact.positive && fact.field === field);
  return profile.required.length > 0 && profile.required.every(fields => fields.some(asked));
}
