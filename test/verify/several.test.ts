import { describe, expect, test } from 'vitest';
import { elastic } from '../../backends/elastic/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import type { Rule, Search } from '../../src/ir/index.ts';
import { eql } from '../../src/languages/eql/index.ts';
import { esql } from '../../src/languages/esql/index.ts';
import { elasticTomlReader } from '../../src/readers/elastic-toml.ts';
import { sigmaReader } from '../../src/readers/sigma-yaml.ts';
import { EmbeddedText, SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';
import { compareSearches } from '../../src/verify/several/compare.ts';

function searchOf(query: string): Search {
  const { value } = eql.lower(EmbeddedText.whole(new SourceFile('query.eql', query)), {});
  if (value === undefined) throw new Error(query);
  return value;
}

const options = { isMultiValued: () => false, withoutScope: false };

const base = 'sequence by h with maxspan=1m [any where a == "x"] ![any where b == "y"] [any where c == "z"]';

describe('sequences are compared part by part', () => {
  test.each([
    ['equal, written otherwise', base.replace('a == "x"', 'a in ("x") and true'), 'exact'],
    ['a step that matches more', base.replace('a == "x"', 'a == "x" or a == "w"'), 'broader'],
    ['a step that matches less', base.replace('c == "z"', 'c == "z" and d == "w"'), 'narrower'],
    ['a missing event that matches more', base.replace('b == "y"', 'b != "w"'), 'narrower'],
    [
      'steps that differ both ways',
      base.replace('"x"', '"x" or a == "w"').replace('"z"', '"z" and d == "w"'),
      'different',
    ],
    ['another span', base.replace('1m', '2m'), 'unknown'],
    ['another key', base.replace('by h', 'by i'), 'unknown'],
    ['a step less', base.replace(' ![any where b == "y"]', ''), 'unknown'],
    ['an event in place of a missing one', base.replace('![', '['), 'unknown'],
    ['a sample in place of a sequence', 'sample by h [any where a == "x"] [any where c == "z"]', 'unknown'],
    ['a repeated step', base.replace('"z"]', '"z"] with runs=2'), 'unknown'],
    ['an end', `${base} until [any where d == "w"]`, 'unknown'],
  ])('%s', (_name, other, relation) => {
    expect(compareSearches(searchOf(base), searchOf(other), options).relation).toBe(relation);
  });

  test('the first part that differs comes with the event that tells', () => {
    const other = searchOf(base.replace('a == "x"', 'a == "x" or a == "w"'));
    const found = compareSearches(searchOf(base), other, options);
    if (found.relation === 'unknown') throw new Error(found.detail);
    expect(found.part?.onlyFound).toEqual({ a: 'w' });
  });
});

function correlationOf(rules: string, detections: readonly string[]): Search {
  const documents = detections.map(
    (each, index) =>
      `title: t\nname: r${index}\nlogsource: {product: p}\ndetection:\n  s: ${each}\n  condition: s\n`,
  );
  const text = [...documents, `title: c\ncorrelation:\n${rules}`].join('---\n');
  const read = sigmaReader.read(new SourceFile('c.yml', text), { placeholders: new Map() }).at(-1);
  if (read?.rule === undefined) throw new Error('unread');
  return read.rule.search;
}

describe('an event counts for each rule of a correlation, and is one step of a sequence', () => {
  const ordered = '  type: temporal_ordered\n  rules: [r0, r1]\n  group-by: [h]\n  timespan: 1m\n';
  const inSequence = (first: string, second: string): Search =>
    searchOf(`sequence by h with maxspan=1m [any where ${first}] [any where ${second}]`);
  test.each([
    ['that exclude each other', ['{a: x}', '{a: y}'], inSequence('a : "x"', 'a : "y"'), 'exact'],
    [
      'that ask for their key',
      ['{a: x, h|exists: true}', '{a: y}'],
      inSequence('a : "x" and h != null', 'a : "y"'),
      'exact',
    ],
    ['that one event may fit', ['{a: x}', '{b: y}'], inSequence('a : "x"', 'b : "y"'), 'broader'],
    ['that are the same', ['{a: x}', '{a: x}'], inSequence('a : "x"', 'a : "x"'), 'broader'],
  ])('steps %s', (_name, detections, sequence, expected) => {
    const found = correlationOf(ordered, detections);
    const both = { ...options, withoutScope: true };
    expect(compareSearches(sequence, found, both)).toMatchObject({
      relation: expected,
      given: ['distinct-times'],
    });
    const back = expected === 'broader' ? 'narrower' : expected;
    expect(compareSearches(found, sequence, both).relation).toBe(back);
  });
});

describe('stages that only choose or order what is shown are left out, others are not', () => {
  const ofEsql = (query: string): Search => {
    const { value } = esql.lower(EmbeddedText.whole(new SourceFile('query.esql', query)), {});
    if (value === undefined) throw new Error(query);
    return value;
  };
  const stats = 'from logs-* | stats n = count(*) by h';
  test.each([
    ['an order at the end', `${stats} | sort n`, stats, 'exact'],
    ['columns at the end', `${stats} | keep h`, stats, 'exact'],
    ['an order before the first rows', `${stats} | sort n | limit 3`, `${stats} | limit 3`, 'unknown'],
    [
      'another order before the first rows',
      `${stats} | sort n | limit 3`,
      `${stats} | sort n desc | limit 3`,
      'unknown',
    ],
    [
      'columns that are read',
      'from logs-* | where a == 1 | keep h | stats n = count(*) by h',
      'from logs-* | where a == 1 | stats n = count(*) by h',
      'exact',
    ],
  ])('%s', (_name, one, other, relation) => {
    expect(compareSearches(ofEsql(one), ofEsql(other), options).relation).toBe(relation);
  });
});

function rule(rest: string): Rule {
  const text = `[rule]\nname = "n"\nrule_id = "i"\nrisk_score = 1\nseverity = "low"\ndescription = "d"\nlanguage = "kuery"\nindex = ["logs-*"]\n${rest}`;
  const [read] = elasticTomlReader.read(new SourceFile('rule.toml', text), { placeholders: new Map() });
  const found = read?.rule && resolve(read.rule).value;
  if (found === undefined) throw new Error('unread');
  return found;
}

const threshold = rule(
  'type = "threshold"\nquery = "a:b"\n[rule.threshold]\nfield = ["user.name"]\nvalue = 5',
);

describe('a rule over several events is read back from the document that it becomes', () => {
  const translation = compile(threshold, elastic, {
    casing: 'keep',
    strictFields: false,
    profile: defaultProfile,
  });

  test('equal parts are a proof', async () => {
    const { translation: verified, contradicted } = await verifyTranslation(threshold, translation);
    expect(verified.evidence).toEqual({ kind: 'proved' });
    expect(contradicted).toBe(false);
  });

  test.each([
    ['a query that matches more', 'a:(b or c)', true],
    ['a query that matches less', 'a:b and c:d', true],
  ])('%s contradicts what was declared', async (_name, query, contradicted) => {
    const found = await verifyTranslation(threshold, { ...translation, query });
    expect(found.contradicted).toBe(contradicted);
    expect(found.translation.verdict).not.toBe('exact');
  });
});
