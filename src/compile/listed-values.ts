import { fieldsOf, type Given, type IndicatorMatch } from '../ir/index.ts';
import type { Vendors } from './search-names.ts';

/**
 * A list of a subsearch ends at a limit, and is compared without regard to case.
 * https://help.splunk.com/en/splunk-enterprise/search/search-manual/9.4/subsearches/about-subsearches
 */
export function listedValues(pairs: IndicatorMatch['pairs'], { author, target }: Vendors): readonly Given[] {
  if (author !== 'splunk' || target === 'splunk') return [];
  return pairs.flatMap(set =>
    set.flatMap(({ event }) => fieldsOf(event).map(({ name }): Given => `listed-values:${name}`)),
  );
}
