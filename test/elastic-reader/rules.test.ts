import { describe, expect, test } from 'vitest';
import { problemsOf, queryRule, readToml, ruleOf, searchOf } from './read-rule.ts';

describe('metadata', () => {
  const text = `[metadata]
creation_date = "2024/07/03"
integration = ["windows"]
maturity = "production"
updated_date = "2026/08/19"

[transform]
[[transform.osquery]]
label = "L"

[rule]
author = ["A", "B"]
building_block_type = "default"
description = "D"
false_positives = ["F"]
from = "now-9m"
index = ["logs-*", "winlogbeat-*"]
interval = "10m"
language = "kuery"
license = "Elastic License v2"
max_signals = 33
name = "N"
note = "Guide"
references = ["https://example.com"]
risk_score = 47
rule_id = "0000"
setup = "S"
severity = "medium"
tags = ["Domain: Endpoint"]
timestamp_override = "event.ingested"
type = "query"
version = 7
query = "a:1"

[rule.investigation_fields]
field_names = ["host.name", "user.name"]

[[rule.threat]]
framework = "MITRE ATT&CK"
[[rule.threat.technique]]
id = "T1059"
name = "Command and Scripting Interpreter"
[[rule.threat.technique.subtechnique]]
id = "T1059.001"
name = "PowerShell"
[rule.threat.tactic]
id = "TA0002"
name = "Execution"

[[rule.threat]]
framework = "MITRE ATLAS"
[rule.threat.tactic]
id = "AML.TA0000"
name = "Other"
`;

  test('is read whole', () => {
    const { rule, location } = readToml(text);
    expect(location).toMatchObject({ id: '0000', title: 'N', line: 1, document: 0, part: 0 });
    expect(rule?.metadata).toMatchObject({
      vendor: 'elastic',
      id: '0000',
      title: 'N',
      description: 'D',
      level: 'medium',
      riskScore: 47,
      status: 'stable',
      authors: ['A', 'B'],
      licence: 'Elastic License v2',
      references: ['https://example.com'],
      falsePositives: ['F'],
      created: '2024-07-03',
      modified: '2026-08-19',
      tags: ['Domain: Endpoint'],
      fields: ['host.name', 'user.name'],
      note: 'Guide',
      setup: 'S',
      attack: [
        {
          tactic: { id: 'TA0002', name: 'Execution' },
          techniques: [
            { id: 'T1059', name: 'Command and Scripting Interpreter' },
            { id: 'T1059.001', name: 'PowerShell' },
          ],
        },
      ],
    });
    expect(rule?.schedule).toEqual({ every: 600, lookBack: 540 });
    expect(rule?.search).toMatchObject({ source: { elastic: { indices: ['logs-*', 'winlogbeat-*'] } } });
  });

  test.each([
    [
      '[\n"""\n    Backups of a\n    department.\n    """,\n    "Tests",\n]',
      ['Backups of a department.', 'Tests'],
    ],
    ['["""\n    - backups\n    - tests\n"""]', ['- backups\n    - tests']],
    ['["""Backups\n\nTests of them\n"""]', ['Backups\n\nTests of them']],
  ])('false positives have neither the indent nor the line ends of the file: %j', (list, expected) => {
    const rule = ruleOf(queryRule(`false_positives = ${list}\n`));
    expect(rule.metadata.falsePositives).toEqual(expected);
  });

  test('keeps all else in extra, in order', () => {
    const { extra, isBuildingBlock } = ruleOf(text).metadata;
    expect(isBuildingBlock).toBe(true);
    expect(JSON.stringify(extra)).toBe(
      JSON.stringify({
        metadata: { integration: ['windows'] },
        transform: { osquery: [{ label: 'L' }] },
        rule: {
          max_signals: 33,
          timestamp_override: 'event.ingested',
          version: 7,
          threat: [{ framework: 'MITRE ATLAS', tactic: { id: 'AML.TA0000', name: 'Other' } }],
        },
      }),
    );
  });
});

