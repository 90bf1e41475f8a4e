import { expect, test } from 'vitest';
import { verdictOf } from '../verify/verdict-of.ts';

const failures = `title: Failures
name: failures
logsource: { product: windows, service: security }
detection:
  selection: { EventID: 4625 }
  condition: selection
---
title: Several
correlation:
  type: event_count
  rules: [failures]
  group-by: [TargetUserName]
  timespan: 5m
  condition: `;

test.each([
  ['{ lt: 3 }', 'splunk', true],
  ['{ gte: 3, lt: 5 }', 'splunk', true],
  ['{ gte: 3 }', 'splunk', false],
  ['{ gte: 3, lt: 5 }', 'panther', true],
  ['{ gte: 3, lt: 5 }', 'elastic', true],
  ['{ gte: 3 }', 'elastic', false],
])(
  'what its runs judge once rests on events that come in time: %s to %s',
  async (condition, target, isGiven) => {
    const found = await verdictOf('rules.yml', `${failures}${condition}\n`, target);
    expect(found.verdict).toMatch(/ exact /);
    expect(found.given.includes('prompt')).toBe(isGiven);
  },
);
