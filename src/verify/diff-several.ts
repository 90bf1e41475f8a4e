import { defaultProfile, searchView } from '../compile/index.ts';
import type { LeafVerdict } from '../compile/loss.ts';
import { always, and, type Events, eventsIn, mapEvents, not, type Rule, type Vendor } from '../ir/index.ts';
import type { RuleDifference, RuleRelation } from './diff-events.ts';
import { compareRules, lostInOne } from './diff-rules.ts';
import { nodeKey } from './leaf-key.ts';
import { compareSearches } from './several/compare.ts';
import type { JudgeOptions, SeriesJudgement } from './several/judge-series.ts';
import { seriesKnownTo } from './several/known-terms.ts';
import { leastJudged } from './several/least-series.ts';
import { withLogSources } from './several/log-sources.ts';
import { SeriesRunner, type TimedSearch } from './several/runner.ts';
import { compareRuns, timedBy } from './several/runs.ts';
import { type JudgedSeries, shorter } from './several/series-judge.ts';
import { stretched } from './several/stretched.ts';
import { tellingSeries } from './several/telling-series.ts';
import { judgeTyped } from './several/verify-several.ts';

/**
 * How a new rule stands to an old one. Of rules over several events that differ in more than their events, both are run over series
 * of events made of either; that takes longer than `compareRules`, which many rules can be put side by side with.
 */
export function diffRules(old: Rule, current: Rule): RuleDifference {
  const found = compareRules(old, current);
  if (found.relation !== 'unknown' || lostInOne(old, current) !== undefined) return found;
  if (old.search.kind === 'events' && current.search.kind === 'events') return found;
  return compareSeveralRules(old, current, current.metadata.vendor, found.because) ?? found;
}

function compareSeveralRules(
  old: Rule,
  current: Rule,
  vendor: Vendor,
  undecided: string | undefined,
): RuleDifference | undefined {
  const sources = sharedSources(old, current);
  const [one, other] = [old, current].map(rule => timedSearch(rule, vendor, sources.length > 0));
  if (one === undefined || other === undefined) return undefined;
  const [before, after] = [one.timed, other.timed];
  const views = old.metadata.vendor === current.metadata.vendor ? [] : [...one.given, ...other.given];
  const { isMultiValued } = defaultProfile(vendor);
  const parts = compareSearches(before.search, after.search, { isMultiValued, withoutScope: false });
  const runs = compareRuns(before, after, parts.relation !== 'unknown');
  const compared = parts.relation === 'unknown' ? [] : parts.given;
  const given = [...new Set([...compared, ...views, ...sources.map(id => `source:${id}`)])].sort();
  if (parts.relation === 'exact' && runs === 'exact') return { relation: 'equal', given, responsible: [] };
  const proved = runs === 'exact' && parts.relation !== 'unknown' ? relations[parts.relation] : undefined;
  const told = toldOnSeries(before, after, {
    ...{ vendor, isMultiValued, withScope: true, distinctTimes: given.includes('distinct-times') },
    ...{ untilParted: true, fullest: true },
  });
  const shown = told === undefined || told.series.length === 0 ? {} : { series: told.series };
  if (proved !== undefined) return { relation: proved, given, responsible: [], ...shown };
  if (told === undefined) return undefined;
  const relation = relationOf(told.series);
  return { relation, because: tested(relation, told.events, undecided), given, responsible: [], ...shown };
}

const relations: Readonly<Partial<Record<LeafVerdict, RuleRelation>>> = {
  broader: 'weaker',
  narrower: 'stronger',
};

function tested(relation: RuleRelation, events: number, undecided = 'no proof is to be had'): string {
  return relation === 'unknown'
    ? `${undecided}; ${events} events made of both rules do not tell them apart`
    : `tested on ${events} events made of both rules`;
}

/** What two rules of different products look at, where each part of the one has the data source of that part of the other. */
function sharedSources(old: Rule, current: Rule): readonly string[] {
  if (old.metadata.vendor === current.metadata.vendor) return [];
  const [before, after] = [old, current].map(({ search }) => eventsIn(search).map(({ source }) => source.id));
  const ids = before?.flatMap(id => id ?? []) ?? [];
  const areAlike = ids.length === before?.length && JSON.stringify(ids) === JSON.stringify(after);
  return areAlike ? [...new Set(ids)] : [];
}

/** In the names of a product, with the scope of its events unless that is the other's, too. */
function timedSearch(
  rule: Rule,
  vendor: Vendor,
  isShared: boolean,
): { readonly timed: TimedSearch; readonly given: readonly string[] } {
  const { search, given } = searchView(rule, vendor);
  const placed = vendor === 'sigma' ? withLogSources(search) : search;
  const bare = isShared ? mapEvents(search, events => ({ ...events, source: {} })) : placed;
  return { timed: timedBy(bare, rule), given };
}

type DiffSeries = NonNullable<RuleDifference['series']>;

function relationOf(series: DiffSeries): RuleRelation {
  const [old, current] = [series.some(each => each.old), series.some(each => each.new)];
  if (old && current) return 'different';
  return old ? 'stronger' : current ? 'weaker' : 'unknown';
}

interface Told {
  readonly series: DiffSeries;
  readonly events: number;
}