describe('schedules', () => {
  test.each([
    ['', { every: 300, lookBack: 360 }],
    ['from = "now-9m"', { every: 300, lookBack: 540 }],
    ['from = "now-7205s"\ninterval = "2h"', { every: 7200, lookBack: 7205 }],
    ['from = "now-1d"\ninterval = "1w"', { every: 604_800, lookBack: 86_400 }],
    ['from = "now-2h-30m"', { every: 300, lookBack: 9000 }],
    ['from = "now-70m"\nto = "now-10m"', { every: 300, lookBack: 3600, until: 600 }],
    ['from = "now-70m"\nto = "now"', { every: 300, lookBack: 4200 }],
  ])('%j', (lines, schedule) => {
    expect(ruleOf(queryRule(lines)).schedule).toEqual(schedule);
  });

  test('an odd one is kept as it is, and said', () => {
    const entry = readToml(queryRule('from = "now-1d/d"\ninterval = 5'));
    expect(problemsOf(entry)).toEqual([
      ['elastic/schedule', '5'],
      ['elastic/schedule', '"now-1d/d"'],
    ]);
    expect(entry.rule?.schedule).toEqual({ every: 300, lookBack: 172_800 });
    expect(entry.rule?.losses).toBeUndefined();
    expect(entry.rule?.metadata.extra).toEqual({ rule: { from: 'now-1d/d', interval: 5 } });
  });
});

describe('what a search over several events loses by a schedule that is none of spans', () => {
  test.each([
    ['from = "now-1d/d"', { every: 300, lookBack: 172_800 }],
    ['from = "now-1M"', { every: 300, lookBack: 2_678_400 }],
    ['from = "2026-01-01T00:00:00Z"', { every: 300, lookBack: 360 }],
    ['from = "now-10m"\nto = "now-20m"', { every: 300, lookBack: 600 }],
    ['interval = "often"', { every: 300, lookBack: 360 }],
  ])('%j', (lines, schedule) => {
    const threshold = 'threshold = { field = ["a"], value = 2 }';
    const entry = readToml(
      queryRule(`${lines}\n${threshold}`).replace('type = "query"', 'type = "threshold"'),
    );
    expect(problemsOf(entry).map(([code]) => code)).toEqual(['elastic/schedule']);
    expect(entry.rule?.schedule).toEqual(schedule);
    expect(entry.rule?.losses?.map(({ verdict }) => verdict)).toEqual(['different']);
  });
});

test('suppression', () => {
  const rule = ruleOf(
    queryRule(
      '[rule.alert_suppression]\ngroup_by = ["a", "b"]\nmissing_fields_strategy = "suppress"\n[rule.alert_suppression.duration]\nunit = "h"\nvalue = 2\n',
    ),
  );
  expect(rule.suppression).toMatchObject({ by: [{ name: 'a' }, { name: 'b' }], seconds: 7200 });
  expect(rule.suppression).toMatchObject({ several: 'each' });
  expect(rule.suppression?.lacking).toBeUndefined();
  expect(rule.metadata.extra).toMatchObject({ rule: {} });
});

test.each([
  ['["u", "h"]', [{ name: 'u' }, { name: 'h' }]],
  ['""', []],
])('a threshold rule suppresses by the fields of its threshold: %s', (fields, by) => {
  const text = queryRule(
    `language = "kuery"\nfrom = "now-9m"\n[rule.threshold]\nfield = ${fields}\nvalue = 10\n[rule.alert_suppression.duration]\nunit = "h"\nvalue = 1\n`,
  ).replace('type = "query"', 'type = "threshold"');
  expect(ruleOf(text).suppression).toMatchObject({ by, seconds: 3600 });
});

