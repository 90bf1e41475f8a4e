import { expect, test } from 'vitest';
import { targets } from '../../backends/index.ts';
import { splunk } from '../../backends/splunk/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import { type Rule, rewriteQuery } from '../../src/ir/index.ts';
import { readPipeline } from '../../src/readers/pipeline/index.ts';
import { sigmaReader } from '../../src/readers/sigma-yaml.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

const head = `title: It's "one"
id: 929a690e-bef0-4204-a928-ef5e620d6fcc
level: High
date: 2024/03/31
author: me
tags: [attack.t1059, attack.execution]
references: [https://a, https://b]
runbook: {url: u, steps: [1, 2]}
logsource: {product: windows, category: process_creation}
`;

function readWith(pipeline: string, rule = `${head}detection: {s: {CommandLine: x}, condition: s}\n`) {
  const { value, diagnostics } = readPipeline(new SourceFile('p.yml', pipeline));
  if (value === undefined) return { codes: diagnostics.map(({ message }) => message), rule: undefined };
  const reads = sigmaReader.read(new SourceFile('r.yml', rule), {
    placeholders: new Map(),
    pipelines: [value],
  });
  const last = reads.at(-1);
  return { codes: last?.diagnostics.map(({ code }) => code) ?? [], rule: last?.rule };
}

function ruleWith(pipeline: string, rule?: string): Rule {
  const read = readWith(pipeline, rule);
  if (read.rule === undefined) throw new Error(read.codes.join());
  return resolve(read.rule).value ?? read.rule;
}

/** What becomes of the query Q. */
function rewritten(pipeline: string, query = 'Q'): string {
  return rewriteQuery(query, ruleWith(pipeline).rewrites ?? []);
}

function jinja(template: string): string {
  return `postprocessing:\n  - type: template\n    template: ${JSON.stringify(template)}\n`;
}

function format(template: string): string {
  return `transformations:\n  - {type: set_state, key: index, val: win}\npostprocessing:\n  - type: simple_template\n    template: ${JSON.stringify(template)}\n`;
}

test.each([
  ['postprocessing: [{type: embed, prefix: "<", suffix: ">"}]', '<Q>'],
  ['postprocessing: [{type: embed, suffix: " | head 5"}]', 'Q | head 5'],
  ['postprocessing: [{type: replace, pattern: "(Q)", replacement: "\\\\1\\\\1$1"}]', 'QQ$1'],
  ['postprocessing: [{type: replace, pattern: "(?i)q", replacement: z}]', 'z'],
  ["postprocessing: [{type: replace, pattern: '(?P<a>Q)()$', replacement: '\\g<a>\\\\g<a>\\2'}]", 'Q\\g<a>'],
  ["postprocessing: [{type: replace, pattern: '[$]|$', replacement: '!'}]", 'Q!'],
  [
    `postprocessing: [{type: json, json_template: '{"a": [1, {"q": "%QUERY%"}], "b": "%QUERY% x"}'}]`,
    '{"a": [1, {"q": "Q"}], "b": "%QUERY% x"}',
  ],
  [
    'postprocessing: [{type: nest, items: [{type: embed, prefix: a}, {type: embed, prefix: b}]}, {type: embed, prefix: c}]',
    'cbaQ',
  ],
  [
    'postprocessing: [{type: embed, prefix: a, id: first}, {type: embed, prefix: b, rule_conditions: [{type: processing_item_applied, processing_item_id: first}]}]',
    'baQ',
  ],
  ['postprocessing: [{type: embed, prefix: a, rule_conditions: [{type: logsource, product: linux}]}]', 'Q'],
])('%s', (pipeline, query) => {
  expect(rewritten(pipeline)).toBe(query);
});

