import { expect, test } from 'vitest';
import { printPredicate } from '../../src/ir/index.ts';
import { readPipeline } from '../../src/readers/pipeline/index.ts';
import type { ReadOptions } from '../../src/readers/reader.ts';
import { sigmaReader } from '../../src/readers/sigma-yaml.ts';
import { SourceFile } from '../../src/source/index.ts';

const head =
  'title: t\nlevel: high\nstatus: stable\ndate: 2024-03-31\ntags: [attack.t1059]\nlogsource: {product: windows, category: process_creation}\nfields: [Image]\n';

/** Flow maps, one a transformation. */
function pipelineText(items: readonly string[], more = ''): string {
  return `name: p\npriority: 10\n${more}transformations:\n${items.map(item => `  - {${item}}`).join('\n')}\n`;
}

function optionsOf(texts: readonly string[]): ReadOptions {
  const pipelines = texts.map((text, index) => {
    const { value, diagnostics } = readPipeline(new SourceFile(`p${index}.yml`, text));
    if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join());
    return value;
  });
  return { placeholders: new Map(), pipelines };
}

/** What a rule with this detection comes to, on one line, and the codes of what is told. */
function applied(detection: string, ...pipelines: readonly string[]): string {
  const [read] = sigmaReader.read(
    new SourceFile('r.yml', `${head}detection: {s: ${detection}, condition: s}\n`),
    optionsOf(pipelines),
  );
  const search = read?.rule?.search;
  const where = search?.kind === 'events' ? printPredicate(search.where).replaceAll(/\s+/g, ' ') : 'no rule';
  return [where, ...(read?.diagnostics ?? []).map(({ code }) => code)].join(' ! ');
}

// pySigma 1.5.1 was asked what it makes of each: its values are encoded, and hold the wildcards of modifiers, when transformations come.
const digest = '0123456789abcdef0123456789abcdef';
const hashesFields = 'type: hashes_fields, valid_hash_algos: [MD5, IMPHASH], field_prefix: h.';

test.each([
  ["{'A|expand|contains': '%w%'}", ['type: set_value, value: fixed'], 'A =~ "fixed"'],
  ["{'A|base64|contains': foo}", ['type: set_value, value: fixed'], 'A =~ "fixed"'],
  ["{'A|contains': foo}", ['type: set_value, value: null'], 'not exists A'],
  ["{'A|base64': foo}", ['type: set_value, value: null'], 'not exists A'],
  [
    "{'A|base64': foo}",
    ['type: field_name_prefix, prefix: w., detection_item_conditions: [{type: match_string, pattern: Zm9v}]'],
    'w.A =~ "Zm9v"',
  ],
  [
    "{'A|base64': foo}",
    [
      "type: field_name_prefix, prefix: w., detection_item_conditions: [{type: match_string, pattern: 'foo'}]",
    ],
    'A =~ "Zm9v"',
  ],
  [
    "{'A|wide|base64|contains': foo}",
    [
      "type: field_name_prefix, prefix: w., detection_item_conditions: [{type: match_value, value: '*ZgBvAG8A*'}]",
    ],
    'w.A like~ *"ZgBvAG8A"*',
  ],
  [
    "{'A|contains': foo}",
    ['type: regex', 'type: replace_string, regex: foo, replacement: bar'],
    'A like~ *"foo"*',
  ],
  [
    '{A: foo}',
    [
      'type: regex',
      'type: set_value, value: x, detection_item_conditions: [{type: match_string, pattern: f}]',
    ],
    'A =~ "foo"',
  ],
  ['{A: foo}', ['type: regex', 'type: set_value, value: x'], 'A =~ "x"'],
  ['[foo, bar]', ['type: regex', 'type: case, method: upper'], 'keyword~ contains "foo", "bar"'],
])('%s through %j', (detection, items, expected) => {
  expect(applied(detection, pipelineText(items))).toBe(expected);
});

const named = 'id: m, type: field_name_mapping, mapping: {A: b, D: D}';
const others =
  'field_name_conditions: [{type: processing_item_applied, processing_item_id: m}], field_name_cond_not: true';

