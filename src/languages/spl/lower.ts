import { type Diagnostic, diagnose, failure, nearestName, type Result } from '../../diagnostics/index.ts';
import { always, and, fold, type LogSource, type Predicate, type Search } from '../../ir/index.ts';
import type { EmbeddedText } from '../../source/index.ts';
import { decideConstants } from '../constant-leaves.ts';
import type { Command, Range } from './ast.ts';
import { baselineCommands, keptTerms } from './baseline.ts';
import { withCalculated } from './calculated-fields.ts';
import { combiningCommands, multisearch } from './combining-commands.ts';
import { splitCommands } from './commands.ts';
import { commonCommands } from './common-values.ts';
import { type Calculated, Context } from './context.ts';
import { convert } from './convert.ts';
import { ownFields } from './environment.ts';
import { fieldCommands } from './field-commands.ts';
import { filters } from './filters.ts';
import { foreach } from './foreach.ts';
import { withKeys } from './group-keys.ts';
import { iplocation } from './iplocation.ts';
import { commonMacros, type Expansion, expandMacros, type Macros } from './macros.ts';
import { type EventsState, type Handler, Rows } from './pipeline-state.ts';
import { rowCommands } from './row-commands.ts';
import { largest, sizeOfPredicate } from './size.ts';
import { spath } from './spath.ts';
import { tstats } from './tstats.ts';
import { whyUnread } from './unread-commands.ts';

export interface SplOptions {
  /** Beside, or in place of, the common ones. */
  readonly macros?: Macros;
  /** A macro that nobody defines and that stands last, as a command of its own, is taken to filter nothing. */
  readonly lenientMacros?: boolean;
  /**
   * Given that numbers are written in one way (5, not 5.0 or 05) and that what is compared with a number by size is one: equality
   * with a number is then of numbers, and `<` does not look at other texts. Of all fields, or of those that the function names.
   */
  readonly plainNumbers?: boolean | ((field: string) => boolean);
  /** Lookups hold indicators, and events are asked for that have one. */
  readonly lookups?: 'indicators';
  /** Fields that the search calculates, as an add-on has it. */
  readonly calculated?: Calculated;
}

const handlers: ReadonlyMap<string, Handler> = new Map(
  Object.entries({
    ...filters,
    ...fieldCommands,
    ...rowCommands,
    ...combiningCommands,
    ...commonCommands,
    ...baselineCommands,
    convert,
    foreach,
    iplocation,
    spath,
    tstats,
  }),
);

/** A pipeline as text to a search: over events as long as it only filters them, else stages upon them. Any error leaves no search. */
export function lowerSpl(text: EmbeddedText, source: LogSource, options: SplOptions = {}): Result<Search> {
  const expansion = expandMacros(text, {
    macros: { ...commonMacros, ...options.macros },
    lenient: options.lenientMacros ?? false,
  });
  if (expansion.diagnostics.length > 0) return failure(...expansion.diagnostics);
  const commands = splitCommands(expansion);
  if ('code' in commands) return failure(commands);
  const context = new Context(expansion.expanded, plainNumbersOf(options));
  context.readsLookups = options.lookups === 'indicators';
  if (options.calculated !== undefined) context.calculated = options.calculated;
  if (commands.length === 0) return failure(diagnose('spl/empty', {}, text.span(0, text.text.length)));
  context.subsearch = (range, withColumns) => lowerSubsearch(range, source, expansion, context, withColumns);
  const search = lowerPipeline(commands, source, context);
  // What the results of a search rest on is of no interest where it has none.
  const said = context.diagnostics.filter(({ code }) => !context.failed || code !== 'spl/kept-results');
  const diagnostics = unique(said);
  return { value: context.failed ? undefined : search, diagnostics };
}

/** Searches side by side may have others side by side within them. */
const deepest = 3;

/** One level deep else: a subsearch within a subsearch is refused. Where the outer search looks says nothing of it. */
function lowerSubsearch(
  range: Range,
  source: LogSource,
  expansion: Expansion,
  outer: Context,
  withColumns = false,
  depth = 1,
): Search | undefined {
  const commands = splitCommands(expansion, range, true);
  if ('code' in commands) return outer.report(commands);
  const context = outer.within(outer.expanded);
  context.vendor = 'splunk';
  if (withColumns && depth < deepest)
    context.subsearch = (inner, columns) =>
      columns ? lowerSubsearch(inner, source, expansion, context, true, depth + 1) : undefined;
  const own: LogSource = source.splunk === undefined ? source : { splunk: { search: '' } };
  const found = commands.length === 0 ? undefined : lowerPipeline(commands, own, context, withColumns);
  for (const each of context.diagnostics) outer.report(each);
  return found ?? outer.report(diagnose('spl/subsearch', {}, outer.span(range)));
}

function plainNumbersOf({ plainNumbers = false }: SplOptions): (field: string) => boolean {
  return typeof plainNumbers === 'function' ? plainNumbers : () => plainNumbers;
}

