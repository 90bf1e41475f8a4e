import { describe, expect, test } from 'vitest';
import { fieldsOf, listedFieldsOf, openFieldsOf, resolve, translateLeaf } from '../../src/fields/index.ts';
import {
  and,
  comparesNumbers,
  contains,
  equals,
  field,
  type Leaf,
  like,
  startsWith,
  text,
  type Vendor,
} from '../../src/ir/index.ts';
import { elastic, into, is, ruleOf } from './into.ts';

type Row = [Leaf, string, Vendor, string, string];

const unmapped = (rests: readonly string[]): readonly string[] =>
  rests.filter(each => each.startsWith('same-name:'));

// https://github.com/elastic/integrations/tree/main/packages: what a pipeline renames one by one it drops where it has no name for it.
describe('names that an integration of Elastic takes over one by one', () => {
  test.each<Row>([
    [is('client.zone', 'x'), 'okta.system', 'elastic', 'okta.client.zone = "x"', ''],
    [is('device.managed', 'true'), 'okta.system', 'elastic', 'okta.device.managed = true', ''],
    [is('foo.barBaz', 'x'), 'okta.system', 'elastic', '?foo.barBaz = "x"', 'foo.barBaz'],
    [is('foo.barBaz', 'x'), 'okta.system', 'splunk', 'foo.barBaz = "x"', 'foo.barBaz'],
    [
      is('userIdentity.identityProvider', 'x'),
      'aws.cloudtrail',
      'elastic',
      '?userIdentity.identityProvider = "x"',
      'userIdentity.identityProvider',
    ],
    [
      is('resource.type', 'gce_instance'),
      'gcp.audit',
      'elastic',
      '?resource.type = "gce_instance"',
      'resource.type',
    ],
    [is('resource.type', 'gce_instance'), 'gcp.audit', 'splunk', 'data.resource.type = "gce_instance"', ''],
    [is('data.resource.type', 'gce_instance'), 'gcp.audit', 'panther', 'resource.type = "gce_instance"', ''],
    [is('action', 'bypass_create'), 'cisco.duo', 'elastic', '?action = "bypass_create"', 'action'],
    [is('action', 'bypass_create'), 'cisco.duo', 'splunk', 'action = "bypass_create"', 'action'],
    [is('factor', 'duo_push'), 'cisco.duo', 'elastic', 'cisco_duo.auth.factor = "duo_push"', ''],
    [
      is('access_device.security_agents.version', '1'),
      'cisco.duo',
      'elastic',
      'cisco_duo.auth.access_device.security_agents.version = "1"',
      '',
    ],
    [
      is('resource', 'clusterroles'),
      'kubernetes.audit',
      'elastic',
      'kubernetes.audit.objectRef.resource = "clusterroles"',
      '',
    ],
    [is('resource', 'pods'), 'kubernetes.audit', 'panther', 'objectRef.resource = "pods"', ''],
    [is('objectRef.kind', 'x'), 'kubernetes.audit', 'elastic', '?objectRef.kind = "x"', 'objectRef.kind'],
    [
      is('requestObject.roleRef.name', 'x'),
      'kubernetes.audit',
      'elastic',
      'kubernetes.audit.requestObject.roleRef.name = "x"',
      '',
    ],
    [
      is('changedValues.i18nKey', 'x'),
      'bitbucket.audit',
      'elastic',
      'bitbucket.audit.changed_values.i18nKey = "x"',
      '',
    ],
    [is('nodeId', 'x'), 'bitbucket.audit', 'elastic', '?nodeId = "x"', 'nodeId'],
  ])('%#', (leaf, source, vendor, printed, missing) => {
    const [query, verdict, rests] = into(leaf, source, vendor);
    expect([query, verdict, unmapped(rests)]).toEqual([
      printed,
      'exact',
      missing === '' ? [] : [`same-name:${missing}`],
    ]);
  });
});

