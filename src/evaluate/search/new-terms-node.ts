import type { Item } from '../values.ts';
import { type Combination, identityOf } from './keys.ts';
import type { SearchNode } from './node.ts';
import type { Emit, Row } from './row.ts';

export interface TermsPlan {
  /** Every combination of the values of the fields; an event without one of them has none. */
  readonly termsOf: (row: Row) => readonly Combination[];
  readonly names: readonly string[];
  /** Milliseconds. */
  readonly history: number;
  /** Where the look-back of the run begins (what is at it lies before it); absent when events are judged as they come. */
  readonly start: number | undefined;
  /** Of terms that runs keep in a table: when the run was that saw an event of this time first; undefined where none did. */
  readonly seenBy?: (time: number) => number | undefined;
}

/**
 * Combinations of values that were not there before: in a run those that the history window holds first within the look-back, each
 * once, with its first event; without runs those that were not there in the time of the history before the event. Of a table each run
 * takes out what was not seen within the history before it.
 * https://www.elastic.co/docs/solutions/security/detect-and-alert/create-detection-rule#create-new-terms-rule
 */
export class NewTermsNode implements SearchNode {
  private readonly plan: TermsPlan;
  private readonly emit: Emit;
  private beneath: readonly SearchNode[] = [];
  private readonly seenAt = new Map<string, number>();
  private sweptAt = Number.NEGATIVE_INFINITY;

  constructor(plan: TermsPlan, emit: Emit) {
    this.plan = plan;
    this.emit = emit;
  }

  /** Sets the nodes that hand their rows to `take`. */
  over(beneath: readonly SearchNode[]): this {
    this.beneath = beneath;
    return this;
  }

  take(row: Row): void {
    const { start, seenBy } = this.plan;
    const run = seenBy?.(row.time);
    if (seenBy !== undefined && run === undefined) return;
    for (const terms of this.plan.termsOf(row)) {
      const id = identityOf(terms);
      const seen = this.seenAt.get(id);
      this.seenAt.set(id, row.time);
      if (this.isNew(seen, row.time, run) && (start === undefined || row.time > start))
        this.emit({ ...row, key: this.keyOf(terms) });
    }
  }

  private isNew(seen: number | undefined, time: number, run: number | undefined): boolean {
    const { start, history } = this.plan;
    if (seen === undefined) return true;
    if (run !== undefined) return seen < run - history;
    return start === undefined && time - seen >= history;
  }

  private keyOf(terms: Combination): Readonly<Record<string, Item>> {
    return Object.fromEntries(
      this.plan.names.flatMap((name, index): [string, Item][] => {
        const item = terms[index];
        return item === undefined ? [] : [[name, item]];
      }),
    );
  }

  settle(): void {
    for (const node of this.beneath) node.settle();
  }

  advance(time: number): void {
    for (const node of this.beneath) node.advance(time);
    const { start, history } = this.plan;
    if (start !== undefined || time - this.sweptAt < history) return;
    this.sweptAt = time;
    for (const [id, seen] of this.seenAt) if (seen < time - history) this.seenAt.delete(id);
  }

  finish(): void {
    for (const node of this.beneath) node.finish();
  }

  held(): number {
    return this.beneath.reduce((sum, node) => sum + node.held(), this.seenAt.size);
  }
}
