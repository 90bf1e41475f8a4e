import { compileExpression, compilePredicate, type EventData } from '../../evaluate/index.ts';
import { type Expression, fieldsOf, type Measure, type Value } from '../../ir/index.ts';
import { type EventKind, literalsOf, longerTexts } from './event-kind.ts';
import { expressionIn, predicateIn, type RowKind } from './row-kinds.ts';
import type { Bound, Bounds } from './series-bounds.ts';

/** Events that make rows of a kind, of which measures are taken. */
export interface Part {
  readonly kind: EventKind;
  readonly row: RowKind;
}

/** One event of those that a condition on measures asks for. */
export interface WantedEvent {
  /** The place of its part. */
  readonly kind: number;
  readonly data: EventData;
}

/** The most events that are put together for one condition. */
export const mostWanted = 2500;

/** As many events, with as many values, as it takes to keep measures within their bounds; undefined where that is too many. */
export function eventsWithin(
  parts: readonly Part[],
  measures: readonly Measure[],
  bounds: Bounds,
): readonly WantedEvent[] | undefined {
  const asked = measures.flatMap(measure => {
    const bound = bounds.get(measure.name);
    return bound === undefined ? [] : [{ measure, bound, takes: parts.map(part => takeOf(measure, part)) }];
  });
  const gathering = new Gathering(parts, asked);
  for (const each of asked) if (severalValues.has(each.measure.function)) gathering.vary(each);
  for (const each of asked) if (amounts.has(each.measure.function)) gathering.count(each);
  gathering.atLeastOne();
  for (const each of asked) gathering.measure(each);
  return gathering.events.length > mostWanted ? undefined : gathering.events;
}

const severalValues: ReadonlySet<Measure['function']> = new Set(['countDistinct', 'values']);
const amounts: ReadonlySet<Measure['function']> = new Set(['count', 'sum']);
const ofNumbers: ReadonlySet<Measure['function']> = new Set([
  ...(['sum', 'average', 'minimum', 'maximum', 'median', 'percentile'] as const),
]);

/** What a measure takes of an event. */
interface Take {
  readonly values: (event: EventData) => readonly unknown[];
  readonly of: readonly Expression[];
}

interface Asked {
  readonly measure: Measure;
  readonly bound: Bound;
  readonly takes: readonly (Take | undefined)[];
}

function takeOf({ of, where }: Measure, { row }: Part): Take | undefined {
  const condition = where === undefined ? undefined : predicateIn(where, row);
  const own = of.map(each => expressionIn(each, row));
  if (!own.every(each => each !== undefined) || (where !== undefined && condition === undefined))
    return undefined;
  const holds = condition === undefined ? () => true : compilePredicate(condition);
  const reads = own.map(each => compileExpression(each));
  const values = (event: EventData): readonly unknown[] => {
    if (!holds(event)) return [];
    return reads.length === 0 ? [1] : reads.flatMap(read => [...read(event)]);
  };
  return { values, of: own };
}

/** The group of an event. */
function keysOf({ kind: { keys } }: Part): (event: EventData) => string {
  const reads = keys.map(key => compileExpression(key));
  return event => JSON.stringify(reads.map(read => read(event)));
}

class Gathering {
  readonly events: WantedEvent[] = [];
  private readonly parts: readonly Part[];
  private readonly asked: readonly Asked[];

  constructor(parts: readonly Part[], asked: readonly Asked[]) {
    this.parts = parts;
    this.asked = asked;
  }

  /** So many differing values, of the parts in turn. */
  vary({ takes, bound: { low } }: Asked): void {
    const seen = new Set<string>();
    const taken = (take: Take | undefined, data: EventData): string =>
      JSON.stringify(take?.values(data) ?? []);
    for (const { kind, data } of this.events) seen.add(taken(takes[kind], data));
    seen.delete('[]');
    for (const [kind, part] of this.parts.entries()) {
      const take = takes[kind];
      if (take === undefined) continue;
      const keys = keysOf(part);
      const own = keys(part.kind.base);
      for (const data of variants(part, take.of, low)) {
        if (seen.size >= low) return;
        const key = taken(take, data);
        if (key === '[]' || seen.has(key) || keys(data) !== own) continue;
        seen.add(key);
        this.events.push({ kind, data });
      }
    }
  }

  /** So many events, or so much of all together, by events that no other measure has too many of. */
  count({ takes, bound: { low } }: Asked): void {
    const amountOf = (take: Take | undefined, data: EventData): number =>
      (take?.values(data) ?? []).reduce<number>((sum, value) => sum + (Number(value) || 0), 0);
    const isCount = (kind: number, data: EventData): number => {
      const take = takes[kind];
      return take?.of.length === 0 ? take.values(data).length : amountOf(take, data);
    };
    const sum = this.events.reduce((all, { kind, data }) => all + isCount(kind, data), 0);
    if (sum >= low) return;
    const gains = this.parts.map(({ kind: { base } }, kind) => isCount(kind, base));
    const [best] = [...gains.keys()]
      .filter(kind => (gains[kind] ?? 0) > 0)
      .sort((one, other) => this.restraints(one) - this.restraints(other));
    const part = best === undefined ? undefined : this.parts[best];
    if (best === undefined || part === undefined) return;
    const times = Math.min(Math.ceil((low - sum) / (gains[best] ?? 1)), mostWanted + 1);
    for (let time = 0; time < times; time++) this.events.push({ kind: best, data: part.kind.base });
  }

  /** Measures that must not grow too large and that an event of the part counts for. */
  private restraints(kind: number): number {
    const base = this.parts[kind]?.kind.base ?? {};
    return this.asked.filter(
      ({ bound, takes }) => Number.isFinite(bound.high) && (takes[kind]?.values(base).length ?? 0) > 0,
    ).length;
  }

  atLeastOne(): void {
    const [part] = this.parts;
    if (this.events.length === 0 && part !== undefined) this.events.push({ kind: 0, data: part.kind.base });
  }

  /** Every event has the number that is asked for. */
  measure({ measure, bound: { low, high }, takes }: Asked): void {
    if (!ofNumbers.has(measure.function)) return;
    const wanted = low > 0 ? low : high;
    const total = measure.function === 'sum' ? Math.ceil(wanted / Math.max(1, this.events.length)) : wanted;
    for (const [index, { kind, data }] of this.events.entries()) {
      const [expression] = takes[kind]?.of ?? [];
      if (expression?.kind !== 'field' || !Number.isFinite(total)) continue;
      const event = this.parts[kind]?.kind.like({ ...data, [expression.name]: total });
      if (event !== undefined) this.events[index] = { kind, data: event };
    }
  }
}

/** Events of a part that differ in what an expression is made of; the usual one first. */
export function* variants(
  { kind, row }: Part,
  of: readonly Expression[],
  count: number,
): Generator<EventData> {
  yield kind.base;
  const names = new Set(of.flatMap(each => fieldsOf(each).map(({ name }) => name)));
  for (const name of names) {
    const values = [...literalsOf(name, row.where), ...plainValues(kind.base[name], count)];
    for (const value of values) {
      const event = kind.like({ ...kind.base, [name]: value });
      if (event !== undefined) yield event;
    }
  }
}

function* plainValues(held: unknown, count: number): Generator<Value> {
  for (let place = 1; place <= count; place++) {
    if (typeof held === 'number') yield held + place;
    yield `value-${place}`;
    yield `10.2.${Math.floor(place / 250)}.${(place % 250) + 1}`;
    yield 1000 + place;
    if (typeof held === 'string') yield* longerTexts(held, place);
  }
}
