import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { TranslationLine } from '../../src/cli/report-lines.ts';
import { eachInOwnFolder, ranHere } from './in-process.ts';
import { linesOf, writeFiles } from './ruleglot.ts';

const test1 = `tests:
- name: True Positive Test
  attack_data:
  - data: https://example.org/ledger.log
    source: XmlWinEventLog:Microsoft-Windows-Sysmon/Operational
    sourcetype: XmlWinEventLog
`;
const detection = (more: string, tags = ''): string => `name: Ledger Key Exported
id: 3f1f9c1e-6d0b-4c27-9a3c-0a4f7c3e5d21
version: 3
date: '2026-03-04'
author: Ada Brook
status: production
type: Anomaly
description: Somebody exports a key of the ledger.
data_source: []
search: sourcetype="XmlWinEventLog" EventCode=1 CommandLine="*export-key*"
how_to_implement: Collect process events.
known_false_positives: None known.
references: []
tags:
  analytic_story:
  - Ledger Theft
  - Key Hunters
  asset_type: Endpoint
  mitre_attack_id:
  - T1552.004
  product:
  - Splunk Enterprise
  security_domain: threat
${tags}${more}`;
const config = `rules: [{ paths: [rules] }]
packs:
  - { name: content, target: splunk, form: escu, folder: packs/content }
  - { name: app, target: splunk, folder: packs/app }
policy: { fail-on: [none] }
`;

eachInOwnFolder(() => writeFiles('.', { 'ruleglot.config.yaml': config }));

async function built(rule: string) {
  writeFiles('.', { 'rules/one.yml': rule });
  const { code } = await ranHere(['build', '-q', '--report', 'ndjson=r.ndjson']);
  expect(code).toBe(0);
  const lines = linesOf<TranslationLine & { readonly pack: string }>(readFileSync('r.ndjson', 'utf8'));
  const lost = Object.fromEntries(lines.map(({ pack, lost: keys }) => [pack, keys]));
  return { detection: parse(readFileSync('packs/content/detections/ledger_key_exported.yml', 'utf8')), lost };
}

test('a detection of security content comes to a pack of it with its version, type, tests and stories', async () => {
  const { detection: own, lost } = await built(detection(test1, '  cve:\n  - CVE-2026-1234\n'));
  expect(own).toMatchObject({
    version: 3,
    type: 'Anomaly',
    tests: [{ name: 'True Positive Test', attack_data: [{ sourcetype: 'XmlWinEventLog' }] }],
    tags: {
      analytic_story: ['Ledger Theft', 'Key Hunters'],
      security_domain: 'threat',
      asset_type: 'Endpoint',
      cve: ['CVE-2026-1234'],
    },
  });
  expect(parse(readFileSync('packs/content/stories/ledger_theft.yml', 'utf8'))).toMatchObject({
    name: 'Ledger Theft',
    tags: { category: ['Uncategorized'] },
  });
  expect(existsSync('packs/content/stories/key_hunters.yml')).toBe(true);
  for (const key of ['version', 'type', 'tests', 'tags']) expect(lost['content']).not.toContain(key);
  for (const key of ['version', 'type', 'tests', 'tags']) expect(lost['app']).toContain(key);
});

test.each([
  ['tests', detection('tests:\n- name: Of a file\n  attack_data:\n  - data: here.log\n')],
  ['type', detection('').replace('Anomaly', 'Correlation')],
  ['version', detection('').replace('version: 3', 'version: next')],
  ['tags', detection('', '  group: ours\n')],
])('what contentctl would not take is left out, and told: %s', async (key, rule) => {
  const { detection: own, lost } = await built(rule);
  expect(lost['content']).toContain(key);
  expect(own).not.toHaveProperty('tests');
  expect(own).toMatchObject({ type: expect.stringMatching(/^(?:Anomaly|TTP)$/) });
  expect(own.tags).not.toHaveProperty('group');
});

test('a detection that hunts adds no risk', async () => {
  const { detection: own } = await built(detection('').replace('Anomaly', 'Hunting'));
  expect(own).toMatchObject({ type: 'Hunting' });
  expect(own).not.toHaveProperty('rba');
});

test('a story that no detection names any more leaves the pack', async () => {
  await built(detection(test1));
  await built(detection(test1).replace('  - Key Hunters\n', ''));
  expect(existsSync('packs/content/stories/ledger_theft.yml')).toBe(true);
  expect(existsSync('packs/content/stories/key_hunters.yml')).toBe(false);
});
