import {
  type CompileOptions,
  compile,
  type DocumentRequest,
  type Documents,
  defaultProfile,
  located,
  type Translation,
  writeDocuments,
} from '../compile/index.ts';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { Rule } from '../ir/index.ts';
import type { ReadRule } from '../readers/index.ts';
import { abreast, type Steps } from './abreast.ts';
import { badChoice } from './bad-value.ts';
import { type DeliverDocuments, documentFiles, dropDocuments, printDocuments } from './document-writer.ts';
import { checkedTranslation, type EvidenceLevel, engineOf, evidenceLevels } from './evidence.ts';
import { failsOnGiven } from './fail-on.ts';
import { crashOf, fail } from './failures.ts';
import { passFiles, workersWanted } from './file-pass.ts';
import type { DocumentNames, FileRun, FileWork, NamedFile, NameWanted } from './file-work.ts';
import { formsOf } from './forms.ts';
import { labelledEvents, type RuleEvent } from './labelled-events.ts';
import { lostCode, lostDiagnostic } from './lost-metadata.ts';
import type { Arguments } from './options.ts';
import { inEnvironment } from './own-environment.ts';
import type { PantherEngine } from './panther-engine.ts';
import { isRefusedEarly } from './refused-early.ts';
import { placeText, translationLine } from './report-lines.ts';
import { openRun, type Run } from './run.ts';
import { Summary } from './summary.ts';
import { targetEvents } from './target-events.ts';
import { parseTargets, type Target } from './targets.ts';
import type { Screen } from './terminal.ts';
import type { StartThread } from './thread-messages.ts';
import { unmappedOf } from './unmapped.ts';

interface Conversion {
  readonly targets: readonly Target[];
  readonly options: CompileOptions;
  readonly deliver: DeliverDocuments;
  readonly evidence: EvidenceLevel;
  /** Of the level that asks for one. */
  readonly engine?: PantherEngine;
}

type Settings = Omit<Conversion, 'deliver' | 'engine'>;

/** `ruleglot convert`: gives the exit code, or what is wrong with the arguments. */
export async function convert(
  given: Arguments,
  screen: Screen,
  threads?: StartThread,
): Promise<number | Diagnostic> {
  if (given.operands.length === 0) return diagnose('cli/missing', { what: 'PATH' });
  if (!given.has('target')) return diagnose('cli/missing', { what: '--target' });
  const settings = await settingsOf(given);
  if ('code' in settings) return settings;
  const workers = workersWanted(given);
  if (typeof workers === 'object') return workers;
  const opened = await openRun(given, screen);
  if ('code' in opened) return opened;
  const run = { ...opened, summary: new Summary() };
  const deliver = delivery(given, run);
  if ('code' in deliver) return deliver;
  const engine = settings.evidence === 'engine' ? await engineOf(run) : undefined;
  const work = workOf({
    ...settings,
    options: inEnvironment(settings.options, run.environment),
    deliver,
    ...(engine === undefined ? {} : { engine }),
  });
  const crew = { threads, workers: engine === undefined ? workers : 1 };
  const files = await passFiles({ command: 'convert', given, screen, run, work }, crew);
  run.reports.close();
  engine?.close();
  for (const each of run.summary.lost.all()) run.terminal.diagnostic(lostDiagnostic(each), each.place);
  for (const line of run.summary.lines(files)) run.terminal.say(line);
  return run.outcome.code;
}

/** What `convert` does with files on a thread of its own. */
export async function conversionWork(
  given: Arguments,
  run: Pick<Run, 'reports' | 'environment'>,
): Promise<FileWork> {
  const settings = await settingsOf(given);
  const deliver = delivery(given, run);
  if ('code' in settings) throw new Error(settings.message);
  if ('code' in deliver) throw new Error(deliver.message);
  return workOf({ ...settings, options: inEnvironment(settings.options, run.environment), deliver });
}

async function settingsOf(given: Arguments): Promise<Settings | Diagnostic> {
  const forms = formsOf(given);
  if ('code' in forms) return forms;
  const evidence = evidenceLevels.find(level => level === (given.one('evidence') ?? 'proved'));
  if (evidence === undefined) return badChoice('--evidence', given.one('evidence') ?? '', evidenceLevels);
  const targets = await parseTargets(given.all('target'), given.one('format'));
  if ('code' in targets) return targets;
  const unmapped = unmappedOf(given);
  if ('code' in unmapped) return unmapped;
  const options: CompileOptions = { ...forms, ...unmapped, profile: defaultProfile };
  return { targets, options, evidence };
}

function delivery(given: Arguments, { reports }: Pick<Run, 'reports'>): DeliverDocuments | Diagnostic {
  const output = given.one('output');
  if (output === undefined) return reports.onOutput ? dropDocuments : printDocuments;
  return documentFiles(output);
}

function workOf(conversion: Conversion): FileWork {
  return {
    named: ({ rules }) => rules.filter(isTranslated).flatMap(read => namesWanted(read, conversion)),
    finish: files => convertFiles(files, conversion),
  };
}

/** Whether a rule gets a line, and files, for each target. */
function isTranslated(read: ReadRule): boolean {
  return read.rule !== undefined || isRefusedEarly(read);
}

function namesWanted({ rule, location }: ReadRule, { targets }: Conversion): readonly NameWanted[] {
  const contents = new Set(rule === undefined ? [] : targets.flatMap(each => contentOf(each, rule) ?? []));
  return [{ location }, ...[...contents].map(content => ({ location, content }))];
}

