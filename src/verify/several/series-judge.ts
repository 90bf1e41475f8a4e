import { joinedGroups } from './joined-groups.ts';
import { choosesEvents } from './own-order.ts';
import { type RunnerOptions, SeriesRunner, type TimedSearch } from './runner.ts';
import type { Series, SeriesEvent } from './series.ts';

/** A series with the groups that each side alerts on. */
export interface JudgedSeries {
  readonly series: Series;
  readonly rule: readonly string[];
  readonly query: readonly string[];
}

/** The one of fewer events; `fullest`: of as many, the one whose events have more fields; else the first. */
export function shorter(best: JudgedSeries | undefined, other: JudgedSeries, fullest = false): JudgedSeries {
  if (best === undefined) return other;
  const fewer = best.series.events.length - other.series.events.length;
  const isBetter = fewer > 0 || (fewer === 0 && fullest && fieldsIn(other) > fieldsIn(best));
  return isBetter ? other : best;
}

function fieldsIn({ series: { events } }: JudgedSeries): number {
  return events.reduce((sum, { data }) => sum + Object.keys(data).length, 0);
}

/** Says of series which groups a rule, and what was read of its translation, alert on. */
export class SeriesJudge {
  private readonly ofRule: SeriesRunner;
  private readonly ofQuery: SeriesRunner;
  private readonly query: TimedSearch;
  private readonly namesEvents: boolean;
  private readonly startOf: (series: Series) => readonly number[];
  private readonly joined: ReturnType<typeof joinedGroups>;
  private readonly known = new Map<Series, readonly string[]>();

  private constructor(rule: TimedSearch, query: TimedSearch, options: RunnerOptions) {
    this.namesEvents = choosesEvents(rule.search) && choosesEvents(query.search);
    this.ofRule = new SeriesRunner(rule, options, this.namesEvents);
    this.ofQuery = new SeriesRunner(query, options, this.namesEvents);
    this.query = query;
    this.startOf = startsOf([rule, query], [this.ofRule, this.ofQuery]);
    this.joined = joinedGroups(rule.search);
  }

  /** Undefined where one of them cannot be run. */
  static of(rule: TimedSearch, query: TimedSearch, options: RunnerOptions): SeriesJudge | undefined {
    const judge = new SeriesJudge(rule, query, options);
    return judge.ofRule.canRun && judge.ofQuery.canRun ? judge : undefined;
  }

  get looksBack(): boolean {
    return this.ofRule.looksBack && this.ofQuery.looksBack;
  }

  groupsOfRule(series: Series): readonly string[] {
    const found = this.known.get(series) ?? this.ofRule.groups(this.joined(series), this.startOf(series));
    this.known.set(series, found);
    return found;
  }

  judge(series: Series): JudgedSeries {
    const { ofRule, ofQuery } = this;
    const isCut = ofQuery.looksBack && !ofRule.looksBack;
    const own = this.joined(series);
    const found = ofRule.isTorn ? this.tornGroups(series, own) : this.groupsOfRule(series);
    const between = isCut && ofQuery.looksAtClock ? betweenOf(series) : [];
    const others = [...new Set([...between.slice(0, 1), ...between.slice(-1)])];
    const inOthers = others.map(start => ofQuery.groups(own, [start]));
    const all = new Set(ofQuery.groups(own, this.startOf(series)));
    const isMore = (group: string) => !found.includes(group);
    for (const group of inOthers.flat().filter(isMore)) all.add(group);
    const isOpen = ({ group }: SeriesEvent) => isMore(group) && !all.has(group);
    const isAsked = isCut && (this.namesEvents || own.events.some(isOpen));
    const cuts = isAsked ? cutsOf(series, this.query.schedule) : [];
    const inCuts = cuts.length === 0 ? [] : ofQuery.groups(own, cuts);
    for (const group of inCuts.filter(isMore)) all.add(group);
    const isMissed = (group: string) => found.includes(group) && inOthers.some(each => !each.includes(group));
    return { series, rule: found, query: [...all].filter(group => !isMissed(group)).sort() };
  }

  /** A run of the rule that comes between two events of the series parts them, where the query sees both. */
  private tornGroups(series: Series, own: Series): readonly string[] {
    const [start] = betweenOf(series);
    if (start === undefined) return this.groupsOfRule(series);
    const [torn, whole] = [this.ofRule.groups(own, [start]), this.ofQuery.groups(own, [start])];
    const isKept = (group: string) => torn.includes(group) || !whole.includes(group);
    return [...new Set([...this.groupsOfRule(series).filter(isKept), ...torn])].sort();
  }
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
