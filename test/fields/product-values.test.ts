import { describe, expect, test } from 'vitest';
import { translateEvent, translateLeaf } from '../../src/fields/index.ts';
import { contains, exists, field, type Leaf, like, text, type Vendor } from '../../src/ir/index.ts';
import { elastic, into, is } from './into.ts';

const holds = (name: string, value: string): Leaf => like(field(name, 'sigma'), [contains([text(value)])]);

// What Elastic's integrations make of an event: https://github.com/elastic/integrations/tree/main/packages
const rows: readonly [Leaf, string, string, string, readonly string[]][] = [
  [is('QueryStatus', 9003), 'dns_query', 'sysmon.dns.status = "DNS_ERROR_RCODE_NAME_ERROR"', 'exact', []],
  [holds('QueryResults', 'a.b'), 'dns_query', 'dns.answers.data like *"a.b"*', 'different', []],
  [is('Keywords', '0x8020000000000000'), 'security', 'winlog.keywords = "Audit Success"', 'exact', []],
  [is('Keywords', '0x1'), 'security', 'winlog.keywords = "0x1"', 'different', []],
  [is('Level', 2), 'application', 'log.level = "error"', 'exact', []],
  [is('Level', 4), 'application', 'log.level = "information"', 'broader', []],
  [is('Opcode', '1'), 'system', 'winlog.opcode = "Start"', 'exact', []],
  [is('Task', '12544'), 'security', 'winlog.task = "12544"', 'different', []],
  [is('EventID', 4907), 'security', 'event.code = "4907"', 'exact', []],
  [is('NewProcessId', '0x1f4'), 'security', 'process.pid = 500', 'exact', ['canonical-number:NewProcessId']],
  [is('ProcessId', 500), 'process_creation', 'process.pid = 500', 'exact', []],
  [is('IpAddress', '-'), 'security', 'not exists source.ip', 'exact', ['blank:source.ip']],
  [
    is('IpAddress', '-', '10.0.0.1'),
    'security',
    'or source.ip = "10.0.0.1" not exists source.ip',
    'exact',
    ['blank:source.ip'],
  ],
  [is('WorkstationName', '-'), 'security', 'source.domain = "-"', 'exact', []],
  [
    is('Company', '-'),
    'process_creation',
    'not exists process.pe.company',
    'exact',
    ['blank:process.pe.company'],
  ],
  [
    holds('Hash', `IMPHASH=${'A0'.repeat(16)}`),
    'create_stream_hash',
    `file.pe.imphash = "${'a0'.repeat(16)}"`,
    'exact',
    [],
  ],
  [is('Destination', 'x'), 'wmi_event', 'process.executable = "x"', 'exact', []],
  [is('Device', 'x'), 'raw_access_thread', 'file.path = "x"', 'exact', []],
  [is('SourceIsIpv6', 'true'), 'network_connection', 'network.type = "ipv6"', 'exact', []],
  [
    like(field('SourceIsIpv6', 'sigma'), [[text('f'), { kind: 'anyRun' }]]),
    'network_connection',
    'network.type = "ipv4"',
    'exact',
    [],
  ],
  [holds('Data', 'x'), 'application', '"winlog.event_data.param"* like *"x"*', 'exact', []],
  [
    holds('Payload', 'x'),
    'ps_module',
    'powershell.command.invocation_details.value like *"x"*',
    'different',
    [],
  ],
  [holds('Data', 'x'), 'ps_classic_start', 'process.command_line like *"x"*', 'different', []],
];

describe('what a product makes of a value', () => {
  test.each(rows)('%#', (leaf, source, printed, verdict, given) => {
    const [query, found, rests] = into(leaf, `windows.${source}`, 'elastic');
    expect([query, found]).toEqual([printed, verdict]);
    expect(rests).toEqual(expect.arrayContaining([...given]));
  });
});

// https://github.com/elastic/go-libaudit/tree/main/aucoalesce makes one event of a system call and the records that go with it.
describe('records of the Linux audit', () => {
  test.each<[Leaf, string, string]>([
    [is('type', 'USER_LOGIN'), 'auditd.message_type = "user_login"', 'exact'],
    [is('type', 'EXECVE'), 'auditd.message_type = "syscall"', 'broader'],
    [is('a1', '-i'), 'process.args = "-i"', 'different'],
    [is('success', 'yes'), 'auditd.result = "success"', 'exact'],
    [is('res', 'failed'), 'auditd.result = "fail"', 'exact'],
    [is('name', '/etc/shadow'), 'auditd.paths.name = "/etc/shadow"', 'exact'],
    [is('key', 'x'), 'tags = "x"', 'exact'],
  ])('%#', (leaf, printed, verdict) => {
    expect(into(leaf, 'linux.auditd', 'elastic').slice(0, 2)).toEqual([printed, verdict]);
  });

  test('arguments of a system call are not those of a command', () => {
    expect(into(elastic('auditd.data.a1', '7f'), 'linux.auditd', 'sigma').slice(0, 2)).toEqual([
      'a1 = "7f"',
      'exact',
    ]);
    expect(into(elastic('process.args', '-i'), 'linux.auditd', 'sigma')[1]).toBe('different');
  });
});

