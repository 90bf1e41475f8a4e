import { expect, test } from 'vitest';
import { printSearch } from '../../src/ir/index.ts';
import { readPipeline } from '../../src/readers/pipeline/index.ts';
import { sigmaReader } from '../../src/readers/sigma-yaml.ts';
import { SourceFile } from '../../src/source/index.ts';

const rules = `title: one
name: one
logsource: {product: windows, category: process_creation}
detection: {s: {CommandLine: x, Image: y}, condition: s}
---
title: c
correlation:
  type: value_count
  rules: [one]
  group-by: [User, who]
  timespan: 5m
  aliases: {who: {one: ParentUser}}
  condition: {gte: 3, field: CommandLine}
`;

function correlationWith(items: string) {
  const { value, diagnostics } = readPipeline(new SourceFile('p.yml', `transformations: [${items}]\n`));
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join());
  const options = { placeholders: new Map(), pipelines: [value] };
  const read = sigmaReader.read(new SourceFile('r.yml', rules), options).at(-1);
  const codes = read?.diagnostics.map(({ code }) => code).filter(code => code.startsWith('pipeline/')) ?? [];
  return { rule: read?.rule, codes };
}

function keysOf(items: string): string {
  const { rule, codes } = correlationWith(items);
  if (rule?.search.kind !== 'correlate') return codes.join();
  const { by, aliases, measures } = rule.search;
  const printed = printSearch({ ...rule.search, inputs: [] });
  expect(printed).toBeTypeOf('string');
  const names = (each: unknown): string => JSON.stringify(each).match(/"name":"([^"]+)"/)?.[1] ?? '';
  const owned = JSON.stringify([by, aliases, measures]).split('"namedBy"').length - 1;
  return [...by.map(names), names(aliases['who']?.['one']), names(measures[0]?.of), `${owned} named`].join(
    ' ',
  );
}

test.each([
  ['{type: set_state, key: a, val: b}', 'User who ParentUser CommandLine 0 named'],
  ['{type: field_name_mapping, mapping: {User: u, CommandLine: c}}', 'u who ParentUser c 2 named'],
  ['{type: field_name_mapping, mapping: {who: w, ParentUser: p}}', 'User who p CommandLine 1 named'],
  ['{type: field_name_mapping, mapping: {User: [a, b]}}', 'a b who ParentUser CommandLine 2 named'],
  [
    '{type: field_name_prefix, prefix: w., field_name_conditions: [{type: include_fields, fields: [CommandLine]}]}',
    'User who ParentUser w.CommandLine 1 named',
  ],
  [
    '{type: field_name_mapping, mapping: {User: u}, rule_conditions: [{type: logsource, product: windows}]}',
    'u who ParentUser CommandLine 1 named',
  ],
  [
    '{type: field_name_mapping, mapping: {User: u}, rule_conditions: [{type: is_sigma_rule}]}',
    'User who ParentUser CommandLine 0 named',
  ],
  ['{type: field_name_mapping, mapping: {CommandLine: [a, b]}}', 'pipeline/value'],
  [
    '{type: rule_failure, message: m, rule_conditions: [{type: is_sigma_correlation_rule}]}',
    'pipeline/failure',
  ],
])('the keys of a correlation under {%s}', (items, keys) => {
  expect(keysOf(items)).toBe(keys);
});

test('what a pipeline drops of a rule makes what is counted of it different', () => {
  const { rule } = correlationWith(
    '{type: drop_detection_item, field_name_conditions: [{type: include_fields, fields: [Image]}]}',
  );
  expect(rule?.losses?.map(({ verdict }) => verdict)).toEqual(['different']);
});
