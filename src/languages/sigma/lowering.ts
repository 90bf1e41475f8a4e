import type { Diagnostic } from '../../diagnostics/index.ts';
import type { Span } from '../../source/index.ts';

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
