import { createHash } from 'node:crypto';
import { Document, visit } from 'yaml';
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
  visit(document, {
    Scalar: (_key, scalar) => {
      const style = styleOf(scalar.value);
      if (style !== undefined) scalar.type = style;
    },
  });
  const text = document.toString({ lineWidth: 0, singleQuote: true }).replaceAll(unprintable, escaped);
  const fromSplunk = metadata.vendor === 'splunk';
  return { text, lost: lostKeys(planned, { setup: true, fields: fromSplunk }) };
}

/** contentctl reads with PyYAML, of YAML 1.1: more words are values there, and a tab needs quotes. https://yaml.org/type/ */
function styleOf(value: unknown): 'QUOTE_DOUBLE' | 'QUOTE_SINGLE' | undefined {
  if (typeof value !== 'string') return undefined;
  if (value.search(unprintable) !== -1 || /^[^\n]*\t[^\n]*$/.test(value)) return 'QUOTE_DOUBLE';
  return isWordOfVersion1.test(value) ? 'QUOTE_SINGLE' : undefined;
}

const isWordOfVersion1 =
  /^(?:y|yes|n|no|on|off|=|<<|[-+]?[\d_]+(?::[0-5]?\d)+(?:\.\d*)?|[-+]?0b[01_]+|[-+]?[\d.][\d_.]*|0x[\da-f_]+)$/i;

/** C1 controls, separators of lines and byte order marks. */
const unprintable = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
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
