import type { EventData } from '../../evaluate/index.ts';
import { withPauses } from './pause-plots.ts';
import { evenly, placed } from './placed-slots.ts';
import { atRuns, othersLongBefore, seenFurtherBack } from './run-plots.ts';
import { diluted } from './series-amounts.ts';
import { spoiled, spoiledAround } from './spoiled-plots.ts';

/** Events in time that show how a search counts, orders and groups. */
export interface Series {
  /** What it shows: `the last one second after the window`. */
  readonly name: string;
  readonly events: readonly SeriesEvent[];
  /** When a search that looks back runs, in seconds from the start; just after the last event when absent. */
  readonly now?: number;
  /** Alerts count from then on, in seconds from the start. */
  readonly since?: number;
  /** One of the runs of searches that look back, in seconds from the start; with the last event when absent. */
  readonly run?: number;
}

/** Its name without numbers: the same for searches that count to other numbers of events. */
export function shapeOf({ name }: Pick<Series, 'name'>): string {
  return name.replace(/\d+/g, '#');
}

export interface SeriesEvent {
  /** Seconds from the start. */
  readonly at: number;
  /** To whom it belongs: alerts are compared by the groups that they are for. */
  readonly group: string;
  readonly data: EventData;
}

/** An event of a plan of a series: of which kind, when, whose, and which of its differing values it bears. */
export interface Slot {
  readonly kind: number;
  readonly at: number;
  readonly group: number;
  readonly variant: number;
  /** In place of the usual event of the kind. */
  readonly data?: EventData;
  /** Whether what keys are made of differs from event to event as it should. */
  readonly isKeyed?: boolean;
  /** Fields that it does not have. */
  readonly lacks?: readonly string[];
  /** Which alert it is of, and so on inwards: values that are shared in an alert go by it. */
  readonly path?: readonly number[];
  /** In place of the number that the others are reckoned with. */
  readonly amount?: number;
}

export interface Plot {
  readonly name: string;
  readonly slots: readonly Slot[];
  readonly now?: number;
  readonly since?: number;
  readonly run?: number;
}

/** What a search needs to alert: events of these kinds, in this order. */
export interface Pattern {
  readonly slots: readonly Pick<Slot, 'kind' | 'variant' | 'data' | 'isKeyed'>[];
  /** Seconds from the first to the last, both included; none when absent. */
  readonly within?: number;
  /** Kinds of which an event between the others undoes what has begun. */
  readonly spoilers: readonly { readonly kind: number; readonly name: string }[];
  /** Kinds that are two at once, by the places of those two among the slots. */
  readonly merged: readonly { readonly kind: number; readonly places: readonly [number, number] }[];
  /** Numbers that are reckoned with, as an event that comes later may have them. */
  readonly amountsAfter: readonly number[];
  /** Seconds that may pass from one event to the next. */
  readonly pauses?: readonly number[];
  readonly groups: number;
  /** Events of equal times are left out. */
  readonly distinctTimes: boolean;
  /** Seconds that are taken where there is no window. */
  readonly usualSpan: number;
  /** Seconds within which events are seen together by a run, whenever it begins. */
  readonly seen?: number;
  /** Neither a window nor runs keep its events together. */
  readonly isEndless: boolean;
  /** Seconds after which something else may end what an event has begun: a bucket, a period. */
  readonly ends: readonly number[];
  /** Where both sides look back from other runs: what they look back on, and the seconds between two runs of each. */
  readonly runs?: { readonly lookBack: number; readonly every: readonly number[] };
  /** Where both sides look back, and one of them further: seconds, the less first. */
  readonly reaches?: readonly number[];
}

/** Places that are tried one by one: the first ones and the last. */
const mostPlaces = 4;

/** The plan of the series that is inside of the window. */
export function plotWithin(pattern: Pattern): Plot {
  const half = (pattern.within ?? pattern.usualSpan) / 2;
  const span = Math.min(half, pattern.seen ?? half);
  return { name: 'all within the window', slots: placed(pattern, evenly(pattern, span)) };
}

