import { posix } from 'node:path';
import type { FilesBeside, FolderBeside } from '../readers/index.ts';
import type { SourceFile } from '../source/index.ts';

/** Files that stand beside others, among those that the caller has given: nothing is read from a disk. */
export function givenFiles(files: readonly SourceFile[]): FilesBeside {
  const byPath = new Map(files.map(file => [posix.normalize(file.path), file]));
  const folders = new Map<string, FolderBeside>();
  const folderAt = (path: string): FolderBeside | undefined => {
    const within = [...byPath.keys()].filter(each => each.startsWith(`${path}/`)).sort();
    if (within.length === 0) return undefined;
    const known = folders.get(path) ?? {
      path,
      names: () => within.map(each => each.slice(path.length + 1)),
      file: (name: string) => byPath.get(`${path}/${name}`),
    };
    folders.set(path, known);
    return known;
  };
  const flat = new Map<string, FolderBeside>();
  const ownAt = (path: string): FolderBeside => {
    const within = [...byPath.keys()].filter(each => posix.dirname(each) === path).sort();
    const known = flat.get(path) ?? {
      path,
      names: () => within.map(each => posix.basename(each)),
      file: (name: string) => byPath.get(posix.join(path, name)),
    };
    flat.set(path, known);
    return known;
  };
  return {
    own: path => ownAt(posix.dirname(posix.normalize(path))),
    file: (path, name) => byPath.get(posix.join(posix.dirname(path), name)),
    folder: (path, names) => {
      for (let at = posix.dirname(path); ; at = posix.dirname(at)) {
        const found = names.map(name => folderAt(posix.join(at, name))).find(each => each !== undefined);
        if (found !== undefined || at === posix.dirname(at)) return found;
      }
    },
  };
}