describe('names of the text that Windows makes of an event, in Splunk', () => {
  test.each<[string, string, Vendor, string, string]>([
    ['Logon_Type', 'windows.security.logon', 'elastic', 'winlog.event_data.LogonType = "x"', ''],
    ['Logon_Type', 'windows.security', 'sigma', 'LogonType = "x"', ''],
    ['Ticket_Options', 'windows.security', 'sigma', 'TicketOptions = "x"', ''],
    ['Source_Network_Address', 'windows.security', 'sigma', 'IpAddress = "x"', ''],
    ['Account_Name', 'windows.security', 'sigma', 'Account_Name = "x"', 'Account_Name'],
    ['Made_Up', 'windows.security', 'elastic', '?Made_Up = "x"', 'Made_Up'],
    ['New_Value', 'windows.windefend', 'sigma', 'NewValue = "x"', ''],
    ['MadeUp', 'windows.security', 'sigma', 'MadeUp = "x"', 'MadeUp'],
  ])('%s of %s in %s', (name, source, vendor, printed, missing) => {
    const [query, , rests] = into(equals(field(name, 'splunk'), ['x']), source, vendor);
    expect([query, unmapped(rests)]).toEqual([printed, missing === '' ? [] : [`same-name:${missing}`]]);
  });
});

describe('what hosts with Linux and macOS have of users', () => {
  test.each<[string, string]>([
    ['linux.network_connection', 'root'],
    ['macos.network_connection', 'bob'],
    ['linux.dns_query', 'root'],
    ['macos.dns_query', 'root'],
  ])('%s: %s is a name', (source, name) => {
    expect(into(is('User', name), source, 'elastic')[0]).toBe(`user.name = "${name}"`);
  });
});

test('a name that is nearly one that is taken over is told with that', () => {
  const { diagnostics } = translateLeaf(is('client.zon', 'x'), { id: 'okta.system' }, 'elastic');
  expect(diagnostics.map(({ help }) => help)).toEqual([expect.stringContaining('did you mean client.zone?')]);
});

test('a name of ECS that a log has not is of the type that it has in Elastic', () => {
  const leaf = comparesNumbers(field('event.code', 'sigma'), 'gt', { kind: 'literal', value: 3, origin: [] });
  const { predicate } = translateLeaf(leaf, { id: 'aws.cloudtrail' }, 'elastic');
  expect(predicate).toMatchObject({ left: { name: 'event.code', optional: true, type: 'string' } });
});

test('fields that are taken over are listed one by one, other fields of the log beside them, and objects with any members', () => {
  const zone = fieldsOf('okta.system').find(({ canonical }) => canonical === 'okta.client.zone');
  expect(zone?.names).toMatchObject({ sigma: 'client.zone', elastic: 'okta.client.zone' });
  expect(listedFieldsOf('okta.system')).toContainEqual(
    expect.objectContaining({ sigma: 'client.geographicalContext.postalCode', elastic: '' }),
  );
  const data = { sigma: 'debugContext.debugData.*', elastic: 'okta.debug_context.debug_data.flattened.*' };
  expect(openFieldsOf('okta.system')).toContainEqual(expect.objectContaining(data));
});

test('alerts of Endgame are no log of other products', () => {
  const where = and([elastic('event.kind', 'alert'), elastic('event.module', 'endgame')]);
  const indices = { indices: ['endgame-*'] };
  const { value } = resolve(ruleOf({ kind: 'events', source: { elastic: indices }, where, origin: [] }));
  expect(value?.search).toMatchObject({
    source: { id: 'endgame.alerts' },
    where: { kind: 'always', value: true },
  });
});

test.each<Row>([
  [is('tlsDetails.tlsVersion', 'TLSv1.2'), 'aws.cloudtrail', 'elastic', 'tls.version = "1.2"', 'exact'],
  // https://www.elastic.co/docs/reference/integrations/aws/cloudtrail: a keyword, which no language of Elastic compares with a Boolean
  [
    is('managementEvent', 'true'),
    'aws.cloudtrail',
    'elastic',
    'aws.cloudtrail.management_event = "true"',
    'exact',
  ],
  [
    is('resource.resourceType', 'Instance'),
    'aws.guardduty',
    'elastic',
    'aws.guardduty.resource.type = "Instance"',
    'exact',
  ],
  [
    is('service.archived', 'false'),
    'aws.guardduty',
    'elastic',
    'aws.guardduty.service.archived = false',
    'exact',
  ],
  [
    is('service.action.networkConnectionAction.remotePortDetails.port', 22),
    'aws.guardduty',
    'elastic',
    'aws.guardduty.service.action.network_connection_action.remote_port_details.port.value = 22',
    'exact',
  ],
  [is('success', 'false'), 'zeek.kerberos', 'elastic', 'zeek.kerberos.success = false', 'exact'],
  [is('is_orig', 'true'), 'zeek.files', 'elastic', 'zeek.files.is_orig = true', 'exact'],
  [
    is('protoPayload.authorizationInfo.permission', 'iam.roles.create'),
    'gcp.audit',
    'elastic',
    'gcp.audit.authorization_info.permission = "iam.roles.create"',
    'different',
  ],
  [
    is('NetworkLocationDetails', '[]'),
    'azure.signinlogs',
    'elastic',
    'azure.signinlogs.properties.network_location_details = "[]"',
    'different',
  ],
])('a value as the integration has it: %#', (leaf, source, vendor, printed, verdict) => {
  expect(into(leaf, source, vendor).slice(0, 2)).toEqual([printed, verdict]);
});

