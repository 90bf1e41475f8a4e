import { existsSync, readFileSync } from 'node:fs';
import { diagnose } from '../diagnostics/index.ts';
import { emptyLock, type Lock, laterTool, readLock } from '../project/lock.ts';
import { SourceFile, unixLines } from '../source/index.ts';
import type { BuildBase } from './build-base.ts';
import { shownPath } from './input-files.ts';
import { reasonOf } from './system-errors.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

/** The lock of the last build; undefined when it is there and cannot be used, which has been told. */
export function heldLock(path: string, terminal: Terminal): Lock | undefined {
  try {
    const text = existsSync(path) ? unixLines(readFileSync(path, 'utf8')) : undefined;
    const lock = lockOf(path, text, terminal);
    const tool = lock && laterTool(lock, version);
    if (tool !== undefined)
      terminal.diagnostic(diagnose('lock/later-tool', { tool, known: version }), shownPath(path));
    return lock;
  } catch (error) {
    terminal.diagnostic(diagnose('read/unreadable', { reason: reasonOf(error) }), shownPath(path));
    return undefined;
  }
}

/** That of the base; where its packs were not committed beside it, there is nothing that the new ones can be compared with. */
export function baseLock(
  path: string,
  text: string | undefined,
  { hasAny }: BuildBase,
  terminal: Terminal,
): Lock | undefined {
  const lock = lockOf(path, text, terminal);
  return lock === undefined || hasAny([...lock.files.keys()]) ? lock : emptyLock;
}

/** The lock of a text; undefined when it cannot be used, which has been told. */
function lockOf(path: string, text: string | undefined, terminal: Terminal): Lock | undefined {
  if (text === undefined) return emptyLock;
  const { value, diagnostics } = readLock(new SourceFile(shownPath(path), text.replace(/^\ufeff/, '')));
  for (const diagnostic of diagnostics) terminal.diagnostic(diagnostic, shownPath(path));
  return value;
}
