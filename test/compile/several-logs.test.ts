import { describe, expect, test } from 'vitest';
import { panther } from '../../backends/panther/index.ts';
import { sigma } from '../../backends/sigma/index.ts';
import { splunk } from '../../backends/splunk/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import type { Backend, Rule } from '../../src/ir/index.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

interface Written {
  readonly type: string;
  readonly language: string;
  readonly query: string;
  readonly more?: string;
  readonly indices?: readonly string[];
}

async function ruleOf({ type, language, query, more = '', indices }: Written): Promise<Rule> {
  const index = indices ?? ['logs-aws.cloudtrail-*', 'logs-okta.system-*'];
  const text = `[metadata]
creation_date = "2024/01/01"
maturity = "production"
updated_date = "2024/01/01"
[rule]
author = ["a"]
description = "d"
from = "now-9m"
${language === 'esql' ? '' : `index = ${JSON.stringify(index)}`}
language = "${language}"
license = "l"
name = "Several logs"
risk_score = 47
rule_id = "a6d4e070-b9b9-4294-b028-d9e21ad47413"
severity = "medium"
type = "${type}"
query = '''
${query}
'''
${more}
`;
  const file = new SourceFile('rule.toml', text);
  const [read] = (await readerFor(file))?.read(file, { placeholders: new Map() }) ?? [];
  const { value } = resolve(read?.rule ?? fail());
  return value ?? fail();
}

function fail(): never {
  throw new Error('not read');
}

async function translated(written: Written, backend: Backend) {
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
  const rule = await ruleOf(written);
  const { translation } = await verifyTranslation(rule, compile(rule, backend, options));
  const { verdict, given, evidence, query = translation.reasons.join() } = translation;
  return { verdict, evidence: evidence?.kind, given, query: query.replaceAll(/\s+/g, ' ') };
}

const logins =
  '(event.dataset:aws.cloudtrail and event.action:ConsoleLogin) or (event.dataset:okta.system and event.action:user.session.start)';
const threshold: Written = {
  type: 'threshold',
  language: 'kuery',
  query: logins,
  more: '[rule.threshold]\nfield = ["source.ip"]\nvalue = 3',
};
const newTerms: Written = {
  type: 'new_terms',
  language: 'kuery',
  query: logins,
  more: '[rule.new_terms]\nfield = "new_terms_fields"\nvalue = ["source.ip", "user_agent.original"]\n[[rule.new_terms.history_window_start]]\nfield = "history_window_start"\nvalue = "now-10d"',
};
const sequence: Written = {
  type: 'eql',
  language: 'eql',
  query: `sequence by source.ip with maxspan=5m
 [any where (event.dataset == "aws.cloudtrail" and event.action == "ConsoleLogin") or (event.dataset == "okta.system" and event.action == "user.session.start")]
 [any where event.dataset == "aws.cloudtrail" and event.action == "CreateUser"]`,
};
const esql: Written = {
  type: 'esql',
  language: 'esql',
  query: `from logs-aws.cloudtrail-*, logs-okta.system-* metadata _id
| where event.outcome == "failure"
| stats failures = count(*) by source.ip
| where failures > 10`,
};

const places = '((sourcetype="aws:cloudtrail" AND';
const key = `case(sourcetype="aws:cloudtrail", sourceIPAddress, sourcetype="OktaIM2:log", 'client.ipAddress')`;

describe('events of several logs are each looked at under their own names', () => {
  test.each<[string, Written, readonly string[]]>([
    ['a threshold', threshold, [places, `eval key_1=${key}`]],
    ['new terms', newTerms, [places, `term_1=${key}`]],
    ['a sequence', sequence, [places, `step=1, key_1=${key}`, 'step=2, key_1=sourceIPAddress']],
    ['ES|QL', esql, ['eval source_ip=sourceIPAddress ]', "eval source_ip='client.ipAddress' ]"]],
  ])('by %s in Splunk', async (_, written, parts) => {
    const { verdict, given, query } = await translated(written, splunk);
    expect(verdict).toBe('exact');
    expect(given.join()).not.toMatch(/same-name|source:unknown/);
    for (const part of parts) expect(query.replaceAll('( ', '(')).toContain(part);
  });

  test.each<[string, Written, readonly string[]]>([
    ['a threshold', threshold, ['RuleID: AWS.CloudTrail.SeveralLogs', 'MinMatchCount: 3']],
    [
      'new terms',
      newTerms,
      ['source_ip_address if p_log_type == "AWS.CloudTrail" else ip_address_value', 'put_string_set(key'],
    ],
    ['a sequence', sequence, ['RuleID: AWS.CloudTrail.SeveralLogs.a6d4e070.Step1']],
    ['ES|QL', esql, ['sourceIPAddress::string AS source_ip', 'client:ipAddress::string AS source_ip']],
  ])('by %s in Panther', async (_, written, parts) => {
    const { verdict, query } = await translated(written, panther);
    expect(verdict).toBe('exact');
    for (const part of parts) expect(query).toContain(part);
  });

  test('by a correlation of Sigma over a rule of each, with an alias of what groups them', async () => {
    const { verdict, query } = await translated(threshold, sigma);
    expect(verdict).toBe('broader');
    expect(query).toContain('service: cloudtrail');
    expect(query).toContain('service: okta');
    expect(query).toMatch(
      /aliases: source_ip: \S+events_1\S+: sourceIPAddress \S+events_2\S+: client.ipAddress/,
    );
  });

  test('a number of different values has no alias: Sigma is refused it', async () => {
    const more = `${threshold.more}\n[[rule.threshold.cardinality]]\nfield = "user_agent.original"\nvalue = 2`;
    expect((await translated({ ...threshold, more }, sigma)).verdict).toBe('refused');
    expect((await translated({ ...threshold, more }, splunk)).verdict).toBe('exact');
  });
});

