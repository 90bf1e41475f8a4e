import { describe, expect, test } from 'vitest';
import { resolve } from '../../src/fields/index.ts';
import { eventsIn, printPredicate } from '../../src/ir/index.ts';
import type { Macros } from '../../src/languages/spl/index.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';

const head = `name: Ledger Key Exported
id: 3f1f9c1e-6d0b-4c27-9a3c-0a4f7c3e5d21
version: 3
date: '2026-03-04'
author: Ada Brook, Tom Reed
status: production
type: TTP
description: Somebody exports a key of the ledger.
data_source:
- Sysmon EventID 1
how_to_implement: Collect process events.
known_false_positives: None known.
references:
- https://example.org/ledger
tags:
  analytic_story:
  - Ledger Theft
  asset_type: Endpoint
  mitre_attack_id:
  - T1552.004
  - TA0006
rba:
  message: $user$ exported a key
  risk_objects:
  - field: user
    type: user
    score: 40
  - field: dest
    type: system
    score: 65
`;

async function read(search: string, rest = head, macros: Macros = {}) {
  const file = new SourceFile('detections/ledger_key_exported.yml', `${rest}search: '${search}'\n`);
  const reader = await readerFor(file);
  const [entry] = reader?.read(file, { placeholders: new Map(), macros }) ?? [];
  return { file, format: reader?.format, entry };
}

async function eventsOf(search: string) {
  const { entry } = await read(search);
  const rule = entry?.rule && resolve(entry.rule).value;
  return rule?.search.kind === 'events' ? rule.search : undefined;
}

test.each([
  ['says where other events are', 'sourcetype="OktaIM2:log"', 'okta.system', 'a =~ "1"'],
  ['says where events are', 'sourcetype=aws:cloudtrail', 'aws.cloudtrail', 'a =~ "1"'],
  ['says so in several ways', '(eventtype=x OR source="y:z") index=*', 'aws.cloudtrail', 'a =~ "1"'],
  [
    'asks for more',
    'sourcetype=aws:cloudtrail region="eu-*"',
    'aws.cloudtrail',
    'and sourcetype =~ "aws:cloudtrail" region like~ "eu-"* a =~ "1"',
  ],
])('a macro of a data source that %s', async (_name, definition, id, expected) => {
  const { entry } = await read('`cloudtrail` a=1', head, { cloudtrail: { definition } });
  const search = entry?.rule?.search;
  if (search?.kind !== 'events') throw new Error('no search for events');
  expect(search.source).toEqual({ splunk: { search: '`cloudtrail`' }, id });
  expect(printPredicate(search.where).replace(/\s+/g, ' ')).toBe(expected);
});

test('a command may follow the macro of a data source at once', async () => {
  const { entry } = await read('`cloudtrail` | rex field=b "(?<c>x)" | table b');
  expect(entry?.diagnostics).toEqual([]);
  expect(entry?.rule?.search.kind).toBe('events');
});

const model = 'from datamodel=Endpoint.Processes where';

test('all that a detection says of itself', async () => {
  const { format, entry } = await read('`sysmon` EventCode=1 Image="*\\\\ledger.exe"');
  expect(format).toBe('escu');
  expect(entry?.location).toMatchObject({ format: 'escu', title: 'Ledger Key Exported', line: 1 });
  expect(entry?.rule?.metadata).toMatchObject({
    vendor: 'splunk',
    id: '3f1f9c1e-6d0b-4c27-9a3c-0a4f7c3e5d21',
    title: 'Ledger Key Exported',
    description: 'Somebody exports a key of the ledger.',
    status: 'stable',
    authors: ['Ada Brook', 'Tom Reed'],
    modified: '2026-03-04',
    references: ['https://example.org/ledger'],
    falsePositives: ['None known.'],
    setup: 'Collect process events.',
    riskScore: 65,
    level: 'high',
    attack: [
      { tactic: { id: 'TA0006', name: 'credential-access' }, techniques: [] },
      { techniques: [{ id: 'T1552.004' }] },
    ],
    tags: ['Analytic Story: Ledger Theft', 'Asset Type: Endpoint'],
    extra: { version: 3, type: 'TTP', data_source: ['Sysmon EventID 1'] },
  });
});

