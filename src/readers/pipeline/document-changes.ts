import { type DataMap, type DataTree, entryOf } from '../../source/index.ts';
import { scalarAt, textAt, textsAt, withText } from './parameters.ts';
import type { PipelineItem } from './pipeline.ts';

/** What transformations change beside the detection: log source, fields, attributes. Undefined for those that change none of these. */
export function changedDocument({ type, map }: PipelineItem, document: DataMap): DataMap | undefined {
  switch (type) {
    case 'change_logsource': {
      const entries = map.entries.filter(({ key }) => /^(?:category|product|service)$/.test(key.written));
      return withEntry(document, 'logsource', { kind: 'map', entries, span: map.span });
    }
    case 'set_custom_attribute': {
      const value = scalarAt(map, 'value');
      return value === undefined ? document : withEntry(document, textAt(map, 'attribute') ?? '', value);
    }
    case 'add_field':
      return withFields(document, [...fieldsOf(document), ...textsAt(map, 'field')], map);
    case 'remove_field':
      return withFields(
        document,
        fieldsOf(document).filter(name => !textsAt(map, 'field').includes(name)),
        map,
      );
    case 'set_field':
      return withFields(document, [...textsAt(map, 'fields'), ...textsAt(map, 'field')], map);
    default:
      return undefined;
  }
}

function fieldsOf(document: DataMap): readonly string[] {
  return textsAt(document, 'fields');
}

function withFields(document: DataMap, names: readonly string[], map: DataMap): DataMap {
  const key = map.entries[0]?.key;
  const items = key === undefined ? [] : names.map(name => withText(key, name));
  return withEntry(document, 'fields', { kind: 'list', items, span: map.span });
}

/** The document with another value at a key, which is added where it is not there. */
export function withEntry(document: DataMap, name: string, value: DataTree): DataMap {
  const known = entryOf(document, name);
  const [first] = document.entries;
  if (known !== undefined)
    return {
      ...document,
      entries: document.entries.map(each => (each === known ? { ...each, value } : each)),
    };
  if (first === undefined || name === '') return document;
  const key = withText(first.key, name);
  return { ...document, entries: [...document.entries, { key, value }] };
}
