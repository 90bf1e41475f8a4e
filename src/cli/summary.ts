import type { Verdict } from '../compile/index.ts';
import { LostCounts, type LostMetadata } from './lost-metadata.ts';

const outcomes = ['exact', 'broader', 'narrower', 'different', 'refused', 'crashed'] as const;
type Outcome = Verdict | 'crashed';

/** What a summary has counted, to be added to another. */
export interface SummaryCounts {
  readonly targets: readonly (readonly [target: string, outcome: Outcome, count: number])[];
  readonly unread: number;
  readonly lost: readonly LostMetadata[];
}

/** Counts of a run, for the lines that close it. */
export class Summary {
  readonly #counts = new Map<string, Map<Outcome, number>>();
  readonly lost = new LostCounts();
  #unread = 0;

  translated(target: string, verdict: Verdict): void {
    this.#count(target, verdict);
  }

  /** A defect of ours. */
  crashed(target: string): void {
    this.#count(target, 'crashed');
  }

  unread(): void {
    this.#unread++;
  }

  counts(): SummaryCounts {
    const targets = [...this.#counts].flatMap(([target, row]) =>
      [...row].map(([outcome, count]) => [target, outcome, count] as const),
    );
    return { targets, unread: this.#unread, lost: this.lost.all() };
  }

  add({ targets, unread, lost }: SummaryCounts): void {
    for (const [target, outcome, count] of targets) this.#count(target, outcome, count);
    this.#unread += unread;
    this.lost.join(lost);
  }

  lines(files: number): readonly string[] {
    const width = Math.max(8, ...[...this.#counts.keys()].map(target => target.length));
    const rows = [...this.#counts].map(([target, row]) => {
      const counts = outcomes
        .filter(outcome => row.has(outcome))
        .map(outcome => `${row.get(outcome)} ${outcome}`);
      return `${target.padEnd(width)} ${counts.join(', ')}`;
    });
    const unread = this.#unread === 0 ? [] : [`${'unread'.padEnd(width)} ${this.#unread}`];
    return [`${'files'.padEnd(width)} ${files}`, ...rows, ...unread];
  }

  #count(target: string, outcome: Outcome, count = 1): void {
    const row = this.#counts.get(target) ?? new Map<Outcome, number>();
    row.set(outcome, (row.get(outcome) ?? 0) + count);
    this.#counts.set(target, row);
  }
}
