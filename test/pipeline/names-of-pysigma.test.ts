import { expect, test } from 'vitest';
import { conditionParameters } from '../../src/readers/pipeline/condition-parameters.ts';
import {
  fieldConditionTypes,
  finalizerTypes,
  itemConditionTypes,
  postprocessingTypes,
  ruleConditionTypes,
  transformationTypes,
  unsupportedTypes,
} from '../../src/readers/pipeline/types.ts';

/** The tables of types of pySigma 1.5.1: https://github.com/SigmaHQ/pySigma/tree/main/sigma/processing. */
const ofPySigma = {
  transformations: `field_name_mapping field_name_prefix_mapping field_name_transform drop_detection_item hashes_fields
    extract_fields field_name_suffix field_name_prefix wildcard_placeholders value_placeholders
    query_expression_placeholders file_placeholders http_placeholders command_placeholders add_condition change_logsource
    add_field remove_field set_field replace_string map_string set_state regex set_value convert_type rule_failure
    detection_item_failure strict_field_mapping_failure set_custom_attribute nest case`,
  rule: `logsource contains_detection_item contains_field processing_item_applied processing_state is_sigma_rule
    is_sigma_correlation_rule rule_attribute tag`,
  item: 'match_string match_value contains_wildcard is_null processing_item_applied processing_state',
  field: 'include_fields exclude_fields processing_item_applied processing_state',
  postprocessing: 'embed simple_template template json replace nest',
  finalizers: 'concat json yaml template nested',
};

test.each([
  ['transformations', [...transformationTypes, ...Object.keys(unsupportedTypes)]],
  ['rule', ruleConditionTypes],
  ['item', itemConditionTypes],
  ['field', fieldConditionTypes],
  ['postprocessing', postprocessingTypes],
  ['finalizers', finalizerTypes],
] as const)('each of pySigma is applied, or refused with a reason: %s', (kind, known) => {
  expect([...known].sort()).toEqual(ofPySigma[kind].split(/\s+/).sort());
});

test('no transformation is both applied and refused, and each condition has its parameters', () => {
  const applied: ReadonlySet<string> = new Set(transformationTypes);
  expect(Object.keys(unsupportedTypes).filter(name => applied.has(name))).toEqual([]);
  const conditions = new Set([...ruleConditionTypes, ...itemConditionTypes, ...fieldConditionTypes]);
  expect(Object.keys(conditionParameters).sort()).toEqual([...conditions].sort());
});
