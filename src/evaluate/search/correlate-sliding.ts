import type { CorrelateGroup } from './correlate-group.ts';
import { CorrelateNode } from './correlate-node.ts';
import type { CorrelatePlan } from './correlate-plan.ts';
import type { Emit, Row } from './row.ts';

/** An alert that goes on while each next event of its group keeps the condition true. */
interface Episode {
  readonly events: number[];
  lastAt: number;
  isOpen: boolean;
}

/** An alert names no more events; then the next one begins. */
export const mostEventsOfAlert = 10_000;

/**
 * Any span of the length, both ends included: at each event its group is judged over the span that ends with it. An alert begins
 * when the condition comes to hold, and names all the events of all its spans.
 */
export class SlidingNode extends CorrelateNode {
  private readonly length: number;
  private readonly episodes = new Map<CorrelateGroup, Episode>();
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
      const since = last.time - this.length;
      group.dropBefore(since);
      const holds = group.holds(since);
      if (!holds || this.isOver(group, since)) this.close(group);
      if (holds) this.open(group, last);
    }
  }

  /** Whether no span holds both what came last to the alert and what has come now. */
  private isOver(group: CorrelateGroup, since: number): boolean {
    return (this.episodes.get(group)?.lastAt ?? since) < since;
  }

  private open(group: CorrelateGroup, last: Row): void {
    const episode = this.episodes.get(group);
    if (episode !== undefined && episode.events.length < mostEventsOfAlert) {
      const known = new Set(episode.events.slice(-last.events.length));
      for (const event of last.events) if (!known.has(event)) episode.events.push(event);
      episode.lastAt = last.time;
      return;
    }
    this.close(group);
    const begun: Episode = { events: group.events(), lastAt: last.time, isOpen: true };
    this.episodes.set(group, begun);
    this.emit(this.rowOf(group, last, { events: begun.events, isOpen: () => begun.isOpen }));
  }

  private close(group: CorrelateGroup): void {
    const episode = this.episodes.get(group);
    if (episode !== undefined) episode.isOpen = false;
    this.episodes.delete(group);
  }

  override advance(time: number): void {
    for (const node of this.beneath) node.advance(time);
    this.settle();
    if (time - this.sweptAt < this.length) return;
    this.sweptAt = time;
    for (const [id, group] of this.groups)
      if ((group.last?.time ?? Number.NEGATIVE_INFINITY) < time - this.length) {
        this.close(group);
        this.groups.delete(id);
      }
  }

  override finish(): void {
    super.finish();
    for (const episode of this.episodes.values()) episode.isOpen = false;
    this.episodes.clear();
  }
}
