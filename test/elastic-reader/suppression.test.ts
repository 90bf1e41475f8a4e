import { describe, expect, test } from 'vitest';
import { elastic } from '../../backends/elastic/index.ts';
import { panther } from '../../backends/panther/index.ts';
import { sigma } from '../../backends/sigma/index.ts';
import { splunk } from '../../backends/splunk/index.ts';
import { compile, defaultProfile, writeDocuments } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import { readToml } from './read-rule.ts';

const backends = [splunk, panther, sigma, elastic];

interface Written {
  readonly text: string;
  /** Why alerts are grouped otherwise, as it is told. */
  readonly told: readonly string[];
  readonly lost: readonly string[];
}

function written(rule: string, target: string): Written {
  const read = readToml(`[rule]
name = "Held back"
rule_id = "5ed0eb6a-3dd0-4b7f-8a3d-6f3e2c4a1b10"
risk_score = 47
severity = "medium"
description = "d"
author = ["a"]
index = ["logs-okta.system-*"]
from = "now-10m"
interval = "5m"
${rule}
`);
  const resolved = read.rule && resolve(read.rule).value;
  const backend = backends.find(each => each.target === target);
  if (resolved === undefined || backend === undefined)
    throw new Error(read.diagnostics.map(({ message }) => message).join());
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
  const [format = ''] = backend.formats;
  const documents = writeDocuments(compile(resolved, backend, options), backend, {
    ...{ format, fileName: 'rule', events: [] },
  });
  return {
    text: documents.files.map(({ text }) => text).join('\n'),
    told: documents.diagnostics
      .filter(({ code }) => code === 'plan/suppression')
      .map(({ message }) => message),
    lost: documents.lost,
  };
}

const login = 'query = "okta.event_type:user.session.start and okta.actor.alternate_id:*"';
const kql = `type = "query"\nlanguage = "kuery"\n${login}`;
const threshold = `type = "threshold"\nlanguage = "kuery"\n${login}\n[rule.threshold]\nfield = ["okta.actor.alternate_id"]\nvalue = 3`;
const newTerms = `type = "new_terms"\nlanguage = "kuery"\n${login}\n[rule.new_terms]\nfield = "new_terms_fields"\nvalue = ["okta.actor.alternate_id"]\n[[rule.new_terms.history_window_start]]\nfield = "history_window_start"\nvalue = "now-7d"`;
const sequence = `type = "eql"\nlanguage = "eql"\nquery = '''sequence by okta.actor.alternate_id with maxspan=4m [any where okta.event_type == "user.session.start"] [any where okta.event_type == "user.mfa.factor.reset_all"]'''`;

const suppressed = (more = '') => `[rule.alert_suppression]\ngroup_by = ["okta.actor.alternate_id"]\n${more}`;
const forHour = 'duration = { value = 1, unit = "h" }\n';

