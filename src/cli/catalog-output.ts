import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from './make-folder.ts';
import { partialSuffix, replaceFile } from './replace-file.ts';

/** The folder of a site: files are written where they change, and those that are no more of the site are removed. */
export class CatalogOutput {
  readonly #root: string;
  readonly #sizes: Record<string, number> = {};
  readonly #made = new Set<string>();
  #written = 0;

  constructor(root: string) {
    this.#root = root;
  }

  get sizes(): Readonly<Record<string, number>> {
    return this.#sizes;
  }

  get written(): number {
    return this.#written;
  }

  put(path: string, text: string): void {
    const file = this.place(path);
    const bytes = Buffer.from(text);
    this.#sizes[path] = bytes.length;
    if (statSync(file, { throwIfNoEntry: false })?.size === bytes.length && readFileSync(file).equals(bytes))
      return;
    replaceFile(file, text);
    this.#written++;
  }

  /** A large file from pieces; it takes its place when it is whole. */
  stream(path: string, pieces: Iterable<string>): void {
    const file = this.place(path);
    const fresh = `${file}${partialSuffix}`;
    const descriptor = openSync(fresh, 'w');
    try {
      writePieces(descriptor, pieces);
    } catch (error) {
      rmSync(fresh, { force: true });
      throw error;
    } finally {
      closeSync(descriptor);
    }
    renameSync(fresh, file);
    this.#sizes[path] = statSync(file).size;
  }

  /** Removes files of a former run that this one did not make. */
  clear(former: readonly string[]): void {
    for (const path of former)
      if (this.#sizes[path] === undefined && !path.includes('..'))
        rmSync(join(this.#root, path), { force: true });
  }

  private place(path: string): string {
    const file = join(this.#root, path);
    const folder = dirname(file);
    if (!this.#made.has(folder)) makeFolder(folder);
    this.#made.add(folder);
    return file;
  }
}

function writePieces(descriptor: number, pieces: Iterable<string>): void {
  let waiting: string[] = [];
  let length = 0;
  const flush = (): void => {
    writeFileSync(descriptor, waiting.join(''));
    waiting = [];
    length = 0;
  };
  for (const piece of pieces) {
    waiting.push(piece);
    length += piece.length;
    if (length > 1_000_000) flush();
  }
  flush();
}
