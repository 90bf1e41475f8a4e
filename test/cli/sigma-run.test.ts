import { expect, test } from 'vitest';
import { ranHere } from './in-process.ts';
import { linesOf, temporaryFolder, writeFiles } from './ruleglot.ts';

const folder = temporaryFolder();
const rule = (name: string) =>
  `title: ${name}\nname: ${name}\nlogsource: {product: windows, service: security}\ndetection: {s: {EventID: 4625, TargetUserName: ${name}}, condition: s}\n`;

writeFiles(folder, {
  'rules/a.yml': rule('a'),
  'rules/b.yml': rule('b'),
  'rules/c.yml':
    'title: c\ncorrelation: {type: temporal, rules: [a, b], group-by: [Computer], timespan: 5m}\n',
  'filter.yml':
    'title: f\nlogsource: {product: windows}\nfilter: {rules: [b, z], f: {IpAddress: 10.0.0.1}, condition: not f}\n',
  'bad.yml': 'transformations: [{type: no_such_thing}]\n',
});

async function translations(...more: readonly string[]) {
  const words = ['convert', `${folder}/rules`, '-t', 'sigma', '--report', 'ndjson=-', ...more];
  const { code, stdout, stderr } = await ranHere(words);
  return { code, stderr, lines: linesOf<{ rule: { title: string }; query: string }>(stdout) };
}

test('a correlation finds its rules in the other files, which are no rules by themselves', async () => {
  const { code, lines, stderr } = await translations();
  expect(lines.map(line => line.rule.title)).toEqual(['c']);
  expect(stderr).toContain('[read/sigma-correlated-rules]');
  expect(code).toBe(0);
});

test('a filter from a file is joined to the rules that it names', async () => {
  const { code, lines, stderr } = await translations('--filter', `${folder}/filter.yml`);
  expect(lines[0]?.query).toContain('IpAddress: 10.0.0.1');
  expect(stderr).toContain('[lower/filter-unknown-rule]');
  expect(code).toBe(0);
});

test('a pipeline that cannot be applied whole is a wrong argument', async () => {
  const { code, stderr } = await translations('-p', `${folder}/bad.yml`);
  expect(stderr).toContain('[pipeline/unknown-type]');
  expect(code).toBe(2);
});
