import { expect, test } from 'vitest';
import { fieldsOf, translateEvent } from '../../src/fields/index.ts';
import {
  type Call,
  contains,
  type Expression,
  equals,
  exists,
  field,
  type Leaf,
  like,
  startsWith,
  text,
  type Vendor,
} from '../../src/ir/index.ts';
import { into } from './into.ts';

const at = (value: string | number): Expression => ({
  kind: 'literal',
  value,
  origin: [],
});
const call = (name: Call['function'], ...given: Expression[]): Expression => ({
  kind: 'call',
  function: name,
  arguments: given,
  origin: [],
});
const sigma = (name: string): Expression => field(name, 'sigma');
const panther = (name: string): Expression => field(name, 'panther');
const night = (subject: Expression): Leaf => ({
  kind: 'compares',
  left: subject,
  operator: 'lt',
  right: at(6),
  as: 'number',
  casing: 'exact',
  quantifier: 'any',
  origin: [],
});

// Of each: the leaf, its source and target, how it prints there and how that stands to it.
test.each<[Leaf, string, Vendor, string, string]>([
  [
    like(sigma('eventTime'), [contains([text('T03:')])]),
    'aws.cloudtrail',
    'splunk',
    'eventTime like *"T03:"*',
    'exact',
  ],
  [
    like(sigma('published'), [startsWith([text('2024')])]),
    'okta.system',
    'splunk',
    'published like "2024"*',
    'exact',
  ],
  [
    like(sigma('timestamp'), [contains([text('T03:')])]),
    'gcp.audit',
    'splunk',
    'data.timestamp like *"T03:"*',
    'exact',
  ],
  [equals(sigma('CreationTime'), ['x']), 'm365.audit', 'splunk', 'CreationTime = "x"', 'exact'],
  [
    equals(sigma('requestReceivedTimestamp'), ['x']),
    'kubernetes.audit',
    'splunk',
    'requestReceivedTimestamp = "x"',
    'exact',
  ],
  [
    equals(call('substring', panther('eventTime'), at(11), at(13)), ['03']),
    'aws.cloudtrail',
    'splunk',
    'substring(eventTime, 11, 13) = "03"',
    'exact',
  ],
  [
    night(call('hour', panther('eventTime'))),
    'aws.cloudtrail',
    'splunk',
    'hour(_time) lt 6 as number',
    'exact',
  ],
  [
    night(call('hour', call('replace', panther('eventTime'), at('Z'), at('+00:00')))),
    'aws.cloudtrail',
    'splunk',
    'hour(_time) lt 6 as number',
    'exact',
  ],
  [
    equals(call('substring', panther('p_event_time'), at(11), at(13)), ['03']),
    'aws.cloudtrail',
    'splunk',
    'substring(_time, 11, 13) = "03"',
    'different',
  ],
  [
    equals(field('@timestamp', 'elastic'), ['2024']),
    'aws.cloudtrail',
    'splunk',
    '_time = "2024"',
    'different',
  ],
  [exists(field('@timestamp', 'elastic')), 'aws.cloudtrail', 'splunk', 'exists _time', 'exact'],
  [
    like(field('eventTime', 'splunk'), [contains([text('T03:')])]),
    'aws.cloudtrail',
    'panther',
    'eventTime like *"T03:"*',
    'exact',
  ],
  [
    like(field('_time', 'splunk'), [startsWith([text('2')])]),
    'aws.cloudtrail',
    'sigma',
    'eventTime like "2"*',
    'different',
  ],
])(
  '%# of a time, its text is asked of the log’s own field in Splunk',
  (leaf, id, vendor, printed, verdict) => {
    const [said, stands] = into(leaf, id, vendor);
    expect([said.replaceAll('→@timestamp', ''), stands]).toEqual([printed, verdict]);
  },
);

test('an event has both in Splunk, and `list fields` tells so', () => {
  const event = translateEvent(
    { eventTime: '2024-01-01T03:00:00Z' },
    { id: 'aws.cloudtrail', sigma: {} },
    'sigma',
    'splunk',
  );
  expect(event).toEqual({ _time: '2024-01-01T03:00:00Z', eventTime: '2024-01-01T03:00:00Z' });
  const time = fieldsOf('aws.cloudtrail').find(({ canonical }) => canonical === '@timestamp');
  expect(time?.forms).toEqual({ splunk: 'its text is eventTime' });
});
