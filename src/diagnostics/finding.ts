import type { Severity } from './diagnostic.ts';

/** A diagnostic with its place, as reports for other programs have it. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly help?: string;
  /** What it is about, where its message and place change with every rule: all of its kind are one finding. */
  readonly subject?: string;
  /** Relative, with `/`. */
  readonly path: string;
  /** 1-based; columns in UTF-16 units, the end after the last character. */
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** Each finding once: what is said of a rule is said again for each of its targets. */
export function distinctFindings(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map<string, Finding>();
  for (const finding of findings) {
    const { code, path, line, column, message } = finding;
    const key = JSON.stringify([code, path, line, column, message]);
    if (!seen.has(key)) seen.set(key, finding);
  }
  return [...seen.values()];
}
