import type { Diagnostic } from '../diagnostics/index.ts';
import { badValue } from './bad-value.ts';
import { build } from './build.ts';
import { openProject } from './open-project.ts';
import { type Arguments, argumentsOf } from './options.ts';
import { textAt } from './pack-files.ts';
import { ProjectChanges } from './project-changes.ts';
import { openTerminal, type Screen } from './terminal.ts';
import type { StartThread } from './thread-messages.ts';

/** `ruleglot watch`: ends when it is told to. */
export async function watch(
  given: Arguments,
  screen: Screen,
  threads?: StartThread,
): Promise<number | Diagnostic> {
  const text = given.one('poll');
  const seconds = text === undefined ? undefined : Number(text);
  if (seconds !== undefined && !(seconds >= 0.1 && seconds <= 3600))
    return badValue('--poll', text ?? '', 'a number of seconds from 0.1 to 3600');
  const terminal = openTerminal(given, screen);
  const project = openProject(given, terminal);
  if (project === undefined) return 2;
  if ('code' in project) return project;
  const ended = new AbortController();
  const end = (): void => ended.abort();
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  const changes = new ProjectChanges(given, project, seconds, ended.signal);
  let seen: string | undefined;
  try {
    do {
      changes.begin();
      const config = textAt(project.configPath);
      const found = await build(argumentsOf(given.values, []), screen, threads, config === seen);
      seen = config;
      if (typeof found === 'object') terminal.diagnostic(found, 'ruleglot');
      terminal.say('waiting for changes');
    } while (await changes.next());
  } finally {
    changes.close();
    process.removeListener('SIGINT', end);
    process.removeListener('SIGTERM', end);
  }
  return 0;
}
