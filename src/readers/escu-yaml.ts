import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { Rule } from '../ir/index.ts';
import type { Macros } from '../languages/spl/index.ts';
import { type DataMap, entryOf, type SourceFile } from '../source/index.ts';
import { isBesideEscu } from './beside-escu.ts';
import { baseName } from './elastic-rule.ts';
import { readEscuMetadata } from './escu-metadata.ts';
import { withRuns } from './kept-terms.ts';
import { timesOfSearch } from './own-times.ts';
import type { Reader, ReadRule } from './reader.ts';
import { givenOfSpl } from './spl-given.ts';
import { readSplunkSearch } from './splunk-search.ts';
import { readYaml, type YamlDocument } from './yaml-document.ts';

const format = 'escu';

/** Detections of Splunk's security content, as contentctl reads them: https://github.com/splunk/contentctl */
export const escuReader: Reader = {
  format,
  read: (file, { macros }) =>
    isBesideEscu(file)
      ? []
      : readYaml(file).flatMap((document, index) =>
          isNothing(document) ? [] : [readDocument(file, document, index, macros)],
        ),
};

function isNothing({ tree }: YamlDocument): boolean {
  return tree?.kind === 'scalar' && tree.value === null;
}

function readDocument(
  file: SourceFile,
  document: YamlDocument,
  index: number,
  macros: Macros | undefined,
): ReadRule {
  const { tree, start } = document;
  const place = { path: file.path, format, document: index, part: 0, line: file.position(start).line };
  if (tree === undefined) return { location: place, rule: undefined, diagnostics: document.diagnostics };
  if (tree.kind !== 'map') {
    const problem = diagnose('splunk/not-a-rule', {}, tree.span);
    return { location: place, rule: undefined, diagnostics: [...document.diagnostics, problem] };
  }
  const read = readEscuMetadata(tree, baseName(file.path));
  const { id, title } = read.metadata;
  const found = searchOf(tree, macros);
  const diagnostics = [...document.diagnostics, ...read.diagnostics, ...found.diagnostics];
  const rule: Rule | undefined =
    found.search === undefined
      ? undefined
      : {
          metadata: read.metadata,
          ...withRuns(found.search, undefined, {
            ...timesOfSearch(found.search, found.diagnostics),
            ...givenOfSpl(found.search, found.diagnostics),
          }),
        };
  const location = { ...place, title, ...(id === undefined ? {} : { id }) };
  const known = rule === undefined ? { known: { metadata: read.metadata } } : {};
  return { location, rule, ...known, diagnostics };
}

function searchOf(
  map: DataMap,
  macros: Macros | undefined,
): { search?: Rule['search'] | undefined; diagnostics: readonly Diagnostic[] } {
  const search = entryOf(map, 'search')?.value;
  if (search?.kind !== 'scalar' || search.value === null) {
    const start = { ...map.span, end: map.span.start };
    return { diagnostics: [diagnose('splunk/missing-key', { key: 'search' }, search?.span ?? start)] };
  }
  return readSplunkSearch(search.embedded(), namedSources(map), macros);
}

function namedSources(map: DataMap): readonly string[] {
  const list = entryOf(map, 'data_source')?.value;
  if (list?.kind !== 'list') return [];
  return list.items.flatMap(item => (item.kind === 'scalar' ? [item.written] : []));
}
