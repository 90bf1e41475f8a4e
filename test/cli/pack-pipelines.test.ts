import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eachInOwnFolder, ranHere } from './in-process.ts';
import { plainDetection, sigmaRule, writeFiles } from './ruleglot.ts';

const pipelineOf = (name: string): string => `name: names of the team
priority: 20
transformations:
  - type: field_name_mapping
    mapping: { Image: ${name} }
  - type: rule_failure
    message: not of ours
    rule_conditions:
      - { type: logsource, product: linux }
`;

eachInOwnFolder(() =>
  writeFiles('.', {
    'rules/one.yml': sigmaRule('One', plainDetection, 'id: one\n'),
    'rules/other.yml': sigmaRule('Other', plainDetection, 'id: other\n').replace('windows', 'linux'),
    'names.yml': pipelineOf('process_path'),
    'shared/team.yaml': `packs:
  - { name: team, target: splunk, folder: ../packs/team, pipelines: [../names.yml] }
  - { name: plain, target: splunk, folder: ../packs/plain }
  - { name: elastic, target: elastic, folder: ../packs/elastic }
`,
    'ruleglot.config.yaml':
      'rules: [{ paths: [rules] }]\nextends: shared/team.yaml\npolicy: { fail-on: [none] }\n',
  }),
);

const searches = (pack: string): string => readFileSync(`packs/${pack}/default/savedsearches.conf`, 'utf8');

test('a pipeline of one pack names the fields of that pack alone, and refuses rules there alone', async () => {
  const { code, stderr } = await ranHere(['build']);
  expect({ code, stderr }).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('rules/other.yml:1:1: warning[pipeline/failure]'),
  });
  expect(stderr).toMatch(/^team +1 exact, 1 refused$/m);
  expect(stderr).toMatch(/^plain +2 exact$/m);
  expect(searches('team')).toContain('process_path=');
  expect(searches('team')).not.toContain('Image=');
  expect(searches('plain')).toContain('Image=');
  expect(existsSync('packs/elastic/rules/other.toml')).toBe(true);
});

test('what a pipeline of a pack says is a part of what the pack depends on', async () => {
  await ranHere(['build', '-q']);
  expect(await ranHere(['build', '--check'])).toMatchObject({ code: 0 });
  writeFileSync('names.yml', pipelineOf('process_exec'));
  expect(await ranHere(['build', '--check'])).toMatchObject({ code: 1 });
});

test.each([
  [
    'that is not there',
    'rm',
    "shared/team.yaml:2:70: error[config/bad-value]: pipelines takes a file that is there, not 'shared/../gone.yml'",
  ],
  [
    'with an unknown transformation',
    'transformations: [{ type: no_such }]',
    'a pipeline that can be applied whole',
  ],
])('a pipeline of a pack %s ends the build', async (_, text, help) => {
  if (text === 'rm')
    writeFileSync(
      'shared/team.yaml',
      readFileSync('shared/team.yaml', 'utf8').replace('names.yml', 'gone.yml'),
    );
  else writeFileSync('names.yml', text);
  expect(await ranHere(['build'])).toMatchObject({ code: 2, stderr: expect.stringContaining(help) });
});
