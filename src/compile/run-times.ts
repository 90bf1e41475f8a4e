import { isScheduled } from '../evaluate/index.ts';
import { isMultiValued } from '../fields/index.ts';
import { type Dialect, type Given, type Rule, seesBucketsWhole } from '../ir/index.ts';

/** No zone is less than so many seconds off another. */
const zones = 900;

/**
 * A rule whose runs are at given times of the day counts what came until then: another product is to run at these times. Elastic's
 * interval begins when a rule is switched on; a crontab counts in a zone of its own.
 * https://www.elastic.co/docs/solutions/security/detect-and-alert/create-detection-rule#rule-schedule,
 * https://docs.panther.com/search/scheduled-searches
 */
export function givenOfRuns(
  { search, schedule, metadata }: Pick<Rule, 'search' | 'schedule' | 'metadata'>,
  { vendor }: Dialect,
): readonly Given[] {
  if (schedule?.phase === undefined || vendor === metadata.vendor || vendor === 'sigma') return [];
  if (vendor !== 'elastic' && zones % schedule.every === 0) return [];
  const seesWhole = seesBucketsWhole(search, [schedule], field => isMultiValued(vendor, field));
  return isScheduled(search, { schedule }) && !seesWhole ? ['run-times'] : [];
}