/** Plans of series around a pattern: on the edge and outside of its window, in another order, with something missing or strange. */
export function* plotsAround(pattern: Pattern): Generator<Plot> {
  const span = pattern.within ?? pattern.usualSpan;
  const { slots: whole } = plotWithin(pattern);
  yield* atRuns(pattern);
  yield* seenFurtherBack(pattern);
  yield* othersLongBefore(pattern);
  yield* withPauses(pattern);
  yield* edges(pattern, span);
  yield* missing(pattern, whole);
  yield* reordered(pattern, whole);
  yield* regrouped(pattern, whole);
  yield* repeated(pattern, whole, span);
  yield* straddling(pattern, span);
  yield* spoiled(pattern, whole);
  yield* spoiledAround(pattern, whole);
  yield* oneForTwo(pattern, whole);
  yield* diluted(pattern, whole);
}

/** One second within, at and after the end of the window; the others evenly, with the first, or with the last. */
function* edges(pattern: Pattern, span: number): Generator<Plot> {
  if (pattern.slots.length < 2) return;
  if (pattern.within === undefined) {
    if (pattern.isEndless) yield longAfter(pattern);
    return;
  }
  // A target may count whole seconds alone.
  const rounded = Number.isInteger(span) ? [] : [Math.ceil(span) - span];
  for (const beyond of [-1, 0, 1, ...rounded]) {
    const length = Math.max(0, span + beyond);
    const where =
      beyond === 0
        ? 'at the end of the window'
        : `${Math.abs(beyond) === 1 ? 'one second' : 'less than a second'} ${beyond < 0 ? 'before' : 'after'} its end`;
    const last = pattern.slots.length - 1;
    yield { name: `spread, the last ${where}`, slots: placed(pattern, evenly(pattern, length)) };
    if (last < 2) continue;
    const spread = pattern.distinctTimes ? spreadOf(pattern, length) : 0;
    const early = pattern.slots.map((_, index) => (index === last ? length : index * spread));
    yield { name: `all but the last at once, it ${where}`, slots: placed(pattern, early) };
    const late = pattern.slots.map((_, index) => (index === 0 ? 0 : length - (last - index) * spread));
    yield { name: `the first alone, the last ${where}`, slots: placed(pattern, late) };
    if (beyond === 0) yield filled(pattern, span);
  }
}

/** Where each part of what is looked for is counted by itself, the last one may come a window after them. */
function filled(pattern: Pattern, span: number): Plot {
  const times = evenly({ ...pattern, slots: pattern.slots.slice(1) }, span);
  return {
    name: 'all but the last fill the window, it comes a window later',
    slots: placed(pattern, [...times, 2 * span]),
  };
}

function longAfter(pattern: Pattern): Plot {
  const last = pattern.slots.length - 1;
  const times = pattern.slots.map((_, index) => (index === last ? day : index));
  return { name: 'the last a day after the others', slots: placed(pattern, times) };
}

const day = 86_400;

/** A second between two events, or less where they are too many for that. */
function spreadOf({ slots }: Pattern, length: number): number {
  const room = length / slots.length;
  return room >= 1 ? 1 : Math.floor(room * 1000) / 1000;
}

function places(length: number): readonly number[] {
  const all = Array.from({ length }, (_, index) => index);
  return length <= mostPlaces * 2 ? all : [...all.slice(0, mostPlaces), ...all.slice(-mostPlaces)];
}

function missing(_pattern: Pattern, whole: readonly Slot[]): readonly Plot[] {
  return places(whole.length).map(place => ({
    name: `without event ${place + 1} of ${whole.length}`,
    slots: whole.filter((_, index) => index !== place),
  }));
}

