/** A file's text with the means to turn an offset into a line and a column. Offsets are UTF-16 units. */
export class SourceFile {
  readonly path: string;
  readonly text: string;
  readonly #firstLine: number;
  #lineStarts: readonly number[] | undefined;

  /** `firstLine`: 1-based number of the line that `text` begins with, when it is a piece of a file. */
  constructor(path: string, text: string, firstLine = 1) {
    this.path = path;
    this.text = text;
    this.#firstLine = firstLine;
  }

  /** 1-based line and column (UTF-16 units) of an offset. Computed late: most offsets are never shown. */
  position(offset: number): Position {
    const starts = this.lineStarts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + this.#firstLine, column: offset - (starts[low] ?? 0) + 1 };
  }

  /** Text of a 1-based line, without its line end; empty beyond the last. */
  line(number: number): string {
    const starts = this.lineStarts();
    const index = number - this.#firstLine;
    const start = starts[index];
    if (start === undefined) return '';
    const end = starts[index + 1] ?? this.text.length;
    return this.text.slice(start, end).replace(/\r?\n$/, '');
  }

  private lineStarts(): readonly number[] {
    if (this.#lineStarts === undefined) {
      const starts = [0];
      for (let at = this.text.indexOf('\n'); at !== -1; at = this.text.indexOf('\n', at + 1))
        starts.push(at + 1);
      this.#lineStarts = starts;
    }
    return this.#lineStarts;
  }
}

/** 1-based. */
export interface Position {
  readonly line: number;
  readonly column: number;
}
