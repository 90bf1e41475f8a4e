import type { RuleLocation } from '../readers/index.ts';
import type { ReadFile } from './rule-stream.ts';
import type { Run } from './run.ts';
import type { Summary } from './summary.ts';

/** What takes a name: the files of a rule, or the document of one that says its own name (`content`), which its file bears too. */
export interface NameWanted {
  readonly location: RuleLocation;
  readonly content?: string;
}

/** Gives the files of a rule their base name, or a document its own. */
export interface DocumentNames {
  readonly nameFor: (location: RuleLocation, content?: string) => string;
}

/** Where the work on a file tells what came of it. */
export interface FileRun extends Run {
  readonly summary: Summary;
}

/** A file that has been read, and what its rules are called. */
export interface NamedFile {
  readonly file: ReadFile;
  readonly names: DocumentNames;
  readonly run: FileRun;
}

/** What a command does with the files of its input: the same on the main thread and on others. */
export interface FileWork {
  /** Of the rules of a file that take a name, in their order: names are unique in a run, so they are given in one place. */
  readonly named: (file: ReadFile) => readonly NameWanted[];
  /** With files that are next to each other in the run. */
  readonly finish: (files: readonly NamedFile[]) => Promise<void>;
}

/** Names that have been given, one for each that was wanted. */
export function givenNames(wanted: readonly NameWanted[], names: readonly string[]): DocumentNames {
  return {
    nameFor: (location, content) =>
      names[wanted.findIndex(each => each.location === location && each.content === content)] ?? 'rule',
  };
}
