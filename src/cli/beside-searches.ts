import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What searches of Splunk lean on in the folder of a project, by the key of the configuration that names it. */
export interface BesideSearches {
  readonly macros: readonly string[];
  readonly lookups: readonly string[];
}

/** As deep as `APP/default/macros.conf` lies in a folder of apps. */
const deepest = 3;

/**
 * The macros.conf of apps, and the folders of macros and tables of security content, with `/`
 * (https://docs.splunk.com/Documentation/Splunk/latest/Admin/Macrosconf, https://github.com/splunk/security_content).
 */
export function besideSearches(folder: string): BesideSearches {
  const found = { macros: [] as string[], lookups: [] as string[] };
  look(folder, [], found);
  return found;
}

function look(
  folder: string,
  parts: readonly string[],
  found: { macros: string[]; lookups: string[] },
): void {
  for (const name of readdirSync(join(folder, ...parts)).sort()) {
    if (/^\.|^(?:node_modules|packs)$/.test(name)) continue;
    const own = [...parts, name];
    const path = own.join('/');
    if (name === 'macros.conf') found.macros.push(path);
    if (statSync(join(folder, path), { throwIfNoEntry: false })?.isDirectory() !== true) continue;
    if (name === 'macros' && has(join(folder, path), /\.ya?ml$/)) found.macros.push(path);
    else if (name === 'lookups' && has(join(folder, path), /\.csv$/)) found.lookups.push(path);
    else if (own.length < deepest) look(folder, own, found);
  }
}

function has(folder: string, ending: RegExp): boolean {
  return readdirSync(folder).some(name => ending.test(name));
}
