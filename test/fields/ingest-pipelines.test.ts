import { describe, expect, test } from 'vitest';
import { translateEvent, translateKeys, translateLeaf } from '../../src/fields/index.ts';
import { isMultiValued } from '../../src/fields/multi-valued.ts';
import { recogniseElastic } from '../../src/fields/recognise-elastic.ts';
import {
  and,
  type Casing,
  contains,
  equals,
  exists,
  field,
  fieldsIn,
  type Leaf,
  like,
  printPredicate,
  startsWith,
  text,
  type Vendor,
} from '../../src/ir/index.ts';

function into(leaf: Leaf, id: string, vendor: Vendor): readonly [string, string] {
  const { predicate, verdict } = translateLeaf(leaf, { id }, vendor);
  const printed = printPredicate(predicate)
    .replaceAll(/→[^\s]+/g, '')
    .replaceAll(/\s+/g, ' ');
  return [printed.trim(), verdict];
}

const is = (name: string, value: string | number, casing: Casing = 'exact'): Leaf =>
  equals(field(name, 'sigma'), [value], { casing });
const has = (name: string, value: string): Leaf =>
  like(field(name, 'sigma'), [contains([text(value)])], { casing: 'ignored' });
const begins = (name: string, value: string): Leaf =>
  like(field(name, 'sigma'), [startsWith([text(value)])], { casing: 'ignored' });
const elastic = (name: string, ...values: string[]): Leaf => equals(field(name, 'elastic'), values);

const kept = 'exact';

