import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { digestOf } from '../project/digest.ts';
import { type Lock, printLock } from '../project/lock.ts';
import { heldNames } from '../project/output-names.ts';
import { tidyPath } from '../project/pack-folders.ts';
import { unixLines } from '../source/index.ts';
import { shownPath } from './input-files.ts';
import { makeFolder } from './make-folder.ts';
import { partialSuffix, replaceFile } from './replace-file.ts';
import { reasonOf } from './system-errors.ts';

/** What a build would do to the files of the packs. */
export interface FileChanges {
  /** Path in the project → text that there was, absent for a new file. */
  readonly written: ReadonlyMap<string, string | undefined>;
  readonly removed: readonly string[];
  /** Files of the last build that are not wanted any more, and what keeps them. */
  readonly kept: ReadonlyMap<string, 'hand' | 'outside'>;
  /** Files that are written over, and that no build made. */
  readonly strange: readonly string[];
}

/** What is outside of the project is removed from the folders of packs alone, `ofPacks`: a lock may come from anybody. */
export function fileChanges(
  root: string,
  wanted: ReadonlyMap<string, string>,
  lock: Lock,
  ofPacks: readonly string[],
): FileChanges {
  const written = new Map<string, string | undefined>();
  const folders = new Map<string, boolean>();
  const hasFolder = (folder: string): boolean => {
    const known = folders.get(folder) ?? existsSync(folder);
    folders.set(folder, known);
    return known;
  };
  for (const [path, text] of wanted) {
    const whole = join(root, path);
    const held = hasFolder(dirname(whole)) ? textAt(whole) : undefined;
    if (held !== text) written.set(path, held);
  }
  const removed: string[] = [];
  const kept = new Map<string, 'hand' | 'outside'>();
  const mayGo = (path: string): boolean =>
    !path.startsWith('../') || ofPacks.some(folder => path.startsWith(`${folder}/`));
  for (const [path, digests] of lock.files) {
    if (wanted.has(path)) continue;
    const held = textAt(join(root, path));
    if (held === undefined) continue;
    if (!digests.split('|').includes(digestOf(held))) kept.set(path, 'hand');
    else if (mayGo(tidyPath(path))) removed.push(path);
    else kept.set(path, 'outside');
  }
  const strange = [...written].flatMap(([path, held]) =>
    held === undefined || lock.files.has(path) ? [] : [path],
  );
  return { written, removed, kept, strange };
}

/** The text of a file of a pack, or of the lock, with lines that end in LF as they are written. */
export function textAt(path: string): string | undefined {
  try {
    const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
    return isFile ? unixLines(readFileSync(path, 'utf8')) : undefined;
  } catch {
    return undefined;
  }
}

export interface WriteRequest {
  readonly root: string;
  readonly lockPath: string;
  readonly wanted: ReadonlyMap<string, string>;
  readonly changes: FileChanges;
  readonly before: Lock;
  readonly after: Lock;
  /** To be called now and then. */
  readonly goesOn: () => void;
}

/**
 * Writes what has changed. First the lock says of each file that is about to change that it is as before or as after; last it
 * says how things are: whenever the process ends, it has not lied, and the next build goes on from there.
 */
export function writeChanges(request: WriteRequest): Diagnostic | undefined {
  const { root, lockPath, wanted, changes, before, after, goesOn } = request;
  let path = lockPath;
  try {
    makeFolder(dirname(lockPath));
    removePartials(root, before);
    if (changes.written.size + changes.removed.length > 0)
      replaceFile(lockPath, printLock(lockBetween(request)));
    const made = new Set<string>();
    for (const file of changes.written.keys()) {
      path = join(root, file);
      if (!made.has(dirname(path))) makeFolder(dirname(path));
      made.add(dirname(path));
      replaceFile(path, wanted.get(file) ?? '');
      goesOn();
    }
    for (const file of changes.removed) {
      path = join(root, file);
      rmSync(path, { force: true });
      removeEmptyFolders(dirname(path), root);
      goesOn();
    }
    path = lockPath;
    const text = printLock(after);
    if (textAt(lockPath) !== text) replaceFile(lockPath, text);
    return undefined;
  } catch (error) {
    return unwritable(path, error);
  }
}

/** Whether packs and lock are as they are to be. */
export function isWritten(lockPath: string, { written, removed }: FileChanges, after: Lock): boolean {
  return written.size + removed.length === 0 && textAt(lockPath) === printLock(after);
}

/** Of an absolute path. */
export function unwritable(path: string, error: unknown): Diagnostic {
  return diagnose('cli/unwritable', { path: shownPath(path), reason: reasonOf(error) });
}

/** Of what does not change it says all; of what does, only which files may be of which text, and the names of all. */
function lockBetween({ changes, before, after }: WriteRequest): Lock {
  const rules = [...after.rules].filter(([key, rule]) => {
    const old = before.rules.get(key);
    return old !== undefined && JSON.stringify(old) === JSON.stringify(rule);
  });
  const files = new Map(after.files);
  for (const [path, text] of changes.written) {
    const digests = [text === undefined ? '' : digestOf(text), after.files.get(path) ?? ''];
    files.set(path, digests.join('|'));
  }
  for (const path of changes.removed) files.set(path, `${before.files.get(path) ?? ''}|`);
  return { rules: new Map(rules), names: heldNames(after), files };
}

/** What a build that was killed was writing. */
function removePartials(root: string, { files }: Lock): void {
  for (const [path, digests] of files)
    if (digests.includes('|')) rmSync(join(root, `${path}${partialSuffix}`), { force: true });
}

function removeEmptyFolders(folder: string, root: string): void {
  if (folder === root || !folder.startsWith(root) || !existsSync(folder)) return;
  if (readdirSync(folder).length > 0) return;
  rmdirSync(folder);
  removeEmptyFolders(dirname(folder), root);
}
