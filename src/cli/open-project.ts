import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { Project } from '../project/config.ts';
import { type ConfigUse, readConfig } from '../project/read-config.ts';
import type { SourceFile } from '../source/index.ts';
import { badChoice, badValue } from './bad-value.ts';
import { configName } from './config-name.ts';
import { readSource, shownPath } from './input-files.ts';
import type { Arguments, OptionSpec } from './options.ts';
import type { Terminal } from './terminal.ts';

/** Options of every command that works on a project. */
export const projectOptions: readonly OptionSpec[] = [
  { name: 'config', value: 'FILE', help: `the project's configuration (default ${configName})` },
  {
    name: 'profile',
    value: 'NAME',
    help: 'the environment of packs that name none; the lock is then ruleglot.NAME.lock',
  },
];

/** A project, and where it is. */
export interface OpenedProject extends Project {
  /** An absolute path: all paths of the configuration begin here. */
  readonly root: string;
  readonly configPath: string;
  /** Of `--profile`. */
  readonly asked: string | undefined;
  /** An absolute path. */
  readonly lockPath: string;
}

function folderGiven(path: string): Diagnostic {
  const within = join(path, configName);
  return badValue(
    '--config',
    path,
    'a file, not a folder',
    existsSync(within) ? shownPath(within) : undefined,
  );
}

/** The project of `--config`; undefined when what is wrong with it has been told. */
export function openProject(
  given: Arguments,
  terminal: Terminal,
  use: ConfigUse = 'build',
): OpenedProject | Diagnostic | undefined {
  const configPath = given.one('config') ?? configName;
  if (configPath === '') return diagnose('cli/missing', { what: 'the value of --config' });
  if (statSync(configPath, { throwIfNoEntry: false })?.isDirectory() === true) return folderGiven(configPath);
  if (!existsSync(configPath)) return diagnose('config/missing', { path: configPath });
  const file = readSource(configPath);
  if ('code' in file) {
    terminal.diagnostic(file, shownPath(configPath));
    return undefined;
  }
  const root = resolve(dirname(configPath));
  const load = (path: string): SourceFile | string => {
    const found = readSource(join(root, path));
    return 'code' in found ? found.message : found;
  };
  const { value, diagnostics } = readConfig(file, basename(configPath), load, use);
  for (const diagnostic of diagnostics) terminal.diagnostic(diagnostic, shownPath(configPath));
  if (value === undefined) return undefined;
  const asked = given.one('profile');
  const profiles = Object.keys(value.config.profiles ?? {});
  if (asked !== undefined && profiles.length === 0)
    return badValue('--profile', asked, 'the name of a profile (the configuration has none)');
  if (asked !== undefined && !profiles.includes(asked)) return badChoice('--profile', asked, profiles);
  const lock = value.config.lock ?? 'ruleglot.lock';
  const named = asked === undefined ? lock : lock.replace(/(\.[^./]*)?$/, `.${asked}$1`);
  return { ...value, root, configPath, asked, lockPath: resolve(root, named) };
}
