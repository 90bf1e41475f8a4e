import { describe, expect, test } from 'vitest';
import { resolve } from '../../src/fields/index.ts';
import {
  and,
  equals,
  exists,
  field,
  type Leaf,
  type LogSource,
  type Predicate,
  type Vendor,
} from '../../src/ir/index.ts';
import { elastic, into, is, ruleOf } from './into.ts';

function idOf(source: LogSource, where: Predicate): string | undefined {
  const { value } = resolve(ruleOf({ kind: 'events', source, where, origin: [] }));
  return value?.search.kind === 'events' ? value.search.source.id : undefined;
}

test.each([
  [{ product: 'qualys' }, 'qualys'],
  [{ service: 'netflow' }, 'netflow'],
  [{ product: 'gitlab', service: 'audit' }, 'gitlab.audit'],
])('the log source %j is %s', (sigma, id) => {
  expect(idOf({ sigma }, exists(field('x', 'sigma')))).toBe(id);
});

// https://docs.panther.com/data-onboarding/supported-logs
test.each([
  ['AppOmni.Alerts', 'appomni.alerts'],
  ['Crowdstrike.DetectionSummary', 'crowdstrike.detections'],
  ['Crowdstrike.NetworkConnect', 'crowdstrike.network_connect'],
  ['Crowdstrike.ProcessRollup2', 'crowdstrike.process_rollup'],
  ['Crowdstrike.Unknown', 'crowdstrike.unknown'],
  ['GitLab.API', 'gitlab.api'],
  ['GitLab.Audit', 'gitlab.audit'],
  ['SOCRadar.Incidents', 'socradar.incidents'],
  ['Snowflake.DataTransferHistory', 'snowflake.data_transfer_history'],
  ['Wiz.IssuesWebhook', 'wiz.issues_webhook'],
])('the log type %s is %s', (type, id) => {
  expect(idOf({ panther: { logTypes: [type] } }, exists(field('x', 'panther')))).toBe(id);
});

test('log types that are one log are that log together, and others are none', () => {
  const idOfTypes = (...logTypes: string[]): string | undefined =>
    idOf({ panther: { logTypes } }, exists(field('x', 'panther')));
  expect(idOfTypes('Snyk.GroupAudit', 'Snyk.OrgAudit')).toBe('snyk.audit');
  expect(idOfTypes('Azure.Audit', 'Azure.MonitorActivity')).toBe('azure');
  expect(idOfTypes('Snyk.GroupAudit', 'Wiz.Audit')).toBeUndefined();
});

describe('indices of Elastic', () => {
  const alert = elastic('event.kind', 'alert');
  // https://www.elastic.co/docs/reference/integrations
  test.each([
    ['logs-elastic_security.alert-*', 'elastic_security.alert', 'elastic_security.alerts'],
    ['logs-google_secops.alert-*', 'google_secops.alert', 'google_secops.alerts'],
    ['logs-google_secops.alert_v2-*', 'google_secops.alert_v2', 'google_secops.alerts'],
    ['logs-ibm_qradar.offense-*', 'ibm_qradar.offense', 'ibm_qradar.offenses'],
    ['logs-m365_defender.incident-*', 'm365_defender.incident', 'm365_defender.incidents'],
    ['logs-splunk.alert-*', 'splunk.alert', 'splunk.notable'],
    ['.alerts-security.*', 'crowdstrike.falcon', 'elastic.alerts'],
    ['logs-crowdstrike.falcon-*', 'crowdstrike.falcon', 'crowdstrike.event_streams'],
    ['filebeat-*', 'zoom.webhook', 'zoom.webhook'],
    ['logs-qualys_vmdr.*', 'qualys_vmdr.asset_host_detection', 'qualys'],
    ['filebeat-*', 'googlecloud.audit', 'gcp.audit'],
  ])('%s with the data set %s are %s', (index, dataset, id) => {
    const source = { elastic: { indices: [index] } };
    expect(idOf(source, and([alert, elastic('data_stream.dataset', dataset)]))).toBe(id);
  });

  const named = elastic('file.name', 'x');
  const share = elastic('event.action', 'network-share-object-access-checked');
  test.each<[string, readonly string[], readonly Predicate[], string | undefined]>([
    ['devices', ['logs-endpoint.events.device-*'], [elastic('event.type', 'device')], 'endpoint.device'],
    ['watched files', ['logs-fim.event-*', 'auditbeat-*'], [elastic('event.category', 'file'), named], 'fim'],
    ['indicators', ['filebeat-8*'], [elastic('event.category', 'threat')], 'threat_intelligence'],
    [
      'other threats',
      ['filebeat-*'],
      [elastic('event.category', 'threat'), elastic('event.type', 'info')],
      undefined,
    ],
    [
      'shares that are asked for',
      ['logs-system.security*', 'logs-windows.*'],
      [elastic('event.category', 'file'), share],
      'windows.security.subject',
    ],
    [
      'files and the Security log',
      ['logs-endpoint.events.file-*', 'logs-system.security*'],
      [
        elastic('event.category', 'file'),
        elastic('host.os.type', 'windows'),
        elastic('event.type', 'creation'),
      ],
      'windows.file_event',
    ],
    [
      'requests in traffic',
      ['logs-network_traffic.http*', 'packetbeat-*'],
      [elastic('event.category', 'network'), elastic('event.module', 'network_traffic')],
      'network_traffic.http',
    ],
    [
      'traffic of any kind',
      ['logs-network_traffic.*'],
      [elastic('event.category', 'network'), elastic('event.module', 'network_traffic')],
      'firewall',
    ],
  ])('%s', (_, indices, where, id) => {
    expect(idOf({ elastic: { indices } }, and(where))).toBe(id);
  });
});

