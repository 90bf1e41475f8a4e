/** Whatever a page does with a text of a rule, it must stay one. */
export const hostile =
  '</title><script>alert(1)</script><img src=x onerror="alert(2)">\'`x` & \u202egnp.exe \u2066';

/** A rule of Sigma as JSON, which YAML is too. */
export function sigmaSample(
  title: string,
  values: readonly string[],
  more: Readonly<Record<string, unknown>> = {},
): string {
  return JSON.stringify({
    title,
    id: '5f0c8f6e-53a2-4b8a-8a0d-111111111111',
    status: 'test',
    description: 'A sample.',
    author: 'ruleglot',
    tags: ['attack.execution', 'attack.t1059.001'],
    logsource: { category: 'process_creation', product: 'windows' },
    detection: {
      selection: { 'Image|endswith': '\\ledger.exe', 'CommandLine|contains': values },
      filter: { User: 'till' },
      condition: 'selection and not filter',
    },
    level: 'high',
    ...more,
  });
}

/** With the hostile text in every field that takes one. */
export function hostileSample(): string {
  return sigmaSample(hostile, [hostile], {
    id: hostile,
    status: hostile,
    level: hostile,
    date: hostile,
    modified: hostile,
    license: hostile,
    description: hostile,
    author: hostile,
    logsource: { category: 'process_creation', product: 'windows', service: hostile, definition: hostile },
    references: [`javascript:alert(1)//${hostile}`, 'https://example.org/a?b="c'],
    falsepositives: [hostile],
    tags: ['attack.t1059.001', hostile],
    fields: [hostile],
    detection: {
      selection: { [`CommandLine${hostile.replaceAll('|', '')}`]: hostile, 'Image|contains': hostile },
      filter: { User: hostile },
      condition: 'selection and not filter',
    },
  });
}

/** A document of Elastic with the hostile text in what only it has: notes, indices, integrations, new terms, techniques. */
export function hostileDocument(): string {
  const said = JSON.stringify(hostile);
  return `[metadata]
creation_date = ${said}
integration = [${said}]
maturity = ${said}
[rule]
author = [${said}]
description = ${said}
false_positives = [${said}]
index = [${said}]
language = "kuery"
license = ${said}
name = ${said}
note = ${said}
references = [${said}]
risk_score = 1
rule_id = ${said}
setup = ${said}
severity = "low"
tags = [${said}]
type = "new_terms"
query = ${JSON.stringify(`process.name: ${JSON.stringify(hostile)} and not user.name: "x"`)}
[rule.new_terms]
field = "new_terms_fields"
value = [${said}]
[[rule.new_terms.history_window_start]]
field = "history_window_start"
value = "now-7d"
[[rule.threat]]
framework = "MITRE ATT&CK"
[[rule.threat.technique]]
id = ${said}
name = ${said}
[rule.threat.tactic]
id = "TA0002"
name = ${said}
`;
}

/** A detection of Splunk, as JSON, with the hostile text in its search and all that stands beside it. */
export function hostileSearch(): string {
  const quoted = JSON.stringify(hostile);
  return Object.entries({
    name: hostile,
    id: hostile,
    version: hostile,
    date: hostile,
    author: hostile,
    status: hostile,
    type: hostile,
    description: hostile,
    data_source: [hostile],
    search: `index=till CommandLine=${quoted} NOT User=${quoted} | eval till=${quoted} | stats count by ${quoted} till | search count > 3`,
    how_to_implement: hostile,
    known_false_positives: hostile,
    references: [`javascript:alert(1)//${hostile}`],
    rba: { message: hostile, risk_objects: [{ field: hostile, type: hostile, score: 7 }] },
    tags: { analytic_story: [hostile], mitre_attack_id: [hostile, 'T1059.001'], product: [hostile] },
  })
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
    .join('');
}

/** A rule of Panther: its YAML and its module. */
export function hostileProgram(): { readonly yaml: string; readonly module: string } {
  const said = JSON.stringify(hostile);
  const yaml = Object.entries({
    AnalysisType: 'rule',
    Filename: 'till.py',
    RuleID: hostile,
    DisplayName: hostile,
    Enabled: true,
    LogTypes: [hostile],
    Severity: 'Low',
    Description: hostile,
    Reference: `javascript:alert(1)//${hostile}`,
    Runbook: hostile,
    Tags: [hostile],
    Reports: { 'MITRE ATT&CK': ['TA0002:T1059.001', hostile] },
    SummaryAttributes: [hostile],
  });
  return {
    yaml: yaml.map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`).join(''),
    module: `TILL = ${said}\n\n\ndef rule(event):\n    if event.get(${said}) == "x":\n        return False\n    return event.get("verb") == TILL or TILL in event.get("path", "")\n\n\ndef title(event):\n    return ${said}\n`,
  };
}
