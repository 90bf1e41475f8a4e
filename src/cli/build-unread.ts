import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { type Lock, type LockedRule, ruleOf } from '../project/lock.ts';
import type { FilePiece, PackPiece } from '../project/piece.ts';
import type { BuildPlan } from '../project/plan.ts';
import { keptPack, type LockedEntry, lockedByFile, packParts, type TextOf } from './build-kept.ts';
import type { ProjectFile } from './project-files.ts';

/** A rule that packs have of the last build, and that cannot be read now. */
export interface HeldRule {
  readonly file: ProjectFile;
  readonly document: number;
  /** `rules/a.yml#0.0` */
  readonly key: string;
  readonly id?: string;
  readonly packs: readonly PackPiece[];
  /** As the last build wrote it, by pack: what packs have was made of the source that it names. */
  readonly locked: ReadonlyMap<string, LockedRule>;
}

export interface HeldRequest {
  readonly plan: BuildPlan;
  readonly files: readonly ProjectFile[];
  readonly pieces: ReadonlyMap<string, FilePiece>;
  /** Of the last build. */
  readonly before: Lock;
  /** A file of the packs as it is now. */
  readonly textOf: TextOf;
}

/**
 * What packs keep of rules that cannot be read any more: a slip in a file must not take a detection out of a SIEM. What was moved and
 * is read elsewhere, or was changed by hand in the packs, is not kept.
 */
export function heldRules(request: HeldRequest): readonly HeldRule[] {
  const { plan, files, pieces, before, textOf } = request;
  const suspects = files.filter(({ path }) => isUnread(pieces.get(path)));
  if (suspects.length === 0 || before.rules.size === 0) return [];
  const locked = lockedByFile(before);
  const parts = new Map(plan.packs.map(each => [each.pack.name, packParts(each, textOf)]));
  const ids = new Set([...pieces.values()].flatMap(({ rules }) => rules.flatMap(idIfRead)));
  return suspects.flatMap(file => {
    const held = new Map<string, ReturnType<typeof newHeld>>();
    for (const entry of locked.get(file.path) ?? []) {
      const { document, part, rule, pack } = entry;
      if (!wasRead(entry, pieces.get(file.path)) || ids.has(rule.id?.toLowerCase() ?? '')) continue;
      const piece = keptPack(file, entry, { plan, parts });
      if (piece === undefined) continue;
      const key = `${file.path}#${document}.${part}`;
      const own = held.get(key) ?? newHeld(file, entry, key);
      own.packs.push(piece);
      own.locked.set(pack, rule);
      held.set(key, own);
    }
    return [...held.values()];
  });
}

function newHeld(file: ProjectFile, { document, rule: { id } }: LockedEntry, key: string) {
  const packs: PackPiece[] = [];
  const locked = new Map<string, LockedRule>();
  return { file, document, key, packs, locked, ...(id === undefined ? {} : { id }) };
}

/** Whether the file, or a rule in it, could not be read. */
export function isUnread(piece: FilePiece | undefined): boolean {
  return piece !== undefined && (piece.failures.length > 0 || piece.rules.some(rule => !rule.packs));
}

function idIfRead({ id, packs }: FilePiece['rules'][number]): readonly string[] {
  return id === undefined || packs === undefined ? [] : [id.toLowerCase()];
}

/** Whether what the lock tells of is what cannot be read now. */
function wasRead({ document, part }: LockedEntry, piece: FilePiece | undefined): boolean {
  const own = (piece?.rules ?? []).filter(rule => rule.document === document);
  if (own.some(rule => rule.packs !== undefined && rule.part === part)) return false;
  return (piece?.failures.length ?? 0) > 0 || own.some(rule => rule.packs === undefined);
}

export function heldDiagnostic({ id, packs }: HeldRule): Diagnostic {
  const names = packs.map(({ pack }) => pack);
  return diagnose('build/unread-kept', { id, packs: names.join(', ') });
}

/** The lines of the lock, as they were but for the names that parts of packs have now. */
export function heldLines(
  { key, locked }: HeldRule,
  outputs: ReadonlyMap<string, Readonly<Record<string, string>>>,
): readonly (readonly [string, LockedRule])[] {
  return [...locked].map(([pack, { output: _, tool, ...rule }]) => {
    const name = `${key} ${pack}`;
    const output = outputs.get(name);
    return [name, { ...rule, ...(output === undefined ? {} : { output }), tool }];
  });
}

/** Whether the lock has a rule of this id at this place. */
export function hadRule({ rules }: Lock): (key: string, id: string) => boolean {
  const had = new Set([...rules].map(([key, { id }]) => `${ruleOf(key)} ${id}`));
  return (key, id) => had.has(`${key} ${id}`);
}
