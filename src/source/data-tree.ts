import type { EmbeddedText } from './embedded-text.ts';
import type { Span } from './span.ts';

/** A data document (YAML) as plain lists and maps in which everything still knows where it stands. */
export type DataTree = DataScalar | DataList | DataMap;

export interface DataScalar {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** The characters of the value before they were read as a number, boolean or null (`0x10`, `True`). */
  readonly written: string;
  readonly span: Span;
  /** The text with the way back to each of its characters in the file, whatever the style it is quoted in. */
  readonly embedded: () => EmbeddedText;
}

export interface DataList {
  readonly kind: 'list';
  readonly items: readonly DataTree[];
  readonly span: Span;
}

export interface DataMap {
  readonly kind: 'map';
  /** In the order of the document; keys are unique. */
  readonly entries: readonly DataEntry[];
  readonly span: Span;
}

export interface DataEntry {
  readonly key: DataScalar;
  readonly value: DataTree;
}

export function entryOf(map: DataMap, key: string): DataEntry | undefined {
  return map.entries.find(entry => entry.key.written === key);
}

/** The data alone, as JSON would hold it. */
export function plainData(tree: DataTree): unknown {
  switch (tree.kind) {
    case 'scalar':
      return tree.value;
    case 'list':
      return tree.items.map(plainData);
    case 'map':
      return Object.fromEntries(tree.entries.map(entry => [entry.key.written, plainData(entry.value)]));
  }
}
