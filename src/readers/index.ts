import type { Result } from '../diagnostics/index.ts';
import type { Macros } from '../languages/spl/index.ts';
import type { SourceFile } from '../source/index.ts';
import { formatOf, formats, formatsNamed } from './formats.ts';
import type { Pipeline } from './pipeline/index.ts';
import type { Reader } from './reader.ts';
import type { SigmaRun } from './sigma-run.ts';

export { isBesideEscu } from './beside-escu.ts';
export { type FormatEntry, formatOf, formats } from './formats.ts';
export type { Pipeline } from './pipeline/index.ts';
export type {
  FilesBeside,
  FolderBeside,
  KnownQuery,
  KnownRule,
  Reader,
  ReadOptions,
  ReadRule,
  RuleLocation,
} from './reader.ts';
export { mayLink } from './sigma-linking.ts';
export type { SigmaRun } from './sigma-run.ts';

/** The reader for a file: by its extension; when that says nothing, by its content. */
export async function readerFor(file: SourceFile): Promise<Reader | undefined> {
  const named = formatsNamed(file);
  const only = named.length === 1 ? named[0] : undefined;
  const entry = only ?? formatOf(file) ?? named.find(({ takesRest }) => takesRest);
  return entry?.load();
}

/** The reader of `--from NAME`. */
export async function readerNamed(name: string): Promise<Reader | undefined> {
  return formats.find(entry => entry.format === name)?.load();
}

/** The Sigma files of a run, for those of their documents that refer to others. */
export async function sigmaRunOf(files: readonly SourceFile[]): Promise<SigmaRun> {
  const { SigmaRun: Loaded } = await import('./sigma-run.ts');
  return new Loaded(files);
}

/** Definitions of macros in files of Splunk: macros.conf, or the macros/ folder of security content. The last of a name counts. */
export async function macrosOf(files: readonly SourceFile[]): Promise<Macros> {
  const { readMacros } = await import('./splunk-macros.ts');
  return Object.fromEntries(files.flatMap(file => Object.entries(readMacros(file))));
}

/** A pySigma processing pipeline, or what is wrong with it. */
export async function pipelineOf(file: SourceFile): Promise<Result<Pipeline>> {
  return (await import('./pipeline/index.ts')).readPipeline(file);
}
