import type { LogSource, Measure, Search, Stage } from '../../../ir/index.ts';
import type { Body, Expression, Item, Ordering, Query, Select, Source } from '../ast.ts';
import { secondsOf } from '../strings.ts';
import { missingIn } from './chain.ts';
import { conditionOf, conjuncts } from './condition.ts';
import { cutOf, withCut } from './cut.ts';
import { lowerValue } from './expression.ts';
import { flat } from './flat.ts';
import { grouped, isValue } from './group.ts';
import { isIndicators, withIndicators } from './indicators.ts';
import { isLookup, withLookup } from './lookup.ts';
import { isAggregate, measureOf } from './measures.ts';
import { withoutMissing } from './missing.ts';
import { nearRows } from './near.ts';
import { withRowBefore } from './row-before.ts';
import { joinedEvents } from './sequence.ts';
import { beside, eventsTable, filtered, inTime, made, scopeOf, staged, type Table } from './table.ts';
import { unionOf } from './union.ts';
import { joined, type Kind, nowhere, type Scope, Unread, type Value } from './value.ts';

/** A search, and how far the query looks back, in seconds. */
export interface LoweredQuery {
  readonly search: Search;
  readonly lookBack: number | undefined;
  /** What comes out at a run: rows not older than this, in seconds. */
  readonly recent: number | undefined;
  /** Seconds between the first and the last event of which one row is made, at most, where the query says it. */
  readonly span: number;
  /** The tables that events are of, by the source that they have in the search: names as they are written. */
  readonly tables: ReadonlyMap<LogSource, readonly string[]>;
}

/** Lowers a query part by part, in the order in which they are written. */
export class QueryLowering {
  readonly #parts = new Map<string, Table>();
  readonly #lookBacks = new Set<number>();
  readonly #tables = new Map<LogSource, readonly string[]>();
  #recent: number | undefined;

  lower({ parts, body }: Query): LoweredQuery {
    for (const { name, body: part } of parts) this.#parts.set(name.toLowerCase(), this.body(part));
    const { search, reach } = this.body(body);
    const [lookBack, ...others] = this.#lookBacks;
    if (others.length > 0) throw new Unread('a look-back of several lengths');
    return { search, lookBack, recent: this.#recent, span: reach, tables: this.#tables };
  }

  private body([first, ...others]: Body): Table {
    if (first === undefined) throw new Unread('a union of nothing');
    const one = this.select(first);
    return others.length === 0
      ? one
      : unionOf(
          [one, ...others.map(each => this.select(each))],
          others.every(each => each.byName),
        );
  }

  private select(select: Select): Table {
    const { limit, order, ...rest } = select;
    if (limit === undefined) return this.chosen(select);
    const found = this.chosen({ ...rest, order });
    const stage = { kind: 'limit', rows: limit, from: 'head', origin: nowhere } as const;
    return { ...found, rows: 'other', search: staged(found.search, ...inOrder(order, found), stage) };
  }

  private chosen(select: Select): Table {
    if (isLookup(select)) return withLookup(this.from(select.from).table, select);
    if (select.joins.some(({ isLeft }) => isLeft)) throw new Unread('a LEFT JOIN of other rows');
    if (select.joins.length > 0 && select.groups !== undefined) {
      const { table, recent } = nearRows(select, source => this.source(source));
      if (recent !== undefined) this.#recent = Math.min(this.#recent ?? recent, recent);
      return table;
    }
    if (select.joins.length > 0) return joinedEvents(select, source => this.source(source));
    const { table, isPart } = this.from(select.from);
    const rows = select.where === undefined ? table : this.where(table, select.where, isPart);
    const isGrouped =
      select.groups !== undefined || select.having !== undefined || select.items.some(aggregates);
    if (isGrouped && select.qualify !== undefined) throw new Unread('QUALIFY of groups');
    if (isGrouped) return grouped(rows, select);
    return qualified(shown(rows, select.items), select.qualify);
  }

  private from(source: Source): { readonly table: Table; readonly isPart: boolean } {
    if (source.body !== undefined) return { table: this.bracketed(source.body), isPart: false };
    const table = this.source(source);
    const rows = table ?? this.events(source);
    const { flattened } = source;
    return {
      table: flattened === undefined ? rows : flat(rows, flattened),
      isPart: table !== undefined,
    };
  }

  /** Tables of one source, side by side. */
  private bracketed(body: Body): Table {
    const isPlain = body.every(
      ({ items, from, joins, where, groups, having, qualify, limit }) =>
        items.every(({ kind }) => kind === 'star') &&
        this.source(from) === undefined &&
        from.body === undefined &&
        from.flattened === undefined &&
        joins.length === 0 &&
        [where, groups, having, qualify, limit].every(each => each === undefined),
    );
    if (!isPlain) throw new Unread('a query in brackets');
    return this.events(...body.map(({ from }) => from));
  }

  private events(...tables: readonly Source[]): Table {
    const source: LogSource = {};
    this.#tables.set(
      source,
      tables.map(({ name }) => name.join('.')),
    );
    return eventsTable(source);
  }

