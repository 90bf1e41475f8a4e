import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { Metadata, Rule, Search } from '../ir/index.ts';
import { type DataMap, entryOf, plainData, type SourceFile } from '../source/index.ts';
import { baseName } from './elastic-rule.ts';
import { readCorrelation } from './panther-correlation.ts';
import { withFilters } from './panther-filters.ts';
import { findJoined } from './panther-joined.ts';
import { readPantherMetadata, textsOf } from './panther-metadata.ts';
import { type PantherSearch, readPantherModule } from './panther-module.ts';
import { runsOfQuery, scheduledQueries } from './panther-queries.ts';
import { guessedTypes, readScheduled } from './panther-scheduled.ts';
import { readSimpleDetection } from './panther-simple.ts';
import { scheduledSearch } from './panther-sql.ts';
import { countedSimple, type PantherThreshold, thresholdOf } from './panther-threshold.ts';
import type { KnownQuery, Reader, ReadOptions, ReadRule } from './reader.ts';
import { readYaml, type YamlDocument } from './yaml-document.ts';

const format = 'panther';

/** Rules as a repository of Panther's content keeps them: https://docs.panther.com/panther-developer-workflows/detections-repo/pat/writing-detections */
export const pantherReader: Reader = {
  format,
  read: (file, options) =>
    readYaml(file).flatMap((document, index) => readDocument(file, document, index, options)),
};

/** Content of Panther that is no rule: queries, packs, data models, modules, tables. */
const noRules: ReadonlySet<string> = new Set([
  ...['pack', 'global', 'datamodel', 'lookup_table', 'saved_query', 'scheduled_query'],
]);

function readDocument(
  file: SourceFile,
  document: YamlDocument,
  index: number,
  options: ReadOptions,
): readonly ReadRule[] {
  const { tree, start } = document;
  const place = { path: file.path, format, document: index, part: 0, line: file.position(start).line };
  if (tree === undefined) return [{ location: place, rule: undefined, diagnostics: document.diagnostics }];
  if (tree.kind === 'scalar' && tree.value === null) return [];
  const type = tree.kind === 'map' ? plainOf(tree, 'AnalysisType') : undefined;
  if (noRules.has(String(type).toLowerCase())) return [];
  if (tree.kind !== 'map' || type === undefined) {
    const diagnostics = [...document.diagnostics, diagnose('panther/not-a-rule', {}, tree.span)];
    return [{ location: place, rule: undefined, diagnostics }];
  }
  if (type === 'policy')
    return [
      { location: place, rule: undefined, diagnostics: [diagnose('panther/policy', {}, typeSpanOf(tree))] },
    ];
  const { metadata, diagnostics } = readPantherMetadata(tree, baseName(file.path));
  const { id, title } = metadata;
  const location = { ...place, title, ...(id === undefined ? {} : { id }) };
  const read = readRule(file, tree, String(type), metadata, options);
  return [{ location, ...read, diagnostics: [...document.diagnostics, ...diagnostics, ...read.diagnostics] }];
}

/** What the document of a rule says beside its metadata. */
type Content = Pick<ReadRule, 'rule' | 'known' | 'diagnostics'>;

function readRule(
  file: SourceFile,
  map: DataMap,
  type: string,
  metadata: Metadata,
  options: ReadOptions,
): Content {
  const refused = (diagnostic: Diagnostic, search?: Search): Content => ({
    rule: undefined,
    known: { metadata, ...(search === undefined ? {} : { search }) },
    diagnostics: [diagnostic],
  });
  const typeSpan = typeSpanOf(map);
  if (entryOf(map, 'BaseDetection') !== undefined)
    return refused(
      diagnose(
        'panther/analysis-type',
        { type: 'derived', why: 'its base is a rule of another file' },
        typeSpan,
      ),
    );
  if (type === 'correlation_rule') return contentOf(joinedSearch(file, map, options), metadata);
  if (type !== 'rule' && type !== 'scheduled_rule')
    return refused(diagnose('panther/analysis-type', { type, why: 'it is not known' }, typeSpan));
  const found = withFilters(readSearch(file, map, options), map);
  if (type === 'scheduled_rule') {
    const queries = scheduledQueries(file, map, options.beside);
    const refuse = (why: string) => diagnose('panther/analysis-type', { type, why }, typeSpan);
    const named = textsOf(map, 'ScheduledQueries');
    // One that casts all that it asks for means what it says, whatever the columns hold.
    const { suppression, ...ofRows } = found;
    const rows = searchOfRows(ofRows, queries) ?? readScheduled(ofRows, named, queries, refuse);
    const functions = [...(suppression === undefined ? [] : ['dedup']), ...(found.functions ?? [])];
    const { known, ...content } = contentOf(rows, withFunctions(metadata, { ...rows, functions }));
    return { ...content, known: { metadata, ...known, queries } };
  }
  return contentOf(found, withFunctions(metadata, found));
}

