import { targetSource } from '../../fields/index.ts';
import {
  and,
  areOtherSources,
  type Correlate,
  type Expression,
  fold,
  leaves,
  type Measure,
  type Pipeline,
  type Search,
  type Sequence,
} from '../../ir/index.ts';
import { EventKind, type KindOptions } from './event-kind.ts';
import { plainText } from './plain-text.ts';
import { expressionIn, groupedRows, predicateIn, type RowKind, rowKinds } from './row-kinds.ts';
import type { TimedSearch } from './runner.ts';
import type { Pattern } from './series.ts';
import { type Candidate, counts, mostCount, numbersIn } from './series-counts.ts';

export interface PlanOptions extends KindOptions {
  readonly withScope: boolean;
}

/** What a search may need to alert, in the order in which it is tried. */
export interface Plan {
  readonly kinds: readonly EventKind[];
  readonly candidates: readonly Candidate[];
}

export type { Candidate } from './series-counts.ts';

export function planOf({ search, schedule }: TimedSearch, options: PlanOptions): Plan | undefined {
  switch (search.kind) {
    case 'sequence':
      return planSequence(search, options);
    case 'correlate':
      return planCorrelate(search, options);
    case 'pipeline':
      return search.from.kind === 'sequence' && search.stages.every(({ kind }) => kind === 'limit')
        ? planSequence(search.from, options)
        : planPipeline(search, schedule?.lookBack, options);
    default:
      return undefined;
  }
}

export function kindOf(
  search: Search,
  keys: readonly Expression[],
  more: readonly Expression[],
  options: PlanOptions,
): EventKind | undefined {
  const [row, ...rest] = rowKinds(search, options.withScope) ?? [];
  return row === undefined || rest.length > 0 ? undefined : kindOfRow(row, keys, more, options);
}

function kindOfRow(
  row: RowKind,
  keys: readonly Expression[],
  more: readonly Expression[],
  options: PlanOptions,
): EventKind | undefined {
  const own = keys.map(each => expressionIn(each, row) ?? each);
  const counted = more.flatMap(each => expressionIn(each, row) ?? []);
  return EventKind.of(row.where, own, counted, options);
}

function planSequence({ steps, until, within }: Sequence, options: PlanOptions): Plan | undefined {
  const all = until === undefined ? steps : [...steps, until];
  const made = all.map(step =>
    kindOf(
      step.search,
      step.by.map(key => key.value),
      [],
      options,
    ),
  );
  const kinds = made.flatMap(kind => kind ?? []);
  if (kinds.length < made.length) return undefined;
  const slots = steps.flatMap((step, kind) =>
    step.absent
      ? []
      : Array.from({ length: Math.min(step.runs, mostCount) }, (_, variant) => ({ kind, variant })),
  );
  const spoilers = all.flatMap((step, kind) =>
    step.absent || step === until
      ? [{ kind, name: step === until ? 'the end of the sequence' : 'the event that must be missing' }]
      : [],
  );
  const both = mergedKinds(
    kinds,
    steps.map(step => step.search),
    slots,
    options,
  );
  const span = within === undefined ? {} : { within };
  return {
    kinds: [...kinds, ...both.kinds],
    candidates: [{ name: 'each step in order', slots, spoilers, merged: both.merged, ...span }],
  };
}

/** Kinds that are two at once: each with the one before it, where they have the same keys and no other log sources. */
function mergedKinds(
  kinds: readonly EventKind[],
  searches: readonly Search[],
  slots: Candidate['slots'],
  options: PlanOptions,
): { readonly kinds: readonly EventKind[]; readonly merged: Pattern['merged'] } {
  const made: EventKind[] = [];
  const merged: Pattern['merged'][number][] = [];
  for (const [place, slot] of slots.entries()) {
    const [before, here] = [kinds[slots[place - 1]?.kind ?? -1], kinds[slot.kind]];
    if (before === undefined || here === undefined || before === here) continue;
    if (before.keys.length !== here.keys.length) continue;
    if (areApart(searches[slots[place - 1]?.kind ?? -1], searches[slot.kind])) continue;
    const keys = here.keys.map((key, index) => sharedKey(key, before.keys[index] ?? key));
    const kind = EventKind.of(fold(and([before.where, here.where])), keys, [], options);
    if (kind === undefined) continue;
    merged.push({ kind: kinds.length + made.length, places: [place - 1, place] });
    made.push(kind);
  }
  return { kinds: made, merged };
}

