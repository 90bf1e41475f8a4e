import type { CorrelateGroup } from './correlate-group.ts';
import { CorrelateNode } from './correlate-node.ts';
import type { CorrelatePlan } from './correlate-plan.ts';
import type { Emit } from './row.ts';

interface Period {
  readonly since: number;
  hasAlert: boolean;
}

/**
 * Spans that begin with an event: its group is judged at each further one, and alerts once; what comes after the end begins the next
 * span. So Panther counts matches: https://docs.panther.com/detections/rules#deduplication-of-alerts
 */
export class PeriodNode extends CorrelateNode {
  private readonly length: number;
  private readonly periods = new Map<CorrelateGroup, Period>();
  private sweptAt = Number.NEGATIVE_INFINITY;

  /** The length is in milliseconds. */
  constructor(plan: CorrelatePlan, length: number, emit: Emit) {
    super(plan, emit);
    this.length = length;
  }

  protected override bucketOf(): number {
    return 0;
  }

  protected override judge(touched: ReadonlyMap<string, CorrelateGroup>): void {
    for (const group of touched.values()) {
      const { last } = group;
      if (last === undefined) continue;
      const period = this.periodAt(group, last.time);
      if (period.hasAlert || !group.holds(period.since)) continue;
      period.hasAlert = true;
      this.emit(this.rowOf(group, last, { events: group.events() }));
    }
  }

  private periodAt(group: CorrelateGroup, time: number): Period {
    const known = this.periods.get(group);
    if (known !== undefined && time - known.since <= this.length) return known;
    const begun = { since: time, hasAlert: false };
    group.dropBefore(time);
    this.periods.set(group, begun);
    return begun;
  }

  override advance(time: number): void {
    for (const node of this.beneath) node.advance(time);
    this.settle();
    if (time - this.sweptAt < this.length) return;
    this.sweptAt = time;
    for (const [id, group] of this.groups)
      if ((this.periods.get(group)?.since ?? Number.NEGATIVE_INFINITY) < time - this.length) {
        this.periods.delete(group);
        this.groups.delete(id);
      }
  }
}