describe('keys of several logs', () => {
  const steps = (one: string, other: string): Written => ({
    type: 'eql',
    language: 'eql',
    query: `sequence by user.name with maxspan=1m
 [any where event.dataset == "${one}" and event.outcome == "failure"]
 [any where event.dataset == "${other}" and event.action == "CreateUser"]`,
  });

  /** Okta has bob@example.com where Elastic has bob, AWS has bob. */
  test.each([
    ['okta.system', 'aws.cloudtrail', 'different'],
    ['aws.cloudtrail', 'aws.cloudtrail', 'exact'],
    ['okta.system', 'okta.system', 'exact'],
  ])('that are spelt otherwise in %s than in %s are %s', async (one, other, verdict) => {
    for (const backend of [splunk, panther])
      expect((await translated(steps(one, other), backend)).verdict).toBe(verdict);
  });

  test('group no rows of ES|QL together that the rule keeps apart', async () => {
    const query = esql.query.replace('by source.ip', 'by user.name');
    expect((await translated({ ...esql, query }, splunk)).verdict).toBe('different');
  });
});

describe('a log that is asked for by name', () => {
  const azure = ['logs-azure.identity_protection-*', 'logs-azure.auditlogs-*'];

  test('is looked at alone, whatever other indices the rule has', async () => {
    const query = `sequence with maxspan=5m
 [any where data_stream.dataset == "azure.identity_protection"] by azure.identityprotection.properties.user_principal_name
 [any where data_stream.dataset == "azure.auditlogs" and event.action == "Register device"] by azure.auditlogs.properties.initiated_by.user.userPrincipalName`;
    const found = await translated({ type: 'eql', language: 'eql', query, indices: azure }, splunk);
    expect(found.verdict).toBe('exact');
    expect(found.query).toContain('category="UserRiskEvents" | eval step=1');
  });

  test('has no values of what another log has under its own name', async () => {
    const query =
      'data_stream.dataset:(azure.activitylogs or azure.signinlogs) and (azure.signinlogs.properties.authentication_protocol:deviceCode or azure.activitylogs.properties.authentication_protocol:deviceCode) and azure.signinlogs.properties.user_type:*';
    const indices = ['logs-azure.signinlogs-*', 'logs-azure.activitylogs-*'];
    const more = newTerms.more?.replace(
      '"source.ip", "user_agent.original"',
      '"azure.signinlogs.properties.user_principal_name"',
    );
    const written: Written = { ...newTerms, query, indices, ...(more === undefined ? {} : { more }) };
    const found = await translated(written, splunk);
    expect(found.verdict).toBe('exact');
    expect(found.given.join()).not.toContain('same-name');
    expect(found.query.startsWith('sourcetype="azure:monitor:aad"')).toBe(true);
  });
});

test('a log that the target does not have is not looked for everywhere', async () => {
  const query = 'from logs-nginx.error-*, logs-iis.error-* metadata _id | stats c = count(*) | where c > 10';
  const found = await translated({ ...esql, query }, splunk);
  expect(found.query).not.toContain('index=*');
  expect(found.verdict).toBe('narrower');
});

test('alerts that are held back by a field of another name in each log are told', async () => {
  const more =
    '[rule.alert_suppression]\ngroup_by = ["source.ip"]\n[rule.alert_suppression.duration]\nunit = "m"\nvalue = 5';
  const rule = await ruleOf({ type: 'query', language: 'kuery', query: logins, more });
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
  const { planned, reasons } = compile(rule, splunk, options);
  expect(reasons).toEqual([]);
  expect(planned?.rule.suppression?.otherKeys).toContain('AWS CloudTrail');
});