test.each([
  ['{A: x, C: y}', [named, `type: field_name_prefix, prefix: w., ${others}`], 'and b =~ "x" w.C =~ "y"'],
  ['{D: x, C: y}', [named, `type: field_name_prefix, prefix: w., ${others}`], 'and D =~ "x" w.C =~ "y"'],
  [
    '{A: x, C: x}',
    [
      'id: s, type: replace_string, regex: x, replacement: z, field_name_conditions: [{type: include_fields, fields: [A]}]',
      'type: case, method: upper, detection_item_conditions: [{type: processing_item_applied, processing_item_id: s}]',
    ],
    'and A =~ "Z" C =~ "x"',
  ],
  [
    '{A: x, C: x}',
    [
      'id: s, type: replace_string, regex: q, replacement: z, field_name_conditions: [{type: include_fields, fields: [A]}]',
      'type: case, method: upper, detection_item_conditions: [{type: processing_item_applied, processing_item_id: s}]',
    ],
    'and A =~ "X" C =~ "x"',
  ],
  [
    '{A: x, C: y}',
    [
      'id: s, type: map_string, mapping: {y: y}',
      'type: case, method: upper, detection_item_conditions: [{type: processing_item_applied, processing_item_id: s}]',
    ],
    'and A =~ "x" C =~ "Y"',
  ],
  [
    '{A: x}',
    [
      'id: s, type: add_condition, conditions: {index: i}',
      'type: case, method: upper, detection_item_conditions: [{type: processing_item_applied, processing_item_id: s}]',
    ],
    'and index =~ "I" A =~ "x"',
  ],
  [
    '[ab, cd]',
    [
      'id: s, type: replace_string, regex: q, replacement: z',
      'type: case, method: upper, detection_item_conditions: [{type: processing_item_applied, processing_item_id: s}]',
    ],
    'keyword~ contains "AB", "CD"',
  ],
  [
    '{A|fieldref: C}',
    [
      'type: set_value, value: y, field_name_conditions: [{type: include_fields, fields: [C]}], field_name_cond_not: true',
    ],
    'A eq~ C as string',
  ],
  [
    '[ab, cd]',
    ['type: case, method: upper, detection_item_conditions: [{type: match_string, cond: all, pattern: a}]'],
    'keyword~ contains "ab", "cd"',
  ],
  [
    '[ab, cd]',
    ['type: case, method: upper, detection_item_conditions: [{type: match_string, cond: any, pattern: a}]'],
    'keyword~ contains "AB", "CD"',
  ],
  ['{A: x, D: y}', [named, 'type: strict_field_mapping_failure'], 'and b =~ "x" D =~ "y"'],
  ['{A|re: a.b}', ['type: case, method: upper'], 'A matches search "a" . "b"'],
  ['{A|cidr: 10.0.0.0/8}', ["type: replace_string, regex: '^', replacement: q"], 'A in-network 10.0.0.0/8'],
  ['{A|re: a.b}', ['type: set_value, value: v'], 'A =~ "v"'],
  ['{A|gt: 3}', ['type: set_value, value: 7'], 'A =~ 7'],
  [
    '{A|contains: x}',
    ["type: replace_string, regex: '^', replacement: q, skip_special: true"],
    'A like~ *"qx"*',
  ],
  ['{A: MD5Sum}', ['type: case, method: snake_case'], 'A =~ "m_d5_sum"'],
  [
    '{A|fieldref: C}',
    ['type: field_name_suffix, suffix: .k, field_name_conditions: [{type: exclude_fields, fields: [A]}]'],
    'A eq~ C.k as string',
  ],
  [
    '{A|fieldref: C}',
    ['type: field_name_suffix, suffix: .k, field_name_conditions: [{type: exclude_fields, fields: [C]}]'],
    'A.k eq~ C as string',
  ],
  ['{A: x, C: y}', [named, 'type: strict_field_mapping_failure'], 'no rule ! pipeline/failure'],
  ['[x]', ['type: strict_field_mapping_failure'], 'keyword~ contains "x"'],
  [
    '[ab]',
    ['type: case, method: upper, field_name_conditions: [{type: exclude_fields, fields: [A]}]'],
    'keyword~ contains "AB"',
  ],
])('%s with the transformations %j, which look at the item', (detection, items, expected) => {
  expect(applied(detection, pipelineText(items))).toBe(expected);
});

