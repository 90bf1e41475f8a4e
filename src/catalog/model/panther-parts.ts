import { duration } from '../../describe/wording.ts';
import { dataSources, resolve } from '../../fields/index.ts';
import { recognisePanther } from '../../fields/recognise-panther.ts';
import { leaves, type Metadata, type Predicate, type Search } from '../../ir/index.ts';
import { outlineSql, type SqlClause } from '../../languages/sql/index.ts';
import type { KnownQuery, ReadRule } from '../../readers/index.ts';
import { readYaml } from '../../readers/yaml-document.ts';
import type { DataMap, SourceFile } from '../../source/index.ts';
import type { BodyPart, SourceReference, Stage } from './catalog-rule.ts';
import { conditionsOf } from './conditions-of.ts';
import { sourceTitle } from './facts-of.ts';
import { correlationParts } from './panther-correlation.ts';
import { rowsOf } from './rows.ts';
import { compareText, merged } from './split-conditions.ts';

/** What is told of a rule that looks at what others have found: rows of a query, or matches of rules. */
export interface PantherParts {
  readonly type: string;
  readonly stages: readonly Stage[];
  readonly predicates: readonly Predicate[];
  readonly groupBy: readonly string[];
  readonly timeWindow?: string;
  readonly runsEvery?: string;
  readonly sources: readonly SourceReference[];
  /** Words that tell the platform. */
  readonly about: readonly string[];
  readonly body: readonly BodyPart[];
}

/** Undefined for any other rule. */
export function pantherParts(read: ReadRule, file: SourceFile): PantherParts | undefined {
  if (read.location.format !== 'panther') return undefined;
  const { queries, metadata } = read.known ?? {};
  if (queries !== undefined && metadata !== undefined) return queryParts(queries, metadata);
  const tree = read.rule === undefined ? documentOf(read, file) : undefined;
  return tree && correlationParts(tree, file);
}

function documentOf({ location }: ReadRule, file: SourceFile): DataMap | undefined {
  if (!/^["']?AnalysisType["']?\s*:\s*["']?correlation_rule/m.test(file.text)) return undefined;
  const tree = readYaml(file)[location.document]?.tree;
  return tree?.kind === 'map' ? tree : undefined;
}

function queryParts(queries: readonly KnownQuery[], metadata: Metadata): PantherParts {
  const clauses = queries.flatMap(({ text }) => outlineSql(text));
  const tables = [...new Set(clauses.flatMap(clause => clause.tables))];
  const logTypes = tables.flatMap(table => logTypeOf(table) ?? []);
  const conditions = new Map(clauses.map(clause => [clause, conditionsIn(clause, logTypes, metadata)]));
  const every = queries.map(query => query.every).find(each => each !== undefined);
  const lookBack = Math.max(0, ...clauses.map(clause => clause.lookBack ?? 0));
  return {
    type: 'Scheduled query',
    stages: [...conditions].map(([clause, found]) => stageOf(clause, found)),
    predicates: [...conditions.values()].flat(),
    groupBy: [...new Set(clauses.flatMap(({ by }) => by))].sort(compareText),
    ...(lookBack === 0 ? {} : { timeWindow: duration(lookBack) }),
    ...(every === undefined
      ? {}
      : { runsEvery: typeof every === 'number' ? duration(every) : `at the times of ${every}` }),
    sources: sourcesOfTables(tables),
    about: tables.map(words),
    body: queries.map(({ name, text }) => ({ name, language: 'sql', text: text.text.trimEnd() })),
  };
}

function stageOf({ kind, text }: SqlClause, conditions: readonly Predicate[]): Stage {
  const found = conditions.flatMap(each => leaves(each));
  return { kind, text, rows: merged(found.flatMap(({ leaf, positive }) => rowsOf(leaf, !positive))) };
}

/** With the names that the fields of the log types have in ECS. */
function conditionsIn(
  { where }: SqlClause,
  logTypes: readonly string[],
  metadata: Metadata,
): readonly Predicate[] {
  if (where === undefined) return [];
  const search: Search = { kind: 'events', source: { panther: { logTypes } }, where, origin: where.origin };
  return conditionsOf(resolve({ metadata, search }).value?.search ?? search);
}

/** `panther_logs.public.aws_cloudtrail` holds AWS.CloudTrail; other tables are sources by their own names. */
function sourcesOfTables(tables: readonly string[]): readonly SourceReference[] {
  const found = new Map<string, SourceReference>();
  for (const table of tables) {
    const logType = logTypeOf(table);
    const id = logType === undefined ? undefined : recognisePanther([logType]);
    const title = (id === undefined ? undefined : sourceTitle(id)) ?? logType ?? table;
    found.set(title, id === undefined ? { title } : { id, title });
  }
  return [...found.values()];
}

function logTypeOf(table: string): string | undefined {
  const [, name] = /(?:^|\.)panther_logs\.(?:.*\.)?(\w+)$/i.exec(table) ?? [];
  const types = name === undefined ? [] : dataSources().flatMap(({ panther }) => panther.logTypes);
  return types.find(type => type.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_') === name?.toLowerCase());
}

function words(table: string): string {
  return table.replaceAll(/[._]+/g, ' ');
}
