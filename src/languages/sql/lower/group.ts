import type { Measure, Named, Stage } from '../../../ir/index.ts';
import type { Expression, Item, Select } from '../ast.ts';
import { secondsOfUnit } from '../strings.ts';
import { isAggregate } from './aggregates.ts';
import { conditionOf } from './condition.ts';
import { lowerValue } from './expression.ts';
import { mapped } from './mapped.ts';
import { measureOf } from './measures.ts';
import { asOneValue, ifRead, unread } from './reading.ts';
import { filtered, made, scopeOf, staged, type Table } from './table.ts';
import { type Kind, nowhere, Unread, type Value } from './value.ts';

type Call = Extract<Expression, { kind: 'call' }>;
type ValueItem = Extract<Item, { kind: 'value' }>;
type Aggregate = Extract<Stage, { kind: 'aggregate' }>;

/** Rows put together. https://docs.snowflake.com/en/sql-reference/constructs/group-by */
export function grouped(table: Table, { items, groups = [], having }: Select): Table {
  const grouping = new Grouping(table, groups, items.filter(isValue));
  if (items.length !== items.filter(isValue).length) throw new Unread('all columns of a group');
  const shown = items
    .filter(isValue)
    .map(({ alias, value }) => ({ alias, value: ifRead(() => grouping.after(value), table) }));
  const wanted = having === undefined ? undefined : grouping.after(having);
  const rows = grouping.table();
  const scope = scopeOf(rows);
  const chosen = wanted === undefined ? rows : filtered(rows, conditionOf(wanted, scope).whenTrue);
  return { ...chosen, columns: shownColumns(shown, rows) };
}

export function isValue(item: Item): item is ValueItem {
  return item.kind === 'value';
}

interface ShownItem {
  readonly alias: string | undefined;
  /** Undefined where nothing is known of it. */
  readonly value: Expression | undefined;
}

function shownColumns(items: readonly ShownItem[], rows: Table): ReadonlyMap<string, Value> {
  const scope = scopeOf(rows);
  return new Map(
    items.map(({ value, alias }, index) => {
      const name = alias ?? (value && nameOf(value)) ?? `column_${index}`;
      const found = value && ifRead(() => lowerValue(value, scope), rows);
      return [name.toLowerCase(), found ?? unread] as const;
    }),
  );
}

/** The keys and measures of one GROUP BY, under names of their own. */
class Grouping {
  readonly #table: Table;
  readonly #keys: readonly { readonly text: string; readonly name: string; readonly value: Expression }[];
  readonly #measures = new Map<string, { readonly measure: Measure; readonly kind: Kind }>();
  readonly #items: readonly ValueItem[];

  constructor(table: Table, groups: readonly Expression[], items: readonly ValueItem[]) {
    this.#table = table;
    this.#items = items;
    this.#keys = groups.map((value, index) => {
      const text = JSON.stringify(value);
      const alias = items.find(item => JSON.stringify(item.value) === text)?.alias;
      return { text, name: alias ?? nameOf(value) ?? `key_${index + 1}`, value };
    });
  }

  /** An expression in terms of the row that a group becomes. */
  after(expression: Expression): Expression {
    return mapped(expression, node => {
      const key = this.#keys.find(({ text }) => text === JSON.stringify(node));
      if (key !== undefined) return { kind: 'name', parts: [key.name] };
      const array = ofArrays(node);
      if (array !== undefined) return this.measured(array.call, array.function);
      return isAggregate(node) ? this.measured(node) : undefined;
    });
  }

  private measured(call: Call, word?: Measure['function']): Expression {
    const text = `${word} ${JSON.stringify(call)}`;
    const known = this.#measures.get(text);
    const name = known?.measure.name ?? this.nameFor(call, word);
    if (known === undefined) {
      const { measure, kind } = measureOf(call, scopeOf(this.#table));
      const whole = { ...measure, name, ...(word === undefined ? {} : { function: word }) };
      this.#measures.set(text, { measure: whole, kind: word === 'countDistinct' ? 'number' : kind });
    }
    return { kind: 'name', parts: [name] };
  }

  /** What the query calls it, where it shows the aggregate as it is. */
  private nameFor(call: Call, word: Measure['function'] | undefined): string {
    const own = `measure_${this.#measures.size + 1}`;
    if (word !== undefined) return own;
    const text = JSON.stringify(call);
    const alias = this.#items.find(item => JSON.stringify(item.value) === text)?.alias;
    const taken = [...this.#keys, ...[...this.#measures.values()].map(({ measure }) => measure)];
    const isTaken = taken.some(({ name }) => name.toLowerCase() === alias?.toLowerCase());
    return alias === undefined || isTaken ? own : alias;
  }

  table(): Table {
    const scope = scopeOf(this.#table);
    const by: Named[] = [];
    let window: Aggregate['window'];
    const columns: (readonly [string, Value])[] = [];
    for (const { name, value } of this.#keys) {
      const slice = sliceOf(value, this.#table);
      if (slice !== undefined) {
        window = slice;
        columns.push([name.toLowerCase(), { expression: slice.field, kind: 'time' }]);
        continue;
      }
      const key = lowerValue(value, scope);
      if (key.kind === 'array') throw new Unread('a group of an array');
      asOneValue(key, scope);
      by.push({ name, value: key.expression });
      columns.push(made(name, key.kind));
    }
    const measures = [...this.#measures.values()];
    for (const { measure, kind } of measures) columns.push(made(measure.name, kind));
    const stage: Aggregate = {
      kind: 'aggregate',
      by,
      measures: measures.map(({ measure }) => measure),
      ...(window === undefined ? {} : { window }),
      origin: nowhere,
    };
    return {
      search: staged(this.#table.search, stage),
      columns: new Map(columns),
      open: false,
      rows: 'other',
      reach: this.#table.reach,
      ...(this.#table.reading === undefined ? {} : { reading: this.#table.reading }),
    };
  }
}

function nameOf(value: Expression): string | undefined {
  return value.kind === 'name' ? value.parts.at(-1) : undefined;
}

/** Buckets of the clock. https://docs.snowflake.com/en/sql-reference/functions/time_slice */
function sliceOf(
  value: Expression,
  table: Table,
): Extract<Aggregate['window'], { kind: 'tumbling' }> | undefined {
  if (value.kind !== 'call' || value.name !== 'TIME_SLICE') return undefined;
  const [time, count, unit] = value.arguments;
  const length = unit?.kind === 'string' ? secondsOfUnit(unit.value) : undefined;
  if (time === undefined || count?.kind !== 'number' || length === undefined) return undefined;
  const field = lowerValue(time, scopeOf(table));
  if (field.kind !== 'time') throw new Unread('slices of what is no time');
  return { kind: 'tumbling', length: count.value * length, field: field.expression };
}

/** The different values of all arrays of a group, or how many there are. */
function ofArrays(
  node: Expression,
): { readonly call: Call; readonly function: Measure['function'] } | undefined {
  if (node.kind !== 'call') return undefined;
  const [inner] = node.arguments;
  if (inner?.kind !== 'call') return undefined;
  if (node.name === 'ARRAY_DISTINCT' && isAggregate(inner) && inner.name === 'ARRAY_UNION_AGG')
    return { call: inner, function: 'values' };
  if (node.name !== 'ARRAY_SIZE') return undefined;
  if ((inner.name === 'ARRAY_AGG' && inner.distinct) || inner.name === 'ARRAY_UNIQUE_AGG')
    return { call: inner, function: 'countDistinct' };
  const distinct = ofArrays(inner);
  return distinct === undefined ? undefined : { call: distinct.call, function: 'countDistinct' };
}
