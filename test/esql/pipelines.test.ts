import { describe, expect, test } from 'vitest';
import { runSearch } from '../../src/evaluate/index.ts';
import { printPredicate } from '../../src/ir/index.ts';
import { searchValue, stagesOf } from './reading.ts';

describe('commands as stages', () => {
  test.each([
    ['from a | stats n = count(*) by x | keep x, *', ['aggregate']],
    ['from a | where x == 1 | keep x, y | drop y | rename x as z | sort z', ['events']],
    ['from a | limit 100', ['events']],
    ['from a | limit 10', ['limit']],
    ['from a | where x == 1 | stats c = count(*) by y | where c > 3', ['aggregate', 'filter']],
    ['from a | stats c = count(*) where x == 1, d = max(n) by y', ['aggregate']],
    ['from a | stats r = sum(x) / count(*) by y', ['aggregate', 'extend', 'drop']],
    ['from a | inline stats m = avg(n) by y | where n > m', ['joinAggregate', 'filter']],
    ['from a | inlinestats m = avg(n)', ['joinAggregate']],
    ['from a | grok x "%{IP:ip} %{NUMBER:n:int}" | where n > 5', ['extract', 'filter']],
    ['from a | dissect x "%{a}-%{b}" append_separator=","', ['extract']],
    ['from a | mv_expand x', ['expand']],
    ['from a | limit 100 by x', ['dedup']],
    [
      'from a | where x == 1 | sort y | limit 2 by x, z | stats c = count(*) by x',
      ['sort', 'dedup', 'aggregate'],
    ],
    ['from a | keep x, y | drop y | dedup', ['keep', 'drop', 'dedup']],
    ['from a | uri_parts u = url.original | where u.port > 80', ['extract', 'filter']],
    ['from a | enrich my-policy on x with name = long_name, b', ['lookup', 'rename']],
    ['from a | lookup join my-index on x, y', ['lookup']],
    ['from a | lookup join t on x == y and z == z', ['extend', 'lookup', 'drop']],
    ['from a | enrich my-policy | where owner == "me"', ['lookup', 'filter']],
    [
      'from a | stats c = count(*) by x | lookup join i on x | where owner == "me"',
      ['aggregate', 'lookup', 'filter'],
    ],
    [
      'from a | stats c = count(*) by b | change_point c on b as t, p',
      ['aggregate', 'changePoint', 'rename'],
    ],
    [
      'from a | stats v = variance(n), w = weighted_avg(n, m), p = present(x)',
      ['aggregate', 'extend', 'drop'],
    ],
  ])('%s', (query, expected) => {
    expect(stagesOf(query)).toEqual(expected);
  });
});

test.each([
  [
    'where x == "a" and y == 1 | keep x, y | stats n = count(*) by y',
    ['keep', 'aggregate'],
    'and x = "a" y = 1',
  ],
  ['where x == "a" | stats n = count(*) by x', ['expand', 'filter', 'aggregate'], 'always'],
  ['where x == "a" and y == 1', ['expand', 'filter'], 'y = 1'],
  ['where x in ("a", "b") and y == 1 | stats n = count(*)', ['expand', 'filter', 'aggregate'], 'y = 1'],
  ['where x == 1 and y == 1 | stats n = count(*)', ['expand', 'filter', 'aggregate'], 'y = 1'],
  ['where y == 1 | stats n = count(*) by x', ['expand', 'aggregate'], 'y = 1'],
  ['where y == 1 or x == "a" | stats n = count(*)', ['expand', 'filter', 'aggregate'], 'always'],
  ['eval y = x | where x == "a" | stats n = count(*)', ['expand', 'extend', 'filter', 'aggregate'], 'always'],
] as const)('of rows of single values: %s', (rest, stages, asked) => {
  const query = `from a | mv_expand x | ${rest}`;
  const search = searchValue(query);
  expect(stagesOf(query)).toEqual(stages);
  if (search.kind !== 'pipeline' || search.from.kind !== 'events') throw new Error('no pipeline');
  const plain = printPredicate(search.from.where).replaceAll(/\s+/g, ' ').replaceAll('single ', '');
  expect(plain.replaceAll(' as number', '')).toBe(asked);
});

test('an event whose field has the value that is asked for is one row, whichever others it has', () => {
  const events = [
    { x: ['a', 'b'], y: 1 },
    { x: 'a', y: 1 },
    { x: ['b', 'c'], y: 1 },
    { x: ['b', 'a'], y: 2 },
    { y: 1 },
  ];
  const timed = events.map((event, second) => ({
    '@timestamp': new Date(second * 1000).toISOString(),
    ...event,
  }));
  const rows = (query: string) => runSearch(searchValue(query), timed).map(({ row }) => row);
  const rest = 'where x == "a" and y == 1';
  expect(rows(`from a | mv_expand x | ${rest} | keep x, y | stats n = count(*)`)).toEqual([{ n: 2 }]);
  expect(rows(`from a | mv_expand x | eval z = x | ${rest} | stats n = count(*)`)).toEqual([{ n: 2 }]);
});

test('index patterns, clusters and quoted names are the source', () => {
  const query = 'FROM logs-*, "a,b", other:logs-x*, <logs-{now/d}>, .alerts-security.* METADATA _id, _index';
  const search = searchValue(query);
  expect(search.kind === 'events' && search.source.elastic?.indices).toEqual([
    ...['logs-*', 'a', 'b', 'other:logs-x*', '<logs-{now/d}>', '.alerts-security.*'],
  ]);
});

