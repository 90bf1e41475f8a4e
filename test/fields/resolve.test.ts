import { describe, expect, test } from 'vitest';
import { fieldNameIn, resolve, targetScope, targetSource } from '../../src/fields/index.ts';
import {
  and,
  type Events,
  equals,
  exists,
  type Field,
  field,
  fieldsIn,
  type LogSource,
  like,
  not,
  or,
  type Predicate,
  printPredicate,
  type Search,
  text,
} from '../../src/ir/index.ts';
import { ruleOf } from './into.ts';

const is = (name: string, ...values: readonly string[]): Predicate =>
  equals(field(name, 'elastic'), values, { casing: 'ignored' });

const events = (source: LogSource, where: Predicate): Events => ({
  kind: 'events',
  source,
  where,
  origin: [],
});

function resolved(search: Search): Search {
  const result = resolve(ruleOf(search));
  expect(result.diagnostics).toEqual([]);
  return result.value?.search ?? search;
}

function located(source: LogSource, where: Predicate): Events {
  const search = resolved(events(source, where));
  if (search.kind !== 'events') throw new Error('no events');
  return search;
}

describe('a query by itself', () => {
  const parts = [is('event.category', 'process'), is('event.type', 'start'), is('host.os.type', 'macos')];

  test('is of the source that its conjuncts select', () => {
    const found = located({}, and([...parts, is('process.name', 'osascript')]));
    expect(found.source.id).toBe('macos.process_creation');
    expect(found.source.elastic?.indices).toContain('logs-endpoint.events.process-*');
    expect(printPredicate(found.where)).toContain('process.name');
    expect(printPredicate(found.where)).not.toContain('host.os.type');
  });

  test('of a host is of no device of the network', () => {
    const actions = is('event.action', 'connection_attempted', 'lookup_requested');
    const found = located({}, and([is('event.category', 'network'), is('host.os.type', 'windows'), actions]));
    expect(found.source.id).toBe('windows');
  });

  test('without any is Elastic’s all the same', () => {
    const found = located({}, is('process.name', 'osascript'));
    expect(found.source).toEqual({ elastic: { indices: ['logs-*'] } });
    expect(targetScope(found.source, 'elastic').given).toEqual([]);
  });
});

