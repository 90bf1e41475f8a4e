import type { Events, Expression } from '../ir/index.ts';
import { lowerPythonKey } from '../languages/python/index.ts';
import { type DataMap, EmbeddedText, entryOf, plainData, SourceFile } from '../source/index.ts';
import { foldersOfJoined } from './panther-folders.ts';
import { surroundingsOf } from './panther-library.ts';
import { textsOf } from './panther-metadata.ts';
import type { PantherSearch } from './panther-module.ts';
import type { FilesBeside, FolderBeside } from './reader.ts';
import { readYaml } from './yaml-document.ts';

/** A rule whose matches a correlation rule looks at. */
export interface JoinedRule {
  readonly id: string;
  readonly file: SourceFile;
  readonly map: DataMap;
  readonly search: Events;
  readonly given: readonly string[];
  readonly beside: FilesBeside;
}

/** Reads what a rule looks for, without its threshold: that is of its alerts, and each match is a signal. https://docs.panther.com/detections/signals */
export type ReadSearch = (file: SourceFile, map: DataMap) => PantherSearch;

/** The rule of an id, among those of the folders of rules that are found beside the correlation rule; a text says what is wrong. */
export function findJoined(
  from: SourceFile,
  id: string,
  beside: FilesBeside | undefined,
  read: ReadSearch,
): JoinedRule | string {
  const found = beside && fileOf(from, id, beside);
  if (beside === undefined || found === undefined) return `no rule beside it has the RuleID ${id}`;
  const map = readYaml(found)
    .map(({ tree }) => tree)
    .find(tree => tree?.kind === 'map' && plain(tree, 'RuleID') === id);
  if (map?.kind !== 'map') return `the file of the rule ${id} cannot be read`;
  const type = plain(map, 'AnalysisType');
  if (type !== 'rule') return `${id} is a ${String(type)}, and this version joins the matches of rules alone`;
  const { search, given, diagnostics } = read(found, map);
  if (search?.kind === 'events') return { id, file: found, map, search, given, beside };
  return `the rule ${id} cannot be read: ${diagnostics[0]?.message ?? 'it is no search for events'}`;
}

const indices = new WeakMap<FilesBeside, Map<string, ReadonlyMap<string, SourceFile>>>();

function fileOf(from: SourceFile, id: string, beside: FilesBeside): SourceFile | undefined {
  const known = indices.get(beside) ?? new Map<string, ReadonlyMap<string, SourceFile>>();
  indices.set(beside, known);
  for (const names of foldersOfJoined(from.path)) {
    const folder = beside.folder(from.path, names);
    if (folder === undefined) continue;
    const index = known.get(folder.path) ?? indexOf(folder);
    known.set(folder.path, index);
    const file = index.get(id);
    if (file !== undefined) return file;
  }
  return undefined;
}

const ruleIds = /^RuleID:[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([^#\n]*))/gm;

function indexOf(folder: FolderBeside): ReadonlyMap<string, SourceFile> {
  const found = new Map<string, SourceFile>();
  for (const name of folder.names()) {
    const file = /\.ya?ml$/i.test(name) ? folder.file(name) : undefined;
    for (const [, double, single, plainText] of file?.text.matchAll(ruleIds) ?? [])
      if (file !== undefined) found.set((double ?? single ?? plainText ?? '').trim(), file);
  }
  return found;
}

/** What `alert_context` of a rule's module holds under some keys, as a text of the event; a text of ours says why that is not known. */
export function shownText(
  { file, map, beside }: JoinedRule,
  keys: readonly string[],
): { readonly key: Expression; readonly given: readonly string[] } | string {
  const name = plain(map, 'Filename');
  const module = typeof name === 'string' ? beside.file(file.path, name) : undefined;
  if (module === undefined || !/^def alert_context\(/m.test(module.text)) return 'it has no alert context';
  const path = keys.map(key => `[${JSON.stringify(key)}]`).join('');
  const text = `${module.text}\n\ndef shown_value(event):\n    return alert_context(event)${path}\n`;
  const whole = EmbeddedText.whole(new SourceFile(module.path, text));
  const read = lowerPythonKey(whole, 'shown_value', surroundingsOf(file, textsOf(map, 'LogTypes'), beside));
  if (read?.value === undefined) return read?.diagnostics[0]?.message ?? 'it cannot be read';
  const key = read.value.key && withoutDefault(read.value.key);
  if (key === undefined) return 'that is no text of the event';
  const isBare = key === read.value.key;
  return { key, given: [...read.value.assumes, ...(isBare ? [] : [`joined-values:${keys.join('.')}`])] };
}

/** What stands in the place of a value that is not there, a constant text, joins nothing. */
function withoutDefault(key: Expression): Expression {
  if (key.kind !== 'choice' || key.otherwise?.kind !== 'literal') return key;
  const [only, ...others] = key.branches;
  const isPlain =
    others.length === 0 &&
    only?.when.kind === 'exists' &&
    only.when.subject.kind === 'field' &&
    only.value.kind === 'field' &&
    only.when.subject.name === only.value.name;
  return isPlain && only !== undefined ? only.value : { ...key, otherwise: undefined };
}

function plain(map: DataMap, key: string): unknown {
  const value = entryOf(map, key)?.value;
  return value === undefined ? undefined : plainData(value);
}
