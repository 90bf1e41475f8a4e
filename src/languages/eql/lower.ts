import { diagnose, failure, type Result } from '../../diagnostics/index.ts';
import { field, type LogSource, type Search, type Stage } from '../../ir/index.ts';
import type { EmbeddedText } from '../../source/index.ts';
import type * as ast from './ast.ts';
import { Context } from './context.ts';
import { lowerEvent } from './lower-condition.ts';
import { lowerGroup } from './lower-group.ts';
import { parseEql } from './parse.ts';

export interface EqlOptions {
  /** The field of the category; `event.category` when the rule names no other (`event_category_override`). */
  readonly categoryField?: string;
}

/** A query as text to a search. Any error leaves no search. */
export function lowerEql(text: EmbeddedText, source: LogSource, options: EqlOptions = {}): Result<Search> {
  const { value: statement, diagnostics } = parseEql(text);
  if (statement === undefined) return failure(...diagnostics);
  const context = new Context(text, options.categoryField ?? 'event.category');
  const search = lowerStatement(statement, source, context);
  const failed = context.diagnostics.some(({ severity }) => severity === 'error');
  return { value: failed ? undefined : search, diagnostics: context.diagnostics };
}

function lowerStatement(statement: ast.Statement, source: LogSource, context: Context): Search | undefined {
  const { query, pipes } = statement;
  const from =
    query.kind === 'event' ? lowerEvents(query.event, source, context) : lowerGroup(query, source, context);
  const limits = pipes.map(pipe => lowerPipe(pipe, context));
  if (from === undefined || !limits.every(limit => limit !== undefined)) return undefined;
  const stages = from.kind === 'events' ? inOrder(limits) : limits;
  return stages.length === 0 ? from : { kind: 'pipeline', from, stages, origin: from.origin };
}

/**
 * Of single events, head takes the earliest and tail the latest, the earliest first.
 * https://www.elastic.co/docs/reference/query-languages/eql/eql-pipe-ref
 */
function inOrder(limits: readonly Limit[]): readonly Stage[] {
  const [first] = limits;
  if (first === undefined) return [];
  return [
    byTime(first, false),
    ...limits.flatMap(limit => (limit.from === 'head' ? [limit] : lastOf(limit))),
  ];
}

function lastOf(limit: Limit): readonly Stage[] {
  return [byTime(limit, true), { ...limit, from: 'head' }, byTime(limit, false)];
}

function byTime({ origin }: Limit, descending: boolean): Stage {
  const value = field('@timestamp', 'elastic', origin);
  return { kind: 'sort', by: [{ value, descending, absentFirst: false }], origin };
}

type Limit = Extract<Stage, { kind: 'limit' }>;

function lowerEvents(event: ast.EventFilter, source: LogSource, context: Context): Search | undefined {
  const where = lowerEvent(event, context);
  const range = { start: event.category.start, end: event.condition.end };
  return where && { kind: 'events', source, where, origin: context.origin(range) };
}

/** Those that only Endgame's EQL has. */
const endgamePipes = ['count', 'filter', 'sort', 'unique', 'unique_count'];

function lowerPipe(pipe: ast.PipeCall, context: Context): Limit | undefined {
  const origin = context.origin(pipe);
  const { name } = pipe;
  const [count] = pipe.arguments;
  if (name !== 'head' && name !== 'tail') {
    const problem = endgamePipes.includes(name)
      ? `Elasticsearch has no pipe ${name}`
      : `${name} is no pipe of EQL`;
    return context.report(diagnose('eql/pipe', { problem }, origin[0]));
  }
  const rows = pipe.arguments.length === 1 && count?.kind === 'integer' ? Number(count.image) : Number.NaN;
  if (!Number.isSafeInteger(rows))
    return context.report(diagnose('eql/pipe', { problem: `${name} takes one whole number` }, origin[0]));
  return { kind: 'limit', rows, from: name, origin };
}
