import {
  type Emission,
  type EmitRequest,
  type Metadata,
  placedAttack,
  type RuleLevel,
  tacticOf,
} from '../../src/ir/index.ts';
import { isSwitchedOff } from '../switched-off.ts';
import { toYaml } from '../yaml-text.ts';
import { isCarried, ownKeys, ownMinutes, ownReports } from './own-keys.ts';
import { groupingOf, otherDedup, usualMinutes } from './suppression.ts';

/** Panther's severities for Sigma's levels; docs/semantics.md has the table for all products. */
export const severities: Readonly<Record<RuleLevel, string>> = {
  informational: 'Info',
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  critical: 'Critical',
};

/** Of a rule that gives none. */
export const defaultLevel: RuleLevel = 'medium';

/** A rule's Python and its YAML, side by side, as panther-analysis keeps them; `keys` take the place of those of a rule over single events. */
export function pantherRule(
  request: EmitRequest,
  { keys, why }: RuleGrouping = ofSuppression(request.planned),
): Emission {
  const { planned, fileName } = request;
  const name = fileName.replaceAll('-', '_');
  const comments = commentsOf(request);
  return {
    files: [
      { path: `${name}.py`, text: `${comments}\n${request.query}` },
      {
        path: `${name}.yml`,
        text: `${comments}\n${ruleYaml(request, name, keys)}`,
      },
    ],
    lost: lostKeys(planned.rule.metadata, planned.rule.schedule !== undefined, request),
    ...(why === undefined ? {} : { grouping: why }),
  };
}

/** Keys that say which matches are one alert, and why those of the rule's suppression are not. */
export interface RuleGrouping {
  readonly keys: Readonly<Record<string, unknown>>;
  readonly why?: string | undefined;
}

/** Of a rule whose module gives the keys. */
export function ofSuppression(planned: EmitRequest['planned']): RuleGrouping {
  const grouping = groupingOf(planned);
  if (grouping === undefined) return { keys: {} };
  const other = otherDedup(planned);
  return other === undefined
    ? { keys: { DedupPeriodMinutes: grouping.minutes }, why: grouping.why }
    : { keys: {}, why: other };
}

/** What the schema has no key for, as comments. */
export function commentsOf(request: EmitRequest): string {
  return headerLines(request)
    .flatMap(line => wrapped(line))
    .map(line => `# ${line}`.trimEnd())
    .join('\n');
}

export function withScope({ planned }: Pick<EmitRequest, 'planned'>): EmitRequest['planned']['where'] {
  const { scope, where } = planned;
  if (scope.kind === 'always' && scope.value) return where;
  if (where.kind === 'always' && where.value) return scope;
  const operands = [scope, where].flatMap(each => (each.kind === 'and' ? each.operands : [each]));
  return { kind: 'and', operands, origin: [] };
}

/** A comment is as long as a line of panther-analysis, 100 columns with its mark; what goes on is set in. */
function wrapped(line: string): readonly string[] {
  const rows: string[] = [];
  for (const word of line.split(' ')) {
    const row = rows.at(-1);
    if (row !== undefined && row.length + word.length + 1 <= 98) rows[rows.length - 1] = `${row} ${word}`;
    else rows.push(row === undefined ? word : `  ${word}`);
  }
  return rows;
}

/** What the schema of a rule has no key for, said in a comment: where it came from and what it means. */
function headerLines({ planned, verdict }: EmitRequest): readonly string[] {
  const { metadata } = planned.rule;
  return [
    `${metadata.title}`,
    ...(metadata.id === undefined ? [] : [`Source: ${metadata.vendor} rule ${metadata.id}`]),
    ...(metadata.authors.length === 0 ? [] : [`Author: ${metadata.authors.join(', ')}`]),
    ...(metadata.licence === undefined ? [] : [`Licence: ${metadata.licence}`]),
    `Translation: ${verdict.verdict}${verdict.reasons.length === 0 ? '' : `: ${verdict.reasons.join('; ')}`}`,
  ].map(line => line.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' '));
}

/** Rules of Panther keep theirs, by which alerts and correlation rules know them. */
export function ownRuleId({ vendor, id }: Metadata): string | undefined {
  return vendor === 'panther' ? id : undefined;
}

/** Keys in the order of panther-analysis; extra keys are errors of its schema, so there are none. */
function ruleYaml(
  { planned, events }: EmitRequest,
  name: string,
  keys: Readonly<Record<string, unknown>>,
): string {
  const { metadata } = planned.rule;
  const logTypes = planned.source.panther.logTypes;
  const [reference] = metadata.references;
  const document = {
    AnalysisType: 'rule',
    Filename: `${name}.py`,
    RuleID: ownRuleId(metadata) ?? `${logTypes[0] ?? 'Custom'}.${pascal(name)}`,
    DisplayName: displayName(metadata.title),
    Enabled: !isSwitchedOff(metadata),
    ...createAlert(metadata),
    LogTypes: logTypes,
    Severity: severities[metadata.level ?? defaultLevel],
    ...optional('Description', descriptionOf(metadata)),
    ...optional('Reference', reference),
    ...optional('Runbook', metadata.note ?? metadata.setup),
    ...optional('Tags', some(tagsOf(metadata))),
    ...optional('Reports', reportsOf(metadata)),
    ...ownKeys(metadata),
    DedupPeriodMinutes: ownMinutes(metadata) ?? usualMinutes,
    Threshold: 1,
    ...keys,
    ...optional('Tests', some(events.map(event => testOf(event, logTypeOfTests(planned))))),
  };
  return toYaml(document, { indent: 2, singleQuote: false });
}

