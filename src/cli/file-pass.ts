import { availableParallelism } from 'node:os';
import type { Diagnostic } from '../diagnostics/index.ts';
import { badValue } from './bad-value.ts';
import { fail } from './failures.ts';
import { FileNames } from './file-name.ts';
import { type FileRun, type FileWork, givenNames, type NamedFile } from './file-work.ts';
import type { Arguments } from './options.ts';
import { type ReadFile, readRuleFile, ruleInput } from './rule-stream.ts';
import type { Screen } from './terminal.ts';
import type { StartThread, ThreadData, ThreadedCommand } from './thread-messages.ts';

/** A command's work on the files that its operands name. */
export interface FilePass {
  readonly command: ThreadedCommand;
  readonly given: Arguments;
  readonly screen: Screen;
  readonly run: FileRun;
  readonly work: FileWork;
}

/** The means to work on several files at a time. */
export interface Crew {
  readonly threads: StartThread | undefined;
  /** As the user wants it. */
  readonly workers: number | undefined;
}

/** Below so many files a thread takes longer to start than it saves. */
const fewFiles = 64;
/** More share the memory of a machine without being much faster. */
const usualWorkers = 4;
const mostWorkers = 64;
/** Where there is but one thread. */
const filesAtOnce = 16;

/** Of `--workers`. */
export function workersWanted(given: Arguments): number | undefined | Diagnostic {
  const text = given.one('workers');
  if (text === undefined) return undefined;
  const count = Number(text);
  return Number.isInteger(count) && count >= 1 && count <= mostWorkers
    ? count
    : badValue('--workers', text, `a number from 1 to ${mostWorkers}`);
}

/** Does the work on each file, in the order of the files as far as anybody can see. Gives the number of files. */
export async function passFiles(pass: FilePass, { threads, workers }: Crew): Promise<number> {
  const { given, run } = pass;
  const { files, failures } = ruleInput([...given.operands, ...given.all('filter')]);
  for (const { path, diagnostic } of failures) fail(run, path, [diagnostic]);
  const count = run.debug || files.includes('-') ? 1 : threadsFor(files.length, workers);
  if (threads === undefined || count < 2) await onThisThread(files, pass);
  else await onThreads(files, pass, threads, count);
  return files.length;
}

function threadsFor(files: number, wanted: number | undefined): number {
  if (wanted !== undefined) return Math.min(wanted, files);
  return files < fewFiles ? 1 : Math.min(availableParallelism(), usualWorkers);
}

async function onThisThread(files: readonly string[], { run, work }: FilePass): Promise<void> {
  const names = new FileNames();
  for (let first = 0; first < files.length; first += filesAtOnce) {
    const paths = files.slice(first, first + filesAtOnce);
    const open: NamedFile[] = [];
    for (const path of paths) open.push(named(await readRuleFile(path, run), names, { run, work }));
    await work.finish(open);
    run.terminal.progress(first + paths.length, files.length, 'files');
  }
}

function named(file: ReadFile, names: FileNames, { run, work }: Pick<FilePass, 'run' | 'work'>): NamedFile {
  const wanted = work.named(file);
  const given = wanted.map(({ location, content }) => names.nameFor(location, content));
  return { file, names: givenNames(wanted, given), run };
}

async function onThreads(
  files: readonly string[],
  pass: FilePass,
  start: StartThread,
  count: number,
): Promise<void> {
  const { ThreadPool } = await import('./thread-pool.ts');
  const data = threadData(pass);
  await new ThreadPool(files, pass.run, () => start(data)).run(count);
}

function threadData({ command, given, screen, run }: FilePass): ThreadData {
  const { reports, readOptions } = run;
  const sigma = readOptions.run?.files.map(({ path, text }) => ({ path, text }));
  return {
    command,
    operands: given.operands,
    values: given.values,
    around: {
      isTerminal: screen.isTerminal,
      noColour: screen.noColour,
      reportsWanted: reports.isWanted,
      reportsOnOutput: reports.onOutput,
    },
    ...(sigma === undefined ? {} : { sigma }),
  };
}
