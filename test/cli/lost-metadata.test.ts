import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { TranslationLine } from '../../src/cli/report-lines.ts';
import type { Finding } from '../../src/diagnostics/finding.ts';
import { sarifLog } from '../../src/diagnostics/sarif-reporter.ts';
import { inOwnFolder, ranHere } from './in-process.ts';
import { linesOf, plainDetection, sigmaRule, writeFiles } from './ruleglot.ts';
import { violationsOf } from './schema.ts';

const top = inOwnFolder();

const dated = 'date: 2026-11-22\n';
const owned = `description: |\n    owner: none\n${dated}owner: me\n`;
const elastic = `[metadata]
creation_date = "2026/11/22"
integration = ["endpoint"]

[rule]
name = "Three"
description = "x"
type = "query"
language = "kuery"
index = ["logs-endpoint.events.process-*"]
query = 'process.name: cmd.exe'
severity = "low"
risk_score = 21
rule_id = "11111111-1111-4111-8111-111111111111"
`;
const files = {
  'rules/1.yml': sigmaRule('One', plainDetection, dated),
  'rules/2.yml': `${sigmaRule('None', plainDetection)}---\n${sigmaRule('Two', plainDetection, owned)}`,
  'rules/3.toml': elastic,
};
const told = [
  'rules/1.yml:2:1: note[plan/metadata-lost]: the panther document has no place for: dates (3 rules), integration (1 rule), owner (1 rule), risk score (1 rule), schedule (1 rule)',
  'rules/2.yml:14:1: note[plan/metadata-lost]: the splunk document has no place for: integration (1 rule), owner (1 rule)',
];
const notesIn = (stderr: string): string[] => (stderr.match(/^.*metadata-lost.*$/gm) ?? []).sort();

function project(name: string, more: Readonly<Record<string, string>>): void {
  mkdirSync(join(top, name));
  process.chdir(join(top, name));
  writeFiles('.', { ...files, ...more });
}

const reports = ['--report', 'ndjson=r.ndjson', '--report', 'sarif=r.sarif', '--report', 'github=r.txt'];

function expectReports(): void {
  const lines = linesOf<TranslationLine>(readFileSync('r.ndjson', 'utf8'));
  expect(violationsOf(lines)).toEqual([]);
  const places = lines.flatMap(({ path, target, lost, diagnostics }) =>
    diagnostics
      .filter(({ code }) => code === 'plan/metadata-lost')
      .map(each => [path, target, lost, each.line]),
  );
  expect(places).toEqual([
    ['rules/1.yml', 'panther', ['dates'], 2],
    ['rules/2.yml', 'splunk', ['owner'], 14],
    ['rules/2.yml', 'panther', ['dates', 'owner'], 13],
    ['rules/3.toml', 'splunk', ['integration'], 3],
    ['rules/3.toml', 'panther', ['risk score', 'dates', 'schedule', 'integration'], 13],
  ]);
  const results = (JSON.parse(readFileSync('r.sarif', 'utf8')).runs[0].results as { ruleId: string }[])
    .filter(({ ruleId }) => ruleId === 'plan/metadata-lost')
    .map(each => JSON.stringify(each));
  expect(results).toEqual([
    expect.stringMatching(/dates \(3 rules\).*"startLine":2,/),
    expect.stringContaining('"startLine":14,"startColumn":1,"endLine":14,"endColumn":6'),
  ]);
  expect(readFileSync('r.txt', 'utf8').match(/metadata-lost/g)?.length).toBe(2);
}

test('what documents have no place for is told once a target, with its place; reports have it of each rule', async () => {
  project('convert', {});
  const words = ['convert', 'rules', '-t', 'splunk', '-t', 'panther', '-o', 'out', '--evidence', 'none'];
  const { stderr } = await ranHere([...words, ...reports]);
  expect(notesIn(stderr)).toEqual(told);
  expectReports();
});

test('its fingerprint stays when there are more rules of it', () => {
  const findings = [1, 2].map(count => ({
    ...{ code: 'plan/metadata-lost', severity: 'note', message: `tags (${count})`, path: `${count}.yml` },
    subject: 'splunk',
  }));
  const prints = findings.map(
    each => /"ruleglot\/v1": "(\w+)"/.exec(sarifLog([each as Finding], '1.0.0'))?.[1],
  );
  expect(prints[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(prints[1]).toBe(prints[0]);
});

test('a build tells it once a pack, from the cache too', async () => {
  const config = `rules: [{ paths: [rules] }]\nevidence: none\npacks:\n  - { name: splunk, target: splunk, folder: a/splunk }\n  - { name: panther, target: panther, folder: a/panther }\n`;
  project('build', { 'ruleglot.config.yaml': config });
  for (const words of [['build'], ['build', '--check']]) {
    const { stderr } = await ranHere([...words, ...reports]);
    expect(notesIn(stderr)).toEqual(told);
    expectReports();
  }
});
