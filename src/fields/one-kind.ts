import { always, and, type Events, type Field, fieldsIn, type Predicate, type Vendor } from '../ir/index.ts';
import type { DataSource } from './data-source.ts';
import { isEcsName } from './ecs-names.ts';
import { conjuncts, type Fact, factsIn, impliedOf, scoping } from './elastic-facts.ts';
import {
  datasetOfIndex,
  type ElasticProfile,
  elasticProfile,
  isWide,
  profilesFor,
} from './elastic-profile.ts';
import { findField } from './find-field.ts';
import { usedFacts } from './recognise-elastic.ts';
import { dataSource, fieldTable } from './registry.ts';
import { authorOf, isPlacedIn } from './scope.ts';

/** How the events that a target looks at stand to those of a rule, apart from what the rule asks of them. */
export interface OtherKinds {
  readonly verdict: 'broader' | 'narrower';
  /** A sentence. */
  readonly why: string;
}

/** Events that the rule looks at and the target's data source has not, and those that the target's has beyond them. */
export function otherKindsOf(events: Events, vendor: Vendor): readonly OtherKinds[] {
  const { source } = events;
  const known = dataSource(source.id);
  const author = authorOf(source);
  if (known === undefined || author === vendor) return [];
  const left = author === undefined ? undefined : known.wider?.[author];
  const taken = isPlacedIn(source, vendor) ? undefined : known.wider?.[vendor];
  // What Sigma's category is called is what its rules are about, whatever else the log has that holds its events.
  const narrower = oneKindOf(events, known) ?? (left === taken || author === 'sigma' ? undefined : left);
  return [
    ...(narrower === undefined ? [] : [{ verdict: 'narrower', why: narrower } as const]),
    ...(taken === undefined || left === taken ? [] : [{ verdict: 'broader', why: taken } as const]),
  ];
}

function oneKindOf(events: Events, known: DataSource): string | undefined {
  const { source } = events;
  if (source.splunk?.dataModel === 'Endpoint.Filesystem') return ofAllFiles(events, known);
  if (source.elastic === undefined) return undefined;
  if (known.elastic.category === undefined) return ofMoreLogs(events, known);
  const [unknown] = unknownLogs(events, known.id);
  return ofMoreKinds(events, known) ?? (unknown === undefined ? undefined : besideKnown(unknown, known));
}

function ofAllFiles(events: Events, { title, splunk }: DataSource): string | undefined {
  const { dataModel, dataModelScope = {} } = splunk;
  const asked = fieldsIn(selecting(events)).map(({ name }) => name);
  if (dataModel !== 'Endpoint.Filesystem' || Object.keys(dataModelScope).every(name => asked.includes(name)))
    return undefined;
  return `The rule looks at all that happens to files; its data source here is of one kind (${title}).`;
}

/** Whether a rule of Elastic's looks at more logs than that of its data source. */
export function looksElsewhere(events: Events): boolean {
  const known = dataSource(events.source.id);
  return (
    known !== undefined && known.elastic.category === undefined && ofMoreLogs(events, known) !== undefined
  );
}

/** Other logs than that of the data source among a rule's indices, whose events it does not leave out. */
function ofMoreLogs(events: Events, known: DataSource): string | undefined {
  const predicate = selecting(events);
  const others = otherLogs(events, known.id);
  const other =
    others.find(profile => mayFit(predicate, profile)) ?? ofUnlistedAction(predicate, known.id, others);
  const [title] = [other?.source.title, ...unknownLogs(events, known.id)].filter(each => each !== undefined);
  return title === undefined ? undefined : besideKnown(title, known);
}

function besideKnown(other: string, { title }: DataSource): string {
  return `The rule looks at other logs too (${other}); its data source here is one of them (${title}).`;
}

