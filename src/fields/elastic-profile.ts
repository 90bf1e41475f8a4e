import type { DataSource } from './data-source.ts';
import { dataSource, dataSources, ofTables } from './registry.ts';

/** What an Elastic rule may say of a data source, made ready for look-up. */
export interface ElasticProfile {
  readonly source: DataSource;
  /** Field → values that mean this source; `*` any. */
  readonly accepted: ReadonlyMap<string, ReadonlySet<string>>;
  /** Field → values of other sources that are let in beside one of its own. */
  readonly alongside: ReadonlyMap<string, ReadonlySet<string>>;
  /** Data sets of its index patterns. */
  readonly indices: ReadonlySet<string>;
  /** Fields that must have been asked for; each entry: one of these. */
  readonly required: readonly (readonly string[])[];
}

/** Index patterns that hold many sources: they tell nothing. */
const wide = new Set([
  ...['winlogbeat', 'windows.forwarded', 'endgame', 'filebeat', 'auditbeat', 'packetbeat'],
  ...[
    'crowdstrike.fdr',
    'sentinel_one_cloud_funnel',
    'aws',
    'azure',
    'google_workspace',
    'zeek',
    'cloud_defend',
    'traces',
  ],
  ...['windows', 'system', 'endpoint.events', 'endpoint', 'logs', ''],
]);

export function isWide(dataset: string): boolean {
  return wide.has(dataset);
}

/** `logs-aws.cloudtrail-*` names aws.cloudtrail, and `metrics-system.cpu-*` system.cpu; a pattern that is no data stream names itself. */
export function datasetOfIndex(index: string): string {
  return index
    .replace(/^(?:logs|metrics(?=-[^*]))-/, '')
    .replace(/[-.]?\*.*$/, '')
    .replace(/-default$/, '');
}

const byValue = ofTables(indexed);
const allProfiles = ofTables(
  (): ReadonlyMap<string, ElasticProfile> =>
    new Map(
      dataSources().flatMap(source => (source.partOf ? [] : [[source.id, profileOf(source)] as const])),
    ),
);

/** Sources that a value of a field, or a data set of an index pattern (`index NAME`), may mean. */
export function profilesFor(field: string, value: string): readonly ElasticProfile[] {
  return byValue().get(`${field} ${value}`) ?? [];
}

/** What Elastic rules say of a source. */
export function elasticProfile(id: string | undefined): ElasticProfile | undefined {
  return id === undefined ? undefined : allProfiles().get(dataSource(id)?.partOf?.source ?? id);
}

function indexed(): ReadonlyMap<string, readonly ElasticProfile[]> {
  const found = new Map<string, ElasticProfile[]>();
  const put = (key: string, profile: ElasticProfile): void => {
    const known = found.get(key);
    if (known === undefined) found.set(key, [profile]);
    else if (!known.includes(profile)) known.push(profile);
  };
  for (const profile of allProfiles().values()) {
    for (const dataset of profile.indices) put(`index ${dataset}`, profile);
    for (const [field, values] of profile.accepted)
      for (const value of values) put(`${field} ${value}`, profile);
  }
  return found;
}

function profileOf(source: DataSource): ElasticProfile {
  const { scope = {}, recognise = {}, datasets = [], indices, alongside = {} } = source.elastic;
  const accepted = new Map<string, Set<string>>([['event.kind', new Set(['event'])]]);
  const accept = (field: string, values: readonly (string | number)[]): void => {
    const known = accepted.get(field) ?? new Set<string>();
    for (const value of values) known.add(String(value));
    accepted.set(field, known);
  };
  for (const [field, values] of Object.entries(scope)) accept(field, [values].flat());
  for (const [field, values] of Object.entries(recognise)) accept(field, values);
  // What other vendors know by an event id is none of the source where the rule asks for another id.
  const { EventID: id } = source.sigma.scope ?? {};
  if (id !== undefined) accept('event.code', [id].flat());
  const own = new Set(indices.map(datasetOfIndex).filter(name => !wide.has(name)));
  for (const field of ['event.dataset', 'data_stream.dataset'])
    accept(field, [...datasets, ...own, ...(recognise['data_stream.dataset'] ?? [])]);
  return {
    source,
    accepted,
    alongside: new Map(Object.entries(alongside).map(([field, values]) => [field, new Set(values)])),
    indices: new Set([...own, ...datasets]),
    required: requiredOf(source, scope),
  };
}

/**
 * Whether being of the source answers a classification that is asked for, of which the source has the values. Where its
 * events have other values too, it does not: `event.type: deletion` of all that a registry logs.
 */
export function settles(
  { source, accepted }: ElasticProfile,
  field: string,
  values: readonly string[],
): boolean {
  const telling = source.elastic.tells?.[field] ?? [];
  if (saysMore(source, field, values)) return false;
  if (telling.length > 0 && values.every(value => telling.includes(value))) return true;
  if (field !== 'event.type' && field !== 'event.category') return true;
  const always = source.elastic.always?.[field];
  if (always !== undefined && values.some(value => always.includes(value))) return true;
  if (Object.hasOwn(source.elastic.scope ?? {}, field)) return true;
  const own = accepted.get(field);
  return own !== undefined && !own.has('*') && [...own].every(value => values.includes(value));
}

/** Whether some of a source's events are asked for, by values that the source tells them apart by. */
export function saysMore({ elastic }: DataSource, field: string, values: readonly string[]): boolean {
  const telling = elastic.tells?.[field] ?? [];
  const isAsked = (value: string): boolean => values.includes(value);
  return telling.some(isAsked) && !telling.every(isAsked);
}

/** What other vendors select a source of several event ids, or of several channels, by; and what Elastic calls it. */
const selectors: Readonly<Record<string, string>> = {
  'event.code': 'EventID',
  'winlog.channel': 'Channel',
};

/** Whether some of the event ids, or of the channels, that are the source elsewhere are asked for, and not all of them. */
export function isPartOf({ sigma }: DataSource, field: string, values: readonly string[]): boolean {
  const own = [sigma.scope?.[selectors[field] ?? ''] ?? []].flat().map(String);
  return values.every(value => own.includes(value)) && !own.every(value => values.includes(value));
}

/** What makes a source itself must be asked for: its category and system, its event codes, its channel. */
function requiredOf(
  source: DataSource,
  scope: Readonly<Record<string, unknown>>,
): readonly (readonly string[])[] {
  const has = (field: string): boolean => Object.hasOwn(scope, field);
  const required: (readonly string[])[] = [];
  if (has('event.category')) required.push(['event.category']);
  if (has('host.os.type') && source.elastic.category !== 'registry')
    required.push(['host.os.type', 'host.os.family']);
  if (has('network.protocol')) required.push(['network.protocol']);
  if (has('event.code')) required.push(['event.code']);
  else if (has('winlog.channel'))
    required.push([
      'winlog.channel',
      'event.provider',
      'event.module',
      'event.dataset',
      'data_stream.dataset',
    ]);
  else if (has('data_stream.dataset'))
    required.push(['data_stream.dataset', 'event.dataset', 'event.module']);
  else if (has('event.kind') && has('event.module')) required.push(['event.kind'], ['event.module']);
  return required;
}
