import { describe, expect, test } from 'vitest';
import { printSearch } from '../../src/ir/index.ts';
import { kibanaNdjsonReader } from '../../src/readers/kibana-ndjson.ts';
import { problemsOf, queryRule, readAll, readToml, searchOf } from './read-rule.ts';

/** The printed condition of a rule that has nothing but this filter; else the problems. */
function filtered(filter: unknown): string {
  const rule = { rule_id: 'r', name: 'R', type: 'query', risk_score: 1, severity: 'low', filters: [filter] };
  const [entry] = readAll(kibanaNdjsonReader, 'export.ndjson', JSON.stringify(rule));
  if (entry?.rule === undefined) return entry === undefined ? '' : problemsOf(entry).flat().join(' at ');
  return printSearch(entry.rule.search).replace('events (unknown source)\n', '').replaceAll(/^ {2}/gm, '');
}

const queries: readonly (readonly [unknown, string])[] = [
  [{ term: { a: 'X*' } }, 'a = "X*"'],
  [{ term: { a: { value: 'x', case_insensitive: true } } }, 'a =~ "x"'],
  [{ term: { a: { value: 5, boost: 1 } } }, 'a = 5'],
  [{ term: { 'source.ip': '10.0.0.0/8' } }, 'source.ip in-network 10.0.0.0/8'],
  [{ term: { 'source.ip': '::/0' } }, 'source.ip in-network ::/0, 0.0.0.0/0'],
  [{ term: { 'user.name': '10.0.0.0/8' } }, 'user.name = "10.0.0.0/8"'],
  [{ terms: { a: ['x', 5, true] } }, 'a = "x", 5, true'],
  [
    { terms: { 'source.ip': ['10.0.0.1', '10.1.0.0/16'] } },
    'or\n  source.ip = "10.0.0.1"\n  source.ip in-network 10.1.0.0/16',
  ],
  [{ match: { a: 'x y' } }, 'a = "x y"'],
  [{ match: { a: { query: 'x', type: 'phrase' } } }, 'a = "x"'],
  [{ match_phrase: { a: 'x' } }, 'a = "x"'],
  [{ match_phrase: { a: { query: true } } }, 'a = true'],
  [{ multi_match: { query: 'x', fields: ['a', 'b'], type: 'phrase' } }, 'or\n  a = "x"\n  b = "x"'],
  [{ match_phrase: { message: 'Failed password' } }, 'message analysed phrase "failed", "password"'],
  [{ match_phrase: { message: 'Failed' } }, 'message analysed any "failed"'],
  [{ match_phrase: { 'process.name.text': 'svc host' } }, 'process.name.text analysed phrase "svc", "host"'],
  [{ match: { message: 'failed password' } }, 'message analysed any "failed", "password"'],
  [
    { match: { message: { query: 'failed password', operator: 'and' } } },
    'message analysed all "failed", "password"',
  ],
  [
    { match: { message: { query: 'failed password', type: 'phrase' } } },
    'message analysed phrase "failed", "password"',
  ],
  [
    { multi_match: { query: 'x y', fields: ['message', 'b'], type: 'phrase' } },
    'or\n  message analysed phrase "x", "y"\n  b = "x y"',
  ],
  [{ term: { message: 'failed' } }, 'message analysed any "failed"'],
  [{ term: { message: 'Failed' } }, 'never'],
  [{ term: { message: 'failed password' } }, 'never'],
  [{ term: { message: { value: 'Failed', case_insensitive: true } } }, 'message analysed any "failed"'],
  [{ terms: { message: ['failed', 'Denied'] } }, 'message analysed any "failed"'],
  [{ wildcard: { message: '*fail*' } }, 'message like~ *"fail"*'],
  [{ wildcard: { message: '*Fail*' } }, 'never'],
  [{ wildcard: { message: { value: '*Fail*', case_insensitive: true } } }, 'message like~ *"fail"*'],
  [{ wildcard: { message: 'f*d' } }, 'message analysed pattern "f"*"d"'],
  [{ wildcard: { message: 'failed' } }, 'message analysed any "failed"'],
  [{ prefix: { message: 'fail' } }, 'message analysed phrasePrefix "fail"'],
  [{ exists: { field: 'a.b' } }, 'exists a.b'],
  [{ exists: { field: 'a.*' } }, 'exists "a."*'],
  [{ prefix: { a: 'x*' } }, 'a like "x*"*'],
  [{ prefix: { a: { value: 'x', case_insensitive: true } } }, 'a like~ "x"*'],
  [{ wildcard: { a: 'x*y?' } }, 'a like "x"*"y"?'],
  [{ wildcard: { a: { value: '?:\\\\W\\*x\\y\\', case_insensitive: true } } }, 'a like~ ?":\\\\W*xy\\\\"'],
  [{ wildcard: { a: { wildcard: '*x' } } }, 'a like *"x"'],
  [
    { regexp: { a: { value: 'x|y', flags: 'ALL', case_insensitive: true } } },
    'a matches whole ignoreCase dotAll ("x" | "y")',
  ],
  [{ range: { a: { gte: 5 } } }, 'a gte 5 as number'],
  [{ range: { a: { gt: 5, lt: '9' } } }, 'and\n  a gt 5 as number\n  a lt 9 as number'],
  [
    { range: { '@timestamp': { gte: 'now-30d/d', format: 'strict_date_optional_time' } } },
    '@timestamp gte "now-30d/d" as time',
  ],
  [{ range: { a: { gte: null, lte: 'm' } } }, 'a lte "m" as string'],
  [{ match_all: {} }, 'always'],
  [{ match_none: {} }, 'never'],
  [{ bool: { must: [{ term: { a: 1 } }], filter: { term: { b: 2 } } } }, 'and\n  a = 1\n  b = 2'],
  [{ bool: { should: [{ term: { a: 1 } }, { term: { b: 2 } }] } }, 'or\n  a = 1\n  b = 2'],
  [{ bool: { must: { term: { c: 1 } }, should: [{ term: { a: 1 } }] } }, 'c = 1'],
  [
    {
      bool: {
        must: { term: { c: 1 } },
        should: [{ term: { a: 1 } }, { term: { b: 2 } }],
        minimum_should_match: 1,
      },
    },
    'and\n  c = 1\n  or\n    a = 1\n    b = 2',
  ],
  [
    {
      bool: { should: [{ term: { a: 1 } }, { term: { b: 2 } }, { term: { c: 3 } }], minimum_should_match: 3 },
    },
    'and\n  a = 1\n  b = 2\n  c = 3',
  ],
  [
    {
      bool: { should: [{ term: { a: 1 } }, { term: { b: 2 } }, { term: { c: 3 } }], minimum_should_match: 2 },
    },
    'or\n  and\n    a = 1\n    b = 2\n  and\n    a = 1\n    c = 3\n  and\n    b = 2\n    c = 3',
  ],
  [
    { bool: { should: [{ term: { a: 1 } }, { term: { b: 2 } }], minimum_should_match: '-50%' } },
    'or\n  a = 1\n  b = 2',
  ],
  [{ dis_max: { queries: [{ term: { a: 1 } }, { term: { b: 2 } }] } }, 'or\n  a = 1\n  b = 2'],
  [
    { bool: { must_not: [{ term: { a: 1 } }, { exists: { field: 'b' } }] } },
    'and\n  not\n    a = 1\n  not\n    exists b',
  ],
  [{ bool: {} }, 'always'],
  [{ constant_score: { filter: { term: { a: 1 } } } }, 'a = 1'],
  [{ nested: { path: 'p', query: { term: { 'p.a': 1 } }, score_mode: 'none' } }, 'element p\n  p.a = 1'],
];

