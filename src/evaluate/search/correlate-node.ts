import { CorrelateGroup } from './correlate-group.ts';
import { type CorrelatePlan, keyData } from './correlate-plan.ts';
import { identityOf } from './keys.ts';
import type { SearchNode } from './node.ts';
import type { Emit, Row } from './row.ts';

/** What all correlations do with their groups; when a group is judged, and what leaves it, its window says. */
export abstract class CorrelateNode implements SearchNode {
  protected readonly plan: CorrelatePlan;
  protected readonly emit: Emit;
  protected readonly groups = new Map<string, CorrelateGroup>();
  protected beneath: readonly SearchNode[] = [];
  private readonly arrived: { readonly input: number; readonly row: Row }[] = [];

  constructor(plan: CorrelatePlan, emit: Emit) {
    this.plan = plan;
    this.emit = emit;
  }

  /** Sets the nodes that hand their rows to `take`. */
  over(beneath: readonly SearchNode[]): this {
    this.beneath = beneath;
    return this;
  }

  take(input: number, row: Row): void {
    this.arrived.push({ input, row });
  }

  abstract advance(time: number): void;

  /** Which clock bucket a row falls in, where there are any; undefined when it falls in none. */
  protected abstract bucketOf(row: Row): number | undefined;

  /** Looks at the groups to which an event came. */
  protected abstract judge(touched: ReadonlyMap<string, CorrelateGroup>): void;

  /** The row of a group as it is now: what completed it, its key and its measures. */
  protected rowOf(group: CorrelateGroup, last: Row, more: Pick<Row, 'events' | 'isOpen'>): Row {
    const shown = { ...group.key, ...group.measures() };
    const { time, order } = last;
    return { time, order, data: { ...last.data, ...shown }, key: group.key, shown, ...more };
  }

  settle(): void {
    for (const node of this.beneath) node.settle();
    if (this.arrived.length === 0) return;
    const touched = new Map<string, CorrelateGroup>();
    for (const { input, row } of this.arrived) this.place(input, row, touched);
    this.arrived.length = 0;
    this.judge(touched);
  }

  private place(input: number, row: Row, touched: Map<string, CorrelateGroup>): void {
    const bucket = this.bucketOf(row);
    if (bucket === undefined) return;
    for (const key of this.plan.inputs[input]?.keysOf(row.data) ?? []) {
      const id = `${bucket}/${identityOf(key)}`;
      let group = this.groups.get(id);
      if (group === undefined) {
        group = new CorrelateGroup(this.plan, keyData(this.plan.keyNames, key));
        this.groups.set(id, group);
      }
      group.add(input, row);
      touched.set(id, group);
    }
  }

  finish(): void {
    for (const node of this.beneath) node.finish();
    this.settle();
  }

  held(): number {
    let rows = 0;
    for (const group of this.groups.values()) rows += group.size;
    return this.beneath.reduce((sum, node) => sum + node.held(), rows);
  }
}
