/** Puts what comes late in its place: a line in order of time, of equal times in order of coming. */
export class Reorder<T extends { readonly time: number }> {
  private line: T[] = [];
  private start = 0;
  private isSorted = true;
  private readonly isHeld: boolean;

  /** `isHeld`: nothing is taken out until the end, so that it is sorted once. */
  constructor(isHeld: boolean) {
    this.isHeld = isHeld;
  }

  add(item: T): void {
    if (this.isHeld) {
      this.isSorted &&= (this.line.at(-1)?.time ?? item.time) <= item.time;
      this.line.push(item);
    } else this.insert(item);
  }

  private insert(item: T): void {
    if (this.size === 0 || (this.line.at(-1)?.time ?? 0) <= item.time) {
      this.line.push(item);
      return;
    }
    let low = this.start;
    let high = this.line.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.line[middle]?.time ?? 0) <= item.time) low = middle + 1;
      else high = middle;
    }
    this.line.splice(low, 0, item);
  }

  /** Takes out what is not after a time. */
  *until(time: number): Generator<T> {
    if (!this.isSorted) this.line.sort((left, right) => left.time - right.time);
    this.isSorted = true;
    for (let item = this.line[this.start]; item !== undefined && item.time <= time; ) {
      this.start++;
      yield item;
      item = this.line[this.start];
    }
    if (this.start < 64 || this.start * 2 < this.line.length) return;
    this.line = this.line.slice(this.start);
    this.start = 0;
  }

  get size(): number {
    return this.line.length - this.start;
  }
}
