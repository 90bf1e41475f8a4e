import { Document, visit } from 'yaml';
import type { EmitRequest, Metadata, PlannedRule, RuleLevel } from '../../src/ir/index.ts';
import { uuidOf } from '../rule-id.ts';
import { confValue } from './conf.ts';
import { type OwnWords, ownWordsOf } from './escu-own.ts';
import { headerLines, lostKeys, riskObjects, ruleName, securityDomain, techniqueIds } from './rule-facts.ts';
import { period } from './schedule.ts';
import { defaultLevel } from './severity.ts';
import { type Throttling, throttlingOf } from './suppression.ts';

/**
 * A detection of security content, as contentctl builds apps of: https://github.com/splunk/contentctl. It adds the schedule
 * by the type, and a macro of the detection's name that an analyst tunes it with.
 */
export function escuDetection(request: EmitRequest): {
  text: string;
  lost: readonly string[];
  grouping?: string;
} {
  const { planned, query, dialect, verdict, contentName: own, isOfPack = false } = request;
  const { metadata } = planned.rule;
  const isCim = dialect.vendor === 'cim';
  const words = ownWordsOf(metadata);
  const throttling = byFields(planned, isCim);
  const suppression = typeof throttling === 'string' ? undefined : throttling;
  const why = typeof throttling === 'string' ? throttling : throttling?.why;
  const name = own ?? contentName(metadata);
  const document = new Document(detection(planned, query, isCim, { name, suppression, words, isOfPack }));
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
  return {
    text,
    lost: [
      ...lostKeys(planned, {
        setup: true,
        fields: fromSplunk,
        tags: fromSplunk,
        suppression: suppression !== undefined,
        'building block': true,
      }).filter(key => !words.kept.has(key)),
      ...(isOfPack || words.stories.length === 0 ? [] : ['analytic_story']),
    ],
    ...(why === undefined ? {} : { grouping: why }),
  };
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

interface DetectionGround {
  readonly name: string;
  readonly suppression: Throttling | undefined;
  readonly words: OwnWords;
  readonly isOfPack: boolean;
}

function detection(
  planned: PlannedRule,
  query: string,
  isCim: boolean,
  { name, suppression, words, isOfPack }: DetectionGround,
): object {
  const { metadata } = planned.rule;
  const type = words.type ?? (metadata.isBuildingBlock ? 'Anomaly' : types[metadata.level ?? defaultLevel]);
  return {
    name,
    id: uuidOf(metadata),
    version: words.version ?? 1,
    date: metadata.modified ?? metadata.created ?? '1970-01-01',
    author: authorOf(metadata),
    // In production it would have to bear tests with data of attacks: https://github.com/splunk/contentctl (tests_validate).
    status: metadata.status === 'deprecated' ? 'deprecated' : 'experimental',
    type,
    description: (metadata.description ?? metadata.title).slice(0, longestDescription),
    // Names of the repository's own: each that it has no file for would fail there.
    data_source: [],
    search: `${query}\n| \`${contentStem(name)}_filter\``,
    how_to_implement: sentence(
      metadata.setup,
      `Ingest the events of ${planned.source.title ?? planned.source.id ?? 'the data source'}.`,
    ),
    known_false_positives: sentence(metadata.falsePositives.join('\n'), 'No false positives are known.'),
    references: metadata.references.filter(isAddress),
    // Hunting adds no risk: https://github.com/splunk/contentctl (ensureProperRBAConfig).
    ...(type === 'Hunting' ? {} : { rba: riskOfDetection(planned, isCim) }),
    tags: {
      // A story without a file fails: a pack has them beside its detections.
      analytic_story: isOfPack ? words.stories : [],
      asset_type: words.assetType ?? assetType(planned),
      ...(words.cve.length === 0 ? {} : { cve: words.cve }),
      mitre_attack_id: narrowestTechniques(metadata),
      product: ['Splunk Enterprise', 'Splunk Enterprise Security', 'Splunk Cloud'],
      ...(suppression === undefined
        ? {}
        : { throttling: { fields: suppression.fields, period: period(suppression.seconds) } }),
      security_domain: words.domain ?? securityDomain(planned),
    },
    ...(words.tests === undefined ? {} : { tests: words.tests }),
  };
}

/** contentctl makes a file name and the macro of the search of it, whose names are letters, digits and `_`. */
export function contentName(metadata: Metadata): string {
  const plain = metadata.title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9 ._/-]+/g, ' ');
  return ruleName({ ...metadata, title: plain });
}

/** Most characters that contentctl takes (https://github.com/splunk/contentctl, SecurityContentObject_Abstract). */
const longestAuthor = 255;
const longestDescription = 10_000;

/** As many as there is room for. */
function authorOf({ authors }: Metadata): string {
  const [first = 'Unknown', ...others] = authors.filter(author => author !== '');
  let text = first.slice(0, longestAuthor);
  for (const other of others) if (text.length + other.length + 2 <= longestAuthor) text += `, ${other}`;
  return text;
}

/** contentctl takes nothing shorter than four characters. */
function sentence(text: string | undefined, otherwise: string): string {
  if (text === undefined || text.trim() === '') return otherwise;
  return text.trim().length < 4 ? `${text.trim()} (as the rule says)` : text;
}

function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}

/** A technique beside a subtechnique of it is refused by contentctl. */
function narrowestTechniques(metadata: Metadata): readonly string[] {
  const ids = techniqueIds(metadata).filter(id => /^T\d{4}(?:\.\d{3})?$/.test(id));
  return ids.filter(id => !ids.some(other => other.startsWith(`${id}.`)));
}

/** contentctl throttles by fields alone. */
function byFields(planned: PlannedRule, isCim: boolean): Throttling | string | undefined {
  const throttling = throttlingOf(planned, isCim);
  if (typeof throttling !== 'object' || throttling.fields.length > 0) return throttling;
  return 'contentctl throttles by fields alone';
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

/** As contentctl makes it for the file, and for the macro of the search. */
export function contentStem(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '_');
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
