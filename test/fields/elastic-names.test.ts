import { describe, expect, test } from 'vitest';
import { compilePredicate } from '../../src/evaluate/index.ts';
import { gapPage } from '../../src/fields/gaps.ts';
import { dataSources, resolve, translateEvent, translateLeaf } from '../../src/fields/index.ts';
import { eventsOf, fieldsIn, type Vendor } from '../../src/ir/index.ts';
import { elastic, into, is, ruleOf } from './into.ts';

type Row = [string, string, string, Vendor, string, string, readonly string[]];

describe('fields of Elastic that other vendors hold in their own way', () => {
  test.each<Row>([
    // https://github.com/elastic/integrations/tree/main/packages/windows/data_stream/sysmon_operational
    [
      'event.category',
      'library',
      'windows.sysmon',
      'sigma',
      'EventID =~ "7"',
      'exact',
      ['derived:event.category'],
    ],
    ['event.type', 'end', 'windows.sysmon', 'splunk', 'EventCode =~ "5"', 'exact', ['derived:event.type']],
    ['event.action', 'Process creation', 'windows.sysmon', 'panther', 'EventID = "1"', 'exact', []],
    [
      'file.code_signature.status',
      'Valid',
      'windows.sysmon',
      'sigma',
      'SignatureStatus = "Valid"',
      'exact',
      [],
    ],
    [
      'event.action',
      'deletion',
      'windows.registry_event',
      'sigma',
      'EventType =~ "DeleteKey", "DeleteValue"',
      'exact',
      ['derived:event.action'],
    ],
    // https://github.com/elastic/integrations/tree/main/packages/system/data_stream/security
    [
      'group.id',
      'S-1-5-32-544',
      'windows.security',
      'sigma',
      'TargetSid = "S-1-5-32-544"',
      'exact',
      ['named-by-event:group.id'],
    ],
    // https://github.com/elastic/integrations/tree/main/packages/fortinet_fortigate
    ['fortinet.firewall.action', 'Add', 'fortigate.event', 'splunk', 'vendor_action = "Add"', 'exact', []],
    ['event.action', 'login', 'fortigate.event', 'sigma', 'action = "login"', 'different', []],
    ['user.name', 'x', 'fortigate', 'sigma', 'user = "x"', 'exact', ['named-by-event:user.name']],
    // https://github.com/elastic/integrations/tree/main/packages/azure
    ['azure.resource.name', 'x', 'azure.activitylogs', 'splunk', 'resourceId = "x"', 'different', []],
    ['user.domain', 'x', 'm365.audit', 'sigma', 'UserId like *"@x"', 'exact', ['qualified-user']],
    [
      'user.name',
      'x',
      'azure.signinlogs',
      'splunk',
      'properties.userPrincipalName like "x@"*',
      'exact',
      ['qualified-user'],
    ],
    [
      'event.outcome',
      'failure',
      'm365.audit',
      'sigma',
      'ResultStatus =~ "Failed", "False"',
      'exact',
      ['derived:event.outcome'],
    ],
  ])('%s: %s of %s in %s', (name, value, source, vendor, printed, verdict, given) => {
    expect(into(elastic(name, value), source, vendor)).toEqual([printed, verdict, given]);
  });

  test('the word of FortiGate’s log is another than Elastic’s', () => {
    expect(into(is('eventtype', 'signature'), 'fortigate', 'elastic').slice(0, 2)).toEqual([
      'event.action = "signature"',
      'exact',
    ]);
    expect(into(is('eventtype', 'signature'), 'fortigate', 'splunk')[1]).toBe('different');
  });
});

// https://github.com/elastic/integrations/blob/main/packages/windows/data_stream/powershell/elasticsearch/ingest_pipeline/default.yml,
// https://github.com/elastic/beats/blob/main/x-pack/filebeat/module/zeek/irc/config/irc.yml, …/zeek/smtp/_meta/fields.yml,
// https://github.com/elastic/integrations/tree/main/packages/crowdstrike/data_stream/fdr
test.each<[string, string, string, Vendor, string]>([
  ['SequenceNumber', '15', 'windows.ps_classic_start', 'elastic', 'event.sequence = 15'],
  ['DetailTotal', '1', 'windows.powershell-classic', 'elastic', 'powershell.total = 1'],
  ['UserId', 'A\\b', 'windows.ps_classic_start', 'elastic', 'and user.domain = "A" user.name = "b"'],
  ['DestinationIsIpv6', 'true', 'windows.network_connection', 'elastic', 'network.type = "ipv6"'],
  [
    'TargetProcessGuid',
    'x',
    'windows.create_remote_thread',
    'elastic',
    'winlog.event_data.TargetProcessGUID = "x"',
  ],
  ['dcc_file_name', 'x', 'zeek.irc', 'elastic', 'zeek.irc.dcc.file.name = "x"'],
  ['Protocol', 'tcp', 'linux.network_connection', 'panther', 'event.Protocol = "6"'],
  ['Protocol', 'udp', 'macos.network_connection', 'splunk', 'Protocol = "17"'],
])('%s: %s of %s in %s', (name, value, source, vendor, printed) => {
  expect(into(is(name, value), source, vendor).slice(0, 2)).toEqual([printed, 'exact']);
});

