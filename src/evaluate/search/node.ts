/**
 * A running part of a search. Rows come to it in order of time; for each event its leaves hand on their rows, then `settle` runs once,
 * those beneath first.
 */
export interface SearchNode {
  /** All rows of one event have come. */
  settle(): void;
  /** No row before this time (epoch milliseconds) comes any more. */
  advance(time: number): void;
  /** No row comes any more. */
  finish(): void;
  /** How many rows it holds, for what is said of memory. */
  held(): number;
}

/** Has no state of its own. */
export class Passing implements SearchNode {
  private readonly beneath: readonly SearchNode[];

  constructor(beneath: readonly SearchNode[]) {
    this.beneath = beneath;
  }

  settle(): void {
    for (const node of this.beneath) node.settle();
  }

  advance(time: number): void {
    for (const node of this.beneath) node.advance(time);
  }

  finish(): void {
    for (const node of this.beneath) node.finish();
  }

  held(): number {
    return this.beneath.reduce((sum, node) => sum + node.held(), 0);
  }
}
