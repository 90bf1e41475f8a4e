import { type Diagnostic, diagnose } from '../../diagnostics/index.ts';
import type { Predicate } from '../../ir/index.ts';
import {
  type DataEntry,
  type DataMap,
  type DataScalar,
  type DataTree,
  entryOf,
  type Span,
} from '../../source/index.ts';
import { type Aggregation, readAggregation } from './aggregation.ts';
import { lowerCondition, type Selections } from './condition.ts';
import { parseCondition } from './condition-parser.ts';
import type { Lowering } from './lowering.ts';
import { lowerSelection } from './selection.ts';
import { readTimespan } from './timespan.ts';

/** What one condition of a rule says. */
export interface LoweredCondition {
  /** Absent when there is an error, which the diagnostics then hold. */
  readonly where: Predicate | undefined;
  /** Of Sigma 1: what is counted of the events, within so many seconds. */
  readonly aggregation?: Aggregation & { readonly seconds: number };
  readonly diagnostics: readonly Diagnostic[];
}

/** The `detection` of a rule: one result for each of its conditions, at least one. */
export function lowerDetection(
  detection: DataMap,
  placeholders: Lowering['placeholders'],
): readonly LoweredCondition[] {
  const diagnostics: Diagnostic[] = [];
  const lowering: Lowering = { placeholders, report: each => diagnostics.push(each) };
  const conditions = conditionsOf(detection, lowering);
  const selections = lowerSelections(detection, lowering);
  if (conditions === undefined || selections === undefined) return [{ where: undefined, diagnostics }];
  const used = new Set<string>();
  const timeframe = entryOf(detection, 'timeframe');
  const lowered = conditions.map(condition => lowerOne(condition, selections, timeframe, used, placeholders));
  if (lowered.every(each => each.where !== undefined)) reportUnused(detection, used, lowering);
  return lowered.map((each, index) =>
    index === 0 ? { ...each, diagnostics: [...diagnostics, ...each.diagnostics] } : each,
  );
}

/** Keys of `detection` that are no selections. */
const reserved = new Set(['condition', 'timeframe']);

function selectionEntries(detection: DataMap): readonly DataEntry[] {
  return detection.entries.filter(entry => !reserved.has(entry.key.written));
}

function lowerSelections(detection: DataMap, lowering: Lowering): Selections | undefined {
  const selections = new Map<string, Predicate>();
  const entries = selectionEntries(detection);
  for (const { key, value } of entries) {
    const selection = lowerSelection(key, value, lowering);
    if (selection !== undefined) selections.set(key.written, selection);
  }
  return selections.size === entries.length ? selections : undefined;
}

function conditionsOf(detection: DataMap, lowering: Lowering): readonly DataScalar[] | undefined {
  const condition = entryOf(detection, 'condition');
  if (condition === undefined) {
    lowering.report(diagnose('read/sigma-missing-key', { key: 'condition' }, startOf(detection.span)));
    return undefined;
  }
  const { value, key } = condition;
  const trees: readonly DataTree[] = value.kind === 'list' ? value.items : [value];
  const texts = trees.filter(tree => tree.kind === 'scalar' && typeof tree.value === 'string');
  const all = texts.filter(tree => tree.kind === 'scalar');
  if (all.length === 0 || all.length < trees.length) {
    const expected = 'a text or a list of texts';
    const span = value.span.end > value.span.start ? value.span : key.span;
    lowering.report(
      diagnose('read/sigma-wrong-shape', { key: 'condition', expected, found: kindOf(value) }, span),
    );
    return undefined;
  }
  if (isTimed(detection, all, lowering)) return undefined;
  return all;
}

/** `timeframe` alone: with an aggregation, that one is reported. */
function isTimed(detection: DataMap, conditions: readonly DataScalar[], lowering: Lowering): boolean {
  const timeframe = entryOf(detection, 'timeframe');
  if (timeframe === undefined || conditions.some(condition => condition.written.includes('|'))) return false;
  lowering.report(diagnose('lower/deprecated-timeframe', {}, timeframe.key.span));
  return true;
}

function lowerOne(
  condition: DataScalar,
  selections: Selections,
  timeframe: DataEntry | undefined,
  used: Set<string>,
  placeholders: Lowering['placeholders'],
): LoweredCondition {
  const diagnostics: Diagnostic[] = [];
  const lowering: Lowering = { placeholders, report: each => diagnostics.push(each) };
  const text = condition.embedded();
  const parsed = parseCondition(text, new Set(selections.keys()));
  diagnostics.push(...parsed.diagnostics);
  if (parsed.value === undefined) return { where: undefined, diagnostics };
  const { condition: tree, pipe } = parsed.value;
  const where = lowerCondition(tree, selections, used, lowering);
  if (pipe === undefined) return { where, diagnostics };
  const aggregation = readAggregation(text, pipe, lowering);
  const seconds = aggregation && secondsOf(timeframe, text.span(pipe, pipe + 1), lowering);
  return where === undefined || aggregation === undefined || seconds === undefined
    ? { where: undefined, diagnostics }
    : { where, aggregation: { ...aggregation, seconds }, diagnostics };
}

function secondsOf(timeframe: DataEntry | undefined, pipe: Span, lowering: Lowering): number | undefined {
  if (timeframe !== undefined) return readTimespan('timeframe', timeframe.value, lowering.report);
  lowering.report(diagnose('lower/aggregation-without-timeframe', {}, pipe));
  return undefined;
}

function reportUnused(detection: DataMap, used: ReadonlySet<string>, lowering: Lowering): void {
  for (const { key } of selectionEntries(detection))
    if (!used.has(key.written))
      lowering.report(diagnose('lower/unused-selection', { name: key.written }, key.span));
}

function startOf(span: Span): Span {
  return { ...span, end: span.start };
}

/** What a part of a document is, in words. */
export function kindOf(tree: DataTree): string {
  if (tree.kind !== 'scalar') return `a ${tree.kind}`;
  if (tree.value === null) return 'empty';
  return typeof tree.value === 'string' ? 'a text' : `a ${typeof tree.value}`;
}
