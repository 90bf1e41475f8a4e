import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inOwnFolder, ranHere } from './in-process.ts';
import { plainDetection, sigmaRule, writeFiles } from './ruleglot.ts';

const folder = inOwnFolder();

writeFiles(folder, {
  'rule.yml': sigmaRule('Rule', plainDetection).replace('windows', 'linux').replace('Image', 'AcmeName'),
  'plain.yml': sigmaRule('Plain', plainDetection).replace('windows', 'linux'),
  'own.yaml': `profile: prod
fields:
  linux.process_creation:
    - { canonical: acme.name, sigma: AcmeName, splunk: acme_name, elastic: acme.name }
profiles:
  prod: { splunk: { searches: { linux.process_creation: index=prod } } }
  prod-eu: { splunk: { model: cim } }
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
  [['--config', 'wrong.yaml'], 'wrong.yaml:2:26: error[config/bad-value]'],
  [['--config', 'twice.yaml'], 'twice.yaml:3:30: error[config/bad-value]'],
  [['--config', 'ring.yaml'], 'ring.yaml:2:17: error[config/extends]'],
  [['--config', 'none.yaml'], 'error[config/missing]'],
  [['--config', 'own.yaml', '--profile', 'prd'], 'error[cli/bad-value]'],
])('what is wrong with %s is told, and nothing is translated', async (more, told) => {
  const { code, stdout, stderr } = await ranHere([...convert, ...more]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(told);
});
