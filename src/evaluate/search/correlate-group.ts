import type { EventData } from '../event.ts';
import type { Item } from '../values.ts';
import { Chain } from './chain.ts';
import type { CorrelatePlan } from './correlate-plan.ts';
import type { MeasuredGroup } from './measures.ts';
import { eventsOf, type Row } from './row.ts';

interface Member {
  readonly input: number;
  readonly row: Row;
  readonly taken: readonly (readonly Item[])[];
}

/** The events of one group in a window, oldest first, with their measures. */
export class CorrelateGroup {
  readonly key: EventData;
  private readonly plan: CorrelatePlan;
  private readonly measured: MeasuredGroup | undefined;
  private readonly counts: number[];
  private readonly chains: readonly Chain[];
  private members: Member[] = [];
  private start = 0;

  constructor(plan: CorrelatePlan, key: EventData) {
    this.plan = plan;
    this.key = key;
    this.measured = plan.inputs[0]?.measures.group();
    this.counts = plan.inputs.map(() => 0);
    this.chains = plan.having.chains.map(inputs => new Chain(inputs));
  }

  add(input: number, row: Row): void {
    const taken = this.plan.inputs[input]?.measures.take(row.data) ?? [];
    this.members.push({ input, row, taken });
    this.measured?.add(taken);
    this.counts[input] = (this.counts[input] ?? 0) + 1;
    for (const chain of this.chains) chain.add(input, row.time);
  }

  /** Lets go what is older. */
  dropBefore(time: number): void {
    for (let member = this.members[this.start]; member && member.row.time < time; ) {
      this.measured?.drop(member.taken);
      this.counts[member.input] = (this.counts[member.input] ?? 0) - 1;
      member = this.members[++this.start];
    }
    if (this.start < 64 || this.start * 2 < this.members.length) return;
    this.members = this.members.slice(this.start);
    this.start = 0;
  }

  get size(): number {
    return this.members.length - this.start;
  }

  get last(): Row | undefined {
    return this.size === 0 ? undefined : this.members.at(-1)?.row;
  }

  events(): number[] {
    const rows = this.members.slice(this.start).map(member => member.row);
    return eventsOf(rows);
  }

  measures(): EventData {
    const results = this.measured?.results() ?? {};
    const measures: Record<string, Item | readonly Item[]> = Object.create(null);
    for (const name in results) {
      const items = results[name] ?? [];
      const [only] = items;
      measures[name] = items.length === 1 && only !== undefined ? only : items;
    }
    return measures;
  }

  /** Whether what the correlation asks holds of the events that came at `since` or later. */
  holds(since: number, measures: EventData = this.measures()): boolean {
    const { holds } = this.plan.having;
    if (!holds({ ...measures, ...this.countsBut(undefined) })) return false;
    if (this.chains.length === 0) return true;
    return this.chains.some(
      chain => chain.isWhole(since) && holds({ ...measures, ...this.countsBut(chain) }),
    );
  }

  /** How many events each input has; of inputs that other chains want, but this one does not, none. */
  private countsBut(chain: Chain | undefined): EventData {
    const counts: Record<string, number> = Object.create(null);
    for (const [input, name] of this.plan.having.counted.entries()) {
      const isLeftOut =
        chain !== undefined && !chain.has(input) && this.chains.some(other => other.has(input));
      if (name !== undefined) counts[name] = isLeftOut ? 0 : (this.counts[input] ?? 0);
    }
    return counts;
  }
}