// What Elastic's integrations make of a record: https://github.com/elastic/integrations, packages/*/data_stream/*/elasticsearch/ingest_pipeline
const toElastic: readonly [string, Leaf, string, string][] = [
  ['m365.audit', is('Operation', 'Add user.'), 'event.action = "added-user-account"', kept],
  ['m365.audit', is('Operation', 'add user.', 'ignored'), 'event.action =~ "added-user-account"', kept],
  ['m365.audit', is('Operation', 'Add member to role.'), 'event.action = "Add member to role."', kept],
  ['m365.audit', is('Operation', 'added-user-account'), 'event.action = "added-user-account"', 'broader'],
  [
    'm365.audit',
    has('Operation', 'Update user'),
    'or event.action like~ *"Update user"* event.action = "modified-user-account"',
    kept,
  ],
  ['m365.audit', begins('Operation', 'Set-'), 'event.action like~ "Set-"*', kept],
  ['m365.audit', exists(field('Operation', 'sigma')), 'exists event.action', kept],
  ['m365.audit', is('OrganizationId', 'x'), 'organization.id = "x"', kept],
  ['m365.audit', is('SourceFileName', 'x'), 'file.name = "x"', kept],
  ['m365.audit', is('Platform', 1), 'o365.audit.Platform = "Windows"', kept],
  ['m365.alerts', is('eventName', 'Ransomware activity'), 'rule.name = "Ransomware activity"', kept],
  ['azure.auditlogs', is('properties.result', 'success'), 'event.outcome = "success"', kept],
  ['azure.auditlogs', is('Result', 'Failure', 'ignored'), 'event.outcome =~ "failure"', kept],
  ['azure.auditlogs', is('properties.result', 'timeout'), 'event.outcome = "timeout"', 'different'],
  ['azure.auditlogs', is('tenantId', 'x'), 'azure.tenant_id = "x"', kept],
  ['azure.signinlogs', is('properties.status.failureReason', 'x'), 'message = "x"', kept],
  ['azure.signinlogs', is('location', 'NL'), 'geo.country_iso_code = "NL"', kept],
  [
    'azure.activitylogs',
    is('identity.claims.name', 'x'),
    'azure.activitylogs.identity.claims_initiated_by_user.fullname = "x"',
    kept,
  ],
  ['aws.guardduty', is('type', 'Recon:EC2/PortProbe'), 'rule.name = "Recon:EC2/PortProbe"', kept],
  ['aws.guardduty', is('title', 'x'), 'aws.guardduty.title = "x"', kept],
  ['aws.guardduty', is('service.action.actionType', 'DNS_REQUEST'), 'event.action = "DNS_REQUEST"', kept],
  ['aws.guardduty', is('resource.instanceDetails.instanceId', 'x'), 'cloud.instance.id = "x"', kept],
  ['m365.audit', is('RecordType', 285), 'event.code = "ComplianceDLMExchange"', kept],
  [
    'azure.auditlogs',
    is('properties.initiatedBy.app.servicePrincipalId', 'x'),
    'azure.auditlogs.properties.initiated_by.app.servicePrincipalId = "x"',
    kept,
  ],
  [
    'azure.activitylogs',
    is('properties.responseBody', 'x'),
    'azure.activitylogs.properties.responseBody = "x"',
    kept,
  ],
  [
    'azure.activitylogs',
    is('identity.authorization.evidence.principalId', 'x'),
    'azure.activitylogs.identity.authorization.evidence.principal_id = "x"',
    kept,
  ],
  [
    'azure.graphactivitylogs',
    has('properties.scopes', 'Mail.Read'),
    'azure.graphactivitylogs.properties.scopes like~ *"Mail.Read"*',
    'different',
  ],
  ['bitbucket.audit', is('auditType.action', 'x'), 'bitbucket.audit.type.action = "x"', kept],
  ['bitbucket.audit', is('author.name', 'x'), 'user.name = "x"', kept],
  ['cisco.duo', is('user.key', 'x'), 'user.id = "x"', kept],
  ['linux.sudo', is('USER', 'root'), 'user.effective.name = "root"', kept],
  ['linux.auth', has('message', 'sudo'), 'message like~ *"sudo"*', 'narrower'],
  ['linux.auth', is('message', 'x'), 'message = "x"', 'different'],
  ['linux.syslog', has('message', 'x'), 'message like~ *"x"*', kept],
  ['kubernetes.audit', is('sourceIPs', '10.0.0.1'), 'source.ip = "10.0.0.1"', kept],
  ['kubernetes.audit', is('responseStatus.code', '403'), 'kubernetes.audit.responseStatus.code = 403', kept],
  [
    'kubernetes.audit',
    is('requestObject.spec.hostPID', 'true'),
    'kubernetes.audit.requestObject.spec.hostPID = true',
    kept,
  ],
  ['linux.auditd', is('auid', '1000'), 'auditd.user.audit.id = "1000"', kept],
  ['fortigate.event', is('action', 'Add'), 'fortinet.firewall.action = "Add"', kept],
  ['fortigate.event', is('dstport', 23), 'destination.port = 23', kept],
  ['fortigate.event', is('service', 'DNS'), 'network.protocol = "DNS"', 'different'],
  ['zeek.dns', is('query', 'wpad'), 'zeek.dns.query = "wpad"', kept],
  ['zeek.dns', is('proto', 'udp'), 'network.transport = "udp"', kept],
  ['zeek.conn', is('orig_ip_bytes', 5), 'source.bytes = 5', kept],
  ['zeek.x509', is('certificate.issuer', 'x'), 'zeek.x509.certificate.issuer = "x"', 'different'],
  ['zeek.x509', is('certificate.cn', 'x'), 'zeek.x509.certificate.common_name = "x"', kept],
  ['zeek.ssl', is('server_name', 'x'), 'zeek.ssl.server.name = "x"', kept],
  ['zeek.rdp', is('client_name', 'x'), 'zeek.rdp.client.name = "x"', kept],
  ['zeek.ssh', is('auth_attempts', 3), 'zeek.ssh.auth.attempts = 3', kept],
  ['zeek.kerberos', is('error_msg', 'x'), 'zeek.kerberos.error.msg = "x"', kept],
  ['zeek.smtp', is('rcptto', 'x'), 'zeek.smtp.rcpt_to = "x"', kept],
  ['zeek.http', is('version', '1.1'), 'http.version = "1.1"', kept],
  ['google_workspace.login', is('actor.profileId', 'x'), 'source.user.id = "x"', kept],
  ['google_workspace.login', is('id.customerId', 'x'), 'organization.id = "x"', kept],
  ['google_workspace.login', is('actor.callerType', 'KEY'), 'google_workspace.actor.type = "KEY"', kept],
  ['google_workspace.login', is('login_type', 'saml'), 'google_workspace.login.type = "saml"', kept],
  ['google_workspace.token', is('client_id', 'x'), 'google_workspace.token.client.id = "x"', kept],
  ['google_workspace.token', is('scope', 'x'), 'google_workspace.token.scope.value = "x"', kept],
  ['google_workspace.drive', is('doc_title', 'x'), 'file.name = "x"', kept],
  ['google_workspace.drive', is('owner', 'x'), 'google_workspace.drive.file.owner.email = "x"', kept],
  ['google_workspace.admin', is('org_unit_name', 'x'), 'google_workspace.admin.org_unit.name = "x"', kept],
];