describe('Query DSL', () => {
  test.each(queries)('%j', (query, expected) => {
    expect(filtered({ meta: {}, query })).toBe(expected);
  });
});

describe('Kibana filters', () => {
  const query = { term: { a: 1 } };
  test.each([
    [{ query }, 'a = 1'],
    [{ meta: { negate: true }, query }, 'not\n  a = 1'],
    [{ meta: { disabled: true, negate: true }, query: { script: {} } }, 'always'],
    [{ meta: {}, exists: { field: 'a' }, $state: { store: 'appState' } }, 'exists a'],
    [
      {
        meta: {
          type: 'combined',
          relation: 'OR',
          params: [{ query }, { meta: { negate: true }, query: { exists: { field: 'b' } } }],
        },
      },
      'or\n  a = 1\n  not\n    exists b',
    ],
    [
      {
        meta: {
          type: 'combined',
          relation: 'AND',
          negate: true,
          params: [{ query }, { query: { term: { b: 2 } } }],
        },
      },
      'not\n  and\n    a = 1\n    b = 2',
    ],
  ])('%j', (filter, expected) => {
    expect(filtered(filter)).toBe(expected);
  });
});

describe('what is not read refuses the rule, with its place', () => {
  test.each([
    [{ script: { source: '1' } }, '{"source":"1"}'],
    [{ term: { a: { value: 'x', fuzz: 2 } } }, '2'],
    [{ term: { a: ['x'] } }, '["x"]'],
    [{ term: {} }, '{}'],
    [{ term: { a: 1 }, exists: { field: 'a' } }, '{"term":{"a":1},"exists":{"field":"a"}}'],
    [{ terms: { a: { index: 'i', path: 'p' } } }, '{"index":"i","path":"p"}'],
    [{ range: { a: { gte: 1, fuzz: 2 } } }, '2'],
    [{ range: { d: { gte: '2025-01-01', time_zone: '+02:00' } } }, '"+02:00"'],
    [{ regexp: { a: { value: 'x', flags: 'NONE' } } }, '"NONE"'],
    [{ regexp: { a: 'x(' } }, '"x("'],
    [{ bool: { must: { term: { a: 1 } }, nope: [] } }, '[]'],
    [{ bool: { should: [query(1), query(2), query(3)], minimum_should_match: 4 } }, '4'],
    [{ bool: { should: [query(1)], minimum_should_match: '2<75%' } }, '"2<75%"'],
    [{ query_string: { query: 'a:1', default_operator: 'AND' } }, '"AND"'],
    [{ multi_match: { query: 'x', fields: ['a*'] } }, '["a*"]'],
    [{ regexp: { message: 'fail.*' } }, '"fail.*"'],
    [{ match_phrase: { message: { query: 'a b', slop: 2 } } }, '{"query":"a b","slop":2}'],
    [{ range: { message: { gte: 'a' } } }, '{"gte":"a"}'],
    [5, '5'],
  ])('%j', (value, place) => {
    expect(filtered({ query: value === 5 ? { bool: { must: [5] } } : value })).toBe(
      `elastic/filter at ${place}`,
    );
  });

  function query(value: number) {
    return { term: { a: value } };
  }

  test('nesting is bounded', () => {
    let deep: unknown = { term: { a: 1 } };
    for (let depth = 0; depth < 25; depth++) deep = { bool: { must: [deep] } };
    expect(filtered({ query: deep })).toMatch(/^elastic\/filter at /);
  });

  test('in TOML the place is that of the table', () => {
    const entry = readToml(
      queryRule(
        '[[rule.filters]]\n[rule.filters.meta]\nnegate = true\n[rule.filters.query.fuzzy."a.b"]\nvalue = 1\n',
      ),
    );
    expect(entry.rule).toBeUndefined();
    expect(problemsOf(entry)[0]?.[0]).toBe('elastic/filter');
  });
});

