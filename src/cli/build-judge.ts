import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { type FilePiece, type PackPiece, type PieceDiagnostic, revivedDiagnostic } from '../project/piece.ts';
import type { BuildPlan } from '../project/plan.ts';
import { Policy } from '../project/policy.ts';
import { type GoneRule, goneDiagnostic, goneLine } from './build-gone.ts';
import type { OutputChanges } from './build-meaning.ts';
import { type BuildResult, type BuiltRule, spanOfText } from './build-result.ts';
import { tellVerdicts } from './build-shown.ts';
import { tableDiagnostic, tableLine } from './build-told-tables.ts';
import { type HeldRule, heldDiagnostic } from './build-unread.ts';
import { LostCounts, lostCode, lostDiagnostic } from './lost-metadata.ts';
import type { OpenedProject } from './open-project.ts';
import type { ProjectFile } from './project-files.ts';
import { diagnosticLine, placeText, type RuleLine } from './report-lines.ts';
import { changeCodes } from './report-table.ts';
import type { Reports } from './reports.ts';
import type { Terminal } from './terminal.ts';

export interface JudgeRequest {
  readonly project: OpenedProject;
  readonly plan: BuildPlan;
  readonly files: readonly ProjectFile[];
  /** Of the command line, in the place of the configuration's. */
  readonly failOn: readonly string[] | undefined;
  readonly terminal: Terminal;
  readonly reports: Reports;
  readonly pieces: ReadonlyMap<string, FilePiece>;
  readonly result: BuildResult;
  /** Files that were not worked on: of their rules the lock tells, and no report does. */
  readonly kept: ReadonlyMap<string, FilePiece>;
  readonly outputs: OutputChanges;
  readonly gone: readonly GoneRule[];
  /** Files whose rules are told of, one by one; all of them, without their verdicts, when absent. */
  readonly isShown: ((file: ProjectFile) => boolean) | undefined;
}

export interface BuildJudgement {
  readonly fails: boolean;
  /** A translation was found to mean something else than was declared, or something crashed. */
  readonly isDefect: boolean;
}

interface Judging extends JudgeRequest {
  readonly policy: Policy;
  /** How often the policy stops at what. */
  readonly stops: Map<string, number>;
  readonly lost: LostCounts;
  /** Rules of which something is told. */
  readonly told: ReadonlySet<BuiltRule>;
  fails: boolean;
  isDefect: boolean;
}

/** Tells what came of each rule, on the terminal and in the reports, and holds it against the policy. */
export function judgeBuild(request: JudgeRequest): BuildJudgement {
  const { failOn, project, pieces, files, result, terminal, reports } = request;
  const policy = new Policy(project, failOn, new Date().toISOString().slice(0, 10));
  const lost = new LostCounts();
  const { isShown = () => true, outputs } = request;
  const shown = result.rules.filter(
    ({ file, rule, key }) =>
      isShown(file) || (rule.packs ?? []).some(({ pack }) => outputs.diagnostics.has(`${key} ${pack}`)),
  );
  const told = new Set(shown);
  const judging: Judging = {
    ...request,
    policy,
    stops: new Map(),
    lost,
    told,
    fails: false,
    isDefect: false,
  };
  for (const file of files) {
    const { failures = [], remarks = [] } = pieces.get(file.path) ?? {};
    if (failures.length > 0) tellFailure(file, undefined, failures.map(revive(file)), judging);
    if (isShown(file))
      for (const remark of remarks) terminal.diagnostic(revivedDiagnostic(remark, file.source), file.shown);
  }
  for (const built of result.rules) judgeRule(built, judging);
  if (request.isShown !== undefined) tellVerdicts(terminal, shown);
  for (const rule of request.gone) tellGone(rule, judging);
  for (const table of outputs.tables) {
    const line = tableLine(table, result.rules, project);
    terminal.diagnostic(tableDiagnostic(table, line.rules), line.path);
    reports.add(line);
  }
  for (const each of lost.all()) terminal.diagnostic(lostDiagnostic(each), each.place);
  for (const diagnostic of [...emptyPacks(request), ...policy.remarks()])
    terminal.diagnostic(diagnostic, project.configPath);
  const what = [...judging.stops].sort(([one], [other]) => (one < other ? -1 : 1));
  if (what.length > 0) {
    const shown = what.map(([each, count]) => `${each} (${count} here)`).join(', ');
    terminal.diagnostic(diagnose('build/policy', { what: shown }), project.configPath);
  }
  return { fails: judging.fails, isDefect: judging.isDefect };
}

