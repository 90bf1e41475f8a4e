import { type Expression, pattern as joinParts, type Pattern, type Stage } from '../../ir/index.ts';
import type { Command } from './ast.ts';
import { Arguments, nameOf } from './clause.ts';
import type { Context } from './context.ts';
import { bind, drop, either, fits, keep, type Renaming, rename, renamed } from './environment.ts';
import { expressionOf } from './expression-of.ts';
import { fullColumns } from './full-columns.ts';
import { evalScope } from './lower-eval.ts';
import { numberIn, takesNumbers } from './number-columns.ts';
import { parseAssignments } from './parse.ts';
import type { EventsState, Handler, Rows } from './pipeline-state.ts';
import { decodeTerm } from './strings.ts';
import { literal } from './value.ts';

/** Commands that change what fields there are, and what they hold. */
export const fieldCommands: Readonly<Record<string, Handler>> = {
  eval: { events: evalEvents, rows: evalRows },
  fields: {
    events: (command, state, context) => selectEvents(command, state, context, false),
    rows: selectRows,
  },
  table: {
    events: (command, state, context) => selectEvents(command, state, context, true),
    rows: selectRows,
  },
  rename: { events: renameEvents, rows: renameRows },
  fillnull: { events: fillEvents, rows: fillRows },
};

function assignmentsOf(command: Command, context: Context) {
  const { value, diagnostics } = parseAssignments(context.expanded, command.body);
  for (const each of diagnostics) context.report(each);
  const dynamic = value?.find(({ name }) => /\{[^{}]+\}/.test(name));
  if (dynamic !== undefined)
    new Arguments(command, context).refuse(`which field ${dynamic.name} is depends on the data`);
  return value ?? [];
}

/** Each assignment sees those before it. */
function evalEvents(command: Command, state: EventsState, context: Context): EventsState {
  let { fields } = state;
  for (const { name, value } of assignmentsOf(command, context))
    fields = bind(fields, name, evalScope(fields, context).lower(value));
  return { ...state, fields };
}

function evalRows(command: Command, rows: Rows): void {
  const { context } = rows;
  for (const assignment of assignmentsOf(command, context)) {
    const value = evalScope(rows.fields, context).lower(assignment.value);
    const expression = expressionOf(value, assignment, context);
    if (expression === undefined) continue;
    const origin = context.origin(assignment);
    rows.add({ kind: 'extend', fields: [{ name: assignment.name, value: expression }], origin });
    rows.addName(assignment.name);
  }
}

interface Selection {
  readonly drops: boolean;
  readonly names: readonly string[];
}

/** https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/fields */
function selectionOf(command: Command, context: Context): Selection {
  const list = new Arguments(command, context);
  const sign = command.name === 'fields' ? list.eat('-', '+') : undefined;
  const names = list.names();
  if (names.length === 0) list.fail();
  return { drops: sign?.text === '-', names };
}

/** `table` drops what is not listed, `fields` leaves the fields that begin with an underscore. */
function selectEvents(command: Command, state: EventsState, context: Context, hidden: boolean): EventsState {
  const { drops, names } = selectionOf(command, context);
  const fields = drops ? drop(state.fields, names) : keep(state.fields, names, hidden);
  return { ...state, fields };
}

function selectRows(command: Command, rows: Rows, origin: Stage['origin']): void {
  const { drops, names } = selectionOf(command, rows.context);
  const kept = command.name === 'fields' && !drops ? [...names, '_*'] : names;
  const fields = kept.map(patternOf);
  rows.add({ kind: drops ? 'drop' : 'keep', fields, origin });
  const stays = (name: string) => kept.some(each => fits(name, each)) !== drops;
  rows.names = rows.names && new Set([...rows.names].filter(stays));
}

function patternOf(name: string): Pattern {
  return joinParts(decodeTerm(name.replaceAll('\\', '\\\\')));
}

