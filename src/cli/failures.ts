import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { ReadRule } from '../readers/index.ts';
import { failureLine } from './report-lines.ts';
import type { Run } from './run.ts';
import { OutputFailure } from './standard-output.ts';

/** Tells of what could not be read or done, on the terminal and in the reports, and lets it count for the exit code. */
export function fail(
  run: Run,
  path: string,
  diagnostics: readonly Diagnostic[],
  read?: ReadRule,
  target?: string,
): void {
  for (const diagnostic of diagnostics) run.terminal.diagnostic(diagnostic, path);
  run.reports.add(failureLine(path, diagnostics, read, target));
  if (diagnostics.some(({ code }) => code === 'internal/crash')) run.outcome.raise(3);
  else if (run.failOn.events.has('unreadable')) run.outcome.raise(1);
}

/** What is said of a defect of ours, which ends one rule and not the run. */
export function crashOf(error: unknown, debug: boolean): Diagnostic {
  if (error instanceof OutputFailure) throw error;
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  if (debug) process.stderr.write(`${stack}\n`);
  return diagnose('internal/crash', { message });
}
