import { type Diagnostic, diagnose, failure, type Result } from '../../diagnostics/index.ts';
import { type Events, fold, type LogSource, or, type Predicate, type Search } from '../../ir/index.ts';
import type { EmbeddedText } from '../../source/index.ts';
import type * as ast from './ast.ts';
import { Columns } from './columns.ts';
import { Context, type Lowering, mostParts } from './context.ts';
import { queriesIn } from './inner-expressions.ts';
import { lowerCondition } from './lower-condition.ts';
import { lowerPipeline, selected } from './lower-pipeline.ts';
import { lowerRows } from './lower-rows.ts';
import { lowerSettings } from './lower-settings.ts';
import { lowerSource } from './lower-source.ts';
import { lowerStage } from './lower-stage.ts';
import { lowerValue } from './lower-value.ts';
import { parseEsql } from './parse.ts';
import { waysThrough } from './ways.ts';

const lowering: Lowering = { value: lowerValue, condition: lowerCondition };

/** Kibana takes no more alerts of one run, unless a rule says otherwise. */
const mostAlerts = 100;

/**
 * A query as text to a search: of single events where its commands keep the rows as they are, and columns of eval stand in the
 * place of their names; else a pipeline. Any error leaves no search.
 */
export function lowerEsql(text: EmbeddedText, source: LogSource): Result<Search> {
  const { value: statement, diagnostics } = parseEsql(text);
  if (statement === undefined) return failure(...diagnostics);
  const { query, settings } = statement;
  const ways = waysThrough(query);
  if (ways.every(way => way.commands.every(keepsRows))) {
    const context = new Context(text, true, lowering);
    lowerSettings(settings, context);
    const search = lowerWays(ways, source, context);
    const isSettled = search !== undefined || ways.length === 1;
    if (!context.overgrown && isSettled) return settle(search, context);
  }
  const context = new Context(text, false, lowering);
  lowerSettings(settings, context);
  const search = lowerPipeline(query, source, context);
  if (context.overgrown)
    context.report(diagnose('esql/too-large', { limit: mostParts }, text.span(0, text.text.length)));
  return settle(search, context);
}

function settle(search: Search | undefined, context: Context): Result<Search> {
  const diagnostics = distinct(context.diagnostics);
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  return { value: failed ? undefined : search, diagnostics };
}

/** What stands behind several ways is lowered for each of them. */
function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [
    ...new Map(
      diagnostics.map(each => [`${each.code} ${each.span?.start} ${each.message}`, each] as const),
    ).values(),
  ];
}

/** Commands under which each row is an event still, and no event is lost but by where. */
function keepsRows(command: ast.Command): boolean {
  if (command.kind === 'limit')
    return (
      command.by.length === 0 && command.rows.kind === 'integer' && Number(command.rows.image) >= mostAlerts
    );
  if (command.kind === 'where') return [...queriesIn(command.condition)].length === 0;
  return /^(?:from|eval|keep|drop|rename|sort)$/.test(command.kind);
}

/** Events of one source are one search: Kibana knows an alert again by its event, whichever way that came by. */
function lowerWays(ways: readonly ast.Query[], source: LogSource, context: Context): Search | undefined {
  const found = ways.map(way => lowerEvents(way, source, context));
  if (!found.every(each => each !== undefined)) return undefined;
  const searches = bySource(found);
  const [first] = searches;
  return first === undefined || searches.length === 1
    ? first
    : { kind: 'union', searches, origin: first.origin };
}

function bySource(found: readonly Events[]): readonly Events[] {
  const groups = new Map<string, Events[]>();
  for (const events of found) {
    const key = [...(events.source.elastic?.indices ?? [])].sort().join();
    groups.set(key, [...(groups.get(key) ?? []), events]);
  }
  return [...groups.values()].flatMap(group => {
    const [first] = group;
    if (first === undefined || group.length === 1) return group;
    const where = fold(
      or(
        group.map(each => each.where),
        first.origin,
      ),
    );
    return [{ ...first, where }];
  });
}

function lowerEvents(query: ast.Query, source: LogSource, context: Context): Events | undefined {
  context.columns = new Columns();
  const conditions: Predicate[] = [];
  for (const command of query.commands) {
    if (command.kind === 'limit') noteLimit(command, context);
    const stages = lowerStage(command, context);
    if (stages === undefined) return undefined;
    for (const stage of stages) if (stage.kind === 'filter') conditions.push(stage.where);
  }
  const [from] = query.commands;
  const events = from?.kind === 'from' ? lowerSource(from, query, source, context) : undefined;
  return events && selected(events, conditions);
}

function noteLimit(command: Extract<ast.Command, { kind: 'limit' }>, context: Context): void {
  const rows = lowerRows(command, context);
  if (rows !== undefined) context.report(diagnose('esql/limit', { rows }, context.span(command)));
}
