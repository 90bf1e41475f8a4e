import {
  and,
  type Compares,
  type Correlate,
  type Expression,
  exists,
  field,
  type IndicatorPair,
  type Measure,
  type NewTerms,
  type Predicate,
  printPredicate,
  type Search,
} from '../ir/index.ts';
import { secondsBeforeRun } from './date-maths.ts';
import { isTable, type Path, stringsOf } from './elastic-document.ts';
import { addConditions } from './elastic-filters.ts';
import { parseBefore } from './elastic-schedule.ts';
import type { RuleReading } from './elastic-search.ts';

/**
 * At least so many events of a group in one run, and at least so many different values of a field. An event without one
 * of the grouping fields is in no group.
 */
export function threshold(reading: RuleReading, from: Search | undefined): Search | undefined {
  const { threshold: table } = reading.rule;
  if (!isTable(table)) return reading.missing('threshold');
  const { value } = table;
  if (typeof value !== 'number') return reading.wrong('threshold.value', 'a number', 'threshold');
  const names = stringsOf(table['field']).filter(name => name !== '');
  const by = names.map(name => fieldAt(reading, name, 'threshold', 'field'));
  const bounds = [bound(reading, 'count', [], value), ...distinctBounds(reading, table['cardinality'])];
  if (from === undefined || !bounds.every(each => each !== undefined)) return undefined;
  const grouped = addConditions(from, missing(from, by));
  const search: Correlate = {
    kind: 'correlate',
    inputs: [{ name: 'events', search: grouped }],
    aliases: {},
    by,
    window: { kind: 'schedule', every: reading.schedule.every, lookBack: reading.schedule.lookBack },
    ordered: false,
    measures: bounds.map(each => each.measure),
    having: and(bounds.map(each => each.leaf)),
    origin: [reading.span('threshold')],
  };
  return search;
}

/** That each grouping field is there, where the query does not say so already. */
function missing(from: Search, by: readonly Expression[]): readonly Predicate[] {
  const where = from.kind === 'events' ? from.where : undefined;
  const said = new Set(
    (where?.kind === 'and' ? where.operands : [where]).map(each => each && printPredicate(each)),
  );
  return by.map(each => exists(each)).filter(each => !said.has(printPredicate(each)));
}

interface Bound {
  readonly measure: Measure;
  readonly leaf: Compares;
}

function distinctBounds(reading: RuleReading, value: unknown): readonly (Bound | undefined)[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return list.map((entry, index) => {
    const place: Path = ['threshold', 'cardinality', index];
    if (!isTable(entry) || typeof entry['field'] !== 'string' || typeof entry['value'] !== 'number')
      return reading.wrong('threshold.cardinality', 'a field and a number', ...place);
    const of = [fieldAt(reading, entry['field'], ...place, 'field')];
    return bound(reading, index === 0 ? 'distinct' : `distinct_${index + 1}`, of, entry['value']);
  });
}

function bound(reading: RuleReading, name: string, of: readonly Expression[], least: number): Bound {
  const origin = [reading.span('threshold')];
  const left = field(name, 'elastic', origin);
  const right: Expression = { kind: 'literal', value: least, origin };
  return {
    measure: { name, function: of.length === 0 ? 'count' : 'countDistinct', of },
    leaf: {
      kind: 'compares',
      left,
      operator: 'gte',
      right,
      as: 'number',
      casing: 'exact',
      quantifier: 'any',
      origin,
    },
  };
}

function fieldAt(reading: RuleReading, name: string, ...path: Path): Expression {
  return field(name, 'elastic', [reading.span(...path)]);
}

/**
 * Detection-rules TOML nests what Kibana has as new_terms_fields and history_window_start. Kibana refuses a history that is no
 * longer than what a run looks at: https://www.elastic.co/docs/solutions/security/detect-and-alert/create-detection-rule#create-new-terms-rule
 */
export function newTerms(reading: RuleReading, from: Search | undefined): NewTerms | undefined {
  const { new_terms: table, new_terms_fields: fields, history_window_start: start } = reading.rule;
  const names = stringsOf(isTable(table) ? table['value'] : fields);
  const written = String(isTable(table) ? windowStart(table['history_window_start']) : start);
  // Of a month or a rounded instant the longest stands, as of `from`.
  const history = parseBefore(written) ?? secondsBeforeRun(written)?.most;
  const key = isTable(table) ? 'new_terms' : 'new_terms_fields';
  if (names.length === 0) return reading.missing(`${key} with fields`);
  const place = isTable(table) ? key : 'history_window_start';
  if (history === undefined)
    return reading.wrong('history_window_start', 'a span before now (now-7d)', place);
  const { lookBack, until = 0 } = reading.schedule;
  if (history <= lookBack + until)
    return reading.wrong(
      'history_window_start',
      'further back than `from`: new is what its runs see first in that window',
      place,
    );
  if (parseBefore(written) === undefined) reading.longest('history_window_start', written, place);
  return (
    from && {
      kind: 'newTerms',
      from,
      fields: names.map(name => fieldAt(reading, name, key)),
      history,
      origin: [reading.span(key)],
    }
  );
}

function windowStart(value: unknown): unknown {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return isTable(first) ? first['value'] : first;
}

/** All entries of a set of the mapping must fit; any of the sets. */
export function indicatorMatch(
  reading: RuleReading,
  from: Search | undefined,
  indicators: Search | undefined,
): Search | undefined {
  const mapping: unknown = reading.rule['threat_mapping'];
  if (!Array.isArray(mapping) || mapping.length === 0) return reading.missing('threat_mapping');
  const sets: readonly unknown[] = mapping;
  const pairs = sets.map((set, index) => readSet(reading, set, ['threat_mapping', index]));
  if (from === undefined || indicators === undefined || !pairs.every(set => set !== undefined))
    return undefined;
  return { kind: 'indicatorMatch', from, indicators, pairs, origin: [reading.span('threat_mapping')] };
}

function readSet(reading: RuleReading, set: unknown, path: Path): readonly IndicatorPair[] | undefined {
  const entries: unknown = isTable(set) ? set['entries'] : undefined;
  if (!Array.isArray(entries) || entries.length === 0)
    return reading.wrong('threat_mapping', 'sets of entries', ...path);
  const list: readonly unknown[] = entries;
  const pairs = list.map((entry, index) => readEntry(reading, entry, [...path, 'entries', index]));
  if (!pairs.every(pair => pair !== undefined)) return undefined;
  return pairs.some(({ negated }) => !negated)
    ? pairs
    : reading.wrong(
        'a set of threat_mapping',
        'an entry that matches (not those with negate alone)',
        ...path,
      );
}

function readEntry(reading: RuleReading, entry: unknown, path: Path): IndicatorPair | undefined {
  if (!isTable(entry) || typeof entry['field'] !== 'string' || typeof entry['value'] !== 'string')
    return reading.wrong('an entry of threat_mapping', 'a field and a value', ...path);
  // Each is compared with a term query, to which a wildcard in a name is a letter like others.
  if ([entry['field'], entry['value']].some(name => name.includes('*')))
    return reading.wrong('an entry of threat_mapping', 'names of fields (not patterns of them)', ...path);
  return {
    event: fieldAt(reading, entry['field'], ...path),
    indicator: fieldAt(reading, entry['value'], ...path),
    ...(entry['negate'] === true ? { negated: true } : {}),
  };
}
