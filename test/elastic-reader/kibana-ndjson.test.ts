import { describe, expect, test } from 'vitest';
import { printSearch } from '../../src/ir/index.ts';
import { bareQueryReader } from '../../src/readers/bare-query.ts';
import { formatOf } from '../../src/readers/formats.ts';
import { kibanaNdjsonReader } from '../../src/readers/kibana-ndjson.ts';
import { SourceFile } from '../../src/source/index.ts';
import { problemsOf, readAll } from './read-rule.ts';

const rule = {
  id: 'x',
  rule_id: 'r-1',
  name: 'One',
  type: 'eql',
  language: 'eql',
  risk_score: 5,
  severity: 'low',
};

function read(...lines: readonly unknown[]) {
  const text = lines.map(line => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  return readAll(kibanaNdjsonReader, 'export.ndjson', text);
}

test('one rule a line', () => {
  const entries = read({ ...rule, query: 'any where a' }, '', { ...rule, name: 'Two', query: 'any where b' });
  expect(entries.map(entry => [entry.location.document, entry.location.line, entry.location.title])).toEqual([
    [0, 1, 'One'],
    [1, 3, 'Two'],
  ]);
  expect(entries.map(entry => entry.rule && printSearch(entry.rule.search).split('\n')[1]?.trim())).toEqual([
    'a = true',
    'b = true',
  ]);
});

test('other lines of an export that no rule names are left out with a note', () => {
  const entries = read(
    { ...rule, query: 'any where a', exceptions_list: [{ id: 'e', list_id: 'l' }] },
    { list_id: 'l', type: 'detection', name: 'L' },
    { list_id: 'l', item_id: 'i', entries: [] },
    { attributes: { actionTypeId: '.email' }, type: 'action' },
    { list_id: 'other', type: 'detection', name: 'L' },
    { list_id: 'other', item_id: 'i', entries: [] },
    { exported_count: 3, exported_rules_count: 1 },
  );
  expect(entries).toHaveLength(1);
  expect(entries[0]?.diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
    'warning elastic/exceptions',
    ...Array<string>(4).fill('note elastic/skipped-line'),
  ]);
});

test('a broken line does not stop the others', () => {
  const entries = read('{"rule_id": ', { ...rule, query: 'any where a' }, '[1]', '"x"');
  expect(entries.map(entry => entry.rule !== undefined)).toEqual([false, true, false, false]);
  expect(entries.map(entry => entry.diagnostics[0]?.code)).toEqual([
    'elastic/json',
    undefined,
    'elastic/json',
    'elastic/json',
  ]);
});

describe('places in a line', () => {
  test.each([
    ['any where BAD(a) == 1', 'BAD'],
    ['any where x == "\\\\" and\n\tBAD(a) == 1', 'BAD'],
    ['any where é == 1', 'é'],
    ['any where "\u0001\u2028" == a and BAD(a) == 1', 'BAD'],
  ])('%j', (query, place) => {
    const first = JSON.stringify({ ...rule, query: 'any where a' });
    const second = JSON.stringify({ tags: ['{"query"', ']'], nested: { query: 'no' }, ...rule, query });
    const [, entry] = read(first, second);
    expect(entry && problemsOf(entry).map(([, text]) => text)).toEqual([place]);
    expect(entry?.diagnostics[0]?.span?.file.position(entry.diagnostics[0].span.start).line).toBe(2);
  });
});

test('nesting is bounded', () => {
  const nested = (depth: number) =>
    `{"rule_id":"r","name":"R","type":"query","query":"a:1","meta":${'['.repeat(depth)}${']'.repeat(depth)}}`;
  const entries = read(nested(90), nested(20_000));
  expect(entries.map(entry => entry.rule?.metadata.title)).toEqual(['R', undefined]);
  expect(entries[1]?.diagnostics.map(each => each.code)).toEqual(['elastic/json']);
});

