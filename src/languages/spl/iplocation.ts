import type { Command } from './ast.ts';
import { Arguments } from './clause.ts';
import type { Context } from './context.ts';
import { bindToRows } from './environment.ts';
import type { Handler } from './pipeline-state.ts';

const columns = ['City', 'Country', 'Region', 'lat', 'lon'];
const furtherColumns = ['Continent', 'MetroCode', 'Timezone'];

/**
 * `iplocation prefix=x field` puts beside each event where an address lies, by a database of Splunk's own: what is shown of it is no matter to
 * what is found. https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/iplocation
 */
export const iplocation: Handler = {
  events: (command, state, context) => ({
    ...state,
    fields: bindToRows(state.fields, locatedBy(command, context), context),
  }),
  rows: (command, rows) => {
    for (const name of locatedBy(command, rows.context)) rows.written.set(name, command);
  },
};

function locatedBy(command: Command, context: Context): readonly string[] {
  const list = new Arguments(command, context);
  const given = new Map<string, string>();
  const options = ['prefix', 'allfields', 'lang'];
  for (let name = optionOf(list, options); name !== undefined; name = optionOf(list, options))
    given.set(name, list.option(name) ?? '');
  if (list.next() === undefined) list.fail();
  list.end();
  const names = /^(?:t|true|1)$/i.test(given.get('allfields') ?? '')
    ? [...columns, ...furtherColumns]
    : columns;
  return names.map(name => `${given.get('prefix') ?? ''}${name}`);
}

function optionOf(list: Arguments, names: readonly string[]): string | undefined {
  return list.peek(1)?.kind === 'equals'
    ? names.find(name => name === list.peek()?.text.toLowerCase())
    : undefined;
}
