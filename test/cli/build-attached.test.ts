import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eachInOwnFolder, ranHere } from './in-process.ts';
import { linesOf, writeFiles } from './ruleglot.ts';

const config = `rules: [{ paths: [rules] }]
packs:
  - { name: elastic, target: elastic, folder: packs/elastic }
  - { name: lines, target: elastic, form: ndjson, folder: packs/lines }
  - { name: sigma, target: sigma, folder: packs/sigma }
policy: { fail-on: [] }
`;

const rule = (name: string, more: object): object => ({
  ...{
    rule_id: name,
    name,
    description: 'd',
    risk_score: 1,
    severity: 'low',
    type: 'query',
    language: 'kuery',
  },
  ...{
    query: 'process.name: "whoami.exe" and host.os.type: "windows"',
    index: ['logs-endpoint.events.process-*'],
  },
  ...{ actions: [{ id: 'mail', group: 'default', params: { to: 'soc' }, action_type_id: '.email' }] },
  exceptions_list: [{ id: 'e', list_id: 'trusted', namespace_type: 'single', type: 'detection' }],
  ...more,
});

const list = { id: 'e', list_id: 'trusted', name: 'Trusted', namespace_type: 'single', type: 'detection' };
const item = (user: string, updated: string): object => ({
  ...{ id: 'i', list_id: 'trusted', item_id: 'one', namespace_type: 'single', type: 'simple', name: 'One' },
  entries: [{ field: 'user.name', operator: 'included', type: 'match', value: user }],
  updated_at: updated,
});
const connector = { id: 'mail', type: 'action', attributes: { actionTypeId: '.email', name: 'Mail' } };
const summary = { exported_count: 4, exported_rules_count: 1 };
const exported = (...lines: object[]): string => lines.map(line => `${JSON.stringify(line)}\n`).join('');

const first = exported(rule('First', {}), list, item('svc', '2026-01-01'), connector, summary);
const second = exported(rule('Second', {}), list, item('scanner', '2026-02-01'), connector, summary);

const read = (path: string): string => readFileSync(path, 'utf8');
const importFile = 'packs/elastic/rules.ndjson';

eachInOwnFolder(() => writeFiles('.', { 'ruleglot.config.yaml': config, 'rules/first.ndjson': first }));

test('exceptions and actions of an export go on as they are, with the lists and connectors that they name', async () => {
  const { code, stderr } = await ranHere(['build']);
  expect(code).toBe(0);
  expect(stderr).not.toContain('skipped-line: line 2');
  const [line, ...others] = read(importFile).trimEnd().split('\n');
  expect(JSON.parse(line ?? '')).toMatchObject({
    query: 'host.os.type:windows and process.name:whoami.exe',
    actions: [{ id: 'mail', group: 'default', params: { to: 'soc' }, action_type_id: '.email' }],
    exceptions_list: [{ id: 'e', list_id: 'trusted', namespace_type: 'single', type: 'detection' }],
  });
  expect(`${others.join('\n')}\n`).toBe(exported(list, item('svc', '2026-01-01'), connector));
  expect(read('packs/lines/rules.ndjson')).toBe(read(importFile));
  expect(read('packs/sigma/rules/first.yml')).toContain('svc');
  expect(read('packs/elastic/rules/first.toml')).toContain('not user.name:svc');
});

test('what several rules name stands in the file once, as it was saved last', async () => {
  writeFiles('.', { 'rules/second.ndjson': second });
  await ranHere(['build', '-q']);
  const lines = linesOf(read(importFile));
  expect(lines.map(each => each['name'] ?? each['type'])).toEqual([
    'First',
    'Second',
    'Trusted',
    'One',
    'action',
  ]);
  expect(lines[3]).toEqual(item('scanner', '2026-02-01'));
  expect((await ranHere(['build', '--check', '-q'])).code).toBe(0);
});

test('what an unchanged rule names is kept where another that named it is gone', async () => {
  const git = (...words: string[]): unknown =>
    execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.org', ...words]);
  writeFiles('.', { 'rules/second.ndjson': second });
  await ranHere(['build', '-q']);
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'one');
  rmSync('rules/first.ndjson');
  await ranHere(['build', '-q', '--since', 'HEAD', '--no-cache']);
  const since = read(importFile);
  expect(linesOf(since).map(each => each['name'] ?? each['type'])).toEqual([
    'Second',
    'Trusted',
    'One',
    'action',
  ]);
  await ranHere(['build', '-q', '--no-cache']);
  expect(read(importFile)).toBe(since);
});

test('an exception that was added has changed the meaning of the rule', async () => {
  await ranHere(['build', '-q']);
  const wider = {
    ...item('svc', '2026-03-01'),
    entries: [{ field: 'user.name', operator: 'included', type: 'match_any', value: ['svc', 'root'] }],
  };
  writeFiles('.', { 'rules/first.ndjson': exported(rule('First', {}), list, wider, connector, summary) });
  const { code, stderr } = await ranHere(['build', '--check']);
  expect(code).toBe(1);
  for (const pack of ['elastic', 'lines', 'sigma'])
    expect(stderr).toMatch(new RegExp(`means in ${pack} has changed: it matches less, as by .*root`));
  expect(stderr).toContain('outputs  3 differ: 3 in meaning, 0 in words alone, 0 undecided');
});

test('a slip in an export keeps the rule with what it names', async () => {
  await ranHere(['build', '-q']);
  const before = read(importFile);
  writeFiles('.', { 'rules/first.ndjson': first.replace('{"rule_id"', '{rule_id"') });
  await ranHere(['build', '-q']);
  expect(read(importFile)).toBe(before);
});

test('what one document of a pack has a place for is not told as lost', async () => {
  writeFiles('.', {
    'rules/own.toml':
      '[metadata]\nintegration = ["endpoint"]\nmaturity = "production"\n[rule]\nname = "Own"\nrule_id = "own"\ndescription = "d"\nrisk_score = 1\nseverity = "low"\ntype = "query"\nlanguage = "kuery"\nquery = "process.pid: 4"\nindex = ["logs-endpoint.events.process-*"]\n',
  });
  const { stderr } = await ranHere(['build', '--no-cache']);
  const lost = stderr.split('\n').filter(line => line.includes('metadata-lost'));
  expect(lost.find(line => line.includes('the elastic document'))).toBeUndefined();
  expect(lost.find(line => line.includes('the lines document'))).toContain('metadata.integration');
});
