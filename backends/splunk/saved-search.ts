import type { EmitRequest, Metadata, PlannedRule } from '../../src/ir/index.ts';
import { modelOf, rowFields } from './print-cim.ts';
import { columns } from './print-spl.ts';
import {
  headerLines,
  lostKeys,
  riskObjects,
  ruleName,
  securityDomain,
  suppressionOf,
  tacticNames,
  techniqueIds,
} from './rule-facts.ts';
import { dispatchOfRule, period } from './schedule.ts';
import { rowKeys } from './several/print-search.ts';
import { severityOf } from './severity.ts';
import { fill } from './templates.ts';

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
} {
  const { metadata } = planned.rule;
  const isCim = dialect.vendor === 'cim';
  const risk = riskObjects(planned, isCim);
  const suppression = suppressionOf(planned, rowColumns(planned, isCim));
  const severity = severityOf(metadata);
  const text = fill('savedSearch', {
    header: headerLines(planned, verdict),
    stanza: `${domainLabel(planned)} - ${ruleName(metadata)} - Rule`,
    label: ruleName(metadata),
    description: metadata.description ?? metadata.title,
    annotations: annotations(metadata),
    metadata: provenance(metadata),
    domain: securityDomain(planned),
    severity: severity.notable,
    alertSeverity: severity.alert,
    entities: risk.map(each => each.field).join(','),
    nextSteps: metadata.note === undefined ? undefined : { version: 1, data: metadata.note },
    risk: risk.map(each => ({
      risk_object_field: each.field,
      risk_object_type: each.type,
      risk_score: each.score,
    })),
    suppression: suppression && { fields: suppression.fields.join(','), period: period(suppression.seconds) },
    dispatch: dispatchOfRule(planned),
    query,
  });
  const holds = {
    note: true,
    setup: true,
    related: true,
    tags: true,
    schedule: true,
    suppression: suppression !== undefined,
  };
  return { text, lost: lostKeys(planned, holds) };
}

function rowColumns(planned: PlannedRule, isCim: boolean): readonly string[] {
  if (planned.several !== undefined) return rowKeys(planned.several.search);
  return isCim ? rowFields(planned, modelOf(planned)) : columns(planned);
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
