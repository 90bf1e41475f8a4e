import { field, type Stage } from '../../ir/index.ts';
import type { Command } from './ast.ts';
import { Arguments, nameOf } from './clause.ts';
import { readLookup } from './lookups.ts';
import type { Rows } from './pipeline-state.ts';

/** A column of the table, and the field of the events that it is compared with or becomes. */
interface Column {
  readonly column: string;
  readonly field: string;
}

type Origin = Rows['from']['origin'];

/** What a lookup of indicators is read by: the columns that are asked for. */
const ofIndicators = /\bAS\s+indicator_\d+\s*$/;

/**
 * `lookup table column AS key OUTPUT column AS field`: what is looked up under another name is put under the name of the column first, and what
 * is found is renamed behind.
 * https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/lookup
 */
export function lookup(command: Command, rows: Rows, origin: Origin): void {
  const list = new Arguments(command, rows.context);
  while (list.option('local', 'update') !== undefined);
  const table = list.next();
  if (rows.context.readsLookups && table !== undefined && ofIndicators.test(rows.context.text(command))) {
    const found = readLookup(list, nameOf(table));
    if (found === undefined) list.fail();
    else rows.lookups = [...rows.lookups, found];
    return;
  }
  const keys = columnsOf(list, 'output', 'outputnew');
  const isNew = list.eat('output', 'outputnew')?.text.toLowerCase() === 'outputnew';
  const found = columnsOf(list);
  if (table === undefined || keys.length === 0 || list.peek() !== undefined) {
    list.fail();
    return;
  }
  const why = whyUnread(command, rows, keys, found, isNew);
  if (why !== undefined) list.refuse(why);
  else addStages(rows, nameOf(table), keys, found, origin);
}

function columnsOf(list: Arguments, ...until: readonly string[]): readonly Column[] {
  const columns: Column[] = [];
  for (const name of list.names('as', ...until)) columns.push({ column: name, field: name });
  for (let as = list.eat('as'); as !== undefined; as = list.eat('as')) {
    const [named = '', ...others] = list.names('as', ...until);
    const last = columns.pop();
    if (last !== undefined && named !== '') columns.push({ ...last, field: named });
    columns.push(...others.map(name => ({ column: name, field: name })));
  }
  return columns;
}

/** Fields that each event has: https://docs.splunk.com/Documentation/Splunk/latest/Data/Aboutdefaultfields */
const ofEveryEvent = /^(?:host|index|linecount|punct|source|sourcetype|splunk_server|timestamp|_\w+)$/;

function whyUnread(
  command: Command,
  rows: Rows,
  keys: readonly Column[],
  found: readonly Column[],
  isNew: boolean,
): string | undefined {
  if (found.length === 0 && !rows.context.readsLookups)
    return 'which columns there are is known to the table alone';
  const { text } = rows.context.expanded;
  const isNamed = (name: string, within: string) =>
    within
      .toLowerCase()
      .split(/[^\w.:{}@-]+/)
      .includes(name.toLowerCase());
  // Lookups name columns, each anew; what else bears such a name is a field of the events.
  const others = text.replaceAll(/\|\s*lookup\s[^|]*/gi, ' ');
  const moved = [...keys, ...found].filter(each => each.column !== each.field);
  const both = moved.find(({ column }) => ofEveryEvent.test(column) || isNamed(column, others));
  if (both !== undefined)
    return `${both.column} is a column of the table here and a field of the events elsewhere`;
  // A column is no field of the events, given the table; what the search has made before is there already.
  const before = text.slice(0, command.start);
  const kept = isNew ? found.find(each => isNamed(each.field, before)) : undefined;
  return kept && `OUTPUTNEW keeps what ${kept.field} is already`;
}

function addStages(
  rows: Rows,
  table: string,
  keys: readonly Column[],
  found: readonly Column[],
  origin: Origin,
): void {
  const copied = keys.filter(({ column, field: name }) => column !== name);
  const renamed = found.filter(({ column, field: name }) => column !== name);
  const stages: Stage[] = [];
  if (copied.length > 0)
    stages.push({
      kind: 'extend',
      fields: copied.map(each => ({ name: each.column, value: field(each.field, 'splunk', origin) })),
      origin,
    });
  const fields = found.map(({ column }) => column);
  stages.push({ kind: 'lookup', table, on: keys.map(({ column }) => column), fields, origin });
  if (renamed.length > 0)
    stages.push({
      kind: 'rename',
      fields: renamed.map(each => ({ from: each.column, to: each.field })),
      origin,
    });
  rows.add(...stages);
  for (const each of found) rows.addName(each.field);
  for (const { column } of copied) rows.addName(column);
}
