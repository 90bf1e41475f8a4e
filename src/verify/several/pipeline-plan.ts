import {
  and,
  type Expression,
  fieldsIn,
  fieldsOf,
  type Measure,
  type Pipeline,
  type Predicate,
} from '../../ir/index.ts';
import { choosesEvents } from './own-order.ts';
import { inChain } from './pause-plots.ts';
import { times } from './plain-columns.ts';
import { kindOfRow, type Plan, type PlanOptions } from './plan-kinds.ts';
import { expressionIn, type Grouping, groupedRows, predicateIn, type RowKind } from './row-kinds.ts';
import { boundsOf } from './series-bounds.ts';
import { type Candidate, counts, mostCount } from './series-counts.ts';
import { eventsWithin, type Part, type WantedEvent } from './series-wanted.ts';
import { groupsWithin } from './series-wanted-groups.ts';
import { choiceIn } from './unfold-choices.ts';

/** Events that the conditions after a grouping ask for; where these do not do, so many of each kind; then more kinds of them. */
export function* plansOfPipeline(
  search: Pipeline,
  lookBack: number | undefined,
  options: PlanOptions,
): Generator<Plan> {
  const grouped = groupedRows(search, options.withScope);
  if (grouped === undefined) return;
  const rows = grouped.rows.map(row => withKeyConditions(row, grouped.grouping));
  const grouping = grouped.grouping && withoutBeside(grouped.grouping);
  const within = spanOf(grouping, rows) ?? lookBack;
  const span = within === undefined ? {} : { within };
  const withSpan = (kinds: Plan['kinds'], candidates: readonly Candidate[]): Plan => ({
    kinds,
    candidates: candidates.map(each => ({ ...span, ...each })),
    mostTried,
    ordering: orderingFields(search, rows, grouping),
  });
  const keys = keysOf(grouping).filter(key => !rows.some(row => isTime(expressionIn(key, row) ?? key)));
  const parts = rows.flatMap(row =>
    [row, ...conditioned(row, askedOf(grouping))].flatMap(each => partOf(each, keys, grouping, options)),
  );
  if (parts.length > 0) {
    const kinds = parts.map(part => part.kind);
    const blind = grouping?.next === undefined ? countsOf(kinds, grouping) : [];
    const chained = inChain(search, kinds.length);
    yield withSpan(kinds, [...chained, ...wanted(parts, grouping), ...blind, ...moreThanTaken(search)]);
  }
  const more = rows
    .flatMap(row => alternatives(row))
    .flatMap(row => partOf(row, keys, grouping, options))
    .slice(0, mostParts);
  const all = [...parts, ...more];
  if (more.length > 0)
    yield withSpan(
      all.map(part => part.kind),
      wanted(all, grouping),
    );
}

/** What is measured of events, where the first rows alone are taken. */
function orderingFields(
  { stages }: Pipeline,
  rows: readonly RowKind[],
  grouping: Grouping | undefined,
): readonly string[] {
  const kinds = new Set(stages.map(({ kind }) => kind));
  if (!kinds.has('sort') || !kinds.has('limit')) return [];
  const values = (grouping?.measures ?? []).flatMap(({ of }) => of);
  const inEvents = rows.flatMap(row => values.map(each => expressionIn(each, row) ?? each));
  return [...new Set(inEvents.flatMap(each => fieldsOf(each).map(({ name }) => name)))];
}

/** Of those that fit, which ones are taken shows where there is one more. */
function moreThanTaken(search: Pipeline): readonly Candidate[] {
  if (!choosesEvents(search)) return [];
  const taken = Math.min(...search.stages.flatMap(stage => (stage.kind === 'limit' ? stage.rows : [])));
  if (taken >= mostCount) return [];
  const slots = Array.from({ length: taken + 1 }, (_, variant) => ({ kind: 0, variant }));
  return [{ name: 'one event more than are taken', slots }];
}

const mostParts = 12;
const mostTried = 3_000;

function partOf(
  row: RowKind,
  keys: readonly Expression[],
  grouping: Grouping | undefined,
  options: PlanOptions,
): readonly Part[] {
  const asked = (grouping?.measures ?? []).flatMap(measure => measure.of);
  const kind = kindOfRow(row, keys, [...asked, ...(grouping?.by ?? [])], options);
  return kind === undefined ? [] : [{ kind, row }];
}

/** What is asked of the keys of groups is asked of the events that make them. */
function withKeyConditions(row: RowKind, grouping: Grouping | undefined): RowKind {
  const { names = [], by = [], after = [] } = grouping ?? {};
  const columns = new Map(names.map((name, index) => [name, by[index]]));
  const asked = after.flatMap(conjunctsOf).flatMap(each => {
    if (!fieldsIn(each).every(({ name }) => columns.has(name))) return [];
    const inRow = predicateIn(each, { ...row, columns });
    return (inRow && predicateIn(inRow, row)) ?? [];
  });
  return asked.length === 0 ? row : { ...row, where: and([row.where, ...asked]) };
}

/** What is put beside rows that are grouped later is measured with the groups. */
function withoutBeside(grouping: Grouping): Grouping {
  const { next, isBeside, measures, after } = grouping;
  if (next === undefined) return grouping;
  const later = withoutBeside(next);
  return isBeside
    ? { ...later, measures: [...measures, ...later.measures], after: [...after, ...later.after] }
    : { ...grouping, next: later };
}