test.each([
  ['{A: x}', 'type: field_name_mapping, mapping: {A: b.c}', 'b.c =~ "x"'],
  ['{A|endswith: x}', 'type: field_name_mapping, mapping: {A: b}', 'b like~ *"x"'],
  [
    '{A: x, C: y}',
    'type: field_name_mapping, mapping: {A: [b, c]}',
    'or and b =~ "x" C =~ "y" and c =~ "x" C =~ "y"',
  ],
  ['{A|fieldref: C}', 'type: field_name_mapping, mapping: {C: d}', 'A eq~ d as string'],
  ['[x]', 'type: field_name_mapping, mapping: {A: b}', 'keyword~ contains "x"'],
  ['{a.b: x, c: y}', 'type: field_name_prefix_mapping, mapping: {a.: z.}', 'and z.b =~ "x" c =~ "y"'],
  ['{A: x}', 'type: field_name_suffix, suffix: .keyword', 'A.keyword =~ "x"'],
  ['{A: x}', 'type: field_name_prefix, prefix: win.', 'win.A =~ "x"'],
  [
    '{A: x, B: y}',
    'type: drop_detection_item, field_name_conditions: [{type: include_fields, fields: [A]}]',
    'B =~ "y" ! pipeline/dropped',
  ],
  [
    '{B: y, A: x}',
    'type: drop_detection_item, field_name_conditions: [{type: include_fields, fields: [A]}]',
    'B =~ "y" ! pipeline/dropped',
  ],
  [
    '[{B: y, C: z, A: x}, {C: v}]',
    'type: drop_detection_item, field_name_conditions: [{type: include_fields, fields: [A]}]',
    'or and B =~ "y" C =~ "z" C =~ "v" ! pipeline/dropped',
  ],
  ['[x, y]', 'type: drop_detection_item', 'no rule ! pipeline/dropped ! pipeline/failure'],
  ['[x]', 'type: detection_item_failure, message: m', 'no rule ! pipeline/failure'],
  ['{A: x}', 'type: add_condition, conditions: {index: [i, j]}', 'and index =~ "i", "j" A =~ "x"'],
  ['{A: x}', 'type: add_condition, conditions: {index: i}, negated: true', 'and not index =~ "i" A =~ "x"'],
  [
    '{A: x}',
    'type: add_condition, conditions: {source: "$product:$category"}, template: true',
    'and source =~ "windows:process_creation" A =~ "x"',
  ],
  ["{A: 'c:\\x\\*'}", "type: replace_string, regex: '^c:', replacement: 'd:'", 'A =~ "d:\\\\x*"'],
  ['{A: x}', 'type: regex', 'A =~ "x"'],
  ['{A: x}', 'type: regex, method: ignore_case_flag', 'A =~ "x"'],
  ['{A: x}', 'type: regex, method: plain', 'no rule ! pipeline/value'],
  ['{A: ab-cd}', "type: replace_string, regex: '(\\w+)-(\\w+)', replacement: '\\2-\\1'", 'A =~ "cd-ab"'],
  ['[ab]', "type: replace_string, regex: 'b$', replacement: c", 'keyword~ contains "ac"'],
  ['{A: x}', 'type: map_string, mapping: {x: [y, z]}', 'A =~ "y", "z"'],
  ['{A|contains: x}', 'type: map_string, mapping: {x: y}', 'A like~ *"x"*'],
  ['{A|contains: x}', 'type: map_string, mapping: {"*x*": y}', 'A =~ "y"'],
  ['{A|endswith: x}', "type: replace_string, regex: '^x', replacement: y", 'A like~ *"x"'],
  ['{A|endswith: x}', "type: replace_string, regex: 'x$', replacement: y", 'A like~ *"y"'],
  ["{A|startswith: 'c:\\'}", "type: replace_string, regex: '^c', replacement: d", 'A like~ "d:\\\\"*'],
  [
    "{A|contains|all: [x, 'y*']}",
    'type: replace_string, regex: x, replacement: z',
    'and A like~ *"z"* A like~ *"y"*',
  ],
  ['{A|contains: x}', 'type: set_value, value: y', 'A =~ "y"'],
  ["{A: 'x*'}", "type: replace_string, regex: x, replacement: '*', skip_special: true", 'A like~ "*"*'],
  [
    "{A: 'x?'}",
    "type: replace_string, regex: x, replacement: '*', skip_special: true, interpret_special: true",
    'A like~ *?',
  ],
  [
    `{Digest: "MD5=${'0'.repeat(32)}"}`,
    'type: hashes_fields, valid_hash_algos: [MD5], field_prefix: h., field_to_parse: [Digest]',
    `h.MD5 =~ "${'0'.repeat(32)}"`,
  ],
  ['{A: x}', 'type: set_value, value: 5', 'A =~ 5'],
  ['{A: "5"}', 'type: convert_type, target_type: num', 'A =~ 5'],
  ['{A: 5}', 'type: convert_type, target_type: str', 'A =~ "5"'],
  ['{A: x}', 'type: convert_type, target_type: num', 'no rule ! pipeline/value'],
  ['{A: xY}', 'type: case, method: upper', 'A =~ "XY"'],
  ['{A: someThing}', 'type: case, method: snake_case', 'A =~ "some_thing"'],
  ['{A|expand: "%x%"}', 'type: wildcard_placeholders', 'A like~ *'],
  ['{A|expand: "a%x%"}', 'type: wildcard_placeholders', 'A like~ "a"*'],
  ['{A|expand: "%v%"}', 'type: value_placeholders', 'A =~ "one", "two"'],
  ['{A|expand: "%w%"}', 'type: value_placeholders', 'no rule ! lower/placeholder-without-values'],
  [
    '{A|expand: "%v%", B|expand: "%v%"}',
    'type: value_placeholders, field_name_conditions: [{type: include_fields, fields: [A]}]',
    'no rule ! pipeline/value',
  ],
  [
    '{A|expand: "%v%", B: x}',
    'type: value_placeholders, field_name_conditions: [{type: include_fields, fields: [B]}]',
    'no rule ! lower/placeholder-without-values',
  ],
  ['{A: x}', 'type: rule_failure, message: no', 'no rule ! pipeline/failure'],
  [
    '{A: x}',
    'type: rule_failure, message: no, rule_conditions: [{type: logsource, product: linux}]',
    'A =~ "x"',
  ],
  [
    '{A: x}',
    'type: detection_item_failure, message: no, field_name_conditions: [{type: include_fields, fields: [A]}]',
    'no rule ! pipeline/failure',
  ],
  [
    "{Hashes|contains: ['MD5=d41d8cd98f00b204e9800998ecf8427e', 'SHA1=da39a3ee5e6b4b0d3255bfef95601890afd80709']}",
    'type: hashes_fields, valid_hash_algos: [MD5, SHA1], field_prefix: file_',
    'or file_MD5 =~ "d41d8cd98f00b204e9800998ecf8427e" file_SHA1 =~ "da39a3ee5e6b4b0d3255bfef95601890afd80709"',
  ],
  [
    `{Hashes|contains|all: ["MD5=${digest}", "IMPHASH=${digest}"]}`,
    hashesFields,
    `and h.MD5 =~ "${digest}" h.IMPHASH =~ "${digest}"`,
  ],
  [
    `{Hashes|contains|all: ["MD5=${digest}", "MD5=1${digest.slice(1)}"]}`,
    hashesFields,
    `and h.MD5 =~ "${digest}" h.MD5 =~ "1${digest.slice(1)}"`,
  ],
  [
    `{Hashes|contains|neq: ["MD5=${digest}", "IMPHASH=${digest}"]}`,
    hashesFields,
    `and not h.MD5 =~ "${digest}" not h.IMPHASH =~ "${digest}"`,
  ],
  ['{Hashes|contains: "MD5=abc"}', hashesFields, 'h.MD5 like~ "abc"*'],
  ['{Hashes: "MD5|abc"}', hashesFields, 'h.MD5 =~ "abc"'],
  [`{Hashes|contains|cased: "MD5=${digest}"}`, hashesFields, `h.MD5 = "${digest}"`],
  ["{Hashes|re: 'MD5=a'}", hashesFields, 'Hashes matches search "MD5=a"'],
  ['{Hashes: null}', hashesFields, 'not exists Hashes'],
  ["{A|neq: ['k:1']}", "type: extract_fields, regex: '(?P<k>\\w+):'", 'no rule ! pipeline/value'],
  ['{A: x}', 'type: nest, items: [{type: field_name_prefix, prefix: n.}]', 'n.A =~ "x"'],
])('%s by %s', (detection, item, expected) => {
  expect(applied(detection, pipelineText([item], 'vars: {v: [one, two]}\n'))).toBe(expected);
});

