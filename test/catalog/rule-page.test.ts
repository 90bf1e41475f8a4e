import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analysedOne, exclusionLine, rowLine } from './catalog-of.ts';

const burst = `[metadata]
creation_date = "2026/11/03"
integration = ["kubernetes"]
maturity = "production"
updated_date = "2026/11/14"

[rule]
author = ["ruleglot"]
description = "Keys of many vaults are read by one client."
false_positives = ["A backup of the vaults."]
from = "now-6m"
interval = "5m"
language = "esql"
license = "Apache-2.0"
name = "Vault Keys Read In A Burst"
references = ["https://attack.mitre.org/techniques/T1552/007/"]
risk_score = 73
rule_id = "7c1d6f2e-2f0e-4d68-9d0a-2f4d0f6d3a11"
severity = "high"
tags = ["Data Source: Kubernetes", "Domain: Kubernetes"]
type = "esql"
query = '''
from logs-kubernetes.audit_logs-* metadata _id
| where event.dataset == "kubernetes.audit_logs"
    and event.action == "get"
    and kubernetes.audit.objectRef.resource == "vaultkeys"
    and source.ip is not null and user.name is not null
    and not to_string(source.ip) in ("127.0.0.1", "::1")
    and not user.name in ("system:vault-scheduler", "system:vault-controller")
    and not kubernetes.audit.objectRef.name like "vault.release.*"
| stats
    Esql.keys = count_distinct(kubernetes.audit.objectRef.name),
    Esql.names = values(kubernetes.audit.objectRef.name)
  by user.name, kubernetes.audit.user.username, source.ip, user_agent.original
| where Esql.keys >= 3
| KEEP user.name, source.ip, user_agent.original, Esql.*
'''

[[rule.threat]]
framework = "MITRE ATT&CK"
[[rule.threat.technique]]
id = "T1552"
name = "Unsecured Credentials"
[[rule.threat.technique.subtechnique]]
id = "T1552.007"
name = "Container API"
[rule.threat.tactic]
id = "TA0006"
name = "Credential Access"
`;

describe('a burst of reads, counted by its client', async () => {
  const { entry, detail } = await analysedOne('rules/burst.toml', burst);

  test('stages are the commands as they are written, names in small letters', () => {
    expect(detail.stages.map(({ kind }) => kind)).toEqual(['from', 'where', 'stats', 'where', 'keep']);
    expect(detail.stages[0]?.text).toBe('from logs-kubernetes.audit_logs-* metadata _id');
    expect(detail.stages[3]?.text).toBe('| where Esql.keys >= 3');
    expect(detail.stages[4]?.text).toBe('| KEEP user.name, source.ip, user_agent.original, Esql.*');
    expect(detail.stages[3]?.rows.map(rowLine)).toEqual(['Esql.keys ge: 3']);
  });

  test('exclusions: one row for a field and kind; that of a converted field too', () => {
    expect(entry.exclusions.map(exclusionLine)).toEqual([
      'kubernetes.audit.objectRef.name starts_with: vault.release.',
      'source.ip in: 127.0.0.1, ::1',
      'user.name in: system:vault-controller, system:vault-scheduler',
    ]);
  });

  test('indicators: those of the groups, and tests for a value that the author wrote', () => {
    expect(entry.indicators.map(rowLine)).toEqual([
      'Esql.keys ge: 3',
      'event.action eq: get',
      'event.dataset eq: kubernetes.audit_logs',
      'kubernetes.audit.objectRef.resource eq: vaultkeys',
      'source.ip is_not_null: ',
      'user.name is_not_null: ',
    ]);
  });

  test('the drawing has the logic as a tree, what is denied on a line of its own', () => {
    const [events, later] = detail.logic?.parts ?? [];
    expect(detail.logic?.label).toBe('then');
    expect(events?.label).toBe('all of');
    expect(events?.parts.map(({ label }) => label)).toContain('not source.ip in 127.0.0.1, ::1');
    expect(later?.label).toBe('Esql.keys ge 3');
  });

  test('output fields, groups, and what the document says', () => {
    expect(detail.outputs).toEqual(
      ['user.name', 'source.ip', 'user_agent.original', 'Esql.*'].map(field => ({
        field,
        from: `KEEP ${field}`,
      })),
    );
    expect(detail.groupBy).toEqual([
      'kubernetes.audit.user.username',
      'source.ip',
      'user.name',
      'user_agent.original',
    ]);
    expect(detail).toMatchObject({
      timeWindow: '6 minutes',
      runsEvery: '5 minutes',
      integrations: ['kubernetes'],
      falsePositives: ['A backup of the vaults.'],
      licence: 'Apache-2.0',
      indices: ['logs-kubernetes.audit_logs-*'],
    });
    expect(entry).toMatchObject({
      language: 'ES|QL',
      level: 'high',
      riskScore: 73,
      created: '2026-11-03',
      modified: '2026-11-14',
      tactics: ['credential-access'],
      sources: [{ id: 'kubernetes.audit', title: 'Kubernetes audit log' }],
      actions: [{ field: 'kubernetes.audit.verb', value: 'get' }],
    });
  });
});

