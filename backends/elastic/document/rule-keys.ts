import {
  type EmitRequest,
  type Expression,
  eventsOf,
  type Metadata,
  type Rule,
} from '../../../src/ir/index.ts';
import { ruleId } from '../../rule-id.ts';
import { noteOf } from './note.ts';
import { scheduleKeys } from './schedule.ts';
import { scheduleOf, searchKeys } from './search-keys.ts';
import { severityOf } from './severity.ts';
import { threatsOf } from './threat.ts';

export type Table = Readonly<Record<string, unknown>>;

/** Type and language of a rule by its dialect. */
const languages: Readonly<Record<string, { readonly type: string; readonly language: string }>> = {
  kql: { type: 'query', language: 'kuery' },
  lucene: { type: 'query', language: 'lucene' },
  eql: { type: 'eql', language: 'eql' },
  esql: { type: 'esql', language: 'esql' },
};

/** Keys of a rule of the detection engine, and what of the source's metadata they have no place for. */
export function ruleKeys(request: EmitRequest): {
  readonly keys: Table;
  readonly lost: readonly string[];
  readonly grouping?: string;
} {
  const { planned, query, dialect } = request;
  const { metadata } = planned.rule;
  const { threats, left } = threatsOf(metadata);
  const extra = metadata.vendor === 'elastic' ? tableOf(metadata.extra['rule']) : {};
  // The schema of detection-rules asks for authors, even where there are none.
  const author = metadata.authors;
  const keys: Table = withoutEmpty({
    ...(metadata.vendor === 'elastic' ? {} : { timestamp_override: 'event.ingested' }),
    ...ownKeys(request),
    ...scheduleKeys(scheduleOf(planned)),
    ...languages[dialect.name],
    ...searchKeys(request),
    ...(dialect.name === 'esql' ? {} : { index: indicesOf(request) }),
    note: noteOf(request),
    tags: tagsOf(planned.rule, [...threats.map(threat => `Tactic: ${threat.tactic.name}`), ...left]),
    query,
    enabled: enabledOf(metadata),
    ...extra,
    threat: [...threats, ...(Array.isArray(extra['threat']) ? extra['threat'] : [])],
  });
  const isOther = isSuppressionLost(request);
  return {
    keys: { ...keys, author },
    lost: lostOf(request),
    ...(isOther ? { grouping: 'a rule of Elastic suppresses by one to three fields of its own names' } : {}),
  };
}

/** Of another vendor only that it is switched off: rules are imported switched off, and switched on by who has looked at them. */
function enabledOf({ vendor, enabled }: Metadata): boolean | undefined {
  return vendor === 'elastic' || enabled === false ? enabled : undefined;
}

function ownKeys(request: EmitRequest): Table {
  const { metadata } = request.planned.rule;
  const fields = metadata.vendor === 'elastic' ? metadata.fields : [];
  return {
    rule_id: ruleId(metadata),
    name: metadata.title,
    description: metadata.description?.trim() ? metadata.description : metadata.title,
    license: metadata.licence,
    references: metadata.references,
    false_positives: metadata.falsePositives,
    setup: metadata.setup,
    investigation_fields: fields.length > 0 ? { field_names: fields } : undefined,
    alert_suppression: suppressionKeys(request),
    building_block_type: request.planned.rule.metadata.isBuildingBlock ? 'default' : undefined,
    ...severityOf(metadata),
  };
}

/** Of a search over several events, those of all of its events, but for the indicators. */
function indicesOf({ planned }: EmitRequest): readonly string[] {
  const { several } = planned;
  const events = several?.search.kind === 'indicatorMatch' ? several.search.from : several?.search;
  const inputs = [...(events === undefined ? [] : eventsOf(events))].map(each => several?.inputs.get(each));
  const all = several === undefined ? [planned] : inputs;
  const indices = [...new Set(all.flatMap(each => each?.source.elastic.indices ?? []))];
  return indices.length > 0 ? indices : ['logs-*'];
}

/** Elastic's rules carry their tactics as tags, too; those of an Elastic rule are there already. */
function tagsOf({ metadata }: Rule, more: readonly string[]): readonly string[] {
  return metadata.vendor === 'elastic' ? metadata.tags : [...new Set([...metadata.tags, ...more])];
}

/** https://www.elastic.co/docs/solutions/security/detect-and-alert/suppress-detection-alerts */
const mostSuppressed = 3;

/**
 * Suppression by fields of Elastic's own; of another vendor's names nothing is said. Threshold rules suppress by the fields of their
 * threshold and name none, all others name one to three.
 */
function suppressionKeys({ planned, dialect }: EmitRequest): Table | undefined {
  const { suppression } = planned.rule;
  const names = suppression?.by.map(each =>
    each.kind === 'field' && each.vendor === 'elastic' ? each.name : undefined,
  );
  if (!names?.every(name => name !== undefined)) return undefined;
  const seconds = suppression?.seconds;
  const isQuery = dialect.name === 'kql' || dialect.name === 'lucene';
  if (isQuery && planned.several?.search.kind === 'correlate') {
    const isOfThreshold = namesOf(planned.several.search.by) === [...names].sort().join();
    return seconds === undefined || !isOfThreshold ? undefined : { duration: durationOf(seconds) };
  }
  if (names.length === 0 || names.length > mostSuppressed) return undefined;
  return {
    ...(seconds === undefined ? {} : { duration: durationOf(seconds) }),
    group_by: names,
    missing_fields_strategy: suppression?.lacking === 'apart' ? 'doNotSuppress' : 'suppress',
  };
}

function namesOf(fields: readonly Expression[]): string {
  return fields
    .map(each => (each.kind === 'field' ? each.name : ''))
    .sort()
    .join();
}

function durationOf(seconds: number): Table {
  const [unit, size] = seconds % 3600 === 0 ? ['h', 3600] : seconds % 60 === 0 ? ['m', 60] : ['s', 1];
  return { unit, value: seconds / Number(size) };
}

function isSuppressionLost(request: EmitRequest): boolean {
  const { metadata, suppression } = request.planned.rule;
  if (suppression === undefined || suppressionKeys(request) !== undefined) return false;
  return metadata.vendor !== 'elastic' || suppression.by.length > 0;
}

function lostOf(request: EmitRequest): readonly string[] {
  const { metadata } = request.planned.rule;
  const isLost = isSuppressionLost(request);
  if (metadata.vendor === 'elastic') return isLost ? ['suppression'] : [];
  return [
    ...Object.keys(metadata.extra).filter(key => key !== 'logsource'),
    ...(metadata.related.length > 0 ? ['related'] : []),
    ...(metadata.fields.length > 0 ? ['fields'] : []),
    ...(metadata.name === undefined ? [] : ['name']),
    ...(isLost ? ['suppression'] : []),
  ];
}

export function tableOf(value: unknown): Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Table) : {};
}

export function withoutEmpty(table: Table): Table {
  return Object.fromEntries(
    Object.entries(table).filter(
      ([, value]) => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  );
}