function reordered({ distinctTimes }: Pattern, whole: readonly Slot[]): readonly Plot[] {
  const times = whole.map(({ at }) => at);
  const retimed = (order: readonly Slot[]) =>
    order.map((slot, index) => ({ ...slot, at: times[index] ?? 0 }));
  const swaps = places(whole.length - 1).map(place => {
    const order = [...whole];
    const [one, other] = [whole[place], whole[place + 1]];
    if (one !== undefined && other !== undefined) order.splice(place, 2, other, one);
    return { name: `events ${place + 1} and ${place + 2} the other way round`, slots: retimed(order) };
  });
  const together = { name: 'all at one time', slots: whole.map(slot => ({ ...slot, at: 0 })) };
  return [
    ...(whole.length > 2 ? [{ name: 'in reverse order', slots: retimed([...whole].reverse()) }] : []),
    ...swaps,
    ...(distinctTimes || whole.length < 2 ? [] : [together]),
  ];
}

function regrouped(pattern: Pattern, whole: readonly Slot[]): readonly Plot[] {
  const others = Array.from({ length: pattern.groups - 1 }, (_, index) => index + 1);
  return others.flatMap(group => {
    const strange = places(whole.length).map(place => ({
      name: `event ${place + 1} of group ${group + 1}`,
      slots: whole.map((slot, index) => (index === place ? { ...slot, group } : slot)),
    }));
    const beside = whole.map(slot => ({ ...slot, group, at: slot.at + 1 }));
    return [...strange, { name: `two groups, event by event (${group + 1})`, slots: [...whole, ...beside] }];
  });
}

function repeated({ groups }: Pattern, whole: readonly Slot[], span: number): readonly Plot[] {
  const [first] = whole;
  const last = whole.at(-1);
  const middle = whole[Math.floor(whole.length / 2)];
  const late = last === undefined ? 0 : last.at;
  const again = whole.map(slot => ({ ...slot, at: slot.at + late + 1 }));
  const later = whole.map(slot => ({ ...slot, at: slot.at + 10 * span }));
  const lastTwice = last === undefined ? whole : [...whole, { ...last, at: last.at + 1 }];
  const other = whole.map(slot => ({ ...slot, group: 1, at: slot.at + late + 2 }));
  return [
    ...(first === undefined
      ? []
      : [{ name: 'the first one twice', slots: [{ ...first, at: -1 }, ...whole] }]),
    ...(middle === undefined || whole.length < 3
      ? []
      : [{ name: 'one in the middle twice', slots: [...whole, { ...middle, at: middle.at + 1 }] }]),
    ...(last === undefined ? [] : [{ name: 'the last one twice', slots: lastTwice }]),
    ...(groups > 1 && last !== undefined
      ? [
          { name: 'the last one twice, then another group', slots: [...lastTwice, ...other] },
          {
            name: 'another group, then the last one again',
            slots: [...whole, ...other, { ...last, at: 2 * late + 3 }],
          },
        ]
      : []),
    { name: 'the same twice in a row', slots: [...whole, ...again] },
    { name: 'the same twice, far apart', slots: [...whole, ...later] },
  ];
}

/** Over the end of a bucket of the clock, and of a period that an earlier event has begun. */
function straddling(pattern: Pattern, span: number): readonly Plot[] {
  const [first] = pattern.slots;
  if (first === undefined || pattern.slots.length < 2) return [];
  const half = evenly(pattern, Math.floor(span / 2));
  const begun = { ...first, at: 0, group: 0 };
  return [...new Set([span, ...pattern.ends])].flatMap(end => {
    const from = Math.max(1, end - Math.floor(span / 4));
    // What comes just as a period ends may belong to it or to the next.
    const isAtEnd = half.some(time => from + time === end);
    const over = placed(pattern, half, 0, isAtEnd ? from + 1 : from);
    return [
      { name: `over the border of a bucket of ${end} seconds`, slots: over },
      { name: `over the end of the ${end} seconds that an event before began`, slots: [begun, ...over] },
    ];
  });
}

/** One event that fits two of the others, in place of both. */
function oneForTwo({ merged }: Pattern, whole: readonly Slot[]): readonly Plot[] {
  return merged.map(({ kind, places: [first, second] }) => ({
    name: `one event for events ${first + 1} and ${second + 1}`,
    slots: whole.flatMap((slot, index) =>
      index === second ? [] : [index === first ? { ...slot, kind } : slot],
    ),
  }));
}
