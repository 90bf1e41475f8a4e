import { type DataEntry, type DataMap, type DataScalar, type DataTree, entryOf } from '../../source/index.ts';
import { withEntry } from './document-changes.ts';
import type { NewNames } from './field-names.ts';
import { mapAt, withText } from './parameters.ts';

/**
 * A correlation with other names for the fields that its events are grouped and measured by; a sentence when one of them that can
 * have but one name gets several.
 */
export function namedKeys(
  document: DataMap,
  names: NewNames,
  given: (name: string) => void,
): DataMap | string {
  const body = mapAt(document, 'correlation');
  if (body === undefined) return document;
  const aliases = mapAt(body, 'aliases');
  const known = new Set(aliases?.entries.map(({ key }) => key.written));
  const found: string[] = [];
  const named = (scalar: DataScalar): readonly DataScalar[] => {
    const own = known.has(scalar.written) ? undefined : names(scalar.written);
    for (const name of own ?? []) given(name);
    return own?.map(name => withText(scalar, name)) ?? [scalar];
  };
  const one = (tree: DataTree): DataTree => {
    if (tree.kind !== 'scalar') return tree;
    const [only = tree, ...more] = named(tree);
    if (more.length > 0) found.push(tree.written);
    return only;
  };
  const changed = body.entries.map(entry => withKeys(entry, named, one));
  if (found.length > 0) return `gives several names to \`${found[0]}\`, by which a correlation reckons`;
  return withEntry(document, 'correlation', { ...body, entries: changed });
}

function withKeys(
  { key, value }: DataEntry,
  named: (scalar: DataScalar) => readonly DataScalar[],
  one: (tree: DataTree) => DataTree,
): DataEntry {
  switch (key.written) {
    case 'group-by': {
      const items = value.kind === 'list' ? value.items : [value];
      const all = items.flatMap((item): readonly DataTree[] =>
        item.kind === 'scalar' ? named(item) : [item],
      );
      return { key, value: { kind: 'list', items: all, span: value.span } };
    }
    case 'aliases':
      return { key, value: inMaps(value, one) };
    case 'condition': {
      const field = value.kind === 'map' ? entryOf(value, 'field') : undefined;
      if (value.kind !== 'map' || field === undefined) return { key, value };
      const renamed =
        field.value.kind === 'list'
          ? { ...field.value, items: field.value.items.map(one) }
          : one(field.value);
      return { key, value: withEntry(value, 'field', renamed) };
    }
    default:
      return { key, value };
  }
}

/** Each alias has a map of rules to fields. */
function inMaps(tree: DataTree, one: (tree: DataTree) => DataTree): DataTree {
  if (tree.kind !== 'map') return tree;
  const entries = tree.entries.map(({ key, value }) => ({
    key,
    value:
      value.kind === 'map'
        ? { ...value, entries: value.entries.map(each => ({ ...each, value: one(each.value) })) }
        : value,
  }));
  return { ...tree, entries };
}
