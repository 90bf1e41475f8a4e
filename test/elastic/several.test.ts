import { describe, expect, test } from 'vitest';
import { elastic } from '../../backends/elastic/index.ts';
import { panther } from '../../backends/panther/index.ts';
import { splunk } from '../../backends/splunk/index.ts';
import {
  compile,
  defaultProfile,
  searchView,
  type Translation,
  writeDocuments,
} from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import {
  type Correlate,
  type Expression,
  equals,
  exists,
  field,
  type Measure,
  type Predicate,
  printSearch,
  type Rule,
  type Search,
} from '../../src/ir/index.ts';
import { elasticTomlReader } from '../../src/readers/elastic-toml.ts';
import { kibanaNdjsonReader } from '../../src/readers/kibana-ndjson.ts';
import type { Reader } from '../../src/readers/reader.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;

function read(text: string, reader: Reader = elasticTomlReader): Rule {
  const [found] = reader.read(new SourceFile('rule', text), { placeholders: new Map() });
  const rule = found?.rule && resolve(found.rule).value;
  if (rule === undefined) throw new Error(found?.diagnostics.map(each => each.message).join());
  return rule;
}

function toml(rest: string): string {
  return `[rule]
name = "Several"
rule_id = "5ed0eb6a-3dd0-4b7f-8a3d-6f3e2c4a1b10"
risk_score = 47
severity = "medium"
description = "d"
author = ["a"]
${rest}
`;
}

function eql(query: string): string {
  return toml(`type = "eql"\nlanguage = "eql"\nindex = ["logs-*"]\nquery = '''\n${query}\n'''`);
}

function documentOf(translation: Translation, format: string): string {
  const { files } = writeDocuments(translation, elastic, { format, fileName: 'several', events: [] });
  return files[0]?.text ?? '';
}

function meaning(rule: Rule): string {
  return printSearch(searchView(rule, 'elastic').search);
}

const threshold = `type = "threshold"
language = "kuery"
index = ["logs-*"]
query = "user.name:*"
[rule.threshold]
field = ["user.name", "host.id"]
value = 10
[[rule.threshold.cardinality]]
field = "source.ip"
value = 3`;

const newTerms = `type = "new_terms"
language = "kuery"
index = ["logs-*"]
query = "event.action:start"
[rule.new_terms]
field = "new_terms_fields"
value = ["user.name", "process.name"]
[[rule.new_terms.history_window_start]]
field = "history_window_start"
value = "now-14d"`;

const indicators = `type = "threat_match"
language = "kuery"
index = ["logs-*"]
query = "file.hash.sha256:*"
threat_index = ["filebeat-*", "logs-ti_*"]
threat_language = "kuery"
threat_query = "threat.indicator.file.hash.sha256:*"
[[rule.threat_mapping]]
[[rule.threat_mapping.entries]]
field = "file.hash.sha256"
type = "mapping"
value = "threat.indicator.file.hash.sha256"
[[rule.threat_mapping]]
[[rule.threat_mapping.entries]]
field = "file.hash.md5"
type = "mapping"
value = "threat.indicator.file.hash.md5"
[[rule.threat_mapping.entries]]
field = "file.name"
type = "mapping"
value = "threat.indicator.file.name"`;

const negatedIndicators = indicators.replace('field = "file.name"', 'field = "file.name"\nnegate = true');

describe('a rule of Elastic over several events is the same after a translation to Elastic', () => {
  test.each([
    [
      'a sequence',
      eql('sequence by host.id with maxspan=30s\n  [process where process.pid > 4]\n  [file where true]'),
    ],
    [
      'keys of each event',
      eql('sequence [process where true] by process.pid [file where true] by process.ppid'),
    ],
    [
      'keys of all and of each',
      eql('sequence by host.id [any where a == "b"] by user.id [any where c == "d"] by user.name'),
    ],
    [
      'keys that may be absent',
      eql('sequence by host.id, ?user.id [any where a == "b"] [any where c == "d"]'),
    ],
    [
      'runs',
      eql('sequence by host.id with maxspan=1m [any where a == "b"] with runs=12 [any where c == "d"]'),
    ],
    [
      'a missing event',
      eql(
        'sequence by host.id with maxspan=2h [any where a == "b"] ![any where c == "d"] [any where e == "f"]',
      ),
    ],
    [
      'until',
      eql(
        'sequence by host.id with maxspan=1d [any where a == "b"] [any where c == "d"] until [any where e == "f"]',
      ),
    ],
    ['a sample', eql('sample by host.id [any where a == "b"] [any where c == "d"]')],
    ['a threshold', toml(threshold)],
    ['a threshold of all events', toml(threshold.replace('["user.name", "host.id"]', '[]'))],
    ['new terms', toml(newTerms)],
    ['indicators', toml(indicators)],
    ['indicators of which a field must differ', toml(negatedIndicators)],
  ])('%s', (_name, text) => {
    const rule = read(text);
    const translation = compile(rule, elastic, options);
    expect(translation.verdict).toBe('exact');
    expect(meaning(read(documentOf(translation, 'toml')))).toBe(meaning(rule));
    expect(meaning(read(documentOf(translation, 'ndjson'), kibanaNdjsonReader))).toBe(meaning(rule));
  });
});

