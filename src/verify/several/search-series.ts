import type { NewTerms } from '../../ir/index.ts';
import type { TimedSearch } from './runner.ts';
import { type Pattern, type Plot, plotsAround, type Series, type Slot } from './series.ts';
import { SeriesEvents } from './series-events.ts';
import { type Candidate, kindOf, type Plan, type PlanOptions, planOf } from './series-plan.ts';
import { plotsOfTerms } from './terms-plots.ts';

export interface SeriesOptions extends PlanOptions {
  readonly distinctTimes: boolean;
  /** Seconds of buckets and periods that the other side counts in. */
  readonly ends: readonly number[];
  readonly runs?: Pattern['runs'];
  /** Whether the search alerts on it. */
  readonly alerts: (series: Series) => boolean;
}

const mostEvents = 20_000;
const mostBorders = 12;

/** Series of events that show what a search does, made of its own values; none where nothing is found that it alerts on. */
export function seriesOf(timed: TimedSearch, options: SeriesOptions): readonly Series[] {
  if (timed.search.kind === 'newTerms') return seriesOfTerms(timed.search, timed, options);
  const plan = planOf(timed, options);
  if (plan === undefined) return [];
  const all = seriesOfPlan(plan, timed, options);
  const isUsable = options.distinctTimes ? haveDistinctTimes : () => true;
  return bounded(all.filter(isUsable));
}

function haveDistinctTimes({ events }: Series): boolean {
  return new Set(events.map(({ at }) => at)).size === events.length;
}

function seriesOfPlan(plan: Plan, timed: TimedSearch, options: SeriesOptions): readonly Series[] {
  const { distinctTimes } = options;
  const common = {
    spoilers: [],
    merged: [],
    amountsAfter: [],
    distinctTimes,
    usualSpan: usualSpanOf(timed),
    isEndless: timed.schedule === undefined && timed.search.kind === 'sequence' && timed.search.ordered,
    ends: options.ends,
    ...(options.runs === undefined ? {} : { runs: options.runs }),
  };
  const tried: Series[] = [];
  for (const candidate of plan.candidates) {
    const events = new SeriesEvents(plan.kinds, candidate.counted, candidate.amounts);
    const pattern: Pattern = { ...common, ...candidate, groups: events.groups.length };
    const [first] = plotsAround(pattern);
    const series = first && events.series({ ...first, name: candidate.name });
    if (series === undefined) continue;
    tried.push(series);
    if (options.alerts(series))
      return [
        ...tried,
        ...around(pattern, plan, events),
        ...others(plan, candidate, common),
        ...takenTogether(plan, candidate, common, options),
      ];
  }
  return [];
}

/** Where the first that alerts is a single event: around the first that only alerts as a whole. */
function takenTogether(
  plan: Plan,
  good: Candidate,
  common: Omit<Pattern, 'slots' | 'within' | 'groups'>,
  { alerts }: SeriesOptions,
): readonly Series[] {
  if (good.slots.length > 1) return [];
  for (const candidate of plan.candidates.slice(plan.candidates.indexOf(good) + 1)) {
    if (candidate.slots.length < 2) continue;
    const events = new SeriesEvents(plan.kinds, candidate.counted, candidate.amounts);
    const pattern: Pattern = { ...common, ...candidate, groups: events.groups.length };
    const [whole] = plotsAround(pattern);
    const [series, less] = [whole, whole && { ...whole, slots: whole.slots.slice(1) }].map(
      plot => plot && events.series(plot),
    );
    if (series !== undefined && less !== undefined && alerts(series) && !alerts(less))
      return around(pattern, plan, events);
  }
  return [];
}

/** The other numbers and values of the plan, which the search may find too much or too little. */
function others(
  plan: Plan,
  good: Candidate,
  common: Omit<Pattern, 'slots' | 'within' | 'groups'>,
): readonly Series[] {
  return plan.candidates.slice(plan.candidates.indexOf(good) + 1).flatMap(candidate => {
    const events = new SeriesEvents(plan.kinds, candidate.counted, candidate.amounts);
    const [first] = plotsAround({ ...common, groups: 1, ...candidate });
    if (first === undefined) return [];
    const close = { name: `${candidate.name}, close together`, slots: first.slots.map(closeBy) };
    return [{ ...first, name: candidate.name }, ...(first.slots.length < 2 ? [] : [close])].flatMap(
      plot => events.series(plot) ?? [],
    );
  });
}

/** Within less than a second of each other, so that no run comes in between. */
function closeBy(slot: Slot, index: number): Slot {
  return { ...slot, at: index / 1000 };
}

/** What a run sees as a whole, whenever it begins. */
function usualSpanOf({ schedule }: TimedSearch): number {
  return schedule === undefined ? 3600 : Math.max(2, schedule.lookBack - schedule.every);
}

function around(pattern: Pattern, plan: Plan, events: SeriesEvents): readonly Series[] {
  const plots = plotsAround(pattern);
  const [whole] = plots;
  return [
    ...plots.slice(1),
    ...(whole === undefined ? [] : [...borders(whole, plan), ...withoutKeys(whole, plan)]),
  ].flatMap(plot => events.series(plot) ?? []);
}

/** All events without what they are grouped by, key by key. */
function withoutKeys(plot: Plot, { kinds }: Plan): readonly Plot[] {
  const count = Math.max(0, ...kinds.map(({ keys }) => keys.length));
  return Array.from({ length: count }, (_, key) => ({
    ...plot,
    name: `all without ${kinds[0]?.fieldsOfKey(key).join(' and ') ?? 'a key'}`,
    slots: plot.slots.map((slot): Slot => ({ ...slot, lacks: kinds[slot.kind]?.fieldsOfKey(key) ?? [] })),
  }));
}

/** Each kind once with an event on its border. */
function borders(plot: Plot, { kinds }: Plan): readonly Plot[] {
  return kinds.flatMap((kind, index) => {
    const { slots } = plot;
    const place = slots.findIndex(slot => slot.kind === index);
    if (place < 0) return [];
    return kind.borders(mostBorders).map(({ event, why }) => ({
      ...plot,
      name: `event ${place + 1}: ${why}`,
      slots: slots.map((slot, at): Slot => (at === place ? { ...slot, data: event } : slot)),
    }));
  });
}

function bounded(all: readonly Series[]): readonly Series[] {
  let count = 0;
  return all.filter(({ events }) => {
    count += events.length;
    return count <= mostEvents;
  });
}

function seriesOfTerms(
  search: NewTerms,
  { schedule }: TimedSearch,
  options: SeriesOptions,
): readonly Series[] {
  const kind = kindOf(search.from, search.fields, [], options);
  if (kind === undefined) return [];
  const events = new SeriesEvents([kind]);
  const plots = plotsOfTerms(kind, events.groups.length, search.history, schedule?.lookBack ?? 3600);
  const all = [
    ...plots,
    ...plots.slice(0, 1).flatMap(plot => borders(plot, { kinds: [kind], candidates: [] })),
  ];
  const made = all.flatMap(plot => events.series(plot) ?? []);
  return made.some(options.alerts) ? made : [];
}
