import { expect, test } from 'vitest';
import { verdictOf } from '../verify/verdict-of.ts';

function correlation(type: string, key: string, condition: string): string {
  return `title: d
name: d
logsource: {product: aws, service: cloudtrail}
detection:
  s:
    eventName: DeleteObject
  condition: s
---
title: per bucket
correlation:
  type: ${type}
  rules: [d]
  group-by: [${key}]
  timespan: 5m
  condition: ${condition}
`;
}

test.each([
  ['event_count', 'requestParameters.bucketName', '{gte: 10}', 'lucene broader'],
  ['value_count', 'userIdentity.arn', '{gte: 10, field: requestParameters.bucketName}', 'lucene broader'],
  ['value_sum', 'userIdentity.arn', '{gte: 10, field: additionalEventData.bytesTransferredOut}', 'refused'],
  ['event_count', 'userIdentity.arn', '{gte: 10}', 'eql exact'],
])(
  'neither EQL nor ES|QL knows a key of a flattened field: %s of %s, %s',
  async (type, key, condition, verdict) => {
    const found = await verdictOf('rule.yml', correlation(type, key, condition), 'elastic');
    expect(found.verdict).toContain(verdict);
  },
);