test.each([
  [20, 'informational'],
  [21, 'low'],
  [60, 'medium'],
  [80, 'high'],
  [81, 'critical'],
])('the severity of a detection of risk %i is %s, as contentctl has it', async (score, level) => {
  const rest = head.replace('score: 40', 'score: 5').replace('score: 65', `score: ${score}`);
  const { entry } = await read('`sysmon` EventCode=1', rest);
  expect(entry?.rule?.metadata).toMatchObject({ riskScore: score, level });
});

describe('where the events are', () => {
  test.each([
    [`| tstats count ${model} Processes.user=a by Processes.dest`, 'windows.process_creation'],
    [
      '| tstats count from datamodel=Endpoint.Registry where Registry.user=a by Registry.dest',
      'windows.registry_event',
    ],
    ['| tstats count from datamodel=Web where Web.user=a by Web.dest', 'webserver'],
    ['| tstats count from datamodel=Web.Web where Web.url=a by Web.dest', 'webserver'],
    ['| tstats count from datamodel=Change where All_Changes.user=a by All_Changes.dest', 'change'],
    [
      '| tstats count from datamodel=Authentication where Authentication.user=a by Authentication.app',
      'authentication',
    ],
    ['| tstats count from datamodel=Email where All_Email.subject=a by All_Email.src_user', 'email'],
    ['| tstats count from datamodel=Risk.All_Risk where All_Risk.risk_object=a by All_Risk.tag', 'risk'],
    [
      '| tstats count from datamodel=Endpoint.Filesystem where Filesystem.file_name=a by Filesystem.dest',
      'windows.file_event',
    ],
    [
      '| tstats count from datamodel=Endpoint.Filesystem where Filesystem.action=deleted by Filesystem.dest',
      'windows.file_delete',
    ],
    ['| tstats count from datamodel=No_Such where No_Such.a=b by No_Such.c', undefined],
    ['`zscaler_proxy` action=blocked', 'zscaler.web'],
    ['`osquery_macro` name=a', 'osquery'],
    ['`aws_cloudwatchlogs_eks` verb=list', 'kubernetes.audit'],
    ['`nginx_access_logs` status=200', 'nginx.access'],
    ['`exchange` cs_method=POST', 'iis.access'],
    ['`stream_http` http_method=POST', 'network_traffic.http'],
    ['`crowdstrike_identities` riskScore>1', 'crowdstrike.identities'],
    ['`azure_monitor_aad` operationName="Add user"', 'azure.auditlogs'],
    [
      '`azure_monitor_aad` operationName="Sign-in activity" properties.status.errorCode=1',
      'azure.signinlogs',
    ],
    ['`azure_monitor_aad` category=SignInLogs', 'azure.signinlogs'],
    ['`azure_monitor_aad` category=UserRiskEvents', 'azure.riskdetection'],
    ['`azure_monitor_aad` user=a', 'azure.entra'],
    ['sourcetype="zscalernss-web" source=zscaler action=blocked', 'zscaler.web'],
    ['sourcetype="pan:traffic" src_ip=10.0.0.1', 'paloalto.traffic'],
    ['sourcetype="no:such" a=b', undefined],
    ['`sysmon` EventCode=1 Image=a', 'windows.process_creation'],
    ['`sysmon` EventCode=9 Image=a', 'windows.sysmon.disk'],
    ['`sysmon` Image=a', 'windows.sysmon'],
    ['`powershell` EventCode=4104 ScriptBlockText=a', 'windows.ps_script'],
    ['`cloudtrail` eventName=a', 'aws.cloudtrail'],
    ['`suricata` http.url=a', 'suricata'],
    ['`no_such_place` a=b', undefined],
  ])('%s', async (search, id) => {
    expect((await eventsOf(search))?.source.id).toBe(id);
  });

  test('Sysmon for Linux is no source of Windows', async () => {
    const rest = head.replace('Sysmon EventID 1', 'Sysmon for Linux EventID 1');
    const { entry } = await read('`sysmon` EventCode=1 Image=a', rest);
    const search = entry?.rule?.search;
    expect(search?.kind === 'events' ? search.source : undefined).toEqual({
      id: 'linux.sysmon',
      splunk: { search: '`sysmon`' },
    });
  });

  test('fields of a data model have their canonical names', async () => {
    const events = await eventsOf(
      `| tstats count ${model} Processes.parent_process_name=a by Processes.user`,
    );
    expect(
      events?.where && [...printPredicate(events.where).matchAll(/Processes\.\w+/g)].map(String),
    ).toEqual(['Processes.parent_process_name', 'Processes.user']);
    expect(JSON.stringify(events?.where)).toContain('"canonical":"process.parent.name"');
  });
});

