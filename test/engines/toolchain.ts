import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the judges need, installed once; git ignores it, and none of it is part of the project. */
const cache = '.ruleglot-cache/engines';

/** A toolchain that is not on this machine: what it would judge is skipped, and said so. */
export class ToolchainMissing extends Error {}

/** A folder of the cache, made when it is not there. */
export function cacheFolder(...names: readonly string[]): string {
  const folder = join(cache, ...names);
  mkdirSync(folder, { recursive: true });
  return folder;
}

export function needTool(...commands: readonly string[]): void {
  for (const command of commands)
    if (spawnSync(command, [command === 'java' ? '-version' : '--version']).status !== 0)
      throw new ToolchainMissing(`${command} is not here`);
}

/** Runs a step of an installation unless it was done with the same recipe before. */
export function installOnce(folder: string, recipe: string, install: () => void): void {
  const mark = join(folder, 'installed');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === recipe) return;
  install();
  writeFileSync(mark, recipe);
}

/** A step of an installation; one that fails is a failure of the suite. */
export function must(command: string, words: readonly string[], folder?: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, [...words], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    ...(folder === undefined ? {} : { cwd: folder }),
  });
  if (status === 0) return stdout;
  const said = error?.message ?? `${stderr}${stdout}`.trim().split('\n').slice(-8).join('\n');
  throw new Error(`${command} ${words.join(' ')}: ${said}`);
}

/** A Python with packages of the versions that are judged by. */
export function pythonWith(name: string, packages: readonly string[]): string {
  needTool('python3');
  const folder = cacheFolder(name);
  const python = join(folder, 'bin', 'python');
  installOnce(folder, packages.join('\n'), () => {
    must('python3', ['-m', 'venv', folder]);
    must(python, ['-m', 'pip', 'install', '--quiet', ...packages]);
  });
  return python;
}
