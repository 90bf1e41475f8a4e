import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eachInOwnFolder, ranHere } from './in-process.ts';
import { plainDetection, sigmaRule, writeFiles } from './ruleglot.ts';

eachInOwnFolder(() => undefined);

const targets = ['splunk', 'panther', 'sigma', 'elastic'];

async function convert(path: string, text: string) {
  writeFiles('.', { [path]: text });
  const words = targets.flatMap(each => ['-t', each]);
  const { stderr } = await ranHere(['convert', path, ...words, '-o', 'packs']);
  return (stderr.match(/^.*note\[plan\/(?:no-level|metadata-lost)\].*$/gm) ?? []).map(each =>
    each.replace(/^.*: note/, 'note'),
  );
}

test('the level that a document says of a rule without one is told', async () => {
  const told = await convert('one.yml', sigmaRule('One', plainDetection));
  expect(told.filter(each => each.includes('no-level')).sort()).toEqual([
    'note[plan/no-level]: the rule says no level: the elastic document says low',
    'note[plan/no-level]: the rule says no level: the panther document says medium',
    'note[plan/no-level]: the rule says no level: the splunk document says medium',
  ]);
  expect(readFileSync('packs/panther/one.yml', 'utf8')).toContain('Severity: Medium');
  expect(readFileSync('packs/elastic/one.toml', 'utf8')).toContain('severity = "low"');
});

test('of a rule that says its level, and of a query, nothing is told', async () => {
  const rule = sigmaRule('One', plainDetection, 'level: high\n');
  expect((await convert('one.yml', rule)).join()).not.toContain('no-level');
  expect((await convert('one.kql', 'process.name: "cmd.exe"')).join()).not.toContain('no-level');
});

test('a status and a level that Sigma does not know are left out of its document, and told', async () => {
  const told = await convert(
    'one.yml',
    sigmaRule('One', plainDetection, 'status: production\nlevel: urgent\n'),
  );
  expect(told).toContainEqual(
    expect.stringMatching(/the sigma document has no place for: .*level \(1 rule\), status/),
  );
  const text = readFileSync('packs/sigma/one.yml', 'utf8');
  expect(text).not.toMatch(/production|urgent/);
});

test('a status of another product is no status of Sigma', async () => {
  const escu = `name: One
id: 3f1f9c1e-6d0b-4c27-9a3c-0a4f7c3e5d21
version: 1
date: '2026-03-04'
author: Ada Brook
status: beta
type: TTP
description: x
search: sourcetype="XmlWinEventLog" EventCode=1 CommandLine="*export-key*"
how_to_implement: Collect process events.
tags: { analytic_story: [], mitre_attack_id: [] }
`;
  const told = await convert('one.yml', escu);
  expect(told).toContainEqual(expect.stringMatching(/the sigma document has no place for: .*status/));
  expect(readFileSync('packs/sigma/one.yml', 'utf8')).toMatch(/^status: experimental$/m);
});
