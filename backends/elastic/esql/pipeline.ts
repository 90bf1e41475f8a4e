import {
  always,
  and,
  type Expression,
  exists,
  type Field,
  fieldsIn,
  fieldsOf,
  keysThatMayLack,
  type Pipeline,
  type PlannedRule,
  type Predicate,
  profileAfter,
  type Search,
  type Stage,
  type Union,
} from '../../../src/ir/index.ts';
import { indented, pieces, render } from '../layout.ts';
import { branchesOf, partsOf } from './branches.ts';
import { printFilter } from './condition.ts';
import { withNamedKeys } from './named-keys.ts';
import { printStage } from './stage.ts';
import { indexPattern } from './strings.ts';

/**
 * A search of single events, or a pipeline over one or over several beside each other, as ES|QL: a command a line. Fields have the
 * target's names already; the profile and the indices, where the search names none, are those of the rule.
 * https://www.elastic.co/docs/reference/query-languages/esql/esql-commands
 */
export function printPipeline(search: Search, rule: PlannedRule): string {
  const { from, stages } = withPresentKeys(flattened(search));
  const head = from.kind === 'union' ? printUnion(from, stages, rule) : printSource(from, [], stages, rule);
  return [...head, ...printStages(stages, rule)].join('\n');
}

/** `own` are the commands that follow within a query of its own, `later` those that follow outside of it. */
function printSource(
  from: Search,
  own: readonly Stage[],
  later: readonly Stage[],
  rule: PlannedRule,
): readonly string[] {
  if (from.kind !== 'events') throw new Error(`plan left a pipeline over a search of the kind ${from.kind}`);
  const written = from.source.elastic?.indices ?? [];
  const indices = written.length > 0 ? written : rule.source.elastic.indices;
  const head = indices.length === 0 ? 'logs-*' : indices.map(indexPattern).join(', ');
  const metadata = metadataOf(from.where, [...own, ...later]);
  const { where } = from;
  const filter =
    where.kind === 'always' && where.value
      ? []
      : [render(indented(pieces('| where ', printFilter(where, rule, 'source'))))];
  return [`from ${head}${metadataText(metadata)}`, ...filter, ...printStages(own, rule)];
}

function metadataText(names: readonly string[]): string {
  return names.length === 0 ? '' : ` metadata ${names.join(', ')}`;
}

/** Searches beside each other: queries within `from`, or branches of the same events. */
function printUnion(union: Union, later: readonly Stage[], rule: PlannedRule): readonly string[] {
  const parts = partsOf(union);
  if (parts === undefined) throw new Error('plan left a union within another');
  const forked = branchesOf(parts);
  if (forked !== undefined) {
    const all = [...forked.branches.flat(), ...later];
    const branches = forked.branches.map(stages => `    (${inner(printStages(stages, rule)).slice(2)})`);
    return [...printSource(forked.from, [], all, rule), '| fork', ...branches];
  }
  const queries = parts.map(part => `  (${inner(printSource(part.from, part.stages, later, rule))})`);
  return ['from', `${queries.join(',\n')}${metadataText(metadataOf(always(true), later))}`];
}

function inner(lines: readonly string[]): string {
  return lines.join('\n').replaceAll('\n', '\n    ');
}

/** Each by what those before it have made of its columns. */
function printStages(stages: readonly Stage[], rule: PlannedRule): readonly string[] {
  let { profile } = rule;
  return stages.flatMap(withNamedKeys).map(stage => {
    const printed = render(indented(pieces('| ', printStage(stage, { ...rule, profile }))));
    profile = profileAfter(profile, stage);
    return printed;
  });
}

/** `limit … by` takes no value for one of its own: what leaves out rows without a key asks for it first. */
function withPresentKeys(pipeline: Pick<Pipeline, 'from' | 'stages'>): Pick<Pipeline, 'from' | 'stages'> {
  const stages = pipeline.stages.flatMap((stage, at): readonly Stage[] => {
    if (stage.kind !== 'dedup' || stage.whole) return [stage];
    const { origin } = stage;
    const lacking = keysThatMayLack({ kind: 'pipeline', ...pipeline, origin }, at);
    const where = and(
      lacking.map(key => exists(key, origin)),
      origin,
    );
    return lacking.length === 0 ? [stage] : [{ kind: 'filter', where, origin }, stage];
  });
  return { ...pipeline, stages };
}

/** Pipelines within pipelines are one. */
function flattened(search: Search): Pick<Pipeline, 'from' | 'stages'> {
  const stages: Stage[] = [];
  let from = search;
  while (from.kind === 'pipeline') {
    stages.unshift(...from.stages);
    from = from.from;
  }
  return { from, stages };
}

/**
 * Those by which Kibana knows an alert again, unless rows are aggregated by something; and others that are asked for. The loader of
 * detection-rules refuses a query that has neither these nor `stats … by`, so that one row of all events has them too.
 * https://github.com/elastic/detection-rules/blob/main/detection_rules/rule.py (ESQLRuleData.validate)
 */
const identity = ['_id', '_index', '_version'];

function metadataOf(where: Predicate, stages: readonly Stage[]): readonly string[] {
  const isGrouped = stages.some(
    stage => stage.kind === 'aggregate' && (stage.by.length > 0 || stage.window !== undefined),
  );
  const names = new Set(isGrouped ? [] : identity);
  const read = [...fieldsIn(where), ...stages.flatMap(stage => [...fieldsOfStage(stage)])];
  for (const { name } of read) if (metadataName.test(name)) names.add(name);
  for (const stage of stages)
    if (stage.kind === 'keep')
      for (const pattern of stage.fields)
        if (pattern.length === 1 && pattern[0]?.kind === 'text' && metadataName.test(pattern[0].text))
          names.add(pattern[0].text);
  return [...names];
}

const metadataName = /^_(?:id|ignored|index|index_mode|score|source|version)$/;

function* fieldsOfStage(stage: Stage): Generator<Field> {
  for (const expression of expressionsOf(stage)) yield* fieldsOf(expression);
  for (const predicate of predicatesOf(stage)) yield* fieldsIn(predicate);
}

function expressionsOf(stage: Stage): readonly Expression[] {
  switch (stage.kind) {
    case 'extend':
      return stage.fields.map(({ value }) => value);
    case 'aggregate':
    case 'joinAggregate':
      return [...stage.by.map(({ value }) => value), ...stage.measures.flatMap(measure => measure.of)];
    case 'sort':
      return stage.by.map(({ value }) => value);
    case 'extract':
      return [stage.subject];
    case 'dedup':
      return stage.by;
    default:
      return [];
  }
}

function predicatesOf(stage: Stage): readonly Predicate[] {
  if (stage.kind === 'filter') return [stage.where];
  if (stage.kind !== 'aggregate' && stage.kind !== 'joinAggregate') return [];
  return stage.measures.flatMap(({ where }) => (where === undefined ? [] : [where]));
}