test.each(toElastic)('%s: %j is %s (%s)', (id, leaf, becomes, verdict) => {
  const [printed, found] = into(leaf, id, 'elastic');
  expect(found).toBe(verdict);
  expect(printed).toBe(becomes);
});

describe('values that Elastic has in other words', () => {
  test('are asked for by their own words in other products', () => {
    const asked = elastic('event.action', 'deleted-user-account', 'Consent to application.');
    expect(into(asked, 'm365.audit', 'splunk')).toEqual([
      'Operation = "Delete user.", "Consent to application."',
      'exact',
    ]);
  });

  test('that fit a pattern in one spelling alone are left out, or asked for', () => {
    const asked = like(field('Operation', 'sigma'), [startsWith([text('added')])], { casing: 'ignored' });
    expect(into(asked, 'm365.audit', 'elastic')[0]).toBe(
      'and event.action like~ "added"* not event.action = "added-user-account", "added-group-account-to", "added-users-to-group"',
    );
  });

  test('are spelt so in events', () => {
    const source = { id: 'm365.audit' };
    expect(translateEvent({ Operation: 'Update user.' }, source, 'sigma', 'elastic')).toEqual({
      event: { action: 'modified-user-account', outcome: 'success' },
    });
    expect(translateEvent({ Operation: 'New-InboxRule' }, source, 'sigma', 'elastic')).toEqual({
      event: { action: 'New-InboxRule', outcome: 'success' },
    });
  });
});

test.each([
  ['kubernetes.audit', 'requestObject.metadata.labels.app'],
  ['kubernetes.audit', 'responseObject.metadata.name'],
  ['azure.riskdetection', 'properties.homeTenantId'],
  ['zeek.dns', 'Z'],
  ['zeek.conn', 'orig_bytes'],
  ['zeek.conn', 'tunnel_parents'],
])('%s: Elastic drops %s, which is told', (id, name) => {
  const { given, diagnostics } = translateLeaf(is(name, 'x'), { id }, 'elastic');
  expect(given).toEqual([`same-name:${name}`]);
  expect(diagnostics.map(({ code }) => code)).toEqual(['fields/unmapped']);
  const inSplunk = translateLeaf(is(name, 'x'), { id }, 'splunk').given;
  expect(inSplunk.filter(each => !each.startsWith('no-list:'))).toEqual([]);
});

test('an object is an address in records of SharePoint: which of the names it has is assumed', () => {
  const asked = is('ObjectId', 'x');
  const { given, verdict } = translateLeaf(asked, { id: 'm365.audit' }, 'elastic');
  expect([verdict, given]).toEqual(['exact', ['named-by-event:o365.audit.ObjectId']]);
  expect(translateLeaf(asked, { id: 'm365.audit' }, 'splunk').given).toEqual([]);
});

test.each([
  [has('message', 'x'), '_raw like~ *"x"*', 'broader'],
  [is('message', 'x'), '_raw = "x"', 'different'],
  [begins('message', 'x'), '_raw like~ "x"*', 'different'],
  [exists(field('message', 'sigma')), 'exists _raw', 'exact'],
] as const)('%j of a line of syslog in Splunk, which has all of it, is %s', (leaf, becomes, verdict) => {
  expect(into(leaf, 'linux.syslog', 'splunk')).toEqual([becomes, verdict]);
});

test('the addresses of a chain are elements of a list in Splunk', () => {
  const asked = is('request.ipChain.ip', '10.0.0.1');
  expect(into(asked, 'okta.system', 'splunk')[0]).toContain('request.ipChain{}.ip');
  expect(into(asked, 'okta.system', 'elastic')[0]).toContain('okta.request.ip_chain.ip');
});

describe('the machine of a Linux log', () => {
  test.each(['linux.auditd', 'linux.auth'])('%s: Splunk has it as the host', id => {
    expect(into(elastic('host.name', 'a'), id, 'splunk')).toEqual(['host = "a"', 'exact']);
    const key = translateKeys([field('host.id', 'elastic')], { id }, 'splunk');
    expect(key.given).toEqual(['host-id:host']);
  });
});

