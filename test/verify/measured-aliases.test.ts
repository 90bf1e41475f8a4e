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
      'esql exact tested',
      'case(matched_rule == "refused", to_string(source.ip), matched_rule == "read", to_string(source.address))',
    ],
    ['eq: 3', 'splunk', 'spl exact tested', 'eval user=TargetUserName, ip=IpAddress'],
  ])('%s to %s', async (condition, target, verdict, part) => {
    const found = await verdictOf('r.yml', correlation(condition), target);
    expect(found.verdict).toBe(verdict);
    expect(found.query).toContain(part);
  });
});

describe('what alerts are grouped by under an alias is measured of them', () => {
  const rules = ['refused', 'allowed'].map((name, index) =>
    rule(name, 'product: windows\n    service: security', `EventID: ${4625 - index}`),
  );
  const pair = `title: pair
name: pair
correlation:
    type: temporal
    rules: [refused, allowed]
    group-by: [who, IpAddress]
    timespan: 5m
    aliases:
        who: {refused: TargetUserName, allowed: SubjectUserName}
---
`;
  const many = `title: many
name: many
correlation:
    type: event_count
    rules: [refused]
    group-by: [TargetUserName, IpAddress]
    timespan: 5m
    condition: {gte: 3}
---
`;
  const outer = (of: string, field: string, aliases = '') => `title: outer
correlation:
    type: value_count
    rules: [${of}]
    group-by: [IpAddress]
    timespan: 1h${aliases}
    condition: {field: ${field}, gte: 2}
`;
  test.each([
    ['of one correlation', pair + outer('pair', 'who')],
    [
      'of two of them',
      pair +
        many +
        outer('pair, many', 'acc', '\n    aliases:\n        acc: {pair: who, many: TargetUserName}'),
    ],
  ])('%s', async (_, correlations) => {
    const text = `${rules.join('')}${correlations}`;
    for (const [target, verdict] of [
      ['splunk', 'spl exact tested'],
      ['panther', 'sql exact tested'],
      ['elastic', 'esql exact tested'],
    ] as const)
      expect((await verdictOf('r.yml', text, target)).verdict).toBe(verdict);
  });

  test('a sum of what is another number in each rule, below a bound', async () => {
    const sum = `title: sum
correlation:
    type: value_sum
    rules: [refused, allowed]
    group-by: [IpAddress]
    timespan: 1h
    aliases:
        size: {refused: Sent, allowed: Received}
    condition: {field: size, lt: 500}
`;
    expect((await verdictOf('r.yml', `${rules.join('')}${sum}`, 'elastic')).verdict).toBe(
      'esql exact tested',
    );
  });
});