test('a placeholder has its values from the first that gives it any', () => {
  const items = ['type: wildcard_placeholders', 'type: value_placeholders'];
  const from = (each: readonly string[]) =>
    applied('{A|expand: "%v%"}', pipelineText(each, 'vars: {v: [one, two]}\n'));
  expect([from(items), from(items.toReversed())]).toEqual(['A like~ *', 'A =~ "one", "two"']);
});

const prefix = 'type: field_name_prefix, prefix: p.';

test.each([
  ['rule_conditions: [{type: logsource, product: windows}]', true],
  ['rule_conditions: [{type: logsource, product: windows, category: dns_query}]', false],
  ['rule_conditions: [{type: logsource, product: linux}], rule_cond_not: true', true],
  ['rule_conditions: [{type: logsource, product: linux}, {type: is_sigma_rule}]', false],
  ['rule_conditions: [{type: logsource, product: linux}, {type: is_sigma_rule}], rule_cond_op: or', true],
  [
    'rule_conditions: {a: {type: logsource, product: linux}, b: {type: is_sigma_rule}}, rule_cond_expr: b and not a',
    true,
  ],
  ['rule_conditions: [{type: contains_field, field: A}]', true],
  ['rule_conditions: [{type: contains_field, field: B}]', false],
  ['rule_conditions: [{type: contains_detection_item, field: A, value: x}]', true],
  ['rule_conditions: [{type: is_sigma_correlation_rule}]', false],
  ['rule_conditions: [{type: rule_attribute, attribute: level, value: medium, op: gte}]', true],
  ['rule_conditions: [{type: rule_attribute, attribute: level, value: low, op: lt}]', false],
  ['rule_conditions: [{type: rule_attribute, attribute: tags, value: attack.t1059, op: in}]', true],
  ['rule_conditions: [{type: rule_attribute, attribute: tags, value: attack.t1059}]', false],
  ['rule_conditions: [{type: rule_attribute, attribute: tags, value: attack.t1059, op: ne}]', true],
  ['rule_conditions: [{type: rule_attribute, attribute: status, value: test, op: gt}]', true],
  ['rule_conditions: [{type: rule_attribute, attribute: date, value: 2024/03/01, op: gte}]', true],
  ['rule_conditions: [{type: rule_attribute, attribute: date, value: 2024-04-01, op: gte}]', false],
  ['rule_conditions: [{type: rule_attribute, attribute: nothing, value: a, op: ne}]', false],
  ['rule_conditions: [{type: contains_detection_item, field: B, value: "*y"}]', false],
  ['rule_conditions: [{type: processing_state, key: k, val: w, op: ne}]', true],
  ['rule_conditions: [{type: processing_state, key: other, val: w, op: ne}]', false],
  ['rule_conditions: [{type: processing_state, key: n, val: 9, op: gt}]', true],
  ['detection_item_conditions: [{type: match_string, cond: any, pattern: x, negate: true}]', false],
  ['rule_conditions: [{type: tag, tag: attack.t1059}]', true],
  ['rule_conditions: [{type: processing_item_applied, processing_item_id: first}]', true],
  ['rule_conditions: [{type: processing_item_applied, processing_item_id: other}]', false],
  ['rule_conditions: [{type: processing_state, key: k, val: v}]', true],
  ['rule_conditions: [{type: processing_state, key: k, val: w}]', false],
  ['detection_item_conditions: [{type: match_string, cond: any, pattern: x}]', true],
  ['detection_item_conditions: [{type: match_string, cond: any, pattern: y}]', false],
  ['detection_item_conditions: [{type: match_value, cond: all, value: x}]', true],
  ['detection_item_conditions: [{type: contains_wildcard, cond: any}]', false],
  ['detection_item_conditions: [{type: is_null, cond: any}]', false],
  ['field_name_conditions: [{type: include_fields, fields: [A]}]', true],
  ['field_name_conditions: [{type: exclude_fields, fields: [A]}]', false],
  ["field_name_conditions: [{type: include_fields, fields: ['^[A-C]$'], mode: re}]", true],
])('applied when %s', (conditions, isApplied) => {
  const states = ['id: first, type: set_state, key: k, val: v', 'type: set_state, key: n, val: 10'];
  const text = pipelineText([...states, `${prefix}, ${conditions}`]);
  expect(applied('{A: x}', text)).toBe(isApplied ? 'p.A =~ "x"' : 'A =~ "x"');
});

