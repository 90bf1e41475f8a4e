import { type Diagnostic, diagnose, type Result, success } from '../diagnostics/index.ts';
import type { Events, Expression, Field, LogSource, Rule, Search } from '../ir/index.ts';
import { mapFields } from '../ir/index.ts';
import type { DataSource } from './data-source.ts';
import { nameIn } from './field-table.ts';
import { fieldType } from './field-type.ts';
import { findField } from './find-field.ts';
import type { MappedField } from './mapped-field.ts';
import { type Recognised, recogniseElastic } from './recognise-elastic.ts';
import { locatePanther } from './recognise-panther.ts';
import { recogniseSigma, unknownLogSource } from './recognise-sigma.ts';
import { dataSource, tableOf } from './registry.ts';
import { mapPredicate, mapSearch } from './search-walk.ts';
import { withinSource } from './within-source.ts';
import { writtenName } from './written-name.ts';

/**
 * Finds the data source of every `events` node, moves the conjuncts that select it into `source.scope`, and gives each
 * field its canonical name and type. Written names and vendors stay.
 */
export function resolve(rule: Rule): Result<Rule> {
  const unknown = new Map<string, Diagnostic>();
  const search = mapSearch(rule.search, {
    events: events => {
      const found = resolveEvents(events, rule.metadata.vendor);
      noteUnknown(found, unknown);
      return found;
    },
    expression: resolveExpression,
  });
  const given = [...(rule.given ?? []), ...[...unknown.keys()].map(written => `log-source:${written}`)];
  const resolved = { ...rule, search, ...(given.length === 0 ? {} : { given }) };
  const diagnostics = [...unknown.values()];
  if (rule.suppression === undefined) return success(resolved, diagnostics);
  const source = sourceOf(search);
  const by = rule.suppression.by.map(key => resolveExpression(key, source));
  return success({ ...resolved, suppression: { ...rule.suppression, by } }, diagnostics);
}

/** Without a table that has it, nothing but the product, if that, says which events are of a log source. */
function noteUnknown({ source, origin }: Events, unknown: Map<string, Diagnostic>): void {
  const found = source.sigma && unknownLogSource(source.sigma);
  if (found === undefined || unknown.has(found.written)) return;
  const at = origin[0] && { ...origin[0], end: origin[0].start };
  unknown.set(found.written, diagnose('fields/unknown-log-source', { ...found, source: source.id }, at));
}

/** Events of an Elastic rule in their data source, with its fields. */
export function locatedEvents(events: Events): Events {
  return resolveEvents(events, 'elastic');
}

function resolveEvents(events: Events, vendor: Rule['metadata']['vendor']): Events {
  const found = withinSource(locate(events, vendor));
  const predicate = (where: Events['where']) =>
    mapPredicate(where, one => resolveExpression(one, found.source));
  const scope = found.source.scope && predicate(found.source.scope);
  return {
    ...events,
    source: { ...found.source, ...(scope === undefined ? {} : { scope }) },
    where: predicate(found.where),
    ...(found.elsewhere === undefined
      ? {}
      : { elsewhere: { ...found.elsewhere, where: predicate(found.elsewhere.where) } }),
    ...(events.unattached === undefined
      ? {}
      : {
          unattached: predicate(withinSource(locate({ ...events, where: events.unattached }, vendor)).where),
        }),
  };
}

function locate(events: Events, vendor: Rule['metadata']['vendor']): Events {
  const { source, where } = events;
  if (source.id !== undefined) return events;
  if (source.elastic || (vendor === 'elastic' && isUnsaid(source))) {
    const found = recogniseElastic(source, where);
    const elastic = source.elastic ?? indicesOf(dataSource(found.id));
    return located({ ...events, source: { ...source, elastic } }, found);
  }
  const found = source.sigma
    ? { id: recogniseSigma(source.sigma), scope: undefined, where }
    : locatePanther(source, where);
  return found.id === undefined ? events : located(events, found);
}

function located(events: Events, { id, isForeign, scope, where }: Recognised): Events {
  const named = { ...(id === undefined ? {} : { id }), ...(isForeign ? { isForeign } : {}) };
  return {
    ...events,
    source: { ...events.source, ...named, ...(scope === undefined ? {} : { scope }) },
    where,
  };
}

/** A query by itself names no indices: its conjuncts alone may tell where its events are. */
function isUnsaid(source: LogSource): boolean {
  return !source.sigma && !source.splunk && !source.panther;
}

function indicesOf(known: DataSource | undefined): NonNullable<LogSource['elastic']> {
  if (known === undefined) return { indices: ['logs-*'] };
  const { indices, category } = known.elastic;
  return { indices, ...(category === undefined ? {} : { category }) };
}

function resolveExpression(expression: Expression, source: LogSource | undefined): Expression {
  return mapFields(expression, field => resolveField(field, source));
}

function resolveField(written: Field, source: LogSource | undefined): Field {
  if (written.canonical !== undefined) return written;
  const field = written.isGeneric ? withoutPipeline(written, source) : written;
  if (field.namedBy !== undefined) return field;
  const mapped = findField(field, tableOf(source));
  const canonical =
    mapped?.canonical ?? (field.vendor === 'elastic' ? writtenName(field.name, 'elastic').name : undefined);
  if (canonical === undefined) return field;
  const isTyped = field.type === undefined && mapped?.type !== undefined;
  const type = field.type ?? mapped?.type ?? fieldType(canonical);
  return { ...field, name: spelled(field, mapped), canonical, type, ...(isTyped ? { isTyped } : {}) };
}

/** Panther finds a key in any case: the name is what the log has. */
function spelled({ name, vendor }: Field, mapped: MappedField | undefined): string {
  const own = vendor === 'panther' && mapped !== undefined ? nameIn(mapped, vendor) : undefined;
  return own?.toLowerCase() === name.toLowerCase() ? own : name;
}

/**
 * Pipelines that change the log source bring rules to the names of another one of Sigma's, `Image` to `NewProcessName`, and leave the
 * product's names to others; conditions that they add are on EventID or Channel for all products.
 */
function withoutPipeline(field: Field, source: LogSource | undefined): Field {
  const { namedBy: _, isGeneric: __, ...own } = field;
  return tableOf(source).listed(field.vendor, field.name) ? own : field;
}

/** The first source that a search looks at. */
function sourceOf(search: Search): LogSource | undefined {
  let found: LogSource | undefined;
  mapSearch(search, {
    events: events => {
      found ??= events.source;
      return events;
    },
    expression: expression => expression,
  });
  return found;
}
