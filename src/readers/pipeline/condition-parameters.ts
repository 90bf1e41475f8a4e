import { type Diagnostic, diagnose, nearestName } from '../../diagnostics/index.ts';
import { type DataMap, entryOf } from '../../source/index.ts';
import { textAt } from './parameters.ts';
import { pythonRegex } from './python-regex.ts';
import {
  type fieldConditionTypes,
  type itemConditionTypes,
  type ruleConditionTypes,
  words,
} from './types.ts';

type ConditionType =
  | (typeof ruleConditionTypes)[number]
  | (typeof itemConditionTypes)[number]
  | (typeof fieldConditionTypes)[number];

/** What each condition takes; what it must have is first, and `?` stands before the rest. */
export const conditionParameters: Readonly<Record<ConditionType, string>> = {
  logsource: '? category product service',
  contains_detection_item: 'field value',
  contains_field: 'field',
  processing_item_applied: 'processing_item_id',
  processing_state: 'key val ? op',
  is_sigma_rule: '',
  is_sigma_correlation_rule: '',
  rule_attribute: 'attribute value ? op',
  tag: 'tag',
  match_string: 'pattern ? cond negate',
  match_value: 'value ? cond',
  contains_wildcard: '? cond',
  is_null: '? cond',
  include_fields: 'fields ? mode match_type',
  exclude_fields: 'fields ? mode match_type',
};

const ofOrder = ['eq', 'ne', 'gte', 'gt', 'lte', 'lt'];

/** Parameters that have but some values. */
function valuesOf(type: string): Readonly<Record<string, readonly string[]>> {
  return {
    op: type === 'rule_attribute' ? [...ofOrder, 'in', 'not_in'] : ofOrder,
    cond: ['any', 'all'],
    mode: ['plain', 're'],
    match_type: ['plain', 're'],
  };
}

/** What is wrong with the parameters of a condition, which would otherwise hold always or never. */
export function wrongCondition(type: string, map: DataMap): readonly Diagnostic[] {
  const taken: string | undefined = Object.entries(conditionParameters).find(([name]) => name === type)?.[1];
  if (taken === undefined) return [];
  const [needed = [], others = []] = taken.split('?').map(words);
  const known = ['type', ...needed, ...others];
  const missing = needed
    .filter(name => entryOf(map, name) === undefined)
    .map(name => diagnose('pipeline/shape', { key: type, expected: `given its \`${name}\`` }, map.span));
  const unknown = map.entries
    .filter(({ key }) => !known.includes(key.written))
    .map(({ key }) => {
      const nearest = nearestName(key.written, known);
      return diagnose('pipeline/unknown-type', { what: 'parameter', name: key.written, nearest }, key.span);
    });
  return [...missing, ...unknown, ...otherValues(type, map), ...badRegexes(map)];
}

function otherValues(type: string, map: DataMap): readonly Diagnostic[] {
  return Object.entries(valuesOf(type)).flatMap(([key, values]) => {
    const value = entryOf(map, key)?.value;
    if (value === undefined || (value.kind === 'scalar' && values.includes(value.written))) return [];
    return [diagnose('pipeline/shape', { key, expected: `one of ${values.join(', ')}` }, value.span)];
  });
}

function badRegexes(map: DataMap): readonly Diagnostic[] {
  const isRegex = (textAt(map, 'mode') ?? textAt(map, 'match_type')) === 're';
  const fields = entryOf(map, 'fields')?.value;
  const trees = [entryOf(map, 'pattern')?.value, ...(isRegex && fields?.kind === 'list' ? fields.items : [])];
  return trees.flatMap(tree => {
    if (tree?.kind !== 'scalar' || pythonRegex(tree.written) !== undefined) return [];
    return [diagnose('pipeline/shape', { key: 'pattern', expected: 'a regex that can be read' }, tree.span)];
  });
}
