/** Thrown when a budget is spent; caught by the proof, which then knows nothing. */
export class BudgetSpent extends Error {}

/**
 * Work that one comparison may take, in steps of automata and tests of texts: some tens of nanoseconds each. Counted, not
 * timed, so that the answer is the same on every machine.
 */
export class Budget {
  private left: number;
  private reserve = 0;

  constructor(work: number) {
    this.left = work;
  }

  spend(work: number): void {
    this.left -= work;
    if (this.left < 0) throw new BudgetSpent();
  }

  /** Runs with a part of what is left; undefined when that is spent, and the rest is there for what follows. */
  within<Result>(part: number, run: () => Result): Result | undefined {
    const kept = Math.floor(this.left * (1 - part));
    const before = this.reserve;
    this.reserve = kept;
    this.left -= kept;
    try {
      return run();
    } catch (error) {
      if (!(error instanceof BudgetSpent)) throw error;
      this.left = 0;
      return undefined;
    } finally {
      this.left += this.reserve;
      this.reserve = before;
    }
  }
}
