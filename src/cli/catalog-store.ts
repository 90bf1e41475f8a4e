import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { RuleEntry } from '../catalog/index.ts';
import { mayLink, type SigmaRun } from '../readers/index.ts';
import type { SourceFile } from '../source/index.ts';
import { lineMarks } from './catalog-work.ts';
import { regularBytes } from './input-files.ts';
import { makeFolder } from './make-folder.ts';
import { isOfPanther } from './panther-beside.ts';
import { replaceFile } from './replace-file.ts';
import { version } from './version.ts';

/** What was found of one rule: its entry, and what its page says, as JSON that nobody needs before the page. */
export interface StoredRule {
  readonly entry: RuleEntry;
  readonly detail: string;
}

/** What a former run has left. */
export interface Manifest {
  readonly keys: Readonly<Record<string, string>>;
  /** Files of the site with their sizes. */
  readonly files: Readonly<Record<string, number>>;
}

/** Raised when what is found of a rule changes its form. */
const form = 3;

export function cacheFolder(output: string): string {
  return join(output, '.ruleglot-cache');
}

/** What counts for every file, and what the files beside one mean to it. */
interface Around {
  readonly settings: string;
  readonly besideOf: (source: Pick<SourceFile, 'path' | 'text'>) => string;
}

/** A key for each file: its own content, what it is read with, and the Sigma files that refer to others. */
export function fileKeys(
  paths: readonly string[],
  { settings, besideOf }: Around,
  run: SigmaRun | undefined,
): ReadonlyMap<string, string> {
  const linking = run?.files.filter(({ text }) => mayLink(text)) ?? [];
  const links = digest(linking.map(({ text }) => text).join('\0'));
  const all = linking.length === 0 ? '' : digest((run?.files ?? []).map(({ text }) => text).join('\0'));
  const linkers = new Set(linking.map(({ path }) => path));
  return new Map(
    paths.map(path => [
      path,
      keyOf(path, `${version} ${form} ${settings} ${links} ${linkers.has(path) ? all : ''}`, besideOf),
    ]),
  );
}

function keyOf(path: string, around: string, besideOf: Around['besideOf']): string {
  try {
    const bytes = regularBytes(path);
    const source = { path, text: bytes.toString('utf8') };
    const beside = isOfPanther(source) ? besideOf(source) : '';
    return createHash('sha1').update(around).update(bytes).update(beside).digest('hex');
  } catch {
    return '';
  }
}

function digest(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

/** Undefined where there is none, or none of this version. */
export function readManifest(output: string): Manifest | undefined {
  try {
    const data: unknown = JSON.parse(readFileSync(join(cacheFolder(output), 'manifest.json'), 'utf8'));
    return isManifest(data) ? data : undefined;
  } catch {
    return undefined;
  }
}

function isManifest(data: unknown): data is Manifest {
  return typeof data === 'object' && data !== null && 'keys' in data && 'files' in data;
}

export function writeManifest(output: string, manifest: Manifest): void {
  makeFolder(cacheFolder(output));
  replaceFile(join(cacheFolder(output), 'manifest.json'), JSON.stringify(manifest));
}

/** Whether the site is as the manifest says. */
export function isIntact(output: string, { files }: Manifest): boolean {
  return Object.entries(files).every(
    ([path, size]) => statSync(join(output, path), { throwIfNoEntry: false })?.size === size,
  );
}

/** What former runs found of the files that `wanted` names. */
export async function readRecords(
  output: string,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly StoredRule[]>> {
  const records = new Map<string, StoredRule[]>();
  const path = join(cacheFolder(output), 'records');
  if (!existsSync(path)) return records;
  let entry: RuleEntry | undefined;
  for await (const line of createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    if (line.startsWith(lineMarks.entry)) entry = JSON.parse(line.slice(1)) as RuleEntry;
    else if (entry !== undefined && wanted.has(entry.path))
      records.set(entry.path, [...(records.get(entry.path) ?? []), { entry, detail: line.slice(1) }]);
  }
  return records;
}

/** The lines of the records of all rules, to be written as they come. */
export function* recordLines(rules: readonly StoredRule[]): Generator<string> {
  for (const { entry, detail } of rules)
    yield `${lineMarks.entry}${JSON.stringify(entry)}\n${lineMarks.detail}${detail}\n`;
}
