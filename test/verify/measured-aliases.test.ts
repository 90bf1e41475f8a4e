import { describe, expect, test } from 'vitest';
import { verdictOf } from './verdict-of.ts';

const rule = (name: string, source: string, selection: string) => `title: ${name}
name: ${name}
logsource:
    ${source}
detection:
    selection:
        ${selection}
    condition: selection
---
`;

const correlation = (condition: string) => `${rule(
  'refused',
  'product: windows\n    service: security',
  'EventID: 4625',
)}${rule('read', 'product: aws\n    service: cloudtrail', 'eventName: GetSecretValue')}title: Many addresses
correlation:
    type: value_count
    rules: [refused, read]
    aliases:
        user:
            refused: TargetUserName
            read: userIdentity.userName
        ip:
            refused: IpAddress
            read: sourceIPAddress
    group-by: [user]
    timespan: 5m
    condition:
        field: ip
        ${condition}
`;

describe('what is measured under an alias is the field that each rule has for it', () => {
  test.each([
    ['gte: 7', 'splunk', 'spl exact tested', 'eval user=TargetUserName, ip=IpAddress'],
    ['gte: 7', 'panther', 'sql exact tested', 'sourceIPAddress::string AS ip'],
    ['gte: 7', 'sigma', 'sigma exact proved', 'field: ip'],
    [
      'gte: 7',
      'elastic',
      'esql broader tested',
      'case(matched_rule == "refused", to_string(source.ip), matched_rule == "read", to_string(source.address))',
    ],
    ['eq: 3', 'splunk', 'spl exact tested', 'eval user=TargetUserName, ip=IpAddress'],
  ])('%s to %s', async (condition, target, verdict, part) => {
    const found = await verdictOf('r.yml', correlation(condition), target);
    expect(found.verdict).toBe(verdict);
    expect(found.query).toContain(part);
  });
});
