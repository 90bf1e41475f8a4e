import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, vi } from 'vitest';
import { runCommand } from '../../src/cli/run-command.ts';
import { standardOutput } from '../../src/cli/standard-output.ts';
import { type Ran, temporaryFolder } from './ruleglot.ts';

/** Runs a command in this process, which spares the start of one. */
export async function ranHere(words: readonly string[]): Promise<Ran> {
  const output: string[] = [];
  const said: string[] = [];
  const spy = vi.spyOn(standardOutput, 'write').mockImplementation(text => void output.push(text));
  const code = await runCommand(words, {
    isTerminal: false,
    noColour: false,
    now: () => 0,
    write: text => void said.push(text),
  });
  spy.mockRestore();
  return { code, stdout: output.join(''), stderr: said.join('') };
}

/** The tests of a file run in a folder of their own; its path. */
export function inOwnFolder(): string {
  const folder = temporaryFolder();
  const home = process.cwd();
  process.chdir(folder);
  afterAll(() => process.chdir(home));
  return folder;
}

/** Each test of a file runs in a folder of its own, which is filled before. */
export function eachInOwnFolder(fill: () => unknown): void {
  const top = inOwnFolder();
  let count = 0;
  beforeEach(async () => {
    process.chdir(mkdirSync(join(top, String(count++)), { recursive: true }) ?? top);
    await fill();
  });
}
