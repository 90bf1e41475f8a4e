import type { EventData } from '../event.ts';
import { parseTime } from '../time.ts';
import { type Item, itemsOf } from '../values.ts';
import { CorrelateNode } from './correlate-node.ts';
import type { CorrelatePlan } from './correlate-plan.ts';
import type { Emit, Row } from './row.ts';

/** Buckets of the clock, aligned to the epoch: the start belongs to a bucket, the end to the next one. */
export interface Buckets {
  /** Milliseconds. */
  readonly length: number;
  /** The time that is put in buckets. */
  readonly read: (data: EventData) => readonly Item[];
  /** Whether that is the time by which rows come, so that a bucket is over when its end has come. */
  readonly isClock: boolean;
}

/** The first instant of a row's bucket. */
export function bucketStart({ length, read }: Buckets, data: EventData): number | undefined {
  for (const item of itemsOf([...read(data)])) {
    const time = parseTime(item);
    if (time !== undefined) return Math.floor(time / length) * length;
  }
  return undefined;
}

/**
 * Groups that are judged when no event can come to them any more: those of a clock bucket, or, without buckets, all events of
 * a run. One alert a group, which names all its events.
 */
export class BucketNode extends CorrelateNode {
  private readonly buckets: Buckets | undefined;

  constructor(plan: CorrelatePlan, buckets: Buckets | undefined, emit: Emit) {
    super(plan, emit);
    this.buckets = buckets;
  }

  protected override bucketOf(row: Row): number | undefined {
    return this.buckets === undefined ? 0 : bucketStart(this.buckets, row.data);
  }

  protected override judge(): void {}

  override advance(time: number): void {
    for (const node of this.beneath) node.advance(time);
    this.settle();
    const { buckets } = this;
    if (buckets?.isClock) this.close(start => start + buckets.length <= time);
  }

  private close(isOver: (start: number) => boolean): void {
    for (const [id, group] of this.groups) {
      if (!isOver(Number(id.slice(0, id.indexOf('/'))))) continue;
      this.groups.delete(id);
      const { last } = group;
      if (last !== undefined && group.holds(Number.NEGATIVE_INFINITY))
        this.emit(this.rowOf(group, last, { events: group.events() }));
    }
  }

  override finish(): void {
    super.finish();
    this.close(() => true);
  }
}
