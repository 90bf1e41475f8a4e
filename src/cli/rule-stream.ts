import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { resolve } from '../fields/index.ts';
import { type ReadRule, readerFor } from '../readers/index.ts';
import type { SourceFile } from '../source/index.ts';
import { crashOf } from './failures.ts';
import { expandPaths, type Located, readSource, readStandardInput } from './input-files.ts';
import type { Run } from './run.ts';

/** What one input file came to: its rules, fields resolved, or why there are none. */
export interface ReadFile {
  readonly path: string;
  readonly rules: readonly ReadRule[];
  /** What kept the file as a whole from being read. */
  readonly failures: readonly Diagnostic[];
  /** What is told of documents that are no rules (filters of Sigma) and have nothing wrong with them. */
  readonly remarks: readonly Diagnostic[];
}

export interface RuleInput {
  /** As reports show them; `-` is standard input. */
  readonly files: readonly string[];
  readonly failures: readonly Located[];
}

/** The files that the operands name. */
export function ruleInput(operands: readonly string[]): RuleInput {
  const { files, failures } = expandPaths(operands.filter(path => path !== '-'));
  return { files: operands.includes('-') ? ['-', ...files] : files, failures };
}

/** Reads one file and resolves the fields of its rules. Never throws for what a file holds, nor for a defect of ours. */
export async function readRuleFile(path: string, run: Run): Promise<ReadFile> {
  const source = path === '-' ? await readStandardInput() : readSource(path);
  const nothing = { path, rules: [], failures: [], remarks: [] };
  if ('code' in source) return { ...nothing, failures: [source] };
  try {
    const rules = await readRules(source, run);
    if ('code' in rules) return { ...nothing, failures: [rules] };
    const remarked = rules.filter(isRemark);
    for (const { diagnostics, location } of remarked)
      for (const diagnostic of diagnostics) run.terminal.diagnostic(diagnostic, location.path);
    return {
      ...nothing,
      rules: rules.filter(read => !isRemark(read)).map(read => resolveRule(read, run)),
      remarks: remarked.flatMap(({ diagnostics }) => diagnostics),
    };
  } catch (error) {
    return { ...nothing, failures: [crashOf(error, run.debug)] };
  }
}

async function readRules(source: SourceFile, run: Run): Promise<readonly ReadRule[] | Diagnostic> {
  const reader = run.reader ?? (await readerFor(source));
  if (reader === undefined) return diagnose('read/unknown-format', { name: source.path });
  return reader.read(source, run.readOptions);
}

function isRemark({ rule, diagnostics }: ReadRule): boolean {
  return rule === undefined && !diagnostics.some(({ severity }) => severity === 'error');
}

function resolveRule(read: ReadRule, run: Run): ReadRule {
  if (read.rule === undefined) return read;
  try {
    const resolved = resolve(read.rule);
    return { ...read, rule: resolved.value, diagnostics: [...read.diagnostics, ...resolved.diagnostics] };
  } catch (error) {
    return { ...read, rule: undefined, diagnostics: [...read.diagnostics, crashOf(error, run.debug)] };
  }
}
