import type { Correlate, NewTerms } from '../../ir/index.ts';
import { ageOf, seenAt, seenOld } from './age-asked.ts';
import { isNested, plansOfNested } from './nested-plan.ts';
import { plotsOfNested, wholeOfNested } from './nested-series.ts';
import { inOtherPlaces } from './other-places.ts';
import { kindOf, type Plan, type PlanOptions } from './plan-kinds.ts';
import type { TimedSearch } from './runner.ts';
import {
  type Pattern,
  type Plot,
  plotsAround,
  plotWithin,
  type Series,
  type Slot,
  shapeOf,
} from './series.ts';
import type { Candidate } from './series-counts.ts';
import { groupName, SeriesEvents } from './series-events.ts';
import { plansOf } from './series-plan.ts';
import { inPlaces, plotsOfTerms } from './terms-plots.ts';

export interface SeriesOptions extends PlanOptions {
  readonly distinctTimes: boolean;
  /** Seconds of buckets and periods that the other side counts in. */
  readonly ends: readonly number[];
  readonly runs?: Pattern['runs'];
  readonly reaches?: Pattern['reaches'];
  /** Whether the search alerts on it. */
  readonly alerts: (series: Series) => boolean;
  /** Of all series together, those included that the search was found not to alert on; `usualEvents` when absent. */
  readonly mostEvents?: number;
  /** Of all series those of these shapes. */
  readonly shapes?: ReadonlySet<string>;
}

const usualEvents = 20_000;
/** Of these, so many may go by until the first series that the search alerts on. */
const triedShare = 0.3;
const mostBorders = 12;
/** Where one is looked for that parts the two, and no more than that. */
const mostToPart = 60;

/**
 * Series of events that show what a search does, made of its own values as they are asked for; none where nothing is found that it
 * alerts on.
 */
export function* seriesAround(timed: TimedSearch, options: SeriesOptions): Generator<Series> {
  if (timed.search.kind === 'newTerms') return yield* seriesOfTerms(timed.search, timed, options);
  if (isNested(timed.search)) return yield* seriesOfNested(timed.search, options);
  const { mostEvents = usualEvents } = options;
  const old = ageOf(timed.search);
  const alerts = (series: Series): boolean => options.alerts(seenAt(series, old));
  let count = 0;
  for (const plan of plansOf(timed, options)) {
    for (const series of seriesOfPlan(plan, timed, { ...options, mostEvents, alerts })) {
      if (options.distinctTimes && !haveDistinctTimes(series)) continue;
      if (options.shapes?.has(shapeOf(series)) === false) continue;
      count += series.events.length;
      if (count > mostEvents) return;
      yield* seenOld(series, old);
    }
    if (count > 0) return;
  }
}

export function seriesOf(timed: TimedSearch, options: SeriesOptions): readonly Series[] {
  return [...seriesAround(timed, options)];
}

/** Times are of whole milliseconds in each product. */
function haveDistinctTimes({ events }: Series): boolean {
  return new Set(events.map(({ at }) => Math.floor(at * 1000 + 1e-6))).size === events.length;
}

function* seriesOfPlan(
  plan: Plan,
  timed: TimedSearch,
  options: SeriesOptions & { readonly mostEvents: number },
): Generator<Series> {
  const { distinctTimes, mostEvents } = options;
  const common = {
    spoilers: [],
    merged: [],
    amountsAfter: [],
    distinctTimes,
    usualSpan: usualSpanOf(timed),
    ...(timed.schedule === undefined ? {} : { seen: usualSpanOf(timed) }),
    isEndless: timed.schedule === undefined && timed.search.kind === 'sequence' && timed.search.ordered,
    ends: options.ends,
    ...(options.runs === undefined ? {} : { runs: options.runs }),
    ...(options.reaches === undefined ? {} : { reaches: options.reaches }),
  };
  const tried: Series[] = [];
  let count = 0;
  const mostTried = Math.min(mostEvents * triedShare, plan.mostTried ?? mostEvents);
  for (const candidate of plan.candidates) {
    if (count > mostTried) return;
    const events = new SeriesEvents(plan.kinds, candidate.counted, candidate.amounts);
    const pattern: Pattern = { ...common, ...candidate, groups: events.groups.length };
    const series = events.series({ ...plotWithin(pattern), name: candidate.name });
    if (series === undefined) continue;
    tried.push(series);
    count += series.events.length;
    if (!options.alerts(series)) continue;
    yield* tried;
    yield* around(pattern, plan, events, options);
    yield* others(plan, candidate, common, options);
    yield* takenTogether(plan, candidate, common, options);
    return;
  }
}

