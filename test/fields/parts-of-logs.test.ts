import { describe, expect, test } from 'vitest';
import { targetScope, targetSource, translateEvent, translateLeaf } from '../../src/fields/index.ts';
import { dataSource, fieldTable } from '../../src/fields/registry.ts';
import {
  anyOne,
  contains,
  endsWith,
  equals,
  exists,
  field,
  type Leaf,
  like,
  pattern,
  printPredicate,
  text,
  type Vendor,
} from '../../src/ir/index.ts';

function into(leaf: Leaf, id: string, vendor: Vendor): readonly [string, string, readonly string[]] {
  const { predicate, verdict, given } = translateLeaf(leaf, { id }, vendor);
  const printed = printPredicate(predicate)
    .replaceAll(/→[\w.]+/g, '')
    .replaceAll(/\s+/g, ' ');
  return [printed.trim(), verdict, given];
}

const is = (name: string, ...values: (string | number)[]): Leaf => equals(field(name, 'sigma'), values);
const elastic = (name: string, ...values: string[]): Leaf => equals(field(name, 'elastic'), values);

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
      'UserData_Xml matches search dotAll "<Query>" (([^\\u{3c}]){0,} "x" ([^\\u{3c}]){0,} | "a" [^\\u{3c}]) "</Query>"',
      ['xml-element:Query'],
    ],
    [
      wmi,
      exists(field('Query', 'sigma')),
      'splunk',
      'UserData_Xml matches search dotAll "<Query>" [^\\u{3c}]',
      ['xml-element:Query'],
    ],
    ['windows.system', is('Channel', 'System'), 'elastic', 'winlog.channel = "System"', []],
    ['windows.bits-client', is('RemoteName', 'x'), 'elastic', 'winlog.event_data.RemoteName = "x"', []],
  ];

  test.each(rows)('%s: %o in %s', (id, leaf, vendor, printed, given) => {
    expect(into(leaf, id, vendor)).toEqual([printed, 'exact', given]);
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
