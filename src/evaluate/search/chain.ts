/**
 * Whether events of some inputs came in their order. Of each place of the chain it knows the latest time at which a run up to there
 * could have begun, so that what is too old need not be taken out. Events of equal times are in any order.
 */
export class Chain {
  private readonly inputs: readonly number[];
  private readonly begunAt: number[];
  private readonly seenAt: number[];

  constructor(inputs: readonly number[]) {
    this.inputs = inputs;
    this.begunAt = inputs.map(() => Number.NEGATIVE_INFINITY);
    this.seenAt = inputs.map(() => Number.NEGATIVE_INFINITY);
  }

  /** Times do not go back. */
  add(input: number, time: number): void {
    const place = this.inputs.indexOf(input);
    if (place === -1) return;
    this.seenAt[place] = time;
    for (let next = place; next < this.inputs.length && this.seenAt[next] === time; next++)
      this.begunAt[next] = next === 0 ? time : (this.begunAt[next - 1] ?? time);
  }

  /** Whether a whole run began at that time or later. */
  isWhole(since: number): boolean {
    return (this.begunAt.at(-1) ?? time0) >= since;
  }

  has(input: number): boolean {
    return this.inputs.includes(input);
  }
}

const time0 = Number.NEGATIVE_INFINITY;
