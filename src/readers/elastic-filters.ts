import type { Diagnostic } from '../diagnostics/index.ts';
import { always, and, fold, not, or, type Predicate, type Search } from '../ir/index.ts';
import { isTable, type Path, type RuleDocument } from './elastic-document.ts';
import { DslReader, longestPath } from './query-dsl.ts';

type Table = Readonly<Record<string, unknown>>;

/**
 * Kibana's filters: Query DSL with `meta.negate` and `meta.disabled`. All must hold. Undefined when one cannot be lowered:
 * the rule is then refused.
 * https://github.com/elastic/kibana/tree/main/src/platform/packages/shared/kbn-es-query
 */
export function readFilters(
  document: RuleDocument,
  value: unknown,
  path: Path,
  diagnostics: Diagnostic[],
): readonly Predicate[] | undefined {
  if (value === undefined || value === null) return [];
  const reader = new DslReader(document, diagnostics);
  if (!Array.isArray(value)) return reader.refuse('filters are a list', path);
  const list: readonly unknown[] = value;
  const filters = list.map((filter, index) => readFilter(filter, [...path, index], reader));
  return filters.every(filter => filter !== undefined) ? filters.map(fold).filter(isUseful) : undefined;
}

function isUseful(predicate: Predicate): boolean {
  return predicate.kind !== 'always' || !predicate.value;
}

function readFilter(filter: unknown, path: Path, reader: DslReader): Predicate | undefined {
  if (!isTable(filter)) return reader.refuse('a filter is an object', path);
  const meta = isTable(filter['meta']) ? filter['meta'] : {};
  if (meta['disabled'] === true) return always(true, reader.origin(path));
  const lowered =
    meta['type'] === 'combined' ? readCombined(meta, path, reader) : readQuery(filter, path, reader);
  return lowered && meta['negate'] === true ? not(lowered, reader.origin(path)) : lowered;
}

/** Older exports hold the query beside `meta` instead of under `query`. */
function readQuery(filter: Table, path: Path, reader: DslReader): Predicate | undefined {
  if (isTable(filter['query'])) return reader.query(filter['query'], [...path, 'query']);
  const bare = Object.fromEntries(
    Object.entries(filter).filter(([key]) => key !== 'meta' && key !== '$state' && key !== 'query'),
  );
  return reader.query(bare, path);
}

/** Filters joined by AND or OR in Kibana's filter editor. */
function readCombined(meta: Table, path: Path, reader: DslReader): Predicate | undefined {
  const { params, relation } = meta;
  const place = [...path, 'meta', 'params'];
  if (!Array.isArray(params) || place.length > longestPath)
    return reader.refuse('a combined filter has params', place);
  const list: readonly unknown[] = params;
  const parts = list.map((part, index) => readFilter(part, [...place, index], reader));
  if (!parts.every(part => part !== undefined)) return undefined;
  return (relation === 'OR' ? or : and)(parts, reader.origin(path));
}

/** The search with further conditions on each of its events; `attached`: of lists that go with the rule in its own product. */
export function addConditions(search: Search, conditions: readonly Predicate[], attached = false): Search {
  if (conditions.length === 0) return search;
  const add = (each: Search) => addConditions(each, conditions, attached);
  switch (search.kind) {
    case 'events':
      return {
        ...search,
        where: fold(and([search.where, ...conditions], search.where.origin)),
        ...(attached ? { unattached: search.where } : {}),
      };
    case 'union':
      return { ...search, searches: search.searches.map(add) };
    case 'pipeline':
    case 'newTerms':
    case 'indicatorMatch':
      return { ...search, from: add(search.from) };
    case 'sequence': {
      const steps = search.steps.map(step => ({ ...step, search: add(step.search) }));
      const { until } = search;
      return {
        ...search,
        steps,
        ...(until === undefined ? {} : { until: { ...until, search: add(until.search) } }),
      };
    }
    case 'correlate':
      return {
        ...search,
        inputs: search.inputs.map(input => ({ ...input, search: add(input.search) })),
      };
  }
}
