import { expect, test } from 'vitest';
import { verdictOf } from './verdict-of.ts';

const correlation = (condition: string) => `title: Secret read
name: secret
logsource:
    product: aws
    service: cloudtrail
detection:
    selection:
        eventName: GetSecretValue
    condition: selection
---
title: Many secrets in many regions
correlation:
    type: value_count
    rules: [secret]
    group-by: [sourceIPAddress]
    timespan: 10m
    condition:
        field: [userIdentity.arn, awsRegion]
        ${condition}
`;

const length = (name: string) => `tostring(len(${name})) . ":" . ${name}`;

test.each([
  ['gte: 5', 'splunk', 'spl exact tested', `dc(eval((${length("'userIdentity.arn'")} . awsRegion)))`],
  ['gte: 5', 'panther', 'sql exact tested', 'COUNT(DISTINCT'],
  ['gte: 5', 'elastic', 'esql exact tested', 'value_count >= 5'],
  ['gte: 500', 'elastic', 'esql broader tested', 'count_distinct(concat(to_string(length('],
  ['eq: 3', 'splunk', 'spl exact tested', 'value_count=3'],
  ['eq: 3', 'elastic', 'esql exact tested', 'value_count == 3'],
])('different combinations of values: %s to %s', async (condition, target, verdict, part) => {
  const found = await verdictOf('r.yml', correlation(condition), target);
  expect(found.verdict).toBe(verdict);
  expect(found.query).toContain(part);
  if (target === 'elastic') expect(found.given.join()).toContain('single-valued:');
});
