import type { EmitRequest, Metadata, PlannedRule } from '../../src/ir/index.ts';
import { isSwitchedOff } from '../switched-off.ts';
import { confJson, confProse, confTemplate, confValue, stanzaName } from './conf.ts';
import { onOneLine } from './layout.ts';
import {
  headerLines,
  lostKeys,
  riskObjects,
  ruleName,
  securityDomain,
  tacticNames,
  techniqueIds,
} from './rule-facts.ts';
import { dispatchOfRule, period } from './schedule.ts';
import { severityOf } from './severity.ts';
import { type Throttling, throttlingOf } from './suppression.ts';

/** The stanza around a query, before it is known what the translation is. */
export function savedSearchOf(planned: PlannedRule, query: string): string {
  const dialect = { vendor: 'splunk' } as const;
  return savedSearch({ planned, query, dialect, verdict: { verdict: '', reasons: [] } }).text;
}

/** A stanza of savedsearches.conf: a correlation search of Enterprise Security that adds risk and a notable event. */
export function savedSearch({
  planned,
  query,
  dialect,
  verdict,
}: Pick<EmitRequest, 'planned' | 'query' | 'verdict'> & {
  readonly dialect: Pick<EmitRequest['dialect'], 'vendor'>;
}): {
  text: string;
  lost: readonly string[];
  grouping?: string;
} {
  const isCim = dialect.vendor === 'cim';
  const throttling = throttlingOf(planned, isCim);
  const held = typeof throttling === 'string' ? undefined : throttling;
  const why = typeof throttling === 'string' ? throttling : throttling?.why;
  const stanza = `${domainLabel(planned)} - ${ruleName(planned.rule.metadata)} - Rule`;
  const settings = [
    ...correlationSettings(planned.rule.metadata),
    ...alertSettings(planned, isCim),
    ...scheduleSettings(planned, held),
    `search = ${onOneLine(query)}`,
  ];
  const header = headerLines(planned, verdict).map(line => `# ${confProse(line)}`);
  const text = [...header, `[${stanzaName(stanza)}]`, ...settings, ''].join('\n');
  const holds = {
    note: planned.rule.metadata.isBuildingBlock !== true,
    setup: true,
    related: true,
    tags: true,
    schedule: true,
    enabled: true,
    suppression: held !== undefined,
    'building block': true,
  };
  return { text, lost: lostKeys(planned, holds), ...(why === undefined ? {} : { grouping: why }) };
}

/** Keys in the order of Splunk's own security content. */
function correlationSettings(metadata: Metadata): readonly string[] {
  return [
    `description = ${confProse(metadata.description ?? metadata.title)}`,
    'action.correlationsearch.enabled = 1',
    'action.correlationsearch.detection_type = ebd',
    `action.correlationsearch.label = ${confProse(ruleName(metadata))}`,
    `action.correlationsearch.annotations = ${confJson(annotations(metadata))}`,
    `action.correlationsearch.metadata = ${confJson(provenance(metadata))}`,
  ];
}

/** The notable event, and the risk. */
function alertSettings(planned: PlannedRule, isCim: boolean): readonly string[] {
  const { metadata } = planned.rule;
  const risk = riskObjects(planned, isCim);
  const label = confTemplate(ruleName(metadata));
  const entries = risk.map(({ field, type, score }) => ({
    risk_object_field: field,
    risk_object_type: type,
    risk_score: score,
  }));
  return [
    ...(metadata.isBuildingBlock ? [] : notableSettings(planned, risk)),
    'action.risk = 1',
    `action.risk.param._risk_message = ${label}`,
    `action.risk.param._risk = ${confJson(entries)}`,
    'action.risk.param._risk_score = 0',
    'action.risk.param.verbose = 0',
  ];
}

/** What an analyst sees; a building block adds risk alone. */
function notableSettings(planned: PlannedRule, risk: ReturnType<typeof riskObjects>): readonly string[] {
  const { metadata } = planned.rule;
  return [
    'action.notable = 1',
    `action.notable.param.rule_title = ${confTemplate(ruleName(metadata))}`,
    `action.notable.param.rule_description = ${confTemplate(metadata.description ?? metadata.title)}`,
    `action.notable.param.security_domain = ${confValue(securityDomain(planned))}`,
    `action.notable.param.severity = ${severityOf(metadata).notable}`,
    `action.notable.param.nes_fields = ${confValue(risk.map(({ field }) => field).join(','))}`,
    ...(metadata.note === undefined
      ? []
      : [`action.notable.param.next_steps = ${confJson({ version: 1, data: metadata.note })}`]),
  ];
}

function scheduleSettings(planned: PlannedRule, throttling: Throttling | undefined): readonly string[] {
  const { cron, earliest, latest } = dispatchOfRule(planned);
  return [
    'alert.digest_mode = 1',
    `alert.severity = ${severityOf(planned.rule.metadata).alert}`,
    ...throttlingSettings(throttling),
    'alert.track = 0',
    'allow_skew = 100%',
    'counttype = number of events',
    'relation = greater than',
    'quantity = 0',
    `cron_schedule = ${cron}`,
    `dispatch.earliest_time = ${earliest}`,
    `dispatch.latest_time = ${latest}`,
    `disabled = ${isSwitchedOff(planned.rule.metadata) ? 1 : 0}`,
    'enableSched = 1',
    'is_visible = 0',
    'realtime_schedule = 0',
    'schedule_window = auto',
  ];
}

function throttlingSettings(throttling: Throttling | undefined): readonly string[] {
  if (throttling === undefined) return [];
  const { fields, seconds } = throttling;
  return [
    'alert.suppress = 1',
    ...(fields.length === 0 ? [] : [`alert.suppress.fields = ${confValue(fields.join(','))}`]),
    `alert.suppress.period = ${period(seconds)}`,
  ];
}

function domainLabel(planned: PlannedRule): string {
  const domain = securityDomain(planned);
  return domain.charAt(0).toUpperCase() + domain.slice(1);
}

/** Frameworks that Enterprise Security shows with a notable event. */
function annotations(metadata: Metadata): object {
  return { mitre_attack: techniqueIds(metadata) };
}

/** What the rule says of itself and Splunk has no setting for, as data. */
function provenance(metadata: Metadata): object {
  return {
    ...(metadata.id === undefined ? {} : { detection_id: metadata.id }),
    detection_version: '1',
    title: metadata.title,
    author: metadata.authors,
    license: metadata.licence,
    source: metadata.vendor,
    status: metadata.status,
    level: metadata.level,
    created: metadata.created,
    modified: metadata.modified,
    references: metadata.references,
    false_positives: metadata.falsePositives,
    mitre_tactics: tacticNames(metadata),
    tags: metadata.tags,
    related: metadata.related,
    setup: metadata.setup,
  };
}
