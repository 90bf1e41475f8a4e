import type { Worker } from 'node:worker_threads';
import type { FileRecord, Surroundings } from './file-record.ts';
import type { NameWanted } from './file-work.ts';

/** Commands whose work on files can be done on other threads. */
export type ThreadedCommand = 'build' | 'catalog' | 'convert';

/** What a thread is started with: all that the main thread knows, as plain data. */
export interface ThreadData {
  readonly command: ThreadedCommand;
  readonly operands: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly around: Surroundings;
  /** The Sigma files of a run in which some refer to others. */
  readonly sigma?: readonly { readonly path: string; readonly text: string }[];
}

/** Starts a thread: only the program itself knows where its files are. */
export type StartThread = (data: ThreadData) => Worker;

/** A batch of files to be read; then the names of their rules, to be gone on with. */
export type ToThread =
  | { readonly kind: 'files'; readonly paths: readonly string[] }
  | { readonly kind: 'names'; readonly names: readonly (readonly string[])[] };

/** That it has started; of each batch first what has to be named in its files, then what came of each. */
export type FromThread =
  | { readonly kind: 'ready' }
  | { readonly kind: 'read'; readonly wanted: readonly (readonly NameWanted[])[] }
  | { readonly kind: 'done'; readonly records: readonly FileRecord[] };
