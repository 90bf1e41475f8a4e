import { expect, test } from 'vitest';
import { targets } from '../../backends/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import { readPipeline } from '../../src/readers/pipeline/index.ts';
import { sigmaReader } from '../../src/readers/sigma-yaml.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

const processes = '{product: windows, category: process_creation}';

/** The verdict, whether it is proved, and the query on one line. */
async function translated(
  items: readonly string[],
  target: string,
  { logSource = processes, detection = "{Image: 'c:\\x.exe'}", more = '' } = {},
): Promise<readonly [string, string]> {
  const text = `${more}transformations:\n${items.map(item => `  - {${item}}`).join('\n')}\n`;
  const { value: pipeline } = readPipeline(new SourceFile('team.yml', text));
  if (pipeline === undefined) throw new Error('no pipeline');
  const source = `title: t\nlogsource: ${logSource}\ndetection: {s: ${detection}, condition: s}\n`;
  const options = { placeholders: new Map(), pipelines: [pipeline] };
  const [read] = sigmaReader.read(new SourceFile('r.yml', source), options);
  const rule = read?.rule && resolve(read.rule).value;
  const [name, dialect] = target.split(':');
  const backend = await targets.find(each => each.target === name)?.load();
  if (rule === undefined || backend === undefined) throw new Error('not read');
  const translation = compile(rule, backend, {
    casing: 'keep',
    strictFields: false,
    profile: defaultProfile,
    ...(dialect === undefined ? {} : { dialect }),
  });
  const { verdict, evidence } = (await verifyTranslation(rule, translation)).translation;
  const query = (translation.query ?? translation.diagnostics.map(({ message }) => message).join())
    .split('\n| table')[0]
    ?.replaceAll(/\s+/g, ' ');
  return [[verdict, evidence?.kind ?? ''].join(' ').trim(), query ?? ''];
}

const add = (conditions: string): string => `type: add_condition, conditions: {${conditions}}`;

test.each([
  // A pipeline that says where the events are says it whole.
  [
    'splunk',
    [add('sourcetype: "XmlWinEventLog:Security", EventCode: 4688')],
    'sourcetype="XmlWinEventLog:Security" EventCode=4688 Image="c:\\\\x.exe"',
  ],
  [
    'splunk',
    [add('event_simpleName: ProcessRollup2')],
    'event_simpleName="ProcessRollup2" Image="c:\\\\x.exe"',
  ],
  ['splunk', [add('EventID: 4688')], 'source="XmlWinEventLog:Security" EventCode=4688 Image="c:\\\\x.exe"'],
  [
    'elastic:eql',
    [add('winlog.channel: Security')],
    'any where winlog.channel : "Security" and process.executable : "c:\\\\x.exe"',
  ],
  [
    'elastic:eql',
    [add('event.dataset: my.processes')],
    'any where event.dataset : "my.processes" and process.executable : "c:\\\\x.exe"',
  ],
  ['splunk', [add('EventID: 4703')], 'EventCode=4703 Image="c:\\\\x.exe"'],
  // What tells no logs apart leaves in place what does.
  [
    'splunk',
    [add('index: win')],
    'source="XmlWinEventLog:Microsoft-Windows-Sysmon/Operational" EventCode=1 index="win" Image="c:\\\\x.exe"',
  ],
  [
    'splunk',
    [add('EventID: 1')],
    'source="XmlWinEventLog:Microsoft-Windows-Sysmon/Operational" EventCode=1 Image="c:\\\\x.exe"',
  ],
  [
    'splunk',
    [add('User: x')],
    'source="XmlWinEventLog:Microsoft-Windows-Sysmon/Operational" EventCode=1 User="x" Image="c:\\\\x.exe"',
  ],
  [
    'splunk',
    [`${add('sourcetype: x')}, negated: true`],
    'source="XmlWinEventLog:Microsoft-Windows-Sysmon/Operational" EventCode=1 NOT sourcetype="x" Image="c:\\\\x.exe"',
  ],
] as const)('in %s under %j a rule is %s', async (target, items, query) => {
  expect(await translated(items, target)).toEqual(['exact proved', query]);
});

test('of a log source that no table has an index says where it is', async () => {
  const logSource = '{product: acme, service: door}';
  expect(await translated([add('index: doors')], 'splunk', { logSource })).toEqual([
    'exact proved',
    'index="doors" Image="c:\\\\x.exe"',
  ]);
});

const audit = [
  'type: field_name_mapping, mapping: {Image: NewProcessName}',
  add('EventID: 4688'),
  'type: change_logsource, product: windows, service: security',
];

test.each([
  ['splunk', 'source="XmlWinEventLog:Security" EventCode=4688 NewProcessName="c:\\\\x.exe"'],
  [
    'elastic:eql',
    'any where winlog.channel == "Security" and event.code == "4688" and process.executable : "c:\\\\x.exe"',
  ],
] as const)('names of the log source that a pipeline changes to are those of %s', async (target, query) => {
  expect(await translated(audit, target)).toEqual(['exact proved', query]);
});

test('a name that a pipeline gives without changing the log source is kept, though Sigma has it too', async () => {
  const [, query] = await translated(['type: field_name_mapping, mapping: {Image: User}'], 'elastic:eql');
  expect(query).toContain('User : "c:\\\\x.exe"');
});

test('a pipeline is applied for the products alone that it is made for', async () => {
  const items = ['type: field_name_mapping, mapping: {Image: process_path}'];
  const more = 'allowed_backends: [splunk]\n';
  expect((await translated(items, 'splunk', { more }))[1]).toContain('process_path="c:\\\\x.exe"');
  expect(await translated(items, 'elastic:eql', { more })).toEqual([
    'refused',
    expect.stringContaining('the pipeline team.yml is for splunk alone'),
  ]);
  const elastic = 'allowed_backends: [elasticsearch]\n';
  expect((await translated(items, 'elastic:eql', { more: elastic }))[0]).toBe('exact proved');
  expect((await translated(items, 'panther', { more: elastic }))[0]).toBe('refused');
});

test('fields of a data model are asked for in data models alone', async () => {
  const items = [
    'type: field_name_mapping, mapping: {Image: Processes.process_path}',
    'type: set_state, key: data_model_set, val: Endpoint.Processes',
  ];
  expect(await translated(items, 'splunk')).toEqual(['refused', expect.stringContaining('splunk:cim')]);
  const [verdict, query] = await translated(items, 'splunk:cim');
  expect(verdict).toBe('exact proved');
  expect(query).toContain('from datamodel=Endpoint.Processes where Processes.process_path="c:\\\\x.exe"');
});

test('the state index names the indices of Elastic', async () => {
  const [, query] = await translated(
    ['type: set_state, key: index, val: "my-logs-*, old-*"'],
    'elastic:esql',
  );
  expect(query).toMatch(/^FROM my-logs-\*, ?old-\* /i);
});
