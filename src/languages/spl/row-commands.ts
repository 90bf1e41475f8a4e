import { diagnose } from '../../diagnostics/index.ts';
import { and, type Expression, exists, type Stage } from '../../ir/index.ts';
import { isOfDays, readKeys, readMeasures, secondsOf } from './aggregation.ts';
import type { Command } from './ast.ts';
import { Arguments, nameOf } from './clause.ts';
import type { Context } from './context.ts';
import { keepsFew } from './context.ts';
import { bindToRows } from './environment.ts';
import { expressionOf } from './expression-of.ts';
import type { EventsState, Handler, Rows } from './pipeline-state.ts';
import { rex, rexEvents } from './rex.ts';
import { inSearchOrder, turnedOrder } from './search-order.ts';
import { decodeName } from './strings.ts';
import { withVariances } from './variance.ts';

type Origin = Stage['origin'];

/** Commands whose results are no single events, as stages of a pipeline. */
export const rowCommands: Readonly<Record<string, Handler>> = {
  stats: { rows: stats, isAggregate: true },
  dedup: { rows: dedup },
  sort: { rows: sort },
  head: { rows: limit },
  tail: { rows: limit },
  reverse: { rows: reverse },
  bin: { events: binEvents, rows: bin },
  bucket: { events: binEvents, rows: bin },
  rex: { events: rexEvents, rows: rex },
};

/** https://help.splunk.com/splunk-enterprise/spl-search-reference/9.2/search-commands/stats */
function stats(command: Command, rows: Rows, origin: Origin): void {
  const list = new Arguments(command, rows.context);
  while (list.option('partitions', 'allnum', 'delim', 'dedup_splitvals') !== undefined);
  const measures = readMeasures(list, rows.fields);
  const keys = list.eat('by') === undefined ? [] : readKeys(list, rows.fields, undefined);
  list.end();
  const binned = keys.find(({ name }) => rows.spans.has(name));
  const length = binned && rows.spans.get(binned.name);
  const window =
    binned === undefined || length === undefined
      ? {}
      : { window: { kind: 'tumbling', length, field: binned.value } as const };
  if (binned !== undefined) unbin(rows, binned.name);
  // The window is a key by itself; times within it are no keys.
  const by = length === undefined ? keys : keys.filter(key => key !== binned);
  rows.add(...withVariances({ kind: 'aggregate', by, measures, ...window, origin }, measures));
  rows.names = new Set([...keys, ...measures].map(({ name }) => name));
  rows.spans.clear();
}

/** What the window says now. */
function unbin(rows: Rows, name: string): void {
  const at = rows.stages.findLastIndex(stage => stage.kind === 'extend' && stage.fields[0]?.name === name);
  if (at >= 0) rows.stages.splice(at, 1);
}

/** Keeps the first results of each combination; those that lack one of the fields go. */
function dedup(command: Command, rows: Rows, origin: Origin): void {
  const list = new Arguments(command, rows.context);
  const count = /^\d+$/.test(list.peek()?.text ?? '') ? Number(list.next()?.text) : 1;
  const names: string[] = [];
  while (list.peek() !== undefined && names.length < 1000) {
    const option = list.option('keepevents', 'keepempty', 'consecutive');
    if (option !== undefined) {
      if (/^(?:t|true|1)$/i.test(option)) list.refuse('keepevents, keepempty and consecutive are not read');
    } else if (list.eat('sortby') !== undefined) {
      list.refuse('sortby is not read; sort before it');
      break;
    } else names.push(nameOf(list.next() ?? { kind: 'word', text: '', start: 0, end: 0 }));
  }
  if (names.length === 0) list.fail();
  const by = names.map(name => valueNamed(name, rows, command));
  inSearchOrder(rows, origin);
  rows.add(
    { kind: 'filter', where: and(by.map(each => exists(each))), origin },
    { kind: 'dedup', by, keep: count, origin },
  );
}

function valueNamed(name: string, rows: Rows, command: Command): Expression {
  const { context } = rows;
  const value = rows.fields.get(name, context.origin(command));
  return expressionOf(value, command, context) ?? { kind: 'literal', value: null, origin: [] };
}

