import {
  type CompileOptions,
  compile,
  defaultProfile,
  type Translation,
  writeDocuments,
} from '../compile/index.ts';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { ReadRule } from '../readers/index.ts';
import { badChoice } from './bad-value.ts';
import { type DeliverDocuments, documentFiles, dropDocuments, printDocuments } from './document-writer.ts';
import { checkedTranslation, type EvidenceLevel, engineOf, evidenceLevels } from './evidence.ts';
import { failsOnGiven } from './fail-on.ts';
import { crashOf, fail } from './failures.ts';
import { FileNames } from './file-name.ts';
import { labelledEvents, type RuleEvent } from './labelled-events.ts';
import type { Arguments } from './options.ts';
import type { PantherEngine } from './panther-engine.ts';
import { isRefusedEarly } from './refused-early.ts';
import { translationLine } from './report-lines.ts';
import { type ReadFile, readRuleFile, ruleInput } from './rule-stream.ts';
import { openRun, type Run } from './run.ts';
import { Summary } from './summary.ts';
import { targetEvents } from './target-events.ts';
import { parseTargets, type Target } from './targets.ts';
import type { Screen } from './terminal.ts';

interface Conversion {
  readonly run: Run;
  readonly targets: readonly Target[];
  readonly options: CompileOptions;
  readonly deliver: DeliverDocuments;
  readonly evidence: EvidenceLevel;
  /** Of the level that asks for one. */
  readonly engine: PantherEngine | undefined;
  readonly names: FileNames;
  readonly summary: Summary;
}

/** `ruleglot convert`: gives the exit code, or what is wrong with the arguments. */
export async function convert(given: Arguments, screen: Screen): Promise<number | Diagnostic> {
  const conversion = await openConversion(given, screen);
  if ('code' in conversion) return conversion;
  const { run, summary } = conversion;
  const input = ruleInput([...given.operands, ...given.all('filter')]);
  for (const { path, diagnostic } of input.failures) fail(run, path, [diagnostic]);
  let done = 0;
  for (const path of input.files) {
    await convertFile(await readRuleFile(path, run), conversion);
    run.terminal.progress(++done, input.files.length, 'files');
  }
  run.reports.close();
  conversion.engine?.close();
  for (const line of summary.lines(input.files.length)) run.terminal.say(line);
  return run.outcome.code;
}

async function openConversion(given: Arguments, screen: Screen): Promise<Conversion | Diagnostic> {
  if (given.operands.length === 0) return diagnose('cli/missing', { what: 'PATH' });
  if (!given.has('target')) return diagnose('cli/missing', { what: '--target' });
  const casing = given.one('casing') ?? 'keep';
  if (casing !== 'keep' && casing !== 'relax') return badChoice('--casing', casing, ['keep', 'relax']);
  const evidence = evidenceLevels.find(level => level === (given.one('evidence') ?? 'proved'));
  if (evidence === undefined) return badChoice('--evidence', given.one('evidence') ?? '', evidenceLevels);
  const targets = await parseTargets(given.all('target'), given.one('format'));
  if ('code' in targets) return targets;
  const run = await openRun(given, screen);
  if ('code' in run) return run;
  const deliver = delivery(given.one('output'), run);
  if ('code' in deliver) return deliver;
  const options = { casing, strictFields: given.has('strict-fields'), profile: defaultProfile } as const;
  const engine = evidence === 'engine' ? await engineOf(run) : undefined;
  return { run, targets, options, deliver, evidence, engine, names: new FileNames(), summary: new Summary() };
}

function delivery(output: string | undefined, run: Run): DeliverDocuments | Diagnostic {
  if (output === undefined) return run.reports.onOutput ? dropDocuments : printDocuments;
  return documentFiles(output, (diagnostic, path) => {
    run.terminal.diagnostic(diagnostic, path);
    run.outcome.raise(2);
  });
}

async function convertFile(file: ReadFile, conversion: Conversion): Promise<void> {
  const { run, summary } = conversion;
  if (file.failures.length > 0) {
    summary.unread();
    fail(run, file.path, file.failures);
  }
  const events = file.rules.some(read => read.rule !== undefined) ? labelledEvents(file.path) : [];
  if ('code' in events) run.terminal.diagnostic(events, file.path);
  for (const read of file.rules) await convertRule(read, 'code' in events ? [] : events, conversion);
}

async function convertRule(
  read: ReadRule,
  events: readonly RuleEvent[],
  conversion: Conversion,
): Promise<void> {
  const { run, summary, targets } = conversion;
  const { path } = read.location;
  if (read.rule === undefined && !isRefusedEarly(read)) {
    summary.unread();
    fail(run, path, read.diagnostics, read);
    return;
  }
  for (const diagnostic of read.diagnostics) run.terminal.diagnostic(diagnostic, path);
  const name = conversion.names.nameFor(read.location);
  for (const target of targets) {
    try {
      await convertTo(target, read, name, events, conversion);
    } catch (error) {
      summary.crashed(target.name);
      fail(run, path, [crashOf(error, run.debug)], read, target.name);
    }
  }
}

async function convertTo(
  target: Target,
  read: ReadRule,
  fileName: string,
  events: readonly RuleEvent[],
  { run, options, deliver, summary, evidence, engine }: Conversion,
): Promise<void> {
  const { rule } = read;
  const { backend, dialect, format } = target;
  const forced = dialect === undefined ? {} : { dialect };
  const declared = rule === undefined ? refusal : compile(rule, backend, { ...options, ...forced });
  const own = { labelled: events, given: [] };
  const { translation, contradicted } = await checkedTranslation(rule, declared, evidence, own, engine);
  const { planned, dialect: spoken } = translation;
  const seen =
    rule === undefined || planned === undefined || spoken === undefined
      ? []
      : targetEvents(rule, events, spoken.vendor, planned, translation.verdict === 'exact');
  const documents = contradicted
    ? { files: [], diagnostics: [] }
    : writeDocuments(translation, backend, { format, fileName, events: seen });
  const said = [...translation.diagnostics, ...documents.diagnostics];
  for (const diagnostic of said) run.terminal.diagnostic(diagnostic, read.location.path);
  const files = deliver(target.name, documents.files);
  if (run.reports.isWanted)
    run.reports.add(translationLine(read, target, translation, files, [...read.diagnostics, ...said]));
  summary.translated(target.name, translation.verdict);
  judge(run, translation);
  if (contradicted) run.outcome.raise(3);
}

/** Of a rule that is refused whatever the target; its own diagnostics say why. */
const refusal: Translation = { verdict: 'refused', given: [], diagnostics: [], reasons: [] };

/** Whether a translation is one that the user wants the run to fail for. */
function judge({ failOn, outcome }: Run, { verdict, evidence, given }: Translation): void {
  const unverified = evidence?.kind === 'unverified' && failOn.events.has('unverified');
  if (failOn.events.has(verdict) || unverified || failsOnGiven(failOn, given)) outcome.raise(1);
}
