import type { Verdict } from '../compile/index.ts';

const verdicts: readonly Verdict[] = ['exact', 'broader', 'narrower', 'different', 'refused'];

/** Counts of a run, for the lines that close it. */
export class Summary {
  readonly #counts = new Map<string, Map<Verdict, number>>();
  #unread = 0;

  translated(target: string, verdict: Verdict): void {
    const row = this.#counts.get(target) ?? new Map<Verdict, number>();
    row.set(verdict, (row.get(verdict) ?? 0) + 1);
    this.#counts.set(target, row);
  }

  unread(): void {
    this.#unread++;
  }

  lines(): readonly string[] {
    const width = Math.max(8, ...[...this.#counts.keys()].map(target => target.length));
    const rows = [...this.#counts].map(([target, row]) => {
      const counts = verdicts
        .filter(verdict => row.has(verdict))
        .map(verdict => `${row.get(verdict)} ${verdict}`);
      return `${target.padEnd(width)} ${counts.join(', ')}`;
    });
    return this.#unread === 0 ? rows : [...rows, `${'unread'.padEnd(width)} ${this.#unread}`];
  }
}
