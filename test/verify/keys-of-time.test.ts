import { describe, expect, test } from 'vitest';
import { verdictOf } from './verdict-of.ts';

/** A correlation of logins that CloudTrail logged. */
const correlation = (asked: string, more = ''): string =>
  `title: login\nname: login\nlogsource: {product: aws, service: cloudtrail}\ndetection:\n  s: {eventName: ConsoleLogin${more}}\n  condition: s\n---\ntitle: c\ncorrelation:\n  rules: [login]\n  timespan: 5m\n${asked}`;

const table: readonly (readonly [string, string, string])[] = [
  [
    'groups of one time',
    correlation('  type: event_count\n  group-by: [eventTime]\n  condition: {gte: 5}\n'),
    'BY eventTime',
  ],
  [
    'a sum for each time',
    correlation('  type: value_avg\n  group-by: [eventTime]\n  condition: {gte: 5, field: cpu}\n'),
    'BY eventTime',
  ],
  [
    'different times',
    correlation(
      '  type: value_count\n  group-by: [sourceIPAddress]\n  condition: {gte: 5, field: eventTime}\n',
    ),
    'dc(eventTime)',
  ],
  [
    'events that have a time',
    correlation(
      '  type: event_count\n  group-by: [sourceIPAddress]\n  condition: {gte: 5}\n',
      ', eventTime|exists: true',
    ),
    'eventTime=*',
  ],
];

describe('the field of a log for its time may be missing, where the time of the event is not', () => {
  test.each(table)('%s', async (_name, text, ofSplunk) => {
    for (const target of ['splunk', 'panther', 'sigma', 'elastic']) {
      const { verdict, query } = await verdictOf('r.yml', text, target);
      expect(`${target}: ${verdict}`).toMatch(/: \S+ exact (?:proved|tested)$/);
      if (target === 'splunk') expect(query).toContain(ofSplunk);
    }
  });
});
