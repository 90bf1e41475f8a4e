import { type Expression, fold, type NewTerms, type Predicate, type Stage } from '../../ir/index.ts';
import type { Command } from './ast.ts';
import { Arguments, nameOf } from './clause.ts';
import type { Handler, Rows } from './pipeline-state.ts';
import { whyUnread } from './unread-commands.ts';

/** The rows of a table put behind those of the search, and all of them written back to it. */
export interface Baseline {
  readonly table: string;
  readonly command: Command;
  /** How many stages come before the rows of the table. */
  readonly from: number;
  /** How many come before they are written back. */
  readonly to?: number;
}

type Aggregate = Extract<Stage, { kind: 'aggregate' }>;

/**
 * A baseline of when terms were first and last seen, which each run brings up to date:
 * https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/inputlookup,
 * https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/outputlookup
 */
export const baselineCommands: Readonly<Record<string, Handler>> = {
  inputlookup: { rows: append },
  outputlookup: { rows: write },
};

function append(command: Command, rows: Rows): void {
  const list = new Arguments(command, rows.context);
  const isAppended = /^(?:t|true|1)$/i.test(list.option('append') ?? '');
  const table = list.next();
  if (table === undefined) list.fail();
  else if (!isAppended) list.refuse(whyUnread('inputlookup') ?? '');
  else if (rows.baseline !== undefined || list.peek() !== undefined)
    list.refuse('rows are taken from the whole of one table alone');
  else rows.baseline = { table: nameOf(table), command, from: rows.stages.length };
}

function write(command: Command, rows: Rows): void {
  const list = new Arguments(command, rows.context);
  while (list.option('output_format', 'override_if_empty', 'create_empty') !== undefined);
  const table = list.next();
  const { baseline } = rows;
  if (table === undefined || list.peek() !== undefined) list.fail();
  else if (baseline === undefined || baseline.to !== undefined || baseline.table !== nameOf(table))
    list.refuse(whyUnread('outputlookup') ?? '');
  else rows.baseline = { ...baseline, to: rows.stages.length };
}

const unlike =
  'of a table that is put behind the rows a baseline is read: stats min(…) and max(…) of the time BY keys before it, a condition that takes out what was not seen for long, the same stats, outputlookup, and a condition on what was seen first lately';

/** New terms by a table; nothing else that is done with the rows of one is read. */
export function keptTerms(rows: Rows, baseline: Baseline): NewTerms | undefined {
  const { stages, from, context } = rows;
  const { from: start, to: end, command } = baseline;
  const refuse = (): undefined => new Arguments(command, context).refuse(unlike);
  const seen = stages[start - 1];
  const [written, ...others] = stages.slice(start, end).reverse();
  const [asked, ...more] = stages.slice(end);
  if (end === undefined || more.length > 0 || asked?.kind !== 'filter') return refuse();
  if (seen?.kind !== 'aggregate' || written?.kind !== 'aggregate') return refuse();
  const times = timesOf(seen, isEventTime);
  const names = seen.by.map(({ name }) => name);
  if (times === undefined || seen.window !== undefined || !isSame(written, names, times)) return refuse();
  const history = agedBy(others, names, times.last);
  const recent = secondsAgo(asked.where, times.first);
  if (history === undefined || recent === undefined) return refuse();
  const filled = new Set(others.flatMap(stage => (stage.kind === 'fill' ? stage.fields : [])));
  const before = stages.slice(0, start - 1);
  return {
    kind: 'newTerms',
    from: before.length === 0 ? from : { kind: 'pipeline', from, stages: before, origin: from.origin },
    fields: seen.by.map(({ value }) => value),
    history,
    kept: { recent, unfilled: names.filter(name => !filled.has(name)) },
    origin: from.origin,
  };
}

const functions = { first: 'minimum', last: 'maximum' } as const;

interface Times {
  readonly first: string;
  readonly last: string;
}

/** The columns that hold when a term was first and last seen, and nothing that comes of some events alone. */
function timesOf(stage: Aggregate, isTime: (of: Expression | undefined, which: keyof Times) => boolean) {
  const column = (which: keyof Times): string | undefined =>
    stage.measures.find(
      each => functions[which] === each.function && each.where === undefined && isTime(each.of[0], which),
    )?.name;
  const [first, last] = [column('first'), column('last')];
  return first === undefined || last === undefined ? undefined : { first, last };
}

function isEventTime(of: Expression | undefined): boolean {
  return of?.kind === 'field' && of.name === '_time';
}

/** The same terms and times of the rows of both. */
function isSame(stage: Aggregate, names: readonly string[], times: Times): boolean {
  const found = timesOf(stage, (of, which) => nameIn(of) === times[which]);
  const keys = stage.by.map(({ name, value }) => (nameIn(value) === name ? name : ''));
  return (
    stage.window === undefined &&
    found?.first === times.first &&
    found.last === times.last &&
    keys.length === names.length &&
    names.every(name => keys.includes(name))
  );
}

/** Seconds after which a row goes; a CSV file holds an empty key as no value, which is filled in again. */
function agedBy(stages: readonly Stage[], names: readonly string[], last: string): number | undefined {
  let history: number | undefined;
  for (const stage of stages) {
    if (stage.kind === 'filter' && history === undefined) history = secondsAgo(stage.where, last);
    else if (stage.kind !== 'fill' || !isEmptyKeys(stage, names)) return undefined;
  }
  return history;
}

function isEmptyKeys({ fields, value }: Extract<Stage, { kind: 'fill' }>, names: readonly string[]): boolean {
  return value.kind === 'literal' && value.value === '' && fields.every(name => names.includes(name));
}

/** `column >= relative_time(now(), "-SECONDSs")`. */
function secondsAgo(predicate: Predicate, column: string): number | undefined {
  const where = fold(predicate);
  if (where.kind !== 'compares' || where.as !== 'time' || where.operator !== 'gte') return undefined;
  if (nameIn(where.left) !== column || where.right.kind !== 'literal') return undefined;
  const seconds = /^now-(\d+)s$/.exec(String(where.right.value))?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}

function nameIn(expression: Expression | undefined): string | undefined {
  if (expression?.kind === 'coercion') return nameIn(expression.operand);
  return expression?.kind === 'field' ? expression.name : undefined;
}
