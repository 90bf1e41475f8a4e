import { lossOfSequence } from '../../compile/cut-sequences.ts';
import type { LeafVerdict } from '../../compile/loss.ts';
import { isScheduled } from '../../evaluate/index.ts';
import { type Rule, type Schedule, type Search, seesBucketsWhole, type Vendor } from '../../ir/index.ts';
import { canonicalSearch } from './canonical.ts';
import { type TimedSearch, timed } from './runner.ts';

/**
 * When rules run that do not say it: Splunk's as its security content does.
 * https://github.com/splunk/security_content
 */
const usual: Readonly<Partial<Record<Vendor, Schedule>>> = { splunk: { every: 3600, lookBack: 3600 } };

/**
 * A search with the times at which its rule looks; of those that count as events come, when it runs says nothing. A query that is no
 * rule is taken to run as its translation does.
 */
export function timedBy(
  search: Search,
  { schedule, metadata, given }: Rule,
  query: TimedSearch = { search },
): TimedSearch {
  const own = { search };
  if (schedule !== undefined) return timed(own, schedule);
  if (!looksBack(own)) return own;
  return timed(own, usual[metadata.vendor] ?? (given?.includes('usual-runs') ? query.schedule : undefined));
}

/** Whether what a search finds hangs on when it runs, which stages that are only shown do not make it. */
export function looksBack({ search, schedule }: TimedSearch): boolean {
  const options = schedule === undefined ? {} : { schedule };
  return isScheduled(canonicalSearch(search, true), options);
}

/**
 * What the runs of a query make of it, where both sides only look back from their runs: more of them over the same span find more.
 * `isAlike`: their parts are equal, so that what is looked back on is all that there is.
 */
export function compareRuns(
  rule: TimedSearch,
  query: TimedSearch,
  isAlike: boolean,
  isMultiValued: (field: string) => boolean = () => true,
): LeafVerdict {
  const [own, other] = [runsOf(rule), runsOf(query)];
  const cut = isSame(own, other) ? undefined : lossOfSequence(rule);
  if (cut !== undefined) return cut.verdict;
  if (own === undefined || !looksBack(rule) || !looksBack(query)) return 'exact';
  if (other === undefined || (isAlike && own.lookBack !== other.lookBack)) return 'different';
  if (own.every === other.every) return 'exact';
  if (isAlike && seesBucketsWhole(rule.search, [own, other], isMultiValued)) return 'exact';
  if (own.every % other.every === 0) return 'broader';
  return other.every % own.every === 0 ? 'narrower' : 'different';
}

/** A window that is what each run looks back on says when that is. */
function runsOf({ search, schedule }: TimedSearch): Schedule | undefined {
  if (search.kind === 'newTerms' && search.kept !== undefined && schedule !== undefined)
    return { ...schedule, lookBack: search.kept.recent - (schedule.until ?? 0) };
  return search.kind === 'correlate' && search.window.kind === 'schedule' ? search.window : schedule;
}

function isSame(one: Schedule | undefined, other: Schedule | undefined): boolean {
  return one?.every === other?.every && one?.lookBack === other?.lookBack;
}