function lowerPipeline(
  commands: readonly Command[],
  source: LogSource,
  context: Context,
  withColumns = false,
): Search | undefined {
  const fields = withCalculated(ownFields(context.vendor), context);
  let state: EventsState = { source, where: [], fields, replay: [] };
  const [first, ...others] = commands;
  const isSeveral =
    first !== undefined && /^(?:multisearch|union)$/.test(first.name) && context.subsearch !== undefined;
  let rows = isSeveral ? multisearch(first, context) : undefined;
  if (isSeveral && rows === undefined) return undefined;
  for (const [index, command] of (isSeveral ? others : commands).entries()) {
    const handler = handlerOf(command, isSeveral ? index + 1 : index, context);
    if (handler === undefined) return undefined;
    const next = rows === undefined ? step(handler, command, state, context) : undefined;
    if (next !== undefined) state = next;
    else if (!context.failed && rows === undefined) rows = firstRows(handler, command, state, context);
    else if (rows !== undefined) handler.rows(command, rows, context.origin(command));
    if (state.isRows === true) rows ??= rowsOf(state, context);
    if (context.failed) return undefined;
  }
  if (rows === undefined && withColumns && state.replay.length > 0) rows = rowsOf(state, context);
  return rows === undefined ? eventsOf(state, context) : searchOf(rows);
}

/** The next state of a pipeline over single events; undefined when the command makes it one over rows. */
function step(
  handler: Handler,
  command: Command,
  state: EventsState,
  context: Context,
): EventsState | undefined {
  const said = context.diagnostics.length;
  const next = handler.events?.(command, state, context);
  if (context.needsRows) {
    context.needsRows = false;
    context.diagnostics.length = said;
    return undefined;
  }
  return next === undefined || handler.isFilter === true
    ? next
    : { ...next, replay: [...state.replay, { handler, command }] };
}

/** The rows that the first command makes that looks at more than one event. */
function firstRows(handler: Handler, command: Command, state: EventsState, context: Context): Rows {
  const said = context.diagnostics.length;
  if (handler.isAggregate === true) {
    const rows = new Rows(eventsOf(state, context) ?? nothing, context, state.fields);
    handler.rows(command, rows, context.origin(command));
    if (!context.needsRows) return rows;
    context.needsRows = false;
    context.diagnostics.length = said;
  }
  const rows = rowsOf(state, context);
  handler.rows(command, rows, context.origin(command));
  return rows;
}

const nothing: Search = { kind: 'union', searches: [], origin: [] };

function handlerOf(command: Command, index: number, context: Context): Handler | undefined {
  const handler = handlers.get(command.name);
  const span = context.span({ start: command.start, end: Math.max(command.body.start, command.start + 1) });
  if (handler === undefined || (index === 0 && handler === baselineCommands['inputlookup'])) {
    const { name } = command;
    const why = whyUnread(name);
    const nearest = why === undefined ? nearestName(name, handlers.keys()) : undefined;
    return context.report(diagnose('spl/unsupported-command', { name, nearest, why }, span));
  }
  const generates = command.name === 'tstats' || command.name === 'search';
  if ((index === 0 && !generates) || (index > 0 && command.name === 'tstats'))
    return context.report(diagnose('spl/command-place', { name: command.name }, span));
  return handler;
}

function eventsOf(state: EventsState, context: Context): Search | undefined {
  const where = and(state.where);
  if (sizeOfPredicate(where) > largest) return context.report(diagnose('spl/too-complex', {}));
  return {
    kind: 'events',
    source: state.source,
    where: withoutAnyIndex(fold(decideConstants(where)), state.source),
    origin: where.origin,
  };
}

/**
 * That there is an index is true of every event of Splunk, and of no other product's. A query that is read back says by it where it
 * looks. https://docs.splunk.com/Documentation/Splunk/latest/Search/Searchindexes
 */
function withoutAnyIndex(where: Predicate, source: LogSource): Predicate {
  const isAny = (each: Predicate) =>
    each.kind === 'exists' && each.subject.kind === 'field' && each.subject.name === 'index';
  if (source.splunk === undefined) return where;
  if (where.kind !== 'and') return isAny(where) ? always(true, where.origin) : where;
  return where.operands.some(isAny)
    ? and(
        where.operands.filter(each => !isAny(each)),
        where.origin,
      )
    : where;
}

function searchOf(rows: Rows): Search | undefined {
  const { from, stages, lookups, context } = rows;
  if (lookups.length > 0)
    context.report(diagnose('spl/command-use', { name: 'lookup', why: 'nothing asks for its rows' }));
  if (rows.baseline !== undefined) return keptTerms(rows, rows.baseline);
  return stages.length === 0 ? from : withKeys({ kind: 'pipeline', from, stages, origin: from.origin });
}

function rowsOf(state: EventsState, context: Context): Rows {
  const from = eventsOf(state, context);
  const rows = new Rows(from ?? nothing, context);
  for (const { handler, command } of state.replay) handler.rows(command, rows, context.origin(command));
  return rows;
}

/** A command that is read a second time, as a stage, says the same again. */
function unique(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [
    ...new Map(
      diagnostics.map(each => [`${each.code} ${each.span?.start} ${each.span?.end}`, each]),
    ).values(),
  ];
}
