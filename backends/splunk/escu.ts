import { createHash } from 'node:crypto';
import { Document } from 'yaml';
import type { EmitRequest, Metadata, PlannedRule, RuleLevel } from '../../src/ir/index.ts';
import { confValue } from './conf.ts';
import { headerLines, lostKeys, riskObjects, ruleName, securityDomain, techniqueIds } from './rule-facts.ts';

/**
 * A detection of security content, as contentctl builds apps of: https://github.com/splunk/contentctl. It adds the schedule
 * by the type, and a macro of the detection's name that an analyst tunes it with.
 */
export function escuDetection({ planned, query, dialect, verdict }: EmitRequest): {
  text: string;
  lost: readonly string[];
} {
  const { metadata } = planned.rule;
  const document = new Document(detection(planned, query, dialect.vendor === 'cim'));
  document.commentBefore = headerLines(planned, verdict)
    .map(line => ` ${confValue(line)}`)
    .join('\n');
  const text = document.toString({ lineWidth: 0, singleQuote: true });
  const fromSplunk = metadata.vendor === 'splunk';
  return { text, lost: lostKeys(planned, { setup: true, fields: fromSplunk }) };
}

function detection(planned: PlannedRule, query: string, isCim: boolean): object {
  const { metadata } = planned.rule;
  const name = ruleName(metadata);
  return {
    name,
    id: uuidOf(metadata),
    version: 1,
    date: metadata.modified ?? metadata.created ?? '1970-01-01',
    author: metadata.authors.join(', ') || 'Unknown',
    status:
      metadata.status === 'stable'
        ? 'production'
        : metadata.status === 'deprecated'
          ? 'deprecated'
          : 'experimental',
    type: types[metadata.level ?? 'medium'],
    description: metadata.description ?? metadata.title,
    data_source: planned.source.title === undefined ? [] : [planned.source.title],
    search: `${query}\n| \`${filterMacro(name)}\``,
    how_to_implement:
      metadata.setup ??
      `Ingest the events of ${planned.source.title ?? planned.source.id ?? 'the data source'}.`,
    known_false_positives: metadata.falsePositives.join('\n') || 'No false positives are known.',
    references: [...metadata.references],
    rba: riskOfDetection(planned, isCim),
    tags: {
      analytic_story: [],
      asset_type: assetType(planned),
      mitre_attack_id: techniqueIds(metadata).filter(id => /^T\d{4}(?:\.\d{3})?$/.test(id)),
      product: ['Splunk Enterprise', 'Splunk Enterprise Security', 'Splunk Cloud'],
      security_domain: securityDomain(planned),
    },
  };
}

/** A TTP raises a notable event and risk, an anomaly risk alone. */
const types: Readonly<Record<RuleLevel, 'TTP' | 'Anomaly'>> = {
  critical: 'TTP',
  high: 'TTP',
  medium: 'TTP',
  low: 'Anomaly',
  informational: 'Anomaly',
};

/** The message may hold `$field$`, which a title must not turn into. */
function riskOfDetection(planned: PlannedRule, isCim: boolean): object {
  return {
    message: planned.rule.metadata.title.replaceAll(/\$(?=[^\s$]+\$)/g, '＄'),
    risk_objects: riskObjects(planned, isCim),
    threat_objects: [],
  };
}

function filterMacro(name: string): string {
  return `${name.toLowerCase().replaceAll(/[^a-z0-9]/g, '_')}_filter`;
}

function assetType({ source }: PlannedRule): string {
  const id = source.id ?? source.sigma.product ?? '';
  if (id.startsWith('aws')) return 'AWS Account';
  if (/^(?:azure|entra)/.test(id)) return 'Azure Tenant';
  if (id.startsWith('gcp')) return 'GCP Account';
  if (id.startsWith('okta')) return 'Okta Tenant';
  if (id.startsWith('m365')) return 'O365 Tenant';
  if (id.startsWith('kubernetes')) return 'Kubernetes';
  return securityDomain({ source } as PlannedRule) === 'network' ? 'Network' : 'Endpoint';
}

/** The rule's id where it is a UUID, else one made of its id or title, the same each time. */
function uuidOf({ id, title }: Metadata): string {
  if (id !== undefined && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id)) return id;
  const hex = createHash('sha256')
    .update(id ?? title)
    .digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
