import { searchView, type Translation, withPlainMeasures } from '../../compile/index.ts';
import type { LeafVerdict } from '../../compile/loss.ts';
import type { Diagnostic } from '../../diagnostics/index.ts';
import { type Given, mapEvents, type Rule, type SeveralEvents, type TargetSource } from '../../ir/index.ts';
import { others } from '../pause.ts';
import { searchOnSingleLines } from '../single-lines.ts';
import { compareSearches, type SearchComparison } from './compare.ts';
import { type JudgeOptions, judgeSeries, type SeriesJudgement } from './judge-series.ts';
import { withLogSources } from './log-sources.ts';
import { findsNothing } from './never.ts';
import { readerOf } from './read-several.ts';
import type { TimedSearch } from './runner.ts';
import { compareRuns, timedBy } from './runs.ts';
import { scaledSearches } from './scaled.ts';
import { shapeOf } from './series.ts';
import { withSpeltAddresses } from './spelt-addresses.ts';
import { typedSearches } from './typed-searches.ts';

/** What was found of a translation of a search over several events. */
export type SeveralFinding =
  | {
      readonly kind: 'compared';
      readonly comparison: SearchComparison;
      /** What the times of its runs make of the query. */
      readonly runs: LeafVerdict;
      readonly judgement?: SeriesJudgement;
      /** What the series take the values of fields to be. */
      readonly given?: readonly Given[];
    }
  | { readonly kind: 'no-reader' }
  | { readonly kind: 'unreadable'; readonly diagnostics: readonly Diagnostic[] };

/**
 * Reads a query over several events back, and compares it with the rule part by part, in the target's names. Where the parts differ
 * or do not tell, both are run over series of events.
 */
export async function compareSeveral(rule: Rule, translation: Translation): Promise<SeveralFinding> {
  const { dialect, planned, query, given } = translation;
  if (dialect === undefined || query === undefined || planned === undefined) return { kind: 'no-reader' };
  const { several } = planned;
  if (several === undefined) return { kind: 'no-reader' };
  const reader = await readerOf(dialect);
  if (reader === undefined) return { kind: 'no-reader' };
  const { value: read, diagnostics } = reader({ dialect, planned: { ...planned, several }, query, given });
  if (read === undefined) return { kind: 'unreadable', diagnostics };
  await others;
  const found = {
    ...read,
    search: withSpeltAddresses(searchOnSingleLines(read.search, given), given).search,
  };
  const asked = withPlainMeasures(rule, dialect.vendor);
  const spelt = withSpeltAddresses(
    searchOnSingleLines(searchView(asked, dialect.vendor).search, given),
    given,
  );
  const source = spelt.search;
  const own = searchView(rule, rule.metadata.vendor).search;
  const { isMultiValued } = planned.profile;
  const withScope = dialect.vendor !== 'sigma';
  const compared = compareSearches(source, found.search, { isMultiValued, withoutScope: !withScope, own });
  const comparison =
    compared.relation === 'unknown' ? compared : { ...compared, given: [...compared.given, ...spelt.given] };
  const rules = timedBy(source, rule, found);
  const runs = compareRuns(rules, found, comparison.relation !== 'unknown', isMultiValued);
  if (comparison.relation === 'exact' && runs === 'exact') return { kind: 'compared', comparison, runs };
  const [ofRule, ofQuery] = withScope
    ? [source, found.search]
    : [withLogSources(source, sourcesOf(several)), withLogSources(found.search)];
  const judge = (more: Partial<JudgeOptions> = {}) =>
    judgeTyped(
      { ...rules, search: ofRule },
      { ...found, search: ofQuery },
      {
        vendor: dialect.vendor,
        isMultiValued,
        withScope: true,
        distinctTimes: given.includes('distinct-times'),
        untilParted: translation.verdict === 'different',
        isSettled: translation.mapping === 'different' && translation.form === 'exact',
        ...more,
      },
      given,
    );
  await others;
  const ofSeries = judge();
  const judged = { ...ofSeries, given: [...(ofSeries.given ?? []), ...spelt.given] };
  const isMute = comparison.relation === 'unknown' && judged.judgement === undefined;
  if (!isMute || !findsNothing(ofRule, { isMultiValued }))
    return { kind: 'compared', comparison, runs, ...judged };
  if (findsNothing(ofQuery, { isMultiValued }))
    return { kind: 'compared', comparison: { relation: 'exact', given: [] }, runs: 'exact' };
  return { kind: 'compared', comparison, runs, ...judge({ isNever: true }) };
}

