import type { Search, Vendor } from '../../ir/index.ts';
import { joinedGroups } from './joined-groups.ts';
import { choosesEvents } from './own-order.ts';
import { SeriesRunner, type TimedSearch } from './runner.ts';
import { seriesAround } from './search-series.ts';
import type { Series, SeriesEvent } from './series.ts';

/** A series with the groups that each side alerts on. */
export interface JudgedSeries {
  readonly series: Series;
  readonly rule: readonly string[];
  readonly query: readonly string[];
}

export interface SeriesJudgement {
  /** How many events both were asked about. */
  readonly events: number;
  readonly judged: readonly JudgedSeries[];
  /** The shortest series on which one alone alerts. */
  readonly onlyRule?: JudgedSeries;
  readonly onlyQuery?: JudgedSeries;
}

export interface JudgeOptions {
  readonly vendor: Vendor;
  readonly isMultiValued: (field: string) => boolean;
  readonly withScope: boolean;
  readonly distinctTimes: boolean;
  /** Whether it is enough to have a series on which each alone alerts: nothing more can be said of what is declared so. */
  readonly untilParted: boolean;
  /** No verdict hangs on what is found: it is enough to have run both over some series. */
  readonly isSettled?: boolean;
  /** The rule is known to alert on nothing: series are made of what it asks for, and the query must be as silent. */
  readonly isNever?: boolean;
  /** The most events of a kind in a series. */
  readonly most?: number;
  /** Only series of these shapes. */
  readonly shapes?: ReadonlySet<string>;
  /** Whether what has been found is all that is asked for. */
  readonly isEnough?: (found: Omit<SeriesJudgement, 'events'>) => boolean;
}

/** What is declared different is so whether or not a series shows it: one is looked for among the short ones. */
const fewEvents = 5_000;
/** What runs at other times find takes series as far apart as a run looks back. */
const eventsOfRuns = 20_000;
/** Where one of the two is found, the other is looked for among so many more. */
const mostBeyond = 1_000;
/** Where no verdict hangs on it. */
const someEvents = 100;

/** Runs a rule and what was read of its translation over series made of the rule; undefined when nothing is found that the rule alerts on. */
export function judgeSeries(
  rule: TimedSearch,
  query: TimedSearch,
  options: JudgeOptions,
): SeriesJudgement | undefined {
  const namesEvents = choosesEvents(rule.search) && choosesEvents(query.search);
  const [ofRule, ofQuery] = [rule, query].map(each => new SeriesRunner(each, options, namesEvents));
  if (ofRule === undefined || ofQuery === undefined || !ofRule.canRun || !ofQuery.canRun) return undefined;
  const looksBack = ofRule.looksBack && ofQuery.looksBack;
  const startOf = startsOf([rule, query], [ofRule, ofQuery]);
  const joined = joinedGroups(rule.search);
  const known = new Map<Series, readonly string[]>();
  const groupsOfRule = (series: Series): readonly string[] => {
    const found = known.get(series) ?? ofRule.groups(joined(series), startOf(series));
    known.set(series, found);
    return found;
  };
  const alerts = (series: Series) => options.isNever === true || groupsOfRule(series).length > 0;
  const runs = looksBack ? runsOf(rule.schedule, query.schedule) : undefined;
  const all = seriesAround(rule, {
    ...options,
    alerts,
    ends: endsOf(query.search),
    ...(options.untilParted ? { mostEvents: runs === undefined ? fewEvents : eventsOfRuns } : {}),
    ...(runs === undefined ? {} : { runs }),
  });
  const isCut = ofQuery.looksBack && !ofRule.looksBack;
  // A run of the rule that comes between two events of the series parts them, where the query sees both.
  const tornGroups = (series: Series, own: Series): readonly string[] => {
    const [start] = betweenOf(series);
    if (start === undefined) return groupsOfRule(series);
    const [torn, whole] = [ofRule, ofQuery].map(each => each.groups(own, [start])) as [string[], string[]];
    const isKept = (group: string) => torn.includes(group) || !whole.includes(group);
    return [...new Set([...groupsOfRule(series).filter(isKept), ...torn])].sort();
  };
  const judge = (series: Series): JudgedSeries => {
    const own = joined(series);
    const found = ofRule.isTorn ? tornGroups(series, own) : groupsOfRule(series);
    const between = isCut && ofQuery.looksAtClock ? betweenOf(series) : [];
    const others = [...new Set([...between.slice(0, 1), ...between.slice(-1)])];
    const inOthers = others.map(start => ofQuery.groups(own, [start]));
    const all = new Set(ofQuery.groups(own, startOf(series)));
    const isMore = (group: string) => !found.includes(group);
    for (const group of inOthers.flat().filter(isMore)) all.add(group);
    const isOpen = ({ group }: SeriesEvent) => isMore(group) && !all.has(group);
    const cuts = isCut && (namesEvents || own.events.some(isOpen)) ? cutsOf(series, query.schedule) : [];
    const inCuts = cuts.length === 0 ? [] : ofQuery.groups(own, cuts);
    for (const group of inCuts.filter(isMore)) all.add(group);
    const isMissed = (group: string) => found.includes(group) && inOthers.some(each => !each.includes(group));
    return { series, rule: found, query: [...all].filter(group => !isMissed(group)).sort() };
  };
  return judgementOf(all, judge, options);
}

