import type { RuleLocation } from '../readers/index.ts';
import type { ReadFile } from './rule-stream.ts';
import type { Run } from './run.ts';
import type { Summary } from './summary.ts';

/** Gives the files of a rule their base name. */
export interface DocumentNames {
  readonly nameFor: (location: RuleLocation) => string;
}

/** Where the work on a file tells what came of it. */
export interface FileRun extends Run {
  readonly summary: Summary;
}

/** What a command does with each file of its input: the same on the main thread and on others. */
export interface FileWork {
  /** Of the rules of a file that take a name, in their order: names are unique in a run, so they are given in one place. */
  readonly named: (file: ReadFile) => readonly RuleLocation[];
  readonly finish: (file: ReadFile, names: DocumentNames, run: FileRun) => Promise<void>;
}
