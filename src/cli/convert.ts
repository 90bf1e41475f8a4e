import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type CompileOptions,
  compile,
  defaultProfile,
  type Translation,
  writeDocuments,
} from '../compile/index.ts';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { ReadRule } from '../readers/index.ts';
import { failsOnGiven } from './fail-on.ts';
import { FileNames } from './file-name.ts';
import { decodeSource, reasonOf } from './input-files.ts';
import { labelledEvents, type RuleEvent } from './labelled-events.ts';
import type { Arguments } from './options.ts';
import { failureLine, translationLine } from './report-lines.ts';
import { type ReadFile, readRuleFile, readSource, ruleInput } from './rule-stream.ts';
import { openRun, type Run } from './run.ts';
import { Summary } from './summary.ts';
import { targetEvents } from './target-events.ts';
import { badValue, parseTargets, type Target } from './targets.ts';

interface Conversion {
  readonly run: Run;
  readonly targets: readonly Target[];
  readonly options: CompileOptions;
  readonly output: string | undefined;
  readonly names: FileNames;
  readonly summary: Summary;
}

/** `ruleglot convert`: gives the exit code, or what is wrong with the arguments. */
export async function convert(given: Arguments): Promise<number | Diagnostic> {
  const opened = await openConversion(given);
  if ('code' in opened) return opened;
  const { run, summary } = opened;
  const input = ruleInput(given.operands);
  for (const { path, diagnostic } of input.failures) fail(run, path, [diagnostic]);
  let done = 0;
  for (const path of input.files) {
    const source = path === '-' ? decodeSource('-', await readStandardInput()) : readSource(path);
    convertFile(await readRuleFile(path, source, run.readOptions, run.reader), path, opened);
    run.terminal.progress(++done, input.files.length, 'files');
  }
  run.reports.close();
  for (const line of summary.lines()) run.terminal.say(line);
  return run.outcome.code;
}

async function openConversion(given: Arguments): Promise<Conversion | Diagnostic> {
  if (given.operands.length === 0) return diagnose('cli/missing', { what: 'PATH' });
  if (!given.has('target')) return diagnose('cli/missing', { what: '--target' });
  const casing = given.one('casing') ?? 'keep';
  if (casing !== 'keep' && casing !== 'relax') return badValue('--casing', casing, 'keep or relax');
  const evidence = given.one('evidence') ?? 'none';
  if (evidence !== 'none')
    return badValue('--evidence', evidence, 'none: this version declares, and does not check');
  const targets = await parseTargets(given.all('target'), given.one('format'));
  if ('code' in targets) return targets;
  const run = await openRun(given);
  if ('code' in run) return run;
  const options = { casing, strictFields: given.has('strict-fields'), profile: defaultProfile } as const;
  return {
    run,
    targets,
    options,
    output: given.one('output'),
    names: new FileNames(),
    summary: new Summary(),
  };
}

function convertFile(file: ReadFile, path: string, conversion: Conversion): void {
  const { run, summary } = conversion;
  if (file.failures.length > 0) {
    summary.unread();
    fail(run, file.path, file.failures);
  }
  const events = file.rules.some(read => read.rule !== undefined) ? labelledEvents(path) : [];
  if ('code' in events) run.terminal.diagnostic(events, file.path);
  for (const read of file.rules) convertRule(read, 'code' in events ? [] : events, conversion);
}

function convertRule(read: ReadRule, events: readonly RuleEvent[], conversion: Conversion): void {
  const { run, summary, targets } = conversion;
  if (read.rule === undefined) {
    summary.unread();
    fail(run, read.location.path, read.diagnostics, read);
    return;
  }
  for (const diagnostic of read.diagnostics) run.terminal.diagnostic(diagnostic, read.location.path);
  const name = conversion.names.nameFor(read.location);
  for (const target of targets) {
    try {
      convertTo(target, read, name, events, conversion);
    } catch (error) {
      crash(run, read, error);
    }
  }
}

/** A defect of ours on one rule is reported as such, and the batch goes on. */
function crash(run: Run, read: ReadRule, error: unknown): void {
  const failure = error instanceof Error ? error : new Error(String(error));
  if ((failure as { code?: string }).code === 'EPIPE') throw failure;
  fail(run, read.location.path, [diagnose('internal/crash', { message: failure.message })], read);
  if (run.debug) process.stderr.write(`${failure.stack}\n`);
  run.outcome.raise(3);
}

function convertTo(
  target: Target,
  read: ReadRule,
  fileName: string,
  events: readonly RuleEvent[],
  conversion: Conversion,
): void {
  const { run, options } = conversion;
  const { rule } = read;
  if (rule === undefined) return;
  const forced = target.dialect === undefined ? {} : { dialect: target.dialect };
  const translation = compile(rule, target.backend, { ...options, ...forced });
  const vendor = translation.dialect?.vendor;
  const seen = vendor === undefined ? [] : targetEvents(rule, events, vendor);
  const documents = writeDocuments(translation, target.backend, {
    format: target.format,
    fileName,
    events: seen,
  });
  const own = [...translation.diagnostics, ...documents.diagnostics];
  const files = deliver(documents.files, target, conversion);
  for (const diagnostic of own) run.terminal.diagnostic(diagnostic, read.location.path);
  run.reports.add(translationLine(read, target.name, translation, files, [...read.diagnostics, ...own]));
  conversion.summary.translated(target.name, translation.verdict);
  judge(run, translation);
}

/** Whether a translation is one that the user wants the run to fail for. */
function judge({ failOn, outcome }: Run, { verdict, evidence, given }: Translation): void {
  const unverified = evidence?.kind === 'unverified' && failOn.events.has('unverified');
  if (failOn.events.has(verdict) || unverified || failsOnGiven(failOn, given)) outcome.raise(1);
}

/** Writes documents under `-o`, or to standard output; gives their paths under `-o`. */
function deliver(
  files: readonly { readonly path: string; readonly text: string }[],
  target: Target,
  { output, run }: Conversion,
): readonly string[] {
  const folder = target.name.replaceAll(':', '-');
  const paths = files.map(file => `${folder}/${file.path}`);
  files.forEach(({ text }, index) => {
    const path = paths[index] ?? folder;
    if (output === undefined) process.stdout.write(`# ${path}\n${text}${text.endsWith('\n') ? '' : '\n'}`);
    else writeDocument(join(output, path), text, run);
  });
  return output === undefined ? [] : paths;
}

function writeDocument(path: string, text: string, run: Run): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    run.terminal.diagnostic(diagnose('cli/unwritable', { path, reason: reasonOf(error) }), path);
    run.outcome.raise(2);
  }
}

function fail(run: Run, path: string, diagnostics: readonly Diagnostic[], read?: ReadRule): void {
  for (const diagnostic of diagnostics) run.terminal.diagnostic(diagnostic, path);
  run.reports.add(failureLine(path, diagnostics, read));
  if (run.failOn.events.has('unreadable')) run.outcome.raise(1);
}

export async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
