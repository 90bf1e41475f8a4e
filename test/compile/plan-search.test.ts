import { describe, expect, test } from 'vitest';
import { compile, defaultProfile, searchView } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import {
  type Backend,
  type Capabilities,
  features,
  type PlannedRule,
  printSearch,
  type Rule,
  type SearchHold,
  type Vendor,
} from '../../src/ir/index.ts';
import { elasticTomlReader } from '../../src/readers/elastic-toml.ts';
import { SourceFile } from '../../src/source/index.ts';

function ruleOf(text: string): Rule {
  const [read] = elasticTomlReader.read(new SourceFile('rule.toml', text), { placeholders: new Map() });
  if (read?.rule === undefined) throw new Error(JSON.stringify(read?.diagnostics.map(each => each.message)));
  const { value } = resolve(read.rule);
  if (value === undefined) throw new Error('not resolved');
  return value;
}

function toml(type: string, rest: string): Rule {
  return ruleOf(`[rule]
name = "Several"
rule_id = "5ed0eb6a-3dd0-4b7f-8a3d-6f3e2c4a1b10"
risk_score = 47
severity = "medium"
description = "d"
author = ["a"]
type = "${type}"
${rest}
`);
}

const sequence = toml(
  'eql',
  `language = "eql"
index = ["logs-endpoint.events.*"]
query = '''
sequence by host.id with maxspan=5m
  [process where event.type == "start" and process.name == "cmd.exe"] by process.entity_id
  ![file where file.name == "a.txt"] by process.entity_id
  [network where destination.port == 443] by process.entity_id
'''`,
);

const threshold = toml(
  'threshold',
  `language = "kuery"
index = ["logs-okta*"]
query = "event.dataset:okta.system and okta.event_type:user.session.start"
[rule.threshold]
field = ["source.ip"]
value = 10`,
);

function backend(vendor: Vendor, hold: SearchHold | undefined, change: Partial<Capabilities> = {}): Backend {
  const all = Object.fromEntries(features.map(feature => [feature, { kind: 'exact' }])) as Capabilities;
  return {
    target: 'some',
    title: 'Some',
    dialects: [
      {
        name: 'some',
        language: 'some',
        vendor,
        capabilities: { ...all, ...change },
        ...(hold === undefined ? {} : { holds: () => hold }),
        print: ({ several }: PlannedRule) => (several === undefined ? '' : printSearch(several.search)),
      },
    ],
    preferred: ['some'],
    formats: ['text'],
    emit: () => ({ files: [], lost: [] }),
  };
}

const held: SearchHold = { kind: 'held', losses: [], given: ['ordered-arrival'] };
const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;

describe('a search over several events in a target', () => {
  test('each part bears the target names of its own data source', () => {
    const { query } = compile(sequence, backend('splunk', held), options);
    expect(query).toContain('DestinationPort');
    expect(query).toContain('TargetFilename');
    expect(query).toContain('ProcessGuid');
  });

  test('keys are named as the target names them', () => {
    const { query } = compile(threshold, backend('panther', held), options);
    expect(query).toContain('"name":"client.ipAddress"');
  });

  test('what the form rests on is given', () => {
    expect(compile(threshold, backend('elastic', held), options).given).toContain('ordered-arrival');
  });

  test('losses of the form are declared', () => {
    const lossy: SearchHold = {
      kind: 'held',
      losses: [{ verdict: 'narrower', why: 'windows start on the clock' }],
      given: [],
    };
    const found = compile(threshold, backend('elastic', lossy), options);
    expect(found.verdict).toBe('narrower');
    expect(found.reasons).toEqual(['windows start on the clock']);
    expect(found.diagnostics.map(each => each.code)).toEqual(['plan/narrower']);
  });

  test('a form that cannot be held is refused with its reason', () => {
    const found = compile(threshold, backend('elastic', { kind: 'refused', why: 'no clock' }), options);
    expect(found.verdict).toBe('refused');
    expect(found.reasons.join()).toContain('no clock');
  });

  test('a dialect that says nothing of such searches holds none', () => {
    expect(compile(threshold, backend('elastic', undefined), options).verdict).toBe('refused');
  });
});

const broaderText = {
  'equals.text.exact': {
    kind: 'approximate',
    verdict: 'broader',
    why: 'no case',
    rewrite: leaf => leaf,
  },
} satisfies Partial<Capabilities>;

describe('what more events beneath a search do to it', () => {
  const verdictOf = (rule: Rule): string =>
    compile(rule, backend('elastic', held, broaderText), options).verdict;
  const eql = (query: string): Rule =>
    toml('eql', `language = "eql"\nindex = ["logs-*"]\nquery = '${query}'`);

  test.each([
    ['sequence [any where a == "b"] [any where true]', 'broader'],
    ['sequence [any where not a == "b"] [any where true]', 'narrower'],
    ['sequence with maxspan=1m [any where true] ![any where a == "b"] [any where true]', 'narrower'],
    ['sequence [any where true] [any where true] until [any where a == "b"]', 'narrower'],
    ['sequence [any where a == "b"] [any where true] until [any where a == "b"]', 'different'],
  ])('%s', (query, verdict) => {
    expect(verdictOf(eql(query))).toBe(verdict);
  });

  test('a threshold grows with its events', () => {
    const rule = toml(
      'threshold',
      'language = "kuery"\nindex = ["logs-*"]\nquery = "a:b"\n[rule.threshold]\nfield = []\nvalue = 3',
    );
    expect(verdictOf(rule)).toBe('broader');
  });

  test('more events make more history, which hides new terms', () => {
    const rule = toml(
      'new_terms',
      `language = "kuery"\nindex = ["logs-*"]\nquery = "a:b"
[rule.new_terms]
field = "new_terms_fields"
value = ["user.name"]
[[rule.new_terms.history_window_start]]
field = "history_window_start"
value = "now-7d"`,
    );
    expect(verdictOf(rule)).toBe('different');
  });
});

test('a rule in the names of a vendor, whatever its languages hold', () => {
  const view = searchView(sequence, 'sigma');
  expect(printSearch(view.search)).toContain('DestinationPort');
});