  private source({ name }: Source): Table | undefined {
    return name.length === 1 ? this.#parts.get((name[0] ?? '').toLowerCase()) : undefined;
  }

  /** `p_occurs_since` on a table is how far it looks back, on what was found how new that has to be. */
  private where(table: Table, where: Expression, isPart: boolean): Table {
    const rest: Expression[] = [];
    const matches: Expression[] = [];
    const missing: Expression[] = [];
    for (const each of conjuncts(where)) {
      const since = sinceOf(each);
      if (missingIn(each) !== undefined) missing.push(each);
      else if (since === undefined && isIndicators(each)) matches.push(each);
      else if (since === undefined) rest.push(each);
      else if (isPart) this.#recent = Math.min(this.#recent ?? since, since);
      else this.#lookBacks.add(since);
    }
    const scope = scopeOf(table);
    const all = rest.map(each => conditionOf(each, scope));
    const found = matches.reduce(withIndicators, filtered(table, joined('and', all).whenTrue));
    return missing.reduce(
      (rows, each, index) =>
        withoutMissing(rows, `missing_${index + 1}`, each, source => this.source(source)),
      found,
    );
  }
}

/** Numbers, times and texts are ordered as such; what JSON holds is ordered by its types first. */
function inOrder(order: readonly Ordering[], table: Table): readonly Stage[] {
  if (order.length === 0) return [];
  const by = order.map(({ value, descending, nullsFirst }) => {
    const { expression, kind } = lowerValue(value, scopeOf(table));
    if (kind === 'array' || kind === 'variant') throw new Unread('rows in this order');
    return { value: expression, descending, absentFirst: nullsFirst };
  });
  return [{ kind: 'sort', by, origin: nowhere }];
}

/** Whether its rows come in another order than that of their time. */
function isSorted({ search }: Table): boolean {
  return search.kind === 'pipeline' && search.stages.some(({ kind }) => kind === 'sort');
}

/** Panther's macro: https://docs.panther.com/search/data-explorer#macros */
function sinceOf(expression: Expression): number | undefined {
  if (expression.kind !== 'call' || expression.name !== 'P_OCCURS_SINCE') return undefined;
  const [span] = expression.arguments;
  const seconds = span?.kind === 'string' ? secondsOf(`'${span.value}'`) : Number.NaN;
  if (Number.isNaN(seconds)) throw new Unread('a look-back of this kind');
  return seconds;
}

function aggregates(item: Item): boolean {
  return isValue(item) && containsAggregate(item.value);
}

function containsAggregate(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(containsAggregate);
  if (typeof node !== 'object' || node === null) return false;
  if ('kind' in node && isAggregate(node as Expression)) return true;
  return Object.values(node).some(containsAggregate);
}

