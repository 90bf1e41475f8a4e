import { diagnose } from '../../diagnostics/index.ts';
import {
  and,
  type Correlate,
  type Events,
  type Expression,
  type LogSource,
  type Loss,
  mapFields,
  mapLeaves,
  mapSubjects,
  not,
  type Predicate,
  type Rule,
  type Search,
} from '../../ir/index.ts';
import { lowerDetection } from '../../languages/sigma/index.ts';
import type { DataMap } from '../../source/index.ts';
import type { ReadOptions, ReadRule } from '../reader.ts';
import { type Applied, applyPipelines } from './apply-pipelines.ts';
import { withEntry } from './document-changes.ts';
import { withoutDroppedItems } from './dropped-items.ts';
import { withText } from './parameters.ts';
import { detectionOf } from './test-conditions.ts';

type ReadDocument = (document: DataMap, options: ReadOptions) => readonly ReadRule[];

/** A rule read as the pipelines of the options leave it; without any, as it is. */
export function pipelined(document: DataMap, options: ReadOptions, read: ReadDocument): readonly ReadRule[] {
  const { pipelines = [] } = options;
  if (pipelines.length === 0) return read(document, options);
  const applied = applyPipelines(document, pipelines);
  const placeholders = new Map([...options.placeholders, ...applied.placeholders]);
  const failed = applied.diagnostics.some(({ severity }) => severity === 'error');
  const added = addedPredicates(applied, placeholders);
  return read(applied.document, { ...options, placeholders }).map((each, part) => {
    const diagnostics = part === 0 ? [...each.diagnostics, ...applied.diagnostics] : each.diagnostics;
    if (each.rule === undefined || failed || added === undefined)
      return { ...each, rule: undefined, diagnostics };
    const whole = withNames(withConditions(each.rule.search, added, applied), applied.names);
    const losses: Loss[] = [];
    const search = withoutDropped(whole, losses);
    if (search === undefined) {
      const message = 'nothing is left of it without what it drops';
      const at = { ...document.span, end: document.span.start };
      return {
        ...each,
        rule: undefined,
        diagnostics: [...diagnostics, diagnose('pipeline/failure', { message }, at)],
      };
    }
    const lost = losses.length === 0 ? {} : { losses };
    return { ...each, rule: { ...each.rule, search, ...lost, ...laterUses(applied) }, diagnostics };
  });
}

/** What pipelines leave to be done, or to be asked for, once the target is known. */
export function laterUses({
  rewrites,
  madeFor,
  state,
}: Applied): Pick<Rule, 'rewrites' | 'madeFor' | 'dataModel'> {
  const dataModel = state.get('data_model_set');
  return {
    ...(dataModel === undefined ? {} : { dataModel }),
    ...(rewrites.length === 0 ? {} : { rewrites }),
    ...(madeFor.length === 0 ? {} : { madeFor }),
  };
}

/** What a detection of another document (a filter) says in a rule, with the names that pipelines give in it. */
export function pipelinedDetection(
  rule: DataMap,
  detection: DataMap,
  options: ReadOptions,
): Predicate | undefined {
  const applied = applyPipelines(withEntry(rule, 'detection', detection), options.pipelines ?? []);
  const changed = detectionOf(applied.document);
  const [lowered] = changed === undefined ? [] : lowerDetection(changed, options.placeholders);
  return lowered?.where && inOwnNames(lowered.where, applied.names);
}

/** What pipelines do with a correlation itself, whose rules they have been applied to. */
export function pipelinedCorrelation(
  correlation: DataMap,
  referred: readonly DataMap[],
  { pipelines = [] }: ReadOptions,
): Applied {
  return applyPipelines(correlation, pipelines, referred);
}