const panther = (name: string, ...values: string[]): Leaf => equals(field(name, 'panther'), values);

// The pages of the products stand in `references` of the data files, and in `pages` of the lists of names.
test.each<[string, ReturnType<typeof is>, Vendor, string, string]>([
  ['m365.message_trace', elastic('email.from.address', 'x'), 'splunk', 'SenderAddress = "x"', 'exact'],
  ['m365.message_trace', elastic('event.outcome', 'x'), 'splunk', 'Status = "x"', 'different'],
  ['gitlab.audit', elastic('user.name', 'x'), 'panther', 'author_name = "x"', 'exact'],
  ['gitlab.audit', elastic('gitlab.audit.target_details', 'x'), 'panther', 'target_details = "x"', 'exact'],
  ['netflow', is('destination.port', 23), 'splunk', 'dest_port = 23', 'exact'],
  ['netflow', is('destination.port', 23), 'cim', 'All_Traffic.dest_port = 23', 'exact'],
  [
    'qualys',
    is('host.scan.vuln', 10693),
    'elastic',
    'qualys_vmdr.asset_host_detection.vulnerability.qid = 10693',
    'exact',
  ],
  ['m365.audit', elastic('o365.audit.SearchQueryText', 'x'), 'splunk', 'SearchQueryText = "x"', 'exact'],
  ['m365.audit', is('DeliveryAction', 'x'), 'elastic', 'o365.audit.DeliveryAction = "x"', 'exact'],
  ['windows.system', is('Caption', 'x'), 'elastic', 'winlog.event_data.Caption = "x"', 'exact'],
  [
    'azure.platformlogs',
    elastic('azure.platformlogs.statusCode', 'x'),
    'splunk',
    'statusCode = "x"',
    'exact',
  ],
  [
    'azure.signinlogs',
    elastic('azure.signinlogs.properties.session_id', 'x'),
    'sigma',
    'properties.sessionId = "x"',
    'exact',
  ],
  [
    'azure.signinlogs',
    elastic('azure.signinlogs.properties.conditional_access_audiences.application_id', 'x'),
    'splunk',
    'properties.conditionalAccessAudiences{}.applicationId = "x"',
    'exact',
  ],
  [
    'google_workspace.admin',
    elastic('google_workspace.admin.group.email', 'x'),
    'panther',
    'parameters.GROUP_EMAIL = "x"',
    'exact',
  ],
  ['snyk.audit', elastic('user.group.id', 'x'), 'panther', 'groupId = "x"', 'exact'],
  ['snyk.audit', elastic('snyk.audit_logs.content.url', 'x'), 'panther', 'content.url = "x"', 'exact'],
  ['google_workspace.admin', elastic('user.target.email', 'x'), 'sigma', 'user_email = "x"', 'exact'],
  [
    'google_workspace.drive',
    elastic('google_workspace.drive.copy_type', 'x'),
    'panther',
    'parameters.copy_type = "x"',
    'exact',
  ],
])('of %s, %o is in %s %s', (source, leaf, vendor, printed, verdict) => {
  expect(into(leaf, source, vendor).slice(0, 2)).toEqual([printed, verdict]);
});

// https://learn.microsoft.com/en-us/graph/api/resources/signin
test.each<[string, Predicate, string]>([
  ['a sign-in', panther('operationName', 'Sign-in activity'), 'azure.signinlogs'],
  ['another operation', panther('operationName', 'Add user'), 'azure.entra'],
  ['an operation of two', panther('operationName', 'Sign-in activity', 'Add user'), 'azure.entra'],
  ['a category', panther('category', 'AuditLogs'), 'azure.auditlogs'],
])('%s tells the log of an event of Entra ID', (_, where, id) => {
  const source = { panther: { logTypes: ['Azure.Audit'] } };
  expect(idOf(source, and([where, panther('properties.riskState', 'atRisk')]))).toBe(id);
});

test('one parameter of Drive becomes another of Elastic where that is not there', () => {
  const [printed, , given] = into(
    panther('parameters.target_user', 'x'),
    'google_workspace.drive',
    'elastic',
  );
  expect([printed, given]).toEqual([
    'google_workspace.drive.target = "x"',
    expect.arrayContaining(['named-by-event:google_workspace.drive.target_user']),
  ]);
});