/** `-` before a field, or `desc` behind all, turns the order round. */
function sort(command: Command, rows: Rows, origin: Origin): void {
  const list = new Arguments(command, rows.context);
  const counted = /^\d+$/.test(list.peek()?.text ?? '') ? list.next()?.text : undefined;
  const said = list.option('limit') ?? counted;
  const rowsKept = Number(said ?? 0);
  if (said === undefined) keepsFew(command, '10,000 results', rows.context);
  const by: { value: Expression; descending: boolean; absentFirst: boolean }[] = [];
  let descending = false;
  let turned = false;
  for (let next = list.next(); next !== undefined; next = list.next()) {
    if (next.kind === 'word' && (next.text === '-' || next.text === '+')) descending = next.text === '-';
    else if (next.kind === 'word' && /^(?:d|desc)$/i.test(next.text) && list.peek() === undefined)
      turned = true;
    else {
      const [, sign = '', name = ''] = /^([+-]?)([\s\S]*)$/.exec(nameOf(next)) ?? [];
      const inner =
        /^(?:auto|str|ip|num)$/.test(name) && list.peek()?.kind === 'group' ? list.next() : undefined;
      const named = inner === undefined ? name : decodeName(inner.text.slice(1, -1).trim());
      const value = valueNamed(named, rows, command);
      by.push({ value, descending: sign === '-' || descending, absentFirst: false });
      descending = false;
    }
  }
  if (by.length === 0) list.fail();
  rows.add({
    kind: 'sort',
    by: by.map(each => ({ ...each, descending: each.descending !== turned })),
    origin,
  });
  if (rowsKept > 0) rows.add({ kind: 'limit', rows: rowsKept, from: 'head', origin });
}

/**
 * The first results, or the last ones, of which the last comes first.
 * https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/tail
 */
function limit(command: Command, rows: Rows, origin: Origin): void {
  const list = new Arguments(command, rows.context);
  const count = list.option('limit') ?? list.next()?.text ?? '10';
  list.end();
  if (!/^\d+$/.test(count)) list.refuse('only a number of results is read');
  inSearchOrder(rows, origin);
  const kept = { kind: 'limit', rows: Number(count), origin } as const;
  const turned = command.name === 'tail' ? turnedOrder(rows, origin) : undefined;
  if (turned !== undefined) rows.add(turned);
  rows.add({ ...kept, from: command.name === 'tail' && turned === undefined ? 'tail' : 'head' });
}

/** https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/reverse */
function reverse(command: Command, rows: Rows, origin: Origin): void {
  const list = new Arguments(command, rows.context);
  list.end();
  inSearchOrder(rows, origin);
  const turned = turnedOrder(rows, origin);
  if (turned === undefined) list.refuse('it turns round an order that is not known');
  else rows.add(turned);
}

/**
 * A span is one of time for `_time`, or with a unit of time; else the bins are ranges of numbers, and no numbers themselves.
 * https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/bin
 */
function binOf(command: Command, context: Context) {
  const list = new Arguments(command, context);
  let span: string | undefined;
  let name: string | undefined;
  let alias: string | undefined;
  while (list.peek() !== undefined) {
    const option = list.option('span');
    if (option !== undefined) span = option;
    else if (list.eat('as') !== undefined) alias = list.next()?.text;
    else if (list.peek(1)?.kind === 'equals') return list.refuse('only span= is read');
    else name = nameOf(list.next() ?? { kind: 'word', text: '', start: 0, end: 0 });
  }
  const seconds = span === undefined ? undefined : secondsOf(span);
  if (name === undefined) return list.fail();
  if (seconds === undefined || seconds === 0) return list.refuse('a span of a fixed length is needed');
  if (name !== '_time' && /^\d+$/.test(span ?? ''))
    return list.refuse(`bins of numbers are texts, such as 0-${span}; only those of times are read`);
  if (isOfDays(span ?? '')) context.report(diagnose('spl/time-zone', {}, context.span(command)));
  return { name, as: alias ?? name, seconds };
}

function binEvents(command: Command, state: EventsState, context: Context): EventsState | undefined {
  const found = binOf(command, context);
  return found && { ...state, fields: bindToRows(state.fields, [found.as], context) };
}

/** Down to the next lower multiple of the span; a clock bucket for a time in seconds since the epoch. */
function bin(command: Command, rows: Rows, origin: Origin): void {
  const found = binOf(command, rows.context);
  if (found === undefined) return;
  const left = valueNamed(found.name, rows, command);
  const right: Expression = { kind: 'literal', value: found.seconds, origin };
  const rest: Expression = { kind: 'arithmetic', operator: 'modulo', left, right, origin };
  const value: Expression = { kind: 'arithmetic', operator: 'subtract', left, right: rest, origin };
  rows.add({ kind: 'extend', fields: [{ name: found.as, value }], origin });
  rows.addName(found.as);
  if (found.as === found.name) rows.spans.set(found.as, found.seconds);
}