/** Columns by what they are made of; what is reckoned over other rows too is made a stage. */
function shown(table: Table, items: readonly Item[]): Table {
  const isOpen = items.some(item => item.kind === 'star');
  let rows = table;
  const columns = new Map<string, Value>(isOpen ? table.columns : []);
  for (const [index, item] of items.entries()) {
    if (item.kind === 'star') continue;
    const { value, alias } = item;
    const name = alias ?? (value.kind === 'name' ? value.parts.at(-1) : undefined) ?? `column_${index}`;
    const cut = cutOf(value);
    if (cut !== undefined) {
      const label = `cut_${index}_${name}`;
      rows = withCut(rows, label, cut);
      columns.set(name.toLowerCase(), made(label, 'text')[1]);
    } else if (value.kind === 'call' && value.name === 'LAG') {
      const before = withRowBefore(rows, `before_${index}_${name}`, value);
      rows = { ...before.table, reach: Math.max(rows.reach, 2 * table.reach) };
      columns.set(name.toLowerCase(), before.value);
    } else if (value.kind === 'call' && value.over !== undefined) {
      const label = `reckoned_${index}_${name}`;
      const beyond = value.over.frame?.seconds ?? 0;
      rows = { ...overRows(rows, label, value), reach: Math.max(rows.reach, table.reach + beyond) };
      columns.set(name.toLowerCase(), made(label, kindOver(value, scopeOf(table)))[1]);
    } else columns.set(name.toLowerCase(), lowerValue(value, scopeOf(table)));
  }
  return { ...rows, columns, open: isOpen && table.open };
}

type Call = Extract<Expression, { kind: 'call' }>;

function kindOver({ over: _over, ...call }: Call, scope: Scope): Kind {
  return measureOf(call, scope).kind;
}

/** https://docs.snowflake.com/en/sql-reference/functions-window-syntax */
function overRows(table: Table, name: string, { over, ...call }: Call): Table {
  const scope = scopeOf(table);
  const { measure, kind } = measureOf(call, scope);
  if (kind !== 'number' && kind !== 'time' && (over?.order.length !== 0 || over.frame !== undefined))
    throw new Unread(`${call.name} over rows`);
  const named: Measure = { ...measure, name };
  const by = (over?.by ?? []).map(each => lowerValue(each, scope).expression);
  const [order, ...others] = over?.order ?? [];
  if (order === undefined && over?.frame === undefined)
    return {
      ...table,
      rows: beside(table),
      search: staged(table.search, {
        kind: 'joinAggregate',
        by: by.map((value, index) => ({ name: `key_${index + 1}`, value })),
        measures: [named],
        origin: nowhere,
      }),
    };
  const time = order === undefined ? undefined : lowerValue(order.value, scope).expression;
  const isTime = time?.kind === 'field' && time.name === 'p_event_time';
  if (others.length > 0 || order?.descending !== false || over?.frame === undefined || !isTime)
    throw new Unread('rows in this order');
  const { seconds } = over.frame;
  if (Number.isNaN(seconds)) throw new Unread('a frame of this length');
  const span = seconds === undefined ? {} : { span: seconds };
  return {
    ...table,
    rows: beside(table),
    search: inTime(table, { kind: 'window', by, measures: [named], ...span, origin: nowhere }),
  };
}

/** Rows chosen by what was reckoned beside them. */
function qualified(table: Table, qualify: Expression | undefined): Table {
  if (qualify === undefined) return table;
  return conjuncts(qualify).reduce<Table>((rows, each) => {
    const first = firstOf(each, rows);
    return first ?? filtered(rows, conditionOf(each, scopeOf(rows)).whenTrue);
  }, table);
}

/** `ROW_NUMBER() OVER (PARTITION BY … ORDER BY time) <= count`: the first rows of each key, or with DESC the newest; no value is a key. */
function firstOf(expression: Expression, table: Table): Table | undefined {
  if (expression.kind !== 'binary' || expression.left.kind !== 'call') return undefined;
  const { operator, left, right } = expression;
  if (left.name !== 'ROW_NUMBER') return undefined;
  const scope = scopeOf(table);
  const [order, ...others] = left.over?.order ?? [];
  const time = order === undefined ? undefined : lowerValue(order.value, scope).expression;
  const isTime = time?.kind === 'field' && time.name === 'p_event_time';
  const keep = right.kind === 'number' ? right.value : Number.NaN;
  if (
    order === undefined ||
    others.length > 0 ||
    !isTime ||
    (operator !== '<=' && !(operator === '=' && keep === 1))
  )
    throw new Unread('rows by their number');
  const by = (left.over?.by ?? []).map(each => lowerValue(each, scope).expression);
  return {
    ...table,
    rows: beside(table),
    search: staged(table.search, ...(order.descending || isSorted(table) ? inOrder([order], table) : []), {
      kind: 'dedup',
      by,
      keep,
      whole: true,
      origin: nowhere,
    }),
  };
}