/** What the last rows are grouped by, in terms of the first ones. */
function keysOf(grouping: Grouping | undefined): readonly Expression[] {
  const { by = [], names = [], next } = grouping ?? {};
  if (next === undefined) return by;
  const outer = keysOf(next).flatMap(key => (key.kind === 'field' ? [key.name] : []));
  return by.filter((_key, index) => outer.includes(names[index] ?? ''));
}

/** Seconds: of a bucket, or of a time that is cut to so many. */
function spanOf(grouping: Grouping | undefined, rows: readonly RowKind[]): number | undefined {
  if (grouping === undefined) return undefined;
  const [row] = rows;
  const keys = grouping.by.map(key => (row && expressionIn(key, row)) ?? key);
  return grouping.span ?? keys.flatMap(key => truncatedTo(key) ?? [])[0];
}

/** An event has its time where it stands in a series. */
function isTime(key: Expression): boolean {
  const fields = fieldsOf(key);
  return fields.length > 0 && fields.every(({ name }) => times.has(name));
}

const units: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3600, day: 86_400 };

function truncatedTo(key: Expression): number | undefined {
  if (key.kind !== 'call' || key.function !== 'dateTruncate') return undefined;
  const [, amount, unit] = key.arguments;
  if (amount?.kind !== 'literal' || unit?.kind !== 'literal') return undefined;
  const seconds = Number(amount.value) * (units[String(unit.value)] ?? Number.NaN);
  return seconds > 0 ? seconds : undefined;
}

function countsOf(kinds: Plan['kinds'], grouping: Grouping | undefined): readonly Candidate[] {
  const all: Candidate = {
    name: 'one event of each kind',
    slots: kinds.map((_kind, kind) => ({ kind, variant: kind })),
  };
  return [
    ...counts(kinds, grouping?.measures ?? [], grouping?.after ?? []),
    ...(kinds.length > 1 ? [all] : []),
  ];
}

const closeTogether = 60;

function wanted(parts: readonly Part[], grouping: Grouping | undefined): readonly Candidate[] {
  if (grouping === undefined || grouping.measures.length === 0) return [];
  const all = boundsOf(grouping.after).flatMap(bounds => {
    const { next, measures } = grouping;
    const events =
      next === undefined
        ? [eventsWithin(parts, measures, bounds)]
        : boundsOf(next.after).flatMap(outer => groupsWithin(parts, grouping, next, bounds, outer));
    return events.flatMap(each => (each === undefined ? [] : [each]));
  });
  const known = new Set<string>();
  return all.flatMap(events => {
    const key = JSON.stringify(events);
    if (known.has(key)) return [];
    known.add(key);
    return candidatesOf(events);
  });
}

/** Spread and close together, and in the other order. */
function candidatesOf(events: readonly WantedEvent[]): readonly Candidate[] {
  const of = (name: string, own: readonly WantedEvent[]): Candidate => ({
    name,
    slots: own.map((each, variant) => ({ ...each, variant, isKeyed: true })),
  });
  const name = 'what the conditions ask for';
  const orders = [of(name, events)];
  if (new Set(events.map(({ kind }) => kind)).size > 1)
    orders.push(of(`${name}, the other way round`, [...events].reverse()));
  if (events.length < 2) return orders;
  return [
    ...orders,
    ...orders.map(each => ({ ...each, name: `${each.name}, close together`, within: closeTogether })),
  ];
}

/** Measures that a condition names, or what the groups are put together by again. */
function askedOf(grouping: Grouping | undefined): readonly Measure[] {
  if (grouping === undefined) return [];
  if (grouping.next !== undefined) return grouping.measures;
  const names = new Set(grouping.after.flatMap(each => fieldsIn(each).map(({ name }) => name)));
  return grouping.measures.filter(({ name }) => names.has(name));
}

/** Events that a measure with a condition of its own counts, and those of the ways in which one chooses what it counts. */
function conditioned(row: RowKind, measures: readonly Measure[]): readonly RowKind[] {
  return measures.flatMap(({ where, of }) => [
    ...(where === undefined ? [] : withCondition(row, where)),
    ...of.flatMap(each => {
      const choice = choiceIn(expressionIn(each, row) ?? each);
      return (choice?.branches ?? []).map(({ when }) => ({ ...row, where: and([row.where, when]) }));
    }),
  ]);
}

function withCondition(row: RowKind, where: Predicate): readonly RowKind[] {
  const own = predicateIn(where, row);
  return own === undefined ? [] : [{ ...row, where: and([row.where, own]) }];
}

/** Rows of each of the alternatives that the events, or the first condition on them that has some, are made of. */
function alternatives(row: RowKind): readonly RowKind[] {
  const all = row.where.kind === 'and' ? conjunctsOf(row.where) : [row.where];
  const open = all.find(each => each.kind === 'or');
  if (open?.kind !== 'or') return [];
  const rest = all.filter(each => each !== open);
  return open.operands.slice(0, mostParts).map(each => ({ ...row, where: and([...rest, each]) }));
}

function conjunctsOf(predicate: Predicate): readonly Predicate[] {
  return predicate.kind === 'and' ? predicate.operands.flatMap(conjunctsOf) : [predicate];
}
