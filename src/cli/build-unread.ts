import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { type Lock, type LockedRule, ruleOf } from '../project/lock.ts';
import { foldedName, heldNames, ruleName } from '../project/output-names.ts';
import type { FilePiece, PackPiece } from '../project/piece.ts';
import type { BuildPlan } from '../project/plan.ts';
import { keptPack, type LockedEntry, lockedByFile, packParts, type TextOf } from './build-kept.ts';
import { type MovedPlace, movedPlaces } from './build-moved.ts';
import type { ProjectFile } from './project-files.ts';

/** A rule that packs have of the last build, and that cannot be read now. */
export interface HeldRule {
  /** Where it stands now. */
  readonly file: ProjectFile;
  readonly document: number;
  /** Of the file in which it could be read; what packs have bears its name. */
  readonly path: string;
  readonly name: string;
  /** `rules/a.yml#0.0`, of the same file. */
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
  const names = heldNames(before);
  const parts = new Map(plan.packs.map(each => [each.pack.name, packParts(each, textOf)]));
  const read = readRules(request);
  const byPath = new Map(suspects.map(file => [file.path, file]));
  const moved = movedPlaces({ files, suspects, pieces, known: new Set(locked.keys()) });
  const held = new Map<string, ReturnType<typeof newHeld>>();
  for (const [path, entries] of locked)
    for (const entry of entries) {
      const { document, part, rule, pack } = entry;
      if (read.ids.has(rule.id?.toLowerCase() ?? '')) continue;
      const own = byPath.get(path);
      const isInPlace = own !== undefined && wasRead(entry, pieces.get(path));
      const place = isInPlace ? { file: own, document } : moved(path, entry);
      const name = (isInPlace ? plan.names[path] : names.get(path)) ?? 'rule';
      if (place === undefined || (!isInPlace && read.names.has(foldedName(ruleName(name, entry))))) continue;
      const piece = keptPack(name, entry, { plan, parts });
      if (piece === undefined) continue;
      const key = `${path}#${document}.${part}`;
      const found = held.get(key) ?? newHeld(place, rule, { path, name, key });
      found.packs.push(piece);
      found.locked.set(pack, rule);
      held.set(key, found);
    }
  return [...held.values()];
}

/** Ids of what is read, and names of what is made of it. */
function readRules({ plan, files, pieces }: HeldRequest) {
  const ids = new Set<string>();
  const names = new Set<string>();
  for (const { path } of files)
    for (const { id, packs, document, part } of pieces.get(path)?.rules ?? []) {
      if (packs === undefined) continue;
      if (id !== undefined) ids.add(id.toLowerCase());
      names.add(foldedName(ruleName(plan.names[path] ?? 'rule', { document, part })));
    }
  return { ids, names };
}

function newHeld(place: MovedPlace, { id }: LockedRule, from: Pick<HeldRule, 'path' | 'name' | 'key'>) {
  const packs: PackPiece[] = [];
  const locked = new Map<string, LockedRule>();
  return { ...place, ...from, packs, locked, ...(id === undefined ? {} : { id }) };
}

/** Whether the file, or a rule in it, could not be read. */
export function isUnread(piece: FilePiece | undefined): boolean {
  return piece !== undefined && (piece.failures.length > 0 || piece.rules.some(rule => !rule.packs));
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
