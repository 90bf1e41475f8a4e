import { diagnose } from '../../diagnostics/index.ts';
import { exists, field, not, type Search, type Stage } from '../../ir/index.ts';
import type * as ast from './ast.ts';
import { splitCommands } from './commands.ts';
import type { Context } from './context.ts';
import { type Listed, readListed } from './listed-commands.ts';
import { matchedEvents } from './matched-events.ts';
import type { Rows } from './pipeline-state.ts';

/** A subsearch that is asked beside what else a search asks. */
export interface AskedList {
  readonly term: ast.SearchTerm;
  readonly isNegated: boolean;
}

/** What a search asks, without the lists among its conjuncts; the rest is undefined when there is nothing else. */
export function withoutLists(node: ast.SearchExpression): {
  readonly rest: ast.SearchExpression | undefined;
  readonly lists: readonly AskedList[];
} {
  const operands = node.kind === 'and' ? node.operands : [node];
  const lists = operands.flatMap(each => askedList(each) ?? []);
  if (lists.length === 0) return { rest: node, lists };
  const others = operands.filter(each => askedList(each) === undefined);
  const [only, ...more] = others;
  return {
    rest: only === undefined || more.length === 0 ? only : { ...node, kind: 'and', operands: others },
    lists,
  };
}

function askedList(node: ast.SearchExpression): AskedList | undefined {
  if (node.kind === 'not') {
    const inner = askedList(node.operand);
    return inner && { ...inner, isNegated: inner.isNegated !== (node.count % 2 === 1) };
  }
  return node.kind === 'term' && node.form === 'subsearch' ? { term: node, isNegated: false } : undefined;
}

/** Rows that a list has, or does not have. */
export function askList({ term, isNegated }: AskedList, rows: Rows): void {
  const { context } = rows;
  const range = { start: term.start + 1, end: term.end - 1 };
  const commands = splitCommands({ expanded: context.expanded, passes: new Set() }, range, true);
  if ('code' in commands) {
    context.report(commands);
    return;
  }
  const listed = readListed(commands, range, context);
  if (listed === undefined) return;
  if (listed.from.kind === 'table') rows.add(...tableStages(listed.from.name, listed, isNegated, term, rows));
  else askSearch(listed.from.range, listed, isNegated, term, rows);
}

/**
 * Rows of which the table has a row. A column is looked up under its own name, and is there where there is a row; a field of that name is
 * put aside, and comes back behind.
 */
function tableStages(
  table: string,
  { columns }: Listed,
  isNegated: boolean,
  term: ast.SearchTerm,
  { context }: Rows,
): readonly Stage[] {
  const origin = context.origin(term);
  const [first] = columns;
  if (first === undefined) return [];
  const outside = namesOutside(term, context);
  const aside = columns
    .filter(each => (each.column === each.field ? isNegated && each === first : outside.has(each.column)))
    .map(({ column }) => ({ name: freeName(`${column}_aside`, context), column }));
  const fields = [
    ...aside.map(({ name, column }) => ({ name, value: field(column, 'splunk', origin) })),
    ...columns
      .filter(each => each.column !== each.field)
      .map(each => ({ name: each.column, value: field(each.field, 'splunk', origin) })),
  ];
  const on = columns.map(({ column }) => column);
  const found = exists(field(first.column, 'splunk', origin), origin);
  const back = aside.map(({ name, column }) => ({ from: name, to: column }));
  return [
    ...(fields.length === 0 ? [] : [{ kind: 'extend', fields, origin } as const]),
    { kind: 'lookup', table, on, fields: [first.column], listed: true, origin },
    { kind: 'filter', where: isNegated ? not(found, origin) : found, origin },
    ...(back.length === 0 ? [] : [{ kind: 'rename', fields: back, origin } as const]),
  ];
}

/** The words of a search around one of its subsearches. */
function namesOutside({ start, end }: ast.Range, { expanded: { text } }: Context): ReadonlySet<string> {
  return new Set(`${text.slice(0, start)} ${text.slice(end)}`.split(/[^\w.:{}@-]+/));
}

function freeName(name: string, { expanded: { text } }: Context): string {
  let free = name;
  for (let at = 2; text.includes(free); at++) free = `${name}_${at}`;
  return free;
}

/** Events of which a value is among those of other events. */
function askSearch(
  range: ast.Range,
  { columns }: Listed,
  isNegated: boolean,
  term: ast.SearchTerm,
  rows: Rows,
): void {
  const { context } = rows;
  const why = whyUnread(isNegated, rows);
  if (why !== undefined) context.report(diagnose('spl/subsearch', { why }, context.span(term)));
  const found = why === undefined ? context.subsearch?.(range, true) : undefined;
  if (found === undefined) return;
  const origin = context.origin(term);
  const indicators: Search = matchedEvents(found) ?? found;
  const pair = columns.map(({ column, field: name }) => ({
    event: field(name, 'splunk', origin),
    indicator: field(column, 'splunk', origin),
  }));
  rows.from = { kind: 'indicatorMatch', from: rows.from, indicators, pairs: [pair], origin };
}

function whyUnread(isNegated: boolean, { stages, from }: Rows): string | undefined {
  if (isNegated) return 'what is not among the events of another search is said by no rule';
  return stages.length === 0 && /^(?:events|indicatorMatch)$/.test(from.kind)
    ? undefined
    : 'it is asked of results, where a list of events is read that is asked of events';
}
