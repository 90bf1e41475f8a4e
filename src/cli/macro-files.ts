import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics/index.ts';
import { macrosOf, type ReadOptions } from '../readers/index.ts';
import type { SourceFile } from '../source/index.ts';
import { badValue } from './bad-value.ts';
import { readSource } from './input-files.ts';
import { reasonOf } from './system-errors.ts';

/** Files of definitions: those that are named, and the .conf and YAML files below folders, sorted; what is not there stays as it is. */
export function macroPaths(paths: readonly string[]): readonly string[] {
  return paths.flatMap(path => {
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
    const names = readdirSync(path, { recursive: true, encoding: 'utf8' });
    return names
      .filter(name => /(?:^|[\\/])macros\.conf$|\.ya?ml$/i.test(name))
      .sort()
      .map(name => join(path, name));
  });
}

/** The macros of `--macros PATH`, or what is wrong with the first that gives none. */
export async function readMacroFiles(
  paths: readonly string[],
): Promise<Pick<ReadOptions, 'macros'> | Diagnostic> {
  if (paths.length === 0) return {};
  const sources: SourceFile[] = [];
  for (const path of paths) {
    const own = sourcesOf(path);
    const reason = typeof own === 'string' ? own : (await definesNone(own)) && 'there is no definition in it';
    if (typeof own === 'string' || reason)
      return badValue('--macros', path, `macros.conf, or a folder of macros (${reason})`);
    sources.push(...own);
  }
  return { macros: await macrosOf(sources) };
}

async function definesNone(sources: readonly SourceFile[]): Promise<boolean> {
  return Object.keys(await macrosOf(sources)).length === 0;
}

/** A text is why they cannot be read. */
function sourcesOf(path: string): readonly SourceFile[] | string {
  const sources: SourceFile[] = [];
  try {
    for (const file of macroPaths([path])) {
      const source = readSource(file);
      if ('code' in source) return source.message;
      sources.push(source);
    }
    return sources;
  } catch (error) {
    return reasonOf(error);
  }
}
