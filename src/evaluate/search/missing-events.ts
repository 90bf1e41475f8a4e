import type { Row } from './row.ts';
import type { AbsentStage, SequencePlan } from './sequence-plan.ts';
import { Sightings } from './sequence-state.ts';

/**
 * The steps of a sequence that must not be there. Between two events nothing of theirs may be at a time between both times.
 * Before the first and after the last nothing may be within maxspan of the other end; where both ends are guarded it
 * suffices that some span of the length of maxspan holds the sequence and nothing of theirs.
 * https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax#eql-missing-events
 */
export class MissingEvents {
  private readonly plan: SequencePlan;
  private readonly within: number;
  private readonly sightings = new Map<number, Sightings>();
  private readonly leading: readonly AbsentStage[];
  private readonly inner: readonly AbsentStage[];
  private readonly trailing: readonly AbsentStage[];

  constructor(plan: SequencePlan) {
    const { absent, present, within = Number.POSITIVE_INFINITY } = plan;
    this.plan = plan;
    this.within = within;
    for (const { step } of absent) this.sightings.set(step, new Sightings());
    this.leading = absent.filter(({ after }) => after === 0);
    this.inner = absent.filter(({ after }) => after > 0 && after < present.length);
    this.trailing = absent.filter(({ after }) => after === present.length);
  }

  see(step: number, row: Row): void {
    const sightings = this.sightings.get(step);
    for (const key of sightings === undefined ? [] : (this.plan.keysOf[step]?.(row) ?? []))
      sightings?.add(key, row.time);
  }

  /** Until when something may still come that breaks the sequence; undefined when it is broken, its last time when nothing may. */
  deadline(key: string, rows: readonly Row[]): number | undefined {
    const first = rows[0]?.time ?? 0;
    const last = rows.at(-1)?.time ?? 0;
    if (this.inner.some(({ step, after }) => this.isBetween(step, key, rows[after - 1], rows[after])))
      return undefined;
    const before = this.lastLeading(key, first);
    if (this.trailing.length === 0)
      return before !== undefined && last - before <= this.within ? undefined : last;
    if (this.leading.length === 0) return first + this.within;
    return before === undefined ? last : Math.max(last, before + this.within);
  }

  /** Whether what must not come after a sequence came until its deadline. */
  isFollowed(key: string, rows: readonly Row[], deadline: number): boolean {
    const last = rows.at(-1)?.time ?? 0;
    return this.trailing.some(({ step }) => {
      const next = this.sightings.get(step)?.firstAfter(key, last);
      return next !== undefined && next <= deadline;
    });
  }

  private isBetween(step: number, key: string, before?: Row, behind?: Row): boolean {
    const next = this.sightings.get(step)?.firstAfter(key, before?.time ?? 0);
    return next !== undefined && behind !== undefined && next < behind.time;
  }

  private lastLeading(key: string, time: number): number | undefined {
    const times = this.leading.map(({ step }) => this.sightings.get(step)?.lastBefore(key, time));
    const latest = Math.max(...times.map(each => each ?? Number.NEGATIVE_INFINITY));
    return Number.isFinite(latest) ? latest : undefined;
  }

  evict(time: number): void {
    for (const sightings of this.sightings.values()) sightings.evict(time - 2 * this.within);
  }

  get size(): number {
    let size = 0;
    for (const sightings of this.sightings.values()) size += sightings.size;
    return size;
  }
}
