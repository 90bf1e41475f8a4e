import { type FSWatcher, watch as watchFolder } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import type { Diagnostic } from '../diagnostics/index.ts';
import { plannedPacks } from '../project/plan.ts';
import { badValue } from './bad-value.ts';
import { build } from './build.ts';
import { type OpenedProject, openProject } from './open-project.ts';
import { type Arguments, argumentsOf } from './options.ts';
import { projectFiles } from './project-files.ts';
import { openTerminal, type Screen } from './terminal.ts';
import type { StartThread } from './thread-messages.ts';

/** Editors write a file in several steps; a build waits until they are done. Milliseconds. */
const settling = 150;
const usualPoll = 2;

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
  const changes = changesOf(project, seconds, ended.signal);
  try {
    do {
      const found = await build(argumentsOf(given.values, []), screen, threads);
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

interface Changes {
  /** Waits for the next change; false when the end has come. */
  readonly next: () => Promise<boolean>;
  readonly close: () => void;
}

/** Changes of files that a build reads; what it writes itself is none. */
function changesOf(project: OpenedProject, seconds: number | undefined, signal: AbortSignal): Changes {
  const { root } = project;
  let wake: (goesOn: boolean) => void = () => undefined;
  let isDirty = false;
  let timer: NodeJS.Timeout | undefined;
  const note = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      isDirty = true;
      wake(true);
    }, settling);
  };
  const watcher = seconds === undefined ? openWatcher(root, project, note) : undefined;
  const poll = watcher === undefined ? pollFiles(project, seconds ?? usualPoll, note) : undefined;
  signal.addEventListener('abort', () => wake(false));
  return {
    next: async () => {
      if (signal.aborted) return false;
      const goesOn = isDirty || (await new Promise<boolean>(tell => (wake = tell)));
      isDirty = false;
      return goesOn;
    },
    close: () => {
      clearTimeout(timer);
      clearInterval(poll);
      watcher?.close();
    },
  };
}

/** Undefined where the system does not tell of changes below a folder. */
function openWatcher(root: string, project: OpenedProject, note: () => void): FSWatcher | undefined {
  const folders = plannedPacks(project.config, project.asked).map(
    ({ folder }) => resolve(root, folder) + sep,
  );
  const isOwn = (path: string): boolean =>
    path === project.lockPath ||
    folders.some(folder => path.startsWith(folder)) ||
    /(?:^|[\\/])(?:\.git|\.ruleglot-cache|node_modules)(?:[\\/]|$)|\.ruleglot-part$/.test(path);
  try {
    return watchFolder(root, { recursive: true }, (_kind, name) => {
      if (name === null || !isOwn(join(root, name))) note();
    }).on('error', () => undefined);
  } catch {
    return undefined;
  }
}

function pollFiles(project: OpenedProject, seconds: number, note: () => void): NodeJS.Timeout {
  const packs = plannedPacks(project.config, project.asked);
  const state = (): string =>
    projectFiles(project, packs)
      .files.map(({ path, digest }) => `${path} ${digest}`)
      .join('\n');
  let last = state();
  return setInterval(() => {
    const now = state();
    if (now !== last) note();
    last = now;
  }, seconds * 1000);
}