test('actions of Elastic that Windows tells by its event ids', () => {
  const actions = (name: string) =>
    into(elastic('event.action', name), 'windows.security', 'sigma').slice(0, 2);
  expect(actions('changed-audit-config')).toEqual(['EventID = "4719"', 'exact']);
  expect(actions('audit-setting-changed')).toEqual(['EventID = "4907"', 'exact']);
  expect(actions('deleted-group-account')).toEqual(['EventID = "4730", "4734", "4758"', 'exact']);
  const pattern = like(field('event.action', 'elastic'), [[text('removed-member'), { kind: 'anyRun' }]]);
  expect(into(pattern, 'windows.security', 'sigma')[1]).toBe('narrower');
});

test('an event bears in Elastic what its pipeline makes of it', () => {
  const source = { id: 'windows.security' };
  const event = { EventID: 4688, NewProcessId: '0x10', IpAddress: '-', Keywords: '0x8020000000000000' };
  const there = translateEvent(event, source, 'sigma', 'elastic');
  expect(there).toMatchObject({ process: { pid: 16 }, winlog: { keywords: 'Audit Success' } });
  expect(there).not.toHaveProperty('source');
});

describe('cloud logs', () => {
  test.each<[Leaf, string, Vendor, string, string]>([
    [is('userIdentity.accountId', '1'), 'aws.cloudtrail', 'elastic', 'cloud.account.id = "1"', 'exact'],
    [
      is('recipientAccountId', '1'),
      'aws.cloudtrail',
      'elastic',
      'aws.cloudtrail.recipient_account_id = "1"',
      'exact',
    ],
    [
      is('userIdentity.sessionContext.sessionIssuer.userName', 'a'),
      'aws.cloudtrail',
      'elastic',
      'user.name = "a"',
      'exact',
    ],
    [
      is('client.geographicalContext.country', 'x'),
      'okta.system',
      'elastic',
      'client.geo.country_name = "x"',
      'exact',
    ],
    [
      holds('debugContext.debugData.behaviors', 'x'),
      'okta.system',
      'elastic',
      'okta.debug_context.debug_data.risk_behaviors like *"x"*',
      'different',
    ],
    [
      is('debugContext.debugData.authnRequestId', 'x'),
      'okta.system',
      'elastic',
      'okta.debug_context.debug_data.flattened.authnRequestId = "x"',
      'exact',
    ],
    [elastic('client.user.name', 'a'), 'okta.system', 'sigma', 'actor.alternateId like "a@"*', 'exact'],
    [elastic('event.provider', 'activity'), 'gcp.audit', 'sigma', 'logName = "activity"', 'different'],
    [
      elastic('event.outcome', 'failure'),
      'gcp.audit',
      'sigma',
      'and exists protoPayload.status.code not protoPayload.status.code =~ "0"',
      'exact',
    ],
    [is('actor_ip', '10.0.0.1'), 'github.audit', 'elastic', 'github.actor_ip = "10.0.0.1"', 'exact'],
    [is('team', 'x'), 'github.audit', 'elastic', 'github.team = "x"', 'exact'],
    [elastic('event.code', 'ThreatFinder'), 'm365.audit', 'sigma', 'RecordType = "34"', 'exact'],
    [
      elastic('dll.code_signature.trusted', 'false'),
      'windows.image_load',
      'sigma',
      'and exists SignatureStatus not SignatureStatus =~ "Valid", "Unavailable"',
      'exact',
    ],
  ])('%#', (leaf, source, vendor, printed, verdict) => {
    expect(into(leaf, source, vendor).slice(0, 2)).toEqual([printed, verdict]);
  });
});