describe('rules over several events', () => {
  test('threshold', () => {
    const text = queryRule(
      'language = "kuery"\nfrom = "now-9m"\n[rule.threshold]\nfield = ["u", "h"]\nvalue = 10\n[[rule.threshold.cardinality]]\nfield = "d"\nvalue = 3\n',
    ).replace('"query"', '"threshold"');
    const search = ruleOf(text).search;
    expect(search).toMatchObject({
      kind: 'correlate',
      by: [{ name: 'u' }, { name: 'h' }],
      window: { kind: 'schedule', every: 300, lookBack: 540 },
      measures: [
        { name: 'count', function: 'count', of: [] },
        { name: 'distinct', function: 'countDistinct', of: [{ name: 'd' }] },
      ],
    });
    expect(searchOf(text).split('\n').slice(1).join('\n')).toBe(
      '  events (unknown source)\n    and\n      a = 1\n      exists u\n      exists h\n  having and\n    count gte 10 as number\n    distinct gte 3 as number',
    );
  });

  test('threshold over all events of a run', () => {
    const text = queryRule('[rule.threshold]\nfield = []\nvalue = 5\n').replace('"query"', '"threshold"');
    expect(ruleOf(text).search).toMatchObject({ by: [], measures: [{ function: 'count' }] });
  });

  test('new terms, nested as in TOML and flat as in Kibana', () => {
    const nested = queryRule(
      '[rule.new_terms]\nfield = "new_terms_fields"\nvalue = ["u", "h"]\n[[rule.new_terms.history_window_start]]\nfield = "history_window_start"\nvalue = "now-7d"\n',
    ).replace('"query"', '"new_terms"');
    const flat = queryRule('new_terms_fields = ["u", "h"]\nhistory_window_start = "now-7d"\n').replace(
      '"query"',
      '"new_terms"',
    );
    const expected = 'new-terms u, h history 604800s\n  events (unknown source)\n    a = 1';
    expect(searchOf(nested)).toBe(expected);
    expect(searchOf(flat)).toBe(expected);
  });

  test('indicator match', () => {
    const text = queryRule(
      `threat_index = ["ti-*"]
threat_language = "kuery"
threat_query = "t:1"
threat_filters = [{ query = { exists = { field = "x" } } }]
[[rule.threat_mapping]]
[[rule.threat_mapping.entries]]
field = "a.ip"
type = "mapping"
value = "t.ip"
[[rule.threat_mapping.entries]]
field = "b"
type = "mapping"
value = "t.b"
[[rule.threat_mapping]]
[[rule.threat_mapping.entries]]
field = "c"
type = "mapping"
value = "t.c"
`,
    ).replace('"query"', '"threat_match"');
    const { search } = ruleOf(text);
    expect(search).toMatchObject({
      kind: 'indicatorMatch',
      indicators: { source: { elastic: { indices: ['ti-*'] } } },
      pairs: [
        [
          { event: { name: 'a.ip' }, indicator: { name: 't.ip' } },
          { event: { name: 'b' }, indicator: { name: 't.b' } },
        ],
        [{ event: { name: 'c' }, indicator: { name: 't.c' } }],
      ],
    });
    expect(searchOf(text)).toContain('and\n      t = 1\n      exists x');
    const negated = text.replace('field = "b"', 'field = "b"\nnegate = true');
    expect(ruleOf(negated).search).toMatchObject({ pairs: [[{}, { negated: true }], [{}]] });
  });

  test('an EQL sequence', () => {
    const text =
      '[rule]\nname = "R"\ntype = "eql"\nlanguage = "eql"\nquery = "sequence by h [any where a] [any where b]"\n';
    expect(searchOf(text)).toMatch(/^sequence\n {2}step by h/);
  });
});

test('event_category_override names the field of the category', () => {
  const text =
    '[rule]\nname = "R"\ntype = "eql"\nevent_category_override = "event.type"\nquery = "info where a"\n';
  expect(searchOf(text)).toBe('events (unknown source)\n  and\n    event.type = "info"\n    a = true');
});

test.each([
  ['now-1M', 31 * 86_400],
  ['now-1w/d', 8 * 86_400],
  ['now-24h/h', 25 * 3600],
])('of a history from %s the longest that it can be stands, which is told', (start, history) => {
  const lines = `type = "new_terms"\nquery = "a:1"\nnew_terms_fields = ["a"]\nhistory_window_start = "${start}"`;
  const entry = readToml(`[rule]\nname = "R"\n${lines}\n`);
  expect(entry.rule?.search).toMatchObject({ kind: 'newTerms', history });
  expect(entry.rule?.losses).toMatchObject([{ verdict: 'different' }]);
  expect(problemsOf(entry)).toEqual([['elastic/schedule', `"${start}"`]]);
});

