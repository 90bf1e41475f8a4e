import { expect, test } from 'vitest';
import { otherKindsOf } from '../../src/fields/index.ts';
import { and, equals, field, type Predicate } from '../../src/ir/index.ts';

const action = equals(field('event.action', 'elastic'), ['CreateUser']);
const asks = (name: string, value: string): Predicate =>
  and([equals(field(name, 'elastic'), [value]), action]);

const rows: Readonly<
  Record<string, readonly [indices: readonly string[], where: Predicate, isTold: boolean]>
> = {
  'of a product that no table has': [['logs-aws.cloudtrail-*', 'logs-acmecorp.audit-*'], action, true],
  'where the rule asks for the data set': [
    ['logs-aws.cloudtrail-*', 'logs-acmecorp.audit-*'],
    asks('event.dataset', 'aws.cloudtrail'),
    false,
  ],
  'where the rule asks for the module': [
    ['logs-aws.cloudtrail-*', 'logs-acmecorp.audit-*'],
    asks('event.module', 'aws'),
    false,
  ],
  'of many logs': [['logs-aws.cloudtrail-*', 'filebeat-*', 'logs-*'], action, false],
  'of its own log': [['logs-aws.cloudtrail-*'], action, false],
};

test.each(Object.entries(rows))('an index %s', (_name, [indices, where, isTold]) => {
  const source = { id: 'aws.cloudtrail', elastic: { indices } };
  const found = otherKindsOf({ kind: 'events', source, where, origin: [] }, 'splunk');
  expect(found.map(({ verdict }) => verdict)).toEqual(isTold ? ['narrower'] : []);
  if (isTold) expect(found[0]?.why).toContain('acmecorp.audit');
});

test.each([
  ['which no table lists', 'event.action', 'zzz.nothing.known', ['narrower']],
  ['of one log by its name', 'event.dataset', 'aws.cloudtrail', []],
])('an action of one of two logs, %s', (_name, asked, value, verdicts) => {
  const source = {
    id: 'aws.cloudtrail',
    elastic: { indices: ['logs-aws.cloudtrail-*', 'logs-okta.system-*'] },
  };
  const where = asks(asked, value);
  const found = otherKindsOf({ kind: 'events', source, where, origin: [] }, 'splunk');
  expect(found.map(({ verdict }) => verdict)).toEqual(verdicts);
});

test('a log that no table has is told beside those of sensors, too', () => {
  const source = {
    id: 'windows.process_creation',
    elastic: { indices: ['logs-endpoint.events.process-*', 'logs-acmecorp.audit-*'] },
  };
  const where = and([
    equals(field('event.category', 'elastic'), ['process']),
    equals(field('event.type', 'elastic'), ['start']),
  ]);
  const found = otherKindsOf({ kind: 'events', source, where, origin: [] }, 'splunk');
  expect(found.map(({ why }) => why).join()).toContain('acmecorp.audit');
});
