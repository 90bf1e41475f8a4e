import {
  always,
  and,
  type Casing,
  equals,
  field,
  fieldsIn,
  type Given,
  type LogSource,
  type Predicate,
  type TargetSource,
  type Vendor,
} from '../ir/index.ts';
import { datasetOf, overviewOfModels } from './data-models.ts';
import type { DataSource, ScopeTable } from './data-source.ts';
import { isPlaced } from './placed.ts';
import { dataSource } from './registry.ts';

/** Where a target keeps the events of a rule's data source; of an unknown one, what its author said, else the widest place. */
export function targetSource(source: LogSource): TargetSource {
  const known = dataSource(source.id);
  if (known === undefined) return unknownSource(source);
  const { scope: _, also: __, ...sigma } = known.sigma;
  return {
    id: known.id,
    title: known.title,
    elastic: source.elastic ?? {
      indices: source.indices ?? known.elastic.indices,
      ...(known.elastic.category === undefined || isPlacedIn(source, 'elastic')
        ? {}
        : { category: known.elastic.category }),
    },
    splunk: withModelFields({
      ...(isPlacedIn(source, 'splunk')
        ? { search: '', isPlaced: true }
        : { search: source.splunk?.search ?? known.splunk.search }),
      ...(known.splunk.dataModel === undefined ? {} : { dataModel: known.splunk.dataModel }),
    }),
    panther: { logTypes: source.panther?.logTypes ?? known.panther.logTypes },
    sigma: source.sigma ?? sigma,
  };
}

function withModelFields(place: TargetSource['splunk']): TargetSource['splunk'] {
  const dataset = datasetOf(place.dataModel);
  if (dataset !== undefined) return { ...place, modelFields: dataset.fields, modelPage: dataset.source };
  return place.dataModel === undefined ? { ...place, modelPage: overviewOfModels } : place;
}

/** What selects the source's events, in the vendor's own names: for the author's vendor, as the author wrote it. */
export function targetScope(
  source: LogSource,
  vendor: Vendor,
): { readonly scope: Predicate; readonly given: readonly Given[] } {
  const author = authorOf(source);
  if (author === vendor && vendor !== 'sigma') return { scope: source.scope ?? always(true), given: [] };
  const known = dataSource(source.id);
  if (known === undefined) return { scope: always(true), given: author === vendor ? [] : ['source:unknown'] };
  if (isPlacedIn(source, vendor)) return { scope: always(true), given: [] };
  // Nothing of the target's own selects the events: what the rule says of them stays, in its words.
  if (lackOf(source, vendor) !== undefined)
    return { scope: source.scope ?? always(true), given: [...indexesOf(source), `log-source:${known.id}`] };
  const scope = scopeOf(scopeTable(known, vendor), vendor);
  const crosses =
    author !== vendor &&
    (vendor === 'cim' ||
      author === 'cim' ||
      (known.elastic.differs === true &&
        (author === 'elastic' || vendor === 'elastic' || areOtherSensors(known, author, vendor))));
  const given = [...(crosses ? [`source:${known.id}`] : []), ...(author === vendor ? [] : indexesOf(source))];
  return {
    scope,
    given: classifies(source, known) && author !== vendor ? [...given, 'ecs-classification'] : given,
  };
}

/** CrowdStrike's sensor, whose events of processes and files Panther has, and Sysmon, whose events Splunk has. */
function areOtherSensors(
  { panther, splunk }: DataSource,
  author: Vendor | undefined,
  vendor: Vendor,
): boolean {
  const pair = [author, vendor];
  if (!pair.includes('panther') || !pair.includes('splunk')) return false;
  return (
    panther.logTypes.every(type => type.startsWith('Crowdstrike.')) && !/crowdstrike/i.test(splunk.search)
  );
}

export function isPlacedIn(source: LogSource, vendor: Vendor): boolean {
  if (source.placed === undefined) return false;
  const known = dataSource(source.id);
  return isPlaced(source, known, known === undefined ? {} : scopeTable(known, vendor), vendor);
}

