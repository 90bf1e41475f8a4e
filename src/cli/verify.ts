import { targets as backends } from '../../backends/index.ts';
import { type CompileOptions, compile, defaultProfile, located } from '../compile/index.ts';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { JudgedEvent, NamedEvent } from '../verify/judge-events.ts';
import { tellingSeries } from '../verify/several/telling-series.ts';
import { badChoice } from './bad-value.ts';
import { type Checked, checkedTranslation, engineOf, type OwnEvents } from './evidence.ts';
import { failsOnGiven } from './fail-on.ts';
import { crashOf, fail } from './failures.ts';
import { formsOf } from './forms.ts';
import { givenEvents } from './given-events.ts';
import { labelledEvents } from './labelled-events.ts';
import type { Arguments } from './options.ts';
import { inEnvironment } from './own-environment.ts';
import type { PantherEngine } from './panther-engine.ts';
import { translationLine } from './report-lines.ts';
import { forEachRule, type WholeRule } from './rule-pass.ts';
import { openRun, type Run } from './run.ts';
import { writeOutput } from './standard-output.ts';
import { Summary } from './summary.ts';
import { parseTargets, type Target } from './targets.ts';
import type { Screen } from './terminal.ts';
import { unmappedOf } from './unmapped.ts';
import { explanation, tableHead, tableRow } from './verify-text.ts';

interface Verification {
  readonly run: Run;
  readonly targets: readonly Target[];
  readonly options: CompileOptions;
  readonly given: readonly NamedEvent[];
  readonly engine: PantherEngine | undefined;
  readonly explains: boolean;
  readonly summary: Summary;
}

/** `ruleglot verify`: gives the exit code, or what is wrong with the arguments. */
export async function verify(given: Arguments, screen: Screen): Promise<number | Diagnostic> {
  const verification = await openVerification(given, screen);
  if ('code' in verification) return verification;
  const { run, summary, engine } = verification;
  if (!run.reports.onOutput) writeOutput(tableHead);
  const files = await forEachRule(given.operands, run, read => verifyRule(read, verification));
  engine?.close();
  run.reports.close();
  for (const line of summary.lines(files)) run.terminal.say(line);
  return run.outcome.code;
}

async function openVerification(given: Arguments, screen: Screen): Promise<Verification | Diagnostic> {
  if (given.operands.length === 0) return diagnose('cli/missing', { what: 'PATH' });
  const forms = formsOf(given);
  if ('code' in forms) return forms;
  const engineName = given.one('engine') ?? 'embedded';
  if (engineName !== 'embedded' && engineName !== 'real')
    return badChoice('--engine', engineName, ['embedded', 'real']);
  const names = given.has('target') ? given.all('target') : backends.map(({ target }) => target);
  const targets = await parseTargets(names, undefined);
  if ('code' in targets) return targets;
  const unmapped = unmappedOf(given);
  if ('code' in unmapped) return unmapped;
  const run = await openRun(given, screen);
  if ('code' in run) return run;
  const events = await givenEvents(given.one('events'), run);
  if ('code' in events) return events;
  const engine = engineName === 'real' ? await engineOf(run) : undefined;
  const options = inEnvironment({ ...forms, ...unmapped, profile: defaultProfile }, run.environment);
  return {
    run,
    targets,
    options,
    given: events,
    engine,
    explains: given.has('explain'),
    summary: new Summary(),
  };
}

async function verifyRule(read: WholeRule, verification: Verification): Promise<void> {
  const { run, targets, given, summary } = verification;
  const { path } = read.location;
  for (const diagnostic of read.diagnostics) run.terminal.diagnostic(diagnostic, path);
  const beside = labelledEvents(path);
  if ('code' in beside) run.terminal.diagnostic(beside, path);
  const own = { labelled: 'code' in beside ? [] : beside, given };
  for (const target of targets) {
    try {
      await verifyIn(target, read, own, verification);
    } catch (error) {
      summary.crashed(target.name);
      fail(run, path, [crashOf(error, run.debug)], read, target.name);
    }
  }
}

async function verifyIn(
  target: Target,
  read: WholeRule,
  own: OwnEvents,
  { run, options, engine, explains, summary }: Verification,
): Promise<void> {
  const forced = target.dialect === undefined ? {} : { dialect: target.dialect };
  const declared = compile(read.rule, target.backend, { ...options, ...forced });
  const checked = await checkedTranslation(read.rule, declared, 'engine', own, engine);
  const { translation, events, contradicted } = checked;
  const differing = translation.verdict === 'exact' ? events.filter(isUnexpected) : [];
  const said = located([...translation.diagnostics, ...differing.map(differs)], read.rule);
  for (const diagnostic of said) run.terminal.diagnostic(diagnostic, read.location.path);
  const line = translationLine(read, target, translation, {
    files: [],
    lost: [],
    diagnostics: [...read.diagnostics, ...said],
  });
  const series = checked.series === undefined ? [] : tellingSeries(checked.series);
  const told = series.map(each => ({ origin: 'series' as const, ...each }));
  run.reports.add({ ...line, witness: [...events.filter(isTelling), ...told] });
  if (!run.reports.onOutput)
    writeOutput(`${tableRow(read, target.name, checked)}${explains ? explanation(checked) : ''}`);
  summary.translated(target.name, translation.verdict);
  judge(run, checked);
  if (contradicted) run.outcome.raise(3);
}

/** Of events that were given there may be any number: those that both readings agree on are only counted. */
function isTelling({ origin, rule, query }: JudgedEvent): boolean {
  return origin !== 'given' || rule !== query;
}

function isUnexpected({ origin, rule, query }: JudgedEvent): boolean {
  return rule !== query && (origin === 'labelled' || origin === 'given');
}

function differs({ name = '', rule }: JudgedEvent): Diagnostic {
  return diagnose('verify/events-differ', { name, rule });
}

function judge({ failOn, outcome }: Run, { translation }: Checked): void {
  const { verdict, evidence, given } = translation;
  const unverified = evidence?.kind === 'unverified' && failOn.events.has('unverified');
  if (failOn.events.has(verdict) || unverified || failsOnGiven(failOn, given)) outcome.raise(1);
}
