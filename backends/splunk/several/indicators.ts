import type { IndicatorMatch, PlannedRule, Search, SeveralEvents } from '../../../src/ir/index.ts';
import { columnName } from './measures.ts';

type Planned = PlannedRule & { readonly several: SeveralEvents };

/** Whether the indicators are events that Splunk has, as the author of the rule says. */
export function isList({ rule }: PlannedRule): boolean {
  return rule.metadata.vendor === 'splunk';
}

/**
 * The list that a subsearch gives. Each set of pairs is a list of its own.
 * https://help.splunk.com/en/splunk-enterprise/search/search-manual/9.4/subsearches/use-subsearch-to-correlate-events
 */
function printList(
  pairs: IndicatorMatch['pairs'],
  [first = '', ...rest]: readonly string[],
): readonly string[] {
  const lists = pairs.map(set => {
    const plain = set.flatMap(({ event, indicator }) =>
      event.kind === 'field' && indicator.kind === 'field' ? [{ of: indicator.name, to: event.name }] : [],
    );
    const renamed = plain
      .filter(({ of, to }) => of !== to)
      .map(({ of, to }) => `${columnName(of)} AS ${columnName(to)}`);
    return [
      first.startsWith('|') ? first : `search ${first}`,
      ...rest,
      ...(renamed.length === 0 ? [] : [`| rename ${renamed.join(', ')}`]),
      `| fields ${plain.map(({ to }) => columnName(to)).join(', ')}`,
      '| format',
    ]
      .join('\n')
      .replaceAll('\n', '\n      ');
  });
  return [`| search ${lists.map(each => `\n    [ ${each} ]`).join(' OR ')}`];
}

/** The lookup that has to hold the indicators of a rule, in columns named as the indicator's own fields. */
export function indicatorLookup({ rule }: PlannedRule): string {
  const words = (rule.metadata.name ?? rule.metadata.title).toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return `${words.join('_').slice(0, 60) || 'rule'}_indicators`;
}

/**
 * Each set of pairs is one lookup by all of its fields; a match in any set is an alert.
 * https://help.splunk.com/splunk-enterprise/spl-search-reference/9.4/search-commands/lookup
 */
export function printIndicators(
  { pairs, indicators }: IndicatorMatch,
  planned: Planned,
  print: (search: Search, planned: Planned) => readonly string[],
): readonly string[] {
  if (isList(planned)) return printList(pairs, print(indicators, planned));
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
