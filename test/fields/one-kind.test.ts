import { expect, test } from 'vitest';
import { otherKindsOf, resolve, translateLeaf } from '../../src/fields/index.ts';
import { type Events, equals, eventsOf, field, type LogSource, type Vendor } from '../../src/ir/index.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';

/** The events that a query of Elastic over these indices looks at, fields resolved. */
async function resolved(query: string, indices: readonly string[] = []): Promise<Events | undefined> {
  const text = `[rule]
name = "x"
rule_id = "00000000-0000-4000-8000-000000000000"
description = "x"
risk_score = 47
severity = "medium"
type = "eql"
language = "eql"
index = ${JSON.stringify(indices)}
query = '''
${query}
'''
`;
  const file = new SourceFile('rule.toml', text);
  const read = (await readerFor(file))?.read(file, { placeholders: new Map() })[0];
  if (read?.rule === undefined) throw new Error(JSON.stringify(read?.diagnostics));
  const rule = resolve(read.rule).value;
  return rule && [...eventsOf(rule.search)][0];
}

const endpoint = (category: string): readonly string[] => [`logs-endpoint.events.${category}-*`];
const windows = (query: string): string => query.replace('where', 'where host.os.type == "windows" and');

test.each([
  ['file', 'file where file.name == "x"', 'windows.file_event', ['narrower']],
  ['file', 'file where event.type == "creation" and file.name == "x"', 'windows.file_event', []],
  ['file', 'file where event.type != "deletion" and file.name == "x"', 'windows.file_event', ['narrower']],
  ['file', 'file where event.action != "open" and file.name == "x"', 'windows.file_event', ['narrower']],
  [
    'file',
    'file where event.type in ("creation", "change") and file.name == "x"',
    'windows.file_event',
    ['narrower'],
  ],
  ['file', 'file where event.type == "change" and file.name == "x"', 'windows.file_change', ['narrower']],
  ['file', 'file where event.action == "creation" and file.name == "x"', 'windows.file_event', []],
  ['process', 'process where process.name == "x"', 'windows.process_creation', ['narrower']],
  [
    'process',
    'process where event.type != "end" and process.name == "x"',
    'windows.process_creation',
    ['narrower'],
  ],
  [
    'process',
    'process where event.action == "start" and process.name == "x"',
    'windows.process_creation',
    [],
  ],
  ['network', 'network where process.name == "x"', 'windows.network_connection', ['narrower']],
  [
    'network',
    'network where event.type == "start" and process.name == "x"',
    'windows.network_connection',
    [],
  ],
  ['network', 'network where dns.question.name == "x"', 'windows.dns_query', []],
  ['registry', 'registry where registry.value == "x"', 'windows.registry_event', []],
  [
    'registry',
    'registry where event.type != "deletion" and registry.value == "x"',
    'windows.registry_event',
    [],
  ],
  ['registry', 'registry where event.type == "change" and registry.value == "x"', 'windows.registry_set', []],
])('of %s: %s is %s, and %j in Sigma', async (category, query, id, verdicts) => {
  const events = await resolved(windows(query), endpoint(category));
  expect(events?.source.id).toBe(id);
  expect(events && otherKindsOf(events, 'sigma').map(each => each.verdict)).toEqual(verdicts);
  expect(events && otherKindsOf(events, 'elastic')).toEqual([]);
});

test.each([
  [
    'any where winlog.channel == "Microsoft-Windows-PowerShell/Operational" and user.name == "x"',
    'windows.powershell',
  ],
  ['any where powershell.file.script_block_text : "*x*"', 'windows.ps_script'],
  ['any where event.code == "4103" and user.name == "x"', 'windows.ps_module'],
  ['any where not powershell.file.script_block_text : "*x*"', 'windows.powershell'],
])('of PowerShell: %s is %s', async (query, id) => {
  const events = await resolved(windows(query), ['logs-windows.powershell*']);
  expect(events?.source.id).toBe(id);
});

