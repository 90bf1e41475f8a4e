import { expect, test } from 'vitest';
import { elastic } from '../../backends/elastic/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve, useTables } from '../../src/fields/index.ts';
import { printPredicate, type Rule } from '../../src/ir/index.ts';
import { bareQueryReader } from '../../src/readers/bare-query.ts';
import { SourceFile } from '../../src/source/index.ts';

function ruleOf(query: string): Rule {
  const [read] = bareQueryReader('spl').read(new SourceFile('q.spl', query), { placeholders: new Map() });
  if (read?.rule === undefined) throw new Error(read?.diagnostics.map(({ message }) => message).join());
  return read.rule;
}

/** The data source of a search, the place that is kept for Splunk, and what else it asks for. */
function placed(query: string): readonly (string | undefined)[] {
  const { search } = ruleOf(query);
  const events =
    search.kind === 'correlate'
      ? search.inputs[0]?.search
      : search.kind === 'pipeline'
        ? search.from
        : search.kind === 'sequence'
          ? search.steps[1]?.search
          : search;
  if (events?.kind !== 'events') throw new Error(search.kind);
  const { source, where } = events;
  return [source.id, source.splunk?.search, printPredicate(where).replaceAll(/\s+/g, ' ')];
}

const sysmon = 'XmlWinEventLog:Microsoft-Windows-Sysmon/Operational';

test.each([
  [
    'index=aws sourcetype=aws:cloudtrail eventName=DeleteTrail',
    'aws.cloudtrail',
    'index="aws" sourcetype="aws:cloudtrail"',
    'eventName =~ "DeleteTrail"',
  ],
  [
    `index=win* source="${sysmon}" EventCode=1 Image="*\\\\cmd.exe"`,
    'windows.process_creation',
    `index="win*" source="${sysmon}"`,
    'Image like~ *"\\\\cmd.exe"',
  ],
  [
    `sourcetype=xmlwineventlog source="${sysmon}" EventCode=3 DestinationPort=4444`,
    'windows.network_connection',
    `sourcetype="xmlwineventlog" source="${sysmon}"`,
    'DestinationPort =~ "4444"',
  ],
  [
    'sourcetype="crowdstrike:events:sensor" event_platform=Mac event_simpleName=ProcessRollup2 CommandLine=a',
    'macos.process_creation',
    'sourcetype="crowdstrike:events:sensor"',
    'CommandLine =~ "a"',
  ],
  [`sourcetype="${sysmon}" Image=a`, 'windows.sysmon', `sourcetype="${sysmon}"`, 'Image =~ "a"'],
  [
    'index IN (a, b) source="XmlWinEventLog:Security" EventCode=4625 | stats count BY IpAddress | where count > 5',
    'windows.security',
    '(index="a" OR index="b") source="XmlWinEventLog:Security"',
    'EventCode =~ "4625"',
  ],
  [
    'source="XmlWinEventLog:Security" (EventCode=4625 OR EventCode=4624) | transaction TargetUserName startswith=(EventCode=4625) endswith=(EventCode=4624)',
    'windows.security',
    'source="XmlWinEventLog:Security"',
    'and EventCode =~ "4625", "4624" EventCode =~ "4624"',
  ],
  [
    'sourcetype=azure:monitor:aad category=AuditLogs a=b',
    'azure.auditlogs',
    'sourcetype="azure:monitor:aad"',
    'a =~ "b"',
  ],
  [
    'eventtype=wineventlog_security EventCode=4720 TargetUserName=bob',
    'windows.security',
    'eventtype="wineventlog_security"',
    'and EventCode =~ "4720" TargetUserName =~ "bob"',
  ],
  [
    'index=win sourcetype="WinEventLog:Security" EventCode IN (1102, 4719)',
    'windows.security',
    'index="win" sourcetype="WinEventLog:Security"',
    'EventCode =~ "1102", "4719"',
  ],
  ['`cloudtrail` eventName=a', 'aws.cloudtrail', '`cloudtrail`', 'eventName =~ "a"'],
  ['`sysmon` EventCode=3 Image=a', 'windows.network_connection', '`sysmon`', 'Image =~ "a"'],
])('%s is of %s', (query, ...expected) => {
  expect(placed(query)).toEqual(expected);
});

test.each([
  'index=aws eventName=DeleteTrail',
  'NOT sourcetype=aws:cloudtrail eventName=a',
  'sourcetype=aws:* eventName=a',
  'sourcetype=aws:cloudtrail sourcetype=okta eventName=a',
  '(sourcetype=aws:cloudtrail OR eventName=b) eventName=a',
  'sourcetype=aws:cloudtrail source=bucket eventName=a',
  'sourcetype=acme:doors eventName=a',
  'index=aws | where sourcetype="aws:cloudtrail" AND eventName="a"',
  'source="WinEventLog:Security" EventCode=4625 "failed"',
])('%s is of no data source that a table has, and keeps all its words', query => {
  const [id, place, where] = placed(query);
  expect([id, place]).toEqual([undefined, '']);
  expect(where).toMatch(/index|source/);
});

test('that the index has all events is taken for granted where the place is left behind', () => {
  const { value: rule } = resolve(ruleOf('index=aws sourcetype=aws:cloudtrail eventName=DeleteTrail'));
  if (rule === undefined) throw new Error('no rule');
  const { given, query } = compile(rule, elastic, {
    casing: 'keep',
    strictFields: false,
    profile: defaultProfile,
  });
  expect(given).toEqual(expect.arrayContaining(['index:aws']));
  expect(query).not.toContain('sourcetype');
});

test('where the environment has the events of a source tells that source', () => {
  const searches = {
    'aws.cloudtrail': 'index=cloud',
    'linux.process_creation': 'index=lnx sourcetype=acme:exec',
  };
  useTables({ sources: {}, fields: {}, indices: {}, logTypes: {}, searches });
  try {
    expect(placed('index=cloud eventName=a')[0]).toBe('aws.cloudtrail');
    expect(placed('index=lnx sourcetype=acme:exec EventCode=1 Image=a')[0]).toBe('linux.process_creation');
    expect(placed('index=other eventName=a')[0]).toBeUndefined();
    expect(placed('index=lnx Image=a')[0]).toBeUndefined();
  } finally {
    useTables(undefined);
  }
});

test('a macro that the project defines stands for what it says', () => {
  const [read] = bareQueryReader('spl').read(new SourceFile('q.spl', '`cloudtrail` eventName=a'), {
    placeholders: new Map(),
    macros: { cloudtrail: { definition: 'sourcetype=okta' } },
  });
  expect(read?.rule?.search).toMatchObject({ kind: 'events', source: { splunk: { search: '' } } });
});
