export {
  type DataEntry,
  type DataList,
  type DataMap,
  type DataScalar,
  type DataTree,
  entryOf,
  plainData,
} from './data-tree.ts';
export { EmbeddedText, type Segment } from './embedded-text.ts';
export { pyYamlInteger, pyYamlValue } from './py-yaml.ts';
export { type Position, SourceFile } from './source-file.ts';
export { type Span, spanOf } from './span.ts';
export { unixLines } from './unix-lines.ts';
