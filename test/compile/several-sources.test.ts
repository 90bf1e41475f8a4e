import { expect, test } from 'vitest';
import { panther } from '../../backends/panther/index.ts';
import { sigma } from '../../backends/sigma/index.ts';
import { splunk } from '../../backends/splunk/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import { type Backend, eventsOf, type Rule, type Search } from '../../src/ir/index.ts';
import { bareQueryReader } from '../../src/readers/bare-query.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

/** A rule of Elastic over indices. */
function ruleOver(indices: readonly string[], format: 'eql' | 'kql', query: string): Rule {
  const [read] = bareQueryReader(format).read(new SourceFile(`q.${format}`, query), {
    placeholders: new Map(),
  });
  if (read?.rule === undefined) throw new Error('not read');
  const { search } = read.rule;
  const [events] = [...eventsOf(search)];
  if (events === undefined) throw new Error('no events');
  const placed: Search = { ...events, source: { elastic: { indices } } };
  const { value } = resolve({ ...read.rule, search: placed });
  if (value === undefined) throw new Error('not resolved');
  return value;
}

async function translated(rule: Rule, backend: Backend) {
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
  const { translation } = await verifyTranslation(rule, compile(rule, backend, options));
  const reasons = translation.reasons.join();
  const { verdict, query = reasons, evidence, given } = translation;
  return { verdict, query, evidence: evidence?.kind, given };
}

const clouds = ['logs-aws.cloudtrail-*', 'logs-okta.system-*'];
const alternatives =
  '(event.dataset:aws.cloudtrail and event.action:ConsoleLogin) or (event.dataset:okta.system and event.action:user.session.start)';

test.each<[string, readonly string[], 'eql' | 'kql', string, readonly string[]]>([
  [
    'alternatives that each ask for a log',
    clouds,
    'kql',
    alternatives,
    ['(sourcetype="aws:cloudtrail" AND eventName=', '(sourcetype="OktaIM2:log" AND eventType='],
  ],
  [
    'data sets that are asked for',
    ['filebeat-*', ...clouds],
    'kql',
    'event.dataset:(aws.cloudtrail or okta.system) and source.ip:10.0.0.1 and not user_agent.original:*ok*',
    [
      'AND sourceIPAddress="10.0.0.1" AND NOT coalesce(like(userAgent,',
      `AND 'client.ipAddress'="10.0.0.1" AND NOT coalesce(like('client.userAgent`,
    ],
  ],
  [
    'logs of its indices',
    clouds,
    'kql',
    'source.ip:10.0.0.1',
    [
      '((sourcetype="aws:cloudtrail" AND sourceIPAddress="10.0.0.1") OR (sourcetype="OktaIM2:log" AND client.ipAddress=',
    ],
  ],
  [
    'kinds of events that one log has',
    ['winlogbeat-*', 'logs-endpoint.events.*'],
    'eql',
    'any where host.os.type == "windows" and ((event.category == "process" and event.type == "start" and process.name : "a.exe") or (event.category == "registry" and registry.path : "*Run*"))',
    [
      'source="XmlWinEventLog:Microsoft-Windows-Sysmon/Operational" ((EventCode=1 AND Image="*\\\\a.exe") OR (EventCode IN (12, 13, 14) AND',
    ],
  ],
  [
    'actions of events of several kinds',
    ['logs-endpoint.events.network-*'],
    'eql',
    'network where host.os.type == "windows" and event.action in ("connection_attempted", "lookup_requested") and process.name : "a.exe" and not dns.question.name : "localhost"',
    [
      'Sysmon/Operational" ((EventCode=3 AND Initiated="true" AND Image="*\\\\a.exe") OR (EventCode=22 AND Image="*\\\\a.exe" AND NOT QueryName="localhost"',
    ],
  ],
])('%s are searched side by side', async (_, indices, format, query, parts) => {
  const rule = ruleOver(indices, format, query);
  const found = await translated(rule, splunk);
  expect(found).toMatchObject({ verdict: 'exact', evidence: 'proved' });
  const line = found.query.replaceAll(/\s+/g, ' ').replaceAll('( ', '(');
  for (const part of parts) expect(line).toContain(part);
  expect(await translated(rule, panther)).toMatchObject({ verdict: 'exact', evidence: 'proved' });
});

