import type { EventData } from '../../evaluate/index.ts';
import type { Value } from '../../ir/index.ts';
import { type EventKind, type Group, groupsOf, groupValues, variantOf } from './event-kind.ts';
import type { Plot, Series, SeriesEvent, Slot } from './series.ts';

export function groupName(group: number): string {
  return `group ${group + 1}`;
}

/** Gives slots their events. */
export class SeriesEvents {
  readonly groups: readonly Group[];
  private readonly kinds: readonly EventKind[];
  /** Of each kind, the fields whose values differ from event to event. */
  private readonly counted: readonly (readonly string[])[];
  private readonly amounts: ReadonlyMap<string, number>;
  /** Of each kind, fields that are the same in each alert that is taken, and different in another one, whatever the group. */
  private readonly shared: readonly ReadonlyMap<string, number>[];
  private readonly known = new Map<string, EventData | undefined>();

  /** `amounts`: fields that hold a number that is reckoned with, and the number. */
  constructor(
    kinds: readonly EventKind[],
    counted: readonly (readonly string[])[] = [],
    amounts: ReadonlyMap<string, number> = new Map(),
    shared: readonly ReadonlyMap<string, number>[] = [],
  ) {
    this.kinds = kinds;
    this.counted = counted;
    this.amounts = amounts;
    this.shared = shared;
    this.groups = groupsOf(kinds);
  }

  /** Undefined where an event cannot be made. */
  series({ name, slots, now, since, run }: Plot): Series | undefined {
    const events: SeriesEvent[] = [];
    const first = Math.min(0, ...slots.map(({ at }) => at));
    for (const slot of slots) {
      const data = this.event(slot);
      if (data === undefined) return undefined;
      events.push({ at: slot.at - first, group: groupName(slot.group), data });
    }
    events.sort((one, other) => one.at - other.at);
    return { name, events, ...shifted({ now, since, run }, first) };
  }

  /** The same slots stand in many series. */
  private event(slot: Slot): EventData | undefined {
    if (slot.data !== undefined || slot.lacks !== undefined) return this.made(slot);
    const key = `${slot.kind} ${slot.group} ${slot.variant} ${slot.amount ?? ''} ${slot.path ?? ''}`;
    if (!this.known.has(key)) this.known.set(key, this.made(slot));
    return this.known.get(key);
  }

  private made({
    kind: index,
    group,
    variant,
    data,
    amount,
    isKeyed = false,
    lacks = [],
    path = [],
  }: Slot): EventData | undefined {
    const kind = this.kinds[index];
    if (kind === undefined) return undefined;
    const values = new Map<string, Value>([...this.amounts].map(([name, usual]) => [name, amount ?? usual]));
    const shared = this.shared[index];
    for (const name of this.counted[index] ?? []) {
      if (values.has(name)) continue;
      const value = variantOf(kind, name, placeOf(shared?.get(name), path) ?? variant);
      if (value !== undefined) values.set(name, value);
    }
    for (const [name, value] of groupValues(kind, this.groups[group], isKeyed))
      if (!(shared?.has(name) && values.has(name))) values.set(name, value);
    const event = kind.with(values, data);
    return event && Object.fromEntries(Object.entries(event).filter(([name]) => !lacks.includes(name)));
  }
}

const mostPlaces = 50;

/** A number for each alert: the places on the way to it. */
function placeOf(depth: number | undefined, path: readonly number[]): number | undefined {
  if (depth === undefined) return undefined;
  return path.slice(0, depth).reduce((sum, place) => sum * mostPlaces + place, 0);
}

function shifted(
  times: Readonly<Record<'now' | 'since' | 'run', number | undefined>>,
  by: number,
): Pick<Series, 'now' | 'since' | 'run'> {
  return Object.fromEntries(
    Object.entries(times).flatMap(([name, time]) => (time === undefined ? [] : [[name, time - by]])),
  );
}
