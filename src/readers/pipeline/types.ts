/** Transformations that are applied. https://sigmahq-pysigma.readthedocs.io/en/latest/Processing_Pipelines.html#transformations. */
export const transformationTypes = [
  'field_name_mapping',
  'field_name_prefix_mapping',
  'field_name_suffix',
  'field_name_prefix',
  'drop_detection_item',
  'hashes_fields',
  'extract_fields',
  'wildcard_placeholders',
  'value_placeholders',
  'add_condition',
  'change_logsource',
  'add_field',
  'remove_field',
  'set_field',
  'replace_string',
  'map_string',
  'set_state',
  'set_value',
  'convert_type',
  'rule_failure',
  'detection_item_failure',
  'strict_field_mapping_failure',
  'set_custom_attribute',
  'case',
  'regex',
  'nest',
] as const;

const noCode = 'it is a function of the language that pySigma is written in';
const noQuery = 'queries are printed from what the rule means, and have no place for text of others';

const noExternal = 'values come from files that are named: use --placeholders';

/** What pySigma has and a pipeline here cannot be, with the reason. */
export const unsupportedTypes: Readonly<Record<string, string>> = {
  field_name_transform: noCode,
  query_expression_placeholders: noQuery,
  file_placeholders: noExternal,
  http_placeholders: noExternal,
  command_placeholders: noExternal,
};

/** What is made of the text of queries. */
export const postprocessingTypes = [
  'embed',
  'simple_template',
  'template',
  'json',
  'replace',
  'nest',
] as const;

/** What lays the queries of all rules out in one text: none changes what a rule finds. */
export const finalizerTypes = ['concat', 'json', 'yaml', 'template', 'nested'] as const;

export const ruleConditionTypes = [
  'logsource',
  'contains_detection_item',
  'contains_field',
  'processing_item_applied',
  'processing_state',
  'is_sigma_rule',
  'is_sigma_correlation_rule',
  'rule_attribute',
  'tag',
] as const;

export const itemConditionTypes = [
  'match_string',
  'match_value',
  'contains_wildcard',
  'is_null',
  'processing_item_applied',
  'processing_state',
] as const;

export const fieldConditionTypes = [
  'include_fields',
  'exclude_fields',
  'processing_item_applied',
  'processing_state',
] as const;

/** The words of a table of parameters. */
export function words(text: string): readonly string[] {
  return text.split(' ').filter(word => word !== '');
}