/** Where the rule tells the logs apart, its tests say of which each event is. */
function logTypeOfTests({ source, parts }: EmitRequest['planned']): string | undefined {
  const [first, ...others] = source.panther.logTypes;
  return parts !== undefined && others.length > 0 ? undefined : first;
}

function testOf(
  { name, matches, event }: EmitRequest['events'][number],
  logType: string | undefined,
): object {
  return {
    Name: name,
    ExpectedResult: matches,
    Log: { ...(logType === undefined ? {} : { p_log_type: logType }), ...event },
  };
}

/** The schema forbids `<>&"%` in names. */
export function displayName(title: string): string {
  const text = title
    .replaceAll(/[<>&"%]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return text === '' ? 'Untitled' : text;
}

export function descriptionOf(metadata: Metadata): string | undefined {
  const known = metadata.falsePositives.filter(each => !/^(unknown|none|unlikely)$/i.test(each.trim()));
  const parts = [
    metadata.description?.trim(),
    known.length === 0 ? undefined : `False positives: ${known.join('; ')}`,
    metadata.references.length < 2 ? undefined : `References: ${metadata.references.join(' ')}`,
  ].filter(part => part !== undefined && part !== '');
  return parts.length === 0 ? undefined : parts.join('\n');
}

/** `TA0002:T1059.001`: a technique stands under a tactic, as the rule gives it; one without under its own. */
export function reportsOf(metadata: Metadata): Readonly<Record<string, readonly string[]>> | undefined {
  const attack = placedAttack(metadata.attack);
  const known = attack.flatMap(each =>
    each.tactic === undefined ? [] : [each.tactic.id ?? tacticOf(each.tactic.name)?.id],
  );
  const ids = [...new Set(known.filter(id => id !== undefined))];
  const entries = attack.flatMap(({ tactic, techniques }) => {
    const own = tactic === undefined ? undefined : (tactic.id ?? tacticOf(tactic.name)?.id);
    const under = own ?? ids[0];
    return under === undefined ? [] : techniques.map(technique => `${under}:${technique.id.toUpperCase()}`);
  });
  const { [attackReport]: odd = [], ...others } = ownReports(metadata);
  const techniques = [...new Set([...entries, ...odd])];
  const reports = { ...(techniques.length === 0 ? {} : { [attackReport]: techniques }), ...others };
  return Object.keys(reports).length === 0 ? undefined : reports;
}

const attackReport = 'MITRE ATT&CK';

/** Tactics that none of the rule's techniques stands under are tags: a report names a technique (https://docs.panther.com/detections/rules/mitre-att-and-ck). */
export function tagsOf(metadata: Metadata): readonly string[] {
  const reported = Object.values(reportsOf(metadata) ?? {}).flat();
  const lone = metadata.attack.flatMap(({ tactic }) => {
    const id = tactic?.id ?? tacticOf(tactic?.name ?? '')?.id;
    if (tactic === undefined || reported.some(each => each.startsWith(`${id}:`))) return [];
    return [`attack.${tactic.name.toLowerCase().replaceAll(/\s+/g, '-')}`];
  });
  return [...new Set([...metadata.tags, ...lone])];
}

export function lostKeys(
  metadata: Metadata,
  scheduled: boolean,
  request?: Pick<EmitRequest, 'events'>,
): readonly string[] {
  const extra = Object.entries(metadata.extra).flatMap(([key, value]) =>
    metadata.vendor === 'elastic' && typeof value === 'object' && value !== null ? Object.keys(value) : [key],
  );
  return [
    ...(metadata.riskScore === undefined ? [] : ['risk score']),
    ...(metadata.related.length === 0 ? [] : ['related']),
    ...(metadata.created === undefined && metadata.modified === undefined ? [] : ['dates']),
    ...(scheduled ? ['schedule'] : []),
    ...extra.filter(key => !isCarried(key, metadata, request)),
  ];
}

export function pascal(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .map(word => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
}

/** Matches of a rule without alerts are signals for others: https://docs.panther.com/detections/signals */
export function createAlert({ isBuildingBlock }: Metadata): Readonly<Record<string, unknown>> {
  return optional('CreateAlert', isBuildingBlock ? false : undefined);
}

export function optional(key: string, value: unknown): Readonly<Record<string, unknown>> {
  return value === undefined ? {} : { [key]: value };
}

export function some<Value>(values: readonly Value[]): readonly Value[] | undefined {
  return values.length === 0 ? undefined : values;
}
