import { parse } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { findTactic } from '../../backends/elastic/document/attack.ts';
import { elastic } from '../../backends/elastic/index.ts';
import { ruleId } from '../../backends/rule-id.ts';
import { type EmitRequest, equals, type Metadata } from '../../src/ir/index.ts';
import { f, planned, type Surroundings } from './planned-rule.ts';

const where = equals(f('process.name', 'string'), ['cmd.exe']);

function request(surroundings: Surroundings, more: Partial<EmitRequest> = {}): EmitRequest {
  const dialect = elastic.dialects.find(each => each.name === 'kql');
  if (dialect === undefined) throw new Error('the KQL dialect is gone');
  const rule = planned(where, surroundings);
  return {
    planned: rule,
    query: dialect.print(rule),
    dialect,
    format: 'toml',
    events: [],
    fileName: 'a_rule',
    verdict: { verdict: 'exact', reasons: [] },
    ...more,
  };
}

function emitted(surroundings: Surroundings, more: Partial<EmitRequest> = {}) {
  const { files, lost } = elastic.emit(request(surroundings, more));
  const [file] = files;
  const text = file?.text ?? '';
  return { path: file?.path, text, lost, data: more.format === 'ndjson' ? JSON.parse(text) : parse(text) };
}

const sigma: Partial<Metadata> = {
  id: '8C5E9B22-7D5F-4F5A-9D6B-6C2E9A6E4A11',
  title: 'Shell of its own',
  name: 'shell_of_its_own',
  description: 'Finds\na shell.',
  level: 'high',
  status: 'test',
  authors: ['A. Author'],
  licence: 'DRL 1.1',
  references: ['https://example.org/1'],
  falsePositives: ['Administrators'],
  created: '2026-01-02',
  modified: '2026-03-04',
  attack: [
    { tactic: { name: 'execution' }, techniques: [] },
    { tactic: { name: 'defense-impairment' }, techniques: [] },
    { techniques: [{ id: 'T1059.001' }, { id: 'T1036', name: 'Masquerading' }] },
  ],
  tags: ['cve.2026-0001'],
  related: [{ id: 'x', type: 'similar' }],
  extra: { logsource: {}, custom: 1 },
};

describe('the TOML of a translated rule', () => {
  const { path, text, data, lost } = emitted(
    { metadata: sigma },
    {
      verdict: { verdict: 'broader', reasons: ['one\nreason'] },
    },
  );

  test('is laid out as Elastic lays out its rules', () => {
    expect(path).toBe('a_rule.toml');
    expect(text).toMatchInlineSnapshot(`
      "# Translation: broader
      #   one reason
      [metadata]
      creation_date = "2026/01/02"
      maturity = "development"
      updated_date = "2026/03/04"

      [rule]
      author = ["A. Author"]
      description = """
      Finds
      a shell."""
      false_positives = ["Administrators"]
      from = "now-9m"
      index = ["logs-endpoint.events.*"]
      language = "kuery"
      license = "DRL 1.1"
      name = "Shell of its own"
      note = """
      ## Source

      Translated from the Sigma rule 8C5E9B22-7D5F-4F5A-9D6B-6C2E9A6E4A11. It matches all events that the source does, and more:

      - one reason
      """
      references = ["https://example.org/1"]
      risk_score = 73
      rule_id = "8c5e9b22-7d5f-4f5a-9d6b-6c2e9a6e4a11"
      severity = "high"
      tags = ["cve.2026-0001", "Tactic: Execution", "Tactic: Defense Impairment", "Tactic: Defense Evasion"]
      timestamp_override = "event.ingested"
      type = "query"
      query = '''
      process.name:cmd.exe
      '''

      [[rule.threat]]
      framework = "MITRE ATT&CK"

      [[rule.threat.technique]]
      id = "T1059"
      name = "Command and Scripting Interpreter"
      reference = "https://attack.mitre.org/techniques/T1059/"

      [[rule.threat.technique.subtechnique]]
      id = "T1059.001"
      name = "PowerShell"
      reference = "https://attack.mitre.org/techniques/T1059/001/"

      [rule.threat.tactic]
      id = "TA0002"
      name = "Execution"
      reference = "https://attack.mitre.org/tactics/TA0002/"

      [[rule.threat]]
      framework = "MITRE ATT&CK"

      [rule.threat.tactic]
      id = "TA0112"
      name = "Defense Impairment"
      reference = "https://attack.mitre.org/tactics/TA0112/"

      [[rule.threat]]
      framework = "MITRE ATT&CK"

      [[rule.threat.technique]]
      id = "T1036"
      name = "Masquerading"
      reference = "https://attack.mitre.org/techniques/T1036/"

      [rule.threat.tactic]
      id = "TA0005"
      name = "Defense Evasion"
      reference = "https://attack.mitre.org/tactics/TA0005/"
      "
    `);
  });

  test('parses, and says what it lost', () => {
    expect(data).toMatchObject({ rule: { query: 'process.name:cmd.exe\n', risk_score: 73 } });
    expect(lost).toEqual(['custom', 'related', 'name']);
  });
});

