import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Where packs have the files of rules; what else is in them may be the user's own. */
const ofRules = ['rules', 'correlation_rules', 'queries', 'detections'];

/**
 * Files among those of rules that neither this build nor the last one made: a lock that was deleted, or that a merge took from one
 * side, has forgotten them, and a detection stays in its product twice.
 */
export function leftOver(
  root: string,
  folders: readonly string[],
  isKnown: (path: string) => boolean,
): readonly string[] {
  const below = folders.flatMap(folder => ofRules.map(name => `${folder}/${name}`));
  return below
    .flatMap(folder => namesIn(join(root, folder)).map(name => `${folder}/${name}`))
    .filter(path => /\.(?:ya?ml|py|toml)$/.test(path) && !isKnown(path))
    .sort();
}

function namesIn(folder: string): readonly string[] {
  try {
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(name => name.replaceAll('\\', '/'));
  } catch {
    return [];
  }
}
