import { fieldsOf, type Given, type IndicatorMatch, type Loss, type Rule, type Vendor } from '../ir/index.ts';
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

/**
 * Events of a subsearch are of the time that the search around it looks at; where that is known they are asked for it. An indicator
 * match rule compares indicators of any time.
 * https://www.elastic.co/docs/solutions/security/detect-and-alert/create-detection-rule#create-indicator-rule
 */
export function lossOfListed({ search, schedule, metadata }: Rule, target: Vendor): Loss | undefined {
  if (metadata.vendor !== 'splunk' || target !== 'elastic') return undefined;
  if (search.kind !== 'indicatorMatch' || schedule !== undefined) return undefined;
  const why =
    'A subsearch lists events of the time that its search looks at, which the rule does not say; an indicator match rule compares those of any time.';
  return { verdict: 'broader', why };
}
