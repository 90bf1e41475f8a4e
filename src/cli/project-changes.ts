import { type FSWatcher, readdirSync, statSync, watch as watchFolder } from 'node:fs';
import { join, resolve } from 'node:path';
import { digestOf } from '../project/digest.ts';
import { plannedPacks } from '../project/plan.ts';
import { configName } from './config-name.ts';
import { expandPaths, regularBytes } from './input-files.ts';
import { csvFiles } from './lookup-texts.ts';
import { macroPaths } from './macro-files.ts';
import { type OpenedProject, openProject } from './open-project.ts';
import type { Arguments } from './options.ts';
import { projectFiles } from './project-files.ts';
import { silentTerminal } from './terminal.ts';

/** Editors write a file in several steps; a build waits until they are done. Milliseconds. */
const settling = 150;
const usualPoll = 2;

/**
 * Tells when what a project is built of has changed: rules, the files beside them, configuration. The system's word is but a reason to
 * look: it tells of reports that a build writes, too, and a file that an editor replaces by another of its name may be lost to it
 * (https://nodejs.org/docs/latest-v20.x/api/fs.html#inodes). So files are looked at every few seconds all the same.
 */
export class ProjectChanges {
  readonly #given: Arguments;
  readonly #root: string;
  readonly #signal: AbortSignal;
  readonly #watcher: FSWatcher | undefined;
  readonly #poll: NodeJS.Timeout;
  #wake: (goesOn: boolean) => void = () => undefined;
  #state = '';
  #stamps = '';
  #isDirty = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(given: Arguments, { root }: OpenedProject, seconds: number | undefined, signal: AbortSignal) {
    this.#given = given;
    this.#root = root;
    this.#signal = signal;
    this.#watcher = seconds === undefined ? watched(root, () => this.#note()) : undefined;
    this.#poll = setInterval(() => this.#look(), (seconds ?? usualPoll) * 1000);
    signal.addEventListener('abort', () => this.#wake(false));
  }

  /** What a build that begins now is made of. */
  begin(): void {
    this.#isDirty = false;
    this.#stamps = stampsBelow(this.#root).join('\n');
    this.#state = stateOf(this.#given);
  }

  /** Waits for the next change; false when the end has come. */
  async next(): Promise<boolean> {
    if (this.#signal.aborted) return false;
    if (this.#isDirty) return true;
    return new Promise<boolean>(tell => {
      this.#wake = tell;
    });
  }

  close(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#poll);
    this.#watcher?.close();
  }

  #look(): void {
    const stamps = stampsBelow(this.#root).join('\n');
    if (stamps !== this.#stamps) this.#note();
    this.#stamps = stamps;
  }

  #note(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (stateOf(this.#given) === this.#state) return;
      this.#isDirty = true;
      this.#wake(true);
    }, settling);
  }
}

/** Undefined where the system does not tell of changes below a folder. */
function watched(root: string, note: () => void): FSWatcher | undefined {
  try {
    return watchFolder(root, { recursive: true }, note).on('error', () => undefined);
  } catch {
    return undefined;
  }
}

/** Files below a folder with what tells, as a rule, whether they have changed. */
function stampsBelow(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') return [];
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return stampsBelow(path);
      const { mtimeMs, size, ino } = statSync(path);
      return [`${path} ${mtimeMs} ${size} ${ino}`];
    });
  } catch {
    // It went away while it was looked at.
    return [];
  }
}

/** All that a build reads. A configuration that cannot be read counts by its text. */
function stateOf(given: Arguments): string {
  const project = openProject(given, silentTerminal);
  if (project === undefined || 'code' in project) return digestAt(given.one('config') ?? configName) ?? '';
  const { config, root } = project;
  const rules = projectFiles(project, plannedPacks(config, project.asked)).files;
  const others = [
    ...project.files,
    ...[config.placeholders ?? [], config.pipelines ?? [], config.filters ?? []].flat(),
  ].map(path => resolve(root, path));
  const ofSplunk = [
    ...macroPaths((config.macros ?? []).map(path => resolve(root, path))),
    ...(config.lookups ?? []).flatMap(path => csvFiles(resolve(root, path))),
  ];
  const { files } = expandPaths(
    others.filter(path => statSync(path, { throwIfNoEntry: false }) !== undefined),
  );
  return [
    ...rules.map(({ path, digest }) => `${path} ${digest}`),
    ...[...files, ...ofSplunk].map(path => `${path} ${digestAt(path)}`),
  ].join('\n');
}

function digestAt(path: string): string | undefined {
  try {
    return digestOf(regularBytes(path));
  } catch {
    return undefined;
  }
}