test('new terms say their fields and how far back', async () => {
  const text = burst
    .replace('type = "esql"', 'type = "new_terms"')
    .replace('language = "esql"', 'language = "kuery"\nindex = ["logs-kubernetes.audit_logs-*"]')
    .replace(/query = '''[^']*'''/, 'query = "event.action: get and not user.name: (a or b)"')
    .replace(
      '[[rule.threat]]',
      '[rule.new_terms]\nfield = "new_terms_fields"\nvalue = ["source.ip", "user.name"]\n[[rule.new_terms.history_window_start]]\nfield = "history_window_start"\nvalue = "now-7d"\n\n[[rule.threat]]',
    );
  const { entry, detail } = await analysedOne('rules/new.toml', text);
  expect(detail.newTerms).toEqual({ fields: ['source.ip', 'user.name'], history: '1 week' });
  expect(entry.type).toBe('New terms');
  expect(entry.exclusions.map(exclusionLine)).toEqual(['user.name in: a, b']);
});

test('of a rule that is not read as a whole the data sources are those that it names', async () => {
  const { entry } = await analysedOne(
    'alone.yml',
    'AnalysisType: rule\nFilename: alone.py\nRuleID: Alone\nLogTypes: [AWS.CloudTrail, Own.Log]\nSeverity: High\n',
  );
  expect(entry).toMatchObject({
    isWhole: false,
    level: 'high',
    sources: [{ id: 'aws.cloudtrail', title: 'AWS CloudTrail' }, { title: 'Own.Log' }],
    platforms: ['AWS'],
  });
});

const published =
  '../shared/corpora/elastic/rules/integrations/kubernetes/credential_access_kubernetes_multiple_secret_retrieval_burst.toml';

/** The rule that a published catalog has a page of; its rows were read off that page. */
test.runIf(existsSync(published))('the published rule: row by row as its page has them', async () => {
  const { entry, detail } = await analysedOne(published, readFileSync(published, 'utf8'));
  expect(detail.stages.map(({ kind }) => kind)).toEqual(['from', 'where', 'stats', 'where', 'keep']);
  expect(entry.exclusions.map(exclusionLine).filter(line => !line.startsWith('source.ip'))).toEqual([
    'kubernetes.audit.objectRef.name starts_with: sh.helm.release.',
    'kubernetes.audit.user.username in: system:serviceaccount:flux-system:helm-controller, system:serviceaccount:flux-system:kustomize-controller, system:serviceaccount:flux-system:source-controller, system:serviceaccount:security:trivy-operator',
    'user.name in: system:kube-controller-manager, system:kube-scheduler',
  ]);
  expect(entry.indicators.map(rowLine)).toEqual([
    'Esql.unique_credentials ge: 3',
    'event.action eq: get',
    'event.dataset eq: kubernetes.audit_logs',
    'kubernetes.audit.objectRef.resource eq: secrets',
    'source.ip is_not_null: ',
    'user.name is_not_null: ',
  ]);
  expect(detail.outputs.map(({ field }) => field)).toEqual([
    'user.name',
    'kubernetes.audit.user.username',
    'source.ip',
    'user_agent.original',
    'Esql.*',
  ]);
});
if (!existsSync(published)) console.warn(`not tested, as it is absent: ${published}`);
