import type { Diagnostic } from '../diagnostics/index.ts';
import type { Metadata, Rule, Search } from '../ir/index.ts';
import type { Macros } from '../languages/spl/index.ts';
import type { EmbeddedText, SourceFile } from '../source/index.ts';
import type { Pipeline } from './pipeline/pipeline.ts';
import type { SigmaRun } from './sigma-run.ts';

/** A document format that rules come in. */
export interface Reader {
  /** As in reports: sigma, elastic-toml, kibana-ndjson, kql, lucene, eql. */
  readonly format: string;
  /**
   * One entry a rule: a document of a file, and a part of it where one document is several rules (a list of conditions).
   * Never throws. A file that cannot be read at all gives one entry without a rule. A file of the format's own that is
   * no rule (a Sigma `action: global` head) gives none.
   */
  readonly read: (file: SourceFile, options: ReadOptions) => readonly ReadRule[];
}

export interface ReadOptions {
  /** Values of Sigma's placeholders (`%Administrators%`), by name without the signs. */
  readonly placeholders: ReadonlyMap<string, readonly string[]>;
  /** pySigma's processing pipelines, which are applied to Sigma rules. */
  readonly pipelines?: readonly Pipeline[];
  /** The other Sigma files of a run, to which correlations and filters refer; absent when a file stands by itself. */
  readonly run?: SigmaRun;
  /** What the macros of Splunk searches stand for, before those that security content ships. */
  readonly macros?: Macros;
  /** Files that belong to a rule beside its own: the Python of a Panther rule and the modules that it imports. */
  readonly beside?: FilesBeside;
}

/** How a reader comes by further files: all input and output is the command line's. */
export interface FilesBeside {
  /** A file in the folder of another, by its name. */
  readonly file: (path: string, name: string) => SourceFile | undefined;
  /** Why such a file, which is there, cannot be read. */
  readonly problem?: (path: string, name: string) => string | undefined;
  /** The first folder of one of these names in the folder of a file, or in one above it. */
  readonly folder: (path: string, names: readonly string[]) => FolderBeside | undefined;
  /** The files in the folder of a file, none of folders within it. */
  readonly own?: (path: string) => FolderBeside | undefined;
}

export interface FolderBeside {
  readonly path: string;
  /** Of its files, those of its folders included: paths within it, sorted. */
  readonly names: () => readonly string[];
  readonly file: (name: string) => SourceFile | undefined;
}

export interface ReadRule {
  readonly location: RuleLocation;
  /**
   * Absent when the rule could not be read; the diagnostics then hold an error, save for a document that is no rule and is told of
   * all the same (a filter). Fields are not resolved yet.
   */
  readonly rule: Rule | undefined;
  /** Of a rule that could not be read whole, or that looks at the rows of queries: what is known of it, for showing alone. */
  readonly known?: KnownRule;
  readonly diagnostics: readonly Diagnostic[];
}

export interface KnownRule {
  readonly metadata: Metadata;
  /** The events that it looks at, with the conditions that it names; those of which nothing can be said are left out. */
  readonly search?: Search;
  /** The scheduled queries whose rows the rule looks at, of those that were found. */
  readonly queries?: readonly KnownQuery[];
}

/** A query that stands in a document of its own. */
export interface KnownQuery {
  readonly name: string;
  readonly text: EmbeddedText;
  /** Seconds between two runs, or the times of a crontab. */
  readonly every?: number | string;
  /** It is written for Athena, whose SQL is Presto's. */
  readonly isOfAthena?: true;
}

export interface RuleLocation {
  readonly path: string;
  readonly format: string;
  /** 0-based: document of the file. */
  readonly document: number;
  /** 0-based: part of the document. */
  readonly part: number;
  /** 1-based line where the rule begins. */
  readonly line: number;
  readonly id?: string;
  readonly title?: string;
  /** What the file calls the rule, and no other rule of it: its stanza. */
  readonly name?: string;
}