test('an Elastic rule keeps what only Elastic has, in both documents', () => {
  const surroundings: Surroundings = {
    metadata: {
      vendor: 'elastic',
      id: '8c5e9b22-7d5f-4f5a-9d6b-6c2e9a6e4a11',
      title: 'T',
      riskScore: 50,
      level: 'medium',
      status: 'stable',
      note: '## Triage\n\n"""quoted"""\n',
      setup: 'Set up.',
      tags: ['Domain: Endpoint'],
      fields: ['host.name'],
      attack: [
        { tactic: { id: 'TA0002', name: 'Execution' }, techniques: [{ id: 'T1059', name: 'Interpreter' }] },
      ],
      extra: {
        metadata: { integration: ['endpoint'], min_stack_version: '8.18.0' },
        rule: {
          max_signals: 200,
          timestamp_override: 'event.ingested',
          threat: [{ framework: 'MITRE ATLAS' }],
        },
        transform: { osquery: [{ label: 'x' }] },
      },
    },
    rule: {
      schedule: { every: 600, lookBack: 3600 },
      suppression: { by: [f('user.id')], seconds: 3600 },
    },
  };
  const rule = {
    note: '## Triage\n\n"""quoted"""\n',
    setup: 'Set up.',
    tags: ['Domain: Endpoint'],
    risk_score: 50,
    severity: 'medium',
    max_signals: 200,
    timestamp_override: 'event.ingested',
    investigation_fields: { field_names: ['host.name'] },
    from: 'now-60m',
    interval: '10m',
    alert_suppression: {
      group_by: ['user.id'],
      duration: { unit: 'h', value: 1 },
      missing_fields_strategy: 'suppress',
    },
    threat: [
      {
        framework: 'MITRE ATT&CK',
        tactic: { id: 'TA0002', name: 'Execution', reference: 'https://attack.mitre.org/tactics/TA0002/' },
        technique: [
          { id: 'T1059', name: 'Interpreter', reference: 'https://attack.mitre.org/techniques/T1059/' },
        ],
      },
      { framework: 'MITRE ATLAS' },
    ],
  };
  const toml = emitted(surroundings);
  expect(toml.data).toMatchObject({
    metadata: { integration: ['endpoint'], min_stack_version: '8.18.0', maturity: 'production' },
    transform: { osquery: [{ label: 'x' }] },
    rule,
  });
  expect(toml.lost).toEqual([]);
  const ndjson = emitted(surroundings, { format: 'ndjson' });
  expect(ndjson.data).toMatchObject({ ...rule, type: 'query', language: 'kuery', enabled: false });
  expect(ndjson.text.endsWith('}\n')).toBe(true);
  expect(ndjson.lost).toEqual(['metadata.integration', 'metadata.min_stack_version', 'transform']);
});

test.each([
  ['kql', 'query', 'kuery'],
  ['lucene', 'query', 'lucene'],
  ['eql', 'eql', 'eql'],
  ['esql', 'esql', 'esql'],
])('a rule in %s is of type %s', (name, type, language) => {
  const dialect = elastic.dialects.find(each => each.name === name);
  if (dialect === undefined) throw new Error(`no dialect ${name}`);
  const { data } = emitted({}, { dialect, query: dialect.print(planned(where)), format: 'ndjson' });
  expect(data).toMatchObject({ type, language });
  expect('index' in data).toBe(name !== 'esql');
});

test.each([
  ['informational', 'low', 1],
  ['low', 'low', 21],
  ['medium', 'medium', 47],
  ['high', 'high', 73],
  ['critical', 'critical', 99],
  [undefined, 'low', 21],
] as const)('level %s is severity %s with risk %i', (level, severity, risk) => {
  const { data } = emitted({ metadata: level === undefined ? {} : { level } }, { format: 'ndjson' });
  expect(data).toMatchObject({ severity, risk_score: risk });
});

