import { spawnSync } from 'node:child_process';
import { isAbsolute, join } from 'node:path';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { unixLines } from '../source/index.ts';

/** A project as it was at a revision of git. All paths are relative to the project, with `/`. */
export interface BuildBase {
  /** As the user wrote it. */
  readonly ref: string;
  /** Whether a file is not as it was, or was not there; a file outside of the repository's folder counts as changed. */
  readonly isChanged: (path: string) => boolean;
  /** Files that there were. */
  readonly gone: readonly string[];
  /** Files as they were; those that were not there are left out. */
  readonly texts: (paths: readonly string[]) => ReadonlyMap<string, string>;
  /** Whether any of these files was there. */
  readonly hasAny: (paths: readonly string[]) => boolean;
  /** Writes the repository as it was into an empty folder, an absolute path; gives the folder of the project in it, undefined when git cannot. */
  readonly checkOut: (folder: string) => string | undefined;
}

const mostBytes = 1 << 30;

/**
 * Opens `--since REF`: where the branch of the working tree left REF, so that what came to REF since does not count. A clone
 * without that much history (`git clone --depth 1`) has REF itself for it.
 */
export function openBase(root: string, ref: string): BuildBase | Diagnostic {
  const git = gitIn(root);
  const no = (reason: string): Diagnostic => diagnose('build/no-base', { ref, reason });
  const commit = git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
  if (commit === undefined && isUnborn(git, ref)) return nothingYet(ref);
  if (typeof commit !== 'string') return no(commit?.message ?? 'there is no such revision here');
  const tip = commit.trim();
  const fork = git(['merge-base', tip, 'HEAD']);
  const base = typeof fork === 'string' && fork.trim() !== '' ? fork.trim() : tip;
  const changed = git(['diff', '--name-only', '--no-renames', '--relative', '-z', base, '--', '.']);
  const gone = git([
    'diff',
    '--name-only',
    '--diff-filter=D',
    '--no-renames',
    '--relative',
    '-z',
    base,
    '--',
    '.',
  ]);
  const added = git(['ls-files', '--others', '-z', '--', '.']);
  if (typeof changed !== 'string' || typeof added !== 'string')
    return no('git does not tell what has changed');
  const names = new Set(`${changed}${added}`.split('\0'));
  return {
    ref,
    gone: typeof gone === 'string' ? gone.split('\0').filter(path => path !== '') : [],
    isChanged: path => path.startsWith('../') || isAbsolute(path) || names.has(path),
    texts: paths => textsAt(git, base, paths),
    hasAny: paths => hasAnyAt(git, base, paths),
    checkOut: folder => checkOutAt(git, base, folder),
  };
}

/** Whether HEAD is asked for before there is a first commit, as a hook of that one does. */
function isUnborn(git: Git, ref: string): boolean {
  return ref === 'HEAD' && typeof git(['symbolic-ref', '--quiet', 'HEAD']) === 'string';
}

function nothingYet(ref: string): BuildBase {
  return {
    ref,
    gone: [],
    isChanged: () => true,
    texts: () => new Map(),
    hasAny: () => false,
    checkOut: () => undefined,
  };
}

type Git = (
  words: readonly string[],
  input?: string,
  index?: string,
) => string | { readonly message: string } | undefined;

/**
 * What git tells its hooks of their repository. In one of a worktree GIT_DIR stands alone, and then makes every working directory the top
 * of the tree: https://git-scm.com/docs/githooks#_description, https://git-scm.com/docs/git#Documentation/git.txt-codeGITDIRcode
 */
const ofHooks: readonly string[] = ['GIT_DIR', 'GIT_INDEX_FILE', 'GIT_PREFIX'];

/** The environment of git, which finds the repository of the project by itself unless the user has named its tree. */
function gitEnvironment(): NodeJS.ProcessEnv {
  if (process.env['GIT_WORK_TREE'] !== undefined) return process.env;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ofHooks.includes(name)));
}

/** Undefined when git refuses; a message when there is no git. Bytes are given as `latin1`, which loses none. */
function gitIn(root: string): Git {
  const env = gitEnvironment();
  return (words, input = '', index = undefined) => {
    const isRaw = words[0] === 'cat-file';
    const { status, stdout, error } = spawnSync('git', [...words], {
      cwd: root,
      env: index === undefined ? env : { ...env, GIT_INDEX_FILE: index },
      input,
      encoding: isRaw ? 'latin1' : 'utf8',
      maxBuffer: mostBytes,
    });
    if (error !== undefined) return { message: `git cannot be run: ${error.message}` };
    return status === 0 ? stdout : undefined;
  };
}

/** With an index of its own, so that the user's is as it was: https://git-scm.com/docs/git-checkout-index#_examples */
function checkOutAt(git: Git, base: string, folder: string): string | undefined {
  const [top, prefix] = [git(['rev-parse', '--show-toplevel']), git(['rev-parse', '--show-prefix'])];
  if (typeof top !== 'string' || typeof prefix !== 'string') return undefined;
  const index = join(folder, 'index');
  const tree = join(folder, 'tree');
  if (typeof git(['read-tree', base], '', index) !== 'string') return undefined;
  // Below the top `--all` is of the folder alone, and rules are read with files that lie above it.
  const words = ['-C', top.trimEnd(), 'checkout-index', '--all', '--force', '--quiet', `--prefix=${tree}/`];
  return typeof git(words, '', index) === 'string' ? join(tree, prefix.trimEnd()) : undefined;
}

/** `cat-file --batch-check` answers each name with its kind, or that it is missing. */
function hasAnyAt(git: Git, base: string, paths: readonly string[]): boolean {
  const asked = paths.filter(path => !path.includes('\n') && !path.startsWith('../'));
  const answer = git(['cat-file', '--batch-check'], asked.map(path => `${base}:./${path}\n`).join(''));
  return typeof answer === 'string' && /^[0-9a-f]+ blob \d+$/m.test(answer);
}

/** `cat-file --batch` answers each name with a head and the bytes: https://git-scm.com/docs/git-cat-file#_batch_output */
function textsAt(git: Git, base: string, paths: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const asked = paths.filter(path => !path.includes('\n') && !path.startsWith('../'));
  if (asked.length === 0) return found;
  const answer = git(['cat-file', '--batch'], asked.map(path => `${base}:./${path}\n`).join(''));
  let at = 0;
  for (const path of typeof answer === 'string' ? asked : []) {
    const text = String(answer);
    const end = text.indexOf('\n', at);
    const size = /^[0-9a-f]+ blob (\d+)$/.exec(text.slice(at, end))?.[1];
    at = end + 1;
    if (size === undefined) continue;
    const bytes = Buffer.from(text.slice(at, at + Number(size)), 'latin1');
    found.set(path, unixLines(bytes.toString('utf8')));
    at += Number(size) + 1;
  }
  return found;
}