function contentOf({ backend, format }: Target, { metadata }: Rule): string | undefined {
  return backend.contentName?.(format, metadata);
}

/** A file with the events beside it. */
interface OpenFile extends NamedFile {
  readonly events: ReturnType<typeof labelledEvents>;
}

/** What a rule is in each target, in their order. */
type Translations = ReadonlyMap<ReadRule, readonly Translated[]>;

async function convertFiles(files: readonly NamedFile[], conversion: Conversion): Promise<void> {
  const open = files.map(
    (each): OpenFile => ({
      ...each,
      events: each.file.rules.some(({ rule }) => rule !== undefined) ? labelledEvents(each.file.path) : [],
    }),
  );
  const translations = await translationsOf(open, conversion);
  for (const each of open) tellFile(each, translations, conversion);
}

/** The rules of all files in one target, then in the next. */
async function translationsOf(files: readonly OpenFile[], conversion: Conversion): Promise<Translations> {
  const reads = files.flatMap(({ file, names, events }) =>
    file.rules.filter(isTranslated).map(read => ({ read, names, events: 'code' in events ? [] : events })),
  );
  const found = new Map<ReadRule, Translated[]>(reads.map(({ read }) => [read, []]));
  for (const target of conversion.targets)
    for (const each of await abreast(reads.map(open => translated(target, open, conversion))))
      found.get(each.read)?.push(each);
  return found;
}

/** A rule with what its file says of it. */
interface OpenRule {
  readonly read: ReadRule;
  readonly names: DocumentNames;
  readonly events: readonly RuleEvent[];
}

interface Made {
  readonly read: ReadRule;
  readonly target: Target;
  readonly translation: Translation;
  readonly contradicted: boolean;
  readonly documents: Documents;
}

/** `error`: a defect of ours. */
type Translated = Made | (Pick<Made, 'read' | 'target'> & { readonly error: unknown });

async function* translated(
  target: Target,
  { read, names, events }: OpenRule,
  { options, evidence, engine }: Conversion,
): Steps<Translated> {
  const { rule } = read;
  const { backend, dialect, format } = target;
  const forced = dialect === undefined ? {} : { dialect };
  try {
    const declared = rule === undefined ? refusal : compile(rule, backend, { ...options, ...forced });
    yield;
    const own = { labelled: events, given: [] };
    const { translation, contradicted } = await checkedTranslation(rule, declared, evidence, own, engine);
    yield;
    const { planned, dialect: spoken } = translation;
    const seen =
      rule === undefined || planned === undefined || spoken === undefined
        ? []
        : targetEvents(rule, events, spoken.vendor, planned);
    const documents = contradicted
      ? { files: [], lost: [], diagnostics: [] }
      : writeDocuments(translation, backend, { format, events: seen, ...namesOf(read, target, names) });
    return { read, target, translation, contradicted, documents };
  } catch (error) {
    return { read, target, error };
  }
}

function tellFile({ file, run, events }: OpenFile, translations: Translations, conversion: Conversion): void {
  if (file.failures.length > 0) {
    run.summary.unread();
    fail(run, file.path, file.failures);
  }
  if ('code' in events) run.terminal.diagnostic(events, file.path);
  for (const read of file.rules) {
    const { path } = read.location;
    const made = translations.get(read);
    if (made === undefined) {
      run.summary.unread();
      fail(run, path, read.diagnostics, read);
      continue;
    }
    for (const diagnostic of read.diagnostics) run.terminal.diagnostic(diagnostic, path);
    for (const each of made) {
      try {
        if ('error' in each) throw each.error;
        tell(each, run, conversion);
      } catch (error) {
        run.summary.crashed(each.target.name);
        fail(run, path, [crashOf(error, run.debug)], read, each.target.name);
      }
    }
  }
}

function tell(
  { read, target, translation, contradicted, documents }: Made,
  run: FileRun,
  { deliver }: Conversion,
): void {
  const said = located([...translation.diagnostics, ...documents.diagnostics], read.rule);
  const { path } = read.location;
  for (const diagnostic of said) if (diagnostic.code !== lostCode) run.terminal.diagnostic(diagnostic, path);
  for (const diagnostic of documents.diagnostics.filter(({ code }) => code === lostCode))
    run.summary.lost.add(target.name, documents.lost, placeText(path, diagnostic));
  const files = deliver(target.name, documents.files, run);
  if (run.reports.isWanted)
    run.reports.add(
      translationLine(read, target, translation, {
        files,
        lost: documents.lost,
        diagnostics: [...read.diagnostics, ...said],
      }),
    );
  run.summary.translated(target.name, translation.verdict);
  judge(run, translation);
  if (contradicted) run.outcome.raise(3);
}

function namesOf(
  { rule, location }: ReadRule,
  target: Target,
  names: DocumentNames,
): Pick<DocumentRequest, 'fileName' | 'contentName'> {
  const content = rule && contentOf(target, rule);
  const fileName = names.nameFor(location);
  return content === undefined ? { fileName } : { fileName, contentName: names.nameFor(location, content) };
}

/** Of a rule that is refused whatever the target; its own diagnostics say why. */
const refusal: Translation = { verdict: 'refused', given: [], diagnostics: [], reasons: [] };

/** Whether a translation is one that the user wants the run to fail for. */
function judge({ failOn, outcome }: Run, { verdict, evidence, given }: Translation): void {
  const unverified = evidence?.kind === 'unverified' && failOn.events.has('unverified');
  if (failOn.events.has(verdict) || unverified || failsOnGiven(failOn, given)) outcome.raise(1);
}
