import { type Diagnostic, diagnose, type Result, success } from '../diagnostics/index.ts';
import { type SourceFile, type Span, spanOf } from '../source/index.ts';

/** What was made of a rule for a pack. */
export interface LockedRule {
  readonly id?: string;
  /** Digest of the source file, with the labelled events beside it. */
  readonly source: string;
  readonly verdict: string;
  readonly evidence?: string;
  readonly given?: readonly string[];
  /** Digest of each document, by its name in the pack; absent when nothing was written. */
  readonly output?: Readonly<Record<string, string>>;
  readonly tool: string;
}

/** What a build has made. Keys are sorted in the file, and each stands on a line of its own, so that branches merge. */
export interface Lock {
  /** Digest of all that every rule depends on (packs, profiles, fields, pipelines); absent while a build writes. */
  readonly settings?: string;
  /** `rules/a.yml#0.0 splunk`: file, document and part, pack. */
  readonly rules: ReadonlyMap<string, LockedRule>;
  /** Source file to the base name of what is made of it, where it is not its own; while a build writes, of all. */
  readonly names?: ReadonlyMap<string, string>;
  /** Path to digest; while a build writes, digests of the file before and after it: `old|new`, empty where there is none. */
  readonly files: ReadonlyMap<string, string>;
}

export const emptyLock: Lock = { rules: new Map(), files: new Map() };

const lockVersion = 1;

/** The rule of a key, whatever the pack: `rules/a.yml#0.0`. */
export function ruleOf(key: string): string {
  const end = key.lastIndexOf(' ');
  return end === -1 ? key : key.slice(0, end);
}

export function packOf(key: string): string {
  return key.slice(key.lastIndexOf(' ') + 1);
}

/** The version of ruleglot that made something of the lock, where it is a later one than `known`. */
export function laterTool({ rules }: Lock, known: string): string | undefined {
  const tools = new Set([...rules.values()].map(({ tool }) => tool));
  return [...tools].find(tool => isLater(tool, known));
}

/** By numbers alone: what stands behind a `-` is no release yet (https://semver.org/#spec-item-11). */
function isLater(tool: string, known: string): boolean {
  const numbers = (version: string): readonly number[] =>
    version
      .replace(/[-+].*$/, '')
      .split('.')
      .map(Number);
  const other = numbers(known);
  const different = numbers(tool)
    .map((number, at) => number - (other[at] ?? 0))
    .find(difference => difference !== 0);
  return different !== undefined && different > 0;
}

/** YAML whose every entry is a line, so that it is read and merged by lines. */
export function printLock({ settings, rules, names = new Map(), files }: Lock): string {
  const lines = (map: ReadonlyMap<string, unknown>): readonly string[] =>
    [...map]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}\n`);
  return [
    '# What `ruleglot build` has made of which rules. Made by it: do not change, do commit.\n',
    `lockVersion: ${lockVersion}\n`,
    settings === undefined ? '' : `settings: ${settings}\n`,
    rules.size === 0 ? 'rules: {}\n' : 'rules:\n',
    ...lines(rules),
    names.size === 0 ? '' : 'names:\n',
    ...lines(names),
    files.size === 0 ? 'files: {}\n' : 'files:\n',
    ...lines(files),
  ].join('');
}

export function readLock(file: SourceFile): Result<Lock> {
  const rules = new Map<string, LockedRule>();
  const names = new Map<string, string>();
  const files = new Map<string, string>();
  let section: Section | undefined;
  let offset = 0;
  let version: number | undefined;
  let settings: string | undefined;
  for (const line of file.text.split('\n')) {
    const span = spanOf(file, offset, offset + line.length);
    offset += line.length + 1;
    if (/^(?:<{7}|={7}|>{7}|\|{7})(?: |\r?$)/.test(line)) return fail(diagnose('lock/conflict', {}, span));
    const text = line.replace(/\r$/, '');
    if (text === '' || text.startsWith('#')) continue;
    const head = /^(lockVersion|settings|rules|names|files):(?: (\d+|[0-9a-f]{32}|\{\}))?$/.exec(text);
    if (head?.[1] === 'settings') settings = head[2];
    else if (head?.[1] === 'lockVersion') {
      version = Number(head[2]);
      if (version > lockVersion) return fail(diagnose('lock/newer', { version, known: lockVersion }, span));
    } else if (head !== null) section = head[1] as Section;
    else {
      const problem = readEntry(text, section, span, { rules, names, files });
      if (problem !== undefined) return fail(problem);
    }
  }
  if (version === undefined || Number.isNaN(version))
    return fail(diagnose('lock/malformed', { reason: 'it names no version' }, spanOf(file, 0, 0)));
  return success({
    ...(settings === undefined ? {} : { settings }),
    rules,
    ...(names.size === 0 ? {} : { names }),
    files,
  });
}

type Section = 'rules' | 'names' | 'files';

interface Entries {
  readonly rules: Map<string, LockedRule>;
  readonly names: Map<string, string>;
  readonly files: Map<string, string>;
}

function readEntry(
  text: string,
  section: Section | undefined,
  span: Span,
  { rules, names, files }: Entries,
): Diagnostic | undefined {
  const [, key = '', value = ''] = /^ {2}("(?:[^"\\]|\\.)*"): (\{.*\}|".*")$/s.exec(text) ?? [];
  const name = parsed(key);
  const data = parsed(value);
  if (typeof name === 'string' && section === 'rules' && isLockedRule(data)) rules.set(name, data);
  else if (typeof name === 'string' && section === 'names' && typeof data === 'string') names.set(name, data);
  else if (typeof name === 'string' && section === 'files' && typeof data === 'string') files.set(name, data);
  else return diagnose('lock/malformed', { reason: 'it is no entry' }, span);
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isLockedRule(data: unknown): data is LockedRule {
  if (typeof data !== 'object' || data === null) return false;
  const { source, verdict, tool, output = {} } = data as Partial<LockedRule>;
  const texts = [source, verdict, tool, ...Object.values(output)];
  return texts.every(each => typeof each === 'string');
}

function fail(diagnostic: Diagnostic): Result<Lock> {
  return { value: undefined, diagnostics: [diagnostic] };
}
