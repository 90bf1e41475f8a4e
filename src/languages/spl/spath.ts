import type { Command } from './ast.ts';
import { Arguments, nameOf } from './clause.ts';
import type { Context } from './context.ts';
import { bind, type Environment } from './environment.ts';
import { expressionOf } from './expression-of.ts';
import { callOf, textLiteral } from './functions-text.ts';
import type { EventsState, Handler, Rows } from './pipeline-state.ts';
import { isAlways, isField, nullValue, plain, type Value } from './value.ts';

/**
 * `spath input=b path=c.d output=e`. What it takes out of the event itself is what Splunk has taken out by itself: the fields of a
 * log of JSON bear the same paths as names.
 * https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/spath
 */
export const spath: Handler = { events: spathEvents, rows: spathRows };

interface Extracted {
  readonly name: string;
  readonly value: Value;
}

function spathEvents(command: Command, state: EventsState, context: Context): EventsState {
  const found = extracted(command, state.fields, context);
  return found === undefined ? state : { ...state, fields: bind(state.fields, found.name, found.value) };
}

function spathRows(command: Command, rows: Rows): void {
  const found = extracted(command, rows.fields, rows.context);
  const value = found && expressionOf(found.value, command, rows.context);
  if (found === undefined || value === undefined) return;
  rows.add({
    kind: 'extend',
    fields: [{ name: found.name, value }],
    origin: rows.context.origin(command),
  });
  rows.addName(found.name);
}

/** undefined where nothing changes, and where it is refused. */
function extracted(command: Command, fields: Environment, context: Context): Extracted | undefined {
  const list = new Arguments(command, context);
  const { input, output, path } = optionsOf(list);
  list.end();
  if (input !== undefined && input !== '_raw') {
    if (path === undefined) return list.refuse('which fields a text of JSON has is known to the data alone');
    return { name: output ?? path, value: ofText(fields, input, path, list) };
  }
  if (path === undefined) return undefined;
  const value = fields.get(path, context.origin(command));
  if (!isOwn(value, path)) return list.refuse(`${path} is no longer what the event has there`);
  return output === undefined || output === path ? undefined : { name: output, value };
}

function optionsOf(list: Arguments) {
  let input: string | undefined;
  let output: string | undefined;
  let path: string | undefined;
  for (let next = list.peek(); next !== undefined; next = list.peek()) {
    const before = next;
    input = list.option('input') ?? input;
    output = list.option('output') ?? output;
    path = list.option('path') ?? path;
    if (list.peek() !== before) continue;
    if (path !== undefined || list.peek(1)?.kind === 'equals') break;
    path = nameOf(next);
    list.next();
  }
  return { input, output, path };
}

function ofText(fields: Environment, input: string, path: string, list: Arguments): Value {
  if (/xml$/i.test(input)) return list.refuse('a text of XML is not taken apart') ?? nullValue;
  const own = path.replaceAll(/\{(\d+)\}/g, '[$1]');
  if (/[{}@"']/.test(own)) return list.refuse('only a path of names and positions is read') ?? nullValue;
  const origin = list.context.origin(list.command);
  return fields.get(input, origin).flatMap(({ when, value }) =>
    value.kind === 'plain'
      ? plain(callOf('jsonExtract', [value.expression, textLiteral(own)], origin)).map(each => ({
          ...each,
          when,
        }))
      : [],
  );
}

/** Whether a name still stands for the event's own field. */
function isOwn(value: Value, name: string): boolean {
  const [only] = value;
  return (
    value.length === 1 &&
    only !== undefined &&
    isAlways(only.when, true) &&
    only.value.kind === 'plain' &&
    isField(only.value.expression) &&
    only.value.expression.name === name
  );
}
