import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { type Assembled, assemble } from '../project/assemble.ts';
import { digestOf } from '../project/digest.ts';
import { environmentOf } from '../project/environment.ts';
import type { PackItem } from '../project/layouts/pack-layout.ts';
import type { Lock, LockedRule } from '../project/lock.ts';
import { lockedNames } from '../project/output-names.ts';
import { type FilePiece, type PackPiece, type RulePiece, revivedDiagnostic } from '../project/piece.ts';
import type { BuildPlan } from '../project/plan.ts';
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
}

/** What the files of a project came to. */
export interface BuildResult {
  readonly rules: readonly BuiltRule[];
  readonly assembled: Assembled;
  readonly lock: Lock;
}

interface BuildGround {
  readonly settings: string;
  readonly lookups: ReadonlyMap<string, string>;
  /** Of the last build. */
  readonly before: Lock;
}

/** Packs and lock of the pieces; the first of two rules with one id is in the packs. */
export function buildResult(
  plan: BuildPlan,
  files: readonly ProjectFile[],
  pieces: ReadonlyMap<string, FilePiece>,
  { settings, lookups, before }: BuildGround,
): BuildResult {
  const ids = new Map<string, string>();
  const rules = files.flatMap(file =>
    (pieces.get(file.path)?.rules ?? []).map(rule => builtRule(file, rule, ids)),
  );
  const requests = plan.packs.map(planned => ({
    planned,
    macros: environmentOf(plan.config, planned.profile).macros,
    lookups,
    items: rules.flatMap(built => itemOf(built, planned.pack.name)),
    held: (key: string) => Object.keys(before.rules.get(`${key} ${planned.pack.name}`)?.output ?? {}),
  }));
  const assembled = assemble(requests);
  const locked = rules.flatMap(built => lockedRules(built, assembled));
  const digests = [...assembled.files].map(([path, text]) => [path, digestOf(text)] as const);
  const names = lockedNames(plan.names);
  return {
    rules,
    assembled,
    lock: { settings, rules: new Map(locked), names, files: new Map(digests) },
  };
}

function builtRule(file: ProjectFile, rule: RulePiece, ids: Map<string, string>): BuiltRule {
  const key = `${file.path}#${rule.document}.${rule.part}`;
  const { id } = rule;
  if (id === undefined || rule.packs === undefined) return { file, rule, key, found: [] };
  const other = ids.get(id.toLowerCase());
  if (other === undefined) {
    ids.set(id.toLowerCase(), `${file.path}:${rule.line}`);
    return { file, rule, key, found: [] };
  }
  const [first] = rule.diagnostics.map(each => revivedDiagnostic(each, file.source).span);
  const span = spanOfText(file, id, rule.line) ?? first;
  const { packs: _, ...bare } = rule;
  return { file, rule: bare, key, found: [diagnose('build/duplicate-id', { id, other }, span)] };
}

/** Where a text of a rule, its id or its title, stands in its file. */
export function spanOfText({ source }: ProjectFile, text: string, line: number): Diagnostic['span'] {
  if (source === undefined) return undefined;
  const lines = source.text.split('\n', line - 1);
  const from = lines.reduce((sum, each) => sum + each.length + 1, 0);
  const at = source.text.indexOf(text, from);
  return at === -1 ? undefined : { file: source, start: at, end: at + text.length };
}

function itemOf({ file, rule, key }: BuiltRule, pack: string): readonly PackItem[] {
  const piece = rule.packs?.find(each => each.pack === pack);
  if (piece === undefined || piece.documents.length === 0) return [];
  return [{ key, path: file.path, title: rule.title, documents: piece.documents }];
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
