import type { Result } from '../diagnostics/index.ts';
import type { Macros } from '../languages/spl/index.ts';
import type { SourceFile } from '../source/index.ts';
import type { Pipeline } from './pipeline/index.ts';
import type { Reader } from './reader.ts';
import type { SigmaRun } from './sigma-run.ts';

export type { Pipeline } from './pipeline/index.ts';
export type {
  FilesBeside,
  FolderBeside,
  KnownRule,
  Reader,
  ReadOptions,
  ReadRule,
  RuleLocation,
} from './reader.ts';
export { mayLink } from './sigma-linking.ts';
export type { SigmaRun } from './sigma-run.ts';

/** A format with the means to load its reader only when a file needs it. */
export interface FormatEntry {
  readonly format: string;
  readonly title: string;
  readonly extensions: readonly string[];
  readonly load: () => Promise<Reader>;
  /** Takes files of its extensions in which no format can be told: broken ones. */
  readonly takesRest?: true;
}

const bare = (format: 'kql' | 'lucene' | 'eql' | 'esql' | 'spl', title: string): FormatEntry => ({
  format,
  title,
  extensions: [`.${format}`],
  load: async () => (await import('./bare-query.ts')).bareQueryReader(format),
});

/** Every format that ruleglot reads. */
export const formats: readonly FormatEntry[] = [
  {
    format: 'escu',
    title: 'Splunk security content YAML',
    extensions: ['.yml', '.yaml'],
    load: async () => (await import('./escu-yaml.ts')).escuReader,
  },
  {
    format: 'panther',
    title: 'Panther rule, YAML and Python',
    extensions: ['.yml', '.yaml'],
    load: async () => (await import('./panther-yaml.ts')).pantherReader,
  },
  {
    format: 'sigma',
    title: 'Sigma YAML',
    extensions: ['.yml', '.yaml'],
    load: async () => (await import('./sigma-yaml.ts')).sigmaReader,
    takesRest: true,
  },
  {
    format: 'elastic-toml',
    title: 'Elastic detection-rules TOML',
    extensions: ['.toml'],
    load: async () => (await import('./elastic-toml.ts')).elasticTomlReader,
  },
  {
    format: 'kibana-ndjson',
    title: 'Kibana rule export, NDJSON',
    extensions: ['.ndjson'],
    load: async () => (await import('./kibana-ndjson.ts')).kibanaNdjsonReader,
  },
  {
    format: 'savedsearches',
    title: 'Splunk savedsearches.conf',
    extensions: ['.conf'],
    load: async () => (await import('./saved-searches.ts')).savedSearchesReader,
  },
  bare('kql', 'bare KQL query'),
  bare('lucene', 'bare Lucene query'),
  bare('eql', 'bare EQL query'),
  bare('esql', 'bare ES|QL query'),
  bare('spl', 'bare SPL search'),
];

/** The reader for a file: by its extension; when that says nothing, by its content. */
export async function readerFor(file: SourceFile): Promise<Reader | undefined> {
  const extension = /\.[^./]+$/.exec(file.path)?.[0]?.toLowerCase() ?? '';
  const named = formats.filter(entry => entry.extensions.includes(extension));
  const candidates = named.length > 0 ? named : formats.filter(entry => !entry.format.endsWith('ql'));
  for (const entry of candidates) {
    const reader = await entry.load();
    if (reader.accepts(file) || named.length === 1) return reader;
  }
  return named.find(entry => entry.takesRest)?.load();
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
