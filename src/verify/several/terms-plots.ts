import { type EventKind, groupsOf, groupValues } from './event-kind.ts';
import type { Plot, Slot } from './series.ts';

/** Values that are new, and that were there: just before the look-back, at the start of the history, before it, among other values. */
export function plotsOfTerms(
  kind: EventKind,
  groups: number,
  history: number,
  lookBack: number,
  until = 0,
): readonly Plot[] {
  const end = history + lookBack;
  const now = end + until;
  const recent = end - Math.floor(lookBack / 2);
  const at = (time: number, group = 0): Slot => ({ kind: 0, at: time, group, variant: 0 });
  const plot = (name: string, ...slots: readonly Slot[]): Plot => ({
    name,
    slots,
    now,
    since: end - lookBack,
  });
  // One that counts from the event remembers what a run that looks far back has forgotten.
  const forgotten =
    (lookBack + until) * 20 > history
      ? [
          plot(
            'seen before the history of the run, but not of the event',
            at(now - history - Math.floor((lookBack + until) / 2)),
            at(end - lookBack + 2),
          ),
        ]
      : [];
  const others = Array.from({ length: groups - 1 }, (_, index) => index + 1);
  const fields = [...new Set(kind.keys.flatMap((_key, index) => kind.fieldsOfKey(index)))];
  return [
    plot('a new value', at(recent)),
    plot('seen one second before the look-back', at(end - lookBack - 1), at(recent)),
    plot('seen first one second into the look-back', at(end - lookBack + 1), at(recent)),
    plot('seen one second into the history', at(now - history + 1), at(recent)),
    plot('seen before the history', at(now - history - lookBack - 1), at(recent)),
    ...forgotten,
    plot('seen before the look-back only', at(end - lookBack - 1)),
    plot('new twice', at(recent), at(recent + 1)),
    ...others.flatMap(group => [
      plot(`another value seen (${group + 1})`, at(end - lookBack - 60, group), at(recent)),
      plot(`two values new (${group + 1})`, at(recent), at(recent + 1, group)),
    ]),
    ...partsOfKeys(kind, groups).map(({ name, ...slot }) =>
      plot(`another ${name} seen`, { ...at(end - lookBack - 60), ...slot }, at(recent)),
    ),
    ...fields.map(name => plot(`without ${name}`, { ...at(recent), data: kind.without([name]) })),
  ];
}

/** Of keys that are made of several fields, and of those between the first and the last: another value of one field, which is another group. */
function partsOfKeys(
  kind: EventKind,
  groups: number,
): readonly (Pick<Slot, 'data' | 'group'> & { readonly name: string })[] {
  const [first] = groupsOf([kind]);
  const base = kind.with(groupValues(kind, first));
  const keys = kind.keys.map((_key, index) => kind.fieldsOfKey(index));
  return keys
    .filter((names, index) => names.length > 1 || (index > 0 && index < keys.length - 1))
    .flat()
    .flatMap((name, index) => {
      const data = otherValues
        .filter(value => value !== base?.[name])
        .map(value => kind.like({ ...base, [name]: value }))
        .find(event => event !== undefined);
      return data === undefined ? [] : [{ name, data, group: groups + index }];
    });
}

const otherValues = ['beta', 'alpha', '10.1.2.4', '10.1.2.3', 18];

/** A series in another log, and from it on in the first one. */
export function inPlaces(plot: Plot, kind: number): readonly Plot[] {
  const { slots, name } = plot;
  const moved = slots.map(slot => ({ ...slot, kind }));
  return [
    { ...plot, name: `${name}, in log ${kind + 1}`, slots: moved },
    ...(slots.length > 1
      ? [{ ...plot, name: `${name}, from log ${kind + 1}`, slots: [...moved.slice(0, 1), ...slots.slice(1)] }]
      : []),
  ];
}