/** Where the first that alerts is a single event: around the first that only alerts as a whole. */
function* takenTogether(
  plan: Plan,
  good: Candidate,
  common: Omit<Pattern, 'slots' | 'within' | 'groups'>,
  options: SeriesOptions,
): Generator<Series> {
  const { alerts } = options;
  if (good.slots.length > 1) return;
  for (const candidate of plan.candidates.slice(plan.candidates.indexOf(good) + 1)) {
    if (candidate.slots.length < 2) continue;
    const events = new SeriesEvents(plan.kinds, candidate.counted, candidate.amounts);
    const pattern: Pattern = { ...common, ...candidate, groups: events.groups.length };
    const whole = plotWithin(pattern);
    const [series, less] = [whole, { ...whole, slots: whole.slots.slice(1) }].map(plot =>
      events.series(plot),
    );
    if (series !== undefined && less !== undefined && alerts(series) && !alerts(less))
      return yield* around(pattern, plan, events, options);
  }
}

/** The other numbers and values of the plan, which the search may find too much or too little. */
function* others(
  plan: Plan,
  good: Candidate,
  common: Omit<Pattern, 'slots' | 'within' | 'groups'>,
  options: SeriesOptions,
): Generator<Series> {
  for (const candidate of plan.candidates.slice(plan.candidates.indexOf(good) + 1)) {
    const events = new SeriesEvents(plan.kinds, candidate.counted, candidate.amounts);
    const { slots } = plotWithin({ ...common, groups: 1, ...candidate });
    const close = { name: `${candidate.name}, close together`, slots: slots.map(closeBy) };
    yield* made([{ name: candidate.name, slots }, ...(slots.length < 2 ? [] : [close])], events, options);
  }
}

/** Within less than a second of each other, so that no run comes in between. */
function closeBy(slot: Slot, index: number): Slot {
  return { ...slot, at: index / 1000 };
}

/** What a run sees as a whole, whenever it begins. */
function usualSpanOf({ schedule }: TimedSearch): number {
  return schedule === undefined ? 3600 : Math.max(2, schedule.lookBack - schedule.every);
}

function* around(
  pattern: Pattern,
  plan: Plan,
  events: SeriesEvents,
  options: SeriesOptions,
): Generator<Series> {
  const whole = plotWithin(pattern);
  yield* made(withoutKeys(whole, plan, pattern.groups), events, options);
  yield* made(withoutOrder(whole, plan, pattern.groups), events, options);
  yield* made(plotsAround(pattern), events, options);
  yield* made(borders(whole, plan), events, options);
}

function* made(
  plots: Iterable<Plot>,
  events: SeriesEvents,
  { shapes }: Pick<SeriesOptions, 'shapes'>,
): Generator<Series> {
  for (const plot of plots) {
    const series = shapes?.has(shapeOf(plot)) === false ? undefined : events.series(plot);
    if (series !== undefined) yield series;
  }
}

/** All events without what they are grouped by, key by key, and the first one alone. */
function withoutKeys(plot: Plot, { kinds }: Pick<Plan, 'kinds'>, groups: number): readonly Plot[] {
  const count = Math.max(0, ...kinds.map(({ keys }) => keys.length));
  const lacking = (slot: Slot, key: number): Slot => ({
    ...slot,
    lacks: kinds[slot.kind]?.fieldsOfKey(key) ?? [],
  });
  return Array.from({ length: count }, (_, key) => {
    const name = kinds[0]?.fieldsOfKey(key).join(' and ') ?? 'a key';
    const [first, ...rest] = plot.slots;
    const again = plot.slots.map(slot =>
      lacking({ ...slot, group: groups > 1 ? 1 : 0, at: slot.at + 1 }, key),
    );
    return [
      { ...plot, name: `all without ${name}`, slots: plot.slots.map(slot => lacking(slot, key)) },
      { ...plot, name: `all, and again without ${name}`, slots: [...plot.slots, ...again] },
      ...(first === undefined || rest.length === 0
        ? []
        : [{ ...plot, name: `the first without ${name}`, slots: [lacking(first, key), ...rest] }]),
    ];
  }).flat();
}

