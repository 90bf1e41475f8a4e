import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { PackConfig, Project } from './config.ts';
import { globFolder, isGlob } from './glob.ts';
import { portableName } from './portable-name.ts';

/** A relative path with `/` whose parts are names; `..` is left at its beginning alone, and the folder itself is `.`. */
export function tidyPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    const last = parts.at(-1);
    if (part === '..' && last !== undefined && last !== '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/') || '.';
}

/**
 * A pack has a folder for itself: what lies there counts as built, so that rules in it would not be read, and a pack of Sigma could
 * be written over them.
 */
export function packFolders({ config, placeOf }: Pick<Project, 'config' | 'placeOf'>): readonly Diagnostic[] {
  const inputs = config.rules.flatMap(({ paths }) =>
    paths.map(path => tidyPath(isGlob(path) ? globFolder(path) : path)),
  );
  return config.packs.flatMap((pack, at) => {
    const expected = wantedOf(pack, inputs);
    if (expected === undefined) return [];
    const wrong = { key: 'folder', value: pack.folder, expected, nearest: undefined };
    return [diagnose('config/bad-value', wrong, placeOf(['packs', at, 'folder']))];
  });
}

/** What the folder of a pack is not; undefined where nothing is wrong with it. */
function wantedOf({ folder }: PackConfig, inputs: readonly string[]): string | undefined {
  if (/^(?:\/|[A-Za-z]:)/.test(folder) || folder.includes('\\'))
    return 'a path from the folder of the project, with /';
  const tidy = tidyPath(folder);
  if (/^\.(?:\.(?:\/\.\.)*)?$/.test(tidy)) return 'a folder of its own';
  if (tidy.split('/').some(part => part !== '..' && part !== portableName(part)))
    return 'a path whose parts are names on Windows, too';
  return inputs.some(input => input === tidy || input.startsWith(`${tidy}/`))
    ? 'a folder that holds no rules'
    : undefined;
}
