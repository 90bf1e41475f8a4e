import { join } from 'node:path';
import { diagnose } from '../diagnostics/index.ts';
import { visibleText } from '../diagnostics/visible-text.ts';
import { type Lock, printLock } from '../project/lock.ts';
import { shownPath } from './input-files.ts';
import { lineChanges } from './line-changes.ts';
import { type FileChanges, textAt } from './pack-files.ts';
import { diagnosticLine } from './report-lines.ts';
import type { Reports } from './reports.ts';
import type { Terminal } from './terminal.ts';

interface StaleRequest {
  readonly root: string;
  readonly lockPath: string;
  readonly wanted: ReadonlyMap<string, string>;
  readonly changes: FileChanges;
  readonly lock: Lock;
  /** Where the lines go. */
  readonly write: (text: string) => void;
  readonly reports: Pick<Reports, 'add'>;
}

/** After an upgrade all of them may be: more than this nobody looks at, and hosts of reports do not take. */
const mostReported = 200;

/** Tells what of packs and lock is not as it should be, with the lines that differ; whether there is any. */
export function tellStale(
  { root, lockPath, wanted, changes, lock, write, reports }: StaleRequest,
  terminal: Terminal,
): boolean {
  const { written, removed, kept } = changes;
  let reported = 0;
  const tell = (path: string, how: string): void => {
    const shown = shownPath(path);
    const diagnostic = diagnose('build/stale', { path: shown, how });
    terminal.diagnostic(diagnostic, shown);
    if (reported++ < mostReported)
      reports.add({
        schemaVersion: 1,
        kind: 'stale',
        path: shown,
        diagnostics: [diagnosticLine(diagnostic)],
      });
  };
  for (const [path, held] of written) {
    const file = join(root, path);
    tell(file, held === undefined ? 'is missing' : 'is not what the rules make');
    write(fileDifference(shownPath(file), held ?? '', wanted.get(path) ?? ''));
  }
  for (const path of removed) tell(join(root, path), 'is of no rule any more');
  for (const [path, by] of kept) tell(join(root, path), `is of no rule any more, and ${keptWords[by]}`);
  const old = textAt(lockPath);
  const text = printLock(lock);
  if (old !== text) {
    tell(lockPath, old === undefined ? 'is missing' : 'is not what the rules make');
    write(fileDifference(shownPath(lockPath), old ?? '', text));
  }
  return written.size + removed.length + kept.size > 0 || old !== text;
}

const keptWords = { hand: 'was changed by hand', outside: 'lies outside of the project' } as const;

const mostLines = 40;

/** The lines that differ, as a unified difference without lines around them. */
export function fileDifference(path: string, old: string, current: string): string {
  const lines = lineChanges(old.split('\n'), current.split('\n')).flatMap(change => [
    `@@ -${change.oldStart + 1},${change.old.length} +${change.newStart + 1},${change.new.length} @@`,
    ...change.old.map(line => `-${visibleText(line)}`),
    ...change.new.map(line => `+${visibleText(line)}`),
  ]);
  const more = lines.length > mostLines ? [`… ${lines.length - mostLines} more lines`] : [];
  return `${[`--- ${path}`, `+++ ${path} (as built)`, ...lines.slice(0, mostLines), ...more].join('\n')}\n`;
}
