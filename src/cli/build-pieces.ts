import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { useTables } from '../fields/index.ts';
import { digestOf } from '../project/digest.ts';
import type { FilePiece, PieceDiagnostic } from '../project/piece.ts';
import type { BuildPlan } from '../project/plan.ts';
import { areInPlace, type HeldPlaces } from '../project/rule-places.ts';
import { sigmaRunOf } from '../readers/index.ts';
import type { SourceFile } from '../source/index.ts';
import { badValue } from './bad-value.ts';
import { BuildCache, toolDigest } from './build-cache.ts';
import { buildWork } from './build-work.ts';
import { type Crew, passFiles } from './file-pass.ts';
import type { FileRun } from './file-work.ts';
import { expandPaths, readSource } from './input-files.ts';
import { macroPaths } from './macro-files.ts';
import { type Arguments, argumentsOf } from './options.ts';
import { readPipelines } from './pipelines.ts';
import { linkDigests, type ProjectFile } from './project-files.ts';
import type { DiagnosticLine, ReportLine } from './report-lines.ts';
import type { Reports } from './reports.ts';
import { Outcome, runSettings } from './run.ts';
import { Summary } from './summary.ts';
import { openTerminal, type Screen } from './terminal.ts';

export interface PieceRequest {
  readonly plan: BuildPlan;
  /** Of `settingsDigest`. */
  readonly settings: string;
  readonly files: readonly ProjectFile[];
  /** What need not be made, by path. */
  readonly kept: ReadonlyMap<string, FilePiece>;
  readonly given: Arguments;
  readonly screen: Screen;
  readonly crew: Crew;
  /** An absolute path; undefined keeps nothing. */
  readonly cache: string | undefined;
}

export interface Pieces {
  readonly byPath: ReadonlyMap<string, FilePiece>;
  /** How many files were worked on: the others were in the cache. */
  readonly made: number;
  /** Whether a defect of ours came up. */
  readonly crashed: boolean;
}

/** What becomes of each file: from the cache, or by work on as many threads as there are. */
export async function gatherPieces(request: PieceRequest): Promise<Pieces | Diagnostic> {
  const { files, plan } = request;
  const cache = new BuildCache(request.cache);
  const filters = sigmaFilters(plan.config.filters ?? []);
  if ('code' in filters) return filters;
  const links = linkDigests(files, filters);
  const settings = digestOf(toolDigest() + request.settings);
  const byPath = new Map<string, FilePiece>(request.kept);
  const missed = new Map<ProjectFile, string | undefined>();
  for (const file of files.filter(({ path }) => !byPath.has(path))) {
    const { path, format, digest } = file;
    const key =
      digest === undefined
        ? undefined
        : digestOf([settings, path, format, plan.names[path], digest, links.of(file)].join('\n'));
    const held = key === undefined ? undefined : cachedPiece(cache, key, plan.places[path]);
    if (held === undefined) missed.set(file, key);
    else byPath.set(path, held);
  }
  const outcome = new Outcome();
  const keys = new Map([...missed].map(([{ path }, key]) => [path, key]));
  const keep = (piece: FilePiece, text: string): void => {
    const key = keys.get(piece.path);
    if (key === undefined || hasCrashed(piece)) return;
    cache.write(piece.isRenumbered ? renumberedKey(key, placesOf(piece)) : key, text);
  };
  const made = await makePieces([...missed.keys()], request, { sigma: links.sources, outcome, keep });
  if ('code' in made) return made;
  for (const file of missed.keys()) byPath.set(file.path, made.get(file.path) ?? crashedPiece(file));
  return { byPath, made: missed.size, crashed: outcome.code === 3 };
}

/** Rules stand under their numbers in the file, unless the last build gives them others. */
function cachedPiece(
  cache: BuildCache,
  key: string,
  held: HeldPlaces[string] | undefined,
): FilePiece | undefined {
  const piece = cache.read(key);
  if (piece !== undefined && areInPlace(piece.rules, held)) return piece;
  return held === undefined ? undefined : cache.read(renumberedKey(key, held));
}

function renumberedKey(key: string, held: HeldPlaces[string]): string {
  return digestOf(`${key}\n${JSON.stringify(Object.entries(held).sort())}`);
}

/** As the next build has them from the lock. */
function placesOf({ rules }: FilePiece): HeldPlaces[string] {
  const locked = rules.filter(({ part, packs = [] }) => part === 0 && packs.length > 0);
  return Object.fromEntries(locked.map(({ id = '', document }) => [id.toLowerCase(), document]));
}

/** Filters that stand beside the rules, and are joined to those that they name. */
function sigmaFilters(paths: readonly string[]): readonly SourceFile[] | Diagnostic {
  const sources: SourceFile[] = [];
  for (const path of expandPaths(paths).files) {
    const source = readSource(path);
    if ('code' in source) return badValue('filters', path, `a readable file (${source.message})`);
    sources.push(source);
  }
  const [missing] = expandPaths(paths).failures;
  return missing === undefined
    ? sources
    : badValue('filters', missing.path, 'a file or folder that is there');
}

