import type { SearchNode } from './node.ts';
import { type Emit, eventsOf, inTime, type Row } from './row.ts';

/**
 * One event for each step in any order, all different, of each key: one alert a key, as `max_samples_per_key` is 1. Of each step
 * and key as many events are kept as there are steps, which suffices to tell them apart.
 * https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax#eql-samples
 */
export class SampleNode implements SearchNode {
  private readonly keysOf: readonly ((row: Row) => readonly string[])[];
  private readonly emit: Emit;
  private beneath: readonly SearchNode[] = [];
  private readonly found = new Map<string, Row[][]>();

  constructor(keysOf: readonly ((row: Row) => readonly string[])[], emit: Emit) {
    this.keysOf = keysOf;
    this.emit = emit;
  }

  /** Sets the nodes that hand their rows to `take`. */
  over(beneath: readonly SearchNode[]): this {
    this.beneath = beneath;
    return this;
  }

  take(step: number, row: Row): void {
    for (const key of this.keysOf[step]?.(row) ?? []) {
      let steps = this.found.get(key);
      if (steps === undefined) {
        steps = this.keysOf.map(() => []);
        this.found.set(key, steps);
      }
      const rows = steps[step];
      if (rows !== undefined && rows.length < this.keysOf.length) rows.push(row);
    }
  }

  settle(): void {
    for (const node of this.beneath) node.settle();
  }

  advance(time: number): void {
    for (const node of this.beneath) node.advance(time);
  }

  finish(): void {
    for (const node of this.beneath) node.finish();
    for (const steps of this.found.values()) {
      const rows = choose(steps) ?? [];
      const last = rows.at(-1);
      if (last === undefined) continue;
      const { time, order, data } = last;
      this.emit({ time, order, data, events: eventsOf(rows) });
    }
    this.found.clear();
  }

  held(): number {
    let rows = 0;
    for (const steps of this.found.values()) for (const each of steps) rows += each.length;
    return this.beneath.reduce((sum, node) => sum + node.held(), rows);
  }
}

/** A different row for each step, if there are such; a row is told by where it came in the stream. Earlier steps give way to later ones. */
function choose(steps: readonly (readonly Row[])[]): readonly Row[] | undefined {
  const takers = new Map<number, { readonly step: number; readonly row: Row }>();
  const place = (step: number, tried: Set<number>): boolean => {
    for (const row of steps[step] ?? []) {
      if (tried.has(row.order)) continue;
      tried.add(row.order);
      const taker = takers.get(row.order);
      if (taker !== undefined && !place(taker.step, tried)) continue;
      takers.set(row.order, { step, row });
      return true;
    }
    return false;
  };
  for (const step of steps.keys()) if (!place(step, new Set())) return undefined;
  return [...takers.values()].map(({ row }) => row).sort(inTime);
}
