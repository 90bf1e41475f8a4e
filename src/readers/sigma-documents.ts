import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { kindOf } from '../languages/sigma/index.ts';
import { type DataMap, entryOf, type SourceFile, spanOf } from '../source/index.ts';
import type { ReadRule } from './reader.ts';
import { SigmaCollection } from './sigma-collection.ts';
import { readYaml, type YamlDocument } from './yaml-document.ts';

export const sigmaFormat = 'sigma';

/** One document of a Sigma file. */
export interface SigmaDocument {
  readonly file: SourceFile;
  readonly document: number;
  readonly start: number;
  /** Absent when the document cannot be read, and the diagnostics say why; or when it is none, and they do not. */
  readonly map: DataMap | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** What a document is, by its keys. */
export function kindOfDocument(map: DataMap): 'rule' | 'correlation' | 'filter' {
  if (entryOf(map, 'correlation') !== undefined) return 'correlation';
  const isFilter = entryOf(map, 'filter') !== undefined && entryOf(map, 'detection') === undefined;
  return isFilter ? 'filter' : 'rule';
}

/** Every document of a file, with the heads of Sigma 1 laid over those after them. */
export function sigmaDocuments(file: SourceFile): readonly SigmaDocument[] {
  const yaml = readYaml(file, { pyYaml: true });
  if (yaml.every(({ tree }) => tree !== undefined && isNothing(tree))) {
    const empty = diagnose('read/sigma-empty', {}, spanOf(file, 0, 0));
    return [{ file, document: 0, start: 0, map: undefined, diagnostics: [empty] }];
  }
  const collection = new SigmaCollection();
  return yaml.map((document, index) => ({
    file,
    document: index,
    start: document.start,
    ...mapOf(document, collection),
  }));
}

function isNothing(tree: NonNullable<YamlDocument['tree']>): boolean {
  return tree.kind === 'scalar' && tree.value === null;
}

function mapOf(
  { tree, diagnostics }: YamlDocument,
  collection: SigmaCollection,
): Pick<SigmaDocument, 'map' | 'diagnostics'> {
  if (tree === undefined || isNothing(tree)) return { map: undefined, diagnostics };
  if (tree.kind !== 'map') {
    const other = diagnose('read/sigma-not-a-rule', { found: kindOf(tree) }, tree.span);
    return { map: undefined, diagnostics: [...diagnostics, other] };
  }
  const collected = collection.next(tree);
  return { map: collected.rule, diagnostics: [...diagnostics, ...collected.diagnostics] };
}

/** What is said of a document that gives no rule. */
export function unreadDocument(
  { file, document, start }: SigmaDocument,
  diagnostics: readonly Diagnostic[],
  map?: DataMap,
): ReadRule {
  return { location: locationOf({ file, document, start }, 0, map), rule: undefined, diagnostics };
}

export function locationOf(
  { file, document, start }: Pick<SigmaDocument, 'file' | 'document' | 'start'>,
  part: number,
  map: DataMap | undefined,
): ReadRule['location'] {
  const id = map && textAt(map, 'id');
  const title = map && textAt(map, 'title');
  return {
    path: file.path,
    format: sigmaFormat,
    document,
    part,
    line: file.position(start).line,
    ...(id === undefined ? {} : { id }),
    ...(title === undefined ? {} : { title }),
  };
}

export function textAt(map: DataMap, key: string): string | undefined {
  const value = entryOf(map, key)?.value;
  return value?.kind === 'scalar' && value.value !== null ? value.written : undefined;
}

/** The name of the file, as SigmaHQ names files after what their rules find. */
export function fallbackTitle(file: SourceFile): string {
  return (
    file.path
      .split('/')
      .at(-1)
      ?.replace(/\.[^.]*$/, '') ?? file.path
  );
}
