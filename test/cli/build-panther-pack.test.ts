import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { eachInOwnFolder, ranHere } from './in-process.ts';
import { writeFiles } from './ruleglot.ts';

const config = `rules: [{ paths: [rules] }]
packs: [{ name: panther, target: panther, folder: packs/panther }]
policy: { fail-on: [] }
`;

const rule = (id: string, more: string): string => `AnalysisType: rule
RuleID: ${id}
DisplayName: ${id}
Enabled: true
LogTypes: [AWS.CloudTrail]
Severity: High
${more}Detection:
  - Key: eventName
    Condition: Equals
    Value: ${id}
`;

eachInOwnFolder(() =>
  writeFiles('.', {
    'ruleglot.config.yaml': config,
    'rules/kept.yml': rule('Kept', 'Status: Stable\nTags:\n  - Ledger\n'),
    'rules/said.yml': rule('Said', 'Description: |-\n  Status: experimental\n'),
    'rules/tried.yml': rule('Tried', 'Status: Experimental\n'),
    'rules/old.yml': rule('Old', 'Status: deprecated\n'),
    'rules/bare.yml': rule('Bare', 'Tags:\n  - Ledger\n  - Configuration Required\n'),
  }),
);

test('the manifest leaves out what the tool of Panther takes into no pack, or it refuses the folder', async () => {
  expect((await ranHere(['build', '-q'])).code).toBe(0);
  const manifest: unknown = parse(readFileSync('packs/panther/packs/panther.yml', 'utf8'));
  expect(manifest).toMatchObject({ PackDefinition: { IDs: ['Kept', 'Said'] } });
  for (const name of ['tried', 'old', 'bare'])
    expect(readFileSync(`packs/panther/rules/${name}.yml`, 'utf8')).toContain('AnalysisType: rule');
});
