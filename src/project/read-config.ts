import schema from '../../schemas/config.schema.json' with { type: 'json' };
import { type Diagnostic, diagnose, type Result, success } from '../diagnostics/index.ts';
import { readYaml } from '../readers/yaml-document.ts';
import {
  type DataMap,
  type DataTree,
  entryOf,
  plainData,
  type SourceFile,
  type Span,
  spanOf,
} from '../source/index.ts';
import { checkConfig } from './check-config.ts';
import { checkShape, type Shape } from './check-shape.ts';
import type { Config, PlaceOf, Project } from './config.ts';
import { rebased } from './rebase.ts';

/** Gives a file that a configuration extends; a text says why there is none. Paths are relative to the folder of the first. */
export type LoadConfig = (path: string) => SourceFile | string;

/** A build needs to know of rules and packs; other commands take what is said of the environment. */
export type ConfigUse = 'build' | 'environment';

interface Layer {
  /** As it is written. */
  readonly written: DataMap;
  /** What of it is as the schema has it. */
  readonly map: DataMap;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A configuration with all that it extends, or what is wrong with it. `path`: of the file, relative to its own folder. */
export function readConfig(
  file: SourceFile,
  path: string,
  load: LoadConfig,
  use: ConfigUse = 'build',
): Result<Project> {
  const loading: Loading = { load, isWhole: true, diagnostics: [], files: [] };
  const layers = layersOf(file, path, loading, []);
  const { diagnostics, files } = loading;
  if (layers === undefined || !loading.isWhole) return { value: undefined, diagnostics };
  const config = layers.reduceRight<Readonly<Record<string, unknown>>>(
    (base, layer) => merged(base, layer.data),
    { rules: [], packs: [] },
  );
  const placeOf: PlaceOf = (at, part = 'value') => placeIn(layers, at, part);
  if (use === 'build')
    for (const key of ['rules', 'packs'])
      if (!layers.some(({ written }) => entryOf(written, key)))
        diagnostics.push(diagnose('config/missing-key', { key }, layers[0]?.written.entries[0]?.key.span));
  const project: Project = { config: config as unknown as Config, placeOf, files };
  diagnostics.push(...checkConfig(project, layers.every(arePacksSound)));
  return hasErrors(diagnostics) ? { value: undefined, diagnostics } : success(project, diagnostics);
}

/** Whether each pack that is written has come through, so that a name of none of them is none. */
function arePacksSound({ written, map }: Layer): boolean {
  const [all, sound] = [written, map].map(each => entryOf(each, 'packs')?.value);
  return (all?.kind === 'list' ? all.items.length : 0) === (sound?.kind === 'list' ? sound.items.length : 0);
}

interface Loading {
  readonly load: LoadConfig;
  /** Whether all that is extended has been read: what was not may hold the names that others speak of. */
  isWhole: boolean;
  readonly diagnostics: Diagnostic[];
  readonly files: string[];
}

/** The configuration itself, then those that count less. */
function layersOf(
  file: SourceFile,
  path: string,
  loading: Loading,
  above: readonly string[],
): readonly Layer[] | undefined {
  const { diagnostics, files } = loading;
  files.push(path);
  const [document, second] = readYaml(file);
  diagnostics.push(...(document?.diagnostics ?? []), ...severalDocuments(second?.tree));
  const tree = document?.tree;
  if (document === undefined || hasErrors(document.diagnostics)) loading.isWhole = false;
  if (tree === undefined) {
    loading.isWhole = false;
    if (!hasErrors(diagnostics)) diagnostics.push(diagnose('read/empty', {}, spanOf(file, 0, 0)));
    return undefined;
  }
  const shape = checkShape(tree, schema as Shape, true);
  diagnostics.push(...shape.diagnostics);
  const { sound } = shape;
  if (tree.kind !== 'map' || sound?.kind !== 'map') return undefined;
  const data = rebased(plainData(sound) as Record<string, unknown>, folderOf(path));
  const own: Layer = { written: tree, map: sound, data };
  const bases = [...textsAt(tree, 'extends')].reverse();
  return [own, ...bases.flatMap(base => baseLayers(base, path, loading, [...above, path]))];
}

function severalDocuments(second: DataTree | undefined): readonly Diagnostic[] {
  if (second === undefined || (second.kind === 'scalar' && second.value === null)) return [];
  const words = { key: 'the configuration', expected: 'one document', found: 'several' };
  return [diagnose('config/wrong-type', words, second.span)];
}

function baseLayers(
  { text, span }: { readonly text: string; readonly span: Span },
  path: string,
  loading: Loading,
  above: readonly string[],
): readonly Layer[] {
  const base = joined(folderOf(path), text);
  const found = above.includes(base) ? 'it extends itself by way of others' : loading.load(base);
  if (typeof found !== 'string') {
    const layers = layersOf(found, base, loading, above);
    if (layers === undefined) loading.isWhole = false;
    return layers ?? [];
  }
  loading.isWhole = false;
  loading.diagnostics.push(diagnose('config/extends', { path: text, reason: found }, span));
  return [];
}

function textsAt(map: DataMap, key: string): readonly { readonly text: string; readonly span: Span }[] {
  const value = entryOf(map, key)?.value;
  const items = value?.kind === 'list' ? value.items : value === undefined ? [] : [value];
  return items.flatMap(item =>
    item.kind === 'scalar' && typeof item.value === 'string' ? [{ text: item.value, span: item.span }] : [],
  );
}

/** Maps of names are joined, name by name; everything else is taken or left whole. */
const joinedKeys = new Set(['profiles', 'fields', 'sources', 'policy']);

function merged(
  base: Readonly<Record<string, unknown>>,
  over: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = base[key];
    const joins = joinedKeys.has(key) && typeof below === 'object' && typeof value === 'object';
    result[key] = joins ? { ...below, ...value } : value;
  }
  return result;
}

function placeIn(
  layers: readonly Layer[],
  path: readonly (string | number)[],
  part: 'key' | 'value',
): Span | undefined {
  for (const { map } of layers) {
    const found = spanAt(map, path, part);
    if (found !== undefined) return found;
  }
  return undefined;
}

function spanAt(
  tree: DataTree,
  [step, ...rest]: readonly (string | number)[],
  part: 'key' | 'value',
): Span | undefined {
  if (step === undefined) return tree.span;
  const entry = tree.kind === 'map' ? entryOf(tree, String(step)) : undefined;
  if (part === 'key' && rest.length === 0 && entry !== undefined) return entry.key.span;
  const inner = entry?.value ?? (tree.kind === 'list' ? tree.items[Number(step)] : undefined);
  return inner === undefined ? undefined : spanAt(inner, rest, part);
}

function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

function folderOf(path: string): string {
  return path.split('/').slice(0, -1).join('/');
}

/** Two relative paths, one below the other; `..` is followed as far as it goes. */
export function joined(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}
