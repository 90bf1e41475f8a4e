import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { digestOf } from '../project/digest.ts';
import type { FilePiece } from '../project/piece.ts';
import { makeFolder } from './make-folder.ts';
import { replaceFile } from './replace-file.ts';
import { version } from './version.ts';

/**
 * Pieces of earlier builds, each under a digest of all that it was made of, so that a cache may be shared by machines and
 * branches. An entry begins with a digest of its key and text: what is damaged, half-written, or stands in the place of another, is made
 * again.
 */
export class BuildCache {
  readonly #folder: string | undefined;
  readonly #made = new Set<string>();
  #isMarked = false;

  /** Without a folder it keeps nothing. */
  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  read(key: string): FilePiece | undefined {
    if (this.#folder === undefined) return undefined;
    try {
      const entry = readFileSync(this.#path(key), 'utf8');
      const text = entry.slice(entry.indexOf('\n') + 1);
      return entry.startsWith(`${sealOf(key, text)}\n`) ? (JSON.parse(text) as FilePiece) : undefined;
    } catch {
      return undefined;
    }
  }

  /** `text`: a piece as JSON. A cache that cannot be written is none. */
  write(key: string, text: string): void {
    if (this.#folder === undefined) return;
    const path = this.#path(key);
    try {
      if (!this.#isMarked) this.#mark(this.#folder);
      if (!this.#made.has(dirname(path))) makeFolder(dirname(path));
      this.#made.add(dirname(path));
      writeFileSync(path, `${sealOf(key, text)}\n${text}`);
    } catch {
      // The next build does the work again.
    }
  }

  /** The folder keeps itself out of git: it is often in a project before anybody has thought of it. */
  #mark(folder: string): void {
    makeFolder(folder);
    const path = join(folder, '.gitignore');
    if (!existsSync(path)) replaceFile(path, '*\n');
    this.#isMarked = true;
  }

  #path(key: string): string {
    return join(this.#folder ?? '', key.slice(0, 2), `${key.slice(2)}.json`);
  }
}

function sealOf(key: string, text: string): string {
  return digestOf(`${key}\n${text}`);
}

/** Of this very build of ruleglot: its version, and all of its code, whose files esbuild names by what they hold. */
export function toolDigest(): string {
  const own = fileURLToPath(import.meta.url);
  const names = readdirSync(dirname(own)).sort().join('\n');
  return createHash('sha256')
    .update(version)
    .update(names)
    .update(readFileSync(own))
    .digest('hex')
    .slice(0, 32);
}
