import type { Emission, EmitRequest, Metadata, PlannedRule } from '../../src/ir/index.ts';
import { uuid, uuidOf } from '../rule-id.ts';
import { lostSwitch } from '../switched-off.ts';
import { verdictComment } from '../verdict-comment.ts';
import { toYaml } from '../yaml-text.ts';
import { logSource } from './detection-section.ts';
import { lostOfOwn, lostStatus, optional, ownKeys, saidOf } from './metadata.ts';
import { correlationText } from './several/documents.ts';

/** A Sigma rule document, its keys in the order of the specification. */
export function sigmaDocument(request: EmitRequest): Emission {
  const { planned, fileName, query } = request;
  const { metadata } = planned.rule;
  const own = metadata.vendor === 'sigma';
  const { level, falsepositives, fields, ...head } = saidOf(metadata);
  const document = {
    title: metadata.title,
    ...identity(metadata),
    ...(metadata.related.length === 0
      ? {}
      : { related: metadata.related.map(({ id, type }) => ({ id, type })) }),
    status: 'experimental',
    ...head,
    ...(planned.several === undefined ? { logsource: logSource(planned.source.sigma) } : {}),
    ...optional('fields', fields),
    ...optional('falsepositives', falsepositives),
    ...optional('level', level),
    ...(own ? ownKeys(metadata) : {}),
  };
  const text =
    planned.several === undefined
      ? withDetection(Object.entries(document), query)
      : withCorrelation(document, { ...planned, several: planned.several });
  const file = { path: `${fileName}.yml`, text: `${verdictComment(request)}${text}` };
  const isGrouped = planned.rule.suppression !== undefined;
  return {
    files: [file],
    lost: own ? lostOfOwn(metadata) : lostKeys(planned),
    ...(isGrouped ? { grouping: 'a Sigma rule says nothing of how its alerts are grouped' } : {}),
  };
}

/** Sigma takes UUIDs alone (https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html#id): another id names the rule. */
function identity(metadata: Metadata): Readonly<Record<string, unknown>> {
  const { id, name, vendor } = metadata;
  const isKept = id === undefined || vendor === 'sigma' || uuid.test(id);
  return {
    ...optional('id', isKept ? id : uuidOf(metadata)),
    ...optional('name', name ?? (isKept ? undefined : id)),
  };
}

/** The document with the printed detection after its log source. */
function withDetection(entries: readonly (readonly [string, unknown])[], query: string): string {
  const at = entries.findIndex(([key]) => key === 'logsource') + 1;
  const part = (some: typeof entries): string => (some.length === 0 ? '' : toYaml(Object.fromEntries(some)));
  const detection = query.replaceAll(/^(?=.)/gm, '    ');
  return `${part(entries.slice(0, at))}detection:\n${detection}${part(entries.slice(at))}`;
}

/** The documents that the rule refers to, then its own, whose correlation stands where a rule has its log source. */
function withCorrelation(document: Readonly<Record<string, unknown>>, planned: Several): string {
  const { before, correlation } = correlationText(planned, true);
  const entries = Object.entries(document);
  const found = entries.findIndex(([key]) => after.has(key));
  const at = found === -1 ? entries.length : found;
  const all = [...entries.slice(0, at), ['correlation', correlation] as const, ...entries.slice(at)];
  return `${before}${toYaml(Object.fromEntries(all))}`;
}

type Several = Parameters<typeof correlationText>[0];

/** Keys that stand behind what a rule looks for. */
const after = new Set(['fields', 'falsepositives', 'level']);

/** What an Elastic rule says that Sigma has no key for. */
function lostKeys({ rule }: PlannedRule): readonly string[] {
  const { metadata, schedule, suppression } = rule;
  const extra = Object.entries(metadata.extra).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [key],
  );
  return [
    ...lostStatus(metadata),
    ...(metadata.riskScore === undefined ? [] : ['risk_score']),
    ...(metadata.tags.length === 0 ? [] : ['tags']),
    ...(metadata.note === undefined ? [] : ['note']),
    ...(metadata.setup === undefined ? [] : ['setup']),
    ...(schedule === undefined ? [] : ['schedule']),
    ...lostSwitch(metadata),
    ...(suppression === undefined ? [] : ['suppression']),
    ...(metadata.isBuildingBlock === true ? ['building block'] : []),
    ...extra,
  ];
}
