import { join } from 'node:path';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { formOf } from '../project/config.ts';
import type { Lock } from '../project/lock.ts';
import type { FilePiece } from '../project/piece.ts';
import { appOf, type BuildPlan, isAppLabel, misplacedApps, plannedPacks } from '../project/plan.ts';
import { type BuildBase, openBase } from './build-base.ts';
import { type GoneRule, gonePacks, goneRules } from './build-gone.ts';
import { type BuildJudgement, judgeBuild } from './build-judge.ts';
import { isAsLocked, keptPieces } from './build-kept.ts';
import { baseLock, heldLock } from './build-lock.ts';
import { type MeaningRequest, meaningChanges } from './build-meaning.ts';
import { gatherPieces, type Pieces, settingsDigest } from './build-pieces.ts';
import { buildPlan } from './build-plan.ts';
import { type BuildResult, buildResult } from './build-result.ts';
import { changedSince } from './build-shown.ts';
import type { SourceChanges } from './build-sources.ts';
import { tellBuild } from './build-summary.ts';
import { lockStamp, writePacks } from './build-written.ts';
import { wordsOf } from './fail-on.ts';
import { type Crew, workersWanted } from './file-pass.ts';
import { shownPath } from './input-files.ts';
import { leftOver } from './left-over.ts';
import { lookupTexts } from './lookup-texts.ts';
import { missingFiles } from './named-files.ts';
import { type OpenedProject, openProject } from './open-project.ts';
import type { Arguments } from './options.ts';
import { packsOutside } from './outside-packs.ts';
import { type FileChanges, fileChanges, textAt } from './pack-files.ts';
import { belowRoot, type ProjectFile, projectFiles } from './project-files.ts';
import { type BuildLine, diagnosticLine } from './report-lines.ts';
import { openReports, type Reports } from './reports.ts';
import { Outcome } from './run.ts';
import { tellStale } from './stale-text.ts';
import { writeOutput } from './standard-output.ts';
import { openTerminal, type Screen, type Terminal } from './terminal.ts';
import type { StartThread } from './thread-messages.ts';

/** A build under way. */
interface Build {
  readonly project: OpenedProject;
  readonly plan: BuildPlan;
  readonly settings: string;
  readonly lookups: ReadonlyMap<string, string>;
  readonly files: readonly ProjectFile[];
  readonly inPacks: readonly string[];
  readonly before: Lock;
  /** Of the file of `before`. */
  readonly stamp: string;
  /** Of `--since`. */
  readonly base: BuildBase | undefined;
  /** What changes are told against: the base, or the last build. */
  readonly earlier: Lock;
  readonly given: Arguments;
  readonly screen: Screen;
  readonly terminal: Terminal;
  readonly reports: Reports;
  readonly outcome: Outcome;
}

/** `ruleglot build`: gives the exit code, or what is wrong with the arguments. `isAgain`: whoever looks has seen the build before. */
export async function build(
  given: Arguments,
  screen: Screen,
  threads?: StartThread,
  isAgain = false,
): Promise<number | Diagnostic> {
  const [extra] = given.operands;
  if (extra !== undefined) return diagnose('cli/unexpected', { word: extra });
  const workers = workersWanted(given);
  if (typeof workers === 'object') return workers;
  const words = given.one('fail-on');
  const failOn = words === undefined ? undefined : wordsOf(words);
  const opened = openBuild(given, screen);
  if (opened === undefined) return 2;
  if ('code' in opened) return opened;
  const found = await makeResult(opened, { threads, workers });
  if ('code' in found) return found;
  const { pieces, kept } = found;
  const since = await openSources(opened, found, { threads, workers });
  const result = since?.withChanges(found.result) ?? found.result;
  for (const diagnostic of result.assembled.diagnostics)
    opened.terminal.diagnostic(diagnostic, shownPath(opened.project.configPath));
  if (result.assembled.diagnostics.length > 0) return 2;
  const { plan, earlier } = opened;
  const outputs =
    (await since?.outputs(result)) ??
    (await meaningChanges({ plan, result, earlier, earlierTexts: earlierTexts(opened) }));
  const packs = new Set(plan.packs.map(({ pack }) => pack.name));
  const gone = await namedGone(since?.gone(result) ?? goneRules(result, earlier, packs), opened);
  const judgement = judgeBuild({
    ...{ ...opened, failOn, pieces: pieces.byPath, kept, result, outputs, gone },
    isShown: isAgain && opened.before.settings === opened.settings ? changedSince(opened.before) : undefined,
  });
  const folders = plan.packs.map(({ folder }) => folder);
  const changes = fileChanges(opened.project.root, result.assembled.files, opened.before, folders);
  tellUnread(opened, result);
  const notes = since?.notes ?? gonePacks(earlier, packs);
  for (const note of notes) opened.terminal.diagnostic(note, shownPath(opened.project.configPath));
  const written = await finish(opened, result, changes, judgement);
  opened.reports.add(lineOf(opened, kept.size, notes));
  opened.reports.close();
  tellBuild(opened.terminal, {
    ...opened,
    ...{ result, changes: written ?? changes, outputs, isWhole: written !== undefined },
    ...{ made: pieces.made, kept: kept.size },
  });
  return opened.outcome.code;
}