// https://learn.microsoft.com/en-us/azure/azure-monitor/reference/tables/signinlogs
describe('names as Log Analytics spells them', () => {
  test.each<[string, string, Vendor, string]>([
    ['CallerIpAddress', 'azure.activitylogs', 'splunk', 'callerIpAddress'],
    ['DeviceDetail.operatingSystem', 'azure.signinlogs', 'splunk', 'properties.deviceDetail.operatingSystem'],
    [
      'DeviceDetail.operatingSystem',
      'azure.signinlogs',
      'elastic',
      'azure.signinlogs.properties.device_detail.operating_system',
    ],
    [
      'InitiatedBy.user.userPrincipalName',
      'azure.auditlogs',
      'panther',
      'properties.initiatedBy.user.userPrincipalName',
    ],
    ['UserPrincipalName', 'azure.riskdetection', 'panther', 'properties.userPrincipalName'],
  ])('%s of %s in %s', (name, source, vendor, printed) => {
    const [query, verdict, rests] = into(is(name, 'x'), source, vendor);
    expect([query, verdict, unmapped(rests)]).toEqual([`${printed} = "x"`, 'exact', []]);
  });
});

// Splunk alone marks lists in the names of their members.
test.each<[string, string, Vendor, string]>([
  ['ModifiedProperties{}.NewValue', 'm365.audit', 'splunk', 'ModifiedProperties{}.NewValue'],
  ['ModifiedProperties{}.NewValue', 'm365.audit', 'panther', 'ModifiedProperties.NewValue'],
  ['ModifiedProperties{}.NewValue', 'm365.audit', 'elastic', '"o365.audit.ModifiedProperties."*".NewValue"'],
  ['requestParameters.odd{}.name', 'aws.cloudtrail', 'splunk', 'requestParameters.odd{}.name'],
  ['requestParameters.odd{}.name', 'aws.cloudtrail', 'panther', 'requestParameters.odd.name'],
])('%s of %s in %s', (name, source, vendor, printed) => {
  expect(into(is(name, 'x'), source, vendor).slice(0, 2)).toEqual([`${printed} = "x"`, 'exact']);
});

// https://github.com/SigmaHQ/sigma-specification/blob/main/specification/sigma-appendix-taxonomy.md
describe("Sigma's older names of digests", () => {
  const digest = 'a0'.repeat(16);
  test.each<[Leaf, Vendor, string]>([
    [is('md5', digest), 'elastic', `process.hash.md5 = "${digest}"`],
    [is('md5', digest), 'splunk', `Hashes like *"MD5=${digest}"*`],
    [is('Imphash', digest), 'panther', `ExtraEventData.Hashes like *"IMPHASH=${digest}"*`],
    [like(field('Imphash', 'sigma'), [startsWith([text('a0')])]), 'splunk', 'Hashes like *"IMPHASH=a0"*'],
    [is('md5', digest), 'sigma', `md5 = "${digest}"`],
  ])('%#', (leaf, vendor, printed) => {
    const [query, verdict] = into(leaf, 'windows.process_creation', vendor);
    expect([query.replaceAll('~', ''), verdict]).toEqual([printed, 'exact']);
  });

  test('the end of a digest is in no list of them', () => {
    const leaf = like(field('md5', 'sigma'), [contains([text('a0')])]);
    expect(into(leaf, 'windows.process_creation', 'splunk')[1]).toBe('different');
  });
});

// https://learn.microsoft.com/en-us/windows-server/identity/ad-ds/manage/understand-security-identifiers: names are of Windows' language.
test('who stands for an id of Windows is called so in English', () => {
  const [query, , rests] = into(elastic('user.id', 'S-1-5-18'), 'windows.process_creation', 'sigma');
  expect([query, rests]).toEqual([
    'User = "NT AUTHORITY\\\\SYSTEM"',
    expect.arrayContaining(['english-names:user.id']),
  ]);
});