test.each<[Leaf, string, string, string]>([
  [is('IpAddress', '10.0.0.1'), 'windows', 'source.ip = "10.0.0.1"', 'named-by-event:source.ip'],
  [holds('ScriptBlockText', 'x'), 'windows', 'powershell.file.script_block_text like *"x"*', ''],
  [is('SourceImage', 'x'), 'windows', 'process.executable = "x"', 'named-by-event:process.executable'],
  [is('conn_state', 'S0'), 'zeek.conn', 'zeek.connection.state = "S0"', ''],
  [is('local_orig', 'true'), 'zeek.conn', 'zeek.connection.local_orig = true', ''],
])('of a log that is known in part: %#', (leaf, source, printed, given) => {
  const [query, verdict, rests] = into(leaf, source, 'elastic');
  expect([query, verdict]).toEqual([printed, 'exact']);
  if (given !== '') expect(rests).toContain(given);
});

describe('a name that is nearly one that is known', () => {
  const near = (name: string, id: string) => {
    const { diagnostics, given } = translateLeaf(is(name, 'x'), { id }, 'elastic');
    return [diagnostics.map(each => each.help?.match(/did you mean (\w+)/)?.[1]), given];
  };

  test.each([
    ['GrantedAcess', 'windows.process_access', 'GrantedAccess'],
    ['TargetUserNmae', 'windows.security', 'TargetUserName'],
    ['commandline', 'windows.process_creation', 'CommandLine'],
    ['Imgae', 'windows.process_creation', 'Image'],
    ['outcome.reson', 'okta.system', 'outcome'],
  ])('%s of %s is told as missing', (name, source, meant) => {
    const [asked, given] = near(name, source);
    expect(asked).toEqual([meant]);
    expect(given).toContain(`same-name:${name}`);
  });

  test.each([
    ['GrantedAccess', 'windows.process_access'],
    ['TargetUserSid', 'windows.security'],
    ['Image', 'windows.process_creation'],
    ['ComputerName', 'windows.security'],
  ])('%s of %s is not', (name, source) => {
    expect(near(name, source)[0]).toEqual([]);
  });

  test('one that is near to none is told without a name', () => {
    expect(near('NameOfMyOwn', 'windows.security')[0]).toEqual([undefined]);
  });
});

// https://github.com/elastic/integrations/blob/main/packages/system/data_stream/security/elasticsearch/ingest_pipeline/standard.yml
describe('what Elastic’s integration makes of the Security log', () => {
  const blank = ['blank:source.ip'];
  const dash = field('IpAddress', 'sigma');
  test.each<[Leaf, string, string, readonly string[]]>([
    [exists(dash), 'exists source.ip', 'exact', blank],
    [like(dash, [contains([text('-')])]), 'or source.ip like *"-"* not exists source.ip', 'exact', blank],
    [like(dash, [contains([text('10')])]), 'source.ip like *"10"*', 'exact', []],
    [like(dash, [contains([text('00-')])]), 'source.ip like *"00-"*', 'exact', []],
    [exists(field('IpPort', 'sigma')), 'exists source.port', 'exact', ['blank:source.port']],
    [holds('UserAccountControl', '%%2089'), 'winlog.event_data.UserAccountControl = "2089"', 'exact', []],
    [
      is('PrivilegeList', 'SeDebugPrivilege'),
      'winlog.event_data.PrivilegeList = "SeDebugPrivilege"',
      'broader',
      [],
    ],
    [
      holds('PrivilegeList', 'SeDebugPrivilege'),
      'winlog.event_data.PrivilegeList like *"SeDebugPrivilege"*',
      'exact',
      [],
    ],
    [
      holds('PrivilegeList', 'SeDebugPrivilege Se'),
      'winlog.event_data.PrivilegeList like *"SeDebugPrivilege Se"*',
      'different',
      [],
    ],
  ])('%#', (leaf, printed, verdict, given) => {
    const [query, found, rests] = into(leaf, 'windows.security.logon', 'elastic');
    expect([query, found]).toEqual([printed, verdict]);
    expect(rests.filter(each => !each.startsWith('named-by-event'))).toEqual(given);
  });
});

// https://github.com/elastic/integrations/tree/main/packages/windows/data_stream/powershell_operational
test('a script without a path has no field of it in Elastic', () => {
  expect(into(is('Path', ''), 'windows.ps_script', 'elastic')).toEqual([
    'not exists file.path',
    'exact',
    ['blank:file.path'],
  ]);
});

// https://learn.microsoft.com/en-us/azure/azure-monitor/reference/tables/signinlogs
test.each(['splunk', 'panther', 'elastic'] as const)(
  'the word of the portal for how a sign-in ended is in no log: %s',
  vendor => {
    expect(into(is('Status', 'Success'), 'azure.signinlogs', vendor)[1]).toBe('different');
    expect(into(is('Status.errorCode', 0), 'azure.signinlogs', vendor)[1]).toBe('exact');
  },
);
