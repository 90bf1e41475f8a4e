import { readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { extname, join, relative, resolve, sep } from 'node:path';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { SourceFile } from '../source/index.ts';
import { decodeSource } from './decode-source.ts';
import { reasonOf } from './system-errors.ts';

const megabyte = 1024 * 1024;

/** The largest public rule has 120 kB; an export of Kibana has a thousand rules, a line each. */
const largestFile = 5 * megabyte;
const largestExport = 100 * megabyte;

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

/** A diagnostic that belongs to a path, though it may have no place in the file. */
export interface Located {
  readonly path: string;
  readonly diagnostic: Diagnostic;
}

/** Every file that could be a rule, under the paths given, once each and sorted; a path that is a file is taken whatever its name. */
export function expandPaths(paths: readonly string[]): {
  readonly files: readonly string[];
  readonly failures: readonly Located[];
} {
  const files = new Map<string, string>();
  const failures: Located[] = [];
  for (const path of new Set(paths)) {
    const before = failures.length;
    const found = filesUnder(path, failures);
    if (found.length === 0 && failures.length === before)
      failures.push({
        path: shownPath(path),
        diagnostic: diagnose('cli/no-rules', { path: shownPath(path) }),
      });
    for (const file of found) files.set(resolve(file), shownPath(file));
  }
  return { files: [...files.values()].sort(byCodeUnit), failures };
}

/** So that the order is the same on every machine. */
function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function filesUnder(path: string, failures: Located[]): readonly string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path, { withFileTypes: true }).flatMap(entry => {
      const inner = join(path, entry.name);
      if (entry.name.startsWith('.') || entry.name === 'node_modules') return [];
      if (entry.isDirectory()) return filesUnder(inner, failures);
      return mayHoldRules(entry.name) ? [inner] : [];
    });
  } catch (error) {
    failures.push({
      path: shownPath(path),
      diagnostic: diagnose('read/unreadable', { reason: reasonOf(error) }),
    });
    return [];
  }
}

/** Of the .conf files of an app of Splunk, one has searches. */
function mayHoldRules(name: string): boolean {
  return ruleExtensions.has(extname(name).toLowerCase()) || name.toLowerCase() === 'savedsearches.conf';
}

/** A file as text, or why it is none. The path is shown relative to the working directory, with `/`. */
export function readSource(path: string): SourceFile | Diagnostic {
  try {
    const unfit = unfitness(path, statSync(path));
    return unfit ?? decodeSource(shownPath(path), readFileSync(path));
  } catch (error) {
    return diagnose('read/unreadable', { reason: reasonOf(error) });
  }
}

/** What a file holds. Throws where there is none, and of pipes and devices. */
export function regularBytes(path: string): Buffer {
  if (!statSync(path).isFile()) throw new Error(`${path} is no regular file`);
  return readFileSync(path);
}

/** Reading a pipe or a device may never end. */
function unfitness(path: string, stats: Stats): Diagnostic | undefined {
  if (!stats.isFile())
    return diagnose(
      'read/unreadable',
      { reason: 'it is no regular file' },
      undefined,
      stats.isDirectory() ? {} : { help: 'give what a pipe holds as standard input: -' },
    );
  return sizeProblem(stats.size, extname(path).toLowerCase() === '.ndjson' ? largestExport : largestFile);
}

/** Standard input as text, or why it is none. */
export async function readStandardInput(): Promise<SourceFile | Diagnostic> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    chunks.push(Buffer.from(chunk));
    size += chunk.length;
    const unfit = sizeProblem(size, largestExport);
    if (unfit !== undefined) return unfit;
  }
  return decodeSource('-', Buffer.concat(chunks));
}

function sizeProblem(size: number, limit: number): Diagnostic | undefined {
  const megabytes = (bytes: number): string => `${(bytes / megabyte).toFixed(1)} MB`;
  return size > limit
    ? diagnose('read/too-large', { size: megabytes(size), limit: megabytes(limit) })
    : undefined;
}

export function shownPath(path: string): string {
  const shown = relative(process.cwd(), path) || '.';
  return sep === '/' ? shown : shown.split(sep).join('/');
}