// As pySigma 1.5.1 leaves them, save where it says otherwise.
test.each([
  ['[ab, c?d]', ['type: field_name_mapping, mapping: {null: m}'], 'm like~ *"ab"*, *"c"?"d"*'],
  [
    '[ab, 7]',
    ['type: field_name_mapping, mapping: {null: [m, n]}'],
    'or m like~ *"ab"* m =~ 7 n like~ *"ab"* n =~ 7',
  ],
  ["{'|all': [a, b]}", ['type: field_name_mapping, mapping: {~: m}'], 'and m like~ *"a"* m like~ *"b"*'],
  ['{A: x}', ['type: add_condition, conditions: {null: w}'], 'and keyword~ contains "w" A =~ "x"'],
  [
    '{A: x}',
    ['type: add_condition, negated: true, conditions: {null: [v, w], B: y}'],
    'and not and B =~ "y" keyword~ contains "v", "w" A =~ "x"',
  ],
  ['{A: x}', ['type: add_condition, template: true, conditions: {S: $service}'], 'and S =~ "None" A =~ "x"'],
  // A text is itself, however its backslashes are written; one before a wildcard stays one, which pySigma makes an asterisk of.
  ["{A: 'C:\\\\x'}", ["type: map_string, mapping: {'C:\\x': y}"], 'A =~ "y"'],
  [
    "{A: '\\\\\\\\srv\\x'}",
    ["type: replace_string, regex: '^\\\\\\\\', replacement: '//'"],
    'A =~ "//srv\\\\x"',
  ],
  ["{A|contains: '\\b\\'}", ['type: replace_string, regex: b, replacement: c'], 'A like~ *"\\\\c\\\\"*'],
  ["{A: 'b\\*'}", ['type: replace_string, regex: b, replacement: c'], 'A =~ "c*"'],
  [
    "{A: 'b*\\?'}",
    ['type: replace_string, regex: b, replacement: "?", skip_special: true'],
    'A like~ "?"*"?"',
  ],
  ['{A: 12}', ["type: replace_string, regex: '^1', replacement: n"], 'A =~ "n2"'],
  ['{A|windash: " -b"}', ['type: case, method: upper'], 'A =~ " -b", " /b", " –b", " —b", " ―b"'],
  ['{A|base64: b}', ['type: case, method: upper'], 'no rule ! pipeline/value'],
  ['{A: 1}', ['type: set_value, value: null'], 'not exists A'],
  [
    "{A: 'C:\\\\x', B: y}",
    [
      "type: add_condition, conditions: {Z: 1}, rule_conditions: [{type: contains_detection_item, field: A, value: 'C:\\x'}]",
    ],
    'and Z =~ 1 and A =~ "C:\\\\x" B =~ "y"',
  ],
  [
    "{A: '7'}",
    [
      'type: add_condition, conditions: {Z: 1}, rule_conditions: [{type: contains_detection_item, field: A, value: 7}]',
    ],
    'A =~ "7"',
  ],
  [
    '{A|re: a*, B: b*}',
    [
      'type: field_name_suffix, suffix: .w, detection_item_conditions: [{type: contains_wildcard, cond: any}]',
    ],
    'and A matches search ("a"){0,} B.w like~ "b"*',
  ],
  ['{A: x}', ['type: field_name_mapping, mapping: {A: []}'], 'no rule ! pipeline/value'],
  ['{A: x}', ['type: field_name_mapping, mapping: {Image: []}'], 'A =~ "x"'],
  [
    '{A: ["Dword:12", "Text:012"]}',
    ["type: extract_fields, regex: '(?P<k>\\w+):(?P<v>\\d+)', field_prefix: r"],
    'or and r.k =~ "Dword" r.v =~ 12 and r.k =~ "Text" r.v =~ "012"',
  ],
  [
    '{A: ["Dword:12", y]}',
    ["type: extract_fields, regex: '(?P<k>\\w+):', preserve_unmatched: true"],
    'or k =~ "Dword" A =~ "y"',
  ],
  ['{A: y}', ["type: extract_fields, regex: '(?P<k>\\w+):'"], 'A =~ "y"'],
  [
    "{'A|base64': [foo, bar]}",
    ["type: extract_fields, regex: '(?P<k>Zm9)', preserve_unmatched: true"],
    'or k =~ "Zm9" A =~ "YmFy"',
  ],
  [
    "{'A|cased': [x, 'k:1']}",
    ["type: extract_fields, regex: '(?P<k>k):', preserve_unmatched: true"],
    'or A = "x" k = "k"',
  ],
  // pySigma 2.0.1: a nest has been applied when its items come.
  [
    '{A: x}',
    [
      'id: n, type: nest, items: [{type: field_name_suffix, suffix: .w, rule_conditions: [{type: processing_item_applied, processing_item_id: n}]}]',
    ],
    'A.w =~ "x"',
  ],
  ['{A: "none:x"}', ["type: extract_fields, regex: '(?P<k>\\w+):'"], 'not exists k'],
])('%s under %j is %s, like pySigma', (detection, items, said) => {
  expect(applied(detection, pipelineText(items))).toBe(said);
});

