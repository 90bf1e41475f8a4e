import { basename } from 'node:path';
import type { FilePiece } from '../project/piece.ts';
import type { LockedEntry } from './build-kept.ts';
import type { ProjectFile } from './project-files.ts';

/** Where a rule of the last build stands now, and cannot be read. */
export interface MovedPlace {
  readonly file: ProjectFile;
  readonly document: number;
}

/** What of the project may hold a rule that was moved, and broken with the same change. */
export interface MoveGround {
  readonly files: readonly ProjectFile[];
  /** Files that cannot be read, or not all of whose rules. */
  readonly suspects: readonly ProjectFile[];
  readonly pieces: ReadonlyMap<string, FilePiece>;
  /** Files that the last build knew. */
  readonly known: ReadonlySet<string>;
}

/**
 * Finds the file to which a rule of the last build was moved, by its id; else, where its file is gone, the only one that has come, is
 * named alike and bears no other id.
 */
export function movedPlaces({ files, suspects, pieces, known }: MoveGround) {
  const here = new Set(files.map(({ path }) => path));
  const come = suspects.filter(file => !known.has(file.path) && !bears(file));
  return (path: string, { rule: { id }, document }: LockedEntry): MovedPlace | undefined => {
    const named =
      id === undefined ? undefined : suspects.find(each => each.path !== path && bears(each, literal(id)));
    const alike = here.has(path) ? [] : come.filter(each => basename(each.path) === basename(path));
    const file = named ?? (alike.length === 1 ? alike[0] : undefined);
    if (file === undefined) return undefined;
    const unread = (pieces.get(file.path)?.rules ?? []).filter(({ packs }) => packs === undefined);
    const own = unread.find(each => each.id?.toLowerCase() === id?.toLowerCase()) ?? unread[0];
    return { file, document: own?.document ?? document };
  };
}

/** As the formats of rules write it: a key of the rule itself, which stands at the start of a line, or of a line of JSON. */
function bears({ source }: ProjectFile, id = '[^"\'\\s]+'): boolean {
  const keys = '(?:^(?:id|rule_id|RuleID|QueryName) *[:=]|"(?:rule_id|id)" *:)';
  return new RegExp(`${keys} *["']?${id}["']?[ \\t]*(?:$|[,}#])`, 'im').test(source?.text ?? '');
}

function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
