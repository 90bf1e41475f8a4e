import type { Diagnostic } from '../diagnostics/index.ts';
import { diagnose } from '../diagnostics/index.ts';
import { resolve } from '../fields/index.ts';
import { type Reader, type ReadOptions, type ReadRule, readerFor } from '../readers/index.ts';
import type { SourceFile } from '../source/index.ts';
import { expandPaths, type Located, readSource, shownPath } from './input-files.ts';

/** What one input file came to: its rules, fields resolved, or why there are none. */
export interface ReadFile {
  readonly path: string;
  readonly rules: readonly ReadRule[];
  /** What kept the file as a whole from being read. */
  readonly failures: readonly Diagnostic[];
}

export interface RuleInput {
  /** Paths as given; `-` is standard input. */
  readonly files: readonly string[];
  readonly failures: readonly Located[];
}

/** The files that the operands name. */
export function ruleInput(operands: readonly string[]): RuleInput {
  const paths = operands.filter(path => path !== '-');
  const { files, diagnostics } = expandPaths(paths);
  return { files: operands.includes('-') ? ['-', ...files] : files, failures: diagnostics };
}

/** Reads one file and resolves the fields of its rules. Never throws for what a file holds. */
export async function readRuleFile(
  path: string,
  source: SourceFile | Diagnostic,
  options: ReadOptions,
  forced?: Reader,
): Promise<ReadFile> {
  const shown = path === '-' ? '-' : shownPath(path);
  if ('code' in source) return { path: shown, rules: [], failures: [source] };
  const reader = forced ?? (await readerFor(source));
  if (reader === undefined)
    return { path: shown, rules: [], failures: [diagnose('read/unknown-format', { name: shown })] };
  return { path: shown, rules: reader.read(source, options).map(resolveRule), failures: [] };
}

export { readSource };

function resolveRule(read: ReadRule): ReadRule {
  if (read.rule === undefined) return read;
  const resolved = resolve(read.rule);
  return { ...read, rule: resolved.value, diagnostics: [...read.diagnostics, ...resolved.diagnostics] };
}