/** Of all that pieces depend on beside their files, and the version of ruleglot. */
export function settingsDigest({ config, packs, evidence }: BuildPlan): string {
  const { placeholders = [], pipelines = [], filters = [], macros = [] } = config;
  const ofPacks = packs.flatMap(({ pack }) => pack.pipelines ?? []);
  const read = [placeholders, pipelines, ofPacks, expandPaths(filters).files, macroPaths(macros)].flat();
  const texts = read.map(path => {
    const source = readSource(path);
    return 'code' in source ? source.message : source.text;
  });
  const { profiles, fields, sources } = config;
  const formats = config.rules.filter(({ format }) => format !== undefined);
  return digestOf(JSON.stringify([packs, evidence, profiles, fields, sources, texts, ...formats]));
}

interface Making {
  readonly sigma: readonly Parameters<typeof sigmaRunOf>[0][number][] | undefined;
  readonly outcome: Outcome;
  /** Called with each piece, and its JSON, while the others are made. */
  readonly keep: Keep;
}

type Keep = (piece: FilePiece, text: string) => void;

async function makePieces(
  files: readonly ProjectFile[],
  request: PieceRequest,
  { sigma, outcome, keep }: Making,
): Promise<ReadonlyMap<string, FilePiece> | Diagnostic> {
  const made = new Map<string, FilePiece>();
  const formats = new Set(files.map(({ format }) => format));
  const run = sigma === undefined ? undefined : await sigmaRunOf(sigma);
  for (const format of formats) {
    const paths = files.filter(file => file.format === format).map(({ shown }) => shown);
    const given = argumentsFor(request, paths, format);
    const settings = await runSettings(given, openTerminal(given, request.screen));
    if ('code' in settings) return settings;
    for (const { pack } of request.plan.packs) {
      const own = await readPipelines(pack.pipelines ?? [], openTerminal(given, request.screen), false);
      if ('code' in own) return own;
    }
    const fileRun: FileRun = {
      ...settings,
      readOptions: { ...settings.readOptions, ...(run === undefined ? {} : { run }) },
      terminal: { ...openTerminal(given, request.screen), diagnostic: () => undefined },
      reports: collector(made, files, keep),
      output: () => undefined,
      outcome,
      summary: new Summary(),
    };
    try {
      const work = await buildWork(given);
      await passFiles({ command: 'build', given, screen: request.screen, run: fileRun, work }, request.crew);
    } finally {
      useTables(undefined);
    }
  }
  return made;
}

/** The options that the work on files knows, as if they had been given on the command line. */
function argumentsFor(
  { plan, given }: PieceRequest,
  paths: readonly string[],
  format: string | undefined,
): Arguments {
  const { placeholders, pipelines = [], macros = [] } = plan.config;
  const values = {
    ...given.values,
    plan: [JSON.stringify(plan)],
    'fail-on': ['none'],
    report: [],
    from: format === undefined ? [] : [format],
    placeholders: [placeholders ?? []].flat(),
    pipeline: pipelines,
    macros,
  };
  return argumentsOf(values, paths);
}

/** Pieces come as lines of a report; a failure, of a file that is gone or that ended a thread, has no piece and becomes one. */
function collector(made: Map<string, FilePiece>, files: readonly ProjectFile[], keep: Keep): Reports {
  const paths = new Map(files.map(({ path, shown }) => [shown, path]));
  const add = (line: FilePiece | ReportLine, text: string): void => {
    if (!('kind' in line)) {
      made.set(line.path, line);
      keep(line, text);
    } else if (line.kind === 'failure') {
      const path = paths.get(line.path) ?? line.path;
      made.set(path, { path, rules: [], failures: line.diagnostics.map(withoutPlace) });
    }
  };
  return {
    add: line => add(line, JSON.stringify(line)),
    addWritten: line => add(JSON.parse(line) as FilePiece | ReportLine, line),
    close: () => undefined,
    onOutput: false,
    isWanted: true,
  };
}

function withoutPlace({ code, severity, message, help }: DiagnosticLine): PieceDiagnostic {
  return { code, severity, message, ...(help === undefined ? {} : { help }) };
}

function hasCrashed({ rules, failures }: FilePiece): boolean {
  const isCrash = ({ code }: { readonly code: string }): boolean => code === 'internal/crash';
  return (
    failures.some(isCrash) ||
    rules.some(({ packs = [], diagnostics }) =>
      [diagnostics, ...packs.map(each => each.diagnostics)].flat().some(isCrash),
    )
  );
}

function crashedPiece({ path }: ProjectFile): FilePiece {
  const { code, severity, message } = diagnose('internal/crash', { message: 'a thread ended' });
  return { path, rules: [], failures: [{ code, severity, message }] };
}
