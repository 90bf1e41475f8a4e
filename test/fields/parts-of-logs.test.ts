import { describe, expect, test } from 'vitest';
import { resolve, targetScope, targetSource, translateEvent } from '../../src/fields/index.ts';
import { dataSource, fieldTable } from '../../src/fields/registry.ts';
import { withinSource } from '../../src/fields/within-source.ts';
import {
  and,
  anyOne,
  contains,
  type Events,
  endsWith,
  equals,
  exists,
  field,
  type Leaf,
  type LogSource,
  like,
  pattern,
  printPredicate,
  type Rule,
  text,
  type Vendor,
} from '../../src/ir/index.ts';
import { elastic, into, is } from './into.ts';

// Elastic keeps the data of an event in winlog.event_data or in winlog.user_data, as Windows does
// (https://www.elastic.co/docs/reference/beats/winlogbeat/exported-fields-winlog); Splunk's add-on keeps the XML of the latter.
describe('data that an event of Windows has in UserData', () => {
  const cleared = 'windows.system.log-cleared';
  const wmi = 'windows.wmi';
  const rows: readonly [string, Leaf, Vendor, string, readonly string[]][] = [
    [cleared, is('Channel', 'Security'), 'elastic', 'winlog.user_data.Channel = "Security"', []],
    [cleared, is('Channel', 'Security'), 'panther', 'ExtraEventData.Channel = "Security"', []],
    [
      cleared,
      is('Channel', 'Security'),
      'splunk',
      'UserData_Xml like *"<Channel>Security</Channel>"*',
      ['xml-element:Channel'],
    ],
    [wmi, is('ProviderName', 'x'), 'elastic', 'winlog.user_data.ProviderName = "x"', []],
    [
      wmi,
      is('Query', 'a & <b>'),
      'splunk',
      'UserData_Xml like *"<Query>a &amp; &lt;b&gt;</Query>"*',
      ['xml-element:Query'],
    ],
    [
      wmi,
      like(field('Query', 'sigma'), [endsWith([text('x')])]),
      'splunk',
      'UserData_Xml like *"x</Query>"*',
      ['xml-element:Query'],
    ],
    [
      wmi,
      like(field('Query', 'sigma'), [contains([text('x')]), pattern([text('a'), anyOne])]),
      'splunk',
      'UserData_Xml matches search dotAll "<Query>" (([^\\u{3c}]){0,} "x" ([^\\u{3c}]){0,} | "a" ("&amp;" | "&lt;" | "&gt;" | [^\\u{3c}\\u{26}])) "</Query>"',
      ['xml-element:Query'],
    ],
    [
      wmi,
      exists(field('Query', 'sigma')),
      'splunk',
      'UserData_Xml matches search dotAll "<Query>" [^\\u{3c}]',
      ['xml-element:Query'],
    ],
    ['windows.security', is('Channel', 'Security'), 'elastic', 'winlog.channel = "Security"', []],
    ['windows.bits-client', is('RemoteName', 'x'), 'elastic', 'winlog.event_data.RemoteName = "x"', []],
  ];

  test.each(rows)('%s: %o in %s', (id, leaf, vendor, printed, given) => {
    expect(into(leaf, id, vendor)).toEqual([printed, 'exact', given]);
  });

  test.each([
    ['windows', 'exact'],
    ['windows.system', 'narrower'],
  ])('a channel that is not that of %s is %s', (id, verdict) => {
    const channel = is('Channel', 'Microsoft-Windows-Partition/Diagnostic');
    expect(into(channel, id, 'splunk').slice(0, 2)).toEqual([
      'Channel = "Microsoft-Windows-Partition/Diagnostic"',
      verdict,
    ]);
  });

  test('is looked for in Splunk’s XML by the same text that an event bears there', () => {
    const event = translateEvent({ Query: 'a & b', User: 'c' }, { id: wmi }, 'sigma', 'splunk');
    expect(event).toEqual({ UserData_Xml: '<Query>a &amp; b</Query><User>c</User>' });
  });

  test('stands beside the channel that the event was logged to', () => {
    const printed = (vendor: Vendor) =>
      printPredicate(targetScope({ id: cleared, sigma: {} }, vendor).scope)
        .replaceAll(/\s+/g, ' ')
        .trim();
    expect(printed('elastic')).toBe('winlog.channel = "System"');
    expect(printed('sigma')).not.toContain('Channel');
  });
});

