import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eachInOwnFolder, ranHere } from './in-process.ts';
import { writeFiles } from './ruleglot.ts';

const often = (count: number): string => `[metadata]
creation_date = "2026/01/01"
maturity = "production"
updated_date = "2026/01/01"
[rule]
author = ["A. Author"]
description = "Sign-ins that fail."
from = "now-6m"
index = ["logs-okta.system-*"]
language = "kuery"
name = "Often"
risk_score = 47
rule_id = "66666666-6666-4666-8666-666666666666"
severity = "medium"
type = "threshold"
query = "event.action:user.session.start and event.outcome:failure"
[rule.threshold]
field = ["user.name"]
value = ${count}
`;

eachInOwnFolder(async () => {
  writeFiles('.', {
    'ruleglot.config.yaml':
      'version: 1\nrules: [{ paths: [rules] }]\nevidence: none\npacks: [{ name: p, target: panther, folder: packs/p }]\n',
    'rules/often.toml': often(10),
  });
  await ranHere(['build']);
});

test('a correlation rule of a pack is compared with what it was, together with the rules that it joins', async () => {
  writeFileSync('rules/often.toml', often(20));
  const { stderr } = await ranHere(['build']);
  expect(stderr).toContain(
    'what the rule means in p has changed: it matches less, as by a series of 10 events',
  );
});