/** Two groups, of which one has no value of what rows are ordered by. */
function withoutOrder(plot: Plot, { ordering = [], kinds }: Plan, groups: number): readonly Plot[] {
  if (groups < 2) return [];
  const numbered = ({ kind: index, data }: Slot): Pick<Slot, 'data'> => {
    const kind = kinds[index];
    const numbers = Object.fromEntries(ordering.map(name => [name, 5]));
    const event = kind?.like({ ...(data ?? kind.base), ...numbers });
    return event === undefined ? {} : { data: event };
  };
  return ordering.flatMap(name =>
    [0, 1].map(lacking => ({
      ...plot,
      name: `two groups, the ${lacking === 0 ? 'first' : 'second'} without ${name}`,
      slots: [0, 1].flatMap(group =>
        plot.slots.map(slot => ({
          ...slot,
          ...numbered(slot),
          group,
          at: slot.at + group,
          ...(group === lacking ? { lacks: [name] } : {}),
        })),
      ),
    })),
  );
}

/** Each kind once with an event on its border. */
function* borders(plot: Plot, { kinds }: Pick<Plan, 'kinds'>, most = mostBorders): Generator<Plot> {
  const { slots } = plot;
  for (const [index, kind] of kinds.entries()) {
    const place = slots.findIndex(slot => slot.kind === index);
    if (place < 0) continue;
    for (const { event, why } of kind.borders(most))
      yield {
        ...plot,
        name: `event ${place + 1}: ${why}`,
        slots: slots.map((slot, at): Slot => (at === place ? { ...slot, data: event } : slot)),
      };
  }
}

/** None where no series in which all is there makes an alert. */
function* seriesOfNested(search: Correlate, options: SeriesOptions): Generator<Series> {
  for (const plan of plansOfNested(search, options)) {
    const { kinds, measured, amounts } = plan;
    const counted = measured.map(each => each.counted);
    const shared = measured.map(each => each.shared);
    const events = new SeriesEvents(kinds, counted, amounts, shared);
    const plot = wholeOfNested(plan);
    const whole = events.series(plot);
    if (whole === undefined || !options.alerts(whole)) continue;
    const outer = groupsBy(search.by.length, events);
    const around = made(plotsOfNested(plan, events.groups.length), events, options);
    const lacking = made(withoutKeys(plot, plan, events.groups.length), events, options);
    const bordering = made(borders(plot, plan), events, options);
    for (const each of [whole, ...around, ...lacking, ...bordering]) {
      const { events: own, ...series } = each;
      if (options.distinctTimes && !haveDistinctTimes(each)) continue;
      yield { ...series, events: own.map(each => ({ ...each, group: outer.get(each.group) ?? each.group })) };
    }
    return;
  }
}

/** Alerts are for what the outer correlation is grouped by, which are the first keys: groups that have these alike are one. */
function groupsBy(keys: number, { groups }: SeriesEvents): ReadonlyMap<string, string> {
  const own = groups.map(group => JSON.stringify(group.slice(0, keys)));
  return new Map(own.map((key, index) => [groupName(index), groupName(own.indexOf(key))]));
}

function* seriesOfTerms(
  search: NewTerms,
  { schedule }: TimedSearch,
  options: SeriesOptions,
): Generator<Series> {
  const kind = kindOf(search.from, search.fields, [], options);
  if (kind === undefined) return;
  const kinds = [kind, ...inOtherPlaces(kind, search.fields, options)];
  const events = new SeriesEvents(kinds);
  const { lookBack, until } = schedule ?? { lookBack: 3600 };
  const plots = plotsOfTerms(kind, events.groups.length, search.history, lookBack, until);
  const most = options.mostEvents === undefined ? mostBorders : mostToPart;
  const bordering = plots.slice(0, 1).flatMap(plot => [...borders(plot, { kinds: [kind] }, most)]);
  const elsewhere = plots.flatMap(plot => kinds.slice(1).flatMap((_kind, at) => inPlaces(plot, at + 1)));
  const all = [...made([...plots, ...bordering, ...elsewhere], events, options)];
  if (all.some(options.alerts)) yield* all;
}
