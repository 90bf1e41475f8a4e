import type { Command } from './ast.ts';
import { Arguments } from './clause.ts';
import type { Context } from './context.ts';
import { bindToRows } from './environment.ts';
import type { EventsState, Handler, Rows } from './pipeline-state.ts';

/**
 * `convert ctime(field)` writes times for people. What it writes matters once a later command asks for the field.
 * https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/convert
 */
export const convert: Handler = { events: convertEvents, rows: convertRows };

/** The fields that are written anew: `ctime(a) AS b` is b. */
function convertedBy(command: Command, context: Context): readonly string[] {
  const list = new Arguments(command, context);
  while (list.option('timeformat') !== undefined);
  const names: string[] = [];
  while (list.eat('ctime') !== undefined) {
    const group = list.next();
    if (group?.kind !== 'group') list.fail();
    const renamed = list.eat('as') === undefined ? undefined : list.next();
    names.push(renamed?.text ?? group?.text.slice(1, -1).trim() ?? '');
  }
  if (list.peek() !== undefined || names.length === 0) list.refuse('only ctime() is read');
  return names;
}

function convertEvents(command: Command, state: EventsState, context: Context): EventsState {
  return { ...state, fields: bindToRows(state.fields, convertedBy(command, context), context) };
}

function convertRows(command: Command, rows: Rows): void {
  for (const name of convertedBy(command, rows.context)) rows.written.set(name, command);
}
