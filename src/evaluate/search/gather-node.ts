import type { SearchNode } from './node.ts';
import type { Emit, Row } from './row.ts';

/** A stage that must see all rows before it can say anything. */
export class GatherNode implements SearchNode {
  private readonly change: (rows: readonly Row[]) => Iterable<Row>;
  private readonly emit: Emit;
  private beneath: readonly SearchNode[] = [];
  private rows: Row[] = [];

  constructor(change: (rows: readonly Row[]) => Iterable<Row>, emit: Emit) {
    this.change = change;
    this.emit = emit;
  }

  /** Sets the nodes that hand their rows to `take`. */
  over(beneath: readonly SearchNode[]): this {
    this.beneath = beneath;
    return this;
  }

  take(row: Row): void {
    this.rows.push(row);
  }

  settle(): void {
    for (const node of this.beneath) node.settle();
  }

  advance(time: number): void {
    for (const node of this.beneath) node.advance(time);
  }

  finish(): void {
    for (const node of this.beneath) node.finish();
    const { rows } = this;
    this.rows = [];
    for (const row of this.change(rows)) this.emit(row);
  }

  held(): number {
    return this.beneath.reduce((sum, node) => sum + node.held(), this.rows.length);
  }
}
