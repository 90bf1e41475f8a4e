import { existsSync } from 'node:fs';
import type { CompileOptions } from '../compile/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import { useTables } from '../fields/index.ts';
import { type Environment, environmentOf } from '../project/environment.ts';
import { badValue } from './bad-value.ts';
import { configName } from './config-name.ts';
import type { Arguments, OptionSpec } from './options.ts';
import type { Terminal } from './terminal.ts';

/** Options of the commands that read rules, packs or none. */
export const environmentOptions: readonly OptionSpec[] = [
  {
    name: 'config',
    value: 'FILE',
    help: `own fields, data sources and profiles: a project's configuration (default ${configName}, where there is one)`,
  },
  { name: 'profile', value: 'NAME', help: 'the environment that rules are translated for' },
];

/**
 * The fields, sources and profile of a project, whose tables count from here on; of none, the environment when nobody describes
 * it. A build has its own, one for each pack.
 */
export async function ownEnvironment(
  given: Arguments,
  terminal: Terminal,
): Promise<Environment | Diagnostic> {
  const isAsked = given.has('config') || given.has('profile');
  if (given.has('plan') || !(isAsked || existsSync(configName))) {
    useTables(undefined);
    return environmentOf({ rules: [], packs: [] }, undefined);
  }
  const { openProject } = await import('./open-project.ts');
  const project = openProject(given, terminal, 'environment');
  if (project === undefined)
    return badValue('--config', given.one('config') ?? configName, 'a configuration without errors');
  if ('code' in project) return project;
  const environment = environmentOf(project.config, project.asked ?? project.config.profile);
  useTables(environment.tables);
  return environment;
}

/** Options of `compile` as the products of the environment are: Splunk as `-t splunk:cim` has it. */
export function inEnvironment(
  options: CompileOptions,
  { profile, model }: Pick<Environment, 'profile' | 'model'>,
): CompileOptions {
  return { ...options, profile, ...(model === 'cim' ? { prefer: 'cim' } : {}) };
}
