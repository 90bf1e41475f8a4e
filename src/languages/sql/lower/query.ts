import type { LogSource, Search } from '../../../ir/index.ts';
import type { Body, Expression, Item, Query, Select, Source } from '../ast.ts';
import { containsAggregate } from './aggregates.ts';
import { missingIn } from './chain.ts';
import { shown } from './columns.ts';
import { conditionOf, conjuncts } from './condition.ts';
import { flat } from './flat.ts';
import { grouped, isValue } from './group.ts';
import { isIndicators, withIndicators } from './indicators.ts';
import { sinceOf, sinceTime } from './look-back.ts';
import { isLookup, withLookup } from './lookup.ts';
import { withoutMissing } from './missing.ts';
import { nearRows } from './near.ts';
import { inOrder, qualified } from './qualify.ts';
import { type Reading, type Tables, withoutAliases } from './reading.ts';
import { joinedEvents } from './sequence.ts';
import { eventsOfTable, eventsTable, filtered, scopeOf, staged, type Table } from './table.ts';
import { unionOf } from './union.ts';
import { joined, nowhere, Unread } from './value.ts';

/** A search, and how far the query looks back, in seconds. */
export interface LoweredQuery {
  readonly search: Search;
  readonly lookBack: number | undefined;
  /** What comes out at a run: rows not older than this, in seconds. */
  readonly recent: number | undefined;
  /** Of a query that an author wrote: how many rows a run keeps, and what the reading rests on. */
  readonly limit?: number;
  readonly given: readonly string[];
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
  readonly #reading: Reading | undefined;
  #recent: number | undefined;

  constructor(tables?: Tables) {
    this.#reading = tables && { ...tables, given: new Set() };
  }

  lower({ parts, body }: Query): LoweredQuery {
    for (const { name, body: part } of parts) this.#parts.set(name.toLowerCase(), this.body(part));
    const { limit, ...only } = { ...body[0] };
    const isLimited = this.#reading !== undefined && body.length === 1 && limit !== undefined;
    const { search, reach } = this.body(isLimited ? [only as Select] : body);
    const [lookBack, ...others] = this.#lookBacks;
    if (others.length > 0) throw new Unread('a look-back of several lengths');
    return {
      ...{ search, lookBack, recent: this.#recent, span: reach, tables: this.#tables },
      ...(isLimited ? { limit } : {}),
      given: [...(this.#reading?.given ?? [])].sort(),
    };
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
    if (this.#reading !== undefined) throw new Unread('LIMIT within a query');
    const found = this.chosen({ ...rest, order });
    const stage = { kind: 'limit', rows: limit, from: 'head', origin: nowhere } as const;
    return { ...found, rows: 'other', search: staged(found.search, ...inOrder(order, found), stage) };
  }

  private chosen(written: Select): Table {
    if (written.joins.length > 0) return this.joined(written);
    const { table, isPart } = this.from(written.from);
    const select = withoutAliases(written, table);
    const rows = select.where === undefined ? table : this.where(table, select.where, isPart);
    const isGrouped =
      select.groups !== undefined || select.having !== undefined || select.items.some(aggregates);
    if (isGrouped && select.qualify !== undefined) throw new Unread('QUALIFY of groups');
    if (isGrouped) return grouped(rows, select);
    return qualified(shown(rows, select.items), select.qualify);
  }

  private joined(select: Select): Table {
    if (this.#reading !== undefined) throw new Unread('JOIN');
    if (isLookup(select)) return withLookup(this.from(select.from).table, select);
    if (select.joins.some(({ isLeft }) => isLeft)) throw new Unread('a LEFT JOIN of other rows');
    if (select.groups === undefined) return joinedEvents(select, source => this.source(source));
    const { table, recent } = nearRows(select, source => this.source(source));
    if (recent !== undefined) this.#recent = Math.min(this.#recent ?? recent, recent);
    return table;
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
    if (!isPlain || this.#reading !== undefined) throw new Unread('a query in brackets');
    return this.events(...body.map(({ from }) => from));
  }

  private events(...tables: readonly Source[]): Table {
    if (this.#reading !== undefined) return eventsOfTable(tables[0]?.name ?? [], this.#reading);
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
      const since = sinceOf(each) ?? (this.#reading === undefined ? undefined : sinceTime(each));
      const isMissing = missingIn(each) !== undefined;
      if (isMissing && this.#reading !== undefined) throw new Unread('NOT EXISTS');
      if (isMissing) missing.push(each);
      else if (since === undefined && isIndicators(each)) matches.push(each);
      else if (since === undefined) rest.push(each);
      else if (isPart && this.#reading !== undefined) throw new Unread('a look-back on rows that were made');
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

function aggregates(item: Item): boolean {
  return isValue(item) && containsAggregate(item.value);
}
