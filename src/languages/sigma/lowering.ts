import type { Diagnostic } from '../../diagnostics/index.ts';
import type { DataScalar, Span } from '../../source/index.ts';

/** What lowering a rule needs to know, and where it says what it found. */
export interface Lowering {
  readonly report: (diagnostic: Diagnostic) => void;
  /** By name, without the percent signs. */
  readonly placeholders: ReadonlyMap<string, readonly string[]>;
}

/** From the start of a key to the end of its value, which an alias may have before it. */
export function spanOver(key: Span, value: Span): Span {
  return { ...key, end: Math.max(key.end, value.end) };
}

/** Characters of a scalar's text in the file. Most scalars are plain, and need no decoding to know. */
export function spanWithin(scalar: DataScalar, start: number, end: number): Span {
  const { span, written } = scalar;
  return span.end - span.start === written.length
    ? { file: span.file, start: span.start + start, end: span.start + end }
    : scalar.embedded().span(start, end);
}