describe('what finds something when one event fits', () => {
  test.each([
    ['`sysmon` a=1 | stats count by b', 'and a =~ "1" exists b'],
    [
      '`sysmon` a=1 | stats count min(_time) as t by b c | rename b as d | where d="x"',
      'and a =~ "1" exists b exists c single b = "x"',
    ],
    ['`sysmon` a=1 | bin _time span=5m | stats count by _time b', 'and a =~ "1" exists b'],
    ['`sysmon` a=1 | fillnull value=x b | stats count by b', 'a =~ "1"'],
    ['`sysmon` a=1 | stats count by _raw _time', 'a =~ "1"'],
    ['| tstats fillnull_value=none count where a=1 by b | rename b as c | sort - count', 'a =~ "1"'],
    ['`sysmon` a=1 | dedup b | head 5', 'and a =~ "1" exists b'],
    ['`sysmon` a=1 | stats count by b | `ledger_key_exported_filter`', 'and a =~ "1" exists b'],
    ['`sysmon` a=1 | `ledger_key_exported_filter` | table b', 'a =~ "1"'],
    [
      `| tstats count ${model} \`process_reg\` by Processes.user`,
      'and or Processes.process_name =~ "reg.exe" Processes.original_file_name =~ "reg.exe" exists Processes.user',
    ],
  ])('%s', async (search, meaning) => {
    const found = (await read(search)).entry?.rule?.search;
    const events = found?.kind === 'events' ? found : undefined;
    expect(events && printPredicate(events.where).replace(/\s+/g, ' ')).toBe(meaning);
  });

  test('the macro of a data source in a subsearch says where its events are', async () => {
    const { entry } = await read('`sysmon` a=1 | join b [search `cloudtrail` c=1 | stats count by b]');
    const search = entry?.rule?.search;
    const joined =
      search?.kind === 'pipeline' ? search.stages.find(({ kind }) => kind === 'join') : undefined;
    const within = joined?.kind === 'join' ? eventsIn(joined.with) : [];
    expect(within.map(({ source }) => source.id)).toEqual(['aws.cloudtrail']);
  });

  test.each([
    ['`sysmon` a=1 | stats count', 'pipeline'],
    ['`sysmon` a=1 | stats count by b | where count > 5', 'pipeline'],
    ['`sysmon` a=1 | stats values(c) as c by b | search c=1', 'pipeline'],
    ['`sysmon` a=1 | dedup b | where c="x" | stats count by d', 'pipeline'],
  ])('%s does not', async (search, kind) => {
    expect((await read(search)).entry?.rule?.search.kind).toBe(kind);
  });
});

