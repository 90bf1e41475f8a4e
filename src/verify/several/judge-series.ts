import type { Search, Vendor } from '../../ir/index.ts';
import type { TimedSearch } from './runner.ts';
import { seriesAround } from './search-series.ts';
import type { Series } from './series.ts';
import { type JudgedSeries, SeriesJudge, shorter } from './series-judge.ts';

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
  /** Of series of as many events that whose events have the most fields is shown. */
  readonly fullest?: boolean;
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
  const judge = SeriesJudge.of(rule, query, options);
  if (judge === undefined) return undefined;
  const { looksBack } = judge;
  const runs = looksBack ? runsOf(rule.schedule, query.schedule) : undefined;
  const all = seriesAround(rule, {
    ...options,
    alerts: series => options.isNever === true || judge.groupsOfRule(series).length > 0,
    ends: endsOf(query.search),
    ...(options.untilParted ? { mostEvents: runs === undefined ? fewEvents : eventsOfRuns } : {}),
    ...(runs === undefined ? {} : { runs }),
    ...(looksBack ? { reaches: reachesOf(rule.schedule, query.schedule) } : {}),
  });
  return judgementOf(all, series => judge.judge(series), options);
}

function judgementOf(
  all: Iterable<Series>,
  judge: (series: Series) => JudgedSeries,
  { untilParted, isSettled = false, fullest = false, isEnough = () => false }: JudgeOptions,
): SeriesJudgement | undefined {
  const judged: JudgedSeries[] = [];
  let [onlyRule, onlyQuery]: (JudgedSeries | undefined)[] = [];
  let [run, beyond] = [0, 0];
  for (const series of all) {
    const each = judge(series);
    judged.push(each);
    run += series.events.length;
    if (!isWithin(each.rule, each.query)) onlyRule = shorter(onlyRule, each, fullest);
    if (!isWithin(each.query, each.rule)) onlyQuery = shorter(onlyQuery, each, fullest);
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

/** Lengths of the buckets and periods that a search counts in. */
function endsOf(search: Search): readonly number[] {
  if (search.kind === 'correlate') return search.window.kind === 'schedule' ? [] : [search.window.length];
  if (search.kind !== 'pipeline') return [];
  return search.stages.flatMap(stage =>
    stage.kind === 'aggregate' && stage.window?.kind === 'tumbling' ? [stage.window.length] : [],
  );
}

function runsOf(
  one: TimedSearch['schedule'],
  other: TimedSearch['schedule'],
): { readonly lookBack: number; readonly every: readonly number[] } | undefined {
  if (one === undefined || other === undefined || one.every === other.every) return undefined;
  return { lookBack: one.lookBack, every: [one.every, other.every] };
}

/** Seconds: the less first. None where both look back as far. */
function reachesOf(...schedules: readonly TimedSearch['schedule'][]): readonly number[] {
  const found = new Set(schedules.flatMap(each => each?.lookBack ?? []));
  return found.size < 2 ? [] : [...found].sort((one, other) => one - other);
}

function isWithin(some: readonly string[], all: readonly string[]): boolean {
  return some.every(each => all.includes(each));
}
