import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { TranslationLine } from '../../src/cli/report-lines.ts';
import { eachInOwnFolder, ranHere } from './in-process.ts';
import { junitViolations, sarifViolations } from './report-forms.ts';
import { linesOf, plainDetection, sigmaRule, writeFiles } from './ruleglot.ts';
import { violationsOf } from './schema.ts';

const config = `rules: [{ paths: [rules] }]
packs:
  - { name: splunk, target: splunk, folder: packs/splunk }
  - { name: panther, target: panther, folder: packs/panther }
  - { name: elastic, target: elastic, folder: packs/elastic }
  - { name: sigma, target: sigma, folder: packs/sigma }
`;
const sigma = (more: string): string => sigmaRule('One', plainDetection, `id: one\n${more}`);
const elastic = (more: string): string => `[metadata]
creation_date = "2026/11/22"

[rule]
name = "Two"
description = "x"
type = "query"
language = "kuery"
index = ["logs-endpoint.events.process-*"]
query = 'process.name: cmd.exe'
severity = "low"
rule_id = "11111111-1111-4111-8111-111111111111"
${more}`;

const git = (...words: string[]): string =>
  execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.org', ...words], {
    encoding: 'utf8',
  });

eachInOwnFolder(async () => {
  writeFiles('.', {
    'ruleglot.config.yaml': config,
    'rules/one.yml': sigma('level: high\nstatus: test\n'),
    'rules/two.toml': elastic('risk_score = 21\nenabled = true\ninterval = "5m"\nfrom = "now-6m"\n'),
    'rules/three.yml': sigmaRule('Three', plainDetection.replace('cmd', 'sh'), 'id: three\nlevel: low\n'),
  });
  await ranHere(['build', '-q']);
});

function commit(...paths: string[]): void {
  git('init', '-q', '-b', 'main');
  git('add', ...paths);
  git('commit', '-q', '-m', 'one');
}

const reports = ['ndjson=r.ndjson', 'markdown=r.md', 'html=r.html', 'sarif=r.sarif', 'junit=r.xml'];

async function told(...words: string[]) {
  const asked = reports.flatMap(each => ['--report', each]);
  const { code, stderr } = await ranHere(['build', '--fail-on', 'changed', ...words, ...asked]);
  const lines = linesOf<TranslationLine & { readonly pack: string }>(readFileSync('r.ndjson', 'utf8'));
  expect(violationsOf(lines)).toEqual([]);
  expect(sarifViolations(JSON.parse(readFileSync('r.sarif', 'utf8')))).toEqual([]);
  expect(junitViolations(readFileSync('r.xml', 'utf8'))).toEqual([]);
  return {
    code,
    notes: (stderr.match(/^.*alerts-changed.*$/gm) ?? []).map(each => each.replace(/^\S+ /, '')).sort(),
    lines,
    markdown: readFileSync('r.md', 'utf8'),
    html: readFileSync('r.html', 'utf8'),
  };
}

test('a build that changes nothing, and the first one, tell of no alerts and of no new rules', async () => {
  const same = await told();
  expect({ code: same.code, notes: same.notes }).toEqual({ code: 0, notes: [] });
  expect(same.markdown).not.toMatch(/^### (?:Alerts|New)$/m);
  rmSync('packs', { recursive: true });
  rmSync('ruleglot.lock');
  const first = await told();
  expect({ notes: first.notes, isNew: first.lines.some(({ isNew }) => isNew) }).toEqual({
    notes: [],
    isNew: false,
  });
});

test('another level and status are told for the packs that say them, and fail nothing', async () => {
  writeFileSync('rules/one.yml', sigma('level: low\nstatus: stable\n'));
  const { code, notes, markdown, html, lines } = await told();
  expect(code).toBe(0);
  expect(notes).toEqual([
    expect.stringMatching(/have changed in elastic: its level is low, and was high/),
    expect.stringMatching(/have changed in panther: its level is low, and was high/),
    expect.stringMatching(
      /have changed in sigma: its level is low, and was high; its status is stable, and was test$/,
    ),
    expect.stringMatching(
      /have changed in splunk: its level is low, and was high; its risk score is 21, and was 73$/,
    ),
  ]);
  expect(markdown).toContain(
    '### Alerts\n\n- **One** (rules/one.yml): its level is low, and was high (splunk',
  );
  expect(html).toContain('<h2>Alerts</h2><ul><li><b>One</b> (rules/one.yml): its level is low, and was high');
  expect(
    lines
      .filter(({ alerts }) => alerts !== undefined)
      .map(({ pack }) => pack)
      .sort(),
  ).toEqual([...['elastic', 'panther', 'sigma', 'splunk']]);
});

test.each([
  [
    'it is switched off',
    'risk_score = 21\nenabled = false\ninterval = "5m"\nfrom = "now-6m"\n',
    /elastic|panther/,
  ],
  [
    'its risk score is 73, and was 21',
    'risk_score = 73\nenabled = true\ninterval = "5m"\nfrom = "now-6m"\n',
    /elastic/,
  ],
  [
    'it alerts once on matches of the same user.name within 1 hour, and did so on each match',
    'risk_score = 21\nenabled = true\ninterval = "5m"\nfrom = "now-6m"\n[rule.alert_suppression]\ngroup_by = ["user.name"]\nduration = { value = 1, unit = "h" }\n',
    /elastic/,
  ],
])('%s', async (how, more, packs) => {
  writeFileSync('rules/two.toml', elastic(more));
  const { code, notes } = await told();
  expect(code).toBe(0);
  expect(notes.filter(each => packs.test(each))).not.toEqual([]);
  for (const each of notes.filter(one => packs.test(one))) expect(each).toContain(how);
});

test('a new rule is listed, and one that was moved is not', async () => {
  writeFiles('.', { 'rules/four.yml': sigmaRule('Four', plainDetection, 'id: four\nlevel: low\n') });
  renameSync('rules/three.yml', 'rules/moved.yml');
  const { markdown, html, lines } = await told();
  expect(markdown).toContain('### New\n\n- **Four** (rules/four.yml)\n');
  expect(html).toContain('<h2>New</h2><ul><li><b>Four</b> (rules/four.yml)</li></ul>');
  expect([...new Set(lines.filter(({ isNew }) => isNew).map(({ path }) => path))]).toEqual([
    'rules/four.yml',
  ]);
});

test('where packs are not committed, the rules themselves tell it', async () => {
  commit('rules', 'ruleglot.config.yaml');
  writeFileSync('rules/one.yml', sigma('level: low\nstatus: stable\n'));
  writeFiles('.', { 'rules/four.yml': sigmaRule('Four', plainDetection, 'id: four\nlevel: low\n') });
  const moved = readFileSync('rules/three.yml', 'utf8').replace('level: low', 'level: critical');
  rmSync('rules/three.yml');
  writeFiles('.', { 'rules/deep/three.yml': moved });
  const { code, notes, markdown, lines } = await told('--since', 'HEAD');
  expect(code).toBe(0);
  expect([...new Set(notes)]).toEqual([
    expect.stringMatching(/since HEAD: its level is critical, and was low$/),
    expect.stringMatching(/since HEAD: its level is low, and was high; its status is stable, and was test$/),
  ]);
  expect(markdown).toContain('### New\n\n- **Four** (rules/four.yml)\n');
  expect([...new Set(lines.filter(({ isNew }) => isNew).map(({ path }) => path))]).toEqual([
    'rules/four.yml',
  ]);
});
