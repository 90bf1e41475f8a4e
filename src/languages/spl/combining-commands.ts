import { diagnose } from '../../diagnostics/index.ts';
import { field, type Search } from '../../ir/index.ts';
import { orderedFunctions, readKeys, readMeasures, secondsOf } from './aggregation.ts';
import type { Command } from './ast.ts';
import { Arguments, nameOf } from './clause.ts';
import { type Context, keepsFew } from './context.ts';
import { lookup } from './lookup-command.ts';
import { type Handler, Rows } from './pipeline-state.ts';
import { inSearchOrder } from './search-order.ts';
import { transaction } from './transaction.ts';
import { withVariances } from './variance.ts';

type Origin = Rows['from']['origin'];

/** Commands that put something of other results, tables or searches beside each row. */
export const combiningCommands: Readonly<Record<string, Handler>> = {
  eventstats: { rows: eventstats },
  streamstats: { rows: streamstats },
  mvexpand: { rows: expand },
  lookup: { rows: lookup },
  join: { rows: join },
  append: { rows: append },
  union: { rows: append },
  transaction: { rows: transaction },
};

/** https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/eventstats */
function eventstats(command: Command, rows: Rows, origin: Origin): void {
  const list = new Arguments(command, rows.context);
  while (list.option('allnum') !== undefined);
  const measures = readMeasures(list, rows.fields);
  const keys = list.eat('by') === undefined ? [] : readKeys(list, rows.fields, undefined);
  list.end();
  rows.add(...withVariances({ kind: 'joinAggregate', by: keys, measures, origin }, measures));
  for (const { name } of measures) rows.addName(name);
}

/**
 * Beside each row what the rows before it have, and it too unless `current=f`.
 * https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/streamstats
 */
function streamstats(command: Command, rows: Rows, origin: Origin): void {
  const list = new Arguments(command, rows.context);
  const given = new Map<string, string>();
  while (list.peek(1)?.kind === 'equals') {
    const option = windowOptions.find(name => {
      const value = list.option(name);
      if (value !== undefined) given.set(name, value);
      return value !== undefined;
    });
    if (option !== undefined) continue;
    list.refuse('only current=, window=, global= and time_window= are read');
    return;
  }
  const [current, within, most] = ['current', 'time_window', 'window'].map(name => given.get(name));
  const span = within === undefined ? undefined : secondsOf(within);
  if (within !== undefined && span === undefined) list.refuse('a span of a fixed length is needed');
  const measures = readMeasures(list, rows.fields, orderedFunctions);
  const keys = list.eat('by') === undefined ? [] : readKeys(list, rows.fields, undefined);
  list.end();
  const last = Number(most ?? 0);
  if (!Number.isInteger(last) || last < 0) list.refuse('a number of rows is needed');
  const isOfAll = !isFalse(given.get('global')) && keys.length > 0;
  if (last > 0 && isOfAll) list.refuse('so many rows of all groups together are not read');
  inSearchOrder(rows, origin);
  const window = {
    kind: 'window',
    by: keys.map(({ value }) => value),
    measures,
    ...(span === undefined ? {} : { span }),
    ...(last > 0 ? { rows: last } : {}),
    ...(isFalse(current) ? { withoutCurrent: true } : {}),
    origin,
  } as const;
  rows.add(...withVariances(window, measures));
  for (const { name } of measures) rows.addName(name);
}

const windowOptions = ['current', 'time_window', 'window', 'global', 'allnum'] as const;

function isFalse(value: string | undefined): boolean {
  return value !== undefined && /^(?:f|false|0)$/i.test(value);
}

/**
 * Searches side by side; what two of them find stands there twice.
 * https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/multisearch
 */
export function multisearch(command: Command, context: Context): Rows | undefined {
  const list = new Arguments(command, context);
  const searches: Search[] = [];
  for (let next = list.next(); next !== undefined; next = list.next()) {
    if (next.kind !== 'subsearch') return list.refuse('it takes searches in square brackets');
    const found = context.subsearch?.({ start: next.start + 1, end: next.end - 1 }, true);
    if (found === undefined) return context.report(diagnose('spl/subsearch', {}, context.span(next)));
    searches.push(found);
  }
  if (searches.length < 2) return list.fail();
  return new Rows({ kind: 'union', searches, origin: context.origin(command) }, context);
}

/**
 * Results of other searches behind those that there are.
 * https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/append,
 * https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/union
 */
function append(command: Command, rows: Rows, origin: Origin): void {
  const { context } = rows;
  const list = new Arguments(command, context);
  while (list.option('extendtimerange', 'maxtime', 'timeout') !== undefined);
  const most = list.option('maxout') ?? '50,000';
  while (list.option('extendtimerange', 'maxtime', 'timeout') !== undefined);
  if (most !== '0') keepsFew(command, `${most} results`, context);
  const others: Search[] = [];
  for (let next = list.next(); next !== undefined; next = list.next()) {
    const found =
      next.kind === 'subsearch'
        ? context.subsearch?.({ start: next.start + 1, end: next.end - 1 }, true)
        : undefined;
    if (found === undefined) {
      list.refuse('searches in square brackets are read');
      return;
    }
    others.push(found);
  }
  if (others.length === 0) list.fail();
  else rows.unite(others, command, origin);
}

/** https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/mvexpand */
function expand(command: Command, rows: Rows, origin: Origin): void {
  const list = new Arguments(command, rows.context);
  const name = list.next();
  if (name === undefined) {
    list.fail();
    return;
  }
  if (list.option('limit') !== undefined) list.refuse('a limit of values is not read');
  list.end();
  rows.add({ kind: 'expand', field: nameOf(name), origin });
}

/**
 * `join type=inner key [search …]`: the first result of the subsearch beside each row that has its keys, or with `max=` as many as it
 * says; each makes a row of its own.
 * https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/join
 */
function join(command: Command, rows: Rows, origin: Origin): void {
  const list = new Arguments(command, rows.context);
  let type: 'inner' | 'left' = 'inner';
  let most = 1;
  const on: string[] = [];
  for (let next = list.peek(); next !== undefined && next.kind !== 'subsearch'; next = list.peek()) {
    const given = list.option('type');
    const number = given === undefined ? list.option('max') : undefined;
    if (given !== undefined) type = /^(?:left|outer)$/i.test(given) ? 'left' : 'inner';
    else if (number !== undefined && /^\d+$/.test(number)) most = Number(number);
    else if (number !== undefined || list.peek(1)?.kind === 'equals') {
      list.refuse('only type= and max= are read');
      return;
    } else on.push(nameOf(list.next() ?? next));
  }
  const subsearch = list.next();
  if (subsearch === undefined || on.length === 0) {
    list.refuse('a subsearch and the fields that it shares are needed');
    return;
  }
  list.end();
  const { context } = rows;
  const range = { start: subsearch.start + 1, end: subsearch.end - 1 };
  if (context.subsearch === undefined) context.report(diagnose('spl/subsearch', {}, context.span(subsearch)));
  const found = context.subsearch?.(range, true);
  keepsFew(command, '50,000 results', context);
  if (found !== undefined)
    rows.add({ kind: 'join', with: firstOf(found, most, on, origin), on, type, origin });
  rows.names = undefined;
}

/** `max=1` goes without saying; 0 is all. */
function firstOf(search: Search, most: number, on: readonly string[], origin: Origin): Search {
  if (most === 0) return search;
  const by = on.map(name => field(name, 'splunk', origin));
  return { kind: 'pipeline', from: search, stages: [{ kind: 'dedup', by, keep: most, origin }], origin };
}