function judgementOf(
  all: Iterable<Series>,
  judge: (series: Series) => JudgedSeries,
  { untilParted, isSettled = false, isEnough = () => false }: JudgeOptions,
): SeriesJudgement | undefined {
  const judged: JudgedSeries[] = [];
  let [onlyRule, onlyQuery]: (JudgedSeries | undefined)[] = [];
  let [run, beyond] = [0, 0];
  for (const series of all) {
    const each = judge(series);
    judged.push(each);
    run += series.events.length;
    if (!isWithin(each.rule, each.query)) onlyRule = shorter(onlyRule, each);
    if (!isWithin(each.query, each.rule)) onlyQuery = shorter(onlyQuery, each);
    if (isSettled && run > someEvents) break;
    if (isEnough({ judged, ...sidesOf(onlyRule, onlyQuery) })) break;
    if (!untilParted || (onlyRule ?? onlyQuery) === undefined) continue;
    beyond += series.events.length;
    if (beyond > mostBeyond || (onlyRule !== undefined && onlyQuery !== undefined)) break;
  }
  if (judged.length === 0) return undefined;
  return {
    events: run,
    judged,
    ...sidesOf(onlyRule, onlyQuery),
  };
}

function sidesOf(
  onlyRule: JudgedSeries | undefined,
  onlyQuery: JudgedSeries | undefined,
): Pick<SeriesJudgement, 'onlyRule' | 'onlyQuery'> {
  return {
    ...(onlyRule === undefined ? {} : { onlyRule }),
    ...(onlyQuery === undefined ? {} : { onlyQuery }),
  };
}

/** When the runs of a series begin, where it matters. */
function startsOf(
  [rule, query]: readonly [TimedSearch, TimedSearch],
  [ofRule, ofQuery]: readonly [SeriesRunner, SeriesRunner],
): (series: Series) => readonly number[] {
  if (isSame(rule.schedule, query.schedule) && ofRule.looksBack === ofQuery.looksBack) return () => [];
  const looksBack = ofRule.looksBack && ofQuery.looksBack;
  const between = betweenRuns(rule.schedule, query.schedule);
  return ({ run, events }) => [run ?? (looksBack ? (events.at(-1)?.at ?? 0) : between)];
}

/** Lengths of the buckets and periods that a search counts in. */
function endsOf(search: Search): readonly number[] {
  if (search.kind === 'correlate') return search.window.kind === 'schedule' ? [] : [search.window.length];
  if (search.kind !== 'pipeline') return [];
  return search.stages.flatMap(stage =>
    stage.kind === 'aggregate' && stage.window?.kind === 'tumbling' ? [stage.window.length] : [],
  );
}

function isSame(one: TimedSearch['schedule'], other: TimedSearch['schedule']): boolean {
  return one?.every === other?.every && one?.lookBack === other?.lookBack && one?.until === other?.until;
}

/** Where what looks back is held against what follows the events, series begin between two runs. */
function betweenRuns(...schedules: readonly TimedSearch['schedule'][]): number {
  return Math.floor(Math.min(...schedules.flatMap(each => (each === undefined ? [] : [each.every]))) / 2);
}

/** Of a series of a few events. */
const mostCut = 4;

/** Runs that see the later events of a series alone: what came before must not be missed. */
function cutsOf({ events, run }: Series, schedule: TimedSearch['schedule']): readonly number[] {
  if (schedule === undefined || run !== undefined || events.length > mostCut) return [];
  return betweenOf({ events }).map(middle => middle + schedule.lookBack);
}

/** Runs that come between two events: what comes later must be waited for, and what is told by none of them is lost. */
function betweenOf({ events, run }: Pick<Series, 'events' | 'run'>): readonly number[] {
  if (run !== undefined || events.length > mostCut) return [];
  return events.slice(1).flatMap(({ at }, index) => {
    const before = events[index]?.at ?? at;
    return before < at ? [(before + at) / 2] : [];
  });
}

function runsOf(
  one: TimedSearch['schedule'],
  other: TimedSearch['schedule'],
): { readonly lookBack: number; readonly every: readonly number[] } | undefined {
  if (one === undefined || other === undefined || one.every === other.every) return undefined;
  return { lookBack: one.lookBack, every: [one.every, other.every] };
}

function isWithin(some: readonly string[], all: readonly string[]): boolean {
  return some.every(each => all.includes(each));
}

function shorter(best: JudgedSeries | undefined, other: JudgedSeries): JudgedSeries {
  return best === undefined || other.series.events.length < best.series.events.length ? other : best;
}