describe('the log sources of Sigma', () => {
  test.each([
    [{ product: 'windows', category: 'process_creation' }, 'windows.process_creation'],
    [{ product: 'windows', service: 'security' }, 'windows.security'],
    [{ product: 'windows', service: 'security', category: 'process_creation' }, 'windows.process_creation'],
    [{ product: 'windows' }, 'windows'],
    [{ category: 'process_creation' }, 'endpoint.process_creation'],
    [{ product: 'Linux', category: 'process_creation' }, 'linux.process_creation'],
    [{ product: 'linux', service: 'auditd' }, 'linux.auditd'],
    [{ service: 'auditd' }, 'linux.auditd'],
    [{ product: 'macos', category: 'file_event' }, 'macos.file_event'],
    [{ product: 'aws', service: 'cloudtrail' }, 'aws.cloudtrail'],
    [{ product: 'azure', service: 'signinlogs' }, 'azure.signinlogs'],
    [{ product: 'm365', service: 'threat_management' }, 'm365.alerts'],
    [{ product: 'gcp', service: 'gcp.audit' }, 'gcp.audit'],
    [{ product: 'kubernetes', category: 'application', service: 'audit' }, 'kubernetes.audit'],
    [{ category: 'proxy' }, 'proxy'],
    [{ category: 'webserver', product: 'apache' }, 'apache.access'],
    [{ category: 'webserver', product: 'tomcat' }, 'webserver'],
    [{ category: 'proxy', product: 'zscaler' }, 'zscaler.web'],
    [{ category: 'authentication' }, 'authentication'],
    [{ product: 'zeek', service: 'dns' }, 'zeek.dns'],
    [{ product: 'paloalto', category: 'file_event', service: 'globalprotect' }, 'paloalto.globalprotect'],
    [{}, undefined],
  ])('%j is %s', (sigma, id) => {
    expect(located({ sigma }, exists(field('x', 'sigma'))).source.id).toBe(id);
  });

  test.each([
    [{ product: 'nobody', service: 'knows' }, undefined, undefined],
    [{ product: 'nobody', category: 'process_creation' }, undefined, undefined],
    [{ product: 'windows', category: 'never_heard_of' }, 'windows', undefined],
    [{ product: 'windows', category: 'proces_creation' }, 'windows', 'windows/process_creation/'],
    [{ product: 'windows', service: 'securty' }, 'windows', 'windows//security'],
    [{ product: 'win', category: 'process_creation' }, undefined, 'did you mean windows/process_creation/?'],
    [{ product: 'okta', service: 'system' }, 'okta.system', 'did you mean okta//okta?'],
    [{ product: 'azure', service: 'activity' }, 'azure', 'did you mean azure//activitylogs?'],
    [{ product: 'slack', service: 'audit_log' }, undefined, 'did you mean slack//audit?'],
    [{ product: 'nobody', service: 'knows_what' }, undefined, 'add it to sources:'],
  ])('%j is known as %s, and it is told', (sigma, id, nearest) => {
    const { value, diagnostics } = resolve(
      ruleOf({ kind: 'events', source: { sigma }, where: exists(field('x', 'sigma')), origin: [] }),
    );
    const { product, category, service } = { category: '', service: '', ...sigma };
    expect(value?.given).toEqual([`log-source:${product}/${category}/${service}`]);
    expect(value?.search).toMatchObject({ source: id === undefined ? {} : { id } });
    expect(diagnostics.map(({ code }) => code)).toEqual(['fields/unknown-log-source']);
    if (nearest !== undefined) expect(diagnostics[0]?.help).toContain(nearest);
  });
});

interface Recognised {
  readonly title: string;
  readonly indices: readonly string[];
  readonly where: readonly Predicate[];
  readonly id: string | undefined;
  /** How many of the conjuncts are scope: the first ones. */
  readonly scope: number;
}