test('Panther tells the logs apart by their types', async () => {
  const { query } = await translated(ruleOver(clouds, 'kql', alternatives), panther);
  expect(query).toContain('p_log_type == "AWS.CloudTrail" and event_name == "ConsoleLogin"');
  expect(query).toContain('p_log_type == "Okta.SystemLog" and event_type == "user.session.start"');
});

test('a rule of Sigma has one log source: the others are named', async () => {
  const { verdict, query } = await translated(ruleOver(clouds, 'kql', alternatives), sigma);
  expect([verdict, query]).toEqual([
    'refused',
    expect.stringContaining('looks at AWS CloudTrail, Okta system log'),
  ]);
});

/** A log that no table has, and fields that one of the logs alone has: nothing is put beside. */
test.each([
  [['logs-aws.cloudtrail-*', 'logs-acme.till-*'], 'source.ip:10.0.0.1', 'sourcetype="aws:cloudtrail"'],
  [clouds, 'okta.actor.display_name:bob', 'sourcetype="OktaIM2:log"'],
  [clouds, 'event.dataset:okta.system and event.action:user.session.start', 'sourcetype="OktaIM2:log"'],
])('over %j, %s is of one source', async (indices, query, start) => {
  const found = await translated(ruleOver(indices, 'kql', query), splunk);
  expect(found.query.startsWith(start)).toBe(true);
  expect(found.query).not.toContain(' OR (sourcetype');
});

const azure = 'logs-azure.activitylogs-*';

test('a log among the indices that has no value in a field of the rule is left aside, which is given', async () => {
  const rule = ruleOver(['logs-aws.cloudtrail-*', azure], 'kql', 'user_agent.original:*python*');
  const { verdict, given } = await translated(rule, splunk);
  expect(verdict).toBe('exact');
  expect(given).toContain('left-aside:azure.activitylogs');
  const ofOne = ruleOver(['logs-aws.cloudtrail-*'], 'kql', 'user_agent.original:*python*');
  expect((await translated(ofOne, splunk)).given.join()).not.toContain('left-aside');
});

test('of several logs each is looked at, that with a field that no table has of it too', async () => {
  const query = 'event.outcome:failure and user_agent.original:*python*';
  const found = await translated(ruleOver([...clouds, azure], 'kql', query), splunk);
  expect(found.query).toContain('sourcetype="azure:monitor:activity"');
  expect(found.given).toContain('same-name:user_agent.original');
});

/** In the branch of one log what is asked of another is false: nothing is said of its fields there. */
test.each([
  'source.ip:10.0.0.1 and not (event.dataset:okta.system and okta.actor.display_name:bob)',
  '(event.dataset:aws.cloudtrail and aws.cloudtrail.error_code:x) or (event.dataset:okta.system and okta.actor.display_name:bob)',
  'source.ip:10.0.0.1 and not (event.dataset:okta.system and not (okta.acme:bob or event.dataset:okta.system))',
])('%s says nothing of names that the one log alone has', async query => {
  const found = await translated(ruleOver(clouds, 'kql', query), splunk);
  expect(found).toMatchObject({ verdict: 'exact', evidence: 'proved' });
  expect(found.given.join()).not.toContain('same-name');
  const { diagnostics } = compile(ruleOver(clouds, 'kql', query), splunk, {
    casing: 'keep',
    strictFields: true,
    profile: defaultProfile,
  });
  expect(diagnostics.map(({ code }) => code)).not.toContain('fields/unmapped');
});

test('a name that no table has is told where it is asked for', async () => {
  const query = 'source.ip:10.0.0.1 and not (event.dataset:okta.system and okta.acme:bob)';
  const { given } = await translated(ruleOver(clouds, 'kql', query), splunk);
  expect(given.filter(each => each.startsWith('same-name'))).toEqual(['same-name:okta.acme']);
});