/** Another log that may have the action that is asked for, where the table of none of them lists it: they list what tells them apart. */
function ofUnlistedAction(
  predicate: Predicate,
  id: string,
  others: readonly ElasticProfile[],
): ElasticProfile | undefined {
  const facts = factsIn(conjuncts(predicate)).filter(({ positive }) => positive);
  const actions = facts.filter(({ field }) => field === 'event.action').flatMap(({ values }) => values);
  if (actions.length === 0 || facts.some(({ field }) => namesLog.test(field))) return undefined;
  const lists = (profile: ElasticProfile | undefined): boolean =>
    actions.some(action => profile?.accepted.get('event.action')?.has(action) === true);
  if ([elasticProfile(id), ...others].some(lists)) return undefined;
  return others.find(
    profile =>
      profile.source.elastic.category === undefined && neededOf(predicate, facts, profile).length === 0,
  );
}

/**
 * Data sources of other logs that a rule of Elastic's looks at, which have events as it classifies them and, as far as their tables know,
 * no value in a field that it asks for: a target looks at its own data source alone.
 */
export function leftAside(events: Events): readonly string[] {
  const known = dataSource(events.source.id);
  if (known === undefined || known.elastic.category !== undefined) return [];
  const predicate = selecting(events);
  const found = otherLogs(events, known.id).filter(
    profile => mayBeOf(predicate, profile) && !mayFit(predicate, profile),
  );
  return [...new Set(found.map(({ source }) => source.id))].filter(id => id !== known.id).sort();
}

/** Data sets of a rule's indices that no table has, beside those of the source, where it asks for no data set or module by its name. */
function unknownLogs(events: Events, id: string): readonly string[] {
  const facts = factsIn(conjuncts(selecting(events)));
  const indices = (events.source.elastic?.indices ?? []).map(index => ({
    index,
    dataset: datasetOfIndex(index),
  }));
  const own = elasticProfile(id)?.indices;
  if (!indices.some(({ dataset }) => own?.has(dataset) === true)) return [];
  if (facts.some(({ field, positive }) => positive && namesLog.test(field))) return [];
  return indices.flatMap(({ index, dataset }) =>
    /^logs-[a-z]\w*\.\w/.test(index) && !isWide(dataset) && profilesFor('index', dataset).length === 0
      ? [dataset]
      : [],
  );
}

const namesLog = /^(?:event\.(?:dataset|module|provider)|data_stream\.dataset|winlog\.channel)$/;

/** The data sets that a predicate asks for by name; undefined where it asks for none. */
export function datasetsAsked(predicate: Predicate): ReadonlySet<string> | undefined {
  const asked = factsIn(conjuncts(predicate)).filter(
    ({ field, positive }) => positive && (field === 'event.dataset' || field === 'data_stream.dataset'),
  );
  return asked.length === 0 ? undefined : new Set(asked.flatMap(({ values }) => values));
}

function otherLogs(
  { source, where }: Pick<Events, 'source' | 'where'>,
  id: string,
): readonly ElasticProfile[] {
  const own = elasticProfile(id);
  if (own === undefined) return [];
  const asked = datasetsAsked(selecting({ source, where }));
  const patterns = (source.elastic?.indices ?? [])
    .map(datasetOfIndex)
    .filter(pattern => asked === undefined || asked.has(pattern));
  return patterns.flatMap(pattern => (own.indices.has(pattern) ? [] : profilesFor('index', pattern)));
}

/** Whether events of a source are known to have what the rule asks for: its classifications, and each field that must have a value. */
function mayFit(predicate: Predicate, profile: ElasticProfile): boolean {
  return lacking(predicate, profile)?.length === 0;
}

/**
 * Whether they are classified as the rule asks, and lack none of its fields but of ECS's, which any log may have: those of another
 * product's own they never do.
 */
export function mayBeOf(predicate: Predicate, profile: ElasticProfile): boolean {
  return lacking(predicate, profile)?.every(isEcsName) ?? false;
}

/** Whether a rule asks for a value of a field that a log has under a name of its own, and the source has not. */
export function asksElsewhere(predicate: Predicate, profile: ElasticProfile): boolean {
  const parts = conjuncts(predicate);
  const isOfOther = ({ field, values }: Fact): boolean => {
    const own = profile.accepted.get(field);
    return own !== undefined && !own.has('*') && !values.some(value => own.has(value));
  };
  if (impliedOf(parts, factsIn(parts)).some(isOfOther)) return true;
  const names = neededOf(predicate, [], profile);
  return names.some(name => !isEcsName(name) && !Object.hasOwn(scoping, name));
}