const wide = ['winlogbeat-*', 'logs-endpoint.events.process-*', 'logs-windows.forwarded*', 'endgame-*'];
const rest = is('process.command_line', 'x');
const recognised: readonly Recognised[] = [
  {
    title: 'a process that starts on Windows',
    indices: wide,
    where: [is('event.category', 'process'), is('host.os.type', 'windows'), is('event.type', 'start'), rest],
    id: 'windows.process_creation',
    scope: 3,
  },
  {
    title: 'a kind of event of a system that no source is of',
    indices: ['logs-endpoint.events.file-*'],
    where: [is('host.os.type', 'macos'), is('event.category', 'file'), is('event.action', 'mount')],
    id: 'macos',
    scope: 1,
  },
  {
    title: 'what is written to a file of macOS, which Elastic Defend calls a modification',
    indices: ['logs-endpoint.events.file-*'],
    where: [is('host.os.type', 'macos'), is('event.category', 'file'), is('event.action', 'modification')],
    id: 'macos.file_event',
    scope: 3,
  },
  {
    title: 'a library that is loaded on macOS',
    indices: ['logs-endpoint.events.library-*'],
    where: [is('host.os.type', 'macos'), is('event.action', 'load')],
    id: 'macos.image_load',
    scope: 2,
  },
  {
    title: 'containers, in data sets of two categories',
    indices: ['logs-cloud_defend.process*', 'logs-cloud_defend.file*'],
    where: [is('host.os.type', 'linux'), is('process.name', 'x')],
    id: 'cloud_defend',
    scope: 1,
  },
  {
    title: 'all logs of one source',
    indices: ['nginx.access', 'apache.access', 'apache_tomcat.access', 'iis.access', 'traefik.access'].map(
      dataset => `logs-${dataset}-*`,
    ),
    where: [is('http.request.method', 'GET')],
    id: 'webserver',
    scope: 0,
  },
  {
    title: 'data sets of Google Workspace that are asked for',
    indices: ['logs-google_workspace.*'],
    where: [is('data_stream.dataset', 'google_workspace.login', 'google_workspace.token')],
    id: 'google_workspace',
    scope: 0,
  },
  {
    title: 'processes of containers',
    indices: ['logs-cloud_defend.process*', 'logs-cloud_defend.file*'],
    where: [is('event.category', 'process'), is('event.type', 'start'), is('process.name', 'x')],
    id: 'cloud_defend.process',
    scope: 2,
  },
  {
    title: 'a module of many data sets, of which the indices hold one that is no alert',
    indices: ['logs-endpoint.events.network-*', 'logs-suricata.*'],
    where: [
      is('event.category', 'network'),
      is('event.module', 'endpoint'),
      is('event.action', 'disconnect_received', 'connection_attempted'),
    ],
    id: 'endpoint.network_connection',
    scope: 2,
  },
  {
    title: 'a kind of event of no system',
    indices: ['logs-endpoint.events.file-*'],
    where: [is('event.category', 'file'), is('event.action', 'modification')],
    id: 'endpoint.file_change',
    scope: 2,
  },
  {
    title: 'a kind of event of no system that no source is of',
    indices: ['logs-endpoint.events.file-*'],
    where: [is('event.category', 'file'), is('event.action', 'mount')],
    id: undefined,
    scope: 0,
  },
  {
    title: 'a kind of event that only some of the source are stays asked for',
    indices: ['logs-system.auth-*'],
    where: [is('event.category', 'iam'), is('event.type', 'deletion')],
    id: 'linux.auth',
    scope: 0,
  },
  {
    title: 'a kind of event beside the action that implies it',
    indices: ['logs-system.auth-*'],
    where: [is('event.category', 'iam'), is('event.type', 'deletion'), is('event.action', 'deleted-group')],
    id: 'linux.auth',
    scope: 2,
  },
  {
    title: 'what an event is not, which tells no source from another',
    indices: ['foo-*'],
    where: [is('event.category', 'file'), not(is('event.action', 'other'))],
    id: 'endpoint.file_event',
    scope: 2,
  },
  {
    title: 'a process of the Security log, whose event id is not that of Sysmon',
    indices: ['logs-system.security*', 'winlogbeat-*'],
    where: [is('event.category', 'process'), is('host.os.type', 'windows'), is('event.code', '4688')],
    id: 'windows.security.process_creation',
    scope: 2,
  },
  {
    title: 'a process of the Security log, by its event id alone',
    indices: [],
    where: [is('event.category', 'process'), is('event.code', '4688')],
    id: 'windows.security.process_creation',
    scope: 1,
  },
  {
    title: 'logons of several kinds',
    indices: ['logs-system.security*'],
    where: [equals(field('event.code', 'elastic'), ['4624', '4625'])],
    id: 'windows.security.logon',
    scope: 0,
  },
  {
    title: 'ends of logons by what Elastic calls them',
    indices: ['logs-system.security*'],
    where: [equals(field('event.action', 'elastic'), ['logged-out'])],
    id: 'windows.security.logoff',
    scope: 0,
  },
  {
    title: 'logons and special ones by what Elastic calls them, which no part of the log has',
    indices: ['logs-system.security*'],
    where: [equals(field('event.action', 'elastic'), ['logged-in', 'logged-in-special'])],
    id: 'windows.security',
    scope: 0,
  },
  {
    title: 'a logon or a deletion, which no part of the log has',
    indices: ['logs-system.security*'],
    where: [equals(field('event.code', 'elastic'), ['4624', '4726'])],
    id: 'windows.security',
    scope: 0,
  },
  {
    title: 'a process of Sysmon, by its event id',
    indices: ['winlogbeat-*'],
    where: [
      is('event.category', 'process'),
      is('host.os.type', 'windows'),
      is('event.type', 'start'),
      is('event.code', '1'),
    ],
    id: 'windows.process_creation',
    scope: 4,
  },
  {
    title: 'refused traffic',
    indices: [],
    where: [is('event.category', 'network'), is('event.type', 'denied')],
    id: 'firewall',
    scope: 1,
  },
  {
    title: 'what a source holds whole',
    indices: ['logs-network_traffic.redis-*'],
    where: [is('event.category', 'network'), rest],
    id: 'network_traffic.redis',
    scope: 1,
  },
  {
    title: 'the narrowest of the sources that cover an action',
    indices: ['logs-endpoint.events.registry-*'],
    where: [is('event.category', 'registry'), is('host.os.type', 'windows'), is('event.type', 'deletion')],
    id: 'windows.registry_delete',
    scope: 3,
  },
  {
    title: 'a category that its index alone tells',
    indices: ['logs-endpoint.events.process*'],
    where: [is('host.os.type', 'linux'), is('event.type', 'start'), is('event.action', 'exec'), rest],
    id: 'linux.process_creation',
    scope: 3,
  },
  {
    title: 'the name that was asked for, which connections do not have',
    indices: ['logs-endpoint.events.network-*'],
    where: [is('event.category', 'network'), is('host.os.type', 'windows'), is('dns.question.name', 'x.y')],
    id: 'windows.dns_query',
    scope: 2,
  },
  {
    title: 'the name that was asked for, on another system',
    indices: ['logs-endpoint.events.network-*'],
    where: [is('event.category', 'network'), is('host.os.type', 'linux'), is('dns.question.name', 'x.y')],
    id: 'linux.dns_query',
    scope: 2,
  },
  {
    title: 'what was not asked for, which connections do not have either',
    indices: ['logs-endpoint.events.network-*'],
    where: [
      is('event.category', 'network'),
      is('host.os.type', 'windows'),
      not(is('dns.question.name', 'x.y')),
    ],
    id: 'windows.network_connection',
    scope: 2,
  },
  {
    title: 'no category that the indices share',
    indices: ['logs-endpoint.events.process-*', 'logs-endpoint.events.file-*'],
    where: [is('host.os.type', 'linux'), is('event.type', 'start'), rest],
    id: 'linux',
    scope: 1,
  },
  {
    title: 'no category that indices of several products share',
    indices: ['logs-endpoint.events.process-*', 'auditbeat-*'],
    where: [is('host.os.type', 'linux'), is('event.type', 'start'), rest],
    id: 'linux',
    scope: 1,
  },
  {
    title: 'its action in the words of several sensors',
    indices: wide,
    where: [
      is('event.category', 'process'),
      is('host.os.type', 'linux'),
      is('event.type', 'start'),
      is('event.action', 'exec', 'exec_event', 'ProcessRollup2'),
      rest,
    ],
    id: 'linux.process_creation',
    scope: 4,
  },
  {
    title: 'another action is no start',
    indices: wide,
    where: [
      is('host.os.type', 'linux'),
      is('event.category', 'process'),
      is('event.action', 'uid_change'),
      rest,
    ],
    id: 'linux.process_change',
    scope: 2,
  },
  {
    title: 'a process that ends',
    indices: wide,
    where: [is('event.category', 'process'), is('host.os.type', 'macos'), is('event.type', 'end'), rest],
    id: 'macos.process_termination',
    scope: 3,
  },
  {
    title: 'several systems',
    indices: wide,
    where: [
      is('event.category', 'process'),
      is('host.os.type', 'linux', 'macos'),
      is('event.type', 'start'),
      rest,
    ],
    id: 'endpoint.process_creation',
    scope: 3,
  },
  {
    title: 'created or renamed',
    indices: ['logs-endpoint.events.file*'],
    where: [
      is('event.category', 'file'),
      is('host.os.type', 'linux'),
      is('event.action', 'creation', 'rename'),
      rest,
    ],
    id: 'linux.file_event',
    scope: 3,
  },
  {
    title: 'renamed alone',
    indices: ['logs-endpoint.events.file*'],
    where: [is('event.category', 'file'), is('host.os.type', 'linux'), is('event.action', 'rename'), rest],
    id: 'linux.file_rename',
    scope: 3,
  },
  {
    title: 'not deleted',
    indices: ['logs-endpoint.events.file*'],
    where: [
      is('event.category', 'file'),
      is('host.os.type', 'windows'),
      not(is('event.type', 'deletion')),
      rest,
    ],
    id: 'windows.file_event',
    scope: 3,
  },
  {
    title: 'a registry event needs no system',
    indices: wide,
    where: [is('event.category', 'registry'), is('event.type', 'change'), rest],
    id: 'windows.registry_set',
    scope: 2,
  },
  {
    title: 'Sysmon’s event id',
    indices: ['winlogbeat-*', 'logs-windows.sysmon_operational-*'],
    where: [is('event.provider', 'Microsoft-Windows-Sysmon'), is('event.code', '10'), rest],
    id: 'windows.process_access',
    scope: 2,
  },
  {
    title: 'the Security log by its index',
    indices: ['logs-system.security*', 'winlogbeat-*'],
    where: [is('event.code', '4662'), rest],
    id: 'windows.security.kept',
    scope: 0,
  },
  {
    title: 'PowerShell by its index',
    indices: ['logs-windows.powershell*', 'winlogbeat-*'],
    where: [is('event.category', 'process'), is('host.os.type', 'windows'), rest],
    id: 'windows.powershell',
    scope: 2,
  },
  {
    title: 'a data set',
    indices: ['filebeat-*', 'logs-aws.cloudtrail-*'],
    where: [is('data_stream.dataset', 'aws.cloudtrail'), is('event.provider', 'iam.amazonaws.com'), rest],
    id: 'aws.cloudtrail',
    scope: 1,
  },
  {
    title: 'a data set under its older name',
    indices: ['filebeat-*'],
    where: [is('event.dataset', 'okta.system'), rest],
    id: 'okta.system',
    scope: 1,
  },
  {
    title: 'a data set under both names',
    indices: ['filebeat-*'],
    where: [or([is('event.dataset', 'github.audit'), is('data_stream.dataset', 'github.audit')]), rest],
    id: 'github.audit',
    scope: 1,
  },
  {
    title: 'an index alone',
    indices: ['logs-azure.signinlogs-*', 'filebeat-*'],
    where: [rest],
    id: 'azure.signinlogs',
    scope: 0,
  },
  {
    title: 'an unknown data set is a condition like any other: no product selects by it',
    indices: ['logs-never.heard-*'],
    where: [is('data_stream.dataset', 'never.heard'), rest],
    id: undefined,
    scope: 0,
  },
  {
    title: 'a data set of Elastic Defend tells the category of its events',
    indices: ['logs-*'],
    where: [is('data_stream.dataset', 'endpoint.events.process'), is('host.os.type', 'windows'), rest],
    id: 'windows.process_creation',
    scope: 2,
  },
  {
    title: 'one of several event ids of a source is asked for beside it',
    indices: ['logs-*'],
    where: [is('event.provider', 'Microsoft-Windows-Sysmon'), is('event.code', '17'), rest],
    id: 'windows.pipe_created',
    scope: 1,
  },
  {
    title: 'all of its event ids are its scope',
    indices: ['logs-*'],
    where: [is('event.provider', 'Microsoft-Windows-Sysmon'), is('event.code', '17', '18'), rest],
    id: 'windows.pipe_created',
    scope: 2,
  },
  {
    title: 'one of several channels, or its data set, is asked for beside the source',
    indices: ['logs-*'],
    where: [is('winlog.channel', 'Microsoft-Windows-AppLocker/EXE and DLL'), rest],
    id: 'windows.applocker',
    scope: 0,
  },
  {
    title: 'one kind of change is asked for beside all that happens to the registry',
    indices: ['logs-*'],
    where: [
      is('event.category', 'registry'),
      is('host.os.type', 'windows'),
      is('event.action', 'deletion'),
      rest,
    ],
    id: 'windows.registry_event',
    scope: 2,
  },
  { title: 'nothing to go by', indices: ['logs-*'], where: [rest], id: undefined, scope: 0 },
];

