import {
  always,
  and,
  type Expression,
  fieldsOf,
  fillAsExtend,
  leaves,
  type Measure,
  mapFields,
  mapLeaves,
  mapSubjects,
  type Pipeline,
  type Predicate,
  type Search,
  type Stage,
  subjects,
} from '../../ir/index.ts';
import { extractedColumns } from './extracted-columns.ts';

/** Events that make rows, and what the columns of a row are in terms of its event. */
export interface RowKind {
  readonly where: Predicate;
  /** undefined: nothing that an event says by itself. */
  readonly columns: ReadonlyMap<string, Expression | undefined>;
}

/** What rows are put together by, and what is asked of the result. */
export interface Grouping {
  readonly by: readonly Expression[];
  /** The columns of `by`. */
  readonly names: readonly string[];
  readonly measures: readonly Measure[];
  /** Seconds: of a bucket, or of a window that ends with each row. */
  readonly span?: number;
  /** In terms of keys and measures. */
  readonly after: readonly Predicate[];
  /** Measures stand beside each row, which stays. */
  readonly isBeside: boolean;
  /** What the rows of the groups are put together by again: all in terms of keys and measures. */
  readonly next?: Grouping;
}

/** The events that a search is about; undefined where they are found by something else than looking at each. */
export function rowKinds(search: Search, withScope: boolean): readonly RowKind[] | undefined {
  switch (search.kind) {
    case 'events': {
      const { scope } = search.source;
      const where = scope === undefined || !withScope ? search.where : and([scope, search.where]);
      return [{ where, columns: new Map() }];
    }
    case 'union': {
      const kinds = search.searches.map(each => rowKinds(each, withScope));
      return kinds.every(each => each !== undefined) ? kinds.flat() : undefined;
    }
    case 'pipeline':
      return groupedRows(search, withScope)?.rows;
    default:
      return undefined;
  }
}

/** The rows of a pipeline before they are put together, and how they are; no grouping where each stands for itself. */
export function groupedRows(
  search: Pipeline,
  withScope: boolean,
): { readonly rows: readonly RowKind[]; readonly grouping?: Grouping } | undefined {
  let rows = rowKinds(search.from, withScope);
  if (rows === undefined) return undefined;
  let once: readonly Expression[] = [];
  for (const [index, stage] of search.stages.entries()) {
    if (isGrouping(stage)) {
      const later = search.stages.slice(index + 1);
      return { rows, grouping: groupingOf(countingOnce(stage, once), later, undefined) };
    }
    if (stage.kind === 'dedup') once = stage.by;
    rows = rows.map(row => changed(row, stage));
  }
  return { rows };
}

type GroupingStage = Extract<Stage, { kind: 'aggregate' | 'window' | 'joinAggregate' }>;

function isGrouping(stage: Stage): stage is GroupingStage {
  return stage.kind === 'aggregate' || stage.kind === 'window' || stage.kind === 'joinAggregate';
}

/** Where but some rows of each key are left, as many are counted as there are keys. */
function countingOnce<Found extends GroupingStage>(stage: Found, once: readonly Expression[]): Found {
  const keys = stage.kind === 'window' ? stage.by : stage.by.map(({ value }) => value);
  const grouped = new Set(keys.map(nameOf));
  const key = once.find(each => !grouped.has(nameOf(each)));
  if (key === undefined) return stage;
  const measures = stage.measures.map(measure =>
    measure.function === 'count' && measure.of.length === 0
      ? ({ ...measure, function: 'countDistinct', of: [key] } as const)
      : measure,
  );
  return { ...stage, measures };
}

function nameOf(expression: Expression): string {
  return expression.kind === 'field' ? expression.name : '';
}

/** `before`: what the columns of the rows are, where these are groups themselves. */
function groupingOf(stage: GroupingStage, later: readonly Stage[], before: RowKind | undefined): Grouping {
  let row: RowKind = { where: always(true), columns: new Map() };
  const after: Predicate[] = [];
  const own = ownGrouping(stage, before);
  for (const [index, next] of later.entries()) {
    if (next.kind === 'aggregate')
      return { ...own, after, next: groupingOf(next, later.slice(index + 1), row) };
    if (next.kind === 'filter') after.push(predicateIn(next.where, row) ?? next.where);
    else row = changed(row, next);
  }
  return { ...own, after };
}

function ownGrouping(stage: GroupingStage, before: RowKind | undefined): Omit<Grouping, 'after'> {
  const inColumns = (each: Expression): Expression =>
    before === undefined ? each : (expressionIn(each, before) ?? each);
  const measures = stage.measures.map(measure => ({ ...measure, of: measure.of.map(inColumns) }));
  if (stage.kind === 'window') {
    const span = stage.span === undefined ? {} : { span: stage.span };
    return { by: stage.by, names: [], measures, isBeside: true, ...span };
  }
  const by = stage.by.map(({ value }) => inColumns(value));
  const names = stage.by.map(({ name }) => name);
  const window = stage.kind === 'aggregate' ? stage.window : undefined;
  const span = window?.kind === 'tumbling' ? window.length : undefined;
  const isBeside = stage.kind === 'joinAggregate';
  return { by, names, measures, isBeside, ...(span === undefined ? {} : { span }) };
}

function changed(row: RowKind, stage: Stage): RowKind {
  const columns = new Map(row.columns);
  switch (stage.kind) {
    case 'filter': {
      const where = predicateIn(stage.where, row);
      return where === undefined ? row : { ...row, where: and([row.where, where]) };
    }
    case 'extend': {
      let next = row;
      for (const { name, value } of stage.fields) {
        columns.set(name, expressionIn(value, next));
        next = { ...next, columns: new Map(columns) };
      }
      return next;
    }
    case 'rename':
      for (const { from, to } of stage.fields)
        columns.set(to, row.columns.get(from) ?? { kind: 'field', name: from, vendor: 'sigma', origin: [] });
      return { ...row, columns };
    case 'extract': {
      const subject = expressionIn(stage.subject, row);
      const cut = subject === undefined ? undefined : extractedColumns(stage, subject);
      for (const name of stage.fields) columns.set(name, cut?.get(name));
      return { ...row, columns };
    }
    case 'fill':
      return stage.fields.length === 0 ? row : changed(row, fillAsExtend(stage, 'sigma'));
    default:
      return row;
  }
}

/** In terms of the event; undefined where that cannot be said. */
export function expressionIn(expression: Expression, { columns }: RowKind): Expression | undefined {
  const isKnown = fieldsOf(expression).every(
    ({ name }) => !columns.has(name) || columns.get(name) !== undefined,
  );
  return isKnown ? mapFields(expression, each => columns.get(each.name) ?? each) : undefined;
}

export function predicateIn(predicate: Predicate, row: RowKind): Predicate | undefined {
  for (const { leaf } of leaves(predicate))
    if (subjects(leaf).some(each => expressionIn(each, row) === undefined)) return undefined;
  return mapLeaves(predicate, leaf => mapSubjects(leaf, each => expressionIn(each, row) ?? each));
}
