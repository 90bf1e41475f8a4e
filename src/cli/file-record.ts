import type { FileRun } from './file-work.ts';
import type { Arguments } from './options.ts';
import type { ReportLine } from './report-lines.ts';
import { Outcome, type RunSettings } from './run.ts';
import { Summary, type SummaryCounts } from './summary.ts';
import { openTerminal, type Screen } from './terminal.ts';

/** What came of one file on another thread, to be told where its turn comes. */
export interface FileRecord {
  /** In the order in which they were written. */
  readonly told: readonly { readonly to: 'screen' | 'output'; readonly text: string }[];
  /** Lines of the reports, as JSON: a text passes between threads at a fraction of the cost of an object. */
  readonly lines: readonly string[];
  readonly counts: SummaryCounts;
  readonly code: number;
}

/** What the main thread knows of the screen and the reports. */
export interface Surroundings {
  readonly isTerminal: boolean;
  readonly noColour: boolean;
  readonly reportsWanted: boolean;
  readonly reportsOnOutput: boolean;
}

/** A run that writes nothing: `record` gives what it would have written. */
export function recordingRun(
  given: Arguments,
  settings: RunSettings,
  around: Surroundings,
): { readonly run: FileRun; readonly record: () => FileRecord } {
  const told: { to: 'screen' | 'output'; text: string }[] = [];
  const lines: string[] = [];
  const outcome = new Outcome();
  const summary = new Summary();
  const screen: Screen = { ...around, now: () => 0, write: text => void told.push({ to: 'screen', text }) };
  const run: FileRun = {
    ...settings,
    terminal: openTerminal(given, screen),
    reports: {
      add: (line: ReportLine) => void (around.reportsWanted && lines.push(JSON.stringify(line))),
      addWritten: line => void lines.push(line),
      close: () => undefined,
      onOutput: around.reportsOnOutput,
      isWanted: around.reportsWanted,
    },
    output: text => void told.push({ to: 'output', text }),
    outcome,
    summary,
  };
  return { run, record: () => ({ told, lines, counts: summary.counts(), code: outcome.code }) };
}

/** Tells it as if it had come about here. */
export function replay({ told, lines, counts, code }: FileRecord, run: FileRun): void {
  for (const { to, text } of told) to === 'screen' ? run.terminal.pass(text) : run.output(text);
  for (const line of lines) run.reports.addWritten(line);
  run.summary.add(counts);
  if (code === 1 || code === 2 || code === 3) run.outcome.raise(code);
}