test.each([
  ['s', '{A: ["k:1", y], B: b}', 'narrower', 'and k =~ "k" B =~ "b"'],
  ['not s', '{A: ["k:1", y], B: b}', 'broader', 'not and k =~ "k" B =~ "b"'],
  ['s', '{A|all: ["k:1", y], B: b}', 'broader', 'and k =~ "k" B =~ "b"'],
])('values that are not taken apart are declared: %s of %s is %s', (condition, detection, verdict, said) => {
  const [read] = sigmaReader.read(
    new SourceFile('r.yml', `${head}detection: {s: ${detection}, condition: ${condition}}\n`),
    optionsOf([pipelineText(["type: extract_fields, regex: '(?P<k>\\w+):'"])]),
  );
  const search = read?.rule?.search;
  expect(search?.kind === 'events' && printPredicate(search.where).replaceAll(/\s+/g, ' ')).toBe(said);
  expect(read?.rule?.losses?.map(each => each.verdict)).toEqual([verdict]);
  expect(read?.diagnostics.map(({ code }) => code)).toEqual(['pipeline/dropped']);
});

test('hashes of algorithms that are not wanted are left out, which is told', () => {
  const md5 = '0123456789abcdef0123456789abcdef';
  const item = 'type: hashes_fields, valid_hash_algos: [MD5], field_prefix: h.';
  expect(applied(`{Hashes: ["MD5=${md5}", "IMPHASH=${md5}"]}`, pipelineText([item]))).toBe(
    `h.MD5 =~ "${md5}" ! pipeline/dropped`,
  );
});

