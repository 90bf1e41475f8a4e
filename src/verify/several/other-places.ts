import { and, type Expression, fold, type Predicate } from '../../ir/index.ts';
import { EventKind, type KindOptions, placesOf } from './event-kind.ts';
import type { Plan } from './plan-kinds.ts';
import type { Candidate } from './series-counts.ts';

/** Where a key has another field in each log: events of a kind in each of the logs but that of its own event. */
export function inOtherPlaces(
  kind: EventKind,
  keys: readonly Expression[],
  options: KindOptions,
): readonly EventKind[] {
  const whens = keys.flatMap(key => placesOf(key).map(({ when }) => when));
  const all = new Map(whens.map(when => [JSON.stringify(when), when]));
  return [...all.values()].flatMap(when => ofPlace(kind, when, keys, options) ?? []);
}

function ofPlace(
  kind: EventKind,
  when: Predicate,
  keys: readonly Expression[],
  options: KindOptions,
): EventKind | undefined {
  const found = EventKind.of(fold(and([kind.where, when])), keys, [], options);
  return found !== undefined && namesOf(found) !== namesOf(kind) ? found : undefined;
}

function namesOf({ keys }: EventKind): string {
  return keys.map(key => (key.kind === 'field' ? key.name : '')).join();
}

/** A plan whose events come from each of the logs: all that are of a kind, and the first of them alone. */
export function withOtherPlaces(
  plan: Plan,
  keysOf: readonly (readonly Expression[])[],
  options: KindOptions,
): Plan {
  const found = keysOf.flatMap((keys, index) => {
    const kind = plan.kinds[index];
    return kind === undefined
      ? []
      : inOtherPlaces(kind, keys, options).map(other => ({ index, kind: other }));
  });
  const moved = found.flatMap(({ index, kind }, place) =>
    plan.candidates.flatMap(each => movedTo(each, index, plan.kinds.length + place, namesOf(kind))),
  );
  return {
    ...plan,
    kinds: [...plan.kinds, ...found.map(({ kind }) => kind)],
    candidates: [...plan.candidates, ...moved],
  };
}

function movedTo(candidate: Candidate, from: number, to: number, log: string): readonly Candidate[] {
  const { slots, counted } = candidate;
  const first = slots.findIndex(slot => slot.kind === from);
  if (first < 0) return [];
  const own = counted === undefined ? {} : { counted: Object.assign([...counted], { [to]: counted[from] }) };
  const all = slots.map(slot => (slot.kind === from ? { ...slot, kind: to } : slot));
  const one = slots.map((slot, at) => (at === first ? { ...slot, kind: to } : slot));
  return [
    { ...candidate, ...own, name: `${candidate.name}, in the log of ${log}`, slots: all },
    ...(slots.length > 1
      ? [{ ...candidate, ...own, name: `${candidate.name}, the first in the log of ${log}`, slots: one }]
      : []),
  ];
}