describe('what a target says of alerts that are one', () => {
  test.each([
    [
      'a query',
      kql,
      ['alert.suppress = 1', 'alert.suppress.fields = actor.alternateId', 'alert.suppress.period = 1h'],
    ],
    ['new terms', newTerms, ['alert.suppress.fields = actor.alternateId', 'alert.suppress.period = 1h']],
    ['a sequence', sequence, ['alert.suppress.fields = actor.alternateId', 'alert.suppress.period = 1h']],
  ])('splunk, %s: throttling by a column of the results', (_, rule, settings) => {
    const { text, told, lost } = written(`${rule}\n${suppressed(forHour)}`, 'splunk');
    for (const each of settings) expect(text).toContain(each);
    expect(told).toEqual([]);
    expect(lost).not.toContain('suppression');
  });

  test('a key that no table has keeps its name, which is told', () => {
    const { text, told } = written(
      `${kql}\n${suppressed(forHour).replace('okta.actor', 'acme.actor')}`,
      'panther',
    );
    expect(text).toContain('event.deep_get("acme", "actor", "alternate_id"');
    expect(told).toEqual([
      'alerts are grouped otherwise in panther: no table has acme.actor.alternate_id, whose name is kept',
    ]);
  });

  test('splunk throttles by no run', () => {
    const { text, told } = written(`${kql}\n${suppressed()}`, 'splunk');
    expect(text).toContain('alert.suppress.period = 4m');
    expect(told).toEqual([
      'alerts are grouped otherwise in splunk: results of one key are held back for a time, and not within one run',
    ]);
  });

  test('splunk does not say what it makes of results without a key', () => {
    const rule = kql.replace(' and okta.actor.alternate_id:*', '');
    const { told } = written(`${rule}\n${suppressed(forHour)}`, 'splunk');
    expect(told).toEqual([
      'alerts are grouped otherwise in splunk: the manual does not say what throttling makes of results without a key',
    ]);
  });

  test('panther makes the matches of one key one alert', () => {
    const { text, told } = written(`${kql}\n${suppressed(forHour)}`, 'panther');
    expect(text).toMatch(/def dedup\(event\):\n.*actor.*alternateId.*\n {4}return \w+\n/);
    expect(text).toContain('DedupPeriodMinutes: 60');
    expect(told).toEqual([]);
  });

  test('panther has an alert for each event without the key, where the rule says so', () => {
    const { text } = written(
      `${kql}\n${suppressed(`${forHour}missing_fields_strategy = "doNotSuppress"\n`)}`,
      'panther',
    );
    expect(text).toMatch(/is not None\):\n {8}return str\(event\.get\("p_row_id"\)\)\n {4}return/);
  });

  test.each([
    ['of less than five minutes', 'duration = { value = 90, unit = "s" }\n', 5, 'whole minutes, at least 5'],
    ['of each run', '', 5, 'for 5 minutes, and not for each run'],
  ])('panther says what it makes of a span %s', (_, span, minutes, why) => {
    const { text, told } = written(`${kql}\n${suppressed(span)}`, 'panther');
    expect(text).toContain(`DedupPeriodMinutes: ${minutes}`);
    expect(told.join()).toContain(why);
  });

  test.each([
    ['a threshold', threshold, '[rule.alert_suppression]\nduration = { value = 3, unit = "h" }'],
    ['a sequence', sequence, suppressed(forHour)],
  ])('panther says that a correlation rule groups nothing: %s', (_, rule, table) => {
    expect(written(`${rule}\n${table}`, 'panther').told).toEqual([
      'alerts are grouped otherwise in panther: a correlation rule says nothing of which of its alerts are one',
    ]);
  });

  test('sigma says nothing of it', () => {
    const { told, lost } = written(`${kql}\n${suppressed(forHour)}`, 'sigma');
    expect(told).toHaveLength(1);
    expect(lost).toContain('suppression');
  });

  test.each(['suppress', 'doNotSuppress'])('elastic says it again: %s', strategy => {
    const { text, told } = written(
      `${kql}\n${suppressed(`${forHour}missing_fields_strategy = "${strategy}"\n`)}`,
      'elastic',
    );
    expect(text).toContain(`missing_fields_strategy = "${strategy}"`);
    expect(told).toEqual([]);
  });

  test.each([
    ['duration = { value = 1, unit = "y" }', 'alert_suppression.duration'],
    ['missing_fields_strategy = "drop"', 'alert_suppression.missing_fields_strategy'],
  ])('what is none is told: %s', (line, key) => {
    expect(() => written(`${kql}\n${suppressed(line)}`, 'sigma')).toThrow(key);
  });
});

describe('building blocks', () => {
  const block = `building_block_type = "default"\n${kql}`;

  test('add risk in Splunk, and no notable event', () => {
    const { text } = written(block, 'splunk');
    expect(text).toContain('action.risk = 1');
    expect(text).not.toContain('action.notable');
  });

  test.each([
    ['a rule', block],
    ['a correlation rule', `building_block_type = "default"\n${sequence}`],
    ['a scheduled rule', `building_block_type = "default"\n${newTerms}`],
  ])('make no alerts in Panther: %s', (_, rule) => {
    const { text, lost } = written(rule, 'panther');
    expect(text).toContain('CreateAlert: false');
    expect(lost).not.toContain('building_block_type');
  });

  test('are building blocks of Elastic again, and lost in Sigma', () => {
    expect(written(block, 'elastic').text).toContain('building_block_type = "default"');
    expect(written(block, 'sigma').lost).toContain('building block');
  });
});
