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

/** What pySigma has and a pipeline here cannot be, with the reason. */
export const unsupportedTypes: Readonly<Record<string, string>> = {
  field_name_transform: 'it takes a function of Python, which no file of YAML holds',
  query_expression_placeholders:
    'queries are printed from what the rule means, and have no place for text of others',
  file_placeholders: 'give the values of placeholders with --placeholders FILE, or as `vars` of the pipeline',
  http_placeholders:
    'nothing is fetched while rules are read: fetch the values before, and give them with --placeholders FILE',
  command_placeholders:
    'nothing is run while rules are read: run it before, and give the values with --placeholders FILE',
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