test.each([
  ['`my_index` a=1', 'spl/unknown-macro at 0 "`my_index`"'],
  [
    '`sysmon` OR `powershell` a=1',
    'spl/unknown-macro at 0 "`sysmon`"',
    'spl/unknown-macro at 12 "`powershell`"',
  ],
  [
    '`cloudtrail` a=1 | table b | join b [search `cloudtrail` c=1 | stats count by b]',
    'spl/kept-results at 29 "join b [search `cloudtrail` c=1 | stats count by b]"',
    'splunk/shipped-macro at 0 "`cloudtrail`"',
    'splunk/shipped-macro at 44 "`cloudtrail`"',
  ],
  ['(`sysmon` OR tag=process) a=1', 'spl/unknown-macro at 1 "`sysmon`"'],
  ['`sysmon` a=1 NOT `ledger_key_exported_filter`', 'spl/unknown-macro at 17 "`ledger_key_exported_filter`"'],
  ['`sysmon` a=1 | appendpipe [stats count]', 'spl/unsupported-command at 15 "appendpipe"'],
  [`| tstats count ${model} \`process_reg\` by Processes.user`, 'splunk/shipped-macro at 55 "`process_reg`"'],
  ['`sysmon` a=1 | stats count by b', 'splunk/grouped at 0 "`sysmon` a=1 | stats count by b"'],
])('%s is told of where it stands', async (search, ...problems) => {
  const { file, entry } = await read(search);
  const start = file.text.indexOf("search: '") + "search: '".length;
  expect(
    entry?.diagnostics.map(
      ({ code, span }) =>
        `${code} at ${(span?.start ?? 0) - start} ${JSON.stringify(file.text.slice(span?.start, span?.end))}`,
    ),
  ).toEqual(problems);
});

test.each([
  ['name: x\nhow_to_implement: y\n', ['splunk/missing-key']],
  ['name: x\nhow_to_implement: y\nsearch: [a]\n', ['splunk/missing-key']],
  ['- search: a\n', ['splunk/not-a-rule']],
  ['search: a=1\nreferences: {a: b}\nauthor: [x]\n', ['splunk/metadata', 'splunk/metadata']],
  ['search: "a\n', ['read/yaml-syntax']],
])('%s is refused or told of, and nothing crashes', async (text, codes) => {
  const { escuReader } = await import('../../src/readers/escu-yaml.ts');
  const [entry] = escuReader.read(new SourceFile('x.yml', text), { placeholders: new Map() });
  expect(entry?.diagnostics.map(({ code }) => code)).toEqual(codes);
});

test.each([
  [
    'Sigma',
    'title: x\nlogsource: {product: windows}\ndetection: {a: {b: c}, condition: a}\ndescription: |\n  search: x\n',
    'sigma',
  ],
  ['security content', `${head}search: a=1\n`, 'escu'],
  [
    'security content that speaks of detection',
    'name: x\nsearch: a=1\ndata_source: []\ndescription: a\n  detection: of things\n',
    'escu',
  ],
  ['Panther', 'AnalysisType: rule\nFilename: a.py\nDescription: search\n', 'panther'],
])('%s is taken for what it is', async (_, text, format) => {
  expect((await readerFor(new SourceFile('x.yml', text)))?.format).toBe(format);
});

test.each([
  ['a macro', 'macros/m.yml', 'definition: index=a\ndescription: x\nname: m\n'],
  ['a lookup', 'lookups/l.yml', 'name: l\nid: 1\nlookup_type: csv\ndescription: x\n'],
  ['a story', 'stories/s.yml', 'name: s\nnarrative: x\ntags: { usecase: y }\n'],
  ['a deployment', 'deployments/d.yml', 'name: d\nscheduling: {}\nalert_action: {}\ntags: { type: TTP }\n'],
  ['a data source', 'data_sources/d.yml', 'name: d\nsource: x\nsourcetype: y\nfields: [a]\n'],
  ['the settings of contentctl', 'contentctl.yml', 'path: .\napp:\n  appid: x\n'],
])('%s beside detections is no rule, and no broken one', async (_, path, text) => {
  const file = new SourceFile(path, text);
  const reader = await readerFor(file);
  expect(reader?.format).toBe('escu');
  expect(reader?.read(file, { placeholders: new Map() })).toEqual([]);
});

test.each([
  ['a rule of Sigma that bears such a key', 'name: x\ndefinition: y\nlogsource: {product: windows}\n'],
  ['what nobody knows', 'name: x\ntitle: y\n'],
])('%s is taken for a rule of Sigma', async (_, text) => {
  expect((await readerFor(new SourceFile('x.yml', text)))?.format).toBe('sigma');
});
