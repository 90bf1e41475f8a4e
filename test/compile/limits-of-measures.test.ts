import { expect, test } from 'vitest';
import { verdictOf } from '../verify/verdict-of.ts';

const sigma = (type: string, condition: string): string => `title: a
name: a
logsource: { product: aws, service: cloudtrail }
detection: { s: { eventName: A }, condition: s }
---
title: b
correlation:
    type: ${type}
    rules: [a]
    group-by: [awsRegion]
    timespan: 10m
    condition: ${condition}
`;

const distinct = (condition: string): string =>
  `from logs-aws.cloudtrail-* | stats n = count_distinct(source.ip), c = count(*) by user.name | where ${condition}`;

/** What a product counts no further, or estimates, is given where a rule asks for more. */
test.each([
  ['q.yml', sigma('event_count', '{ gte: 10000 }'), 'splunk', []],
  ['q.yml', sigma('event_count', '{ gte: 10001 }'), 'splunk', ['stream-window']],
  ['q.yml', sigma('value_count', '{ field: eventSource, gte: 20000 }'), 'splunk', ['stream-window']],
  ['q.yml', sigma('event_count', '{ gte: 10001 }'), 'panther', []],
  ['q.yml', sigma('value_count', '{ field: eventSource, gte: 5000 }'), 'elastic', ['distinct-estimate']],
  ['q.esql', distinct('n >= 3000'), 'splunk', []],
  ['q.esql', distinct('n > 3001'), 'splunk', ['distinct-estimate']],
  ['q.esql', distinct('n == c and c > 2'), 'panther', ['distinct-estimate']],
  ['q.esql', distinct('n > 3001'), 'elastic', []],
])('%s: %s to %s', async (file, text, target, limits) => {
  const { given } = await verdictOf(file, text, target);
  expect(given.filter(each => /^(?:stream-window|distinct-estimate)$/.test(each))).toEqual(limits);
});

test('texts are none of the values whose deviation is reckoned from their number', async () => {
  const query = 'sourcetype=aws:cloudtrail | stats stdev(size) AS s BY awsRegion | where s>3';
  expect((await verdictOf('q.spl', query, 'panther')).given).toContain('numeric:size');
  expect((await verdictOf('q.spl', query, 'splunk')).given).not.toContain('numeric:size');
});

const events = 'index=* sourcetype=aws:cloudtrail eventName=A';

/** Results beyond what a command of Splunk keeps are not looked at. */
test.each([
  ['q.spl', `${events} | sort _time | streamstats count BY user | where count=3`, 'panther', true],
  ['q.spl', `${events} | sort 0 _time | streamstats count BY user | where count=3`, 'panther', false],
  [
    'q.spl',
    `${events} | stats count BY user | append [search eventName=B | stats count BY user]`,
    'panther',
    true,
  ],
  ['q.spl', `${events} | join user [search eventName=B | stats count BY user]`, 'splunk', true],
  ['q.esql', 'from logs-aws.cloudtrail-* | where event.action == "A"', 'splunk', false],
])('%s: %s to %s is of all results that there are: %s', async (file, text, target, isGiven) => {
  const { given } = await verdictOf(file, text, target);
  expect(given.includes('kept-results')).toBe(isGiven);
});