test('a keyword has each value once in an event, and a number as often as it was given', () => {
  const events = [{ tags: ['b', 'a', 'b'], process: { pid: [5, 5] } }].map(each => ({
    ...each,
    '@timestamp': '2025-06-10T00:00:00Z',
  }));
  const rows = (rest: string) =>
    runSearch(searchValue(`from a | ${rest}`), events, { timestamp: '@timestamp' }).map(({ row }) => row);
  expect(rows('stats n = count(tags), m = count(process.pid)')).toEqual([{ n: 2, m: 2 }]);
  expect(rows('mv_expand tags | stats n = count(*)')).toEqual([{ n: 2 }]);
  expect(rows('mv_expand process.pid | stats n = count(*)')).toEqual([{ n: 2 }]);
});

test('sorting puts rows without a value last when ascending, first when descending', () => {
  const search = searchValue('from a | stats c = count(*) by b | sort c desc, b, c asc nulls first');
  const stage = search.kind === 'pipeline' ? search.stages[1] : undefined;
  expect(
    stage?.kind === 'sort' && stage.by.map(({ descending, absentFirst }) => [descending, absentFirst]),
  ).toEqual([...[[true, true]], ...[[false, false]], ...[[false, true]]]);
});

describe('of a table whose columns the query does not name, those that it asks for', () => {
  test.each([
    [
      'from a | where n == 1 | lookup join t on x | where n > 2 and level == "high" | keep zone',
      'level zone',
    ],
    ['from a | lookup join t on x | where host.name == "h" and threat.name is not null', 'threat.name'],
    ['from a | stats c = count(*) by x | lookup join t on x | where c > 2 and host.os == "l"', 'host.os'],
    ['from a | lookup join t on x | eval d = to_lower(dept) | where d == "it"', 'dept'],
    ['from a | lookup join t on x | where one == 1 | lookup join u on x | where other == 2', 'one, other'],
    ['from a | enrich p on x | where zone == "dmz" | keep *', 'zone'],
    ['from a | enrich p on x with y = z, w | where y == w and v == 1', 'z w'],
  ])('%s', (query, expected) => {
    const search = searchValue(query);
    const stages = search.kind === 'pipeline' ? search.stages : [];
    const found = stages.flatMap(stage => (stage.kind === 'lookup' ? [stage.fields.join(' ')] : []));
    expect(found.join(', ')).toBe(expected);
  });
});

test('the earliest and the latest of a column are its first and last by the time of events', () => {
  const search = searchValue('from a | stats e = earliest(x), l = latest(x) by y');
  const measures = [
    { name: 'e', function: 'first' },
    { name: 'l', function: 'last' },
  ];
  expect(search).toMatchObject({ stages: [{ kind: 'aggregate', measures }] });
});

const timed = (events: readonly object[]) =>
  events.map((event, second) => ({ '@timestamp': new Date(second * 1000).toISOString(), ...event }));

describe('the first rows of each group', () => {
  const events = timed([
    { x: 'a' },
    { x: 'a' },
    { x: 'a' },
    {},
    {},
    {},
    { x: ['a', 'b'] },
    { x: ['b', 'a'] },
  ]);
  test.each([
    ['limit 2 by x | stats n = count(*)', [{ n: 6 }]],
    ['limit 1 by x | stats n = count(*)', [{ n: 3 }]],
    ['limitk 1 by x | stats n = count(*)', [{ n: 3 }]],
    ['stats c = count(*) by x | topk c, 1 | keep c', [{ c: 5 }]],
    ['stats c = count(*) by x | bottomk c, 2 | keep c', [{ c: 2 }, { c: 3 }]],
    ['limit 1 by x, host.id | stats n = count(*)', [{ n: 3 }]],
    ['keep x | dedup | stats n = count(*)', [{ n: 3 }]],
    ['stats c = count(*) by x | keep c | sort c | dedup', [{ c: 2 }, { c: 3 }, { c: 5 }]],
  ])('%s', (rest, expected) => {
    expect(runSearch(searchValue(`from a | ${rest}`), events).map(({ row }) => row)).toEqual(expected);
  });
});

describe('the parts of an address of the web', () => {
  test.each<[string, object | undefined]>([
    [
      'https://eve:p:w@www.example.com:8443/a/b%20c.tar.gz?q=%41&r#top',
      {
        ...{ domain: 'www.example.com', fragment: 'top', path: '/a/b c.tar.gz', extension: 'gz', port: 8443 },
        ...{ query: 'q=A&r', scheme: 'https', user_info: 'eve:p:w', username: 'eve', password: 'p:w' },
      },
    ],
    ['http://10.0.0.1', { domain: '10.0.0.1', path: '', scheme: 'http' }],
    ['/only/a.path', { path: '/only/a.path', extension: 'path' }],
    ['mailto:a@b.example', { scheme: 'mailto' }],
    ['http://a_b.example/x', { path: '/x', scheme: 'http' }],
    [
      'http://host/a b.txt?c=%zz',
      { domain: 'host', path: '/a b.txt', extension: 'txt', query: 'c=%zz', scheme: 'http' },
    ],
    ['http://[::1]:80/', { domain: '[::1]', path: '/', port: 80, scheme: 'http' }],
    ['no address', undefined],
  ])('%s', (url, expected) => {
    const query =
      'from a | uri_parts u = url.original | stats n = count(*) by u.domain, u.fragment, u.path, u.extension, u.port, u.query, u.scheme, u.user_info, u.username, u.password';
    const [found] = runSearch(searchValue(query), timed([{ url: { original: url } }]));
    const { n: _, ...parts } = found?.row ?? {};
    const named = Object.entries(expected ?? {}).map(([name, value]) => [`u.${name}`, value]);
    expect(parts).toEqual(Object.fromEntries(named));
  });
});
