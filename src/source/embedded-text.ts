import type { SourceFile } from './source-file.ts';
import { type Span, spanOf } from './span.ts';

/**
 * A text that stands inside a file (a query in a TOML string, a condition in a YAML scalar), decoded, with the way
 * back: each run of `text` that was copied verbatim from the file is a segment.
 */
export class EmbeddedText {
  readonly file: SourceFile;
  readonly text: string;
  readonly #segments: readonly Segment[];

  /** Segments are sorted by `inner`, the first at 0; an offset maps by the last segment that begins at or before it. */
  constructor(file: SourceFile, text: string, segments: readonly Segment[]) {
    this.file = file;
    this.text = text;
    this.#segments = segments;
  }

  /** The whole of a file, as a bare query is. */
  static whole(file: SourceFile): EmbeddedText {
    return new EmbeddedText(file, file.text, [{ inner: 0, outer: 0 }]);
  }

  /** A verbatim piece of a file. */
  static slice(file: SourceFile, start: number, end: number): EmbeddedText {
    return new EmbeddedText(file, file.text.slice(start, end), [{ inner: 0, outer: start }]);
  }

  span(start: number, end: number): Span {
    const outerStart = this.outer(start);
    return spanOf(
      this.file,
      outerStart,
      Math.max(outerStart, end > start ? this.outer(end - 1) + 1 : outerStart),
    );
  }

  private outer(offset: number): number {
    let low = 0;
    let high = this.#segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#segments[middle]?.inner ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const segment = this.#segments[low];
    return segment === undefined ? offset : segment.outer + (offset - segment.inner);
  }
}

/** `inner` is an offset of the decoded text, `outer` the offset of the file where the same character stands. */
export interface Segment {
  readonly inner: number;
  readonly outer: number;
}