/** Packs that select none of the rules. */
function emptyPacks({ plan, result, project }: JudgeRequest): readonly Diagnostic[] {
  const filled = new Set(result.rules.flatMap(({ rule }) => (rule.packs ?? []).map(({ pack }) => pack)));
  return plan.packs.flatMap(({ pack: { name, select, exclude } }, at) =>
    filled.has(name) || filled.size + result.rules.length === 0 || (select ?? exclude) === undefined
      ? []
      : [diagnose('build/empty-pack', { pack: name }, project.placeOf(['packs', at, 'name']))],
  );
}

function stopAt(failing: readonly string[], { stops }: Judging): void {
  for (const what of failing) stops.set(what, (stops.get(what) ?? 0) + 1);
}

function tellGone(rule: GoneRule, { terminal, reports, project }: Judging): void {
  const line = goneLine(rule, project.root);
  terminal.diagnostic(goneDiagnostic(rule), line.path);
  reports.add(line);
}

function revive(file: ProjectFile): (stored: PieceDiagnostic) => Diagnostic {
  return stored => revivedDiagnostic(stored, file.source ?? file.unread);
}

function tellFailure(
  file: ProjectFile,
  built: BuiltRule | undefined,
  diagnostics: readonly Diagnostic[],
  judging: Judging,
): void {
  const { terminal, reports, policy } = judging;
  const { failing, diagnostics: waived } = policy.judge({
    path: file.path,
    id: built?.rule.id,
    what: ['unreadable'],
  });
  stopAt(failing, judging);
  const isOwn = (held: HeldRule): boolean =>
    held.file === file && (built === undefined || held.document === built.rule.document);
  const kept = judging.result.held.filter(isOwn).map(heldDiagnostic);
  const said = [...allowed([...diagnostics, ...waived], failing.length === 0 && waived.length > 0), ...kept];
  if (built === undefined || judging.told.has(built))
    for (const diagnostic of said) terminal.diagnostic(diagnostic, file.shown);
  if (failing.length > 0 || built?.found.some(({ severity }) => severity === 'error')) judging.fails = true;
  if (diagnostics.some(({ code }) => code === 'internal/crash')) judging.isDefect = true;
  reports.add({
    schemaVersion: 1,
    kind: 'failure',
    path: file.shown,
    ...(built === undefined ? {} : { rule: lineOf(built) }),
    diagnostics: said.map(diagnosticLine),
  });
}

function lineOf({ rule }: BuiltRule): RuleLine {
  const { id, title, format, document, part, line } = rule;
  return {
    ...(id === undefined ? {} : { id }),
    ...(title === undefined ? {} : { title }),
    ...{ format, document, part, line },
  };
}

function judgeRule(built: BuiltRule, judging: Judging): void {
  const { file, rule, found } = built;
  const own = [...rule.diagnostics.map(revive(file)), ...found];
  if (rule.packs === undefined) {
    tellFailure(file, built, own, judging);
    return;
  }
  const judged = rule.packs.map(piece => judgePiece(built, piece, judging));
  const isAllowed = judged.length > 0 && judged.every(each => each.isAllowed);
  const said = allowed(own, isAllowed);
  if (judging.told.has(built))
    for (const diagnostic of said) judging.terminal.diagnostic(diagnostic, file.shown);
  for (const each of judged) tellPiece(built, each, said, judging);
}

interface JudgedPiece {
  readonly piece: PackPiece;
  readonly failing: readonly string[];
  readonly said: readonly Diagnostic[];
  /** The policy lets it through. */
  readonly isAllowed: boolean;
}

