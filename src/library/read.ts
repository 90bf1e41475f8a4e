import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { resolve } from '../fields/index.ts';
import type { Rule } from '../ir/index.ts';
import {
  formats,
  mayLink,
  pipelineOf,
  type ReadOptions,
  type ReadRule,
  readerFor,
  readerNamed,
  sigmaRunOf,
} from '../readers/index.ts';
import { SourceFile } from '../source/index.ts';
import { givenFiles } from './given-files.ts';

/** A file as text. Its path, with `/`, tells the format by its extension, and is where diagnostics say they are. */
export interface RuleFile {
  readonly path: string;
  readonly text: string;
}

export interface ReadSettings {
  /** One of `formats`; told by extension and content when absent. */
  readonly format?: string;
  /** Values of Sigma's placeholders, by name: `{ Administrators: ['root'] }`. */
  readonly placeholders?: Readonly<Record<string, readonly string[]>>;
  /** pySigma's processing pipelines, applied to Sigma rules in this order. */
  readonly pipelines?: readonly RuleFile[];
}

/** What became of a rule of a file: `rule` is absent when it could not be read whole, and a diagnostic says why. */
export interface RuleRead {
  readonly location: ReadRule['location'];
  readonly rule: Rule | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads rules, of any format that ruleglot knows, and resolves their fields. Files that refer to each other are given together: rules
 * of Sigma and the correlations and filters that name them, rules of Panther and their modules. Never throws for what a
 * file holds; an unknown `format` is a RangeError.
 */
export async function read(
  files: RuleFile | readonly RuleFile[],
  settings: ReadSettings = {},
): Promise<readonly RuleRead[]> {
  const sources = [files].flat().map(({ path, text }) => new SourceFile(path, text));
  const options = await optionsOf(sources, settings);
  const found: RuleRead[] = [];
  for (const source of sources)
    if (!source.path.endsWith('.py') || settings.format !== undefined)
      for (const each of await rulesOf(source, settings.format, options)) found.push(each);
  return found;
}

async function optionsOf(sources: readonly SourceFile[], settings: ReadSettings): Promise<ReadOptions> {
  const { placeholders = {}, pipelines = [] } = settings;
  const opened = await Promise.all(pipelines.map(({ path, text }) => pipelineOf(new SourceFile(path, text))));
  const broken = opened.find(({ value }) => value === undefined)?.diagnostics[0];
  if (broken !== undefined) throw new RangeError(broken.message);
  const sigma = sources.filter(({ path }) => /\.ya?ml$/i.test(path));
  const isLinked = sources.length > 1 && sigma.some(({ text }) => mayLink(text));
  return {
    placeholders: new Map(Object.entries(placeholders)),
    pipelines: opened.flatMap(({ value }) => value ?? []),
    beside: givenFiles(sources),
    ...(isLinked ? { run: await sigmaRunOf(sigma) } : {}),
  };
}

async function rulesOf(
  source: SourceFile,
  format: string | undefined,
  options: ReadOptions,
): Promise<readonly RuleRead[]> {
  const reader = format === undefined ? await readerFor(source) : await readerNamed(format);
  if (reader === undefined && format !== undefined)
    throw new RangeError(`no format '${format}': ${formats.map(each => each.format).join(', ')}`);
  const nowhere = { path: source.path, format: format ?? 'unknown', document: 0, part: 0, line: 1 };
  const failed = (diagnostic: Diagnostic): RuleRead => ({
    location: nowhere,
    rule: undefined,
    diagnostics: [diagnostic],
  });
  if (reader === undefined) return [failed(diagnose('read/unknown-format', { name: source.path }))];
  try {
    return reader.read(source, options).map(resolved);
  } catch (error) {
    return [failed(diagnose('internal/crash', { message: String(error) }))];
  }
}

function resolved({ location, rule, diagnostics }: ReadRule): RuleRead {
  if (rule === undefined) return { location, rule, diagnostics };
  const found = resolve(rule);
  return { location, rule: found.value, diagnostics: [...diagnostics, ...found.diagnostics] };
}
