import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { useTables } from '../../src/fields/index.ts';
import { inOwnFolder, ranHere } from './in-process.ts';
import { plainDetection, sigmaRule, writeFiles } from './ruleglot.ts';

const folder = inOwnFolder();

/** Other files of tests run in this process. */
afterAll(() => useTables(undefined));

writeFiles(folder, {
  'rule.yml': sigmaRule('Rule', plainDetection).replace('windows', 'linux').replace('Image', 'AcmeName'),
  'plain.yml': sigmaRule('Plain', plainDetection).replace('windows', 'linux'),
  'count.yml': `${sigmaRule('Each', plainDetection)}name: each
---
title: count
status: test
correlation: {type: event_count, rules: [each], group-by: [User], timespan: 5m, condition: {gte: 3}}
`,
  'own.yaml': `profile: prod
fields:
  linux.process_creation:
    - { canonical: acme.name, sigma: AcmeName, splunk: acme_name, elastic: acme.name }
profiles:
  prod: { splunk: { searches: { linux.process_creation: index=prod } } }
  prod-eu: { splunk: { model: cim } }
  events: {}
`,
  'wrong.yaml': 'fields:\n  linux.proces_creation: []\n',
  'twice.yaml': 'fields:\n  "*":\n    - { canonical: a, sigma: { name: A, part: MD5, half: name } }\n',
  'ring.yaml': 'profiles:\n  a: { extends: b }\n  b: { extends: a }\n',
  'project/ruleglot.config.yaml': 'fields: {"*": [{canonical: a, sigma: AcmeName, splunk: found}]}\n',
});

writeFiles(folder, {
  'held/ruleglot.config.yaml': `rules: [{ paths: [rules] }]
placeholders: [one.yml, two.yml]
profile: models
profiles: { models: { splunk: { model: cim } } }
packs: [{ name: s, target: splunk, folder: out }]
`,
  'held/one.yml': 'Names: [ann]\n',
  'held/two.yml': 'Names: bob\n',
  'held/rules/plain.yml': sigmaRule('Plain', plainDetection),
  'held/rules/script.yml': sigmaRule(
    'Script',
    '  selection:\n    ScriptBlockText|contains|expand: "%Names%"\n  condition: selection\n',
  ).replace('process_creation', 'ps_script'),
});

test('a pack of data models searches events where no model holds the rule; placeholders of several files are joined', async () => {
  process.chdir(`${folder}/held`);
  try {
    const { code } = await ranHere(['build']);
    const written = readFileSync('out/default/savedsearches.conf', 'utf8');
    expect(code).toBe(0);
    expect(written).toContain('datamodel=Endpoint.Processes');
    expect(written).toContain('ScriptBlockText IN ("*ann*", "*bob*")');
  } finally {
    process.chdir(folder);
  }
});

const convert = ['convert', 'rule.yml', '-t', 'splunk'];

/** What stands in a data model, what none has a field of, a source that is in none, and what is no search of single events. */
const ofModels: readonly (readonly [rule: string, query: RegExp, why: string])[] = [
  ['plain.yml', /^\| tstats /, ''],
  ['rule.yml', /acme_name=/, 'Endpoint.Processes has no field AcmeName (https://help.splunk.com/'],
  ['held/rules/script.yml', /ScriptBlockText=/, 'holds windows.ps_script (https://help.splunk.com/'],
  ['count.yml', /streamstats/, 'searches of data models are written for single events'],
];

test.each(ofModels)(
  'splunk:cim of %s is splunk with model: cim; splunk:datamodel refuses events',
  async (rule, query, why) => {
    const more = ['--config', 'own.yaml', '--placeholders', 'held/one.yml', '--report', 'ndjson=-'];
    const lines = [];
    for (const target of ['splunk:cim', 'splunk', 'splunk:datamodel']) {
      const profile = ['--profile', target === 'splunk' ? 'prod-eu' : 'events'];
      const { stdout } = await ranHere(['convert', rule, '-t', target, ...profile, ...more]);
      lines.push(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
    }
    const [cim, splunk, alone] = lines;
    expect({ ...cim, target: 'splunk', files: [] }).toEqual({ ...splunk, files: [] });
    expect(cim.query).toMatch(query);
    const notes = cim.diagnostics.filter(({ code }: { code: string }) => code === 'plan/other-form');
    expect(notes.map(({ message }: { message: string }) => message)).toEqual(
      why === '' ? [] : [expect.stringContaining(why)],
    );
    expect(alone.verdict).toBe(why === '' ? 'exact' : 'refused');
  },
);

const converted: readonly (readonly [more: readonly string[], contained: string, rule: string])[] = [
  [['--config', 'own.yaml'], 'search = index=prod', 'rule.yml'],
  [['--config', 'own.yaml'], 'acme_name=', 'rule.yml'],
  [['--config', 'own.yaml', '--profile', 'prod-eu'], 'acme_name=', 'rule.yml'],
  [['--config', 'own.yaml', '--profile', 'prod-eu'], 'datamodel=Endpoint.Processes', 'plain.yml'],
  [[], 'AcmeName=', 'rule.yml'],
];

test.each(converted)('convert %s: %s', async (more, contained, rule) => {
  const { code, stdout } = await ranHere(['convert', rule, '-t', 'splunk', ...more]);
  expect(code).toBe(0);
  expect(stdout).toContain(contained);
});

test('verify sees the same fields', async () => {
  const words = ['verify', 'rule.yml', '-t', 'splunk', '--config', 'own.yaml'];
  const { stdout, stderr } = await ranHere(words);
  expect(stdout).toContain('proved');
  expect(stderr).not.toContain('fields/unmapped');
});

test('a field that a product is said to lack is told with the canonical name that it has', async () => {
  const field = '{ canonical: acme.name, sigma: AcmeName, splunk: acme_name, panther: null }';
  writeFiles(folder, { 'lacking.yaml': `fields: { linux.process_creation: [${field}] }\n` });
  const { stderr } = await ranHere(['convert', 'rule.yml', '-t', 'panther', '--config', 'lacking.yaml']);
  expect(stderr).toContain('panther has no such field (ruleglot.config.yaml)');
  expect(stderr).toContain('(canonical: acme.name, panther: its name there)');
});

test('list shows them', async () => {
  const words = ['list', 'fields', '--source', 'linux.process_creation', '--config', 'own.yaml'];
  expect((await ranHere(words)).stdout).toMatch(/acme\.name .*acme_name/);
});

test('the configuration of the folder counts without being named', async () => {
  process.chdir(`${folder}/project`);
  try {
    const { stdout } = await ranHere(['convert', '../rule.yml', '-t', 'splunk']);
    expect(stdout).toContain('found=');
  } finally {
    process.chdir(folder);
  }
});

test.each([
  [['--config', 'wrong.yaml'], 'wrong.yaml:2:3: error[config/bad-value]'],
  [['--config', 'twice.yaml'], 'twice.yaml:3:30: error[config/bad-value]'],
  [['--config', 'ring.yaml'], 'ring.yaml:2:17: error[config/extends]'],
  [['--config', 'none.yaml'], 'error[config/missing]'],
  [['--config', 'own.yaml', '--profile', 'prd'], 'error[cli/bad-value]'],
])('what is wrong with %s is told, and nothing is translated', async (more, told) => {
  const { code, stdout, stderr } = await ranHere([...convert, ...more]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(told);
});