test('pipelines are applied by their priority', () => {
  const late = pipelineText([prefix]).replace('priority: 10', 'priority: 20');
  const early = pipelineText(['type: field_name_mapping, mapping: {A: b}']);
  expect(applied('{A: x}', late, early)).toBe('p.b =~ "x"');
});

test('log source, fields and attributes are changed', () => {
  const text = pipelineText([
    'type: change_logsource, product: linux',
    'type: set_custom_attribute, attribute: team, value: blue',
    'type: add_field, field: Extra',
    'type: remove_field, field: Image',
  ]);
  const [read] = sigmaReader.read(
    new SourceFile('r.yml', `${head}detection: {s: {A: x}, condition: s}\n`),
    optionsOf([text]),
  );
  const { rule } = read ?? {};
  expect(rule?.search.kind === 'events' && rule.search.source.sigma).toEqual({ product: 'linux' });
  expect(rule?.metadata.extra).toEqual({ team: 'blue' });
  expect(rule?.metadata.fields).toEqual(['Extra']);
});

test('alternatives are bounded', () => {
  const names = Array.from({ length: 20 }, (_, index) => `n${index}`).join(', ');
  const text = pipelineText([`type: field_name_mapping, mapping: {A: [${names}], B: [${names}]}`]);
  expect(applied('{A: x, B: y}', text)).toBe('no rule ! pipeline/alternatives');
});

