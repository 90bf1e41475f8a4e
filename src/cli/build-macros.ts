import { PackParts } from '../project/pack-parts.ts';
import { macrosOf } from '../readers/index.ts';
import { SourceFile } from '../source/index.ts';
import type { MeaningRequest } from './build-meaning.ts';

type Texts = ReadonlyMap<string, string>;

/** Which documents stand on macros of their pack that are no more what they were, though their own texts are as before. */
export type LeansOnChange = (folder: string, output: Readonly<Record<string, string>>) => boolean;

/** The definitions of macros in a pack: the macros.conf of an app, or files of security content. Names within its folder. */
export function macroFiles(paths: Iterable<string>, folder: string): readonly string[] {
  return [...paths]
    .filter(path => path.startsWith(`${folder}/`))
    .map(path => path.slice(folder.length + 1))
    .filter(name => /^(?:default\/macros\.conf|macros\/[^/]+\.yml)$/.test(name));
}

/** Compares the macros of each pack with those of the earlier build. */
export async function macroChanges(request: MeaningRequest): Promise<LeansOnChange> {
  const { plan, result, earlier, earlierTexts } = request;
  const { files } = result.assembled;
  const changed = new Map<string, Changed>();
  for (const { folder } of plan.packs) {
    const named = (paths: Iterable<string>) => macroFiles(paths, folder).map(name => `${folder}/${name}`);
    const was = earlierTexts(named(earlier.files.keys()));
    const is = new Map(named(files.keys()).map(path => [path, files.get(path) ?? ''] as const));
    const names = await changedNames(was, is);
    if (names.length === 0) continue;
    changed.set(folder, { names, parts: new PackParts(file => files.get(`${folder}/${file}`)) });
  }
  return (folder, output) => {
    const { names = [], parts } = changed.get(folder) ?? {};
    const texts = names.length === 0 ? [] : Object.entries(output);
    return texts.some(([name, digest]) => callsOneOf(names, parts?.text(name, digest) ?? ''));
  };
}

interface Changed {
  readonly names: readonly string[];
  readonly parts: PackParts;
}

/** With those that stand on such in their turn. */
async function changedNames(was: Texts, is: Texts): Promise<readonly string[]> {
  const [old, now] = [await macrosOf(filesOf(was)), await macrosOf(filesOf(is))];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  const changed = names.filter(name => JSON.stringify(old[name]) !== JSON.stringify(now[name]));
  for (const own of changed)
    for (const name of names)
      if (!changed.includes(name) && callsOneOf([own], JSON.stringify(now[name] ?? ''))) changed.push(name);
  return changed;
}

function filesOf(texts: Texts): readonly SourceFile[] {
  return [...texts].map(([path, text]) => new SourceFile(path, text));
}

/** `ours(2)` is called as `` `ours(a, b)` ``. */
function callsOneOf(names: readonly string[], text: string): boolean {
  return names.some(name => text.includes(`\`${name.replace(/\(\d+\)$/, '')}`));
}