test.each([
  ['{{ query }}', 'Q'],
  ['{{query}} {{- " no" }}', 'the statement'],
  ['{# a {{ b }} #}{{ query }}\n', 'Q'],
  ['a {{- query -}} b', 'aQb'],
  ["[{{ rule.title }}]\nsearch = {{ query | replace('Q', '}}') }}", '[It\'s "one"]\nsearch = }}'],
  ['{{ rule.level }} {{ rule.date }} {{ rule.description }} {{ rule.license }}', 'high 2024-03-31 None None'],
  [
    "{{ rule.tags | join(', ') }} {{ rule.tags[0] }} {{ rule.references | last }}",
    'attack.t1059, attack.execution attack.t1059 https://b',
  ],
  ['{{ rule.references }}', "['https://a', 'https://b']"],
  ['{{ rule.logsource.category }} {{ rule.logsource.service }}', 'process_creation None'],
  ["{{ rule.custom_attributes.runbook.url }}{{ rule.custom_attributes['runbook'].steps[1] }}", 'u2'],
  ["{{ rule.custom_attributes.nothing | default('none') }}{{ pipeline.state.nothing }}", 'none'],
  ['{{ rule.title | tojson }}', '"It\\u0027s \\"one\\""'],
  ['{{ rule.author | upper }}', 'ME'],
  ['{"q": {{ query | tojson }}}', '{"q": "Q"}'],
  [
    '{% for t in rule.tags %}{{ loop.index }}:{{ t }}{% if not loop.last %}, {% endif %}{% endfor %}',
    '1:attack.t1059, 2:attack.execution',
  ],
  ['{% if rule.author %}by {{ rule.author }}{% endif %} {{ query }}', 'by me Q'],
  [
    "{% if rule.logsource.product == 'linux' %}index=l{% elif rule.logsource.product == 'windows' %}index=w{% else %}index=*{% endif %} {{ query }}",
    'index=w Q',
  ],
  ["{% if 'https://a' in rule.references and 'x' not in rule.references %}in{% endif %}", 'in'],
  [
    "{% set p = rule.logsource.product -%}   {{ p | upper }}{%- if (p == 'a' or p != 'b') and not p in 'abc' %} ok{% endif %}",
    'WINDOWS ok',
  ],
  ['{% for f in rule.fields %}{{ f }}{% else %}none{% endfor %}', 'none'],
  [
    '{%- for r in rule.references -%}\n  {% set x = r %}\n  - {{ x }}\n{% endfor %}end',
    '\n  - https://a\n\n  - https://b\nend',
  ],
  ["{% for t in rule.tags %}{% if t == 'attack.t1059' %}x{% endif %}{% endfor %}", 'x'],
  [
    "{% if pipeline.state.nothing is not defined %}no{% endif %}{% if 3 >= 2 and 'b' > 'a' %} gt{% endif %}",
    'no gt',
  ],
  ['{% for s in rule.custom_attributes.runbook.steps %}[{{ s }}]{% endfor %}', '[1][2]'],
  ['{% if rule.license is none and rule.title is defined %}n{% elif rule.id %}y{% else %}z{% endif %}', 'n'],
  ["{% if 'attack.t1059' in rule.tags %}yes{% endif %}", 'yes'],
])('the template %s', (template, query) => {
  const read = readWith(jinja(template));
  if (read.rule === undefined) expect(read.codes.join()).toContain('beyond what is read of templates');
  else expect(rewritten(jinja(template))).toBe(query);
});

test('the end of a text is before its last line end too', () => {
  expect(rewritten("postprocessing: [{type: replace, pattern: '$', replacement: '!'}]", 'Q\n')).toBe('Q!\n!');
});

test.each([
  ['{query} {{x}} {rule.title}', 'Q {x} It\'s "one"'],
  ['{pipeline.state[index]} {rule.tags[1]} {rule.level!s}', 'win attack.execution high'],
  ['{rule.custom_attributes[runbook]}', "{'url': 'u', 'steps': [1, 2]}"],
])('the format %s', (template, query) => {
  expect(rewritten(format(template))).toBe(query);
});

test.each([
  [jinja('{% macro m() %}{% endmacro %}'), '`{% macro %}`'],
  [jinja('{% if query %}a{% endif %}'), 'a test of `query`'],
  [jinja("{% if rule.level == 'high' %}a{% endif %}"), 'the comparison of `rule.level`'],
  [jinja('{% if rule.title is odd %}a{% endif %}'), 'the test `odd`'],
  [jinja('{% for t in rule.tags %}{{ t.name }}{% endfor %}'), 'the value `t.name`'],
  [jinja('{% for t in query %}{{ t }}{% endfor %}'), 'a loop over `query`'],
  [jinja('{% for t in rule.tags %}{{ t }}'), '`{% endfor %}`'],
  [jinja('{% if rule.title %}a{% endfor %}'), '`{% endif %}`'],
  [jinja('a{% endif %}'), '`{% endif %}`'],
  [jinja('{{ t }}{% for t in rule.tags %}{% endfor %}'), '`t`'],
  [jinja('{{ rule.titel }}'), '`rule.titel`'],
  [jinja('{{ nothing }}'), '`nothing`'],
  [jinja('{{ rule.tags }}'), '`rule.tags`'],
  [jinja('{{ query | wordwrap(3) }}'), '`wordwrap`'],
  [jinja('{{ query | join }}'), '`join`'],
  [jinja('{{ query'), '`{{`'],
  [jinja('{{ query ~ 1 }}'), '`~`'],
  [format('{query!r}'), '`!r`'],
  [format('{query:>10}'), '`:>10`'],
  [format('{'), '`{`'],
  ['postprocessing: [{type: template, template: a, path: b}]', '`path`'],
  ['postprocessing: [{type: template, template: a, vars: b.py}]', '`vars`'],
  ['postprocessing: [{type: json, json_template: "{"}]', 'no JSON'],
  ['postprocessing: [{type: replace, pattern: "(", replacement: a}]', 'cannot be read'],
  ['postprocessing: [{type: replace, pattern: a}]', '`replacement`'],
  ['postprocessing: [{type: embedd}]', 'no post-processing of the type `embedd`'],
  ['postprocesing: []', 'no key of the type `postprocesing`'],
])('%s is refused by name', (pipeline, named) => {
  const { codes, rule } = readWith(pipeline);
  expect(rule).toBeUndefined();
  expect(codes.join()).toContain(named);
});