/** Where series part the two, that may be by values that a field of their type never holds. */
export function judgeTyped(
  rule: TimedSearch,
  query: TimedSearch,
  options: JudgeOptions,
  assumed: readonly Given[],
): { readonly judgement?: SeriesJudgement; readonly given?: readonly Given[] } {
  const judgement = judgeCounted(rule, query, options);
  if (judgement === undefined) return {};
  if ((judgement.onlyRule ?? judgement.onlyQuery) === undefined) return { judgement };
  const typed = typedSearches(rule.search, query.search, assumed);
  if (typed === undefined) return { judgement };
  const [one, other] = [
    { ...rule, search: typed.one },
    { ...query, search: typed.other },
  ];
  const again = judgeCounted(one, other, options);
  if (again === undefined) return {};
  return isCleared(judgement, again) ? { judgement: again, given: typed.given } : { judgement };
}

/** The most events that are run in one series, where one of fewer has shown what it parts. */
const mostAtOnce = 2_500;

/**
 * What counts far is judged counting to less. The series that part the two, or else the first that the rule alerts on and those of a few
 * events less, are then run at their full length; where these say something else, all are.
 */
function judgeCounted(
  rule: TimedSearch,
  query: TimedSearch,
  options: JudgeOptions,
): SeriesJudgement | undefined {
  const scaled = scaledSearches(rule.search, query.search);
  const small =
    scaled &&
    judgeSeries(
      { ...rule, search: scaled.one },
      { ...query, search: scaled.other },
      { ...options, untilParted: false },
    );
  if (small === undefined) return judgeSeries(rule, query, options);
  const parting = [small.onlyRule, small.onlyQuery].flatMap(each => each ?? []);
  const isParted = parting.length > 0;
  const first = small.judged.findIndex(each => each.rule.length > 0);
  const shapes = new Set(
    (isParted ? parting : small.judged.slice(0, first + 1)).map(({ series }) => shapeOf(series)),
  );
  const isAlike = (found: Omit<SeriesJudgement, 'events'>): boolean =>
    sides.every(side => (found[side] === undefined) === (small[side] === undefined));
  const whole = judgeSeries(rule, query, {
    ...options,
    ...(isParted ? { most: mostAtOnce } : {}),
    shapes,
    isEnough: found => isAlike(found) && (isParted || (found.judged.at(-1)?.rule ?? []).length > 0),
  });
  if (whole === undefined) return isParted ? judgeSeries(rule, query, options) : small;
  return isAlike(whole)
    ? { ...whole, events: small.events + whole.events }
    : judgeSeries(rule, query, options);
}

const sides = ['onlyRule', 'onlyQuery'] as const;

/** Whether one side is found no more to alert alone. */
function isCleared(before: SeriesJudgement, after: SeriesJudgement): boolean {
  return sides.some(side => before[side] !== undefined && after[side] === undefined);
}

/** Where the target keeps the events of a search, in the order in which it names them. */
function sourcesOf({ search, inputs }: SeveralEvents): readonly TargetSource['sigma'][] {
  const found: TargetSource['sigma'][] = [];
  mapEvents(search, events => {
    found.push(inputs.get(events)?.source.sigma ?? {});
    return events;
  });
  return found;
}
