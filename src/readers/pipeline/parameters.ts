import {
  type DataEntry,
  type DataMap,
  type DataScalar,
  type DataTree,
  EmbeddedText,
  entryOf,
} from '../../source/index.ts';

export function scalarAt(map: DataMap, key: string): DataScalar | undefined {
  const value = entryOf(map, key)?.value;
  return value?.kind === 'scalar' && value.value !== null ? value : undefined;
}

export function textAt(map: DataMap, key: string): string | undefined {
  return scalarAt(map, key)?.written;
}

export function isTrue(map: DataMap, key: string): boolean {
  return scalarAt(map, key)?.value === true;
}

/** The texts of a list, or a text alone. */
export function textsOf(tree: DataTree | undefined): readonly string[] {
  if (tree === undefined) return [];
  const items = tree.kind === 'list' ? tree.items : [tree];
  return items.flatMap(item => (item.kind === 'scalar' && item.value !== null ? [item.written] : []));
}

export function textsAt(map: DataMap, key: string): readonly string[] {
  return textsOf(entryOf(map, key)?.value);
}

export function mapAt(map: DataMap, key: string): DataMap | undefined {
  const value = entryOf(map, key)?.value;
  return value?.kind === 'map' ? value : undefined;
}

/** Whether a key is `null`, which stands in the place of a field for values without one. */
export function isOfKeywords({ key }: DataEntry): boolean {
  return key.value === null;
}

/** The same scalar with another text, all of which points at where the old one begins. */
export function withText(scalar: DataScalar, text: string): DataScalar {
  const { file, start } = scalar.span;
  const segments = Array.from(text, (_, inner) => ({ inner, outer: start }));
  const embedded = (): EmbeddedText => new EmbeddedText(file, text, segments);
  return { ...scalar, value: text, written: text, embedded };
}
