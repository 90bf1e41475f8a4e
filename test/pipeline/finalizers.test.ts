import { expect, test } from 'vitest';
import { finalizing } from '../../src/cli/pipelines.ts';
import { readPipeline } from '../../src/readers/pipeline/index.ts';
import { SourceFile } from '../../src/source/index.ts';

function finalized(...texts: readonly string[]): string | undefined {
  const pipelines = texts.map(text => {
    const { value, diagnostics } = readPipeline(new SourceFile('p.yml', text));
    if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join());
    return value;
  });
  return finalizing(pipelines)?.(['a="é"', 'b']);
}

// As pySigma 1.5.1 lays them out.
test.each([
  ["finalizers: [{type: concat, separator: ' OR ', prefix: '(', suffix: ')'}]", '(a="é" OR b)'],
  ['finalizers: [{type: json}]', '["a=\\"\\u00e9\\"", "b"]'],
  ['finalizers: [{type: json, indent: 2}]', '[\n  "a=\\"\\u00e9\\"",\n  "b"\n]'],
  ['finalizers: [{type: concat}, {type: json}]', '"a=\\"\\u00e9\\"\\nb"'],
  [
    'vars: {index: win, many: [a, b]}\nfinalizers: [{type: template, template: "{% for q in queries %}{{ loop.index }}: {{ q }} in {{ pipeline.vars.index }}\\n{% endfor %}{{ pipeline.vars.many | join(\'+\') }}"}]',
    '1: a="é" in win\n2: b in win\na+b',
  ],
  [
    "finalizers: [{type: nested, finalizers: [{type: concat, separator: ';'}, {type: template, template: '<{{ queries | upper }}>'}]}]",
    '<A="É";B>',
  ],
  ["finalizers: [{type: template, template: '{{ queries | tojson }}'}]", '["a=\\"\\u00e9\\"", "b"]'],
])('%s', (pipeline, text) => {
  expect(finalized(pipeline)).toBe(text);
});

test('YAML is a list of the queries', () => {
  expect(finalized('finalizers: [{type: yaml}]')).toBe('- a="é"\n- b\n');
});

test('finalizers of several pipelines follow each other by their priorities', () => {
  const last = "priority: 20\nfinalizers: [{type: template, template: '[{{ queries }}]'}]";
  expect(finalized(last, 'priority: 10\nfinalizers: [{type: concat, separator: ","}]')).toBe('[a="é",b]');
  expect(finalized('name: none')).toBeUndefined();
});

test.each([
  ['{{ query }}', 'the value `query`'],
  ['{{ rule.title }}', 'the value `rule.title`'],
  ['{{ pipeline.state.x }}', 'the value `pipeline.state.x`'],
  ['{% include "x" %}', 'the statement `{% include %}`'],
])('a template of all queries has no %s', (template, what) => {
  const text = `finalizers: [{type: template, template: '${template}'}]\n`;
  const { value, diagnostics } = readPipeline(new SourceFile('p.yml', text));
  expect(value).toBeUndefined();
  const told = diagnostics.find(({ code }) => code === 'pipeline/unsupported');
  expect(told?.message).toContain(what);
});