/** Events that come one after the other show what a change is about better than such as come at once. */
function toldOnSeries(before: TimedSearch, after: TimedSearch, options: JudgeOptions): Told | undefined {
  const found = onSeries(before, after, options);
  if (found === undefined || options.distinctTimes || !found.series.some(isAtOnce)) return found;
  const { series = [] } = onSeries(before, after, { ...options, distinctTimes: true }) ?? {};
  const inOrder = (each: DiffSeries[number]): DiffSeries[number] =>
    series.find(other => other.old === each.old && other.new === each.new) ?? each;
  return { ...found, series: found.series.map(each => (isAtOnce(each) ? inOrder(each) : each)) };
}

function isAtOnce({ events }: DiffSeries[number]): boolean {
  return new Set(events.map(({ time }) => time)).size < events.length;
}

/** Series made of the one show where the other falls short; those made of the other, the reverse. */
function onSeries(before: TimedSearch, after: TimedSearch, options: JudgeOptions): Told | undefined {
  const ofOld = judgeTyped(before, after, options, []).judgement;
  const ofNew = judgeTyped(after, before, options, []).judgement;
  if (ofOld === undefined && ofNew === undefined) return undefined;
  const [onlyOld, onlyNew] = [
    betterOf(ofOld?.onlyRule, turned(ofNew?.onlyQuery)),
    betterOf(ofOld?.onlyQuery, turned(ofNew?.onlyRule)),
  ];
  const isTold = onlyOld !== undefined || onlyNew !== undefined;
  const ofOldAlone = (isTold ? onlyOld : onlyBy(before, after, options)) ?? newTo(before, after, options);
  const ofNewAlone =
    (isTold ? onlyNew : turned(onlyBy(after, before, options))) ?? turned(newTo(after, before, options));
  const judgement: SeriesJudgement =
    ofOldAlone === undefined && ofNewAlone === undefined
      ? atOtherPaces(before, after, [ofOld, ofNew], options)
      : {
          ...{ events: 0, judged: [] },
          ...(ofOldAlone === undefined ? {} : { onlyRule: ofOldAlone }),
          ...(ofNewAlone === undefined ? {} : { onlyQuery: ofNewAlone }),
        };
  return {
    series: tellingSeries(least(judgement, before, after, options)).map(({ name, rule, query, events }) => ({
      ...{ name, old: rule, new: query },
      events: events.map(({ time, target }) => ({ time, event: target })),
    })),
    events: (ofOld?.events ?? 0) + (ofNew?.events ?? 0),
  };
}

/** What people are shown: without the events and the fields that it does not take to tell. */
function least(
  judgement: SeriesJudgement,
  before: TimedSearch,
  after: TimedSearch,
  options: JudgeOptions,
): SeriesJudgement {
  const { onlyRule, onlyQuery } = judgement;
  return {
    ...judgement,
    ...(onlyRule === undefined ? {} : { onlyRule: leastJudged(onlyRule, 'rule', before, after, options) }),
    ...(onlyQuery === undefined
      ? {}
      : { onlyQuery: leastJudged(onlyQuery, 'query', before, after, options) }),
  };
}

function atOtherPaces(
  before: TimedSearch,
  after: TimedSearch,
  [ofOld, ofNew]: readonly [SeriesJudgement | undefined, SeriesJudgement | undefined],
  options: JudgeOptions,
): SeriesJudgement {
  const known = [...(ofOld?.judged ?? []), ...(ofNew?.judged ?? [])];
  const found = stretched(before, after, known, options);
  const isMissed = found?.rule.some(group => !found.query.includes(group));
  return {
    ...{ events: 0, judged: [] },
    ...(found === undefined ? {} : isMissed ? { onlyRule: found } : { onlyQuery: found }),
  };
}

/** A series of the events that the one search looks at and the other does not, on which it alone alerts. */
function onlyBy(one: TimedSearch, other: TimedSearch, options: JudgeOptions): JudgedSeries | undefined {
  const others = eventsIn(other.search);
  if (eventsIn(one.search).length !== others.length) return undefined;
  let at = 0;
  const search = mapEvents(one.search, events => {
    const beside = others[at++];
    return beside === undefined || wholeKey(events) === wholeKey(beside)
      ? events
      : {
          ...events,
          where: and([events.where, not(and([beside.source.scope ?? always(true), beside.where]))]),
        };
  });
  const found = judgeTyped({ ...one, search }, other, options, []).judgement?.onlyRule;
  if (found === undefined) return undefined;
  const runner = new SeriesRunner(one, options);
  const { run } = found.series;
  const rule = runner.canRun ? runner.groups(found.series, run === undefined ? [] : [run]) : [];
  return rule.some(group => !found.query.includes(group)) ? { ...found, rule } : undefined;
}

function newTo(one: TimedSearch, other: TimedSearch, options: JudgeOptions): JudgedSeries | undefined {
  const series = seriesKnownTo(other, one, options);
  if (series === undefined) return undefined;
  const [rule, query] = [one, other].map(each => new SeriesRunner(each, options).groups(series, undefined));
  const isTold = rule !== undefined && query !== undefined && rule.length > query.length;
  return isTold ? { series, rule, query } : undefined;
}

function wholeKey({ source: { scope = always(true) }, where }: Events): string {
  return nodeKey([scope, where]);
}

function turned(judged: JudgedSeries | undefined): JudgedSeries | undefined {
  return judged && { ...judged, rule: judged.query, query: judged.rule };
}

function betterOf(one: JudgedSeries | undefined, other: JudgedSeries | undefined): JudgedSeries | undefined {
  return other === undefined ? one : shorter(one, other, true);
}