/** Whether a product's data source is still known by some of the ids of events that select it. */
export function isToldBy(source: LogSource, field: string, values: readonly string[]): boolean {
  const ids = dataSource(source.id)?.splunk.tells?.['EventCode'] ?? [];
  return ['EventCode', 'EventID', 'event.code'].includes(field) && values.every(each => ids.includes(each));
}

/** Why nothing of a vendor's selects the events of a rule, which another vendor's words name. */
export function lackOf(source: LogSource, vendor: Vendor): string | undefined {
  return authorOf(source) === vendor
    ? undefined
    : dataSource(source.id)?.lacks?.[vendor === 'cim' ? 'splunk' : vendor];
}

/** Whether a Sigma detection says what selects the events, since no log source does. */
export function isInDetection(source: LogSource, vendor: Vendor): boolean {
  return vendor === 'sigma' && lackOf(source, vendor) !== undefined;
}

/** A search that names an index is taken to look at all events of its data source. */
function indexesOf({ splunk }: LogSource): readonly Given[] {
  return [...(splunk?.search ?? '').matchAll(/\bindex="([^"]*)"/g)].map(([, name]) => `index:${name}`);
}

/** ECS's categories are not in the vendors' logs: they follow from the action, which the rule is taken to ask for too. */
function classifies(source: LogSource, known: DataSource): boolean {
  if (source.elastic === undefined || source.scope === undefined || known.elastic.category !== undefined)
    return false;
  return fieldsIn(source.scope).some(({ name }) => name === 'event.category' || name === 'event.type');
}

/** Whose words the rule is in. */
export function authorOf(source: LogSource): Vendor | undefined {
  if (source.sigma) return 'sigma';
  if (source.elastic) return 'elastic';
  if (source.panther) return 'panther';
  if (source.splunk === undefined) return undefined;
  return source.splunk.dataModel === undefined ? 'splunk' : 'cim';
}

function scopeTable(known: DataSource, vendor: Vendor): ScopeTable {
  switch (vendor) {
    case 'sigma':
      return known.sigma.scope ?? {};
    case 'elastic':
      return known.elastic.scope ?? {};
    case 'splunk':
      return known.splunk.scope ?? {};
    case 'cim':
      return known.splunk.dataModelScope ?? {};
    case 'panther':
      return known.panther.scope ?? {};
  }
}

/** A channel is written `Security` or `security` in one and the same product's events; ECS's classifications are keywords in lower case. */
function scopeCasing(vendor: Vendor): Casing {
  return vendor === 'elastic' ? 'exact' : 'ignored';
}

function scopeOf(table: ScopeTable, vendor: Vendor): Predicate {
  return and(
    Object.entries(table).map(([name, value]) =>
      equals(field(name, vendor), typeof value === 'object' ? value : [value], {
        casing: scopeCasing(vendor),
      }),
    ),
  );
}

function unknownSource(source: LogSource): TargetSource {
  return {
    elastic: source.elastic ?? { indices: source.indices ?? ['logs-*'] },
    splunk: withModelFields(
      source.splunk ??
        (isPlacedIn(source, 'splunk') ? { search: '', isPlaced: true } : { search: 'index=*' }),
    ),
    panther: source.panther ?? { logTypes: [customLogType(source)] },
    sigma: source.sigma ?? { product: 'unknown' },
  };
}

/** Panther wants a log type: that of a custom schema (https://docs.panther.com/data-onboarding/custom-log-types). */
function customLogType(source: LogSource): string {
  const words = source.sigma
    ? [source.sigma.product, source.sigma.category, source.sigma.service]
    : [source.elastic?.indices[0]?.replace(/^logs-|\*.*$/g, '')];
  const parts = words.flatMap(word => (word ?? '').split(/[^A-Za-z0-9]+/).filter(part => part !== ''));
  const named = parts
    .map(part => part.replace(/^[0-9]+/, '').replace(/^./, letter => letter.toUpperCase()))
    .filter(part => part !== '')
    .slice(0, 5);
  return ['Custom', ...(named.length === 0 ? ['Logs'] : named)].join('.');
}
