import { describe, expect, test } from 'vitest';
import { otherKindsOf, resolve, targetScope } from '../../src/fields/index.ts';
import { and, type Equals, equals, eventsOf, field, type LogSource } from '../../src/ir/index.ts';
import { ruleOf } from './into.ts';

const is = (name: string, ...values: readonly (string | number)[]): Equals =>
  equals(field(name, 'panther'), values, { casing: 'exact' });

/** The source of a Panther rule and the conditions that are not its scope. */
function located(
  logType: string,
  ...parts: readonly Equals[]
): readonly [string | undefined, readonly string[]] {
  const source: LogSource = { panther: { logTypes: [logType] } };
  const { value } = resolve(ruleOf({ kind: 'events', source, where: and(parts), origin: [] }, 'panther'));
  const [events] = value === undefined ? [] : eventsOf(value.search);
  const { where } = events ?? {};
  const left = where?.kind === 'and' ? where.operands : where === undefined ? [] : [where];
  return [
    events?.source.id,
    left.flatMap(each => (each.kind === 'equals' && each.subject.kind === 'field' ? each.subject.name : [])),
  ];
}

describe('a Panther rule is of a source by what it asks of every event', () => {
  test.each([
    [
      'of Entra ID, of any category',
      located('Azure.Audit', is('operationName', 'x')),
      ['azure.entra', ['operationName']],
    ],
    [
      'one category of several that are a source, which stays asked for',
      located('Azure.Audit', is('category', 'SignInLogs'), is('operationName', 'x')),
      ['azure.signinlogs', ['category', 'operationName']],
    ],
    [
      'a category that is a source',
      located('Azure.Audit', is('category', 'AuditLogs'), is('operationName', 'x')),
      ['azure.auditlogs', ['operationName']],
    ],
    [
      'a log of one source',
      located('Azure.MonitorActivity', is('operationName', 'x')),
      ['azure.activitylogs', ['operationName']],
    ],
    [
      'one event id of two',
      located('Windows.EventLogs', is('Channel', 'Microsoft-Windows-Sysmon/Operational'), is('EventID', 17)),
      ['windows.sysmon.pipe', ['EventID']],
    ],
    [
      'an event id that is one source, and a part of another',
      located('Windows.EventLogs', is('Channel', 'Microsoft-Windows-Sysmon/Operational'), is('EventID', 13)),
      ['windows.registry_set', []],
    ],
  ])('%s', (_, found, wanted) => expect(found).toEqual(wanted));
});

test('keys of Panther are found in any case, and are the names that the log has', () => {
  const [, names] = located(
    'AWS.CloudTrail',
    is('EventName', 'x'),
    is('useridentity.TYPE', 'y'),
    is('Own', 'z'),
  );
  expect(names).toEqual(['eventName', 'userIdentity.type', 'Own']);
});

const rollup: LogSource = { id: 'linux.process_creation' };

test.each<readonly [string, LogSource, 'splunk' | 'sigma', boolean]>([
  ['CrowdStrike', { ...rollup, panther: { logTypes: ['Crowdstrike.FDREvent'] } }, 'splunk', true],
  ['CrowdStrike', { ...rollup, panther: { logTypes: ['Crowdstrike.FDREvent'] } }, 'sigma', false],
  [
    'no one sensor',
    { ...rollup, sigma: { product: 'linux', category: 'process_creation' } },
    'splunk',
    false,
  ],
])('events of %s are given to be those of another sensor: %o to %s', (_, source, vendor, isGiven) => {
  expect(targetScope(source, vendor).given.includes('source:linux.process_creation')).toBe(isGiven);
});

const where = is('x', 'y');

test.each([
  ['linux.sshd', 'sigma', 'elastic', ['broader']],
  ['linux.sshd', 'sigma', 'splunk', []],
  ['windows.registry_add', 'elastic', 'sigma', ['broader']],
  ['windows.registry_add', 'elastic', 'splunk', ['broader']],
  ['windows.registry_add', 'elastic', 'cim', []],
  ['windows.registry_add', 'sigma', 'splunk', []],
  ['windows.registry_add', 'sigma', 'elastic', []],
] as const)('what selects %s: from %s to %s it is %j', (id, author, vendor, verdicts) => {
  const scope = and([is('event.type', 'creation')]);
  const said: LogSource = author === 'elastic' ? { elastic: { indices: [] }, scope } : { sigma: {} };
  const found = otherKindsOf({ kind: 'events', source: { id, ...said }, where, origin: [] }, vendor);
  expect(found.map(each => each.verdict)).toEqual(verdicts);
});