test.each([
  ['linux.auditd', 'event.action'],
  ['m365.audit', 'event.outcome'],
  ['fortigate.event', 'event.outcome'],
  ['github.audit', 'host.name'],
])('%s: %s of ECS, which a rule kept, is no field of the log', (id, name) => {
  expect(into(is(name, 'x'), id, 'elastic')[0]).toBe(`?${name} = "x"`);
});

describe('a classification that all of a source has', () => {
  const asked = (name: string, value: string, dataset: string): readonly string[] => {
    const where = and([
      equals(field('data_stream.dataset', 'elastic'), [dataset]),
      equals(field(name, 'elastic'), [value]),
      equals(field('x', 'elastic'), ['y']),
    ]);
    const recognised = recogniseElastic({ elastic: { indices: [] } }, where);
    expect(recognised.id).toBe(dataset === 'o365.audit' ? 'm365.audit' : dataset);
    return [...fieldsIn(recognised.where)].map(each => each.name);
  };

  test('is a part of its scope', () => {
    expect(asked('event.category', 'web', 'o365.audit')).toEqual(['x']);
    expect(asked('event.category', 'configuration', 'github.audit')).toEqual(['x']);
  });

  test('another is not', () => {
    expect(asked('event.category', 'iam', 'o365.audit')).toEqual(['event.category', 'x']);
    expect(asked('event.type', 'deletion', 'github.audit')).toEqual(['event.type', 'x']);
  });
});

describe('what Elastic makes of a value is taken for granted by name', () => {
  const givenOf = (leaf: Leaf, id: string, vendor: Vendor): readonly string[] =>
    translateLeaf(leaf, { id }, vendor).given;

  test.each([
    ['m365.audit', 'ClientIP', 'source.ip', 'plain-address:source.ip'],
    ['m365.audit', 'OrganizationId', 'organization.id', 'lower-case:organization.id'],
    ['fortigate.event', 'remip', 'source.ip', 'vpn-ends:source.ip'],
    ['fortigate.event', 'srcip', 'source.ip', 'vpn-ends:source.ip'],
    ['fortigate.event', 'locport', 'destination.port', 'vpn-ends:destination.port'],
    ['proxy', 'cs-username', 'user.name', 'ecs-field:user.name'],
    ['proxy', 'cs-mime-type', 'http.response.mime_type', 'ecs-field:http.response.mime_type'],
    ['firewall', 'app', 'network.protocol', 'ecs-field:network.protocol'],
    [
      'google_workspace.admin',
      'new_value',
      'google_workspace.admin.new_value',
      'named-by-event:google_workspace.admin.new_value',
    ],
  ] as const)('%s: %s', (id, name, there, given) => {
    expect(into(is(name, '10.0.0.1'), id, 'elastic')[0]).toContain(there);
    expect(givenOf(is(name, '10.0.0.1'), id, 'elastic')).toContain(given);
    expect(givenOf(elastic(there, '10.0.0.1'), id, 'splunk')).toContain(given);
    expect(givenOf(is(name, '10.0.0.1'), id, 'splunk')).not.toContain(given);
    expect(givenOf(exists(field(name, 'sigma')), id, 'elastic')).not.toContain(given);
    expect(translateKeys([field(name, 'sigma')], { id }, 'elastic').given).toContain(given);
  });

  test('an activity of Azure has an outcome where it says Success, not Succeeded', () => {
    const [printed] = into(elastic('event.outcome', 'success'), 'azure.activitylogs', 'sigma');
    expect(printed).toContain('resultType =~ "Success"');
    expect(printed).not.toContain('Succeeded');
    expect(printed).toContain('properties.result =~ "success"');
  });
});

test.each([
  ['google_workspace.login.challenge_status', 'x', 'parameters.login_challenge_status = "x"', 'exact'],
  ['google_workspace.token.app_name', 'x', 'parameters.app_name = "x"', 'exact'],
  ['google_workspace.drive.file.id', 'x', 'parameters.doc_id = "x"', 'exact'],
  ['source.user.id', 'x', 'actor.profileId = "x"', 'exact'],
  ['user.name', 'x', 'actor.email like "x@"*', 'exact'],
])('a record of Google Workspace: %s is %s', (name, value, printed, verdict) => {
  const id = `google_workspace.${name.includes('token') ? 'token' : name.includes('drive') ? 'drive' : 'login'}`;
  expect(into(elastic(name, value), id, 'panther')).toEqual([printed, verdict]);
});

