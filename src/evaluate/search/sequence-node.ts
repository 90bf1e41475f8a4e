import { MissingEvents } from './missing-events.ts';
import type { SearchNode } from './node.ts';
import { type Emit, eventsOf, type Row } from './row.ts';
import type { SequencePlan } from './sequence-plan.ts';
import { type Partial, Stage } from './sequence-state.ts';

/** A sequence whose events are all there, waiting until nothing can come any more that must not. */
interface Awaiting {
  readonly key: string;
  readonly partial: Partial;
  readonly deadline: number;
}

/**
 * Events in their order, as Elasticsearch finds them: of each key a stage holds one unfinished sequence, the newest; the next
 * event takes it on, whether or not maxspan then lets it go further; `until` ends all of its key that are unfinished. Missing
 * events are looked for once the others are there.
 * https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax#eql-how-sequence-queries-handle-matches
 */
export class SequenceNode implements SearchNode {
  private readonly plan: SequencePlan;
  private readonly emit: Emit;
  private readonly stages: readonly Stage[];
  private readonly missing: MissingEvents | undefined;
  private readonly arrived: Row[][];
  private readonly ends: Row[] = [];
  private beneath: readonly SearchNode[] = [];
  private awaiting: Awaiting[] = [];
  private sweptAt = Number.NEGATIVE_INFINITY;

  constructor(plan: SequencePlan, emit: Emit) {
    this.plan = plan;
    this.emit = emit;
    this.stages = plan.present.map(() => new Stage());
    this.missing = plan.absent.length === 0 ? undefined : new MissingEvents(plan);
    this.arrived = plan.keysOf.map(() => []);
  }

  /** Sets the nodes that hand their rows to `take` and `takeUntil`. */
  over(beneath: readonly SearchNode[]): this {
    this.beneath = beneath;
    return this;
  }

  take(step: number, row: Row): void {
    this.arrived[step]?.push(row);
  }

  takeUntil(row: Row): void {
    this.ends.push(row);
  }

  settle(): void {
    for (const node of this.beneath) node.settle();
    for (const { step } of this.plan.absent)
      for (const row of this.arrived[step] ?? []) this.missing?.see(step, row);
    for (let stage = this.stages.length - 1; stage >= 0; stage--) this.move(stage);
    for (const row of this.ends)
      for (const key of this.plan.untilKeys?.(row) ?? []) for (const stage of this.stages) stage.discard(key);
    for (const rows of this.arrived) rows.length = 0;
    this.ends.length = 0;
  }

  /** Called from the last stage to the first, so that no event is two steps of one sequence. */
  private move(stage: number): void {
    const step = this.plan.present[stage] ?? -1;
    for (const row of this.arrived[step] ?? [])
      for (const key of this.plan.keysOf[step]?.(row) ?? []) {
        const partial = stage === 0 ? { rows: [] } : this.stages[stage - 1]?.take(key, row);
        if (partial === undefined || this.isTooLong(partial, row)) continue;
        const longer = { rows: [...partial.rows, row] };
        if (stage === this.stages.length - 1) this.complete(key, longer);
        else this.stages[stage]?.put(key, longer);
      }
  }

  private isTooLong({ rows: [first] }: Partial, row: Row): boolean {
    const { within } = this.plan;
    return within !== undefined && first !== undefined && row.time - first.time > within;
  }

  private complete(key: string, partial: Partial): void {
    const last = partial.rows.at(-1)?.time ?? 0;
    const deadline = this.missing === undefined ? last : this.missing.deadline(key, partial.rows);
    if (deadline === undefined) return;
    if (deadline > last || this.awaiting.length > 0) this.awaiting.push({ key, partial, deadline });
    else this.hand(partial, last);
  }

  private hand({ rows }: Partial, time: number): void {
    const last = rows.at(-1);
    if (last === undefined) return;
    const data = rows.length === 1 ? last.data : Object.assign({}, ...rows.map(row => row.data));
    this.emit({ time, order: last.order, data, events: eventsOf(rows) });
  }

  advance(time: number): void {
    for (const node of this.beneath) node.advance(time);
    if (this.awaiting.length > 0) this.settleAwaiting(time);
    const { within } = this.plan;
    if (within === undefined || time - this.sweptAt < within) return;
    this.sweptAt = time;
    for (const stage of this.stages) stage.evict(time - within);
    this.missing?.evict(time);
  }

  /** Hands on those that nothing can break any more, in the order in which they came to be whole: first rows are taken by it. */
  private settleAwaiting(time: number): void {
    const open = this.awaiting.findIndex(({ deadline }) => deadline >= time);
    const due = this.awaiting.splice(0, open < 0 ? this.awaiting.length : open);
    for (const { key, partial, deadline } of due)
      if (!this.missing?.isFollowed(key, partial.rows, deadline)) this.hand(partial, deadline);
  }

  finish(): void {
    for (const node of this.beneath) node.finish();
    this.settle();
    for (const { key, partial, deadline } of this.awaiting)
      if (!this.missing?.isFollowed(key, partial.rows, deadline))
        this.hand(partial, partial.rows.at(-1)?.time ?? deadline);
    this.awaiting = [];
  }

  held(): number {
    let rows = this.awaiting.length + (this.missing?.size ?? 0);
    for (const stage of this.stages) rows += stage.size;
    return this.beneath.reduce((sum, node) => sum + node.held(), rows);
  }
}
