import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { Metadata, Rule } from '../ir/index.ts';
import { kindOf, type LoweredCondition, lowerDetection } from '../languages/sigma/index.ts';
import { type DataMap, entryOf, plainData, type SourceFile, spanOf } from '../source/index.ts';
import type { Reader, ReadOptions, ReadRule } from './reader.ts';
import { SigmaCollection } from './sigma-collection.ts';
import { readLogSource } from './sigma-log-source.ts';
import { readMetadata } from './sigma-metadata.ts';
import { readYaml, type YamlDocument } from './yaml-document.ts';

const format = 'sigma';

/** Sigma rules, specification 2.1: https://sigmahq.io/sigma-specification/. */
export const sigmaReader: Reader = {
  format,
  title: 'Sigma YAML',
  accepts: file => /(?:^|[\s{,])["']?(?:logsource|detection|correlation)["']?\s*:/.test(file.text),
  read: readSigma,
};

/** Where a rule stands; what all of its parts share. */
interface Place {
  readonly file: SourceFile;
  readonly document: number;
  readonly start: number;
}

function readSigma(file: SourceFile, options: ReadOptions): readonly ReadRule[] {
  const documents = readYaml(file);
  const collection = new SigmaCollection();
  const rules = documents.flatMap((document, index) =>
    readDocument({ file, document: index, start: document.start }, document, collection, options),
  );
  const whole = { file, document: 0, start: 0 };
  const nothing = documents.every(({ tree }) => tree === undefined || isNothing(tree));
  return rules.length === 0 && nothing
    ? [unread(whole, [diagnose('read/sigma-empty', {}, spanOf(file, 0, 0))])]
    : rules;
}

function isNothing(tree: NonNullable<YamlDocument['tree']>): boolean {
  return tree.kind === 'scalar' && tree.value === null;
}

function readDocument(
  place: Place,
  { tree, diagnostics }: YamlDocument,
  collection: SigmaCollection,
  options: ReadOptions,
): readonly ReadRule[] {
  if (tree === undefined) return [unread(place, diagnostics)];
  if (isNothing(tree)) return [];
  if (tree.kind !== 'map')
    return [
      unread(place, [...diagnostics, diagnose('read/sigma-not-a-rule', { found: kindOf(tree) }, tree.span)]),
    ];
  const collected = collection.next(tree);
  const all = [...diagnostics, ...collected.diagnostics];
  if (collected.rule !== undefined) return readRule(place, collected.rule, all, options);
  return all.some(diagnostic => diagnostic.severity === 'error') ? [unread(place, all, tree)] : [];
}

function readRule(
  place: Place,
  document: DataMap,
  earlier: readonly Diagnostic[],
  options: ReadOptions,
): readonly ReadRule[] {
  const other = otherKind(document);
  if (other !== undefined) return [unread(place, [...earlier, other], document)];
  const { metadata, diagnostics: ofMetadata } = readMetadata(document, fallbackTitle(place.file));
  const { source, whole, diagnostics: ofSource } = readLogSource(document);
  const logsource = entryOf(document, 'logsource');
  const kept: Metadata =
    whole || logsource === undefined
      ? metadata
      : { ...metadata, extra: { ...metadata.extra, logsource: plainData(logsource.value) } };
  const common = [...earlier, ...ofMetadata, ...missingTitle(document, metadata), ...ofSource];
  return conditionsOf(document, options).map(({ where, diagnostics }, part) => {
    const all = part === 0 ? [...common, ...diagnostics] : diagnostics;
    const broken = source === undefined || where === undefined;
    const origin = [document.span];
    const rule: Rule | undefined = broken
      ? undefined
      : { metadata: kept, search: { kind: 'events', source, where, origin } };
    return { location: locationOf(place, part, document), rule, diagnostics: all };
  });
}

/** Correlations and filters are documents of their own kinds. */
function otherKind(document: DataMap): Diagnostic | undefined {
  const correlation = entryOf(document, 'correlation');
  if (correlation !== undefined) return diagnose('read/sigma-correlation', {}, correlation.key.span);
  const filter = entryOf(document, 'filter');
  return filter !== undefined && entryOf(document, 'detection') === undefined
    ? diagnose('read/sigma-filter', {}, filter.key.span)
    : undefined;
}

function conditionsOf(document: DataMap, options: ReadOptions): readonly LoweredCondition[] {
  const detection = entryOf(document, 'detection');
  const start = { ...document.span, end: document.span.start };
  if (detection === undefined) return failed(diagnose('read/sigma-missing-key', { key: 'detection' }, start));
  if (detection.value.kind === 'map') return lowerDetection(detection.value, options.placeholders);
  const shape = { key: 'detection', expected: 'a map', found: kindOf(detection.value) };
  return failed(diagnose('read/sigma-wrong-shape', shape, detection.key.span));
}

function failed(diagnostic: Diagnostic): readonly LoweredCondition[] {
  return [{ where: undefined, diagnostics: [diagnostic] }];
}

function missingTitle(document: DataMap, { title }: Metadata): Diagnostic[] {
  return entryOf(document, 'title') === undefined
    ? [diagnose('read/sigma-missing-title', { used: title }, { ...document.span, end: document.span.start })]
    : [];
}

/** The name of the file, as SigmaHQ names files after what their rules find. */
function fallbackTitle(file: SourceFile): string {
  return (
    file.path
      .split('/')
      .at(-1)
      ?.replace(/\.[^.]*$/, '') ?? file.path
  );
}

function unread(place: Place, diagnostics: readonly Diagnostic[], document?: DataMap): ReadRule {
  return { location: locationOf(place, 0, document), rule: undefined, diagnostics };
}

function locationOf(place: Place, part: number, document: DataMap | undefined): ReadRule['location'] {
  const id = document && textAt(document, 'id');
  const title = document && textAt(document, 'title');
  return {
    path: place.file.path,
    format,
    document: place.document,
    part,
    line: place.file.position(place.start).line,
    ...(id === undefined ? {} : { id }),
    ...(title === undefined ? {} : { title }),
  };
}

function textAt(document: DataMap, key: string): string | undefined {
  const value = entryOf(document, key)?.value;
  return value?.kind === 'scalar' && value.value !== null ? value.written : undefined;
}
