import { type Dirent, existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { digestOf } from '../project/digest.ts';
import { belowMatcher, globFolder, globMatcher, isGlob, pathMatcher } from '../project/glob.ts';
import type { PlannedPack } from '../project/plan.ts';
import { mayLink } from '../readers/index.ts';
import { SourceFile } from '../source/index.ts';
import { decodeSource, withUnixLines } from './decode-source.ts';
import { expandPaths, type Located, regularBytes, shownPath } from './input-files.ts';
import { eventsPath } from './labelled-events.ts';
import type { OpenedProject } from './open-project.ts';
import { besideDigests, isOfPanther } from './panther-beside.ts';
import { reasonOf } from './system-errors.ts';

/** A file of rules, with what tells whether it has changed. */
export interface ProjectFile {
  /** Relative to the project, with `/`. */
  readonly path: string;
  /** As diagnostics show it: relative to the working directory. */
  readonly shown: string;
  readonly format: string | undefined;
  /** Of its bytes and of the labelled events beside it; absent when it cannot be read. */
  readonly digest: string | undefined;
  readonly source: SourceFile | undefined;
  /** The text of one that cannot be read, for showing where that is. */
  readonly unread?: SourceFile;
}

export interface ProjectFiles {
  readonly files: readonly ProjectFile[];
  /** Paths that the configuration names too, and that count as built, since they lie in the folder of a pack. */
  readonly inPacks: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
  /** Folders that cannot be read: their rules would go out of the packs. */
  readonly failures: readonly Located[];
}

/** The files that the configuration names, sorted, each once; a glob that names none is an error. */
export function projectFiles(project: OpenedProject, packs: readonly PlannedPack[]): ProjectFiles {
  const { root, config, placeOf } = project;
  const found = new Map<string, string | undefined>();
  const inPacks = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  const warnings: Diagnostic[] = [];
  const failures: Located[] = [];
  const isOurs = ownFiles(project);
  const isInPack = inFolders(packs);
  for (const [at, { paths, exclude = [], format }] of config.rules.entries()) {
    const excluded = exclude.map(pathMatcher);
    const idle = new Set(excluded);
    for (const [index, path] of paths.entries()) {
      const named = filesOf(path, root, failures).filter(file => !isOurs(file));
      const all = named.filter(file => !isInPack(file));
      for (const file of named)
        if (isInPack(file) && !excluded.some(matches => matches(file))) inPacks.add(file);
      if (all.length === 0)
        diagnostics.push(diagnose('config/no-files', { glob: path }, placeOf(['rules', at, 'paths', index])));
      for (const file of all)
        if (!found.has(file) && !excluded.some(matches => matches(file))) found.set(file, format);
      for (const matches of excluded) if (named.some(matches)) idle.delete(matches);
    }
    for (const [index, matches] of excluded.entries())
      if (idle.has(matches))
        warnings.push(
          diagnose(
            'config/idle-exclude',
            { glob: exclude[index] ?? '' },
            placeOf(['rules', at, 'exclude', index]),
          ),
        );
  }
  const digestBeside = besideDigests(undefined);
  const files = [...found].map(([path, format]) => openFile(path, format, root, digestBeside));
  for (const path of (config.filters ?? []).flatMap(each => filesOf(each, root, failures))) {
    const file = found.has(path) ? undefined : openFile(path, 'sigma', root, digestBeside);
    if (file !== undefined && !isRuleAlone(file)) files.push(file);
  }
  files.sort((one, other) => (one.path < other.path ? -1 : 1));
  return { files, inPacks: [...inPacks].sort(), diagnostics, warnings, failures };
}

/** A file of filters is worked on as those of rules are, so that what is wrong with it is told; rules that lie beside them are none of the project's. */
function isRuleAlone({ source }: ProjectFile): boolean {
  return source !== undefined && /^detection\s*:/m.test(source.text) && !/^filter\s*:/m.test(source.text);
}

/** The format of a file that is gone, `auto` where the configuration names none; undefined when it was none of the project's. */
export function formatOfGone(path: string, { config }: OpenedProject): string | undefined {
  const isIn = (each: string): boolean =>
    pathMatcher(each)(path) || (isGlob(each) && belowMatcher(each)(path));
  const entry = config.rules.find(
    ({ paths, exclude = [] }) => paths.some(isIn) && !exclude.some(each => pathMatcher(each)(path)),
  );
  return entry === undefined ? undefined : (entry.format ?? 'auto');
}

/** What a build reads or writes itself is no rule, whatever a glob says. */
function ownFiles({ root, files, lockPath, config }: OpenedProject): (path: string) => boolean {
  const names = new Set([
    ...files,
    belowRoot(lockPath, root),
    ...(config.pipelines ?? []),
    ...(config.macros ?? []),
    ...[config.placeholders ?? []].flat(),
  ]);
  return path => names.has(path);
}

function inFolders(packs: readonly PlannedPack[]): (path: string) => boolean {
  const folders = packs.map(({ folder }) => `${folder}/`);
  return path => folders.some(folder => path.startsWith(folder));
}

/** A name with a sign of globs is a name where there is such a file or folder; a glob of folders alone is of what lies in them. */
function filesOf(path: string, root: string, failures: Located[]): readonly string[] {
  const absolute = resolve(root, path);
  if (isGlob(path) && !existsSync(absolute)) {
    const below = filesBelow(join(root, globFolder(path)), failures).map(file => belowRoot(file, root));
    const files = below.filter(globMatcher(path));
    return files.length > 0 ? files : below.filter(belowMatcher(path));
  }
  if (!existsSync(absolute)) return [];
  if (!statSync(absolute).isDirectory()) return [belowRoot(absolute, root)];
  const found = expandPaths([absolute]);
  failures.push(...found.failures.filter(({ diagnostic }) => diagnostic.code === 'read/unreadable'));
  return found.files.map(file => belowRoot(resolve(file), root));
}

function filesBelow(folder: string, failures: Located[]): readonly string[] {
  if (!existsSync(folder)) return [];
  return entriesOf(folder, failures).flatMap(entry => {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path, failures);
    return entry.isFile() || (entry.isSymbolicLink() && leadsToFile(path)) ? [path] : [];
  });
}