describe('the log types of Panther, and what a rule asks of every event', () => {
  const asks = (name: string, ...values: readonly (string | number)[]): Predicate =>
    equals(field(name, 'panther'), values, { casing: 'ignored' });
  const inSysmon = asks('Channel', 'microsoft-windows-sysmon/operational');
  const image = asks('ExtraEventData.Image', 'cmd.exe');
  const windows = { panther: { logTypes: ['Windows.EventLogs'] } };

  test.each([
    [[inSysmon, asks('EventID', 1, '1')], 'windows.process_creation', 2],
    [[inSysmon, asks('EventID', 17, 18)], 'windows.pipe_created', 2],
    [[inSysmon, asks('EventID', 1, 5)], 'windows.sysmon.process', 1],
    [[inSysmon, asks('EventID', 1, 7)], 'windows.sysmon', 1],
    [[inSysmon, asks('EventID', 12)], 'windows.sysmon.registry', 1],
    [[inSysmon], 'windows.sysmon', 1],
    [[asks('Channel', 'Security'), asks('EventID', 4625)], 'windows.security.logon', 1],
    [[asks('Channel', 'Application')], 'windows.application', 1],
    [[asks('Channel', 'Security', 'System')], 'windows', 0],
    [[not(inSysmon), asks('EventID', 1)], 'windows', 0],
  ])('row %#', (parts, id, scoping) => {
    const found = located(windows, and([...parts, image]));
    expect(found.source.id).toBe(id);
    const { scope } = found.source;
    expect(scope === undefined ? 0 : scope.kind === 'and' ? scope.operands.length : 1).toBe(scoping);
    expect(fieldsIn(found.where).length).toBe(parts.length - scoping + 1);
  });

  test('a channel in other letters is another one, where the rule minds them', () => {
    const exactly = equals(field('Channel', 'panther'), ['security']);
    expect(located(windows, and([exactly, image])).source.id).toBe('windows');
  });

  test('of a type that holds several sources, the one that the rule asks for', () => {
    const gsuite = { panther: { logTypes: ['GSuite.ActivityEvent'] } };
    expect(located(gsuite, asks('id.applicationName', 'drive')).source.id).toBe('google_workspace.drive');
    // Were it of one of them, its translation would ask for this application and for another.
    expect(located(gsuite, asks('id.applicationName', 'groups')).source.id).toBe('google_workspace');
  });
});