test.each([
  ['type: field_name_maping', 'pipeline/unknown-type', 'did you mean `field_name_mapping`?'],
  ['type: query_expression_placeholders', 'pipeline/unsupported', 'ruleglot'],
  ['type: field_name_transform', 'pipeline/unsupported', undefined],
  [
    'type: field_name_mapping, maping: {A: b}, mapping: {}',
    'pipeline/unknown-type',
    'did you mean `mapping`?',
  ],
  ['type: field_name_prefix', 'pipeline/shape', undefined],
  ['type: field_name_mapping, mapping: [A]', 'pipeline/shape', undefined],
  ['type: add_condition, conditions: A', 'pipeline/shape', undefined],
  ['type: set_state, key: a', 'pipeline/shape', undefined],
  ['type: extract_fields, regex: x', 'pipeline/shape', undefined],
  ['type: extract_fields, regex: "(?P<a"', 'pipeline/shape', undefined],
  ['type: replace_string, regex: "(", replacement: x', 'pipeline/shape', undefined],
  ['type: field_name_mapping, mapping: {A: {b: c}}', 'pipeline/shape', undefined],
  ['type: map_string, mapping: {a: [[b]]}', 'pipeline/shape', undefined],
  ['type: add_condition, conditions: {null: {a: b}}', 'pipeline/shape', undefined],
  ['type: value_placeholders, include: [a], exclude: [b]', 'pipeline/shape', undefined],
  ['type: case, rule_conditions: windows', 'pipeline/shape', undefined],
  ['type: case, field_name_conditions: [{type: include_fields}]', 'pipeline/shape', undefined],
  [
    'type: case, field_name_conditions: [{type: include_fields, field: [A], fields: [A]}]',
    'pipeline/unknown-type',
    'did you mean `fields`?',
  ],
  [
    'type: case, rule_conditions: [{type: processing_state, key: k, val: v, op: is}]',
    'pipeline/shape',
    undefined,
  ],
  ['type: case, detection_item_conditions: [{type: is_null, cond: some}]', 'pipeline/shape', undefined],
  [
    'type: case, detection_item_conditions: [{type: match_string, pattern: "("}]',
    'pipeline/shape',
    undefined,
  ],
  ['type: http_placeholders, url: x', 'pipeline/unsupported', undefined],
  ['type: file_placeholders, path: x', 'pipeline/unsupported', undefined],
  ['type: command_placeholders, command: x', 'pipeline/unsupported', undefined],
  ['id: x', 'pipeline/shape', undefined],
  ['type: case, rule_conditions: [{type: logsorce}]', 'pipeline/unknown-type', 'did you mean `logsource`?'],
  ['type: case, field_name_conditions: [{type: logsource}]', 'pipeline/unknown-type', undefined],
  [
    'type: case, rule_conditions: {a: {type: is_sigma_rule}}, rule_cond_expr: b',
    'lower/unknown-selection',
    undefined,
  ],
])('a pipeline with {%s} is not applied', (item, code, help) => {
  const { value, diagnostics } = readPipeline(new SourceFile('p.yml', pipelineText([item])));
  expect(value).toBeUndefined();
  expect(diagnostics.map(each => each.code)).toEqual([code]);
  if (help !== undefined) expect(diagnostics[0]?.help).toContain(help);
});

test.each([
  ['finalizers: [{type: concat, separator: x}]', 'pipeline/finalizer', true],
  ['finalizers: [{type: nested, finalizers: [{type: json}]}]', 'pipeline/finalizer', true],
  ['priority: high', 'pipeline/shape', false],
  ['vars: 3', 'pipeline/shape', false],
  ['finalizers: [{type: concatt}]', 'pipeline/unknown-type', false],
  ['finalizers: [concat]', 'pipeline/unknown-type', false],
  ['finalizers: {type: json}', 'pipeline/shape', false],
])('what works on queries is named: %s', (text, code, isApplied) => {
  const { value, diagnostics } = readPipeline(new SourceFile('p.yml', `name: p\n${text}\n`));
  expect(value !== undefined).toBe(isApplied);
  expect(diagnostics.map(each => each.code)).toEqual([code]);
});
