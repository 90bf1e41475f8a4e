import type { Span } from '../source/index.ts';

export type Severity = 'error' | 'warning' | 'note';

/** What a reader of a rule is told. Returned, never thrown. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** Absent for what has no place in a file, such as an unreadable path. */
  readonly span?: Span;
  readonly related: readonly Related[];
  readonly help?: string;
}

export interface Related {
  readonly message: string;
  readonly span: Span;
}

/** A value, or the diagnostics that say why there is none. Warnings may accompany a value. */
export interface Result<Value> {
  readonly value: Value | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export function success<Value>(value: Value, diagnostics: readonly Diagnostic[] = []): Result<Value> {
  return { value, diagnostics };
}

export function failure(...diagnostics: readonly Diagnostic[]): Result<never> {
  return { value: undefined, diagnostics };
}