test('the outcome of a login is that of its name, and else of its challenge', () => {
  const [printed] = into(elastic('event.outcome', 'success'), 'google_workspace.login', 'panther');
  expect(printed).toContain('name =~ "login_success"');
  expect(printed).toContain('parameters.login_challenge_status =~ "Challenge Passed"');
});

test('what comes before the colon of a finding is a part of its type', () => {
  const [, verdict] = into(elastic('rule.category', 'Recon'), 'aws.guardduty', 'sigma');
  expect(verdict).toBe('different');
});

// https://github.com/elastic/go-libaudit/blob/main/aucoalesce/normalizations.yaml
test.each([
  ['event.action', 'connected-to', 'SYSCALL =~ "connect"'],
  ['event.action', 'added-user-account', 'type =~ "ADD_USER"'],
  [
    'event.action',
    'loaded-kernel-module',
    'or SYSCALL =~ "finit_module", "init_module" type =~ "KERN_MODULE"',
  ],
  ['event.outcome', 'success', 'or success =~ "yes" res =~ "success"'],
  ['network.direction', 'egress', 'SYSCALL =~ "connect", "sendto", "sendmsg"'],
])('the audit daemon: %s %s is %s', (name, value, printed) => {
  expect(into(elastic(name, value), 'linux.auditd', 'sigma')).toEqual([printed, 'exact']);
  expect(into(elastic(name, value), 'linux.auditd', 'splunk')).toEqual([printed, 'exact']);
});

describe('names that have the position of an element in a list', () => {
  const list = 'azure.auditlogs.properties.target_resources.0';
  test.each([
    [`${list}.type`, 'properties.targetResources.type = "x"', 'broader'],
    [
      `${list}.modified_properties.1.old_value`,
      'properties.targetResources.modifiedProperties.oldValue = "x"',
      'broader',
    ],
  ])('%s', (name, printed, verdict) => {
    expect(into(elastic(name, 'x'), 'azure.auditlogs', 'sigma')).toEqual([printed, verdict]);
  });

  test('what no map has keeps its name, and says so', () => {
    const { given } = translateLeaf(elastic(`${list}.odd`, 'x'), { id: 'azure.auditlogs' }, 'sigma');
    expect(given).toEqual([`same-name:${list}.odd`]);
  });

  test('within an expression they are of other elements too', () => {
    const name = field(`${list}.modified_properties.1.old_value`, 'elastic');
    const leaf = equals({ kind: 'call', function: 'lower', arguments: [name], origin: [] }, ['x']);
    expect(translateLeaf(leaf, { id: 'azure.auditlogs' }, 'splunk').verdict).toBe('different');
  });

  test('the reasons of GitHub are a list', () => {
    expect(into(elastic('github.reasons.code', 'x'), 'github.audit', 'splunk')).toEqual([
      'reasons{}.code = "x"',
      'exact',
    ]);
  });
});

// Splunk names an array of JSON with braces: https://help.splunk.com/en/splunk-enterprise/search/spl-search-reference/search-commands/spath
describe('lists of plain values', () => {
  test.each([
    ['zeek.dns', 'answers', 'answers{}'],
    ['zeek.http', 'resp_mime_types', 'resp_mime_types{}'],
    ['zeek.x509', 'san.dns', 'san.dns{}'],
    ['kubernetes.audit', 'requestObject.rules.verbs', 'requestObject.rules{}.verbs{}'],
    [
      'gcp.audit',
      'protoPayload.request.metadata.ownerReferences.kind',
      'data.protoPayload.request.metadata.ownerReferences{}.kind',
    ],
    ['kubernetes.audit', 'requestObject.rules.resources', 'requestObject.rules{}.resources{}'],
    ['aws.cloudtrail', 'requestParameters.resources', 'requestParameters.resources'],
  ])('%s: %s', (id, name, path) => {
    expect(into(is(name, 'x'), id, 'splunk')).toEqual([`${path} = "x"`, 'exact']);
  });

  test('hold several values in Elastic too', () => {
    expect(isMultiValued('elastic', 'zeek.http.resp_mime_types')).toBe(true);
    expect(isMultiValued('elastic', 'zeek.http.method')).toBe(false);
    expect(isMultiValued('sigma', 'resp_mime_types')).toBe(true);
    expect(isMultiValued('panther', 'TTLs')).toBe(true);
    expect(isMultiValued('sigma', 'san.dns')).toBe(true);
    expect(isMultiValued('panther', 'file.Types')).toBe(false);
    expect(isMultiValued('panther', 'method')).toBe(false);
  });
});

