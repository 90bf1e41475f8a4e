import {
  and,
  type Events,
  fold,
  type LogSource,
  type Predicate,
  type Search,
  type Stage,
} from '../../ir/index.ts';
import { decideConstants } from '../constant-leaves.ts';
import type * as ast from './ast.ts';
import { Columns } from './columns.ts';
import type { Context } from './context.ts';
import { columnOf } from './definition.ts';
import { beforeExpansion } from './expansions.ts';
import { queriesAmong } from './inner-expressions.ts';
import { besideQuery, type Found, partedCondition } from './lower-queried.ts';
import { lowerSource } from './lower-source.ts';
import { lowerStage } from './lower-stage.ts';
import { type From, forkColumn, sourcesOf } from './ways.ts';

/** Rows on their way: the conditions before any stage select the events. */
interface Rows {
  readonly from: Search;
  readonly conditions: readonly Predicate[];
  readonly stages: readonly Stage[];
}

/** A query whose commands are stages over events, or over the rows of several queries. */
export function lowerPipeline(query: ast.Query, source: LogSource, context: Context): Search | undefined {
  const rows = lowerQuery(query, source, context);
  if (rows === undefined) return undefined;
  const { from, stages, origin } = { ...staged(rows), origin: rows.from.origin };
  return withAsked({ kind: 'pipeline', from, stages, origin }, context);
}

function lowerQuery(query: ast.Query, source: LogSource, context: Context): Rows | undefined {
  const [from, ...rest] = query.commands;
  const rows = from?.kind === 'from' ? lowerFrom(from, query, source, context) : undefined;
  return rows && continued(rows, rest, source, context);
}

function lowerFrom(from: From, query: ast.Query, source: LogSource, context: Context): Rows | undefined {
  const parts = sourcesOf(from).map((part): Way | undefined => {
    context.columns = new Columns();
    const rows = 'kind' in part ? plainRows(part, query, source, context) : lowerQuery(part, source, context);
    return rows && { rows, columns: context.columns };
  });
  return parts.every(part => part !== undefined) ? together(parts, query, context) : undefined;
}

function plainRows(from: From, query: ast.Range, source: LogSource, context: Context): Rows | undefined {
  const events = lowerSource(from, query, source, context);
  return events && { from: events, conditions: [], stages: [] };
}

interface Way {
  readonly rows: Rows;
  readonly columns: Columns;
}

/** Rows of several ways beside each other: what one of them has no column for has no value there. */
function together(ways: readonly Way[], range: ast.Range, context: Context): Rows | undefined {
  const [only, ...others] = ways;
  if (only === undefined) return undefined;
  if (others.length === 0) return only.rows;
  context.columns = Columns.ofWays(
    ways.map(({ columns }) => columns),
    (name, kind) => columnOf(name, kind, range, context),
  );
  const searches = ways.map(({ rows }) => searchOf(rows));
  return { from: { kind: 'union', searches, origin: context.origin(range) }, conditions: [], stages: [] };
}

function continued(
  rows: Rows,
  commands: readonly ast.Command[],
  source: LogSource,
  context: Context,
): Rows | undefined {
  let next: Rows | undefined = rows;
  for (const command of commands) {
    if (next === undefined) return undefined;
    if (command.kind === 'fork') next = lowerFork(command, next, source, context);
    else if (command.kind === 'where') next = lowerWhere(command, next, source, context);
    else {
      const stages = lowerStage(command, context);
      next = stages && withStages(next, stages);
    }
  }
  return next;
}

function withStages(rows: Rows, added: readonly Stage[]): Rows {
  let { conditions, stages } = rows;
  for (const stage of added)
    if (stage.kind === 'filter' && stages.length === 0 && rows.from.kind === 'events')
      conditions = [...conditions, stage.where];
    else stages = [...stages, folded(stage)];
  return { from: rows.from, conditions, stages };
}

/** What asks for other queries is asked of the rows that are left by the rest. */
function lowerWhere(
  { condition, ...range }: Extract<ast.Command, { kind: 'where' }>,
  rows: Rows,
  source: LogSource,
  context: Context,
): Rows | undefined {
  const { plain, queried } = partedCondition(condition);
  let next: Rows | undefined = filtered(queried.length === 0 ? [condition] : plain, range, rows, context);
  const hidden: string[] = [];
  for (const asked of queried.flatMap(each => [...queriesAmong(each)])) {
    const beside =
      next && besideQuery(asked, searchOf(next), query => found(query, source, context), context);
    if (beside === undefined) return undefined;
    next = withStages({ from: beside.from, conditions: [], stages: [] }, beside.stages);
    hidden.push(...beside.hidden);
  }
  next = next && filtered(queried, range, next, context);
  if (next === undefined || hidden.length === 0) return next;
  for (const name of hidden) context.columns.remove(name);
  const fields = hidden.map(name => [{ kind: 'text', text: name } as const]);
  return withStages(next, [{ kind: 'drop', fields, origin: context.origin(range) }]);
}

function filtered(
  conditions: readonly ast.Expression[],
  range: ast.Range,
  rows: Rows,
  context: Context,
): Rows | undefined {
  const truths = conditions.map(each => context.lowerCondition(each));
  if (!truths.every(truth => truth !== undefined)) return undefined;
  const origin = context.origin(range);
  return withStages(
    rows,
    truths.map(({ yes }): Stage => ({ kind: 'filter', where: yes, origin })),
  );
}

function found(query: ast.Query, source: LogSource, context: Context): Found | undefined {
  context.columns = new Columns();
  const rows = lowerQuery(query, source, context);
  return rows && { search: searchOf(rows), columns: context.columns };
}

/** Each branch looks at all rows before it, and marks those that it leaves. */
function lowerFork(
  { branches, ...range }: Extract<ast.Command, { kind: 'fork' }>,
  before: Rows,
  source: LogSource,
  context: Context,
): Rows | undefined {
  const { columns } = context;
  const ways = branches.map((branch, index): Way | undefined => {
    context.columns = columns.copy();
    const commands = [...branch.commands, forkColumn(branch, index)];
    const rows = continued(before, commands, source, context);
    return rows && { rows, columns: context.columns };
  });
  return ways.every(way => way !== undefined) ? together(ways, range, context) : undefined;
}

function searchOf(rows: Rows): Search {
  const { from, stages } = staged(rows);
  return stages.length === 0 ? from : { kind: 'pipeline', from, stages, origin: from.origin };
}

function staged({ from, conditions, stages }: Rows): {
  readonly from: Search;
  readonly stages: readonly Stage[];
} {
  if (from.kind !== 'events') return { from, stages };
  const found = beforeExpansion({ conditions, stages });
  return { from: selected(from, found.conditions), stages: found.stages };
}

export function selected(events: Events, conditions: readonly Predicate[]): Events {
  return conditions.length === 0
    ? events
    : { ...events, where: fold(decideConstants(and(conditions, events.origin))) };
}

/** Which columns of a table are asked for is known in the end. */
function withAsked(search: Search, context: Context): Search {
  if (search.kind === 'union')
    return { ...search, searches: search.searches.map(each => withAsked(each, context)) };
  if (search.kind !== 'pipeline') return search;
  const stages = search.stages.map((stage): Stage => {
    const names = context.brought.get(stage);
    return stage.kind === 'lookup' && names !== undefined ? { ...stage, fields: [...names] } : stage;
  });
  return { ...search, from: withAsked(search.from, context), stages };
}

function folded(stage: Stage): Stage {
  return stage.kind === 'filter' ? { ...stage, where: fold(decideConstants(stage.where)) } : stage;
}
