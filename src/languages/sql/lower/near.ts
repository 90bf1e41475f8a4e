import type { Measure, Search, Stage, Union } from '../../../ir/index.ts';
import type { Expression, Select, Source } from '../ast.ts';
import { secondsOfUnit } from '../strings.ts';
import { isAggregate } from './aggregates.ts';
import { conditionOf, conjuncts } from './condition.ts';
import { lowerValue } from './expression.ts';
import { mapped } from './mapped.ts';
import { measureOf } from './measures.ts';
import { beside, eventTimes, filtered, made, scopeOf, staged, type Table } from './table.ts';
import { joined, nowhere, Unread, type Value } from './value.ts';

type Call = Extract<Expression, { kind: 'call' }>;

export interface NearRows {
  readonly table: Table;
  /** Seconds that are looked back on from the run. */
  readonly recent: number | undefined;
}

/** Each event with what is reckoned of those like it that came up to so many seconds before it, itself among them. */
export function nearRows(select: Select, source: (source: Source) => Table | undefined): NearRows {
  const { from, joins, where, groups = [], having, qualify } = select;
  const [join, ...others] = joins;
  const table = source(from);
  if (join === undefined || others.length > 0 || where !== undefined || qualify !== undefined)
    throw new Unread('a condition on joined events');
  if (table === undefined || table.open || from.name.join() !== join.with.name.join())
    throw new Unread('a join of other rows than events');
  if (table.rows === 'other') throw new Unread('a join of other rows than events');
  const [last, near] = [from, join.with].map(each => (each.alias ?? each.name.at(-1) ?? '').toLowerCase());
  const names = { last: last ?? '', near: near ?? '' };
  if (!groups.some(each => isColumn(each, names.last, 'p_row_id')))
    throw new Unread('groups of joined events');
  const isTwice = table?.rows === 'side by side' && !groups.some(each => tellsParts(each, names.last, table));
  const { keys, within } = linkOf(join.on, names);
  const asked = having === undefined ? [] : conjuncts(having);
  const recents = asked.flatMap(each => recentOf(each, names.last) ?? []);
  const conditions = asked.filter(each => recentOf(each, names.last) === undefined);
  const rows = reckoned(
    table,
    {
      conditions: conditions.map(each => plainNames(each, names)),
      items: select.items.flatMap(item => (item.kind === 'value' ? [shownItem(item, names)] : [])),
    },
    keys,
    within,
    isTwice,
  );
  return { table: rows, recent: recents.length === 0 ? undefined : Math.min(...recents) };
}

interface Names {
  readonly last: string;
  readonly near: string;
}

function isColumn(expression: Expression, alias: string, name: string): boolean {
  return (
    expression.kind === 'name' &&
    expression.parts.length === 2 &&
    expression.parts.join('.').toLowerCase() === `${alias}.${name}`
  );
}

/** A column of the row at hand that has a value of its own in each part of a union. */
function tellsParts(expression: Expression, last: string, { search }: Table): boolean {
  const name = expression.kind === 'name' ? expression.parts.at(-1)?.toLowerCase() : undefined;
  const union = name === undefined ? undefined : unionBelow(search, name);
  if (name === undefined || union === undefined || !isColumn(expression, last, name)) return false;
  const values = union.searches.flatMap(part => {
    const stage = part.kind === 'pipeline' ? part.stages.at(-1) : undefined;
    const column = stage?.kind === 'extend' ? stage.fields.find(each => each.name === name) : undefined;
    return column?.value.kind === 'literal' ? [column.value.value] : [];
  });
  return new Set(values).size === union.searches.length;
}

/** What the rows are made of, where nothing has taken the place of the column on the way. */
function unionBelow(search: Search, name: string): Union | undefined {
  if (search.kind !== 'pipeline') return search.kind === 'union' ? search : undefined;
  const isReplaced = search.stages.some(
    stage => stage.kind === 'extend' && stage.fields.some(each => each.name === name),
  );
  return isReplaced ? undefined : unionBelow(search.from, name);
}

/** The keys that both have, and the seconds that one is before the other at most. */
function linkOf(on: Expression, { last, near }: Names) {
  const keys: string[] = [];
  let within: number | undefined;
  let isBefore = false;
  for (const each of conjuncts(on)) {
    if (each.kind !== 'binary' || each.left.kind !== 'name') throw new Unread('a join by another condition');
    const name = each.left.parts.at(-1)?.toLowerCase() ?? '';
    const isTime = isColumn(each.left, near, 'p_event_time');
    if (!isColumn(each.left, near, name)) throw new Unread('a join by another condition');
    if (each.operator === '=' && isColumn(each.right, last, name)) keys.push(name);
    else if (isTime && each.operator === '<=' && isColumn(each.right, last, 'p_event_time')) isBefore = true;
    else if (isTime && each.operator === '>=')
      within = secondsBefore(each.right, time => isColumn(time, last, 'p_event_time'));
    else throw new Unread('a join by another condition');
  }
  if (within === undefined || !isBefore) throw new Unread('a join of events in any order');
  return { keys, within };
}

