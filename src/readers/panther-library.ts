import {
  type DataModel,
  PythonModules,
  type PythonSurroundings,
  type UnifiedField,
} from '../languages/python/index.ts';
import { type DataMap, entryOf, plainData, type SourceFile } from '../source/index.ts';
import { modelFolders, moduleFolders } from './panther-folders.ts';
import type { FilesBeside, FolderBeside } from './reader.ts';
import { readYaml } from './yaml-document.ts';

interface Library {
  readonly modules: PythonModules;
  readonly dataModel: (logType: string) => DataModel | undefined;
}

const libraries = new WeakMap<FilesBeside, Map<string, Library>>();

/** What the module of a rule may call: the modules and the data models found beside its file. */
export function surroundingsOf(
  rule: SourceFile,
  logTypes: readonly string[],
  beside: FilesBeside | undefined,
): PythonSurroundings | undefined {
  if (beside === undefined) return undefined;
  const modules = beside.folder(rule.path, moduleFolders);
  const models = beside.folder(rule.path, modelFolders);
  const known = libraries.get(beside) ?? new Map<string, Library>();
  libraries.set(beside, known);
  const key = `${modules?.path} ${models?.path}`;
  const library = known.get(key) ?? libraryOf(modules, models);
  known.set(key, library);
  return { ...library, logTypes };
}

function libraryOf(folder: FolderBeside | undefined, models: FolderBeside | undefined): Library {
  const modules = new PythonModules(name => (/^\w+$/.test(name) ? folder?.file(`${name}.py`) : undefined));
  let found: ReadonlyMap<string, DataModel> | undefined;
  const dataModel = (logType: string): DataModel | undefined => {
    found ??= dataModelsOf(models, modules);
    return found.get(logType);
  };
  return { modules, dataModel };
}

/** By log type; the first of two for one type counts. https://docs.panther.com/detections/rules/python/data-models */
function dataModelsOf(
  folder: FolderBeside | undefined,
  modules: PythonModules,
): ReadonlyMap<string, DataModel> {
  const models = new Map<string, DataModel>();
  for (const name of folder?.names() ?? []) {
    if (!/\.ya?ml$/i.test(name)) continue;
    const file = folder?.file(name);
    const tree = file && readYaml(file)[0]?.tree;
    if (folder === undefined || tree?.kind !== 'map' || textOf(tree, 'AnalysisType') !== 'datamodel')
      continue;
    if (entryOf(tree, 'Enabled')?.value.kind === 'scalar' && plain(tree, 'Enabled') === false) continue;
    const beside = textOf(tree, 'Filename');
    const python = beside === undefined ? undefined : folder.file(name.replace(/[^/]*$/, beside));
    const model = { mappings: mappingsOf(plain(tree, 'Mappings')), module: python && modules.of(python) };
    for (const logType of listOf(plain(tree, 'LogTypes')))
      if (typeof logType === 'string' && !models.has(logType)) models.set(logType, model);
  }
  return models;
}

function mappingsOf(mappings: unknown): ReadonlyMap<string, UnifiedField> {
  const found = new Map<string, UnifiedField>();
  for (const mapping of listOf(mappings)) {
    if (typeof mapping !== 'object' || mapping === null) continue;
    const { Name: name, Path: path, Method: method } = mapping as Readonly<Record<string, unknown>>;
    if (typeof name !== 'string') continue;
    if (typeof path === 'string' && path !== '') found.set(name, { kind: 'path', path });
    else if (typeof method === 'string') found.set(name, { kind: 'method', method });
  }
  return found;
}

function plain(map: DataMap, key: string): unknown {
  const value = entryOf(map, key)?.value;
  return value === undefined ? undefined : plainData(value);
}

function textOf(map: DataMap, key: string): string | undefined {
  const value = plain(map, key);
  return typeof value === 'string' ? value : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