/** What a rule finds that takes every row of its one query; undefined of one that looks at the rows, and of one whose query is not there. */
function searchOfRows(
  { search, given, diagnostics }: PantherSearch,
  [query, ...others]: readonly KnownQuery[],
): PantherSearch | undefined {
  const takesAll = search?.kind === 'events' && search.where.kind === 'always' && search.where.value;
  const runs = query && runsOfQuery(query);
  if (!takesAll || runs === undefined || query === undefined || others.length > 0) return undefined;
  const { value } = scheduledSearch(query.text, runs.every, { withCustom: true });
  if (value === undefined || value.unknown.length > 0) return undefined;
  const { unknown: _, schedule, ...found } = value;
  const types = guessedTypes(query.text.text);
  return {
    ...found,
    schedule: { ...schedule, ...runs },
    given: [...new Set([...given, ...types])].sort(),
    diagnostics,
  };
}

/** No document has a place for what a function makes of the event, so that each is told as lost; what the search says is not. */
function withFunctions(
  metadata: Metadata,
  { search, suppression, functions: names = [] }: PantherSearch,
): Metadata {
  const functions = Object.fromEntries(names.map(name => [`${name}()`, true]));
  const isSaid = suppression !== undefined || search?.kind === 'correlate';
  const rest = Object.entries(metadata.extra).filter(([key]) => !isSaid || key !== 'DedupPeriodMinutes');
  return { ...metadata, extra: { ...Object.fromEntries(rest), ...functions } };
}

function contentOf(
  { search, known, given, schedule, suppression, losses, diagnostics }: PantherSearch,
  metadata: Metadata,
): Content {
  if (search === undefined) {
    const shown = known === undefined ? {} : { search: known };
    return { rule: undefined, known: { metadata, ...shown }, diagnostics };
  }
  const rule: Rule = {
    metadata,
    search,
    ...(schedule === undefined ? {} : { schedule }),
    ...(suppression === undefined ? {} : { suppression }),
    ...(given.length === 0 ? {} : { given }),
    ...(losses === undefined ? {} : { losses }),
  };
  return { rule, diagnostics };
}

function joinedSearch(file: SourceFile, map: DataMap, { beside }: ReadOptions): PantherSearch {
  const read = (joined: SourceFile, document: DataMap): PantherSearch =>
    withFilters(matchesOf(joined, document, beside, undefined), document);
  return readCorrelation(map, id => findJoined(file, id, beside, read));
}

/** What a rule matches, or with a threshold, how many of that make an alert. */
function matchesOf(
  file: SourceFile,
  map: DataMap,
  beside: ReadOptions['beside'],
  threshold: PantherThreshold | undefined,
): PantherSearch {
  return entryOf(map, 'Detection') === undefined
    ? readPantherModule(file, map, beside, threshold)
    : readSimpleDetection(map);
}

function readSearch(file: SourceFile, map: DataMap, { beside }: ReadOptions): PantherSearch {
  const threshold = thresholdOf(map);
  const known = threshold !== undefined && 'code' in threshold ? undefined : threshold;
  const isSimple = entryOf(map, 'Detection') !== undefined;
  const found = matchesOf(file, map, beside, known);
  if (threshold === undefined) return found;
  if (!('code' in threshold)) return isSimple ? countedSimple(found, threshold, map) : found;
  const { search, diagnostics } = found;
  const shown = search === undefined ? {} : { known: search };
  return { ...found, ...shown, search: undefined, diagnostics: [...diagnostics, threshold] };
}

function typeSpanOf(map: DataMap): DataMap['span'] | undefined {
  return entryOf(map, 'AnalysisType')?.value.span;
}

function plainOf(map: DataMap, key: string): unknown {
  const value = entryOf(map, key)?.value;
  return value === undefined ? undefined : plainData(value);
}