test('both bounds of a range are noted', () => {
  const entry = readToml(queryRule('filters = [{ query = { range = { a = { gte = 1, lt = 5 } } } }]\n'));
  expect(problemsOf(entry)).toEqual([['elastic/range-bounds', '{ gte = 1, lt = 5 }']]);
  expect(entry.rule).toBeDefined();
});

test('what Perl alone has in the regex of a filter is a warning', () => {
  const entry = readToml(queryRule('filters = [{ query = { regexp = { a = "(?i)x.*" } } }]\n'));
  expect(problemsOf(entry).map(([code]) => code)).toEqual(['lucene/perl-regex']);
  expect(entry.rule).toBeDefined();
});

test('filters are conjuncts of the query', () => {
  const filters =
    '[[rule.filters]]\n[rule.filters.meta]\nnegate = true\n[rule.filters.query.wildcard."file.path"]\ncase_insensitive = true\nvalue = "?:\\\\\\\\x\\\\\\\\*"\n';
  expect(searchOf(queryRule(filters, 'a:1 and b:2'))).toBe(
    'events (unknown source)\n  and\n    a = 1\n    b = 2\n    not\n      file.path like~ ?":\\\\x\\\\"*',
  );
});

test('filters are conjuncts of every event of a sequence', () => {
  const text = `[rule]\nname = "R"\ntype = "eql"\nquery = "sequence [any where a] [any where b] until [any where c]"
filters = [{ query = { term = { f = 1 } } }]\n`;
  expect(searchOf(text).match(/f = 1/g)).toHaveLength(3);
});
