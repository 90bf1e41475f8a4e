import type { Item } from '../values.ts';
import { type Buckets, bucketStart } from './correlate-buckets.ts';
import { type Combination, identityOf } from './keys.ts';
import type { MeasuredGroup, Measures } from './measures.ts';
import type { SearchNode } from './node.ts';
import type { Emit, Row } from './row.ts';

export interface AggregatePlan {
  readonly names: readonly string[];
  /** No value is a group of its own; a row with several values is in the group of each. */
  readonly keysOf: (row: Row) => readonly Combination[];
  readonly measures: Measures;
  readonly buckets: (Buckets & { readonly name: string }) | undefined;
}

interface Group {
  readonly key: Readonly<Record<string, Item>>;
  readonly bucket: number | undefined;
  readonly measured: MeasuredGroup;
  readonly events: Set<number>;
  last: Row;
}

/** Rows made of groups: the keys and measures by their names. Without keys there is one row, even of nothing. */
export class AggregateNode implements SearchNode {
  private readonly plan: AggregatePlan;
  private readonly emit: Emit;
  private readonly groups = new Map<string, Group>();
  private beneath: readonly SearchNode[] = [];

  constructor(plan: AggregatePlan, emit: Emit) {
    this.plan = plan;
    this.emit = emit;
  }

  /** Sets the nodes that hand their rows to `take`. */
  over(beneath: readonly SearchNode[]): this {
    this.beneath = beneath;
    return this;
  }

  take(row: Row): void {
    const { buckets, keysOf, measures } = this.plan;
    const bucket = buckets && bucketStart(buckets, row.data);
    if (buckets !== undefined && bucket === undefined) return;
    const taken = measures.take(row.data);
    for (const key of keysOf(row)) {
      const group = this.group(key, bucket, row);
      group.measured.add(taken);
      for (const event of row.events) group.events.add(event);
      group.last = row;
    }
  }

  private group(key: Combination, bucket: number | undefined, row: Row): Group {
    const id = `${bucket}/${identityOf(key)}`;
    const known = this.groups.get(id);
    if (known !== undefined) return known;
    const names = this.plan.names.flatMap((name, index): [string, Item][] => {
      const item = key[index];
      return item === undefined ? [] : [[name, item]];
    });
    const { measures, buckets } = this.plan;
    if (buckets !== undefined && bucket !== undefined)
      names.push([buckets.name, new Date(bucket).toISOString()]);
    const group: Group = {
      key: Object.fromEntries(names),
      bucket,
      measured: measures.group(),
      events: new Set(),
      last: row,
    };
    this.groups.set(id, group);
    return group;
  }

  settle(): void {
    for (const node of this.beneath) node.settle();
  }

  advance(time: number): void {
    for (const node of this.beneath) node.advance(time);
    const { buckets } = this.plan;
    if (buckets?.isClock) this.close(group => (group.bucket ?? 0) + buckets.length <= time);
  }

  private close(isOver: (group: Group) => boolean): void {
    for (const [id, group] of this.groups) {
      if (!isOver(group)) continue;
      this.groups.delete(id);
      const { key, measured, events, last } = group;
      const data = { ...key, ...plain(measured) };
      this.emit({ time: last.time, order: last.order, data, events: [...events], shown: 'data', key });
    }
  }

  finish(): void {
    for (const node of this.beneath) node.finish();
    if (this.groups.size === 0 && this.plan.names.length === 0 && this.plan.buckets === undefined)
      this.emit({
        time: 0,
        order: 0,
        data: plain(this.plan.measures.group()),
        events: [],
        shown: 'data',
      });
    this.close(() => true);
  }

  held(): number {
    let rows = 0;
    for (const group of this.groups.values()) rows += group.events.size;
    return this.beneath.reduce((sum, node) => sum + node.held(), rows);
  }
}

/** One value as it is, several as a list. */
export function plain(measured: MeasuredGroup): Record<string, Item | readonly Item[]> {
  const found: Record<string, Item | readonly Item[]> = {};
  for (const [name, items] of Object.entries(measured.results())) {
    const [first] = items;
    found[name] = items.length === 1 && first !== undefined ? first : items;
  }
  return found;
}
