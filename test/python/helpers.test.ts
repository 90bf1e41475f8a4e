import { expect, test } from 'vitest';
import { compilePredicate } from '../../src/evaluate/index.ts';
import { lowerPython, PythonModules } from '../../src/languages/python/index.ts';
import { EmbeddedText, SourceFile } from '../../src/source/index.ts';

const base =
  'from panther_base_helpers import deep_get, pattern_match, pattern_match_list, is_ip_in_network\n';

function holds(
  rule: string,
  event: Readonly<Record<string, unknown>>,
  beside?: string,
  logTypes: readonly string[] = [],
): boolean | string {
  const open = (name: string) => (beside === undefined ? undefined : new SourceFile(`${name}.py`, beside));
  const surroundings = { modules: new PythonModules(open), logTypes, dataModel: () => undefined };
  const text = EmbeddedText.whole(new SourceFile('rule.py', rule));
  const { value, diagnostics } = lowerPython(text, {}, surroundings);
  if (value?.search.kind !== 'events') return diagnostics.map(({ code }) => code).join();
  return compilePredicate(value.search.where)(event);
}

const rule = (expression: string): string => `${base}def rule(event):\n    return ${expression}\n`;

test.each([
  ['pattern_match(event.get("a", ""), "x*")', 'xy', 'ax'],
  ['pattern_match_list(event.get("a", ""), ["x*", "*.exe"])', 'b.exe', 'ax'],
  ['is_ip_in_network(event.get("a", ""), ["10.0.0.0/8"])', '10.1.2.3', '8.8.8.8'],
  ['deep_get(event, "a") == "x" and pattern_match("x", "?")', 'x', 'y'],
])('%s is known where its module is not there', (expression, match, miss) => {
  expect(holds(rule(expression), { a: match })).toBe(true);
  expect(holds(rule(expression), { a: miss })).toBe(false);
});

test('the log type of an event is that of the rule, where it has one alone', () => {
  const asked = rule('event.get("p_log_type") == "Okta.SystemLog"');
  expect(holds(asked, {}, undefined, ['Okta.SystemLog'])).toBe(true);
  expect(holds(asked, {}, undefined, ['AWS.CloudTrail'])).toBe(false);
  const either = ['AWS.CloudTrail', 'Okta.SystemLog'];
  expect(holds(asked, { p_log_type: 'Okta.SystemLog' }, undefined, either)).toBe(true);
  expect(holds(asked, { p_log_type: 'AWS.CloudTrail' }, undefined, either)).toBe(false);
});

test('a module of the name takes the place of what is known', () => {
  const own = 'def pattern_match(text, pattern):\n    return text == pattern\n';
  const module =
    'from panther_base_helpers import pattern_match\ndef rule(event):\n    return pattern_match(event.get("a", ""), "x*")\n';
  expect(holds(module, { a: 'xy' }, own)).toBe(false);
  expect(holds(module, { a: 'x*' }, own)).toBe(true);
});

test('calls that succeed are known, and what else the module holds is not', () => {
  const module = (name: string): string =>
    `from panther_aws_helpers import ${name}\ndef rule(event):\n    return ${name}(event)\n`;
  expect(holds(module('aws_cloudtrail_success'), { errorCode: '' })).toBe(true);
  expect(holds(module('aws_cloudtrail_success'), { errorMessage: 'no' })).toBe(false);
  expect(holds(module('own_helper'), {})).toBe('python/unknown-function');
});