function renamingsOf(command: Command, context: Context): readonly Renaming[] {
  const list = new Arguments(command, context);
  const renamings: Renaming[] = [];
  while (list.peek() !== undefined) {
    const from = list.next();
    const as = list.eat('as');
    const to = list.next();
    if (from === undefined || as === undefined || to === undefined) {
      list.fail();
      break;
    }
    const renaming = { from: nameOf(from), to: nameOf(to) };
    if (renaming.from.split('*').length !== renaming.to.split('*').length)
      list.refuse('both names have the same number of wildcards');
    renamings.push(renaming);
  }
  if (renamings.length === 0) list.fail();
  return renamings;
}

function renameEvents(command: Command, state: EventsState, context: Context): EventsState {
  return { ...state, fields: renamingsOf(command, context).reduce(rename, state.fields) };
}

function renameRows(command: Command, rows: Rows, origin: Stage['origin']): void {
  const all = renamingsOf(command, rows.context);
  const known = rows.names;
  if (known === undefined && (rows.renamings.some || all.some(({ from }) => from.includes('*')))) {
    for (const each of all) renameOpen(each, rows, command);
    return;
  }
  const fields = all.flatMap(({ from, to }): Renaming[] => {
    if (!from.includes('*')) return [{ from, to }];
    return [...(known ?? [])].flatMap(name => {
      const changed = renamed(name, from, to);
      return changed === undefined || changed === name ? [] : [{ from: name, to: changed }];
    });
  });
  if (fields.length > 0) rows.add({ kind: 'rename', fields, origin });
  const changed = new Map(fields.map(({ from, to }) => [from, to]));
  rows.names = known && new Set([...known].map(name => changed.get(name) ?? name));
}

/** A wildcard of fields that are not known is left to who asks for one of them; a field by its name is there and gone at once. */
function renameOpen(renaming: Renaming, rows: Rows, command: Command): void {
  const { from, to } = renaming;
  const origin = rows.context.origin(command);
  if (from.includes('*')) {
    rows.renamings.add(renaming);
    return;
  }
  const value = expressionOf(rows.fields.get(from, origin), command, rows.context);
  if (value === undefined) return;
  const gone: Expression = { kind: 'literal', value: null, origin };
  const fields = [
    { name: to, value },
    { name: from, value: gone },
  ];
  rows.add({ kind: 'extend', fields, origin });
}

/** https://help.splunk.com/splunk-cloud-platform/spl-search-reference/10.0.2503/search-commands/fillnull */
function fillOf(command: Command, context: Context) {
  const list = new Arguments(command, context);
  const value = list.option('value') ?? '0';
  return { value, names: list.names() };
}

/** Without a list, which fields are filled depends on the other results. */
function fillEvents(command: Command, state: EventsState, context: Context): EventsState | undefined {
  const { value, names } = fillOf(command, context);
  if (names.length === 0 || names.some(name => name.includes('*'))) return undefined;
  const fields = names.reduce((outer, name) => {
    const filled = either(outer.get(name, context.origin(command)), literal(value, context.origin(command)));
    return bind(outer, name, filled);
  }, state.fields);
  return { ...state, fields };
}

/** Without a list it fills every column, of which there may be none that lacks a value. */
function fillRows(command: Command, rows: Rows, origin: Stage['origin']): void {
  const { value, names } = fillOf(command, rows.context);
  const full = fullColumns(rows.stages);
  if (names.length === 0 && rows.names !== undefined && [...rows.names].every(name => full.has(name))) return;
  const text: Expression = { kind: 'literal', value, origin };
  const number = numberIn(text);
  const numbers = number === text ? [] : names.filter(name => takesNumbers(name, rows.stages));
  const texts = names.filter(name => !numbers.includes(name));
  if (numbers.length > 0) rows.add({ kind: 'fill', fields: numbers, value: number, origin });
  if (texts.length > 0 || names.length === 0) rows.add({ kind: 'fill', fields: texts, value: text, origin });
  for (const name of names) rows.addName(name);
}
