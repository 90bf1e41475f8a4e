import {
  and,
  type Expression,
  fieldsOf,
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

/** Events that make rows, and what the columns of a row are in terms of its event. */
export interface RowKind {
  readonly where: Predicate;
  /** undefined: nothing that an event says by itself. */
  readonly columns: ReadonlyMap<string, Expression | undefined>;
}

/** What rows are put together by, and what is asked of the result. */
export interface Grouping {
  readonly by: readonly Expression[];
  readonly measures: readonly Measure[];
  /** Seconds: of a bucket, or of a window that ends with each row. */
  readonly span?: number;
  readonly after: readonly Predicate[];
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
  let grouping: Grouping | undefined;
  for (const stage of search.stages) {
    if (grouping !== undefined) {
      if (stage.kind === 'filter') grouping = { ...grouping, after: [...grouping.after, stage.where] };
    } else if (stage.kind === 'aggregate' || stage.kind === 'window' || stage.kind === 'joinAggregate')
      grouping = groupingOf(stage);
    else rows = rows.map(row => changed(row, stage));
  }
  return { rows, ...(grouping === undefined ? {} : { grouping }) };
}

function groupingOf(stage: Extract<Stage, { kind: 'aggregate' | 'window' | 'joinAggregate' }>): Grouping {
  const { measures } = stage;
  if (stage.kind === 'window') {
    const span = stage.span === undefined ? {} : { span: stage.span };
    return { by: stage.by, measures, after: [], ...span };
  }
  const by = stage.by.map(({ value }) => value);
  const window = stage.kind === 'aggregate' ? stage.window : undefined;
  return { by, measures, after: [], ...(window?.kind === 'tumbling' ? { span: window.length } : {}) };
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
    case 'extract':
    case 'fill':
      for (const name of stage.fields) columns.set(name, undefined);
      return { ...row, columns };
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