describe('names that Splunk has for something else too', () => {
  const given = (name: string, id: string, vendor: Vendor) =>
    translateLeaf(is(name, 'x'), { id }, vendor).given;

  test.each([
    ['zeek.http', 'host', ['named-by-event:host']],
    ['windows.wmi_event', 'Name', ['named-by-event:Name']],
    ['windows.wmi_event', 'Provider_Name', []],
    ['zeek.http', 'uri', []],
  ])('%s: %s', (id, name, expected) => {
    expect(given(name, id, 'splunk')).toEqual(expected);
    expect(given(name, id, 'panther')).toEqual([]);
  });
});

test('truth is no text to Elastic', () => {
  const { given } = translateLeaf(
    is('DeviceDetail.isCompliant', 'false'),
    { id: 'azure.signinlogs' },
    'elastic',
  );
  expect(given).toContain('named-by-event:azure.signinlogs.properties.device_detail.is_compliant');
  const { predicate } = translateLeaf(is('rejected', 'true'), { id: 'zeek.dns' }, 'elastic');
  expect(fieldsIn(predicate).map(({ type }) => type)).toEqual(['boolean']);
});

// https://github.com/elastic/integrations/blob/main/packages/zeek/data_stream/dns/fields/fields.yml
test.each([
  ['zeek.dns', 'rcode', 'number'],
  ['zeek.dns', 'qtype', 'number'],
  ['zeek.dns', 'rcode_name', 'string'],
  ['zeek.http', 'trans_depth', 'number'],
  ['zeek.ssl', 'established', 'boolean'],
])('of %s %s is a %s in Elastic', (id, name, type) => {
  const { predicate } = translateLeaf(is(name, '3'), { id }, 'elastic');
  expect(fieldsIn(predicate).map(each => each.type)).toEqual([type]);
});

test('what an audit log of Entra ID says was done is the name of the operation', () => {
  const { given } = translateLeaf(is('properties.message', 'Add user'), { id: 'azure.auditlogs' }, 'splunk');
  expect(given).toEqual(['named-by-event:azure.auditlogs.operation_name']);
  expect(into(is('properties.message', 'Add user'), 'azure.auditlogs', 'splunk')[0]).toBe(
    'operationName = "Add user"',
  );
});

test.each([
  ['aws.cloudtrail', 'requestParameters.layers', 'requestParameters.layers{}'],
  [
    'aws.cloudtrail',
    'requestParameters.containerDefinitions.command',
    'requestParameters.containerDefinitions{}.command{}',
  ],
])('%s: %s is a list of texts', (id, name, path) => {
  expect(into(is(name, 'x'), id, 'splunk')).toEqual([`${path} = "x"`, 'exact']);
});

test('names of Google’s that stand within data are those without', () => {
  expect(into(is('data.protoPayload.serviceName', 'x'), 'gcp.audit', 'elastic')[0]).toBe(
    'service.name = "x"',
  );
});

test('what the console answers to a login is among the elements of the response', () => {
  expect(into(is('responseElements.ConsoleLogin', 'Failure'), 'aws.cloudtrail', 'elastic')).toEqual([
    'aws.cloudtrail.flattened.response_elements.ConsoleLogin = "Failure"',
    'exact',
  ]);
});

test('an event of the audit daemon, and one of Azure, has what its outcome stands for', () => {
  const audited = { 'event.action': 'loaded-kernel-module', 'event.outcome': 'failure' };
  const event = translateEvent(audited, { id: 'linux.auditd' }, 'elastic', 'sigma');
  expect(event).toMatchObject({ SYSCALL: 'finit_module', success: 'no' });
  const activity = translateEvent(
    { 'event.outcome': 'success' },
    { id: 'azure.activitylogs' },
    'elastic',
    'sigma',
  );
  expect(activity).toMatchObject({ resultType: 'Success' });
});

