import { readFileSync } from 'node:fs';

/** A floor or ceiling that a figure must hold, by the figure's name. */
interface Floor {
  readonly least?: number;
  readonly most?: number;
}

/** Prints figures as they come, and counts which hold what `bench/floors.json` asks of them. */
export class Report {
  readonly #floors: Readonly<Record<string, Floor>> = JSON.parse(readFileSync('bench/floors.json', 'utf8'));
  #passed = 0;
  #failed = 0;

  title(text: string): void {
    process.stdout.write(`\n${text}\n`);
  }

  line(text: string): void {
    process.stdout.write(`  ${text}\n`);
  }

  /** A named figure; one that the floors name is judged. */
  figure(name: string, value: number, unit = ''): void {
    // Shared machines are noisy: there a ratio of times is told, and not judged.
    const isNoise = name.startsWith('speed:') && process.env['CI'] !== undefined;
    const floor = isNoise ? undefined : this.#floors[name];
    const shown = Number.isInteger(value) ? String(value) : value.toFixed(2);
    const holds =
      floor === undefined || (value >= (floor.least ?? -Infinity) && value <= (floor.most ?? Infinity));
    const asked =
      floor === undefined
        ? ''
        : floor.least === undefined
          ? ` (at most ${floor.most})`
          : ` (at least ${floor.least})`;
    if (floor !== undefined) holds ? this.#passed++ : this.#failed++;
    process.stdout.write(
      `  ${holds ? ' ' : '!'} ${name}: ${shown}${unit}${asked}${holds ? '' : '  FAILED'}\n`,
    );
  }

  counts(title: string, counts: ReadonlyMap<string, number>, most = 25): void {
    if (counts.size === 0) return;
    this.title(title);
    const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    for (const [name, count] of sorted.slice(0, most)) this.line(`${String(count).padStart(6)}  ${name}`);
    if (sorted.length > most) this.line(`        and ${sorted.length - most} more`);
  }

  /** The closing line; gives the exit code. */
  close(): number {
    process.stdout.write(`\n${this.#passed} passed, ${this.#failed} failed\n`);
    return this.#failed === 0 ? 0 : 1;
  }
}

export function tally(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

export function percent(part: number, whole: number): number {
  return whole === 0 ? 100 : (100 * part) / whole;
}
