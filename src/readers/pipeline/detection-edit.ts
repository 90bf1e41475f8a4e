import type { DataEntry, DataList, DataMap, DataScalar, DataTree } from '../../source/index.ts';
import { withText } from './parameters.ts';

const mostAlternatives = 256;

/** What is done to the items of a detection. */
export interface Edit {
  /** What stands in an item's place: alternatives of each other; none when it is taken out. */
  readonly item: (entry: DataEntry) => readonly Alternative[];
  /** Of texts that stand without a field: those of a list are one item. */
  readonly keywords?: (scalars: readonly DataScalar[]) => readonly DataTree[];
}

/** An item, or several that hold together. */
export type Alternative = DataEntry | readonly DataEntry[];

export function entriesOf(alternative: Alternative): readonly DataEntry[] {
  return 'key' in alternative ? [alternative] : alternative;
}

/** Thrown within this folder alone, where alternatives grow beyond bounds. */
export class TooManyAlternatives extends Error {
  static readonly limit = mostAlternatives;
}

/** Each selection with its items changed; the condition stays. */
export function editDetection(detection: DataMap, edit: Edit): DataMap {
  const entries = detection.entries.map(entry =>
    entry.key.written === 'condition' || entry.key.written === 'timeframe'
      ? entry
      : { ...entry, value: editTree(entry.value, edit) },
  );
  return { ...detection, entries };
}

function editTree(tree: DataTree, edit: Edit): DataTree {
  switch (tree.kind) {
    case 'map':
      return editMap(tree, edit);
    case 'list':
      return { ...tree, items: editItems(tree.items, edit) };
    case 'scalar': {
      const found = edit.keywords?.([tree]) ?? [tree];
      const [only] = found;
      return found.length === 1 && only !== undefined
        ? only
        : { kind: 'list', items: found, span: tree.span };
    }
  }
}

function editItems(items: readonly DataTree[], edit: Edit): readonly DataTree[] {
  const scalars = items.filter(item => item.kind === 'scalar');
  if (scalars.length === items.length) return edit.keywords?.(scalars) ?? items;
  return items.flatMap((item): readonly DataTree[] =>
    item.kind === 'scalar' ? (edit.keywords?.([item]) ?? [item]) : [editTree(item, edit)],
  );
}

/** A map of items that are alternatives of each other becomes a list of maps. */
function editMap(map: DataMap, edit: Edit): DataMap | DataList {
  let ways: readonly (readonly DataEntry[])[] = [[]];
  for (const entry of map.entries) {
    const found = edit.item(entry);
    if (found.length === 0) continue;
    if (ways.length * found.length > mostAlternatives) throw new TooManyAlternatives();
    ways = ways.flatMap(way => found.map(each => [...way, ...entriesOf(each)]));
  }
  const maps = ways.map(entries => ({ ...map, entries }));
  const [only = map] = maps;
  return maps.length === 1 ? only : { kind: 'list', items: maps, span: map.span };
}

/** Every item of a detection. */
export function itemsOf(detection: DataMap): readonly DataEntry[] {
  const found: DataEntry[] = [];
  editDetection(detection, {
    item: entry => {
      found.push(entry);
      return [entry];
    },
  });
  return found;
}

/** The items and keywords of a part of a detection. */
export function itemsWithin(tree: DataTree): readonly (DataEntry | DataScalar)[] {
  if (tree.kind === 'scalar') return [tree];
  return tree.kind === 'map' ? tree.entries : tree.items.flatMap(itemsWithin);
}

export function fieldOf({ key }: DataEntry): string {
  const pipe = key.written.indexOf('|');
  return pipe === -1 ? key.written : key.written.slice(0, pipe);
}

export function modifiersOf({ key }: DataEntry): readonly string[] {
  return key.written.split('|').slice(1);
}

/** The item with another field. */
export function withField(entry: DataEntry, field: string, modifiers = modifiersOf(entry)): DataEntry {
  return { ...entry, key: withText(entry.key, [field, ...modifiers].join('|')) };
}

export function valuesOf({ value }: DataEntry): readonly DataScalar[] {
  const items = value.kind === 'list' ? value.items : [value];
  return items.flatMap(item => (item.kind === 'scalar' ? [item] : []));
}

/** The item with each of its values changed. */
export function withValues(
  entry: DataEntry,
  change: (scalar: DataScalar) => readonly DataScalar[],
): DataEntry {
  const { value } = entry;
  if (value.kind === 'map') return entry;
  const items = valuesOf(entry).flatMap(change);
  const [only] = items;
  return value.kind === 'scalar' && items.length === 1 && only !== undefined
    ? { ...entry, value: only }
    : { ...entry, value: { kind: 'list', items, span: value.span } };
}