describe('what tells events of one log apart', () => {
  test.each([
    ['windows.registry_event', 'event.type', 'deletion', 'EventType =~ "DeleteKey", "DeleteValue"'],
    ['windows.sysmon', 'event.action', 'Image loaded (rule: ImageLoad)', 'EventID = "7"'],
  ])('%s: %s %s', (id, name, value, printed) => {
    expect(into(elastic(name, value), id, 'sigma')).toEqual([printed, 'exact']);
  });

  test('a pattern of actions is of those that Sysmon has', () => {
    const images = like(field('event.action', 'elastic'), [startsWith([text('Image loaded')])]);
    expect(into(images, 'windows.sysmon', 'sigma')).toEqual(['EventID = "7"', 'exact']);
  });

  test('a path in a log of many kinds of events is named by the event', () => {
    const { given } = translateLeaf(elastic('file.path', 'x'), { id: 'windows.sysmon' }, 'sigma');
    expect(given).toEqual(['named-by-event:file.path']);
  });

  test('a firewall’s word for what it did is taken for that of its integration', () => {
    const { given } = translateLeaf(is('action', 'deny'), { id: 'firewall' }, 'elastic');
    expect(given).toContain('same-words:event.action');
    expect(translateLeaf(is('action', 'deny'), { id: 'aws.vpcflow' }, 'elastic').given).toEqual([]);
  });
});

// Integrations of JSON records drop empty texts before anything else.
describe('an empty text of a JSON record', () => {
  test.each([
    ['aws.cloudtrail', is('errorMessage', ''), 'not exists aws.cloudtrail.error_message'],
    [
      'aws.cloudtrail',
      is('requestParameters.name', ''),
      'not exists aws.cloudtrail.flattened.request_parameters.name',
    ],
    ['okta.system', is('outcome.reason', ''), 'not exists okta.outcome.reason'],
    ['github.audit', is('actor', ''), 'not exists user.name'],
    ['gcp.audit', is('gcp.audit.method_name', '-'), 'event.action = "-"'],
    ['m365.audit', is('ClientAppId', ''), 'o365.audit.ClientAppId = ""'],
  ])('%s: %o', (id, leaf, printed) => {
    expect(into(leaf, id, 'elastic')).toEqual([printed, kept]);
  });

  test('is no field of the event there', () => {
    const event = translateEvent(
      { eventName: 'a', errorCode: '', userAgent: '-' },
      { id: 'aws.cloudtrail' },
      'sigma',
      'elastic',
    );
    expect(event).toMatchObject({ event: { action: 'a' }, user_agent: { original: '-' } });
    expect(event).not.toHaveProperty('aws');
  });
});

test.each([
  ['kubernetes.audit', is('responseStatus.code', 403), true],
  ['gcp.audit', is('protoPayload.status.code', 7), true],
  ['gcp.audit', is('protoPayload.response.code', 7), undefined],
])('whether the field map says the type, %s: %o', (id, leaf, isTyped) => {
  const { predicate } = translateLeaf(leaf, { id }, 'elastic');
  expect(fieldsIn(predicate).map(each => each.isTyped)).toEqual([isTyped]);
});

// Flow logs of AWS have the number of a protocol, firewalls its name: https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
test.each([
  ['aws.vpcflow', is('protocol', 6), 'elastic', 'network.transport = "tcp"'],
  ['aws.vpcflow', is('protocol', 'udp'), 'splunk', 'transport = "udp"'],
  ['aws.vpcflow', is('protocol', 17), 'panther', 'protocol = "17"'],
  ['aws.vpcflow', is('srcaddr', '10.0.0.1'), 'elastic', 'source.ip = "10.0.0.1"'],
  ['aws.vpcflow', elastic('network.transport', 'tcp'), 'sigma', 'protocol = "tcp", "6"'],
] as const)('a flow of %s: %o in %s', (id, leaf, vendor, printed) => {
  expect(into(leaf, id, vendor)).toEqual([printed, kept]);
});

// Of items of Exchange (ExchangeItem) Elastic renames what is of the mailbox; of other records it keeps the names.
test.each([
  ['MailboxOwnerUPN', 'user.email', 'UserId'],
  ['LogonUserDisplayName', 'user.full_name', 'LogonUserDisplayName'],
  ['ClientProcessName', 'process.name', 'ClientProcessName'],
  ['TeamName', 'group.name', 'TeamName'],
])('%s of Microsoft 365 is %s in some events', (name, other, back) => {
  const source = { id: 'm365.audit' };
  expect(translateLeaf(is(name, 'x'), source, 'elastic')).toMatchObject({
    predicate: { subject: { name: `o365.audit.${name}` } },
    given: [`named-by-event:o365.audit.${name}`],
  });
  expect(translateLeaf(elastic(other, 'x'), source, 'sigma')).toMatchObject({
    predicate: { subject: { name: back } },
  });
});
