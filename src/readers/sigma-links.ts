import { type Diagnostic, diagnose, nearestName } from '../diagnostics/index.ts';
import { type Correlate, eventsOf, type Loss, type Rule, type Search } from '../ir/index.ts';
import { type DataMap, entryOf, type SourceFile } from '../source/index.ts';
import { type Applied, laterUses, pipelined, pipelinedCorrelation, withNamedKeys } from './pipeline/index.ts';
import type { ReadOptions, ReadRule } from './reader.ts';
import {
  type CorrelationInput,
  correlate,
  givenOfGroups,
  type RuleReference,
  referencesOf,
} from './sigma-correlation.ts';
import { readCorrelationKeys } from './sigma-correlation-keys.ts';
import {
  fallbackTitle,
  kindOfDocument,
  locationOf,
  type SigmaDocument,
  textAt,
  unreadDocument,
} from './sigma-documents.ts';
import { filtered, readFilter, type SigmaFilter, unknownRules } from './sigma-filter.ts';
import { readMetadata } from './sigma-metadata.ts';
import { missingTitle, readDetectionRule } from './sigma-rule.ts';
import type { SigmaRun } from './sigma-run.ts';

/** Rules beneath a correlation, those beneath its correlations included. */
const inputLimit = 300;

interface ReadCorrelation {
  readonly read: ReadRule;
  /** What it refers to. */
  readonly documents: readonly SigmaDocument[];
  readonly generates: boolean;
}

/** What the documents of a run come to, each with what the others say of it. */
export class SigmaLinks {
  readonly #run: SigmaRun;
  readonly #options: ReadOptions;
  readonly #correlations = new Map<SigmaDocument, ReadCorrelation | 'being read'>();
  #filters: readonly SigmaFilter[] | undefined;
  #hidden: ReadonlySet<SigmaDocument> | undefined;

  constructor(run: SigmaRun, options: ReadOptions) {
    this.#run = run;
    this.#options = options;
  }

  /** The rules of a document; none when it is a part of a correlation alone. */
  read(document: SigmaDocument): readonly ReadRule[] {
    const { map, diagnostics } = document;
    if (map === undefined)
      return diagnostics.some(({ severity }) => severity === 'error')
        ? [unreadDocument(document, diagnostics)]
        : [];
    const kind = kindOfDocument(map);
    if (kind === 'filter') return this.filterRemarks(document, map);
    if (this.hidden.has(document)) return [];
    if (kind === 'rule') return this.rule(document, map);
    const correlation = this.correlation(document, map);
    return correlation === 'being read' ? [] : [correlation.read];
  }