describe('what cannot be read is said where it stands', () => {
  test.each([
    ['type = "qurey"', 'elastic/unknown-type', '"qurey"'],
    [
      'type = "threat_match"\nquery = "a:1"\nthreat_index = ["ti-*"]\nthreat_query = "t:1"\nthreat_mapping = [{ entries = [{ field = "a", negate = true, type = "mapping", value = "t" }] }]',
      'elastic/key-type',
      '{ entries = [{ field = "a", negate = true, type = "mapping", value = "t" }] }',
    ],
    [
      'type = "threat_match"\nquery = "a:1"\nthreat_index = ["ti-*"]\nthreat_query = "t:1"\nthreat_mapping = [{ entries = [{ field = "a.*", type = "mapping", value = "t" }] }]',
      'elastic/key-type',
      '{ field = "a.*", type = "mapping", value = "t" }',
    ],
    ['type = "esql"\nlanguage = "esql"\nquery = "from x | fuse"', 'esql/refused-command', 'fuse'],
    ['type = "machine_learning"\nanomaly_threshold = 50', 'elastic/no-query', '"machine_learning"'],
    ['type = "saved_query"\nsaved_id = "s"', 'elastic/saved-query', '"s"'],
    ['type = "query"\nlanguage = "kql"\nquery = "a:1"', 'elastic/unknown-language', '"kql"'],
    ['type = "eql"\nlanguage = "kuery"\nquery = "a:1"', 'elastic/unknown-language', '"kuery"'],
    ['type = "query"', 'elastic/missing-key', '[rule]'],
    ['type = "query"\nquery = 5', 'elastic/key-type', '5'],
    ['', 'elastic/missing-key', '[rule]'],
    ['type = "threshold"\nquery = "a:1"', 'elastic/missing-key', '[rule]'],
    ['type = "threshold"\nquery = "a:1"\nthreshold = { field = "a" }', 'elastic/key-type', '{ field = "a" }'],
    ['type = "new_terms"\nquery = "a:1"', 'elastic/missing-key', '[rule]'],
    [
      'type = "new_terms"\nquery = "a:1"\nnew_terms_fields = ["a"]\nhistory_window_start = "x"',
      'elastic/key-type',
      '"x"',
    ],
    [
      'from = "now-9m"\ntype = "new_terms"\nquery = "a:1"\nnew_terms_fields = ["a"]\nhistory_window_start = "now-9m"',
      'elastic/key-type',
      '"now-9m"',
    ],
    [
      'type = "new_terms"\nquery = "a:1"\nnew_terms_fields = ["a"]\nhistory_window_start = "2024-01-01"',
      'elastic/key-type',
      '"2024-01-01"',
    ],
    ['type = "threat_match"\nquery = "a:1"\nthreat_query = "b:1"', 'elastic/missing-key', '[rule]'],
  ])('%s', (lines, code, place) => {
    const entry = readToml(`[rule]\nname = "R"\n${lines}\n`);
    expect(entry.rule).toBeUndefined();
    expect(problemsOf(entry)).toEqual([[code, place]]);
  });

  test.each([
    ['x = = 1', 'elastic/toml'],
    ['[rule', 'elastic/toml'],
    ['', 'elastic/no-rule'],
    ['rule = 5', 'elastic/no-rule'],
    ['\u0000\u0001\u0002', 'elastic/toml'],
    [`x = ${'['.repeat(5000)}`, 'elastic/toml'],
  ])('%j', (text, code) => {
    const entry = readToml(text);
    expect(entry.rule).toBeUndefined();
    expect(entry.diagnostics.map(each => each.code)).toEqual([code]);
  });
});

test('a rule with exceptions, without a name and of an odd severity is read, and that is said', () => {
  const entry = readToml(
    `[rule]\ntype = "query"\nquery = "a:1"\nseverity = "dire"\n[[rule.exceptions_list]]\nid = "e"\n`,
  );
  expect(entry.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
    ['elastic/untitled', 'warning'],
    ['elastic/unknown-severity', 'warning'],
    ['elastic/exceptions', 'warning'],
  ]);
  expect(entry.rule?.metadata.title).toBe('some_rule');
  expect(entry.rule?.given).toEqual(['exceptions:e']);
});

test('a byte order mark is left out', () => {
  expect(searchOf(`\uFEFF${queryRule('')}`)).toBe('events (unknown source)\n  a = 1');
});
