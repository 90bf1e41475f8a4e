import { realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { PlannedPack } from '../project/plan.ts';
import { shownPath } from './input-files.ts';
import type { OpenedProject } from './open-project.ts';

/** The packs that would be written, by `..` or by links, outside of the project's folder, and are not said to be. */
export function packsOutside(
  { root, placeOf }: OpenedProject,
  packs: readonly PlannedPack[],
): readonly Diagnostic[] {
  const within = realpathSync(root);
  return packs.flatMap(({ pack, folder }, at) => {
    const real = realFolder(join(root, folder));
    if (pack.outside === true || real === within || real.startsWith(`${within}${sep}`)) return [];
    const more = { pack: pack.name, folder: shownPath(real) };
    return [diagnose('config/outside', more, placeOf(['packs', at, 'folder']))];
  });
}

/** Where a folder is, or will be, links followed. */
function realFolder(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return join(realFolder(dirname(path)), path.slice(dirname(path).length));
  }
}
