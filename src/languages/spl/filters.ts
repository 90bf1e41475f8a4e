import { diagnose } from '../../diagnostics/index.ts';
import { always, leaves, not, or, type Predicate } from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';
import type { Command } from './ast.ts';
import { Arguments } from './clause.ts';
import type { Context } from './context.ts';
import type { Environment } from './environment.ts';
import { askList, withoutLists } from './listed.ts';
import { matchLookups } from './lookups.ts';
import { evalScope } from './lower-eval.ts';
import { lowerSearch } from './lower-search.ts';
import { parseCondition, parseSearch } from './parse.ts';
import type { EventsState, Handler, Rows } from './pipeline-state.ts';
import { lowerRegex } from './regexes.ts';
import { lowerCondition } from './scope.ts';
import { decodeName } from './strings.ts';
import { decided, holdsOfCases } from './value.ts';

type Filter = (command: Command, fields: Environment, context: Context) => Predicate;

export const filters: Readonly<Record<string, Handler>> = {
  search: { ...filter(searchFilter), events: searchEvents, rows: searchRows },
  where: filter(whereFilter),
  regex: filter(regexFilter),
};

function filter(lower: Filter): Handler {
  return {
    isFilter: true,
    events: (command, state, context) => ({
      ...state,
      where: [...state.where, lower(command, state.fields, context)],
    }),
    rows: whereRows(lower),
  };
}

function whereRows(lower: Filter): Handler['rows'] {
  return (command, rows, origin) => {
    const where = lower(command, rows.fields, rows.context);
    const isOfText = rows.names !== undefined && !rows.names.has('_raw');
    if (isOfText && leaves(where).some(({ leaf }) => leaf.kind === 'keyword'))
      new Arguments(command, rows.context).refuse(
        'a term without a field is of the text of events, which its rows have not',
      );
    else if (rows.lookups.length === 0) rows.add({ kind: 'filter', where, origin });
    else if (!matchLookups(rows, where))
      new Arguments(command, rows.context).refuse('it looks at columns of a lookup');
  };
}

function searchFilter(command: Command, fields: Environment, context: Context): Predicate {
  const { value, diagnostics } = parseSearch(context.expanded, command.body);
  for (const each of diagnostics) context.report(each);
  return value === undefined ? always(true, context.origin(command)) : lowerSearch(value, fields, context);
}

function listsOf(command: Command, context: Context): ReturnType<typeof withoutLists> | undefined {
  if (context.subsearch === undefined || !context.text(command.body).includes('[')) return undefined;
  const { value } = parseSearch(context.expanded, command.body);
  const parted = value && withoutLists(value);
  return parted === undefined || parted.lists.length === 0 ? undefined : parted;
}

/** Events; lists of subsearches make rows of them. */
function searchEvents(command: Command, state: EventsState, context: Context): EventsState {
  const parted = listsOf(command, context);
  if (parted === undefined)
    return { ...state, where: [...state.where, searchFilter(command, state.fields, context)] };
  const where = parted.rest === undefined ? [] : [lowerSearch(parted.rest, state.fields, context)];
  const asking: Handler = {
    rows: (_, rows) => {
      for (const each of parted.lists) askList(each, rows);
    },
  };
  const replay = [...state.replay, { handler: asking, command }];
  return { ...state, where: [...state.where, ...where], replay, isRows: true };
}

function searchRows(command: Command, rows: Rows, origin: readonly Span[]): void {
  const parted = listsOf(command, rows.context);
  if (parted === undefined) {
    whereRows(searchFilter)(command, rows, origin);
    return;
  }
  if (parted.rest !== undefined)
    rows.add({ kind: 'filter', where: lowerSearch(parted.rest, rows.fields, rows.context), origin });
  for (const each of parted.lists) askList(each, rows);
}

function whereFilter(command: Command, fields: Environment, context: Context): Predicate {
  const { value, diagnostics } = parseCondition(context.expanded, command.body);
  for (const each of diagnostics) context.report(each);
  // Kept only where the condition is true, and neither false nor null.
  return value === undefined ? always(false) : lowerCondition(value, evalScope(fields, context)).yes;
}

/**
 * `regex field=…` keeps what matches, `regex field!=…` drops it; without a field the raw text is looked at.
 * https://help.splunk.com/splunk-enterprise/spl-search-reference/9.4/search-commands/regex
 */
function regexFilter(command: Command, fields: Environment, context: Context): Predicate {
  const body = context.text(command.body);
  const [, name, sign, image = ''] =
    /^\s*(?:("(?:\\.|[^"\\])*"|[^\s="!]+)\s*(!?=)\s*)?("[^"\\]*(?:\\[\s\S][^"\\]*)*"|[^\s"]\S*)\s*$/.exec(
      body,
    ) ?? [];
  const origin = context.origin(command);
  if (image === '') {
    context.report(diagnose('spl/regex', { problem: 'none is written' }, origin[0]));
    return always(false);
  }
  const regex = lowerRegex(image, command.body, context);
  if (regex === undefined) return always(false);
  const matches: Predicate =
    name === undefined || name === '_raw'
      ? { kind: 'keyword', patterns: [], regex, casing: 'exact', scope: 'contains', origin }
      : holdsOfCases(fields.get(decodeName(name), origin), simple => {
          if (simple.kind !== 'plain') {
            context.report(diagnose('spl/not-a-text', {}, origin[0]));
            return or([]);
          }
          const subject = simple.expression;
          return decided({ kind: 'matches', subject, regex, quantifier: 'any', origin }, subject);
        });
  return sign === '!=' ? not(matches, origin) : matches;
}
