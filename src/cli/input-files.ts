import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { SourceFile } from '../source/index.ts';

/** 5 MB: the largest public rule has 120 kB. */
const largestFile = 5 * 1024 * 1024;

const ruleExtensions = new Set([
  '.yml',
  '.yaml',
  '.toml',
  '.ndjson',
  '.kql',
  '.lucene',
  '.eql',
  '.esql',
  '.spl',
]);

/** Every file that could be a rule, under the paths given; a path that is a file is taken whatever its name. Sorted. */
export function expandPaths(paths: readonly string[]): {
  readonly files: readonly string[];
  readonly diagnostics: readonly Located[];
} {
  const files = new Set<string>();
  const diagnostics: Located[] = [];
  for (const path of paths) {
    const found = filesUnder(path, diagnostics);
    if (found.length === 0 && !diagnostics.some(each => each.path === path))
      diagnostics.push({ path, diagnostic: diagnose('cli/no-rules', { path }) });
    for (const file of found) files.add(file);
  }
  return { files: [...files].sort(byPath), diagnostics };
}

/** A diagnostic that belongs to a path, though it may have no place in the file. */
export interface Located {
  readonly path: string;
  readonly diagnostic: Diagnostic;
}

/** By code unit, so that the order is the same on every machine. */
function byPath(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function filesUnder(path: string, diagnostics: Located[]): readonly string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path, { withFileTypes: true }).flatMap(entry => {
      const inner = join(path, entry.name);
      if (entry.name.startsWith('.') || entry.name === 'node_modules') return [];
      if (entry.isDirectory()) return filesUnder(inner, diagnostics);
      return ruleExtensions.has(extname(entry.name).toLowerCase()) ? [inner] : [];
    });
  } catch (error) {
    diagnostics.push({ path, diagnostic: diagnose('read/unreadable', { reason: reasonOf(error) }) });
    return [];
  }
}

/** A file as text, or why it is none. The path is shown relative to the working directory, with `/`. */
export function readSource(path: string): SourceFile | Diagnostic {
  try {
    const size = statSync(path).size;
    if (size > largestFile)
      return diagnose('read/too-large', { size: megabytes(size), limit: megabytes(largestFile) });
    return decodeSource(shownPath(path), readFileSync(path));
  } catch (error) {
    return diagnose('read/unreadable', { reason: reasonOf(error) });
  }
}

export function decodeSource(path: string, bytes: Uint8Array): SourceFile | Diagnostic {
  if (bytes.includes(0)) return diagnose('read/not-text', {});
  const text = decodeUtf8(bytes);
  if (text === undefined) return diagnose('read/not-utf8', { offset: firstBadByte(bytes) });
  if (text.trim() === '') return diagnose('read/empty', {});
  return new SourceFile(path, text);
}

export function shownPath(path: string): string {
  const shown = relative(process.cwd(), path) || '.';
  return sep === '/' ? shown : shown.split(sep).join('/');
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The longest prefix that decodes tells where the first bad byte is. */
function firstBadByte(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (decodesAsPrefix(bytes.subarray(0, middle))) low = middle;
    else high = middle - 1;
  }
  return low;
}

function decodesAsPrefix(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function megabytes(size: number): string {
  return `${(size / 1024 / 1024).toFixed(1)} MB`;
}

export function reasonOf(error: unknown): string {
  const code = (error as { code?: string }).code;
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    EACCES: 'no permission',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a part of the path is not a folder',
    ENOSPC: 'the disk is full',
    EROFS: 'the file system is read-only',
  };
  return (
    (code === undefined ? undefined : words[code]) ?? (error instanceof Error ? error.message : String(error))
  );
}