test('a rule that lacks what a format asks of it is refused', () => {
  const { codes, rule } = readWith(format('{pipeline.state[other]}'));
  expect([rule, codes.at(-1)]).toEqual([undefined, 'pipeline/value']);
});

const rule = `${head}detection: {s: {CommandLine|contains: whoami}, condition: s}\n`;
const correlation = `${rule}name: one\n---\ntitle: c\ncorrelation: {type: event_count, rules: [one], group-by: [User], timespan: 5m, condition: {gte: 3}}\n`;
const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;

test.each([
  ['splunk', undefined, 'embed, suffix: " | fields host"', rule, 'exact proved'],
  ['splunk', undefined, 'embed, prefix: "index=win "', rule, 'narrower proved'],
  ['splunk', undefined, 'embed, prefix: "(", suffix: ") OR EventCode=999"', rule, 'broader proved'],
  ['splunk', undefined, 'replace, pattern: whoami, replacement: net', rule, 'different proved'],
  ['splunk', undefined, 'replace, pattern: "\\\\n", replacement: " "', rule, 'exact proved'],
  ['splunk', undefined, 'embed, suffix: " | frobnicate"', rule, 'different unverified'],
  ['splunk', 'datamodel', 'embed, suffix: " | fields dest"', rule, 'exact proved'],
  ['elastic', 'eql', 'embed, suffix: " or a == 1"', rule, 'broader proved'],
  ['elastic', 'lucene', 'embed, prefix: "(", suffix: ") AND a:b"', rule, 'narrower proved'],
  ['elastic', 'esql', 'embed, suffix: "\\n| limit 10"', rule, 'different unverified'],
  ['elastic', 'eql', `json, json_template: '{"query": "%QUERY%"}'`, rule, 'different unverified'],
  ['splunk', undefined, `json, json_template: '["%QUERY%"]'`, rule, 'different unverified'],
  ['elastic', 'eql', `simple_template, template: '{{"q": "{query}"}}'`, rule, 'different unverified'],
  ['elastic', 'eql', `template, template: '{"q": {{ query | tojson }}}'`, rule, 'different unverified'],
  ['elastic', undefined, 'embed', rule, 'exact proved'],
  ['panther', undefined, 'embed, prefix: a', rule, 'refused '],
  ['sigma', undefined, 'embed, prefix: a', rule, 'refused '],
  ['splunk', undefined, 'embed, suffix: " | head 1"', correlation, 'different tested'],
  [
    'splunk',
    undefined,
    'embed, suffix: x, rule_conditions: [{type: is_sigma_rule}]',
    correlation,
    'exact tested',
  ],
])('%s %s post-processed by {%s}', async (target, dialect, item, text, expected) => {
  const backend = await targets.find(each => each.target === target)?.load();
  const read = ruleWith(`postprocessing:\n  - {type: ${item}}\n`, text);
  const forced = dialect === undefined ? options : { ...options, dialect };
  const declared = compile(read, backend ?? splunk, forced);
  const { translation, contradicted } = await verifyTranslation(read, declared);
  expect(`${translation.verdict} ${translation.evidence?.kind ?? ''}`).toBe(expected);
  expect(contradicted).toBe(false);
  const said = translation.diagnostics.map(({ code }) => code).filter(code => code.startsWith('plan/'));
  expect(said).toEqual(translation.verdict === 'exact' ? [] : [`plan/${translation.verdict}`]);
});
