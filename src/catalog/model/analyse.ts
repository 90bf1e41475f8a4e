import type { CompileOptions } from '../../compile/index.ts';
import { describeRule } from '../../describe/index.ts';
import { duration } from '../../describe/wording.ts';
import { resolve } from '../../fields/index.ts';
import { eventsOf, type Metadata, type Predicate, type Rule } from '../../ir/index.ts';
import type { Macros } from '../../languages/spl/index.ts';
import { predicatesOf } from '../../languages/spl/index.ts';
import type { ReadRule } from '../../readers/index.ts';
import type { SourceFile } from '../../source/index.ts';
import { bodyOf } from './body.ts';
import type { AnalysedRule, RuleDetail, RuleEntry, Stage } from './catalog-rule.ts';
import { conditionsOf } from './conditions-of.ts';
import { actionsOf, attackOf, fieldsOfRule, sourcesOf, sourceTitle } from './facts-of.ts';
import { groupByOf, outputsOf } from './grouping.ts';
import { withoutGuards } from './guards.ts';
import { logicOf } from './logic-of.ts';
import { type PantherParts, pantherParts } from './panther-parts.ts';
import { placementOf } from './placement.ts';
import { asThoughtOf } from './program.ts';
import { saidSources } from './said-sources.ts';
import { type Conditions, merged, mergedExclusions, splitConditions } from './split-conditions.ts';
import { escuSearch, splunkRows, splunkStages, stagesOf } from './stages-of.ts';
import { type CatalogTarget, translationsOf, usualOptions, witnessesOf } from './translate.ts';
import { unreadMetadata } from './unread.ts';

/** A rule as it was read, with the file that holds it. */
export interface RuleInput {
  readonly read: ReadRule;
  readonly file: SourceFile;
  /** Offset where the next rule of the file begins; its end after the last. */
  readonly end: number;
  readonly macros: Macros;
  /** How to translate; as usual, when absent. */
  readonly options?: CompileOptions;
}

/** All that the catalog says of one rule by itself. */
export async function analyseRule(
  input: RuleInput,
  targets: readonly CatalogTarget[],
): Promise<AnalysedRule> {
  const { read } = input;
  const metadata = read.rule?.metadata ?? read.known?.metadata ?? unreadMetadata(read, input.file);
  const whole = read.rule ?? knownRule(read.known);
  const shown = whole && { ...whole, search: asThoughtOf(whole) };
  const seen = { ...input, metadata, shown, parts: pantherParts(read, input.file) };
  const taken = takeApart(seen);
  const { options = usualOptions } = input;
  const translations = read.rule === undefined ? [] : await translationsOf(read.rule, targets, options);
  return {
    entry: entryOf(seen, taken.conditions, translations),
    detail: detailOf(seen, taken.stages, translations),
  };
}

/** A rule with what can be shown of it, though its meaning may not be known as a whole. */
interface SeenRule extends RuleInput {
  readonly metadata: Metadata;
  readonly shown: Rule | undefined;
  /** Of a rule of Panther that looks at what others have found. */
  readonly parts: PantherParts | undefined;
}

function knownRule(known: ReadRule['known']): Rule | undefined {
  if (known?.search === undefined) return undefined;
  return resolve({ metadata: known.metadata, search: known.search }).value;
}

interface TakenApart {
  readonly conditions: Conditions;
  readonly stages: readonly Stage[];
}

function takeApart({ read, shown, file, macros, parts }: SeenRule): TakenApart {
  if (parts !== undefined) {
    const { predicates, stages } = parts;
    return { conditions: joined(predicates), stages };
  }
  const { format, document } = read.location;
  const search = format === 'escu' ? escuSearch(file, document) : undefined;
  if (search !== undefined) {
    const stages = splunkStages(search, macros);
    return { conditions: joined(predicatesOf(stages).map(withoutGuards)), stages: splunkRows(stages) };
  }
  if (shown === undefined) return { conditions: { indicators: [], exclusions: [] }, stages: [] };
  return {
    conditions: joined(conditionsOf(shown.search)),
    stages: stagesOf(shown, { file, format, document }),
  };
}

function joined(predicates: readonly Predicate[]): Conditions {
  const parts = predicates.map(splitConditions);
  return {
    indicators: merged(parts.flatMap(part => part.indicators)),
    exclusions: mergedExclusions(parts.flatMap(part => part.exclusions)),
  };
}

function entryOf(
  seen: SeenRule,
  conditions: Conditions,
  translations: RuleDetail['translations'],
): RuleEntry {
  const { read, metadata, parts } = seen;
  const { path, format, document, part, line } = read.location;
  const sources = sourcesSeen(seen);
  const { level, riskScore, status, created, modified, id, vendor, title } = metadata;
  return {
    ...{ path, format, document, part, line, vendor, title, language: languageOf(seen) },
    ...(id === undefined ? {} : { id }),
    ...(level === undefined ? {} : { level }),
    ...(riskScore === undefined ? {} : { riskScore }),
    ...(status === undefined ? {} : { status }),
    ...(created === undefined ? {} : { created }),
    ...(modified === undefined ? {} : { modified }),
    type: parts?.type ?? typeOf(seen.shown, metadata),
    ...attackOf(metadata),
    sources,
    ...placementOf(sources, metadata.tags, [...logTypesOf(seen.shown), ...(parts?.about ?? [])]),
    tags: metadata.tags,
    indicators: conditions.indicators,
    exclusions: conditions.exclusions,
    actions: actionsOf(conditions.indicators),
    isWhole: read.rule !== undefined,
    verdicts: Object.fromEntries(translations.map(({ target, verdict }) => [target, verdict])),
  };
}

