import type { Worker } from 'node:worker_threads';
import { crashOf, fail } from './failures.ts';
import { FileNames } from './file-name.ts';
import { type FileRecord, replay } from './file-record.ts';
import type { FileRun, NameWanted } from './file-work.ts';
import type { FromThread, ToThread } from './thread-messages.ts';

/** Files that a thread works on next to each other, by their places in the run. */
interface Batch {
  readonly first: number;
  readonly size: number;
}

interface Thread {
  readonly worker: Worker;
  batch: Batch | undefined;
  /** Whether it has read its batch, and waits for the names of what is in it. */
  waits: boolean;
  /** Whether it has come up. */
  lives: boolean;
  failure: Error | undefined;
}

/** The more, the more often the code of a step is at hand; what comes last is cut small, so that all threads end at one time. */
const mostFilesOfBatch = 64;
const batchesOfThread = 8;

/**
 * Threads that take the files of a run in batches. What they find is told in the order of the files, and names are given in
 * that order, so that nobody can see how many threads there were. A batch waits for its names only until those before it have been
 * read. When a thread dies, the files of its batch are tried again one by one, and the one that killed it is told as a crash.
 */
export class ThreadPool {
  readonly #files: readonly string[];
  readonly #run: FileRun;
  readonly #start: () => Worker;
  readonly #names = new FileNames();
  readonly #threads = new Set<Thread>();
  readonly #batches: Batch[] = [];
  readonly #wanted = new Map<number, readonly NameWanted[]>();
  readonly #records = new Map<number, FileRecord | Error>();
  #named = 0;
  #told = 0;
  #end: (error?: unknown) => void = () => undefined;

  constructor(files: readonly string[], run: FileRun, start: () => Worker) {
    this.#files = files;
    this.#run = run;
    this.#start = start;
  }

  async run(threads: number): Promise<void> {
    const end = this.#files.length;
    for (let first = 0; first < end; ) {
      const share = Math.ceil((end - first) / (threads * batchesOfThread));
      const size = Math.min(share, mostFilesOfBatch);
      this.#batches.push({ first, size });
      first += size;
    }
    try {
      await new Promise<void>((resolve, reject) => {
        this.#end = error => (error === undefined ? resolve() : reject(error));
        for (let count = 0; count < threads && this.#batches.length > 0; count++) this.#addThread();
      });
    } finally {
      const all = [...this.#threads];
      this.#threads.clear();
      await Promise.all(all.map(({ worker }) => worker.terminate()));
    }
  }

  /** Batches of a stretch of the files, before all others. */
  #cut(first: number, end: number, size: number): void {
    const cut: Batch[] = [];
    for (let at = first; at < end; at += size) cut.push({ first: at, size: Math.min(size, end - at) });
    this.#batches.unshift(...cut);
  }

  #addThread(): void {
    const worker = this.#start();
    const thread: Thread = { worker, batch: undefined, waits: false, lives: false, failure: undefined };
    this.#threads.add(thread);
    worker.on('message', (message: FromThread) => this.#guard(() => this.#hear(thread, message)));
    worker.on('error', error => {
      thread.failure = error instanceof Error ? error : new Error(String(error));
    });
    worker.on('exit', () => this.#guard(() => this.#bury(thread)));
    this.#give(thread);
  }

  /** What fails while something is told ends the run. */
  #guard(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.#end(error);
    }
  }

  #give(thread: Thread): void {
    const batch = this.#batches.shift();
    thread.batch = batch;
    if (batch === undefined) return;
    const paths = this.#files.slice(batch.first, batch.first + batch.size);
    post(thread, { kind: 'files', paths });
  }

  #hear(thread: Thread, message: FromThread): void {
    const { batch } = thread;
    if (message.kind === 'ready') thread.lives = true;
    if (batch === undefined || message.kind === 'ready') return;
    if (message.kind === 'read') {
      for (const [at, found] of message.wanted.entries()) this.#wanted.set(batch.first + at, found);
      thread.waits = true;
      this.#nameWhatIsRead();
    } else {
      for (const [at, record] of message.records.entries()) this.#records.set(batch.first + at, record);
      this.#give(thread);
      this.#tell();
    }
  }

  /** In the order of the files, as far as all have been read; one that is read again gets the same names again. */
  #nameWhatIsRead(): void {
    while (this.#namesOf(this.#named) !== undefined) this.#named++;
    for (const thread of this.#threads) {
      const { batch, waits } = thread;
      if (batch === undefined || !waits || batch.first + batch.size > this.#named) continue;
      thread.waits = false;
      const places = Array.from({ length: batch.size }, (_, at) => batch.first + at);
      post(thread, { kind: 'names', names: places.map(place => this.#namesOf(place) ?? []) });
    }
  }

  #namesOf(place: number): readonly string[] | undefined {
    return this.#wanted.get(place)?.map(({ location, content }) => this.#names.nameFor(location, content));
  }

  #bury(thread: Thread): void {
    if (!this.#threads.delete(thread)) return;
    const { batch, lives, failure = new Error('its thread ended') } = thread;
    if (!lives) throw failure;
    if (batch === undefined) return;
    if (batch.size === 1) this.#giveUp(batch.first, failure);
    else this.#cut(batch.first, batch.first + batch.size, 1);
    if (this.#batches.length > 0) this.#addThread();
  }

  #giveUp(place: number, failure: Error): void {
    if (!this.#wanted.has(place)) this.#wanted.set(place, []);
    this.#records.set(place, failure);
    this.#nameWhatIsRead();
    this.#tell();
  }

  #tell(): void {
    for (; ; this.#told++) {
      const record = this.#records.get(this.#told);
      if (record === undefined) break;
      this.#records.delete(this.#told);
      if (record instanceof Error) this.#tellCrash(this.#files[this.#told] ?? '', record);
      else replay(record, this.#run);
      this.#run.terminal.progress(this.#told + 1, this.#files.length, 'files');
    }
    if (this.#told === this.#files.length) this.#end();
  }

  #tellCrash(path: string, failure: Error): void {
    this.#run.summary.unread();
    fail(this.#run, path, [crashOf(failure, this.#run.debug)]);
  }
}

function post({ worker }: Thread, message: ToThread): void {
  worker.postMessage(message);
}
