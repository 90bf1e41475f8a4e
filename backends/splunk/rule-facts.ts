import type { Metadata, PlannedRule } from '../../src/ir/index.ts';
import { lostSwitch } from '../switched-off.ts';
import { modelOf } from './print-cim.ts';
import { riskOf } from './severity.ts';

/** Longest name that Enterprise Security can edit and clone. https://github.com/splunk/contentctl */
const longestName = 67;

/** The rule's title, cut to what Enterprise Security takes; a cut one ends in the start of the id, to stay its own. */
export function ruleName({ title, id }: Metadata): string {
  const plain = title.replaceAll(/\s+/g, ' ').trim();
  if (plain.length <= longestName) return plain === '' ? (id ?? 'Untitled') : plain;
  const suffix = id === undefined ? '' : ` ${id.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 8)}`;
  const start = plain.slice(0, longestName - suffix.length).replace(/[\uD800-\uDBFF]$/, '');
  return `${start.trimEnd()}${suffix}`;
}

/** ATT&CK ids of techniques, in order, once each. */
export function techniqueIds({ attack }: Metadata): readonly string[] {
  return [...new Set(attack.flatMap(({ techniques }) => techniques.map(({ id }) => id.toUpperCase())))];
}

/** ATT&CK tactics by name. */
export function tacticNames({ attack }: Metadata): readonly string[] {
  return [...new Set(attack.flatMap(({ tactic }) => (tactic === undefined ? [] : [tactic.name])))];
}

/** The security domain of Enterprise Security that the data source belongs to. */
export function securityDomain({
  source,
}: PlannedRule): 'endpoint' | 'network' | 'access' | 'identity' | 'threat' {
  const text =
    `${source.id ?? ''} ${source.sigma.product ?? ''} ${source.sigma.category ?? ''}`.toLowerCase();
  if (/windows|linux|macos|process|file|registry/.test(text)) return 'endpoint';
  if (/dns|proxy|firewall|network|zeek|cisco/.test(text)) return 'network';
  if (/okta|azure|entra|auth/.test(text)) return 'access';
  return 'threat';
}

/** Whom risk is added to: the columns of host and user that the query has. */
export function riskObjects(
  planned: PlannedRule,
  isCim: boolean,
): readonly { field: string; type: string; score: number }[] {
  const score = riskOf(planned.rule.metadata);
  const system = isCim ? (modelOf(planned).subjects.includes('dest') ? 'dest' : 'src') : 'host';
  const hasUser = !isCim || modelOf(planned).subjects.includes('user');
  return [
    { field: system, type: 'system', score },
    ...(hasUser ? [{ field: 'user', type: 'user', score }] : []),
  ];
}

/** Keys of a rule that a document without a place for them loses. */
export function lostKeys(
  planned: PlannedRule,
  holds: { readonly [key: string]: boolean },
): readonly string[] {
  const { metadata, schedule, suppression } = planned.rule;
  const present: Readonly<Record<string, boolean>> = {
    fields: metadata.fields.length > 0 && metadata.vendor !== 'splunk' && metadata.vendor !== 'sigma',
    note: metadata.note !== undefined,
    setup: metadata.setup !== undefined,
    related: metadata.related.length > 0,
    tags: metadata.tags.length > 0,
    schedule: schedule !== undefined,
    suppression: suppression !== undefined,
    'building block': metadata.isBuildingBlock === true,
  };
  const keys = Object.keys(present).filter(key => present[key] === true && holds[key] !== true);
  return [...keys, ...(holds['enabled'] === true ? [] : lostSwitch(metadata)), ...extraKeys(metadata)];
}

/** Elastic's documents have their keys in tables. */
function extraKeys({ vendor, extra }: PlannedRule['rule']['metadata']): readonly string[] {
  if (vendor !== 'elastic') return Object.keys(extra);
  return Object.entries(extra).flatMap(([key, table]) =>
    typeof table === 'object' && table !== null && !Array.isArray(table) ? Object.keys(table) : [key],
  );
}

/** Lines that say what a document is, where it is from and how it stands to its rule: for comments. */
export function headerLines(
  planned: PlannedRule,
  verdict: { readonly verdict: string; readonly reasons: readonly string[] },
): readonly string[] {
  const { metadata } = planned.rule;
  const line = (label: string, value: string | undefined) =>
    value === undefined || value === '' ? [] : [`${label}: ${value}`];
  return [
    metadata.title,
    ...line('Id', metadata.id),
    ...line('Author', metadata.authors.join(', ')),
    ...line('License', metadata.licence),
    ...line('Source format', metadata.vendor),
    ...line('Status', metadata.status),
    ...line('Created', metadata.created),
    ...line('Modified', metadata.modified),
    ...metadata.references.map(reference => `Reference: ${reference}`),
    ...line('ATT&CK', [...tacticNames(metadata), ...techniqueIds(metadata)].join(', ')),
    `Translation: ${verdict.verdict}`,
    ...verdict.reasons.map(reason => `  ${reason}`),
  ];
}