/** `DATEADD('second', -60, time)` */
function secondsBefore(expression: Expression, isTime: (time: Expression) => boolean): number | undefined {
  if (expression.kind !== 'call' || expression.name !== 'DATEADD') return undefined;
  const [unit, count, time] = expression.arguments;
  const length = unit?.kind === 'string' ? secondsOfUnit(unit.value) : undefined;
  const seconds =
    count?.kind === 'unary' && count.operator === '-' && count.operand.kind === 'number'
      ? count.operand.value
      : undefined;
  return length !== undefined && seconds !== undefined && time !== undefined && isTime(time)
    ? seconds * length
    : undefined;
}

/** Only events of the last part of what is looked back on are told of: `last.p_event_time > DATEADD(…)`. */
function recentOf(expression: Expression, last: string): number | undefined {
  if (expression.kind !== 'binary' || expression.operator !== '>') return undefined;
  if (!isColumn(expression.left, last, 'p_event_time')) return undefined;
  return secondsBefore(
    expression.right,
    time => time.kind === 'call' && time.name === 'P_CURRENT_TIMESTAMP' && time.arguments.length === 0,
  );
}

/** Columns without the name of the rows: what is reckoned is of the near ones. */
function plainNames(expression: Expression, { last, near }: Names): Expression {
  return mapped(expression, node => {
    if (node.kind !== 'name' || node.parts.length !== 2) return undefined;
    const [alias = '', name = ''] = node.parts;
    if (alias.toLowerCase() === last) throw new Unread('a condition on joined events');
    return alias.toLowerCase() === near ? { kind: 'name', parts: [name] } : undefined;
  });
}

/** A column of the row at hand, or what is reckoned of the near ones. */
interface Shown {
  readonly name: string;
  readonly own?: string;
  readonly value: Expression;
}

function shownItem(
  { value, alias }: Extract<Select['items'][number], { kind: 'value' }>,
  names: Names,
): Shown {
  const last = value.kind === 'name' ? value.parts.at(-1)?.toLowerCase() : undefined;
  const isOwn = last !== undefined && isColumn(value, names.last, last);
  return {
    name: (alias ?? last ?? '').toLowerCase(),
    value: isOwn ? value : plainNames(value, names),
    ...(isOwn ? { own: last } : {}),
  };
}

/** What is the same of a row that is there twice, as an event of two parts of a union is. */
const ofDifferent: ReadonlySet<Measure['function']> = new Set(['countDistinct', 'minimum', 'maximum']);

function reckoned(
  table: Table,
  { conditions, items }: { readonly conditions: readonly Expression[]; readonly items: readonly Shown[] },
  keys: readonly string[],
  within: number,
  isTwice: boolean,
): Table {
  const scope = scopeOf(table);
  const measures = new Map<string, Measure>();
  const columns = new Map<string, Value>();
  const measured = (call: Call): Expression => {
    const { measure, kind } = measureOf(call, scope);
    if (isTwice && !ofDifferent.has(measure.function))
      throw new Unread('a count of rows that may be one event');
    const text = JSON.stringify(call);
    const name = measures.get(text)?.name ?? `near_${measures.size + 1}`;
    measures.set(text, { ...measure, name });
    columns.set(...made(name, kind));
    return { kind: 'name', parts: [name] };
  };
  const inMeasures = (each: Expression): Expression =>
    mapped(each, node => (isAggregate(node) ? measured(node) : undefined));
  const wanted = conditions.map(inMeasures);
  const shown = items.map(item =>
    item.own === undefined ? { ...item, value: inMeasures(item.value) } : item,
  );
  const by = keys.map(name => {
    const value = table.columns.get(name);
    if (value === undefined) throw new Unread(`the column ${name}`);
    return value.expression;
  });
  const window: Stage = {
    kind: 'window',
    by,
    measures: [...measures.values()],
    span: within,
    origin: nowhere,
  };
  const rows: Table = {
    search: staged(table.search, eventTimes, window),
    columns,
    open: false,
    rows: beside(table),
    reach: table.reach + within,
  };
  const found = filtered(
    rows,
    joined(
      'and',
      wanted.map(each => conditionOf(each, scopeOf(rows))),
    ).whenTrue,
  );
  return { ...found, columns: new Map(shown.map(each => [each.name, valueShown(each, table, rows)])) };
}

function valueShown({ own, value }: Shown, table: Table, rows: Table): Value {
  const known = own === undefined ? undefined : table.columns.get(own);
  return known ?? lowerValue(value, scopeOf(rows));
}