function lineOf(
  { project, plan, files, base }: Build,
  unchanged: number,
  notes: readonly Diagnostic[],
): BuildLine {
  return {
    ...{
      schemaVersion: 1,
      kind: 'build',
      path: shownPath(project.configPath),
      diagnostics: notes.map(diagnosticLine),
      packs: plan.packs.map(({ pack }) => pack.name),
    },
    ...{ files: files.length, unchanged },
    ...(base === undefined ? {} : { since: base.ref }),
  };
}

/** A rule in the folder of a pack is none of the project's; what nobody built there may have been meant as one. */
function tellUnread({ inPacks, before, terminal, project, plan }: Build, { assembled }: BuildResult): void {
  const isKnown = (path: string): boolean => assembled.files.has(path) || before.files.has(path);
  const strays = inPacks.filter(path => !isKnown(path));
  for (const path of strays)
    terminal.diagnostic(diagnose('build/rule-in-pack', {}), shownPath(join(project.root, path)));
  const folders = plan.packs.map(({ folder }) => folder);
  for (const path of leftOver(project.root, folders, each => isKnown(each) || strays.includes(each)))
    terminal.diagnostic(diagnose('build/left-over', {}), shownPath(join(project.root, path)));
}

/** Where the base has no packs to compare with, the rules are compared, and packs that are made of its sources. */
async function openSources(
  opened: Build,
  { pieces, result }: MadeResult,
  crew: Crew,
): Promise<SourceChanges | undefined> {
  const { base, earlier, given, project } = opened;
  if (base === undefined || earlier.rules.size > 0) return undefined;
  const { openSourceChanges } = await import('./build-sources.ts');
  const cache = cacheFolder(given, project);
  return openSourceChanges({ ...opened, base, pieces: pieces.byPath, crew, cache }, result);
}

/** What is gone is known by its title where its source is at hand. */
async function namedGone(gone: readonly GoneRule[], { base, project }: Build): Promise<readonly GoneRule[]> {
  if (base === undefined || gone.length === 0) return gone;
  return (await import('./build-sources.ts')).withTitles(gone, base, project);
}

interface MadeResult {
  readonly pieces: Pieces;
  readonly kept: ReadonlyMap<string, FilePiece>;
  readonly result: BuildResult;
}

/** Where what was kept does not come out as it was, everything is made. */
async function makeResult(opened: Build, crew: Crew): Promise<MadeResult | Diagnostic> {
  const { project, plan, files, base, before } = opened;
  const cache = cacheFolder(opened.given, project);
  const textOf = (path: string): string | undefined => textAt(join(project.root, path));
  const made = async (kept: MadeResult['kept']): Promise<MadeResult | Diagnostic> => {
    const pieces = await gatherPieces({ ...opened, kept, crew, cache });
    if ('code' in pieces) return pieces;
    if (pieces.crashed) opened.outcome.raise(3);
    return { pieces, kept, result: buildResult(plan, files, pieces.byPath, { ...opened, textOf }) };
  };
  const kept = base === undefined ? new Map() : keptPieces({ ...opened, base, textOf });
  const found = await made(kept);
  if ('code' in found || isAsLocked(kept, before, found.result.assembled.outputs)) return found;
  return made(new Map());
}