// https://github.com/elastic/integrations/blob/main/packages/system/data_stream/security/elasticsearch/ingest_pipeline/standard.yml
describe('events of the Security log, whose fields Elastic names by their ids', () => {
  const rows: readonly [string, Leaf, Vendor, string, readonly string[]][] = [
    ['4688', elastic('process.executable', 'x'), 'sigma', 'NewProcessName = "x"', []],
    ['4688', elastic('process.parent.executable', 'x'), 'splunk', 'ParentProcessName = "x"', []],
    ['4688', elastic('process.command_line', 'x'), 'panther', 'ExtraEventData.CommandLine = "x"', []],
    ['4688', is('NewProcessName', 'x'), 'elastic', 'process.executable = "x"', []],
    ['4688', is('ProcessId', '0x10'), 'elastic', 'process.parent.pid = 16', ['canonical-number:ProcessId']],
    ['4688', elastic('user.name', 'x'), 'sigma', 'SubjectUserName = "x"', []],
    ['1102', elastic('user.name', 'x'), 'sigma', 'SubjectUserName = "x"', []],
    ['1102', is('SubjectUserName', 'x'), 'elastic', 'winlog.user_data.SubjectUserName = "x"', []],
    ['4720', elastic('user.name', 'x'), 'panther', 'ExtraEventData.SubjectUserName = "x"', []],
    ['4697', is('ProcessName', 'x'), 'elastic', 'process.executable = "x"', []],
    ['4657', is('ProcessName', 'x'), 'elastic', 'winlog.event_data.ProcessName = "x"', []],
    ['4624', elastic('user.name', 'x'), 'sigma', 'TargetUserName = "x"', ['named-by-event:user.name']],
    ['4624', is('IpAddress', '10.0.0.1'), 'elastic', 'source.ip = "10.0.0.1"', []],
  ];

  test.each(rows)('%s: %o in %s', (code, leaf, vendor, printed, given) => {
    const part = ['process_creation', 'log-cleared', 'subject', 'subject-alone', 'logon']
      .map(name => dataSource(`windows.security.${name}`))
      .find(each => each?.partOf?.eventCodes.includes(code));
    expect(into(leaf, part?.id ?? '', vendor)).toEqual([printed, 'exact', given]);
  });

  test('what the part names is no more the whole’s', () => {
    const table = fieldTable(dataSource('windows.security.process_creation'));
    expect(table.byName('sigma', 'ProcessName')?.canonical).toBe('winlog.event_data.ProcessName');
    expect(table.isShared('process.executable', 'sigma')).toBe(false);
  });
});

describe('what a search of Sigma asks of the log, where its log source says less', () => {
  const idOf = (sigma: LogSource['sigma'], ...conjuncts: Leaf[]): string | undefined => {
    const search = { kind: 'events', source: { sigma }, where: and(conjuncts), origin: [] } as Events;
    const { value } = resolve({ ...anyRule, search } as Rule);
    return value?.search.kind === 'events' ? value.search.source.id : undefined;
  };
  const windows = { product: 'windows', category: 'rdp' };
  const anyRule = { metadata: { vendor: 'sigma' } };
  const session = 'Microsoft-Windows-TerminalServices-LocalSessionManager/Operational';

  test.each<[string, LogSource['sigma'], Leaf[], string]>([
    ['a channel', windows, [is('Channel', session)], 'windows.terminalservices-localsessionmanager'],
    ['two channels', windows, [is('Channel', session, 'System')], 'windows'],
    [
      'a channel and an id',
      windows,
      [is('Channel', 'Security'), is('EventID', 4688)],
      'windows.security.process_creation',
    ],
    ['a channel of none', windows, [is('Channel', 'Setup')], 'windows'],
    [
      'an id of the audit',
      { product: 'mssql', category: 'application' },
      [is('EventID', 33205)],
      'mssql.audit',
    ],
    ['another id', { product: 'mssql', category: 'application' }, [is('EventID', 15457)], 'mssql'],
  ])('%s', (_title, sigma, conjuncts, id) => {
    expect(idOf(sigma, ...conjuncts)).toBe(id);
  });

  test('names that say which element of UserData they are of', () => {
    const address = is('EventXML.Address', 'x');
    expect(into(address, 'windows', 'elastic')[0]).toBe('winlog.user_data.Address = "x"');
    expect(into(address, 'windows.terminalservices-localsessionmanager', 'elastic')[0]).toBe(
      'winlog.user_data.Address = "x"',
    );
    expect(into(elastic('winlog.user_data.Query', 'x'), 'windows.wmi', 'sigma')[0]).toBe('Query = "x"');
    expect(into(elastic('winlog.user_data.Query', 'x'), 'windows', 'sigma')[2]).toEqual([
      'same-name:winlog.user_data.Query',
    ]);
  });

  test('what SQL Server audits, Elastic has in fields of its own, and the others as a text alone', () => {
    expect(into(is('action_id', 'LGIF'), 'mssql.audit', 'elastic')).toEqual([
      'sqlserver.audit.action_id = "LGIF"',
      'exact',
      [],
    ]);
    expect(into(is('action_id', 'LGIF'), 'mssql.audit', 'splunk')[2]).toEqual(['same-name:action_id']);
  });
});

