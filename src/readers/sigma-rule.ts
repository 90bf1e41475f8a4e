import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { and, type Correlate, type Events, type Metadata, type Predicate, type Rule } from '../ir/index.ts';
import { kindOf, type LoweredCondition, lowerDetection } from '../languages/sigma/index.ts';
import { type DataMap, entryOf, plainData } from '../source/index.ts';
import type { ReadOptions, ReadRule } from './reader.ts';
import { givenOfGroups } from './sigma-correlation.ts';
import { fallbackTitle, locationOf, type SigmaDocument } from './sigma-documents.ts';
import { readLogSource } from './sigma-log-source.ts';
import { readMetadata } from './sigma-metadata.ts';

/** What filters add to a rule. */
export interface Filtered {
  readonly conditions: readonly Predicate[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A rule over the events of one log source: an entry for each of its conditions. */
export function readDetectionRule(
  place: SigmaDocument,
  document: DataMap,
  options: ReadOptions,
  filtered: Filtered,
): readonly ReadRule[] {
  const { metadata, diagnostics: ofMetadata } = readMetadata(document, fallbackTitle(place.file));
  const { source, whole, diagnostics: ofSource } = readLogSource(document);
  const logsource = entryOf(document, 'logsource');
  const kept: Metadata =
    whole || logsource === undefined
      ? metadata
      : { ...metadata, extra: { ...metadata.extra, logsource: plainData(logsource.value) } };
  const common = [
    ...place.diagnostics,
    ...ofMetadata,
    ...missingTitle(document, metadata),
    ...ofSource,
    ...filtered.diagnostics,
  ];
  return conditionsOf(document, options).map((condition, part) => {
    const { where, diagnostics } = condition;
    const origin = [document.span];
    const rule: Rule | undefined =
      source === undefined || where === undefined
        ? undefined
        : {
            metadata: kept,
            ...searchOf(condition, {
              kind: 'events',
              source,
              where: and([where, ...filtered.conditions], where.origin),
              origin,
            }),
          };
    const all = part === 0 ? [...common, ...diagnostics] : diagnostics;
    const known = rule === undefined ? { known: { metadata: kept } } : {};
    return { location: locationOf(place, part, document), rule, ...known, diagnostics: all };
  });
}

function searchOf(condition: LoweredCondition, events: Events): Pick<Rule, 'search' | 'given'> {
  const search = counted(condition, events);
  const given = givenOfGroups(search);
  return given.length === 0 ? { search } : { search, given };
}

/** The events, or what an aggregation of Sigma 1 counts of them. */
function counted({ aggregation }: LoweredCondition, events: Events): Events | Correlate {
  if (aggregation === undefined) return events;
  const { by, measure, having, seconds } = aggregation;
  return {
    kind: 'correlate',
    inputs: [{ name: 'events', search: events }],
    aliases: {},
    by,
    window: { kind: 'sliding', length: seconds },
    ordered: false,
    measures: [measure],
    having,
    origin: events.origin,
  };
}

function conditionsOf(document: DataMap, options: ReadOptions): readonly LoweredCondition[] {
  const detection = entryOf(document, 'detection');
  const start = { ...document.span, end: document.span.start };
  if (detection === undefined) return failed(diagnose('read/sigma-missing-key', { key: 'detection' }, start));
  if (detection.value.kind === 'map') return lowerDetection(detection.value, options.placeholders);
  const shape = { key: 'detection', expected: 'a map', found: kindOf(detection.value) };
  return failed(diagnose('read/sigma-wrong-shape', shape, detection.key.span));
}

function failed(diagnostic: Diagnostic): readonly LoweredCondition[] {
  return [{ where: undefined, diagnostics: [diagnostic] }];
}

export function missingTitle(document: DataMap, { title }: Metadata): Diagnostic[] {
  return entryOf(document, 'title') === undefined
    ? [diagnose('read/sigma-missing-title', { used: title }, { ...document.span, end: document.span.start })]
    : [];
}
