import { join, relative, resolve } from 'node:path';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { emptyLock, type Lock, readLock } from '../project/lock.ts';
import { outputNames } from '../project/output-names.ts';
import { type BuildPlan, plannedPacks } from '../project/plan.ts';
import { SourceFile } from '../source/index.ts';
import { type BuildJudgement, judgeBuild } from './build-judge.ts';
import { gatherPieces } from './build-pieces.ts';
import { type BuildResult, buildResult } from './build-result.ts';
import { workersWanted } from './file-pass.ts';
import { shownPath } from './input-files.ts';
import { type OpenedProject, openProject } from './open-project.ts';
import type { Arguments } from './options.ts';
import { type FileChanges, fileChanges, textAt, writeChanges } from './pack-files.ts';
import { type ProjectFile, projectFiles } from './project-files.ts';
import { openReports, type Reports } from './reports.ts';
import { Outcome } from './run.ts';
import { tellStale } from './stale-text.ts';
import { openTerminal, type Screen, type Terminal } from './terminal.ts';
import type { StartThread } from './thread-messages.ts';

/** A build under way. */
interface Build {
  readonly project: OpenedProject;
  readonly plan: BuildPlan;
  readonly files: readonly ProjectFile[];
  readonly before: Lock;
  readonly given: Arguments;
  readonly screen: Screen;
  readonly terminal: Terminal;
  readonly reports: Reports;
  readonly outcome: Outcome;
}

/** `ruleglot build`: gives the exit code, or what is wrong with the arguments. */
export async function build(
  given: Arguments,
  screen: Screen,
  threads?: StartThread,
): Promise<number | Diagnostic> {
  const [extra] = given.operands;
  if (extra !== undefined) return diagnose('cli/unexpected', { word: extra });
  const workers = workersWanted(given);
  if (typeof workers === 'object') return workers;
  const opened = openBuild(given, screen);
  if (opened === undefined) return 2;
  if ('code' in opened) return opened;
  const pieces = await gatherPieces({
    ...opened,
    crew: { threads, workers },
    cache: cacheFolder(given, opened.project),
  });
  if ('code' in pieces) return pieces;
  if (pieces.crashed) opened.outcome.raise(3);
  const result = buildResult(opened.plan, opened.files, pieces.byPath);
  for (const diagnostic of result.assembled.diagnostics)
    opened.terminal.diagnostic(diagnostic, shownPath(opened.project.configPath));
  if (result.assembled.diagnostics.length > 0) return 2;
  const changes = fileChanges(opened.project.root, result.assembled.files, opened.before);
  const judgement = await judgeBuild({ ...opened, pieces: pieces.byPath, result, changes });
  finish(opened, result, changes, judgement);
  opened.reports.close();
  say(opened, result, changes, pieces.made);
  return opened.outcome.code;
}

function openBuild(given: Arguments, screen: Screen): Build | Diagnostic | undefined {
  const terminal = openTerminal(given, screen);
  const outcome = new Outcome();
  const project = openProject(given, terminal);
  if (project === undefined || 'code' in project) return project;
  const { config, root, configPath, asked } = project;
  const packs = plannedPacks(config, asked);
  const { files, diagnostics } = projectFiles(project, packs);
  for (const diagnostic of diagnostics) terminal.diagnostic(diagnostic, shownPath(configPath));
  if (diagnostics.length > 0) return undefined;
  const before = lockAt(project.lockPath, terminal);
  if (before === undefined) return undefined;
  const reports = openReports([...(config.reports ?? []), ...given.all('report')], (diagnostic, path) => {
    terminal.diagnostic(diagnostic, path);
    outcome.raise(2);
  });
  if ('code' in reports) return reports;
  const names = Object.fromEntries(outputNames(files.map(({ path }) => path)));
  const shown = (path: string): string => shownPath(resolve(root, path));
  const plan: BuildPlan = {
    config: {
      ...config,
      ...(config.placeholders === undefined ? {} : { placeholders: shown(config.placeholders) }),
      ...(config.pipelines === undefined ? {} : { pipelines: config.pipelines.map(shown) }),
      ...(config.filters === undefined ? {} : { filters: config.filters.map(shown) }),
    },
    root,
    packs,
    evidence: config.evidence ?? 'proved',
    names,
  };
  return { project, plan, files, before, given, screen, terminal, reports, outcome };
}

/** The lock of the last build; undefined when it cannot be used, which has been told. */
function lockAt(path: string, terminal: Terminal): Lock | undefined {
  const text = textAt(path);
  if (text === undefined) return emptyLock;
  const { value, diagnostics } = readLock(new SourceFile(shownPath(path), text));
  for (const diagnostic of diagnostics) terminal.diagnostic(diagnostic, shownPath(path));
  return value;
}

function cacheFolder(given: Arguments, { root, config }: OpenedProject): string | undefined {
  const { cache = '.ruleglot-cache' } = config;
  if (given.has('no-cache') || cache === false) return undefined;
  return join(root, cache === true ? '.ruleglot-cache' : cache);
}

function finish(opened: Build, result: BuildResult, changes: FileChanges, judgement: BuildJudgement): void {
  const { project, before, terminal, given, outcome } = opened;
  const { root, lockPath } = project;
  if (judgement.fails) outcome.raise(1);
  if (judgement.isDefect) outcome.raise(3);
  const { files: wanted } = result.assembled;
  if (given.has('check')) {
    if (tellStale({ root, lockPath, wanted, changes, lock: result.lock }, terminal)) outcome.raise(1);
    return;
  }
  for (const path of changes.kept)
    terminal.diagnostic(
      diagnose('build/kept', { path: shownPath(join(root, path)) }),
      shownPath(join(root, path)),
    );
  const failed = writeChanges({ root, lockPath, wanted, changes, before, after: result.lock });
  if (failed === undefined) return;
  terminal.diagnostic(failed, relative(process.cwd(), lockPath));
  outcome.raise(2);
}

function say(
  { terminal, plan, files, given }: Build,
  result: BuildResult,
  changes: FileChanges,
  made: number,
): void {
  const { written, removed } = changes;
  const kept = files.length - made;
  terminal.say(`files    ${files.length}${kept === 0 ? '' : ` (${kept} from the cache)`}`);
  for (const { pack } of plan.packs) {
    const counts = new Map<string, number>();
    for (const { rule } of result.rules)
      for (const piece of rule.packs ?? [])
        if (piece.pack === pack.name) counts.set(piece.verdict, (counts.get(piece.verdict) ?? 0) + 1);
    const shown = [...counts].sort(([one], [other]) => (one < other ? -1 : 1));
    terminal.say(
      `${pack.name.padEnd(8)} ${shown.map(([verdict, count]) => `${count} ${verdict}`).join(', ') || 'no rules'}`,
    );
  }
  const verb = given.has('check') ? 'to be written' : 'written';
  terminal.say(
    `${written.size} files ${verb}, ${removed.length} ${given.has('check') ? 'to be removed' : 'removed'}`,
  );
}
