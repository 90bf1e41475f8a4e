import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { emptyLock, type Lock } from '../project/lock.ts';
import type { FilePiece } from '../project/piece.ts';
import { type BuildPlan, plannedPacks } from '../project/plan.ts';
import { SourceFile } from '../source/index.ts';
import type { BuildBase } from './build-base.ts';
import { gatherPieces, settingsDigest } from './build-pieces.ts';
import { buildPlan } from './build-plan.ts';
import { type BuildResult, buildResult } from './build-result.ts';
import type { Crew } from './file-pass.ts';
import { expandPaths, readSource } from './input-files.ts';
import { lookupTexts } from './lookup-texts.ts';
import { missingFiles } from './named-files.ts';
import { type OpenedProject, openProject } from './open-project.ts';
import { type Arguments, argumentsOf } from './options.ts';
import { linkDigests, type ProjectFile, projectFiles } from './project-files.ts';
import { openTerminal, type Screen } from './terminal.ts';

/** A build under way, and the base that it is compared with. */
export interface BasePackGround {
  readonly base: BuildBase;
  readonly project: OpenedProject;
  readonly plan: BuildPlan;
  readonly files: readonly ProjectFile[];
  /** What has become of the files: what the base has alike is not made again. */
  readonly pieces: ReadonlyMap<string, FilePiece>;
  readonly before: Lock;
  readonly given: Arguments;
  readonly screen: Screen;
  readonly crew: Crew;
  /** An absolute path; undefined keeps nothing. */
  readonly cache: string | undefined;
}

/** The packs of a base, or why none can be made of it; a base that was no project has neither. */
export type BasePacks =
  | { readonly kind: 'made'; readonly result: BuildResult }
  | { readonly kind: 'unread'; readonly reason: string }
  | { readonly kind: 'none' };

const none: BasePacks = { kind: 'none' };

/**
 * The packs that this version makes of the base: of its configuration and all its files, so that a rule differs too when only a module,
 * a query, a filter, a pipeline or a map of fields beside it does.
 */
export async function basePacks(ground: BasePackGround): Promise<BasePacks> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ruleglot-base-')));
  try {
    const root = ground.base.checkOut(folder);
    return root === undefined ? none : await packsIn(root, ground);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function packsIn(root: string, ground: BasePackGround): Promise<BasePacks> {
  const project = projectIn(root, ground);
  if ('kind' in project) return project;
  const [missing] = missingFiles(project);
  if (missing !== undefined) return unread(missing, project.configPath);
  const planned = plannedPacks(project.config, project.asked);
  const { files } = projectFiles(project, planned);
  const lookups = lookupTexts(project);
  if ('code' in lookups) return unread(lookups, project.configPath);
  const packs = planned.map(each => ({ ...each, folder: folderNow(each.pack.name, ground) ?? each.folder }));
  const plan: BuildPlan = { ...buildPlan(project, packs, files, ground.before), evidence: 'none' };
  const kept = alikePieces(plan, files, ground);
  const settings = settingsDigest(plan);
  const { given, screen, crew, cache } = ground;
  const pieces = await gatherPieces({ plan, settings, files, kept, given, screen, crew, cache });
  if ('code' in pieces) return unread(pieces, project.configPath);
  const more = { settings, lookups, before: emptyLock, textOf: () => undefined };
  return { kind: 'made', result: buildResult(plan, files, pieces.byPath, more) };
}

function unread({ message, span }: Diagnostic, configPath: string): BasePacks {
  const place = span === undefined ? '' : `:${span.file.position(span.start).line}`;
  return { kind: 'unread', reason: `${basename(configPath)}${place}: ${message}` };
}

/** Packs are compared by name, wherever they lie. */
function folderNow(name: string, { plan }: BasePackGround): string | undefined {
  return plan.packs.find(({ pack }) => pack.name === name)?.folder;
}

/** The project as its configuration was, which may have had another profile, or none that can be read now. */
function projectIn(root: string, { project, given, screen }: BasePackGround): OpenedProject | BasePacks {
  const configPath = join(root, basename(project.configPath));
  if (!existsSync(configPath)) return none;
  const told: Diagnostic[] = [];
  const terminal = {
    ...openTerminal(given, screen),
    diagnostic: (diagnostic: Diagnostic) => void (diagnostic.severity === 'error' && told.push(diagnostic)),
  };
  const opened = openProject(argumentsOf({ ...given.values, config: [configPath] }, []), terminal);
  if (opened !== undefined && !('code' in opened)) return opened;
  const [first = opened ?? diagnose('read/unreadable', { reason: 'it is no configuration' })] = told;
  return unread(first, configPath);
}

/** What was made of files that are alike, in all that they are made with. */
function alikePieces(
  plan: BuildPlan,
  files: readonly ProjectFile[],
  now: BasePackGround,
): ReadonlyMap<string, FilePiece> {
  const settingsOf = (each: BuildPlan): string => settingsDigest({ ...each, evidence: 'none' });
  if (settingsOf(plan) !== settingsOf(now.plan)) return new Map();
  const [was, is] = [linkDigests(files, filtersOf(plan)), linkDigests(now.files, filtersOf(now.plan))];
  const current = new Map(now.files.map(file => [file.path, file]));
  const kept = files.flatMap(file => {
    const { path, digest, format } = file;
    const other = current.get(path);
    const piece = now.pieces.get(path);
    if (other === undefined || piece === undefined || digest === undefined) return [];
    if (digest !== other.digest || format !== other.format || was.of(file) !== is.of(other)) return [];
    return plan.names[path] === now.plan.names[path] ? [[path, piece] as const] : [];
  });
  return new Map(kept);
}

function filtersOf({ config }: BuildPlan): readonly SourceFile[] {
  const found = expandPaths(config.filters ?? []).files.map(path => readSource(path));
  return found.filter(each => each instanceof SourceFile);
}
