import { expect, test } from 'vitest';
import { targets } from '../../backends/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import { printPredicate } from '../../src/ir/index.ts';
import { readPipeline } from '../../src/readers/pipeline/index.ts';
import { sigmaReader } from '../../src/readers/sigma-yaml.ts';
import { SourceFile } from '../../src/source/index.ts';

const options = { casing: 'keep', strictFields: true, profile: defaultProfile } as const;

test.each(targets.map(({ target }) => [target] as const))(
  'a name that a pipeline gave is kept in %s',
  async target => {
    const text = 'transformations: [{type: field_name_mapping, mapping: {Image: my.image}}]\n';
    const { value: pipeline } = readPipeline(new SourceFile('team.yml', text));
    if (pipeline === undefined) throw new Error('no pipeline');
    const source = `title: t\nlogsource: {product: windows, category: process_creation}\ndetection: {s: {Image: 'c:\\x.exe'}, condition: s}\n`;
    const [read] = sigmaReader.read(new SourceFile('r.yml', source), {
      placeholders: new Map(),
      pipelines: [pipeline],
    });
    const rule = read?.rule && resolve(read.rule).value;
    const backend = await targets.find(each => each.target === target)?.load();
    if (rule === undefined || backend === undefined) throw new Error('not read');
    const translation = compile(rule, backend, options);
    expect(translation.query).toContain('my.image');
    expect(translation.given).toContain('pipeline:team.yml');
    expect(translation.verdict).toBe('exact');
  },
);

test('a filter is in the names of the rule that it is joined to', () => {
  const text =
    'transformations: [{type: field_name_mapping, mapping: {User: my.user}, rule_conditions: [{type: logsource, category: process_creation}]}]\n';
  const { value: pipeline } = readPipeline(new SourceFile('team.yml', text));
  if (pipeline === undefined) throw new Error('no pipeline');
  const rule = `title: t\nname: r\nlogsource: {product: windows, category: process_creation}\ndetection: {s: {User: a}, condition: s}\n`;
  const filter = `title: f\nlogsource: {product: windows}\nfilter: {rules: [r], f: {User: b}, condition: not f}\n`;
  const [read] = sigmaReader.read(new SourceFile('r.yml', `${rule}---\n${filter}`), {
    placeholders: new Map(),
    pipelines: [pipeline],
  });
  const search = read?.rule?.search;
  const shown = search?.kind === 'events' ? printPredicate(search.where).replaceAll(/\s+/g, ' ') : '';
  expect(shown).toBe('and my.user =~ "a" not my.user =~ "b"');
});

/** What is left of a rule whose pipeline drops the items of A, and how that stands to the rule. */
test.each([
  ['{s: {A: x, B: y}, condition: s}', 'broader', 'B'],
  ['{s: [{A: x}, {B: y}], condition: s}', 'narrower', 'B'],
  ['{s: {B: y}, f: {A: x}, condition: s and not f}', 'broader', 'B'],
  ['{s: {B: y}, f: {A: x, C: z}, condition: s and not f}', 'narrower', 'not'],
  ['{s: {B: y}, f: [{A: x}, {C: z}], condition: s and not f}', 'broader', 'not'],
  ['{s: {A|contains|all: [x, y], B: y}, condition: s}', 'broader', 'B'],
  ['{s: {B: y}, condition: s}', 'exact', 'B'],
  ['{s: {A: x}, condition: s}', undefined, ''],
] as const)('%s without A is %s', async (detection, verdict, contained) => {
  const drop =
    'transformations:\n  - {type: drop_detection_item, field_name_conditions: [{type: include_fields, fields: [A]}]}\n  - {type: field_name_prefix, prefix: p.}\n';
  const { value: pipeline } = readPipeline(new SourceFile('team.yml', drop));
  if (pipeline === undefined) throw new Error('no pipeline');
  const source = `title: t\nlogsource: {product: windows, category: process_creation}\ndetection: ${detection}\n`;
  const [read] = sigmaReader.read(new SourceFile('r.yml', source), {
    placeholders: new Map(),
    pipelines: [pipeline],
  });
  const rule = read?.rule && resolve(read.rule).value;
  const backend = await targets.find(each => each.target === 'splunk')?.load();
  if (rule === undefined || backend === undefined) {
    expect(verdict).toBeUndefined();
    expect(read?.diagnostics.map(({ code }) => code)).toContain('pipeline/failure');
    return;
  }
  const translation = compile(rule, backend, { ...options, strictFields: false });
  expect(translation.verdict).toBe(verdict);
  expect(translation.query?.toLowerCase()).toContain(contained.toLowerCase());
  expect(translation.query).not.toContain('p.A');
  expect(translation.diagnostics.map(({ code }) => code)).toEqual(
    verdict === 'exact' ? [] : [`plan/${verdict}`],
  );
});
