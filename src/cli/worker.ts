import { on } from 'node:events';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { sigmaRunOf } from '../readers/index.ts';
import { SourceFile } from '../source/index.ts';
import { type FileRecord, recordingRun } from './file-record.ts';
import { type FileWork, givenNames, type NameWanted } from './file-work.ts';
import { type Arguments, argumentsOf } from './options.ts';
import { type ReadFile, readRuleFile } from './rule-stream.ts';
import { type Run, type RunSettings, runSettings } from './run.ts';
import type { FromThread, ThreadData, ThreadedCommand, ToThread } from './thread-messages.ts';

type OpenWork = (given: Arguments, run: Run) => Promise<FileWork>;

const works: Readonly<Record<ThreadedCommand, () => Promise<OpenWork>>> = {
  build: async () => (await import('./build-work.ts')).buildWork,
  convert: async () => (await import('./convert.ts')).conversionWork,
  catalog: async () => (await import('./catalog-work.ts')).catalogWork,
};

const { command, operands, values, around, sigma }: ThreadData = workerData;
const given = argumentsOf(values, operands);
const settings = await settingsOfRun();
const work = await (await works[command]())(given, recordingRun(given, settings, around).run);

/** The options have been judged on the main thread, which has told what is to be told of them. */
async function settingsOfRun(): Promise<RunSettings> {
  const nowhere = {
    diagnostic: () => undefined,
    pass: () => undefined,
    progress: () => undefined,
    say: () => undefined,
  };
  const own = await runSettings(given, nowhere);
  if ('code' in own) throw new Error(own.message);
  if (sigma === undefined) return own;
  const run = await sigmaRunOf(sigma.map(({ path, text }) => new SourceFile(path, text)));
  return { ...own, readOptions: { ...own.readOptions, run } };
}

interface OpenFile {
  readonly file: ReadFile;
  readonly wanted: readonly NameWanted[];
  readonly recorded: ReturnType<typeof recordingRun>;
}

async function openFile(path: string): Promise<OpenFile> {
  const recorded = recordingRun(given, settings, around);
  const file = await readRuleFile(path, recorded.run);
  return { file, wanted: work.named(file), recorded };
}

async function finish(
  files: readonly OpenFile[],
  names: readonly (readonly string[])[],
): Promise<readonly FileRecord[]> {
  await work.finish(
    files.map(({ file, wanted, recorded: { run } }, at) => ({
      file,
      names: givenNames(wanted, names[at] ?? []),
      run,
    })),
  );
  return files.map(({ recorded }) => recorded.record());
}

/** One step of a batch at a time. */
async function serve(port: MessagePort): Promise<void> {
  const send = (message: FromThread): void => port.postMessage(message);
  let files: OpenFile[] = [];
  const messages = on(port, 'message');
  send({ kind: 'ready' });
  for await (const [data] of messages) {
    const message: ToThread = data;
    if (message.kind === 'files') {
      files = await Promise.all(message.paths.map(openFile));
      send({ kind: 'read', wanted: files.map(each => each.wanted) });
    } else send({ kind: 'done', records: await finish(files, message.names) });
  }
}

if (parentPort !== null) await serve(parentPort);
