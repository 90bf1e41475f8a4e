import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { panther } from '../../backends/panther/index.ts';
import { compile, defaultProfile, type Translation, writeDocuments } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import { elasticTomlReader } from '../../src/readers/elastic-toml.ts';
import { SourceFile } from '../../src/source/index.ts';

/** `dialect`: the one alone, where another would be taken. */
function translate(rest: string, dialect?: string): Translation {
  const text = `[rule]
name = "Several"
rule_id = "5ed0eb6a-3dd0-4b7f-8a3d-6f3e2c4a1b10"
risk_score = 47
severity = "medium"
description = "d"
author = ["a"]
index = ["logs-okta.system-*"]
from = "now-10m"
${rest}
`;
  const [found] = elasticTomlReader.read(new SourceFile('rule', text), { placeholders: new Map() });
  const rule = found?.rule && resolve(found.rule).value;
  if (rule === undefined) throw new Error(found?.diagnostics.map(each => each.message).join());
  const forced = dialect === undefined ? {} : { dialect };
  return compile(rule, panther, { casing: 'keep', strictFields: false, profile: defaultProfile, ...forced });
}

function files(translation: Translation): Readonly<Record<string, string>> {
  const written = writeDocuments(translation, panther, { format: 'rule', fileName: 'several', events: [] });
  return Object.fromEntries(written.files.map(({ path, text }) => [path, text]));
}

function eql(query: string): string {
  return `type = "eql"\nlanguage = "eql"\nquery = '''${query}'''`;
}

const login = 'any where okta.event_type == "user.session.start"';
const reset = 'any where okta.event_type == "user.mfa.factor.reset_all"';
const three = `sequence with maxspan=5m [${login}] [${reset}] [${login}]`;

describe('searches over several events in Panther', () => {
  test('a threshold over what a run looks back on is a group of matches', () => {
    const translation = translate(
      'type = "threshold"\nlanguage = "kuery"\nquery = "okta.event_type:user.session.start"\n[rule.threshold]\nfield = ["okta.actor.alternate_id"]\nvalue = 10',
    );
    expect(translation.verdict).toBe('exact');
    expect(parse(translation.query ?? '')).toEqual({
      Detection: [
        {
          Group: [{ ID: 'Match1', RuleID: 'Okta.SystemLog.Several.5ed0eb6a.Step1', MinMatchCount: 10 }],
          MatchCriteria: {
            correlation_key: [{ GroupID: 'Match1', Match: 'p_alert_context.correlation_key' }],
          },
          Schedule: { RateMinutes: 5, TimeoutMinutes: 2 },
          LookbackWindowMinutes: 10,
        },
      ],
    });
  });

  test('a sequence is joined of rules that show its key', () => {
    const translation = translate(
      eql(`sequence by okta.actor.alternate_id with maxspan=5m [${login}] [${reset}] `),
    );
    expect(translation.verdict).toBe('exact');
    const written = files(translation);
    expect(Object.keys(written)).toEqual([
      'several.yml',
      'several_step_1.py',
      'several_step_1.yml',
      'several_step_2.py',
      'several_step_2.yml',
    ]);
    const [detection] = parse(written['several.yml'] ?? '').Detection;
    expect(detection.Transitions).toEqual([
      {
        ID: 'Match1 to Match2',
        From: 'Match1',
        To: 'Match2',
        WithinTimeFrameMinutes: 5,
        Match: [{ On: 'p_alert_context.correlation_key' }],
      },
    ]);
    expect(detection.LookbackWindowMinutes).toBe(10);
    expect(parse(written['several_step_1.yml'] ?? '').CreateAlert).toBe(false);
    expect(written['several_step_1.py']).toContain('"correlation_key": correlation_key(event)');
  });

  test('steps that look for the same share a rule', () => {
    const written = files(translate(eql(three), 'correlation'));
    expect(Object.keys(written)).toHaveLength(5);
  });

  test('a time limit for each step is none for three of them', () => {
    const { verdict, reasons } = translate(eql(three), 'correlation');
    expect(verdict).toBe('broader');
    expect(reasons.join()).toContain('time limit for each step');
  });

  test.each([
    ['a sequence without a span', `sequence [${login}] [${reset}]`],
    ['what ends a sequence', `sequence with maxspan=5m [${login}] [${reset}] until [${login}]`],
  ])('%s is no correlation rule; it may be a scheduled query', (_name, query) => {
    expect(translate(eql(query), 'correlation').verdict).toBe('refused');
    expect(translate(eql(query)).dialect?.name).toBe('sql');
  });

  test('a missing event at the end is a scheduled query, which waits until the span is over', () => {
    const { dialect, query, given } = translate(eql(`sequence with maxspan=5m [${login}] ![${reset}]`));
    expect(dialect?.name).toBe('sql');
    expect(given).toContain('prompt');
    expect(query).toContain("time_1 <= DATEADD('second', -300, p_current_timestamp())");
  });

  test('an event that fits both a step and one that must be missing is both in a correlation rule', () => {
    const query = `sequence with maxspan=5m [${login}] ![any where event.action : "*"] [${reset}]`;
    const { verdict, reasons } = translate(eql(query), 'correlation');
    expect(verdict).toBe('narrower');
    expect(reasons.join()).toContain('fits both a step and one that must be missing');
    expect(translate(eql(query)).dialect?.name).toBe('sql');
  });

  test('missing events at both ends are a pair of them within a span', () => {
    const { dialect, query } = translate(
      eql(`sequence by source.ip with maxspan=5m ![${reset}] [${login}] ![${reset}]`),
    );
    expect(dialect?.name).toBe('sql');
    expect(query).toContain("p_occurs_since('15 minutes')");
    expect(query).toContain(`WHERE NOT EXISTS (
    SELECT 1 FROM step_1 AS step_1
    JOIN step_3 AS step_3
      ON step_3.key_1 = step_1.key_1
      AND step_3.p_event_time <= DATEADD('second', 300, step_1.p_event_time)
    WHERE`);
  });

  test('the first of what a run finds waits for no span to be over', () => {
    const { query, verdict } = translate(eql(`sequence with maxspan=5m [${login}] ![${reset}] | head 1`));
    expect(verdict).toBe('exact');
    expect(query).not.toContain('p_current_timestamp');
  });

  test('new terms are remembered for as long as the history is', () => {
    const translation = translate(
      'type = "new_terms"\nlanguage = "kuery"\nquery = "okta.event_type:user.session.start"\n[rule.new_terms]\nfield = "new_terms_fields"\nvalue = ["okta.actor.alternate_id", "okta.client.ip"]\n[[rule.new_terms.history_window_start]]\nfield = "history_window_start"\nvalue = "now-7d"',
    );
    expect(translation.verdict).toBe('exact');
    expect(translation.given).toContain('cache-of-history');
    expect(translation.query).toContain(`def rule(event):
    if not matches(event):
        return False
    key = "Several.5ed0eb6a:" + term(event)
    seen = bool(get_string_set(key))
    put_string_set(key, ["seen"], event.event_time_epoch() + 604800)
    return not seen`);
    // A key of several is no other: ("x|y", "z") is not ("x", "y|z").
    expect(translation.query).toMatch(
      /return "\|"\.join\(\(\w+\.replace\("%", "%25"\)\.replace\("\|", "%7C"\), \w+\)\)/,
    );
  });
});