describe('Elastic’s indices and conjuncts', () => {
  test.each(recognised.map(row => [row.title, row] as const))('%s', (_, row) => {
    const found = located({ elastic: { indices: row.indices } }, and(row.where));
    expect(found.source.id).toBe(row.id);
    expect(found.source.scope && printed(found.source.scope)).toEqual(
      row.scope === 0 ? undefined : printed(and(row.where.slice(0, row.scope))),
    );
    expect(printed(found.where)).toEqual(printed(and(row.where.slice(row.scope))));
  });

  test('a scope is recognised at the top level alone', () => {
    const where = or([and([is('event.category', 'process'), is('host.os.type', 'windows')]), rest]);
    const found = located({ elastic: { indices: ['winlogbeat-*'] } }, where);
    expect(found.source).toEqual({ elastic: { indices: ['winlogbeat-*'] } });
    expect(printed(found.where)).toEqual(printed(where));
  });

  test('wildcards select no source', () => {
    const where = like(field('data_stream.dataset', 'elastic'), [[text('aws.'), { kind: 'anyRun' }]]);
    expect(located({ elastic: { indices: ['filebeat-*'] } }, where).source.id).toBeUndefined();
  });

  test('ten thousand conjuncts are no trouble', () => {
    const where = and(Array.from({ length: 10_000 }, () => rest));
    expect(located({ elastic: { indices: wide } }, where).source.id).toBeUndefined();
  });
});

