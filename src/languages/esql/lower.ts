import { diagnose, failure, type Result } from '../../diagnostics/index.ts';
import {
  always,
  and,
  type Events,
  fold,
  type LogSource,
  type Predicate,
  type Search,
  type Stage,
} from '../../ir/index.ts';
import type { EmbeddedText } from '../../source/index.ts';
import { decideConstants } from '../constant-leaves.ts';
import type * as ast from './ast.ts';
import { Context, type Lowering, mostParts } from './context.ts';
import { beforeExpansion } from './expansions.ts';
import { lowerCondition } from './lower-condition.ts';
import { lowerRows } from './lower-rows.ts';
import { lowerStage } from './lower-stage.ts';
import { lowerValue } from './lower-value.ts';
import { parseEsql } from './parse.ts';

const lowering: Lowering = { value: lowerValue, condition: lowerCondition };

/** Kibana takes no more alerts of one run, unless a rule says otherwise. */
const mostAlerts = 100;

/**
 * A query as text to a search: of single events where its commands keep the rows as they are, and columns of eval stand in the
 * place of their names; else a pipeline. Any error leaves no search.
 */
export function lowerEsql(text: EmbeddedText, source: LogSource): Result<Search> {
  const { value: query, diagnostics } = parseEsql(text);
  if (query === undefined) return failure(...diagnostics);
  if (query.commands.every(keepsRows)) {
    const context = new Context(text, true, lowering);
    const search = lowerEvents(query, source, context);
    if (!context.overgrown) return settle(search, context);
  }
  const context = new Context(text, false, lowering);
  const search = lowerPipeline(query, source, context);
  if (context.overgrown)
    context.report(diagnose('esql/too-large', { limit: mostParts }, text.span(0, text.text.length)));
  return settle(search, context);
}

function settle(search: Search | undefined, { diagnostics }: Context): Result<Search> {
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  return { value: failed ? undefined : search, diagnostics };
}

/** Commands under which each row is an event still, and no event is lost but by where. */
function keepsRows(command: ast.Command): boolean {
  if (command.kind === 'limit')
    return (
      command.by.length === 0 && command.rows.kind === 'integer' && Number(command.rows.image) >= mostAlerts
    );
  return /^(?:from|where|eval|keep|drop|rename|sort)$/.test(command.kind);
}

function lowerEvents(query: ast.Query, source: LogSource, context: Context): Search | undefined {
  const conditions: Predicate[] = [];
  for (const command of query.commands) {
    if (command.kind === 'limit') noteLimit(command, context);
    const stages = lowerStage(command, context);
    if (stages === undefined) return undefined;
    for (const stage of stages) if (stage.kind === 'filter') conditions.push(stage.where);
  }
  return eventsOf(query, conditions, source, context);
}

function noteLimit(command: Extract<ast.Command, { kind: 'limit' }>, context: Context): void {
  const rows = lowerRows(command, context);
  if (rows !== undefined) context.report(diagnose('esql/limit', { rows }, context.span(command)));
}

function eventsOf(
  { commands }: ast.Query,
  conditions: readonly Predicate[],
  source: LogSource,
  context: Context,
): Events | undefined {
  const [from] = commands;
  const indices = from?.kind === 'from' ? indicesOf(from, context) : undefined;
  if (from === undefined || indices === undefined) return undefined;
  const where =
    conditions.length === 0 ? always(true) : fold(decideConstants(and(conditions, context.origin(from))));
  return {
    kind: 'events',
    source: { ...source, elastic: { ...source.elastic, indices } },
    where,
    origin: context.origin({ start: from.start, end: commands.at(-1)?.end ?? from.end }),
  };
}

/** In quotes several may stand in one, parted by commas. */
function indicesOf(
  from: Extract<ast.Command, { kind: 'from' }>,
  context: Context,
): readonly string[] | undefined {
  const names = from.indices.map(word => (word.image.startsWith('"') ? context.string(word) : word.image));
  if (!names.every(name => name !== undefined)) return undefined;
  return names
    .flatMap(name => name.split(','))
    .map(name => name.trim())
    .filter(name => name !== '');
}

/** The conditions before anything else select the events. */
function lowerPipeline(query: ast.Query, source: LogSource, context: Context): Search | undefined {
  const conditions: Predicate[] = [];
  const stages: Stage[] = [];
  for (const command of query.commands) {
    const lowered = lowerStage(command, context);
    if (lowered === undefined) return undefined;
    for (const stage of lowered)
      if (stage.kind === 'filter' && stages.length === 0) conditions.push(stage.where);
      else stages.push(folded(stage));
  }
  const asked = stages.map(stage => withAsked(stage, context));
  const staged = beforeExpansion({ conditions, stages: asked });
  const events = eventsOf(query, staged.conditions, source, context);
  return events && { kind: 'pipeline', from: events, stages: staged.stages, origin: events.origin };
}

/** Which columns of a table are asked for is known in the end. */
function withAsked(stage: Stage, { brought }: Context): Stage {
  const names = brought.get(stage);
  return stage.kind === 'lookup' && names !== undefined ? { ...stage, fields: [...names] } : stage;
}

function folded(stage: Stage): Stage {
  return stage.kind === 'filter' ? { ...stage, where: fold(decideConstants(stage.where)) } : stage;
}
