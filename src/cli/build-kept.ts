import type { Evidence, Verdict } from '../compile/index.ts';
import { digestOf } from '../project/digest.ts';
import type { Lock, LockedRule } from '../project/lock.ts';
import { ruleName } from '../project/output-names.ts';
import { namedPart, PackParts } from '../project/pack-parts.ts';
import type { FilePiece, PackPiece, PieceDocument, RulePiece } from '../project/piece.ts';
import type { BuildPlan, PlannedPack } from '../project/plan.ts';
import { mayLink } from '../readers/index.ts';
import type { BuildBase } from './build-base.ts';
import { looksUp } from './looks-up.ts';
import type { ProjectFile } from './project-files.ts';
import { version } from './version.ts';

export interface KeptRequest {
  readonly plan: BuildPlan;
  readonly files: readonly ProjectFile[];
  /** Of the last build. */
  readonly before: Lock;
  /** Of the base: what differs from it is worked on, so that it can be told. */
  readonly earlier: Lock;
  readonly settings: string;
  readonly base: BuildBase;
  /** A file of the packs as it is now. */
  readonly textOf: TextOf;
  /** The texts of tables, by name. */
  readonly lookups: ReadonlyMap<string, string>;
}

/**
 * Pieces of the files that have not changed since the base, as the lock and the packs have them: nothing is read or translated
 * again. Where anything is not as the lock says, or another version or configuration made it or what the base has, there is no piece.
 */
export function keptPieces(request: KeptRequest): ReadonlyMap<string, FilePiece> {
  const { before, earlier, settings, files, base } = request;
  const kept = new Map<string, FilePiece>();
  if (before.settings !== settings || (earlier.settings ?? settings) !== settings) return kept;
  const locked = lockedByFile(before);
  const parts = new Map(request.plan.packs.map(each => [each.pack.name, packParts(each, request.textOf)]));
  for (const file of files) {
    if (base.isChanged(file.path)) continue;
    const piece = keptPiece(file, locked.get(file.path) ?? [], { ...request, parts });
    if (piece !== undefined) kept.set(file.path, piece);
  }
  const tables = changedTables(request);
  for (const [path, piece] of kept) if (looksUpOne(piece, tables)) kept.delete(path);
  return withoutLinked(kept, request);
}

/** Tables that the packs of the base have with other rows. */
function changedTables({ plan, earlier, lookups }: KeptRequest): readonly string[] {
  return [...lookups].flatMap(([name, text]) => {
    const digest = digestOf(text);
    const was = plan.packs.map(({ folder }) => earlier.files.get(`${folder}/lookups/${name}.csv`));
    return was.some(each => each !== undefined && each !== digest) ? [name] : [];
  });
}

function looksUpOne({ rules }: FilePiece, tables: readonly string[]): boolean {
  const texts = rules.flatMap(({ packs = [] }) =>
    packs.flatMap(pack => pack.documents.map(each => each.text)),
  );
  return tables.some(table => texts.some(text => looksUp(text, table)));
}

export interface LockedEntry {
  readonly document: number;
  readonly part: number;
  readonly pack: string;
  readonly key: string;
  readonly rule: LockedRule;
}

/** `rules/a.yml#0.0 splunk`, by `rules/a.yml`. */
export function lockedByFile({ rules }: Lock): ReadonlyMap<string, readonly LockedEntry[]> {
  const found = new Map<string, LockedEntry[]>();
  for (const [key, rule] of rules) {
    const [, path = '', document, part, pack = ''] = /^(.*)#(\d+)\.(\d+) (\S+)$/s.exec(key) ?? [];
    const entries = found.get(path) ?? [];
    entries.push({ document: Number(document), part: Number(part), pack, key, rule });
    found.set(path, entries);
  }
  return found;
}

/** A file of the packs as it is now. */
export type TextOf = (path: string) => string | undefined;

export function packParts({ folder }: PlannedPack, textOf: TextOf): PackParts {
  return new PackParts(file => textOf(`${folder}/${file}`));
}

interface PackGround {
  readonly plan: BuildPlan;
  readonly parts: ReadonlyMap<string, PackParts>;
}

type Keeping = KeptRequest & PackGround;

function keptPiece(
  file: ProjectFile,
  entries: readonly LockedEntry[],
  keeping: Keeping,
): FilePiece | undefined {
  const rules = new Map<string, RulePiece & { readonly packs: PackPiece[] }>();
  for (const entry of entries) {
    const { document, part, rule } = entry;
    if (outputText(rule) !== outputText(keeping.earlier.rules.get(entry.key))) return undefined;
    if (rule.source !== file.digest || rule.tool !== version) return undefined;
    const piece = keptPack(keeping.plan.names[file.path] ?? 'rule', entry, keeping);
    if (piece === undefined) return undefined;
    const { id } = rule;
    const head = { document, part, line: 1, format: '', ...(id === undefined ? {} : { id }) };
    const own = rules.get(`${document}.${part}`) ?? { ...head, diagnostics: [], packs: [] };
    own.packs.push(piece);
    rules.set(`${document}.${part}`, own);
  }
  if (rules.size === 0) return undefined;
  const sorted = [...rules.values()].sort(
    (one, other) => one.document - other.document || one.part - other.part,
  );
  return { path: file.path, rules: sorted, failures: [] };
}