// Names of https://github.com/splunk/security_content/blob/develop/data_sources/windows_event_log_defender_1121.yml, and those of
// https://github.com/elastic/integrations/blob/main/packages/windows/data_stream/windows_defender/elasticsearch/ingest_pipeline/default.yml
describe('names with blanks in them, of Windows Defender and of others', () => {
  const log = 'windows.windefend';
  const rows: readonly [string, string, Vendor, string, readonly string[]][] = [
    [log, 'NewValue', 'elastic', 'winlog.event_data.New_Value = "x"', []],
    [log, 'NewValue', 'splunk', 'New_Value = "x"', []],
    [log, 'NewValue', 'panther', 'ExtraEventData.New Value = "x"', []],
    [log, 'New Value', 'splunk', 'New_Value = "x"', ['named-by-event:winlog.event_data.New_Value']],
    [log, 'ProcessName', 'splunk', 'Process_Name = "x"', []],
    [log, 'ProcessName', 'elastic', 'process.executable = "x"', ['named-by-event:process.executable']],
    [`${log}.network`, 'ProcessName', 'elastic', 'process.name = "x"', []],
    [`${log}.network`, 'ProcessName', 'splunk', 'Process_Name = "x"', []],
    [log, 'Path', 'elastic', 'winlog.event_data.Path = "x"', []],
    [log, 'Reason', 'splunk', 'Reason = "x"', []],
    [
      'windows.application',
      'Odd Name',
      'elastic',
      '?winlog.event_data.Odd_Name = "x"',
      ['same-name:Odd Name'],
    ],
    ['windows.application', 'Odd Name', 'splunk', 'Odd_Name = "x"', ['same-name:Odd Name']],
  ];

  test.each(rows)('%s: %s in %s', (id, name, vendor, printed, given) => {
    expect(into(is(name, 'x'), id, vendor)).toEqual([printed, 'exact', given]);
  });

  test('a path that Elastic writes without what stands before it is another text', () => {
    expect(into(elastic('file.path', 'x'), log, 'sigma')[1]).toBe('different');
  });
});

describe('names of data models that Splunk’s add-ons give events of Windows', () => {
  const splunk = (name: string): Leaf => equals(field(name, 'splunk'), ['x']);

  test.each([
    ['process_path', 'Image = "x"', []],
    ['process_guid', 'ProcessGuid = "x"', []],
    ['parent_process', 'ParentCommandLine = "x"', []],
    ['process_integrity_level', 'IntegrityLevel = "x"', []],
    ['loaded_file', 'loaded_file = "x"', ['same-name:loaded_file']],
    ['EventID', 'EventID = "x"', []],
    ['Odd', 'Odd = "x"', ['same-name:Odd']],
  ])('%s of a process', (name, printed, given) => {
    expect(into(splunk(name), 'windows.process_creation', 'sigma')).toEqual([printed, 'exact', given]);
  });

  test('the name of a process is the end of its path', () => {
    expect(into(splunk('process_name'), 'windows.process_creation', 'sigma')[0]).toContain(
      'Image like *"\\\\x"',
    );
  });

  test('no data of an event bear what the log has no model for', () => {
    expect(into(splunk('process_name'), 'windows.wmi', 'elastic')[2]).toEqual(['same-name:process_name']);
  });
});

