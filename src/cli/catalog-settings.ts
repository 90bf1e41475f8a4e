import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { toolDigest } from './build-cache.ts';
import { configName } from './config-name.ts';
import { readSource } from './input-files.ts';
import { macroPaths } from './macro-files.ts';
import { openProject } from './open-project.ts';
import type { Arguments } from './options.ts';
import { silentTerminal } from './terminal.ts';

/** All that the pages depend on beside the files of rules: this ruleglot, the options, and what stands in the files that they name. */
export function catalogSettings(given: Arguments): string {
  const named = [
    ...['placeholders', 'pipeline', 'filter'].map(name => given.all(name)),
    macroPaths(given.all('macros')),
    configFiles(given),
  ];
  return JSON.stringify([
    toolDigest(),
    ...['from', 'profile', 'helpers'].map(name => given.all(name)),
    ...named.map(paths => paths.map(textOf)),
  ]);
}

function textOf(path: string): string {
  const source = readSource(path);
  return 'code' in source ? '' : source.text;
}

/** The project's configuration, and those that it extends. */
function configFiles(given: Arguments): readonly string[] {
  if (!given.has('config') && !existsSync(configName)) return [];
  const project = openProject(given, silentTerminal, 'environment');
  return project === undefined || 'code' in project
    ? []
    : project.files.map(path => join(project.root, path));
}