test('a building block that runs more often than detection-rules asks them to says so', () => {
  const block = { metadata: { isBuildingBlock: true as const } };
  expect(emitted(block).data.metadata).toMatchObject({ bypass_bbr_timing: true });
  const hourly = emitted({ ...block, rule: { schedule: { lookBack: 7200, every: 3600 } } }).data;
  expect(hourly.metadata).not.toHaveProperty('bypass_bbr_timing');
  expect(emitted({}).data.metadata).not.toHaveProperty('bypass_bbr_timing');
});

test('the id is a UUID: the own one, or one by name that stays the same', () => {
  const metadata = planned(where).rule.metadata;
  expect(ruleId({ ...metadata, id: '8C5E9B22-7D5F-4F5A-9D6B-6C2E9A6E4A11' })).toBe(
    '8c5e9b22-7d5f-4f5a-9d6b-6c2e9a6e4a11',
  );
  const made = ruleId({ ...metadata, id: 'ESCU - A rule' });
  expect(made).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(ruleId({ ...metadata, id: 'ESCU - A rule' })).toBe(made);
  expect(ruleId({ ...metadata, id: 'ESCU - Another rule' })).not.toBe(made);
});

test('techniques of a rule without tactics are under their own', () => {
  const { data } = emitted(
    { metadata: { attack: [{ techniques: [{ id: 'T1059' }] }] } },
    { format: 'ndjson' },
  );
  expect(data.threat).toMatchObject([
    {
      tactic: { id: 'TA0002', name: 'Execution' },
      technique: [{ name: 'Command and Scripting Interpreter' }],
    },
  ]);
});

test('techniques that ATT&CK does not have are tags', () => {
  const { data } = emitted(
    { metadata: { attack: [{ techniques: [{ id: 'T9059' }] }] } },
    { format: 'ndjson' },
  );
  expect(data.tags).toEqual(['T9059']);
  expect(data.threat).toBeUndefined();
});

test.each([
  ['Initial Access', 'TA0001'],
  ['command_and_control', 'TA0011'],
  ['stealth', 'TA0005'],
  ['defense-impairment', 'TA0112'],
  ['Whatever', undefined],
  ['constructor', undefined],
])('tactic %s is %s', (name, id) => {
  expect(findTactic({ name })?.id).toBe(id);
});

test.each([
  ['no field', [], undefined, ['suppression']],
  [
    'a field',
    ['a'],
    { group_by: ['a'], duration: { unit: 'm', value: 30 }, missing_fields_strategy: 'suppress' },
    [],
  ],
  ['more fields than the schema takes', ['a', 'b', 'c', 'd'], undefined, ['suppression']],
])('suppression by %s', (_, names, wanted, told) => {
  const suppression = { by: names.map(name => f(name)), seconds: 1800 };
  const { data, lost } = emitted({ rule: { suppression } }, { format: 'ndjson' });
  expect(data.alert_suppression).toEqual(wanted);
  expect(lost).toEqual(told);
});

test('a rule without dates has one that is the same in every build', () => {
  expect(emitted({}).data).toMatchObject({
    metadata: { creation_date: '1970/01/01', updated_date: '1970/01/01' },
  });
});

/** https://github.com/elastic/detection-rules: NAME_PATTERN, `author` is required, `version` is not allowed. */
test.each([
  ['.RDP File Created', 'RDP File Created'],
  ['Shell of its own.', 'Shell of its own'],
  ['Überfall (neu)', 'berfall (neu)'],
  ['«?»', `Rule ${sigma.id?.toLowerCase()}`],
])('the repository takes %s under the name %s, without an author too', (title, name) => {
  const surroundings = { metadata: { ...sigma, title, authors: [] } };
  expect(emitted(surroundings).data['rule']).toMatchObject({ name, author: [] });
  expect(emitted(surroundings, { format: 'ndjson' }).data.name).toBe(title);
});

test('a rule that Kibana exported has a version there alone', () => {
  const metadata: Partial<Metadata> = { vendor: 'elastic', extra: { rule: { version: 3 } } };
  expect(emitted({ metadata }, { format: 'ndjson' }).data.version).toBe(3);
  expect(emitted({ metadata }).data['rule']).not.toHaveProperty('version');
});

test.each([
  ['from a | where x == 1', 'from a | where x == 1\n| keep *\n'],
  ['from a | stats n = count(*) by x\n| KEEP n', 'from a | stats n = count(*) by x\n| KEEP n\n'],
])('the repository has each query of ES|QL say what it keeps: %s', (query, written) => {
  const dialect = elastic.dialects.find(each => each.name === 'esql');
  if (dialect === undefined) throw new Error('the dialect of ES|QL is gone');
  expect(emitted({}, { query, dialect }).data['rule']).toMatchObject({ query: written });
});
