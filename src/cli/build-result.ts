import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { type Assembled, assemble } from '../project/assemble.ts';
import { environmentOf } from '../project/environment.ts';
import type { PackItem } from '../project/layouts/pack-layout.ts';
import type { Lock, LockedRule } from '../project/lock.ts';
import { lockedNames } from '../project/output-names.ts';
import { type FilePiece, type PackPiece, type RulePiece, revivedDiagnostic } from '../project/piece.ts';
import type { BuildPlan } from '../project/plan.ts';
import type { TextOf } from './build-kept.ts';
import { type HeldRule, hadRule, heldLines, heldRules, isUnread } from './build-unread.ts';
import type { ProjectFile } from './project-files.ts';
import { version } from './version.ts';

/** A rule of the project with the file that it stands in. */
export interface BuiltRule {
  readonly file: ProjectFile;
  readonly rule: RulePiece;
  /** `rules/a.yml#0.0` */
  readonly key: string;
  /** Found when rules were put side by side. */
  readonly found: readonly Diagnostic[];
  /** What comes of its matches in other ways than before, and whether it was there: where sources are compared, since packs cannot be. */
  readonly alerts?: readonly string[];
  readonly isNew?: boolean;
}

/** What the files of a project came to. */
export interface BuildResult {
  readonly rules: readonly BuiltRule[];
  readonly assembled: Assembled;
  readonly lock: Lock;
  /** What packs keep of rules that cannot be read. */
  readonly held: readonly HeldRule[];
  /** Files that could not be read, or not all of whose rules. */
  readonly unread: ReadonlySet<string>;
}

interface BuildGround {
  readonly settings: string;
  readonly lookups: ReadonlyMap<string, string>;
  /** Of the last build. */
  readonly before: Lock;
  readonly textOf: TextOf;
}

/** Packs and lock of the pieces; of two rules with one id the one that has it in the lock is in the packs, else the first. */
export function buildResult(
  plan: BuildPlan,
  files: readonly ProjectFile[],
  pieces: ReadonlyMap<string, FilePiece>,
  { settings, lookups, before, textOf }: BuildGround,
): BuildResult {
  const placed = files.flatMap(file =>
    (pieces.get(file.path)?.rules ?? []).map(rule => ({ file, rule, key: keyOf(file, rule) })),
  );
  const owners = ownersOf(placed, before);
  const rules = placed.map(each => builtRule(each, owners));
  const held = heldRules({ plan, files, pieces, before, textOf });
  const inPacks = inOrder(files, [
    ...rules.map(({ rule, ...place }) => ({ ...place, ...rule, path: place.file.path })),
    ...held,
  ]);
  const requests = plan.packs.map(planned => ({
    planned,
    macros: environmentOf(plan.config, planned.profile).macros,
    lookups,
    items: inPacks.flatMap(each => itemOf(each, planned.pack.name)),
    held: (key: string) => Object.keys(before.rules.get(`${key} ${planned.pack.name}`)?.output ?? {}),
  }));
  const assembled = assemble(requests);
  const locked = [
    ...rules.flatMap(built => lockedRules(built, assembled)),
    ...held.flatMap(each => heldLines(each, assembled.outputs)),
  ];
  const ofHeld = held.map(({ path, name }) => [path, name] as const);
  const names = lockedNames({ ...Object.fromEntries(ofHeld), ...plan.names });
  return {
    rules,
    assembled,
    lock: { settings, rules: new Map(locked), names, files: assembled.digests },
    held,
    unread: new Set(files.flatMap(({ path }) => (isUnread(pieces.get(path)) ? [path] : []))),
  };
}

type PlacedRule = Pick<BuiltRule, 'file' | 'rule' | 'key'>;

function keyOf({ path }: ProjectFile, { document, part }: RulePiece): string {
  return `${path}#${document}.${part}`;
}

/** Whose each id is: a newcomer does not take it from the rule that packs have under it. */
function ownersOf(placed: readonly PlacedRule[], before: Lock): ReadonlyMap<string, PlacedRule> {
  const had = hadRule(before);
  const owners = new Map<string, PlacedRule>();
  for (const each of placed) {
    const { id, packs } = each.rule;
    if (id === undefined || packs === undefined) continue;
    const known = owners.get(id.toLowerCase());
    if (known === undefined || (had(each.key, id) && !had(known.key, known.rule.id ?? '')))
      owners.set(id.toLowerCase(), each);
  }
  return owners;
}

function builtRule(placed: PlacedRule, owners: ReadonlyMap<string, PlacedRule>): BuiltRule {
  const { file, rule } = placed;
  const { id } = rule;
  const owner = id === undefined || rule.packs === undefined ? placed : owners.get(id.toLowerCase());
  if (id === undefined || owner === undefined || owner === placed) return { ...placed, found: [] };
  const other = `${owner.file.path}:${owner.rule.line}`;
  const [first] = rule.diagnostics.map(each => revivedDiagnostic(each, file.source).span);
  const span = spanOfText(file, id, rule.line) ?? first;
  const { packs: _, ...bare } = rule;
  return { ...placed, rule: bare, found: [diagnose('build/duplicate-id', { id, other }, span)] };
}

/** Where a text of a rule, its id or its title, stands in its file. */
export function spanOfText({ source }: ProjectFile, text: string, line: number): Diagnostic['span'] {
  if (source === undefined) return undefined;
  const lines = source.text.split('\n', line - 1);
  const from = lines.reduce((sum, each) => sum + each.length + 1, 0);
  const at = source.text.indexOf(text, from);
  return at === -1 ? undefined : { file: source, start: at, end: at + text.length };
}

type RuleInPacks = Pick<RulePiece, 'title' | 'packs' | 'document'> &
  Pick<BuiltRule, 'file' | 'key'> &
  Pick<HeldRule, 'path'>;

/** What is kept stands where its file has it. */
function inOrder(files: readonly ProjectFile[], rules: readonly RuleInPacks[]): readonly RuleInPacks[] {
  const places = new Map(files.map((file, at) => [file, at]));
  const placeOf = ({ file }: RuleInPacks): number => places.get(file) ?? 0;
  return [...rules].sort((one, other) => placeOf(one) - placeOf(other) || one.document - other.document);
}

function itemOf({ path, key, title, packs }: RuleInPacks, pack: string): readonly PackItem[] {
  const piece = packs?.find(each => each.pack === pack);
  if (piece === undefined || piece.documents.length === 0) return [];
  return [{ key, path, title, documents: piece.documents }];
}

function lockedRules(
  { file, rule, key }: BuiltRule,
  { outputs }: Assembled,
): readonly (readonly [string, LockedRule])[] {
  return (rule.packs ?? []).map(piece => {
    const name = `${key} ${piece.pack}`;
    return [name, lockedRule(piece, file.digest ?? '', rule.id, outputs.get(name))];
  });
}

function lockedRule(
  { verdict, evidence, given }: PackPiece,
  source: string,
  id: string | undefined,
  output: Readonly<Record<string, string>> | undefined,
): LockedRule {
  return {
    ...(id === undefined ? {} : { id }),
    source,
    verdict,
    ...(evidence === undefined ? {} : { evidence: evidence.kind }),
    ...(given.length === 0 ? {} : { given }),
    ...(output === undefined ? {} : { output }),
    tool: version,
  };
}
