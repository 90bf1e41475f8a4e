import {
  and,
  type Correlate,
  type Expression,
  fold,
  leaves,
  type Measure,
  not,
  type Predicate,
  type Search,
  type Sequence,
  type Step,
} from '../../ir/index.ts';
import { areOfOtherSources } from './apart.ts';
import { EventKind } from './event-kind.ts';
import { withOtherPlaces } from './other-places.ts';
import { plansOfPipeline } from './pipeline-plan.ts';
import { plainText } from './plain-text.ts';
import { kindOf, type Plan, type PlanOptions } from './plan-kinds.ts';

import type { TimedSearch } from './runner.ts';
import type { Pattern } from './series.ts';
import { boundsOf } from './series-bounds.ts';
import { type Candidate, counts, isReckoned, mostCount } from './series-counts.ts';

/** One after another, until the search alerts on what one of them says. */
export function* plansOf({ search, schedule }: TimedSearch, options: PlanOptions): Generator<Plan> {
  switch (search.kind) {
    case 'sequence':
      return yield* plansOfSequence(search, schedule?.lookBack, options);
    case 'correlate':
      return yield* known(planCorrelate(search, options));
    case 'pipeline':
      if (search.from.kind === 'sequence' && search.stages.every(({ kind }) => kind === 'limit'))
        yield* plansOfSequence(search.from, schedule?.lookBack, options);
      else yield* plansOfPipeline(search, schedule?.lookBack, options);
  }
}

function* plansOfSequence(
  search: Sequence,
  lookBack: number | undefined,
  options: PlanOptions,
): Generator<Plan> {
  yield* known(planSequence(search, options, lookBack));
  yield* known(planSequence(withoutSpoilers(search, options), options, lookBack));
}

function* known(plan: Plan | undefined): Generator<Plan> {
  if (plan !== undefined) yield plan;
}

/** Steps whose events are none of what ends the sequence or must be missing, as far as they can be; many a one is both. */
function withoutSpoilers(sequence: Sequence, options: PlanOptions): Sequence {
  const { steps, until } = sequence;
  const ends = until === undefined ? [] : whereOf(until);
  const missing = steps.filter(step => step.absent).flatMap(whereOf);
  const narrowed = steps.map(step => {
    const { search } = step;
    if (step.absent || search.kind !== 'events') return step;
    const keys = step.by.map(key => key.value);
    const found = [[...ends, ...missing], ends, missing]
      .map(spoilers => ({ ...search, where: fold(and([search.where, ...spoilers.map(each => not(each))])) }))
      .find(each => kindOf(each, keys, [], options) !== undefined);
    return found === undefined ? step : { ...step, search: found };
  });
  return { ...sequence, steps: narrowed };
}

function whereOf({ search }: Step): readonly Predicate[] {
  return search.kind === 'events' ? [search.where] : [];
}

/** `lookBack`: seconds within which a sequence without a span of its own must be. */
function planSequence(
  { steps, until, within: own }: Sequence,
  options: PlanOptions,
  lookBack: number | undefined,
): Plan | undefined {
  const within = own ?? lookBack;
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
      : Array.from({ length: Math.min(step.runs, options.most ?? mostCount) }, (_, variant) => ({
          kind,
          variant,
        })),
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
  const plan: Plan = {
    kinds: [...kinds, ...both.kinds],
    candidates: [{ name: 'each step in order', slots, spoilers, merged: both.merged, ...span }],
  };
  const keys = all.map(step => step.by.map(key => key.value));
  return withOtherPlaces(plan, keys, options);
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
    if (areOfOtherSources(searches[slots[place - 1]?.kind ?? -1], searches[slot.kind])) continue;
    const keys = here.keys.map((key, index) => sharedKey(key, before.keys[index] ?? key));
    const kind = EventKind.of(fold(and([before.where, here.where])), keys, [], options);
    if (kind === undefined) continue;
    merged.push({ kind: kinds.length + made.length, places: [place - 1, place] });
    made.push(kind);
  }
  return { kinds: made, merged };
}

/** One value for both keys of an event that is two steps. */
function sharedKey(one: Expression, other: Expression): Expression {
  return plainText(one) === plainText(other)
    ? one
    : { kind: 'call', function: 'concat', arguments: [one, other], origin: [] };
}

function planCorrelate(given: Correlate, options: PlanOptions): Plan | undefined {
  const search = { ...given, measures: given.measures.map(each => withAliased(each, given)) };
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
  const one = oneOfEach(search, kinds, options.most ?? mostCount);
  const both = mergedKinds(
    kinds,
    search.inputs.map(input => input.search),
    one.slots,
    options,
  );
  const each = kinds.length > 1 ? [{ ...one, merged: both.merged }] : [];
  const counted = counts(kinds, search.measures, [search.having], options.most);
  const plan: Plan = {
    kinds: [...kinds, ...both.kinds],
    candidates: [
      ...(search.measures.some(isReckoned) ? [...counted, ...each] : [...each, ...counted]),
      ...withoutSome(search),
    ].map(one => ({
      ...one,
      within,
    })),
  };
  return withOtherPlaces(
    plan,
    search.inputs.map(() => search.by),
    options,
  );
}

/** What is measured under an alias is varied in each of the fields that the inputs have for it. */
function withAliased(measure: Measure, { aliases }: Correlate): Measure {
  const fieldsFor = (name: string) => [
    ...new Map(Object.values(aliases[name] ?? {}).map(each => [plainText(each), each])).values(),
  ];
  const of = measure.of.flatMap(each => {
    const own = each.kind === 'field' ? fieldsFor(each.name) : [];
    return own.length === 0 ? [each] : own;
  });
  return { ...measure, of };
}

/** Where the condition holds of some inputs without others: those alone, and the others as what must not come. */
function withoutSome({ inputs, having }: Correlate): readonly Candidate[] {
  return boundsOf([having]).flatMap(bounds => {
    const places = [...inputs.keys()];
    const least = (place: number): number => bounds.get(inputs[place]?.name ?? '')?.low ?? 0;
    const slots = places.flatMap(kind =>
      Array.from({ length: Math.min(least(kind), mostCount) }, (_, variant) => ({ kind, variant })),
    );
    const spoilers = places.flatMap(kind =>
      bounds.get(inputs[kind]?.name ?? '')?.high === 0 ? [{ kind, name: 'what must not be there' }] : [],
    );
    return slots.length === 0 || spoilers.length === 0
      ? []
      : [{ name: 'events of some kinds alone', slots, spoilers }];
  });
}

/** As many events of each input as the condition names, in their order. */
function oneOfEach({ inputs, having }: Correlate, kinds: readonly EventKind[], most: number): Candidate {
  const least = new Map<string, number>();
  for (const { leaf } of leaves(having))
    if (leaf.kind === 'compares' && leaf.left.kind === 'field' && leaf.right.kind === 'literal')
      least.set(leaf.left.name, Math.ceil(Number(leaf.right.value)) + (leaf.operator === 'gt' ? 1 : 0));
  const slots = kinds.flatMap((_kind, kind) =>
    Array.from(
      { length: Math.max(1, Math.min(least.get(inputs[kind]?.name ?? '') ?? 1, most)) },
      (_, variant) => ({
        kind,
        variant,
      }),
    ),
  );
  return { name: 'events of each kind in order', slots };
}
