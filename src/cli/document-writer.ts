import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { makeFolder } from './make-folder.ts';
import { replaceFile } from './replace-file.ts';
import type { Run } from './run.ts';
import { reasonOf } from './system-errors.ts';

interface Document {
  readonly path: string;
  readonly text: string;
}

/** Puts the documents of a target where they belong; gives their paths under `-o`. */
export type DeliverDocuments = (
  target: string,
  documents: readonly Document[],
  run: Pick<Run, 'terminal' | 'output' | 'outcome'>,
) => readonly string[];

/** To standard output, each under a comment line that names it. */
export const printDocuments: DeliverDocuments = (target, documents, { output }) => {
  for (const { path, text } of documents)
    output(`# ${folderOf(target)}/${path}\n${text}${text.endsWith('\n') ? '' : '\n'}`);
  return [];
};

/** Nowhere: standard output is a report's. */
export const dropDocuments: DeliverDocuments = () => [];

/** Into files below `root`, which is made; a file that cannot be written is told, and not named. */
export function documentFiles(root: string): DeliverDocuments | Diagnostic {
  const unwritable = (path: string, error: unknown) =>
    diagnose('cli/unwritable', { path, reason: reasonOf(error) });
  try {
    if (statSync(root, { throwIfNoEntry: false })?.isDirectory() === false)
      return diagnose('cli/unwritable', { path: root, reason: 'it is a file, not a folder' });
    makeFolder(root);
  } catch (error) {
    return unwritable(root, error);
  }
  const made = new Set<string>();
  return (target, documents, { terminal, outcome }) =>
    documents.flatMap(({ path, text }) => {
      const below = `${folderOf(target)}/${path}`;
      const file = join(root, below);
      try {
        if (!made.has(dirname(file))) makeFolder(dirname(file));
        made.add(dirname(file));
        write(file, text);
        return [below];
      } catch (error) {
        terminal.diagnostic(unwritable(file, error), file);
        outcome.raise(2);
        return [];
      }
    });
}

/** What the disk does not take whole is not left there. To write over a file costs many times what reading it does: file systems flush what replaces a file at once (https://docs.kernel.org/admin-guide/ext4.html, auto_da_alloc). */
function write(file: string, text: string): void {
  try {
    writeFileSync(file, text, { encoding: 'utf8', flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      if (!holds(file, text)) replaceFile(file, text);
      return;
    }
    rmSync(file, { force: true });
    throw error;
  }
}

function holds(file: string, text: string): boolean {
  if (statSync(file).size !== Buffer.byteLength(text)) return false;
  return readFileSync(file, 'utf8') === text;
}

/** A folder a target: `elastic-eql` for `elastic:eql`, as a colon is no part of a name on every system. */
function folderOf(target: string): string {
  return target.replaceAll(':', '-');
}