function printed(predicate: Predicate): string {
  return printPredicate(predicate).replace(/→[\w.]+/g, '');
}

describe('fields', () => {
  const fieldOf = (name: string, vendor: 'sigma' | 'elastic', source: LogSource): Field | undefined =>
    [...fieldsIn(located(source, exists(field(name, vendor))).where)][0];

  test.each([
    [
      'Image',
      'sigma',
      { sigma: { product: 'windows', category: 'process_creation' } },
      'process.executable',
      'string',
    ],
    [
      'DestinationIp',
      'sigma',
      { sigma: { product: 'windows', category: 'network_connection' } },
      'destination.ip',
      'ip',
    ],
    [
      'GrantedAccess',
      'sigma',
      { sigma: { product: 'windows', category: 'process_access' } },
      'winlog.event_data.GrantedAccess',
      'string',
    ],
    ['process.name', 'elastic', { elastic: { indices: wide } }, 'process.name', 'string'],
    ['process.name.caseless', 'elastic', { elastic: { indices: wide } }, 'process.name', 'string'],
    ['process.pid', 'elastic', { elastic: { indices: wide } }, 'process.pid', 'number'],
    [
      'process.code_signature.trusted',
      'elastic',
      { elastic: { indices: wide } },
      'process.code_signature.trusted',
      'boolean',
    ],
    ['unheard', 'sigma', { sigma: { category: 'proxy' } }, undefined, undefined],
  ] as const)(
    '%s (%s) keeps its name and gets its canonical one',
    (name, vendor, source, canonical, type) => {
      const found = fieldOf(name, vendor, source);
      expect(found).toMatchObject({ name, vendor });
      expect([found?.canonical, found?.type]).toEqual([canonical, type]);
    },
  );
});