function entriesOf(folder: string, failures: Located[]): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const diagnostic = diagnose('read/unreadable', { reason: reasonOf(error) });
    failures.push({ path: shownPath(folder), diagnostic });
    return [];
  }
}

/** What a link to no file is meant to be, nobody can tell. */
function leadsToFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return true;
  }
}

function openFile(
  path: string,
  format: string | undefined,
  root: string,
  digestBeside: (source: SourceFile) => string,
): ProjectFile {
  const absolute = join(root, path);
  const shown = shownPath(absolute);
  try {
    const bytes = withUnixLines(regularBytes(absolute));
    const events = eventsPath(absolute);
    const source = decodeSource(shown, bytes);
    const beside = [
      ...(events !== absolute && existsSync(events) ? [digestOf(withUnixLines(regularBytes(events)))] : []),
      ...(source instanceof SourceFile && isOfPanther(source) ? [digestBeside(source)] : []),
    ];
    const digest = digestOf(beside.length === 0 ? bytes : digestOf(bytes) + beside.join(''));
    if (source instanceof SourceFile) return { path, shown, format, digest, source };
    const unread = source.span?.file;
    return { path, shown, format, digest, source: undefined, ...(unread === undefined ? {} : { unread }) };
  } catch {
    // The pass over the files tells why.
    return { path, shown, format, digest: undefined, source: undefined };
  }
}

export function belowRoot(path: string, root: string): string {
  return relative(root, path).split(sep).join('/');
}

/**
 * What the other files have to do with a file: correlations and filters of Sigma look at rules of others. `filters` are files that
 * the configuration names beside the rules.
 */
export function linkDigests(
  files: readonly ProjectFile[],
  filters: readonly SourceFile[],
): {
  readonly sources: readonly SourceFile[] | undefined;
  readonly of: (file: ProjectFile) => string;
} {
  const sigma = files.filter(({ path, source }) => source !== undefined && /\.ya?ml$/i.test(path));
  const linking = new Set(sigma.filter(({ source }) => mayLink(source?.text ?? '')));
  if (linking.size === 0 && filters.length === 0) return { sources: undefined, of: () => '' };
  const listed = (some: Iterable<ProjectFile>): string =>
    digestOf([...some].map(({ path, digest }) => `${path} ${digest}\n`).join(''));
  const all = listed(sigma);
  const links = listed(linking);
  const own = new Set(sigma.map(({ shown }) => resolve(shown)));
  const beside = filters.filter(({ path }) => !own.has(resolve(path)));
  return {
    sources: [...sigma.flatMap(({ source }) => source ?? []), ...beside],
    of: file => (linking.has(file) ? all : sigma.includes(file) ? links : ''),
  };
}