/** Each source has a place of its own, which a query names beside what it asks of the events there. */
function areApart(one: Search | undefined, other: Search | undefined): boolean {
  return (
    one?.kind === 'events' &&
    other?.kind === 'events' &&
    areOtherSources(targetSource(one.source).sigma, targetSource(other.source).sigma)
  );
}

/** One value for both keys of an event that is two steps. */
function sharedKey(one: Expression, other: Expression): Expression {
  return plainText(one) === plainText(other)
    ? one
    : { kind: 'call', function: 'concat', arguments: [one, other], origin: [] };
}

function planCorrelate(search: Correlate, options: PlanOptions): Plan | undefined {
  const values = search.measures.flatMap(measure => measure.of);
  const made = search.inputs.map(({ name, search: input }) =>
    kindOf(
      input,
      search.by.map(key => (key.kind === 'field' ? (search.aliases[key.name]?.[name] ?? key) : key)),
      values,
      options,
    ),
  );
  const kinds = made.flatMap(kind => kind ?? []);
  if (kinds.length < made.length) return undefined;
  const { window } = search;
  const within = window.kind === 'schedule' ? window.lookBack : window.length;
  const numbers = numbersIn([search.having]);
  const one = oneOfEach(search, kinds);
  const both = mergedKinds(
    kinds,
    search.inputs.map(input => input.search),
    one.slots,
    options,
  );
  const each = kinds.length > 1 ? [{ ...one, merged: both.merged }] : [];
  return {
    kinds: [...kinds, ...both.kinds],
    candidates: [...each, ...counts(kinds, search.measures, numbers)].map(one => ({ ...one, within })),
  };
}

/** As many events of each input as the condition names, in their order. */
function oneOfEach({ inputs, having }: Correlate, kinds: readonly EventKind[]): Candidate {
  const least = new Map<string, number>();
  for (const { leaf } of leaves(having))
    if (leaf.kind === 'compares' && leaf.left.kind === 'field' && leaf.right.kind === 'literal')
      least.set(leaf.left.name, Math.ceil(Number(leaf.right.value)) + (leaf.operator === 'gt' ? 1 : 0));
  const slots = kinds.flatMap((_kind, kind) =>
    Array.from(
      { length: Math.max(1, Math.min(least.get(inputs[kind]?.name ?? '') ?? 1, mostCount)) },
      (_, variant) => ({
        kind,
        variant,
      }),
    ),
  );
  return { name: 'events of each kind in order', slots };
}

function planPipeline(
  search: Pipeline,
  lookBack: number | undefined,
  options: PlanOptions,
): Plan | undefined {
  const grouped = groupedRows(search, options.withScope);
  if (grouped === undefined) return undefined;
  const { rows, grouping } = grouped;
  const by = grouping?.by ?? [];
  const measures = grouping?.measures ?? [];
  const parts = rows.flatMap(row => [row, ...conditioned(row, measures)]);
  const kinds = parts.flatMap(
    row =>
      kindOfRow(
        row,
        by,
        measures.flatMap(measure => measure.of),
        options,
      ) ?? [],
  );
  if (kinds.length === 0) return undefined;
  const within = grouping?.span ?? lookBack;
  const span = within === undefined ? {} : { within };
  const numbers = numbersIn(grouping?.after ?? []);
  const all: Candidate = {
    name: 'one event of each kind',
    slots: kinds.map((_kind, kind) => ({ kind, variant: kind })),
  };
  const candidates = [...counts(kinds, measures, numbers), ...(kinds.length > 1 ? [all] : [])];
  return { kinds, candidates: candidates.map(each => ({ ...each, ...span })) };
}

/** Events that a measure with a condition of its own counts. */
function conditioned(row: RowKind, measures: readonly Measure[]): readonly RowKind[] {
  return measures.flatMap(({ where }) => {
    const own = where === undefined ? undefined : predicateIn(where, row);
    return own === undefined ? [] : [{ ...row, where: and([row.where, own]) }];
  });
}