function sourcesSeen({ read, file, metadata, shown, parts }: SeenRule): RuleEntry['sources'] {
  if (parts !== undefined && parts.sources.length > 0) return parts.sources;
  return shown === undefined ? saidSources(read, file, metadata) : sourcesOf(shown.search);
}

const formatLanguages: Readonly<Record<string, string>> = {
  sigma: 'Sigma',
  escu: 'SPL',
  savedsearches: 'SPL',
  spl: 'SPL',
  kql: 'KQL',
  lucene: 'Lucene',
  eql: 'EQL',
  esql: 'ES|QL',
  panther: 'Python',
};

const elasticLanguages: Readonly<Record<string, string>> = {
  kuery: 'KQL',
  lucene: 'Lucene',
  eql: 'EQL',
  esql: 'ES|QL',
};

/** Of Elastic's documents as they say it. */
function languageOf({ read: { location }, file, parts }: SeenRule): string {
  if (parts !== undefined) return parts.body.length > 0 ? 'SQL' : 'YAML';
  const own = formatLanguages[location.format];
  if (own !== undefined) return own;
  const text = location.format === 'kibana-ndjson' ? file.line(location.line) : file.text;
  const [, word = ''] = /["\n]language"?\s*[=:]\s*"(\w+)"/.exec(text) ?? [];
  return elasticLanguages[word] ?? 'KQL';
}

function stringOf(data: unknown, key: string): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const value: unknown = Reflect.get(data, key);
  return typeof value === 'string' ? value : undefined;
}

const types = {
  events: 'Single event',
  union: 'Any of several searches',
  pipeline: 'Aggregation or pipeline',
  sequence: 'Sequence of events',
  correlate: 'Threshold or correlation',
  newTerms: 'New terms',
  indicatorMatch: 'Indicator match',
} as const;

function typeOf(rule: Rule | undefined, { extra }: Metadata): string {
  if (rule !== undefined) return types[rule.search.kind];
  return (
    stringOf(extra['rule'], 'type')?.replaceAll('_', ' ') ?? stringOf(extra, 'type') ?? 'not read as a whole'
  );
}

function logTypesOf(rule: Rule | undefined): readonly string[] {
  if (rule === undefined) return [];
  return [
    ...new Set([...eventsOf(rule.search)].flatMap(({ source }) => source.panther?.logTypes ?? [])),
  ].sort();
}

function detailOf(
  input: SeenRule,
  stages: readonly Stage[],
  translations: RuleDetail['translations'],
): RuleDetail {
  const { read, metadata, shown: rule, parts } = input;
  const { description, licence, note, setup, authors, references, falsePositives } = metadata;
  const logic = rule === undefined ? undefined : logicOf(rule.search);
  return {
    ...(description === undefined ? {} : { description }),
    ...{ authors, references, falsePositives },
    ...(licence === undefined ? {} : { licence }),
    ...(note === undefined ? {} : { note }),
    ...(setup === undefined ? {} : { setup }),
    ...(parts === undefined ? timesOf(rule) : runsOf(parts)),
    groupBy: parts?.groupBy ?? (rule === undefined ? [] : groupByOf(rule)),
    indices: rule === undefined ? [] : indicesOf(rule),
    integrations: integrationsOf(metadata),
    logTypes: logTypesOf(rule),
    summary: read.rule === undefined ? [] : describeRule(read.rule, { sourceTitle }),
    body: [...bodyOf(input), ...(parts?.body ?? [])],
    stages,
    outputs: rule === undefined ? [] : outputsOf(rule),
    ...(logic === undefined ? {} : { logic }),
    fields: rule === undefined ? [] : fieldsOfRule(rule),
    translations,
    witnesses: read.rule === undefined ? [] : witnessesOf(read.rule),
    remarks: [...new Set(read.diagnostics.map(({ message }) => message))],
  };
}

function runsOf({ timeWindow, runsEvery }: PantherParts): Pick<RuleDetail, 'timeWindow' | 'runsEvery'> {
  return {
    ...(timeWindow === undefined ? {} : { timeWindow }),
    ...(runsEvery === undefined ? {} : { runsEvery }),
  };
}

function timesOf(rule: Rule | undefined): Pick<RuleDetail, 'timeWindow' | 'runsEvery' | 'newTerms'> {
  if (rule === undefined) return {};
  const { schedule, search } = rule;
  const within =
    search.kind === 'sequence'
      ? search.within
      : search.kind === 'correlate' && search.window.kind !== 'schedule'
        ? search.window.length
        : undefined;
  const window = within ?? schedule?.lookBack;
  return {
    ...(window === undefined ? {} : { timeWindow: duration(window) }),
    ...(schedule === undefined ? {} : { runsEvery: duration(schedule.every) }),
    ...(search.kind !== 'newTerms'
      ? {}
      : {
          newTerms: {
            fields: search.fields.flatMap(each => (each.kind === 'field' ? [each.name] : [])),
            history: duration(search.history),
          },
        }),
  };
}

function indicesOf({ search }: Rule): readonly string[] {
  return [...new Set([...eventsOf(search)].flatMap(({ source }) => source.elastic?.indices ?? []))].sort();
}

function integrationsOf({ extra }: Metadata): readonly string[] {
  const head = extra['metadata'];
  const listed: unknown =
    typeof head === 'object' && head !== null ? Reflect.get(head, 'integration') : undefined;
  return [listed].flat().filter(each => typeof each === 'string');
}