describe('searches over several events', () => {
  const process = events(
    { elastic: { indices: wide } },
    and([is('event.category', 'process'), is('event.type', 'start'), is('host.os.type', 'linux'), rest]),
  );
  const network = events(
    { elastic: { indices: wide } },
    and([is('event.category', 'network'), is('host.os.type', 'linux'), rest]),
  );
  const key = { value: field('process.entity_id', 'elastic'), nullable: false };

  test('each step has a source of its own, and its keys are resolved', () => {
    const step = (search: Search) => ({ search, by: [key], runs: 1, absent: false });
    const found = resolved({
      kind: 'sequence',
      steps: [step(process), step(network)],
      ordered: true,
      origin: [],
    });
    expect(found).toMatchObject({
      steps: [
        {
          search: { source: { id: 'linux.process_creation' } },
          by: [{ value: { canonical: 'process.entity_id' } }],
        },
        { search: { source: { id: 'linux.network_connection' } } },
      ],
    });
  });

  test('unions, new terms, pipelines and correlations are entered', () => {
    const terms: Search = { kind: 'newTerms', from: process, fields: [key.value], history: 60, origin: [] };
    const deep: Search = {
      kind: 'correlate',
      inputs: [{ name: 'a', search: { kind: 'union', searches: [terms], origin: [] } }],
      aliases: { who: { a: key.value } },
      by: [key.value],
      window: { kind: 'sliding', length: 60 },
      ordered: false,
      measures: [{ name: 'n', function: 'countDistinct', of: [key.value] }],
      having: exists(field('n', 'elastic')),
      origin: [],
    };
    const found = resolved({
      kind: 'pipeline',
      from: deep,
      stages: [{ kind: 'filter', where: rest, origin: [] }],
      origin: [],
    });
    const canonical = { canonical: 'process.entity_id' };
    expect(found).toMatchObject({
      from: {
        inputs: [
          {
            search: {
              searches: [{ from: { source: { id: 'linux.process_creation' } }, fields: [canonical] }],
            },
          },
        ],
        aliases: { who: { a: canonical } },
        by: [canonical],
        measures: [{ of: [canonical] }],
      },
      stages: [{ where: { subject: { canonical: 'process.command_line' } } }],
    });
  });
});

