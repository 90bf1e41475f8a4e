import { type Dirent, existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import type { FilesBeside, FolderBeside } from '../readers/index.ts';
import type { SourceFile } from '../source/index.ts';
import { readSource, shownPath } from './input-files.ts';

/** How far above a rule the folders of what it shares with others are looked for. */
const mostAbove = 6;

/** Opens the files that rules name; `helpers` is where modules are looked for instead of in a folder found beside them. */
export function filesBeside(helpers: string | undefined): FilesBeside {
  const folders = new Map<string, FolderBeside | undefined>();
  const folderAt = (path: string): FolderBeside | undefined => {
    if (!folders.has(path)) folders.set(path, isFolder(path) ? openFolder(path) : undefined);
    return folders.get(path);
  };
  const above = new Map<string, FolderBeside | undefined>();
  const flat = new Map<string, FolderBeside>();
  const find = (start: string, names: readonly string[]): FolderBeside | undefined => {
    let at = start;
    for (let steps = 0; steps <= mostAbove; steps++) {
      for (const name of names) {
        const found = folderAt(join(at, name));
        if (found !== undefined) return found;
      }
      at = dirname(at);
    }
    return undefined;
  };
  return {
    file: (path, name) => (path === '-' ? undefined : opened(join(dirname(path), name))),
    problem: (path, name) => (path === '-' ? undefined : problemOf(join(dirname(path), name))),
    folder: (path, names) => {
      if (helpers !== undefined && names.includes('helpers')) return folderAt(resolve(helpers));
      if (path === '-') return undefined;
      const start = resolve(dirname(path));
      const key = [start, ...names].join('\0');
      if (!above.has(key)) above.set(key, find(start, names));
      return above.get(key);
    },
    own: path => {
      if (path === '-') return undefined;
      const start = resolve(dirname(path));
      const found = flat.get(start) ?? openFolder(start, false);
      flat.set(start, found);
      return found;
    },
  };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function openFolder(path: string, recursive = true): FolderBeside {
  let names: readonly string[] | undefined;
  return {
    path: shownPath(path),
    names: () => {
      names ??= namesIn(path, recursive);
      return names;
    },
    file: name => opened(join(path, name)),
  };
}

/** What cannot be read is not there. */
function namesIn(path: string, recursive: boolean): readonly string[] {
  try {
    return readdirSync(path, { recursive, withFileTypes: true })
      .filter(entry => isFile(entry) && !basename(entry.parentPath).startsWith('.'))
      .map(entry =>
        join(entry.parentPath, entry.name)
          .slice(path.length + 1)
          .split(sep)
          .join('/'),
      )
      .sort();
  } catch {
    return [];
  }
}

/** A link to a file is one; those to folders are not followed. */
function isFile(entry: Dirent): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile();
  return statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.isFile() === true;
}

/** Why a file that there is cannot be read. */
function problemOf(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  const source = readSource(path);
  return 'code' in source ? source.message : undefined;
}

function opened(path: string): SourceFile | undefined {
  const source = readSource(path);
  return 'code' in source ? undefined : source;
}