  private rule(document: SigmaDocument, map: DataMap): readonly ReadRule[] {
    return pipelined(map, this.#options, (changed, options) =>
      readDetectionRule(document, changed, options, filtered(map, this.filters, this.#options)),
    );
  }

  private get filters(): readonly SigmaFilter[] {
    this.#filters ??= this.#run.linking.flatMap(document =>
      document.map !== undefined && kindOfDocument(document.map) === 'filter'
        ? [readFilter(document, document.map, this.#options)]
        : [],
    );
    return this.#filters;
  }

  private filterRemarks(document: SigmaDocument, map: DataMap): readonly ReadRule[] {
    const filter = this.filters.find(each => each.document === document);
    if (filter === undefined) return [];
    const remarks = [...filter.diagnostics, ...unknownRules(filter, this.#run)];
    return remarks.length === 0 ? [] : [unreadDocument(document, remarks, map)];
  }

  /** What correlations refer to that does not ask to be generated; of one that cannot be read, nothing is hidden. */
  private get hidden(): ReadonlySet<SigmaDocument> {
    if (this.#hidden !== undefined) return this.#hidden;
    const hidden = new Set<SigmaDocument>();
    const shown = new Set<SigmaDocument>();
    for (const document of this.#run.linking) {
      if (document.map === undefined || kindOfDocument(document.map) !== 'correlation') continue;
      const correlation = this.correlation(document, document.map);
      if (correlation === 'being read' || correlation.read.rule === undefined) continue;
      for (const each of correlation.documents) (correlation.generates ? shown : hidden).add(each);
    }
    for (const each of shown) hidden.delete(each);
    this.#hidden = hidden;
    return hidden;
  }

  private correlation(document: SigmaDocument, map: DataMap): ReadCorrelation | 'being read' {
    const known = this.#correlations.get(document);
    if (known !== undefined) return known;
    this.#correlations.set(document, 'being read');
    const read = this.readCorrelation(document, map);
    this.#correlations.set(document, read);
    return read;
  }

  private readCorrelation(document: SigmaDocument, map: DataMap): ReadCorrelation {
    const diagnostics: Diagnostic[] = [];
    const give = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
    const written = readCorrelationKeys(map, give);
    const references = written === undefined ? [] : referencesOf(written);
    const parts = this.parts(references, document.file, give);
    const inputs = parts?.flatMap(({ input }) => input);
    const piped = this.piped(map, parts ?? []);
    const keys = piped === undefined ? written : readCorrelationKeys(piped.document, () => undefined);
    const search = keys && inputs && correlate(keys, inputs, map.span, give);
    const generates = isGenerated(map);
    const documents = parts?.map(part => part.document) ?? [];
    if (search !== undefined && !generates) give(correlatedRules(references, documents, map));
    const own = { ...map, entries: map.entries.filter(({ key }) => !ownKeys.has(key.written)) };
    const { metadata, diagnostics: ofMetadata } = readMetadata(own, fallbackTitle(document.file));
    const all = [
      ...document.diagnostics,
      ...ofMetadata,
      ...missingTitle(map, metadata),
      ...(parts ?? []).flatMap(part => (generates ? [] : part.diagnostics)),
      ...diagnostics,
    ];
    const rule = search && correlationRule({ metadata, search }, parts ?? [], piped, all);
    return {
      read: { location: locationOf(document, 0, map), rule, diagnostics: all },
      documents,
      generates,
    };
  }

  /** What pipelines make of a correlation; nothing without any. */
  private piped(map: DataMap, parts: readonly Part[]): Applied | undefined {
    if ((this.#options.pipelines ?? []).length === 0) return undefined;
    return pipelinedCorrelation(
      map,
      parts.flatMap(({ document }) => document.map ?? []),
      this.#options,
    );
  }

  /** What each reference means; nothing when one of them means none. */
  private parts(
    references: readonly RuleReference[],
    from: SourceFile,
    give: Give,
  ): readonly Part[] | undefined {
    const parts: Part[] = [];
    for (const reference of references) {
      const part = this.part(reference, from, give);
      if (part === undefined) continue;
      if (parts.some(({ document }) => document === part.document))
        give(diagnose('lower/correlation-rule-twice', { reference: reference.name }, reference.span));
      else parts.push(part);
    }
    if (parts.length < references.length || parts.length === 0) return undefined;
    const size = parts.reduce((sum, part) => sum + part.size, 0);
    if (size <= inputLimit) return parts;
    return void give(diagnose('lower/correlation-too-large', { limit: inputLimit }, references[0]?.span));
  }

  /** A name is looked for in its own file before it is in the others. */
  private part({ name, span }: RuleReference, from: SourceFile, give: Give): Part | undefined {
    const all = this.#run.find(name);
    const near = all.filter(({ file }) => file === from);
    const found = near.length > 0 ? near : all;
    const [document, ...more] = found;
    if (document?.map === undefined) {
      const nearest = nearestName(name, this.#run.references);
      return void give(diagnose('lower/unknown-rule', { reference: name, nearest }, span));
    }
    if (more.length > 0)
      return void give(diagnose('lower/ambiguous-rule', { reference: name, count: found.length }, span));
    const reads = this.referred(document, document.map);
    if (reads === undefined) return void give(diagnose('lower/correlation-cycle', { reference: name }, span));
    const search = joined(reads);
    if (search === undefined) {
      const { path } = document.file;
      return void give(diagnose('lower/correlation-of-broken-rule', { reference: name, path }, span));
    }
    const { map } = document;
    const called = [textAt(map, 'name'), textAt(map, 'id'), name].filter(each => each !== undefined);
    const own = textAt(map, 'name') ?? name;
    return {
      document,
      input: { name: own, called, search },
      joined: joinedBy(own, reads),
      losses: lossesOf(reads),
      diagnostics: reads.flatMap(read => read.diagnostics),
      size: [...eventsOf(search)].length,
    };
  }

  /** Nothing when the document is a correlation that is being read: it refers to itself. */
  private referred(document: SigmaDocument, map: DataMap): readonly ReadRule[] | undefined {
    if (kindOfDocument(map) === 'rule') return this.rule(document, map);
    const correlation = this.correlation(document, map);
    return correlation === 'being read' ? undefined : [correlation.read];
  }
}

/** The rule, with what is known of those beneath it and what pipelines make of it; nothing when they refuse it. */
function correlationRule(
  { metadata, search }: { readonly metadata: Rule['metadata']; readonly search: Correlate },
  parts: readonly Part[],
  piped: Applied | undefined,
  diagnostics: Diagnostic[],
): Rule | undefined {
  diagnostics.push(...(piped?.diagnostics ?? []));
  if (piped?.diagnostics.some(({ severity }) => severity === 'error')) return undefined;
  const losses = parts.flatMap(part => part.losses);
  const given = givenOfGroups(search);
  return {
    metadata,
    ...(given.length === 0 ? {} : { given }),
    search: piped === undefined ? search : withNamedKeys(search, piped),
    joined: parts.flatMap(part => part.joined),
    ...(losses.length === 0 ? {} : { losses }),
    ...(piped === undefined ? {} : laterUses(piped)),
  };
}

/** What is counted of events is other than it was, in a way that no direction tells. */
function lossesOf(reads: readonly ReadRule[]): readonly Loss[] {
  const losses = reads.flatMap(({ rule }) => rule?.losses ?? []);
  return losses.map(({ why }) => ({ verdict: 'different', why }));
}

type Give = (diagnostic: Diagnostic) => void;

interface Part {
  readonly document: SigmaDocument;
  readonly input: CorrelationInput;
  readonly joined: NonNullable<Rule['joined']>;
  readonly losses: readonly Loss[];
  readonly diagnostics: readonly Diagnostic[];
  /** How many searches for events are beneath it. */
  readonly size: number;
}

const ownKeys = new Set(['correlation', 'generate']);

/** The schema has `generate` beside the correlation, pySigma reads it inside. */
function isGenerated(map: DataMap): boolean {
  const body = entryOf(map, 'correlation')?.value;
  const inner = body?.kind === 'map' ? entryOf(body, 'generate') : undefined;
  const value = (inner ?? entryOf(map, 'generate'))?.value;
  return value?.kind === 'scalar' && value.value === true;
}

/** The rule, and those that it refers to itself. */
function joinedBy(name: string, reads: readonly ReadRule[]): Part['joined'] {
  const [rule] = reads.flatMap(read => read.rule ?? []);
  return rule === undefined ? [] : [{ name, metadata: rule.metadata }, ...(rule.joined ?? [])];
}

/** Each condition of a rule finds events of it. */
function joined(reads: readonly ReadRule[]): Search | undefined {
  const searches = reads.flatMap(({ rule }) => (rule === undefined ? [] : [rule.search]));
  const [first] = searches;
  if (first === undefined || searches.length < reads.length) return undefined;
  return searches.length === 1 ? first : { kind: 'union', searches, origin: first.origin };
}

function correlatedRules(
  references: readonly RuleReference[],
  documents: readonly SigmaDocument[],
  map: DataMap,
): Diagnostic {
  const names = documents.map(each => (each.map && textAt(each.map, 'title')) ?? '');
  const related = documents.flatMap(({ map: rule }, index) =>
    rule === undefined ? [] : [{ message: `\`${references[index]?.name}\``, span: startOf(rule) }],
  );
  const listed = names.map(name => `‘${name}’`).join(', ');
  const span = entryOf(map, 'correlation')?.key.span;
  return diagnose('read/sigma-correlated-rules', { names: listed }, span, { related });
}

function startOf({ span }: DataMap): DataMap['span'] {
  return { ...span, end: span.start };
}