describe('where a target finds the events', () => {
  const sigma: LogSource = {
    id: 'windows.process_creation',
    sigma: { product: 'windows', category: 'process_creation' },
  };
  const scope = and([is('event.category', 'process'), is('event.type', 'start')]);
  const elastic: LogSource = { id: 'linux.process_creation', elastic: { indices: ['auditbeat-*'] }, scope };

  test('places, the author’s own first', () => {
    expect(targetSource(sigma)).toMatchObject({
      id: 'windows.process_creation',
      splunk: {
        search: 'source="XmlWinEventLog:Microsoft-Windows-Sysmon/Operational"',
        dataModel: 'Endpoint.Processes',
      },
      panther: { logTypes: ['Windows.EventLogs'] },
    });
    expect(targetSource(elastic)).toMatchObject({
      elastic: { indices: ['auditbeat-*'] },
      sigma: { product: 'linux', category: 'process_creation' },
    });
  });

  test('an unknown source has places all the same', () => {
    expect(targetSource({ sigma: { product: 'my_app', service: '2fa-audit' } })).toEqual({
      elastic: { indices: ['logs-*'] },
      splunk: { search: 'index=*', modelPage: expect.stringContaining('overview-of-the-splunk') },
      panther: { logTypes: ['Custom.My.App.Fa.Audit'] },
      sigma: { product: 'my_app', service: '2fa-audit' },
    });
    expect(targetScope({ sigma: { product: 'my_app' } }, 'splunk').given).toEqual(['source:unknown']);
  });

  test.each([
    ['sigma', 'Channel =~ "Microsoft-Windows-Sysmon/Operational" EventID =~ 1', []],
    [
      'elastic',
      'host.os.type = "windows" event.category = "process" event.type = "start"',
      ['source:windows.process_creation'],
    ],
    ['splunk', 'EventCode =~ 1', []],
    ['panther', 'Channel =~ "Microsoft-Windows-Sysmon/Operational" EventID =~ 1', []],
    ['cim', 'always', ['source:windows.process_creation']],
  ] as const)('of a Sigma rule in %s', (vendor, printedScope, given) => {
    const found = targetScope(sigma, vendor);
    expect(
      printed(found.scope)
        .replace(/^and /, '')
        .replace(/^and\n/, '')
        .replace(/\n?\s+/g, ' ')
        .trim(),
    ).toBe(printedScope);
    expect(found.given).toEqual(given);
  });

  test('the author’s vendor gets the author’s words', () => {
    expect(targetScope(elastic, 'elastic')).toEqual({ scope, given: [] });
    expect(targetScope(elastic, 'splunk').given).toEqual(['source:linux.process_creation']);
  });

  test('ECS’s categories are an assumption where logs have none', () => {
    const source: LogSource = {
      id: 'aws.cloudtrail',
      elastic: { indices: [] },
      scope: is('event.category', 'iam'),
    };
    expect(targetScope(source, 'splunk').given).toEqual(['ecs-classification']);
    expect(targetScope(source, 'elastic').given).toEqual([]);
  });
});

describe('a field that is named by itself', () => {
  const process = { id: 'windows.process_creation' };
  test.each([
    ['a plain name', 'process.command_line', process, 'elastic', 'sigma', 'CommandLine'],
    ['under a prefix', 'CommandLine', process, 'sigma', 'panther', 'ExtraEventData.CommandLine'],
    ['a part, by its whole', 'process.name', process, 'elastic', 'sigma', 'Image'],
    ['half of an account, by the account', 'user.name', process, 'elastic', 'splunk', 'User'],
    [
      'values in other words',
      'process.Ext.token.integrity_level_name',
      process,
      'elastic',
      'sigma',
      'IntegrityLevel',
    ],
    ['an unknown one', 'my.own', process, 'elastic', 'sigma', 'my.own'],
    ['of the same vendor', 'process.name', process, 'elastic', 'elastic', 'process.name'],
  ] as const)('%s', (_, name, source, from, to, becomes) => {
    expect(fieldNameIn(name, source, from, to)).toBe(becomes);
  });
});