// The channels that `wevtutil el` lists, where Sigma's log sources have the names that the Event Viewer shows.
describe('channels as Windows names them', () => {
  const rows: readonly [string, string][] = [
    ['dns-client', 'Microsoft-Windows-DNS-Client/Operational'],
    ['dns-server-audit', 'Microsoft-Windows-DNSServer/Audit'],
    ['dns-server-analytic', 'Microsoft-Windows-DNSServer/Analytical'],
    ['hyper-v-worker', 'Microsoft-Windows-Hyper-V-Worker-Admin'],
    ['kernel-event-tracing', 'Microsoft-Windows-Kernel-EventTracing/Admin'],
    ['security-mitigations', 'Microsoft-Windows-Security-Mitigations/KernelMode'],
    ['vhdmp', 'Microsoft-Windows-VHDMP-Operational'],
  ];

  test.each(rows)('%s', (service, channel) => {
    const source = { id: `windows.${service}`, sigma: { product: 'windows', service } };
    for (const vendor of ['elastic', 'panther'] as const)
      expect(printPredicate(targetScope(source, vendor).scope)).toContain(`"${channel}"`);
    expect(targetSource(source).splunk?.search).toContain(`source="XmlWinEventLog:${channel}"`);
  });
});

// https://help.splunk.com/en/splunk-enterprise/search/search-manual/9.4/about-search-time/use-default-fields
test.each(['index', 'source', 'sourcetype'])('what Splunk has of every event is no data of one: %s', name => {
  const leaf = equals(field(name, 'splunk'), ['x']);
  for (const id of ['windows.security', 'windows.process_creation', 'aws.cloudtrail', 'okta.system'])
    expect(into(leaf, id, 'elastic')[0]).toMatch(new RegExp(`^\\?${name} `));
});

// https://github.com/elastic/integrations/blob/main/packages/windows/data_stream/forwarded/elasticsearch/ingest_pipeline/security_standard.yml
test.each([
  ['elastic', ['message-codes:winlog.event_data.AccessList']],
  ['splunk', []],
] as const)('codes of messages in %s', (vendor, given) => {
  for (const id of ['windows.security', 'windows.security.kept'])
    expect(into(is('AccessList', '%%4416'), id, vendor).slice(1)).toEqual(['exact', given]);
});

test.each([
  ['elastic', 'winlog.event_data.AccessList like~ *"%%4416"*', 'winlog.event_data.AccessList like~ "4416"*'],
  ['splunk', 'AccessList like~ *"%%4416"*', undefined],
] as const)('a code of a message within the text that lists them, in %s', (vendor, asWritten, listed) => {
  const leaf = like(field('AccessList', 'sigma'), [contains([text('%%4416')])], { casing: 'ignored' });
  const [found, verdict, given] = into(leaf, 'windows.security', vendor);
  expect([verdict, given]).toEqual(['exact', []]);
  expect(found).toContain(asWritten);
  if (listed !== undefined) expect(found).toContain(listed);
});

test.each([
  ['elastic', ['Security'], 'narrower', []],
  ['splunk', ['Security'], 'narrower', []],
  ['splunk', ['Security', 'System'], 'exact', ['named-by-event:winlog.channel']],
  ['panther', ['Security'], 'narrower', []],
  ['elastic', ['System'], 'exact', ['named-by-event:winlog.channel']],
] as const)(
  'the channel of a cleared log beside other events of System: %s, %s is %s',
  (vendor, channels, verdict, given) => {
    const [, found, rests] = into(is('Channel', ...channels), 'windows.system', vendor);
    expect([found, rests]).toEqual([verdict, given]);
  },
);

// The integrations move these only for the events that they list: https://github.com/elastic/integrations, system/security, "Rename Common Auth Fields".
test.each([
  ['4663', 'ProcessName', 'winlog.event_data.ProcessName'],
  ['4656', 'ProcessId', 'winlog.event_data.ProcessId'],
  ['4776', 'Workstation', 'winlog.event_data.Workstation'],
  ['4772', 'IpAddress', 'winlog.event_data.IpAddress'],
  ['4673', 'ProcessName', 'process.executable'],
  ['5140', 'IpAddress', 'source.ip'],
])('of event %s, %s is %s in Elastic', (code, name, expected) => {
  const search: Events = {
    kind: 'events',
    source: { id: 'windows.security', sigma: { product: 'windows', service: 'security' } },
    where: and([is('EventID', code), is(name, '1')]),
    origin: [],
  };
  const { source } = withinSource(search);
  expect(into(is(name, '1'), source.id ?? '', 'elastic')[0]).toContain(`${expected} `);
});