describe('which files are of the format', () => {
  test.each([
    ['kibana-ndjson', 'x.ndjson', '{"id":"1","rule_id":"2"}', true],
    ['kibana-ndjson', 'x.ndjson', '{"@timestamp":"2025"}\n{"rule_id":1}', false],
    ['kibana-ndjson', 'x.toml', '{"rule_id":"2"}', false],
    ['elastic-toml', 'x.toml', '# c\n[metadata]\nx = 1\n[rule]\n', true],
    ['elastic-toml', 'x.toml', '[package]\nname = "x"\n', false],
    ['elastic-toml', 'x.yml', '[rule]\n', false],
    ['eql', 'dir/x.EQL', '', true],
    ['eql', 'x.kql', '', false],
  ])('%s %s', (format, path, text, expected) => {
    expect(formatOf(new SourceFile(path, text))?.format === format).toBe(expected);
  });
});

describe('bare queries', () => {
  test('the rule is called after its file', () => {
    const [entry] = readAll(bareQueryReader('eql'), 'hunts/odd child.eql', 'process where a\n');
    expect(entry?.rule?.metadata.title).toBe('odd child');
    expect(entry?.location).toMatchObject({ format: 'eql', line: 1 });
  });

  test('of standard input', () => {
    const [entry] = readAll(bareQueryReader('kql'), '-', 'a:1');
    expect(entry?.rule?.metadata.title).toBe('stdin');
  });

  test('that is wrong', () => {
    const [entry] = readAll(bareQueryReader('eql'), 'x.eql', 'process where');
    expect(entry?.rule).toBeUndefined();
    expect(entry?.diagnostics.map(each => each.code)).toEqual(['eql/unexpected-token']);
  });
});

const list = { list_id: 'l', type: 'detection', name: 'L' };

function item(...entries: readonly unknown[]) {
  return { list_id: 'l', item_id: `i-${JSON.stringify(entries).length}`, entries };
}

function excepted(query: string, ...items: readonly unknown[]) {
  const [found] = read({ ...rule, query, exceptions_list: [{ id: 'e', list_id: 'l' }] }, list, ...items);
  return {
    search: found?.rule && printSearch(found.rule.search),
    codes: found?.diagnostics.map(({ code }) => code),
  };
}

test.each([
  ['*failed*', 'message like~ *"failed"*'],
  ['fail?d', 'message analysed pattern "fail"?"d"'],
  ['*Failed*', undefined],
])('a wildcard of an exception on a text field is held against its words: %s', (value, left) => {
  const entry = { field: 'message', operator: 'included', type: 'wildcard', value };
  const { search } = excepted('any where a', item(entry));
  expect(search?.includes('message')).toBe(left !== undefined);
  if (left !== undefined) expect(search).toContain(left);
});

test('what an exception list that is exported beside the rule names is left out', () => {
  const match = { field: 'x', operator: 'included', type: 'match', value: 'a"b' };
  const others = { field: 'y', operator: 'excluded', type: 'match_any', value: ['c', 'd'] };
  const wild = { field: 'z', operator: 'included', type: 'wildcard', value: 'e*\\\\?' };
  const nest = {
    field: 'n',
    type: 'nested',
    entries: [
      { ...match, field: 'o' },
      { ...others, type: 'exists' },
    ],
  };
  const { search, codes } = excepted('any where a', item(match, others), item(wild), item(nest));
  expect(codes).toEqual([]);
  expect(search).toMatchInlineSnapshot(`
    "events (unknown source)
      and
        a = true
        not
          and
            x = "a\\"b"
            not
              y = "c", "d"
        not
          z like "e"*"\\\\"?
        not
          element n
            and
              n.o = "a\\"b"
              not
                exists n.y"
  `);
});

test('in a sequence, of each of its events', () => {
  const there = { field: 'x', operator: 'included', type: 'exists' };
  const { search } = excepted('sequence [any where a] [any where b]', item(there));
  expect(search?.match(/not\n? *exists x/g)).toHaveLength(2);
});

test.each([
  [
    'a list of values',
    item({ field: 'x', operator: 'included', type: 'list', list: { id: 'v', type: 'ip' } }),
  ],
  ['an item that ends', { ...item({ field: 'x', type: 'exists' }), expire_time: '2027-01-01T00:00:00Z' }],
  ['no entries', item()],
])('%s stays behind, with a warning', (_, line) => {
  expect(excepted('any where a', line).codes).toContain('elastic/exceptions');
});

test('a list without items leaves out nothing', () => {
  expect(excepted('any where a').codes).toEqual([]);
});
