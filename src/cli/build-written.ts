import { statSync } from 'node:fs';
import { join } from 'node:path';
import { diagnose } from '../diagnostics/index.ts';
import type { Lock } from '../project/lock.ts';
import type { BuildPlan } from '../project/plan.ts';
import { heldLock } from './build-lock.ts';
import type { BuildResult } from './build-result.ts';
import { shownPath } from './input-files.ts';
import { asOnlyWriter } from './one-writer.ts';
import type { OpenedProject } from './open-project.ts';
import { type FileChanges, fileChanges, isWritten, unwritable, writeChanges } from './pack-files.ts';
import { silentTerminal, type Terminal } from './terminal.ts';

export interface WritingBuild {
  readonly project: OpenedProject;
  readonly plan: BuildPlan;
  readonly before: Lock;
  /** Of `lockStamp`, when `before` was read. */
  readonly stamp: string;
  readonly terminal: Terminal;
}

/** Tells one file of a lock from another in its place: each build that changes it puts a new one there. */
export function lockStamp(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false, bigint: true });
  return found === undefined ? '' : [found.ino, found.mtimeNs, found.size].join(' ');
}

/** What was written of packs and lock; undefined where it could not be, which has been told. */
export async function writePacks(
  build: WritingBuild,
  result: BuildResult,
  seen: FileChanges,
): Promise<FileChanges | undefined> {
  const { project, terminal } = build;
  const { lockPath } = project;
  if (isWritten(lockPath, seen, result.lock)) {
    tellUntouched(build, seen);
    return seen;
  }
  const tellWait = (holder: string): void =>
    terminal.say(`waiting for another build that writes here${holder === '' ? '' : ` (process ${holder})`}`);
  try {
    return await asOnlyWriter(lockPath, tellWait, goesOn => writeNow(build, result, seen, goesOn));
  } catch (error) {
    terminal.diagnostic(unwritable(lockPath, error), 'ruleglot');
    return undefined;
  }
}

/** Another build may have written since this one has looked: what there is to change is looked at again. */
function writeNow(
  build: WritingBuild,
  result: BuildResult,
  seen: FileChanges,
  goesOn: () => void,
): FileChanges | undefined {
  const { project, plan, stamp, terminal } = build;
  const { root, lockPath } = project;
  const isAsSeen = lockStamp(lockPath) === stamp;
  const before = isAsSeen ? build.before : (heldLock(lockPath, silentTerminal) ?? build.before);
  const { files: wanted } = result.assembled;
  const folders = plan.packs.map(({ folder }) => folder);
  const changes = isAsSeen ? seen : fileChanges(root, wanted, before, folders);
  tellUntouched(build, changes);
  const failed = writeChanges({ root, lockPath, wanted, changes, before, after: result.lock, goesOn });
  if (failed === undefined) return changes;
  terminal.diagnostic(failed, 'ruleglot');
  return undefined;
}

function tellUntouched({ project: { root }, terminal }: WritingBuild, { kept, strange }: FileChanges): void {
  for (const [path, by] of kept) {
    const shown = shownPath(join(root, path));
    terminal.diagnostic(diagnose('build/kept', { path: shown, by }), shown);
  }
  for (const path of strange) {
    const shown = shownPath(join(root, path));
    terminal.diagnostic(diagnose('build/overwritten', { path: shown }), shown);
  }
}