test('what asks for the fields of the audit daemon is of its log', async () => {
  const indices = ['logs-auditd_manager.auditd-*', 'logs-endpoint.events.process-*'];
  const events = await resolved(
    'process where host.os.type == "linux" and auditd.data.syscall == "prctl"',
    indices,
  );
  expect(events?.source.id).toBe('linux.auditd');
});

test.each([
  [
    'zeek.http',
    'other logs that have what is asked for',
    'any where http.request.method == "GET"',
    ['narrower'],
  ],
  [
    'apache.access',
    'a field that the other log has not',
    'any where nginx.access.x == "GET" and event.dataset == "nginx.access"',
    [],
  ],
])('indices of several logs, %s beside nginx.access: %s', async (other, _, query, verdicts) => {
  const events = await resolved(query, ['logs-nginx.access-*', `logs-${other}-*`]);
  expect(events && otherKindsOf(events, 'splunk').map(each => each.verdict)).toEqual(verdicts);
});

test('one rule over the logs of two channels is not exact as one of them', async () => {
  const query =
    'any where (event.code == "4697" and winlog.event_data.ServiceName : "x") or (event.code == "7045" and winlog.event_data.ServiceName : "x")';
  const events = await resolved(windows(query), ['logs-system.security*', 'logs-system.system*']);
  expect(events && otherKindsOf(events, 'splunk')).toMatchObject([{ verdict: 'narrower' }]);
});

const modified: LogSource = { id: 'linux.file_rename' };

test.each<readonly [string, LogSource, Vendor, readonly string[]]>([
  ['of Sigma', { ...modified, sigma: { product: 'linux', category: 'file_rename' } }, 'splunk', ['broader']],
  ['of Sigma', { ...modified, sigma: { product: 'linux', category: 'file_rename' } }, 'cim', ['broader']],
  ['of Sigma', { ...modified, sigma: { product: 'linux', category: 'file_rename' } }, 'panther', []],
  ['of Splunk', { ...modified, splunk: { search: 'tag=endpoint tag=filesystem' } }, 'panther', ['narrower']],
  ['of Splunk', { ...modified, splunk: { search: 'tag=endpoint tag=filesystem' } }, 'cim', []],
])('renames %s, which Splunk knows as modified: %o in %s', (_, source, vendor, verdicts) => {
  const where = equals(field('x', 'sigma'), ['y']);
  const found = otherKindsOf({ kind: 'events', source, where, origin: [] }, vendor);
  expect(found.map(each => each.verdict)).toEqual(verdicts);
});

test.each([
  ['sigma', 'exact'],
  ['splunk', 'broader'],
  ['panther', 'broader'],
] as const)('of all that a system logs the kind of event is asked for in %s: %s', (vendor, verdict) => {
  const category = equals(field('event.category', 'elastic'), ['file']);
  const source = { id: 'macos', elastic: { indices: [] }, scope: category };
  expect(translateLeaf(category, source, vendor).verdict).toBe(verdict);
});

// https://github.com/elastic/integrations/tree/main/packages/windows/data_stream/sysmon_operational
test.each([
  ['registry where event.type == "change" and process.name == "x"', 'windows.registry_set', ['narrower']],
  ['file where event.type == "creation" and file.name == "x"', 'windows.file_event', ['narrower']],
  ['file where event.type == "creation" and event.code == "11"', 'windows.file_event', []],
  ['process where event.type == "start" and process.name == "x"', 'windows.process_creation', []],
])('of the log of Sysmon alone: %s is %s, and %j in Sigma', async (query, id, verdicts) => {
  const events = await resolved(windows(query), ['logs-windows.sysmon_operational-*']);
  expect(events?.source.id).toBe(id);
  expect(events && otherKindsOf(events, 'sigma').map(({ verdict }) => verdict)).toEqual(verdicts);
});