function earlierTexts({ base, project }: Build): MeaningRequest['earlierTexts'] {
  if (base !== undefined) return base.texts;
  const read = (path: string): readonly (readonly [string, string])[] => {
    const text = textAt(join(project.root, path));
    return text === undefined ? [] : [[path, text]];
  };
  return paths => new Map(paths.flatMap(read));
}

function openBuild(given: Arguments, screen: Screen): Build | Diagnostic | undefined {
  const terminal = openTerminal(given, screen);
  const outcome = new Outcome();
  const project = openProject(given, terminal);
  if (project === undefined || 'code' in project) return project;
  const { config, root, configPath, asked, lockPath } = project;
  const packs = plannedPacks(config, asked);
  const found = projectFiles(project, packs);
  const { files, inPacks } = found;
  const diagnostics = [...missingFiles(project), ...packsOutside(project, packs), ...found.diagnostics];
  for (const diagnostic of [...diagnostics, ...found.warnings, ...ofApps(project, packs)])
    terminal.diagnostic(diagnostic, shownPath(configPath));
  const lookups = lookupTexts(project);
  if ('code' in lookups) terminal.diagnostic(lookups, shownPath(configPath));
  for (const { diagnostic, path } of found.failures) terminal.diagnostic(diagnostic, path);
  if (diagnostics.length + found.failures.length > 0 || 'code' in lookups) return undefined;
  const stamp = lockStamp(lockPath);
  const before = heldLock(lockPath, terminal);
  if (before === undefined) return undefined;
  const since = given.one('since');
  const base = since === undefined ? undefined : openBase(root, since);
  if (base !== undefined && 'code' in base) return base;
  const lock = belowRoot(lockPath, root);
  const earlier =
    base === undefined ? before : baseLock(`${since}:${lock}`, base.texts([lock]).get(lock), base, terminal);
  if (earlier === undefined) return undefined;
  const reports = openReports([...(config.reports ?? []), ...given.all('report')], (diagnostic, path) => {
    terminal.diagnostic(diagnostic, path);
    outcome.raise(2);
  });
  if ('code' in reports) return reports;
  const plan = buildPlan(project, packs, files, before);
  const settings = settingsDigest(plan);
  return {
    ...{ project, plan, settings, lookups, files, inPacks, before, stamp, base, earlier },
    ...{ given, screen, terminal, reports, outcome },
  };
}

function ofApps({ placeOf }: OpenedProject, packs: BuildPlan['packs']): readonly Diagnostic[] {
  const misplaced = misplacedApps(packs).map(({ id, folder, at }) =>
    diagnose(
      'build/app-folder',
      { id, folder },
      placeOf(['packs', at, 'app', 'id']) ?? placeOf(['packs', at, 'folder']),
    ),
  );
  const mislabelled = packs.flatMap((planned, at) => {
    const { label } = appOf(planned);
    if (formOf(planned.pack) !== 'app' || isAppLabel(label)) return [];
    return [diagnose('build/app-label', { label }, placeOf(['packs', at, 'app', 'label']))];
  });
  return [...misplaced, ...mislabelled];
}

function cacheFolder(given: Arguments, { root, config }: OpenedProject): string | undefined {
  const { cache = '.ruleglot-cache' } = config;
  if (given.has('no-cache') || cache === false) return undefined;
  return join(root, cache === true ? '.ruleglot-cache' : cache);
}

/** What is written, or was to be; undefined where it could not be. */
async function finish(
  opened: Build,
  result: BuildResult,
  changes: FileChanges,
  judgement: BuildJudgement,
): Promise<FileChanges | undefined> {
  const { project, terminal, given, outcome, reports } = opened;
  const { root, lockPath } = project;
  if (judgement.fails) outcome.raise(1);
  if (judgement.isDefect) outcome.raise(3);
  const { files: wanted } = result.assembled;
  if (given.has('check')) {
    const write = reports.onOutput ? (text: string) => terminal.say(text.trimEnd()) : writeOutput;
    if (tellStale({ root, lockPath, wanted, changes, lock: result.lock, write, reports }, terminal))
      outcome.raise(1);
    return changes;
  }
  const written = await writePacks(opened, result, changes);
  if (written === undefined) outcome.raise(2);
  return written;
}
