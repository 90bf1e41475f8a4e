import type { IndicatorMatch, PlannedRule } from '../../../src/ir/index.ts';
import { columnName } from './measures.ts';

/** The lookup that has to hold the indicators of a rule, in columns named as the indicator's own fields. */
export function indicatorLookup({ rule }: PlannedRule): string {
  const words = (rule.metadata.name ?? rule.metadata.title).toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return `${words.join('_').slice(0, 60) || 'rule'}_indicators`;
}

/**
 * Each set of pairs is one lookup by all of its fields; a match in any set is an alert.
 * https://help.splunk.com/splunk-enterprise/spl-search-reference/9.4/search-commands/lookup
 */
export function printIndicators({ pairs }: IndicatorMatch, planned: PlannedRule): readonly string[] {
  const table = indicatorLookup(planned);
  const lookups = pairs.map((set, index) => {
    const fields = set.flatMap(({ event, indicator }) =>
      event.kind === 'field' && indicator.kind === 'field'
        ? [`${columnName(indicator.name)} AS ${columnName(event.name)}`]
        : [],
    );
    const [first] = set;
    const shown = first?.indicator.kind === 'field' ? first.indicator.name : '';
    return `| lookup ${table} ${fields.join(', ')} OUTPUT ${columnName(shown)} AS indicator_${index + 1}`;
  });
  const matched = pairs.map((_set, index) => `isnotnull(indicator_${index + 1})`);
  return [...lookups, `| where ${matched.join(' OR ')}`];
}