test('the key of a registry value stands between its hive and its name', () => {
  const path = 'HKLM\\SOFTWARE\\X\\Run\\v';
  expect(translateEvent({ TargetObject: path }, { id: 'windows.registry_set' }, 'sigma', 'elastic')).toEqual({
    registry: { path, hive: 'HKLM', key: 'SOFTWARE\\X\\Run', value: 'v' },
  });
  const leaf = elastic('registry.key', 'SOFTWARE\\X\\Run');
  const { predicate, verdict, given } = translateLeaf(leaf, { id: 'windows.registry_set' }, 'sigma');
  expect([verdict, given]).toEqual(['exact', ['absolute-path:registry.path']]);
  const fits = compilePredicate(predicate);
  const found = [path, 'HKLM\\SOFTWARE\\X\\Run\\v\\w', 'SOFTWARE\\X\\Run\\v', 'HKLM\\SOFTWARE\\X\\Run'];
  expect(found.map(TargetObject => fits({ TargetObject }))).toEqual([true, false, false, false]);
});

test('a user is put together of a name and a domain, with an @ between them', () => {
  const event = { user: { name: 'bob', domain: 'x.com' }, event: { outcome: 'failure' } };
  expect(translateEvent(event, { id: 'm365.audit' }, 'elastic', 'splunk')).toMatchObject({
    UserId: 'bob@x.com',
  });
});

test('an address that Elastic holds as one is not looked into', () => {
  const { predicate } = translateLeaf(is('path', '10.0.0.1'), { id: 'zeek.smtp' }, 'elastic');
  expect(fieldsIn(predicate).map(({ type }) => type)).toEqual(['ip']);
});

describe('fields that Elastic adds', () => {
  test.each<[string, string, Vendor]>([
    ['aws.cloudtrail', 'source.as.organization.name', 'splunk'],
    ['okta.system', 'user_agent.os.name', 'panther'],
    ['gcp.audit', 'source.as.number', 'sigma'],
    ['windows.security.logon', 'host.ip', 'splunk'],
    ['windows.process_creation', 'process.code_signature.trusted', 'sigma'],
    ['windows.image_load', 'dll.Ext.relative_file_creation_time', 'panther'],
    ['windows.ps_script', 'powershell.file.script_block_entropy_bits', 'splunk'],
  ])('%s: %s', (id, name, vendor) => {
    const source = dataSources().find(each => each.id === id);
    expect(source && gapPage(source, 'elastic', name, vendor)).toMatch(/^https/);
    expect(source && gapPage(source, 'elastic', `${name}x`, vendor)).toBeUndefined();
  });
});

describe('what the rules of one product look at', () => {
  const idOf = (indices: readonly string[], ...asked: [string, string][]): string | undefined => {
    const where = {
      kind: 'and',
      operands: asked.map(([name, value]) => elastic(name, value)),
      origin: [],
    } as const;
    const { value } = resolve(
      ruleOf({ kind: 'events', source: { elastic: { indices } }, where, origin: [] }),
    );
    return value === undefined ? undefined : [...eventsOf(value.search)][0]?.source.id;
  };

  test.each<[string, readonly string[], [string, string][], string | undefined]>([
    [
      'FortiGate',
      ['logs-fortinet_fortigate.*'],
      [['data_stream.dataset', 'fortinet_fortigate.log']],
      'fortigate',
    ],
    [
      'connections that FortiGate tells of',
      ['logs-fortinet_fortigate.*'],
      [
        ['data_stream.dataset', 'fortinet_fortigate.log'],
        ['event.category', 'network'],
      ],
      'firewall',
    ],
    ['what agents measure', ['metrics-*'], [['agent.id', 'x']], 'elastic.metrics'],
    ['what agents measure of a processor', ['metrics-system.cpu-*'], [['agent.id', 'x']], 'elastic.metrics'],
    ['all that there is', ['logs-*', 'metrics-*'], [['agent.id', 'x']], undefined],
    ['no proxy', ['logs-endpoint.events.*', 'endgame-*'], [['event.category', 'web']], undefined],
  ])('%s', (_, indices, asked, id) => {
    expect(idOf(indices, ...asked)).toBe(id);
  });
});
