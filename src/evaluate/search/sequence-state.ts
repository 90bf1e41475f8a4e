import { inTime, type Row } from './row.ts';

/** A sequence on its way: the rows of its steps so far. */
export interface Partial {
  readonly rows: readonly Row[];
}

/** Of a sequence without maxspan only so many are kept a stage; the oldest are forgotten. */
export const mostPartials = 100_000;

/** The sequences that have come to a stage, one for each key: a newer one takes the place of the older. */
export class Stage {
  private readonly partials = new Map<string, Partial>();

  put(key: string, partial: Partial): void {
    this.partials.delete(key);
    this.partials.set(key, partial);
    if (this.partials.size <= mostPartials) return;
    const [oldest] = this.partials.keys();
    if (oldest !== undefined) this.partials.delete(oldest);
  }

  /** The sequence of a key, which leaves the stage, when its last row came before this one. */
  take(key: string, before: Row): Partial | undefined {
    const partial = this.partials.get(key);
    const last = partial?.rows.at(-1);
    if (partial === undefined || last === undefined || inTime(last, before) >= 0) return undefined;
    this.partials.delete(key);
    return partial;
  }

  discard(key: string): void {
    this.partials.delete(key);
  }

  /** Forgets what began before a time. */
  evict(time: number): void {
    for (const [key, { rows }] of this.partials) if ((rows[0]?.time ?? 0) < time) this.partials.delete(key);
  }

  get size(): number {
    let size = 0;
    for (const { rows } of this.partials.values()) size += rows.length;
    return size;
  }
}

/** The times at which something was there that must not be, by key. */
export class Sightings {
  private readonly times = new Map<string, number[]>();

  /** Times come in their order. */
  add(key: string, time: number): void {
    const known = this.times.get(key);
    if (known === undefined) this.times.set(key, [time]);
    else if (known.at(-1) !== time) known.push(time);
  }

  /** The latest one before a time. */
  lastBefore(key: string, time: number): number | undefined {
    const times = this.times.get(key);
    return times?.[firstFrom(times, time) - 1];
  }

  /** The earliest one after a time. */
  firstAfter(key: string, time: number): number | undefined {
    const times = this.times.get(key);
    if (times === undefined) return undefined;
    const place = firstFrom(times, time);
    return times[place] === time ? times[place + 1] : times[place];
  }

  evict(before: number): void {
    for (const [key, times] of this.times) {
      const gone = firstFrom(times, before);
      if (gone === times.length) this.times.delete(key);
      else if (gone > 0) this.times.set(key, times.slice(gone));
    }
  }

  get size(): number {
    let size = 0;
    for (const times of this.times.values()) size += times.length;
    return size;
  }
}

/** The place of the first time that is not before this one. */
function firstFrom(times: readonly number[], time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