/** A correlation with the names that pipelines give to its keys. */
export function withNamedKeys(search: Correlate, { names }: Applied): Correlate {
  const own = (expression: Expression): Expression => ownName(expression, names);
  const aliases = Object.entries(search.aliases).map(([alias, fields]) => [
    alias,
    Object.fromEntries(Object.entries(fields).map(([input, each]) => [input, own(each)])),
  ]);
  const measures = search.measures.map(each => ({ ...each, of: each.of.map(own) }));
  return { ...search, by: search.by.map(own), measures, aliases: Object.fromEntries(aliases) };
}

/** Nothing when one of the conditions that pipelines add cannot be read. */
function addedPredicates(
  { added }: Applied,
  placeholders: ReadOptions['placeholders'],
): readonly Predicate[] | undefined {
  const found = added.map(({ detection, negated }) => {
    const [entry] = detection.entries;
    if (entry === undefined) return undefined;
    const all = detection.entries.map(({ key }) => key.written).join(' and ');
    const condition = { key: withText(entry.key, 'condition'), value: withText(entry.key, all) };
    const whole = { ...detection, entries: [...detection.entries, condition] };
    const [lowered] = lowerDetection(whole, placeholders);
    return lowered?.where && negated ? not(lowered.where) : lowered?.where;
  });
  return found.includes(undefined) ? undefined : (found as Predicate[]);
}

/** pySigma's backends of Elastic take the state `index` for the indices: https://github.com/SigmaHQ/pySigma-backend-elasticsearch. */
function withConditions(search: Search, added: readonly Predicate[], { state }: Applied): Search {
  const indices = state.get('index')?.split(/\s*,\s*/);
  if (added.length === 0 && indices === undefined) return search;
  const placed = { placed: placedBy(added), ...(indices === undefined ? {} : { indices }) };
  return onEvents(search, events => ({
    ...events,
    source: { ...events.source, ...placed },
    where: and([...added, events.where], events.where.origin),
  }));
}

/** The fields that every event of the rule has by what was added, each with its values; without any where they are no plain texts. */
function placedBy(added: readonly Predicate[]): NonNullable<LogSource['placed']> {
  const conjuncts = added.flatMap(each => (each.kind === 'and' ? each.operands : [each]));
  return Object.fromEntries(
    conjuncts.flatMap(each => {
      if (!('subject' in each) || each.subject.kind !== 'field') return [];
      return [[each.subject.name, each.kind === 'equals' ? each.values.map(String) : []]];
    }),
  );
}

/** What is counted of events is other than it was, in a way that no direction tells. */
function withoutDropped(search: Search, losses: Loss[]): Search | undefined {
  let isLeft = true;
  const found = onEvents(search, events => {
    const kept = withoutDroppedItems(events, losses);
    if (kept === undefined) isLeft = false;
    return kept ?? events;
  });
  if (search.kind !== 'events')
    losses.splice(0, losses.length, ...losses.map(loss => ({ ...loss, verdict: 'different' as const })));
  return isLeft ? found : undefined;
}

type Names = Applied['names'];

function ownName(expression: Expression, names: Names): Expression {
  return mapFields(expression, field => {
    const namedBy = names.get(field.name);
    if (namedBy === undefined) return field;
    return { ...field, namedBy: namedBy.path, ...(namedBy.isGeneric ? { isGeneric: true } : {}) };
  });
}

function inOwnNames(where: Predicate, names: Names): Predicate {
  return mapLeaves(where, leaf => mapSubjects(leaf, subject => ownName(subject, names)));
}

function withNames(search: Search, names: Names): Search {
  if (names.size === 0) return search;
  const named = onEvents(search, events => ({ ...events, where: inOwnNames(events.where, names) }));
  return named.kind === 'correlate' ? { ...named, by: named.by.map(key => ownName(key, names)) } : named;
}

/** A rule is a search for events, or in Sigma 1 what is counted of them. */
function onEvents(search: Search, change: (events: Events) => Events): Search {
  if (search.kind === 'events') return change(search);
  if (search.kind !== 'correlate') return search;
  const inputs = search.inputs.map(input => ({ ...input, search: onEvents(input.search, change) }));
  return { ...search, inputs } satisfies Correlate;
}
