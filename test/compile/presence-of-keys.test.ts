import { expect, test } from 'vitest';
import { verdictOf } from '../verify/verdict-of.ts';

const failures = `title: Failures
id: 11111111-1111-4111-8111-111111111111
name: failures
logsource:
    product: windows
    service: security
detection:
    selection:
        EventID: 4625
    condition: selection
---
title: Many
correlation:
    rules: [failures]
    timespan: 10m
`;
const calls = failures.replace(
  /product.*4625/s,
  `product: aws
    service: cloudtrail
detection:
    selection:
        eventSource: s3.amazonaws.com`,
);
const counted = '    type: event_count\n    condition: {gte: 5}\n    group-by:';
const told = '    type: value_count\n    group-by: [Computer]\n    condition: {gte: 5, field:';
const joined =
  'sequence by source.ip with maxspan=5m [any where winlog.channel == "Security" and event.code == "4625"] [any where winlog.channel == "Security" and event.code == "4624"]';
const newTerm = `[metadata]
maturity = "production"
[rule]
name = "T"
type = "new_terms"
language = "kuery"
index = ["logs-system.security*"]
query = 'event.code: "4625"'
[rule.new_terms]
field = "new_terms_fields"
value = ["source.ip"]
[[rule.new_terms.history_window_start]]
field = "history_window_start"
value = "now-7d"
`;

test.each([
  [
    'a.yml',
    `${failures}${counted} [IpAddress]`,
    'elastic',
    ['blank:source.ip', 'address-spelling:source.ip'],
  ],
  ['a.yml', `${failures}${counted} [IpAddress]`, 'splunk', ['blank:IpAddress']],
  ['a.yml', `${failures}${told} IpAddress}`, 'elastic', ['blank:source.ip', 'address-spelling:source.ip']],
  ['a.yml', `${calls}${counted} [errorCode]`, 'elastic', ['blank:aws.cloudtrail.error_code']],
  ['a.yml', `${calls}${counted} [errorCode]`, 'splunk', ['not-null:errorCode']],
  ['a.toml', newTerm, 'splunk', ['blank:source.ip', 'address-spelling:IpAddress']],
  ['a.toml', newTerm, 'panther', ['blank:source.ip']],
  ['a.eql', joined, 'splunk', ['blank:source.ip']],
  ['a.eql', joined, 'sigma', ['blank:source.ip']],
  [
    'a.spl',
    'sourcetype=aws:cloudtrail | stats count by errorCode | where count > 5',
    'panther',
    ['filled-value:errorCode'],
  ],
  [
    'a.spl',
    'sourcetype=aws:cloudtrail | stats dc(errorCode) as n by awsRegion | where n > 5',
    'elastic',
    ['filled-value:errorCode'],
  ],
])(
  'what puts events together, or is told apart, rests on where it is missing: %s %s → %s',
  async (file, text, target, given) => {
    const found = await verdictOf(file, text, target);
    expect(found.verdict).toMatch(/exact/);
    expect(found.given).toEqual(expect.arrayContaining(given));
  },
);

test('a code of CloudTrail is none where the add-on of Splunk writes a word of its own, which is no group', async () => {
  const { query, verdict } = await verdictOf('a.yml', `${calls}${counted} [errorCode]`, 'splunk');
  expect(verdict).toBe('spl exact tested');
  expect(query).toContain(
    'key_1=case(isnotnull(errorCode) AND NOT coalesce(in(lower(errorCode), "success", "failure"), false()), errorCode)',
  );
});