/** What the packs have of a rule; undefined where they have not what the lock says. `base`: of the names of its file's rules. */
export function keptPack(base: string, entry: LockedEntry, keeping: PackGround): PackPiece | undefined {
  const { pack, rule } = entry;
  const planned = keeping.plan.packs.find(each => each.pack.name === pack);
  const parts = keeping.parts.get(pack);
  if (planned === undefined || parts === undefined) return undefined;
  const name = ruleName(base, entry);
  const documents = Object.entries(rule.output ?? {}).map(([output, digest]) => {
    const text = parts.text(output, digest);
    return text === undefined ? undefined : keptDocument(output, text, name, planned);
  });
  if (documents.includes(undefined)) return undefined;
  return {
    pack,
    verdict: rule.verdict as Verdict,
    language: '',
    ...(rule.evidence === undefined ? {} : { evidence: evidenceOf(rule.evidence) }),
    given: rule.given ?? [],
    query: null,
    diagnostics: [],
    documents: documents.filter(each => each !== undefined),
  };
}

/** Of its kind alone: the lock has no more, and nobody is told of it. */
function evidenceOf(kind: string): Evidence {
  if (kind === 'tested') return { kind, events: 0, engine: '' };
  return kind === 'proved' ? { kind } : { kind: 'unverified', because: '' };
}

/** A document as it was before it was put into the pack; undefined when it would have another name now. */
function keptDocument(
  output: string,
  text: string,
  name: string,
  { formats }: PlannedPack,
): PieceDocument | undefined {
  const { file, part } = namedPart(output);
  const [format = '', ...more] = formats;
  if (file.endsWith('.conf')) {
    const own = ` (${name}) - Rule`;
    const plain = part?.endsWith(own) ? `${part.slice(0, -own.length)} - Rule` : part;
    return { format, path: `${name}.conf`, text: text.replace(/^\[.*\]$/m, () => `[${plain}]`) };
  }
  // A detection of security content bears the name of its title: https://github.com/splunk/contentctl (contentNameToFileName).
  if (format === 'escu') return { format, path: `${name}.yml`, text };
  const path = part ?? file.slice(file.lastIndexOf('/') + 1);
  if (!path.replaceAll('-', '_').startsWith(name.replaceAll('-', '_'))) return undefined;
  return { format: part === undefined ? format : (more.at(-1) ?? format), path, text };
}

function isSigma(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

/**
 * Correlations and filters of Sigma look at rules of other files, which may be those that have changed or gone; and what was a filter
 * is none any more to the rules that it named.
 */
function withoutLinked(kept: Map<string, FilePiece>, request: KeptRequest): ReadonlyMap<string, FilePiece> {
  const sigma = request.files.filter(({ path }) => isSigma(path));
  const made = sigma.filter(({ path }) => !kept.has(path));
  const gone = goneSigma(request);
  if (made.length + gone.length === 0) return kept;
  const links = ({ source }: ProjectFile): boolean => mayLink(source?.text ?? '');
  const hasLinkChanged =
    made.some(links) || didLink([...gone, ...made.map(({ path }) => path)], request.base);
  for (const file of sigma) if (hasLinkChanged || links(file)) kept.delete(file.path);
  return kept;
}

function goneSigma({ base, plan, files }: KeptRequest): readonly string[] {
  const here = new Set(files.map(({ path }) => path));
  const isInPack = (path: string): boolean => plan.packs.some(({ folder }) => path.startsWith(`${folder}/`));
  return base.gone.filter(path => isSigma(path) && !here.has(path) && !isInPack(path));
}

/** Of a file that the base cannot tell of, nobody knows. */
function didLink(paths: readonly string[], base: BuildBase): boolean {
  const texts = [...base.texts(paths).values()];
  return paths.some(path => path.startsWith('../') || path.includes('\n')) || texts.some(mayLink);
}

/** Whether what was kept came out as the lock says: titles of other rules may have changed its name. */
export function isAsLocked(
  kept: ReadonlyMap<string, FilePiece>,
  { rules }: Lock,
  outputs: ReadonlyMap<string, Readonly<Record<string, string>>>,
): boolean {
  return [...rules].every(([key, rule]) => {
    const path = key.replace(/#\d+\.\d+ \S+$/, '');
    const output = outputs.get(key);
    return !kept.has(path) || outputText(rule) === outputText(output === undefined ? undefined : { output });
  });
}

function outputText(rule: Pick<LockedRule, 'output'> | undefined): string {
  return JSON.stringify(Object.entries(rule?.output ?? {}).sort());
}