test('a sequence is laid out as in the manual', () => {
  const rule = read(
    eql(
      'sequence by host.id with maxspan=90s [process where process.name == "a"] by process.pid ![file where true] by process.pid [network where destination.port == 443] by process.ppid with runs=3 until [process where event.type == "end"] by process.pid',
    ),
  );
  expect(compile(rule, elastic, options).query).toBe(
    `sequence by host.id with maxspan=90s
  [process where process.name == "a"] by process.pid
  ![file where true] by process.pid
  [network where destination.port == 443] by process.ppid with runs=3
until [process where event.type == "end"] by process.pid`,
  );
});

function events(value: string): Search {
  const source = { sigma: { product: 'windows', category: 'process_creation' } };
  return {
    kind: 'events',
    source,
    where: equals(field('Image', 'sigma'), [`C:\\${value}`], { casing: 'ignored' }),
    origin: [],
  };
}

function atLeast(name: string, least: number, operator: 'gt' | 'gte' = 'gte'): Predicate {
  const right = { kind: 'literal', value: least, origin: [] } as const;
  const left = field(name, 'sigma');
  return {
    kind: 'compares',
    left,
    operator,
    right,
    as: 'number',
    casing: 'exact',
    quantifier: 'any',
    origin: [],
  };
}

const count: Measure = { name: 'count', function: 'count', of: [] };

function correlation(parts: Partial<Correlate>): Rule {
  const search: Correlate = {
    kind: 'correlate',
    inputs: [{ name: 'one', search: events('a.exe') }],
    aliases: {},
    by: [field('ParentImage', 'sigma')],
    window: { kind: 'sliding', length: 600 },
    ordered: false,
    measures: [count],
    having: atLeast('count', 5),
    origin: [],
    ...parts,
  };
  const metadata = {
    vendor: 'sigma',
    ...{ title: 'Several', authors: [], references: [], falsePositives: [], attack: [] },
    ...{ tags: [], related: [], fields: [], extra: {} },
  } as const;
  const rule = resolve({ metadata, search }).value;
  if (rule === undefined) throw new Error('not resolved');
  return rule;
}

describe('a correlation of another vendor', () => {
  test('so many events of one kind are a sequence of them', () => {
    const { verdict, query } = compile(correlation({}), elastic, options);
    expect(verdict).toBe('exact');
    expect(query).toMatch(
      /^sequence by process\.parent\.executable with maxspan=10m\n {2}\[process where .*\] with runs=5$/,
    );
  });

  test('more than four are at least five', () => {
    const { query } = compile(correlation({ having: atLeast('count', 4, 'gt') }), elastic, options);
    expect(query).toContain('with runs=5');
  });

  test('kinds in order are a sequence of them', () => {
    const rule = correlation({
      inputs: [
        { name: 'one', search: events('a.exe') },
        { name: 'two', search: events('b.exe') },
      ],
      ordered: true,
      measures: [],
      having: { kind: 'and', operands: [atLeast('one', 1), atLeast('two', 1)], origin: [] },
    });
    const { verdict, query } = compile(rule, elastic, options);
    expect(verdict).toBe('exact');
    expect(query?.split('\n')).toHaveLength(3);
  });

  test('many different values are counted over all that a run looks back on', () => {
    const measures: readonly Measure[] = [
      { name: 'values', function: 'countDistinct', of: [field('CommandLine', 'sigma')] },
    ];
    const translation = compile(correlation({ measures, having: atLeast('values', 300) }), elastic, options);
    expect(translation.verdict).toBe('broader');
    const text = documentOf(translation, 'toml');
    expect(text).toContain('from = "now-15m"');
    expect(text).toContain('count_distinct(process.command_line)');
  });

  test('a key that is made of others is a column, by which the rows are grouped', async () => {
    const parent = field('ParentImage', 'sigma');
    const name: Expression = {
      kind: 'choice',
      branches: [{ when: exists(parent), value: parent }],
      otherwise: { kind: 'literal', value: 'nobody', origin: [] },
      origin: [],
    };
    const rule = correlation({ by: [name] });
    const { translation, contradicted } = await verifyTranslation(rule, compile(rule, elastic, options));
    expect([translation.verdict, translation.evidence?.kind, contradicted]).toEqual([
      'broader',
      'tested',
      false,
    ]);
    expect(translation.query).toMatch(
      /\n\| eval key_1 = coalesce\(.*, "nobody"\)\n\| where key_1 is not null\n\| stats count = count\(\*\) by key_1\n\| where count >= 5$/,
    );
  });

  test('more than a hundred events are beyond a sequence', () => {
    const translation = compile(correlation({ having: atLeast('count', 500) }), elastic, options);
    expect(translation.verdict).toBe('broader');
    expect(documentOf(translation, 'toml')).toContain('>= 500');
  });
});

test.each([
  ['splunk', splunk],
  ['panther', panther],
] as const)('that an indicator must differ is refused by its name: %s', (_name, target) => {
  const { verdict, diagnostics } = compile(read(toml(negatedIndicators)), target, options);
  expect([verdict, diagnostics.map(each => each.message).join()]).toEqual([
    'refused',
    expect.stringContaining('DOES NOT MATCH'),
  ]);
});