/** Names that must have a value, and that the table of a source has not; undefined where its events are classified otherwise. */
function lacking(predicate: Predicate, profile: ElasticProfile): readonly string[] | undefined {
  const facts = factsIn(conjuncts(predicate));
  const isKnown = ({ field, values, positive }: Fact): boolean =>
    !positive || values.some(value => profile.accepted.get(field)?.has(value) === true);
  if (usedFacts(profile, facts, true) === undefined || !facts.every(isKnown)) return undefined;
  return neededOf(predicate, facts, profile);
}

function neededOf(predicate: Predicate, facts: readonly Fact[], profile: ElasticProfile): readonly string[] {
  const table = fieldTable(profile.source);
  const needed = conjuncts(predicate).flatMap(part =>
    part.kind === 'not' || part.kind === 'or' ? [] : fieldsIn(part),
  );
  const isHeld = (field: Field): boolean => {
    const mapped = findField(field, table);
    return mapped !== undefined && mapped.isUnlisted !== true;
  };
  return needed
    .filter(field => !facts.some(fact => fact.field === field.name) && !isHeld(field))
    .map(({ name }) => name);
}

/** Categories whose kinds of event are data sources of their own. */
const severalKinds = new Set(['file', 'process', 'network', 'registry']);

/**
 * A source of one kind of a category's events has those alone, while a rule with nothing but the category, or that leaves one kind of
 * them out, is met by the others too (https://www.elastic.co/docs/reference/ecs/ecs-category-field-values-reference).
 */
function ofMoreKinds(events: Events, { id, title, elastic }: DataSource): string | undefined {
  const { category = '', scope = {} } = elastic;
  const kinds = ['event.type', 'event.action'].filter(field => Object.hasOwn(scope, field));
  if (!severalKinds.has(category) || kinds.length === 0) return undefined;
  const facts = factsIn(conjuncts(selecting(events))).filter(({ positive }) => positive);
  if (facts.some(fact => tellingOne.has(fact.field) && isOwn(fact, id))) return undefined;
  if (!facts.some(fact => fact.field === 'event.type' && isOwn(fact, id)))
    return `The rule looks at events of category ${category} of more types; its data source here is of one kind (${title}).`;
  if (classifiedAlike.has(id) && isOfSysmonAlone(events, facts))
    return `Elastic's integration for Sysmon classifies other events of its log alike; its data source here is of one kind (${title}).`;
  if (category !== 'file' || scope['event.type'] !== 'change') return undefined;
  return `The rule looks at changes of a file of any kind; its data source here is of one (${title}).`;
}

/**
 * Sources whose category and type are those of further events of Sysmon, which Elastic Defend does not have: pipes that are created are
 * files, whatever happens to the registry is a change
 * (https://github.com/elastic/integrations/tree/main/packages/windows/data_stream/sysmon_operational).
 */
const classifiedAlike = new Set(['windows.registry_set', 'windows.file_event', 'windows.file_delete']);

/** Whether a rule looks at Sysmon's log alone, by its indices or by the data set that it asks for. */
function isOfSysmonAlone({ source }: Events, facts: readonly Fact[]): boolean {
  const sets = facts.filter(({ field }) => field === 'event.dataset' || field === 'data_stream.dataset');
  const patterns = (source.elastic?.indices ?? []).map(datasetOfIndex);
  return [patterns, ...sets.map(({ values }) => values)].some(
    names => names.length > 0 && names.every(name => name.startsWith('windows.sysmon')),
  );
}

/** What tells the kind of an event more closely than its type. */
const tellingOne = new Set(['event.action', 'event.code']);

/** Whether the source has all the values that are asked for, none of which is of its neighbours alone. */
function isOwn({ field, values }: Fact, id: string): boolean {
  const own = elasticProfile(id)?.accepted.get(field);
  return own !== undefined && (own.has('*') || values.every(value => own.has(value)));
}

function selecting({ source, where }: Pick<Events, 'source' | 'where'>): Predicate {
  return and([source.scope ?? always(true), where]);
}
