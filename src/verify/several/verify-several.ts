import { searchView, type Translation } from '../../compile/index.ts';
import type { LeafVerdict } from '../../compile/loss.ts';
import type { Diagnostic } from '../../diagnostics/index.ts';
import type { Rule, SeveralEvents, TargetSource } from '../../ir/index.ts';
import { searchOnSingleLines } from '../single-lines.ts';
import { compareSearches, type SearchComparison } from './compare.ts';
import { judgeSeries, type SeriesJudgement } from './judge-series.ts';
import { withLogSources } from './log-sources.ts';
import { mapEvents } from './map-events.ts';
import { readerOf } from './read-several.ts';
import { compareRuns, timedBy } from './runs.ts';

/** What was found of a translation of a search over several events. */
export type SeveralFinding =
  | {
      readonly kind: 'compared';
      readonly comparison: SearchComparison;
      /** What the times of its runs make of the query. */
      readonly runs: LeafVerdict;
      readonly judgement?: SeriesJudgement;
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
  const found = { ...read, search: searchOnSingleLines(read.search, given) };
  const source = searchOnSingleLines(searchView(rule, dialect.vendor).search, given);
  const own = searchView(rule, rule.metadata.vendor).search;
  const { isMultiValued } = planned.profile;
  const withScope = dialect.vendor !== 'sigma';
  const comparison = compareSearches(source, found.search, { isMultiValued, withoutScope: !withScope, own });
  const rules = timedBy(source, rule);
  const runs = compareRuns(rules, found, comparison.relation !== 'unknown');
  if (comparison.relation === 'exact' && runs === 'exact') return { kind: 'compared', comparison, runs };
  const [ofRule, ofQuery] = withScope
    ? [source, found.search]
    : [withLogSources(source, sourcesOf(several)), withLogSources(found.search)];
  const judgement = judgeSeries(
    { ...rules, search: ofRule },
    { ...found, search: ofQuery },
    {
      vendor: dialect.vendor,
      isMultiValued,
      withScope: true,
      distinctTimes: given.includes('distinct-times'),
      untilParted: translation.verdict === 'different',
    },
  );
  return { kind: 'compared', comparison, runs, ...(judgement === undefined ? {} : { judgement }) };
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
