import { readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { readSource } from './input-files.ts';
import type { OpenedProject } from './open-project.ts';

/** The tables that `lookups:` of a project names, by the names of their files without `.csv`, or what is wrong with the first. */
export function lookupTexts({
  config,
  root,
  placeOf,
}: OpenedProject): ReadonlyMap<string, string> | Diagnostic {
  const found = new Map<string, string>();
  for (const [at, path] of (config.lookups ?? []).entries()) {
    const files = csvFiles(resolve(root, path));
    if (files.length === 0) return diagnose('config/no-files', { glob: path }, placeOf(['lookups', at]));
    for (const file of files) {
      const source = readSource(file);
      if ('code' in source) return source;
      found.set(basename(file, '.csv'), source.text);
    }
  }
  return found;
}

/** A CSV file, or those of a folder; none of what is not there. */
export function csvFiles(path: string): readonly string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory() !== true) return found !== undefined && path.endsWith('.csv') ? [path] : [];
  return readdirSync(path)
    .filter(name => name.endsWith('.csv'))
    .sort()
    .map(name => join(path, name));
}

/** The file of a table among those that `lookups:` names; undefined where it has gone from them. */
export function lookupFile({ config, root }: OpenedProject, table: string): string | undefined {
  const files = (config.lookups ?? []).flatMap(path => csvFiles(resolve(root, path)));
  return files.findLast(file => basename(file, '.csv') === table);
}
