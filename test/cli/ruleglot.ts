import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** A folder of its own for a test file, gone when the tests are done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ruleglot-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
}

/** Builds the command as it is shipped, and gives what runs it as a shell would. */
export function shippedCommand(): RunShipped {
  return shippedIn(shippedFolder());
}

/** A folder with the command as it is shipped. */
export function shippedFolder(): string {
  const folder = temporaryFolder();
  const built = spawnSync(process.execPath, ['scripts/build.mjs', folder], { cwd: root, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stderr);
  return folder;
}

/** Lines of progress come by the clock. */
const { CI: _, ...withoutCi } = process.env;

export type RunShipped = (words: readonly string[], options?: RunOptions) => Ran;

export function shippedIn(folder: string): RunShipped {
  return (words, { cwd = root, input = '' } = {}) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'ruleglot.js'), ...words], {
      cwd,
      input,
      env: withoutCi,
      encoding: 'utf8',
      timeout: 60_000,
      maxBuffer: 1 << 28,
    });
    return { code: status, stdout, stderr };
  };
}

/** Writes files, by their paths below a folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** The objects of an NDJSON text. */
export function linesOf<Line = Record<string, unknown>>(text: string): Line[] {
  return text
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Line);
}

export function reportAt<Line = Record<string, unknown>>(path: string): Line[] {
  return linesOf<Line>(readFileSync(path, 'utf8'));
}

/** A Sigma rule of Windows process creation; `detection` is the lines below that key. */
export function sigmaRule(title: string, detection: string, more = ''): string {
  return `title: ${title}\n${more}logsource:\n  category: process_creation\n  product: windows\ndetection:\n${detection}`;
}

export const plainDetection = `  selection:\n    Image|endswith: '\\cmd.exe'\n  condition: selection\n`;
