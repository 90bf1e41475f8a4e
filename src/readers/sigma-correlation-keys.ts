import { type Diagnostic, diagnose, nearestName } from '../diagnostics/index.ts';
import { kindOf, readTimespan } from '../languages/sigma/index.ts';
import { type DataEntry, type DataMap, type DataScalar, type DataTree, entryOf } from '../source/index.ts';

export const correlationTypes = [
  'event_count',
  'value_count',
  'value_sum',
  'value_avg',
  'value_median',
  'value_percentile',
  'temporal',
  'temporal_ordered',
] as const;

export type CorrelationType = (typeof correlationTypes)[number];

/** The `correlation` of a document as it is written: names of rules, not yet looked up. */
export interface CorrelationKeys {
  readonly type: CorrelationType;
  /** Empty when only the condition names rules. */
  readonly rules: readonly DataScalar[];
  readonly by: readonly DataScalar[];
  readonly seconds: number;
  readonly aliases: readonly { readonly name: DataScalar; readonly fields: DataMap }[];
  readonly condition: DataTree | undefined;
  readonly body: DataEntry;
}

const known = ['type', 'rules', 'group-by', 'timespan', 'condition', 'aliases', 'generate'];

/** Reads https://sigmahq.io/sigma-specification/specification/sigma-correlation-rules-specification.html#correlation-section. */
export function readCorrelationKeys(
  document: DataMap,
  report: (diagnostic: Diagnostic) => void,
): CorrelationKeys | undefined {
  const body = entryOf(document, 'correlation');
  if (body?.value.kind !== 'map') {
    if (body !== undefined) misshapen(body, 'a map', report);
    return undefined;
  }
  const map = body.value;
  for (const { key } of map.entries)
    if (!known.includes(key.written))
      report(
        diagnose(
          'lower/correlation-key',
          { name: key.written, nearest: nearestName(key.written, known) },
          key.span,
        ),
      );
  const type = readType(map, body, report);
  const seconds = secondsOf(map, body, report);
  const rules = listOf(map, 'rules', 'names and ids of rules', report);
  const by = listOf(map, 'group-by', 'names of fields', report);
  const aliases = aliasesOf(map, report);
  if (!type || seconds === undefined || !rules || !by || !aliases) return undefined;
  const condition = entryOf(map, 'condition')?.value;
  const isText = condition?.kind === 'scalar' && condition.value !== null;
  if (rules.length === 0 && !isText) return missing('rules', body, report);
  if (by.length === 0) report(diagnose('lower/correlation-without-group', {}, body.key.span));
  return { type, rules, by, seconds, aliases, condition, body };
}

function misshapen(
  { key, value }: DataEntry,
  expected: string,
  report: (diagnostic: Diagnostic) => void,
): undefined {
  const span = value.span.end > value.span.start ? value.span : key.span;
  report(diagnose('read/sigma-wrong-shape', { key: key.written, expected, found: kindOf(value) }, span));
}

function missing(key: string, body: DataEntry, report: (diagnostic: Diagnostic) => void): undefined {
  report(diagnose('read/sigma-missing-key', { key }, body.key.span));
}

function readType(
  map: DataMap,
  body: DataEntry,
  report: (diagnostic: Diagnostic) => void,
): CorrelationType | undefined {
  const entry = entryOf(map, 'type');
  if (entry === undefined) return missing('type', body, report);
  if (entry.value.kind !== 'scalar') return misshapen(entry, 'a text', report);
  const { written, span } = entry.value;
  const type = correlationTypes.find(each => each === written);
  if (type === undefined)
    report(
      diagnose('lower/correlation-type', { written, nearest: nearestName(written, correlationTypes) }, span),
    );
  return type;
}

function secondsOf(
  map: DataMap,
  body: DataEntry,
  report: (diagnostic: Diagnostic) => void,
): number | undefined {
  const entry = entryOf(map, 'timespan');
  if (entry === undefined) return missing('timespan', body, report);
  return readTimespan('timespan', entry.value, report);
}

/** A list of texts, a text alone, or nothing. */
function listOf(
  map: DataMap,
  name: string,
  what: string,
  report: (diagnostic: Diagnostic) => void,
): readonly DataScalar[] | undefined {
  const entry = entryOf(map, name);
  if (entry === undefined || (entry.value.kind === 'scalar' && entry.value.value === null)) return [];
  const items = entry.value.kind === 'list' ? entry.value.items : [entry.value];
  const scalars: DataScalar[] = [];
  for (const item of items) if (item.kind === 'scalar' && item.written !== '') scalars.push(item);
  return scalars.length === items.length ? scalars : misshapen(entry, `a list of ${what}`, report);
}

function aliasesOf(
  map: DataMap,
  report: (diagnostic: Diagnostic) => void,
): CorrelationKeys['aliases'] | undefined {
  const entry = entryOf(map, 'aliases');
  if (entry === undefined || (entry.value.kind === 'scalar' && entry.value.value === null)) return [];
  if (entry.value.kind !== 'map') return misshapen(entry, 'a map', report);
  const aliases: { name: DataScalar; fields: DataMap }[] = [];
  for (const alias of entry.value.entries) {
    if (alias.value.kind !== 'map') return misshapen(alias, 'a map of rules to fields', report);
    aliases.push({ name: alias.key, fields: alias.value });
  }
  return aliases;
}
