import { type Diagnostic, diagnose, nearestName, type Result } from '../diagnostics/index.ts';
import { always, type LogSource, type Loss, type Schedule, type Search } from '../ir/index.ts';
import { lowerEql } from '../languages/eql/index.ts';
import { esql } from '../languages/esql/index.ts';
import { kql } from '../languages/kql/index.ts';
import { lucene } from '../languages/lucene/index.ts';
import type { EmbeddedText } from '../source/index.ts';
import { isTable, type Path, type RuleDocument, stringsOf } from './elastic-document.ts';
import { addConditions, readFilters } from './elastic-filters.ts';
import { longest, ofNoSpan } from './elastic-schedule.ts';
import { indicatorMatch, newTerms, threshold } from './elastic-wrappers.ts';

export type Table = Readonly<Record<string, unknown>>;

/** A rule on its way from document to search; problems gather in `diagnostics`. */
export class RuleReading {
  readonly document: RuleDocument;
  readonly rule: Table;
  readonly schedule: Schedule;
  readonly diagnostics: Diagnostic[];
  /** What a search over several events loses, whatever the target is. */
  readonly losses: Loss[] = [];

  constructor(document: RuleDocument, rule: Table, schedule: Schedule, diagnostics: Diagnostic[]) {
    this.document = document;
    this.rule = rule;
    this.schedule = schedule;
    this.diagnostics = diagnostics;
  }

  report(diagnostic: Diagnostic): undefined {
    this.diagnostics.push(diagnostic);
  }

  span(...path: Path) {
    return this.document.span(['rule', ...path]);
  }

  missing(key: string): undefined {
    return this.report(diagnose('elastic/missing-key', { key }, this.span()));
  }

  wrong(key: string, wants: string, ...path: Path): undefined {
    return this.report(diagnose('elastic/key-type', { key, wants }, this.span(...path)));
  }

  /** A span of which the longest that it can be stands, as of `from`. */
  longest(key: string, text: string, ...path: Path): void {
    const [loss, diagnostic] = ofNoSpan(key, JSON.stringify(text), longest, this.span(...path));
    this.losses.push(loss);
    this.diagnostics.push(diagnostic);
  }

  source(indexKey: string): LogSource {
    const indices = stringsOf(this.rule[indexKey]);
    return indices.length === 0 ? {} : { elastic: { indices } };
  }

  /** The query under a key, with the filters beside it. */
  base(queryKey: string, filterKey: string, indexKey: string, lower: LowerQuery): Search | undefined {
    const search = this.#query(queryKey, filterKey, this.source(indexKey), lower);
    const conditions = readFilters(
      this.document,
      this.rule[filterKey],
      ['rule', filterKey],
      this.diagnostics,
    );
    return search && conditions && addConditions(search, conditions);
  }

  /** A rule that has filters needs no query. */
  #query(key: string, filterKey: string, source: LogSource, lower: LowerQuery): Search | undefined {
    const text = this.document.text(['rule', key]);
    if (text === undefined && this.rule[key] !== undefined) return this.wrong(key, 'a string', key);
    const hasFilters = Array.isArray(this.rule[filterKey]) && this.rule[filterKey].length > 0;
    if (text === undefined && !hasFilters) return this.missing(key);
    if (text === undefined || (text.text.trim() === '' && hasFilters))
      return { kind: 'events', source, where: always(true), origin: [this.span(key)] };
    const { value, diagnostics } = lower(text, source);
    this.diagnostics.push(...diagnostics);
    return value;
  }
}

export type LowerQuery = (text: EmbeddedText, source: LogSource) => Result<Search>;

const types = [
  ...['query', 'saved_query', 'eql', 'threshold', 'new_terms', 'threat_match', 'esql', 'machine_learning'],
];

/** The search of a rule, by its type: https://www.elastic.co/docs/solutions/security/detect-and-alert/about-detection-rules */
export function readSearch(reading: RuleReading): Search | undefined {
  const { type } = reading.rule;
  if (type === undefined) return reading.missing('type');
  switch (type) {
    case 'query':
      return ofEvents(reading);
    case 'saved_query':
      if (reading.rule['query'] === undefined)
        return reading.report(diagnose('elastic/saved-query', {}, reading.span('saved_id')));
      return ofEvents(reading);
    case 'eql':
      return ofEql(reading);
    case 'threshold':
      return threshold(reading, ofEvents(reading));
    case 'new_terms':
      return newTerms(reading, ofEvents(reading));
    case 'threat_match':
      return indicatorMatch(reading, ofEvents(reading), ofIndicators(reading));
    case 'esql':
      return ofEsql(reading);
    case 'machine_learning':
      return reading.report(diagnose('elastic/no-query', {}, reading.span('type')));
    default: {
      const name = typeof type === 'string' ? type : JSON.stringify(type);
      const nearest = nearestName(name, types);
      return reading.report(diagnose('elastic/unknown-type', { type: name, nearest }, reading.span('type')));
    }
  }
}

function ofEvents(reading: RuleReading): Search | undefined {
  const lower = languageOf(reading, 'language');
  return lower && reading.base('query', 'filters', 'index', lower);
}

function ofIndicators(reading: RuleReading): Search | undefined {
  const lower = languageOf(reading, 'threat_language');
  return lower && reading.base('threat_query', 'threat_filters', 'threat_index', lower);
}

function ofEql(reading: RuleReading): Search | undefined {
  const { language, event_category_override: category } = reading.rule;
  if (language !== undefined && language !== 'eql') return unknownLanguage(reading, 'language', ['eql']);
  const options = typeof category === 'string' ? { categoryField: category } : {};
  return reading.base('query', 'filters', 'index', (text, source) => lowerEql(text, source, options));
}

/** The query itself says which indices it is of. */
function ofEsql(reading: RuleReading): Search | undefined {
  const { language } = reading.rule;
  if (language !== undefined && language !== 'esql') return unknownLanguage(reading, 'language', ['esql']);
  return reading.base('query', 'filters', 'index', esql.lower);
}

/** Kibana takes a rule without a language for KQL. */
function languageOf(reading: RuleReading, key: string): LowerQuery | undefined {
  switch (reading.rule[key]) {
    case undefined:
    case 'kuery':
      return kql.lower;
    case 'lucene':
      return lucene.lower;
    default:
      return unknownLanguage(reading, key, ['kuery', 'lucene']);
  }
}

function unknownLanguage(reading: RuleReading, key: string, names: readonly string[]): undefined {
  const language = String(reading.rule[key]);
  const type = String(reading.rule['type']);
  const nearest = nearestName(language, names);
  return reading.report(diagnose('elastic/unknown-language', { language, type, nearest }, reading.span(key)));
}

/** For values that should be tables. */
export function tableAt(table: Table, key: string): Table | undefined {
  const value = table[key];
  return isTable(value) ? value : undefined;
}