function judgePiece({ file, rule, key, found }: BuiltRule, piece: PackPiece, judging: Judging): JudgedPiece {
  const different = judging.outputs.diagnostics.get(`${key} ${piece.pack}`) ?? [];
  const ofTitle = () => (rule.title === undefined ? undefined : spanOfText(file, rule.title, rule.line));
  const span = different.length > 0 ? ofTitle() : undefined;
  const changes = different.map(each => (span === undefined ? each : { ...each, span }));
  const { failing, diagnostics: waived } = judging.policy.judge({
    path: file.path,
    id: rule.id,
    pack: piece.pack,
    what: whatOf(piece, [...found, ...changes]),
  });
  const isAllowed = failing.length === 0;
  const told = [...piece.diagnostics.map(revive(file)), ...changes, ...waived];
  const said = [...allowed(told, isAllowed), ...stopped(failing, piece.pack, ofTitle)];
  return { piece, failing, said, isAllowed };
}

/** What is refused is told as an error by what refuses it. */
function stopped(
  failing: readonly string[],
  pack: string,
  placeOf: () => Diagnostic['span'],
): readonly Diagnostic[] {
  const what = failing.filter(each => each !== 'refused').join(', ');
  return what === '' ? [] : [diagnose('build/not-let-through', { what, pack }, placeOf())];
}

function tellPiece(
  built: BuiltRule,
  { piece, failing, said }: JudgedPiece,
  own: readonly Diagnostic[],
  judging: Judging,
): void {
  const { file, key } = built;
  const { terminal, reports, plan, result, outputs } = judging;
  for (const diagnostic of judging.told.has(built) ? said : []) {
    if (diagnostic.code !== lostCode) terminal.diagnostic(diagnostic, file.shown);
    else judging.lost.add(piece.pack, piece.lost ?? [], placeText(file.shown, diagnostic));
  }
  stopAt(failing, judging);
  if (failing.length > 0) judging.fails = true;
  if (judging.kept.has(file.path)) return;
  if (piece.contradicted || piece.verdict === 'crashed') judging.isDefect = true;
  if (!reports.isWanted) return;
  const planned = plan.packs.find(({ pack }) => pack.name === piece.pack);
  const output = result.assembled.outputs.get(`${key} ${piece.pack}`) ?? {};
  const alerts = outputs.alerts.get(`${key} ${piece.pack}`) ?? built.alerts;
  const files = new Set(Object.keys(output).map(name => `${planned?.folder}/${name.replace(/#.*/, '')}`));
  const head = {
    schemaVersion: 1,
    path: file.shown,
    rule: lineOf(built),
    target: planned?.target ?? '',
  } as const;
  const diagnostics = [...own, ...said].map(diagnosticLine);
  if (piece.verdict === 'crashed') reports.add({ ...head, kind: 'failure', diagnostics });
  else
    reports.add({
      ...head,
      kind: 'translation',
      pack: piece.pack,
      language: piece.language,
      verdict: piece.verdict,
      ...(piece.evidence === undefined ? {} : { evidence: piece.evidence }),
      given: piece.given,
      query: piece.query,
      files: [...files],
      failing,
      ...(alerts === undefined ? {} : { alerts }),
      ...(built.isNew === true || outputs.added.has(key) ? { isNew: true } : {}),
      ...(piece.lost === undefined ? {} : { lost: piece.lost }),
      diagnostics,
    });
}

/** What the policy lets through is no error, in whatever it is told. */
function allowed(diagnostics: readonly Diagnostic[], isAllowed: boolean): readonly Diagnostic[] {
  return diagnostics.map(each =>
    isAllowed && each.severity === 'error' && !each.code.startsWith('internal/')
      ? { ...each, severity: 'warning' }
      : each,
  );
}

/** In the words of a policy. */
function whatOf({ verdict, evidence, given }: PackPiece, found: readonly Diagnostic[]): readonly string[] {
  return [
    verdict,
    ...(evidence?.kind === 'unverified' ? ['unverified'] : []),
    ...given.map(each => `given:${each}`),
    ...(found.some(({ code }) => changeCodes.has(code)) ? ['changed'] : []),
  ];
}
