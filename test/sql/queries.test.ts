import { describe, expect, test } from 'vitest';
import { runSearch } from '../../src/evaluate/index.ts';
import { printSearch, type Search } from '../../src/ir/index.ts';
import { lowerSql } from '../../src/languages/sql/index.ts';
import { EmbeddedText, SourceFile } from '../../src/source/index.ts';

function lowered(query: string) {
  return lowerSql(EmbeddedText.whole(new SourceFile('query.sql', query)));
}

function searchOf(query: string): Search {
  const { value, diagnostics } = lowered(query);
  if (value === undefined) throw new Error(diagnostics.map(each => each.message).join());
  return value.search;
}

function matches(condition: string, event: Readonly<Record<string, unknown>>): boolean {
  const search = searchOf(
    `SELECT * FROM panther_logs.public.t WHERE p_occurs_since('1 hour') AND ${condition}`,
  );
  return (
    runSearch(search, [{ p_event_time: '2026-01-05T00:00:00Z', ...event }], { timestamp: 'p_event_time' })
      .length > 0
  );
}

type Row = readonly [condition: string, matching: readonly unknown[], other: readonly unknown[]];

/** Of a column `a`; absent is undefined. */
const conditions: readonly Row[] = [
  ["a::string = 'x'", ['x'], ['X', 'y', undefined]],
  ["A::STRING = 'x'", [], ['X', undefined]],
  ["a::string IN ('x', 'y')", ['x', 'y'], ['z', undefined]],
  ["a::string NOT IN ('x', 'y')", ['z'], ['x', undefined]],
  ["a::string <> 'x'", ['y'], ['x', undefined]],
  ["a::string IS DISTINCT FROM 'x'", ['y', undefined], ['x']],
  ["a::string IS NOT DISTINCT FROM 'x'", ['x'], ['y', undefined]],
  ["NOT a::string = 'x'", ['y'], ['x', undefined]],
  ["NOT COALESCE(a::string = 'x', FALSE)", ['y', undefined], ['x']],
  ["LOWER(a::string) = 'x'", ['x', 'X'], ['y', undefined]],
  ["LOWER(a::string) = 'X'", [], ['x', 'X']],
  ["a::string LIKE 'x%'", ['x', 'xy'], ['X', 'yx', undefined]],
  ["a::string ILIKE '%x_'", ['AXB', 'xy'], ['x', 'axbc']],
  ["a::string LIKE ANY ('x', 'y%')", ['x', 'yy'], ['xx']],
  ["a::string LIKE '10!%%' ESCAPE '!'", ['10%', '10%x'], ['10', '100']],
  ["a::string LIKE '%\\\\cmd.exe'", ['c:\\cmd.exe'], ['cmd.exe']],
  ["a::string LIKE 'it''s'", ["it's"], ['its']],
  ["REGEXP_LIKE(a::string, '[0-9]+')", ['12'], ['a12', undefined]],
  ["REGEXP_INSTR(a::string, '[0-9]+') > 0", ['a12'], ['a', undefined]],
  ["REGEXP_INSTR(a::string, 'x', 1, 1, 0, 'i') = 1", ['Xa'], ['aX']],
  ['TRY_TO_DOUBLE(a::string) >= 10', [10, '11'], [9, 'x', undefined]],
  ['TRY_TO_DOUBLE(a::string) BETWEEN 2 AND 3', [2, 3], [1, 4]],
  ['TRY_TO_DOUBLE(a::string) IN (1, 2)', [1, '2'], [3, 'x']],
  ['a::string IS NULL', [undefined], ['x']],
  ['a::string IS NOT NULL', ['x'], [undefined]],
  ["(a::string = 'x' OR a::string = 'y') AND a::string <> 'y'", ['x'], ['y', 'z']],
  ["a::string = 'x' AND NULL", [], ['x']],
  ["NOT (a::string = 'x' AND NULL)", ['y'], ['x', undefined]],
  ['LENGTH(a::string) > 2', ['abc'], ['ab', undefined]],
  ["a::string || 'b' = 'ab'", ['a'], ['b', undefined]],
  ["COALESCE(a::string, 'none') = 'none'", [undefined, 'none'], ['x']],
  ["CASE WHEN a::string = 'x' THEN 1 ELSE 2 END = 2", ['y', undefined], ['x']],
  ["IFF(a::string = 'x', 'p', NULL) = 'p'", ['x'], ['y', undefined]],
  ["SPLIT_PART(REPLACE(a::string, '\\\\', '/'), '/', -1) = 'b'", ['c:\\b', 'a/b', 'b'], ['b/a']],
  ["SUBSTR(a::string, 2, 2) = 'bc'", ['abcd'], ['bc']],
  ["RIGHT(a::string, 2) = 'bc'", ['abc'], ['bcd', undefined]],
  ["REGEXP_REPLACE(a::string, '^a+(b)', '\\\\1c') = 'bc'", ['aab', 'ab'], ['b', 'cab']],
  ["TRY_BASE64_DECODE_STRING(a::string) = 'x'", ['eA=='], ['x', undefined]],
  ["ARRAY_TO_STRING(ARRAY_SLICE(SPLIT(a::string, '/'), 1, 3), '-') = 'b-c'", ['a/b/c/d'], ['b/c/d']],
  ['ARRAY_SIZE(ARRAY_DISTINCT(TO_ARRAY(a))) = 2', [['x', 'y', 'x']], [['x', 'x'], 'x']],
  ["a:b::string = 'x'", [{ b: 'x' }], [{ c: 'x' }]],
  [`a:"b c"::string = 'x'`, [{ 'b c': 'x' }], [{ b: 'x' }]],
  ['ARRAY_SIZE(TO_ARRAY(a)) > 0', [['x'], 'x'], [undefined, []]],
  [
    "ARRAY_SIZE(FILTER(TO_ARRAY(a), value -> value::string = 'x')) > 0",
    [['x', 'y'], ['x']],
    [['y'], undefined],
  ],
  [
    "ARRAY_SIZE(FILTER(ARRAY_FLATTEN(ARRAY_COMPACT(TRANSFORM(TO_ARRAY(a), value -> TO_ARRAY(value:b)))), value -> value::string = 'x')) > 0",
    [[{ b: 'y' }, { b: 'x' }], { b: 'x' }, [{ b: ['y', 'x'] }], [{}, { b: 'x' }]],
    [[{ b: 'y' }], [{ c: 'x' }], ['x'], undefined],
  ],
  [
    "ARRAY_SIZE(FILTER(TRANSFORM(TO_ARRAY(a), each -> LOWER(each::string)), value -> value::string = 'x')) > 0",
    [['y', 'X'], 'x', ['X']],
    [['y'], 'xx', undefined],
  ],
  ["NULLIF(POSITION('b', a::string), 0) - 1 > 0", ['ab', 'xxb'], ['b', 'a', undefined]],
  [
    "PARSE_IP(a::string, 'INET', 1):ipv4::number BETWEEN PARSE_IP('10.0.0.0/8', 'INET'):ipv4_range_start::number AND PARSE_IP('10.0.0.0/8', 'INET'):ipv4_range_end::number",
    ['10.1.2.3'],
    ['11.1.2.3', 'x', undefined],
  ],
];

describe('conditions', () => {
  test.each(conditions)('%s', (condition, matching, others) => {
    const found = (value: unknown) => matches(condition, value === undefined ? {} : { a: value });
    expect(matching.filter(value => !found(value))).toEqual([]);
    expect(others.filter(found)).toEqual([]);
  });
});

describe('queries', () => {
  const at = (seconds: number, event: Readonly<Record<string, unknown>>) => ({
    p_event_time: new Date(Date.UTC(2026, 0, 5) + seconds * 1000).toISOString(),
    ...event,
  });
  const rows = (query: string, events: readonly Readonly<Record<string, unknown>>[]) =>
    runSearch(searchOf(query), events, { timestamp: 'p_event_time' }).length;
  const from = "FROM panther_logs.public.t WHERE p_occurs_since('1 hour')";

  test('groups with a condition on them', () => {
    const query = `SELECT k::string AS k, COUNT(*) AS n ${from} GROUP BY k::string HAVING COUNT(*) >= 2 AND COUNT(DISTINCT u::string) > 1`;
    expect(rows(query, [at(0, { k: 'a', u: 1 }), at(1, { k: 'a', u: 2 }), at(2, { k: 'b', u: 1 })])).toBe(1);
    expect(rows(query, [at(0, { k: 'a', u: 1 }), at(1, { k: 'a', u: 1 })])).toBe(0);
  });

  test('a measure of some rows', () => {
    const query = `SELECT COUNT_IF(u::string = 'x') AS n, SUM(TRY_TO_DOUBLE(v::string)) AS s ${from} HAVING COUNT_IF(u::string = 'x') > 1 AND SUM(TRY_TO_DOUBLE(v::string)) = 5`;
    const [one, other] = [at(0, { u: 'x', v: 2 }), at(1, { u: 'x', v: 3 })];
    expect(rows(query, [one, other])).toBe(1);
    expect(rows(query, [one, at(1, { u: 'y', v: 3 })])).toBe(0);
  });

  test('rows counted within a span before each', () => {
    const query = `WITH found AS (SELECT *, COUNT(*) OVER (PARTITION BY k::string ORDER BY p_event_time RANGE BETWEEN INTERVAL '10 seconds' PRECEDING AND CURRENT ROW) AS n ${from} QUALIFY n >= 2) SELECT * FROM found WHERE p_occurs_since('5 minutes')`;
    expect(rows(query, [at(0, { k: 'a' }), at(10, { k: 'a' })])).toBe(1);
    expect(rows(query, [at(0, { k: 'a' }), at(11, { k: 'a' })])).toBe(0);
    expect(rows(query, [at(0, { k: 'a' }), at(1, { k: 'b' })])).toBe(0);
  });

  const before = `WITH counted AS (SELECT *, IFF(v::string = 'x', 1, 0) AS held ${from}), before AS (SELECT *, LAG(held) OVER (PARTITION BY k::string ORDER BY p_event_time) AS held_before, LAG(p_event_time) OVER (PARTITION BY k::string ORDER BY p_event_time) AS time_before FROM counted)
    SELECT * FROM before WHERE held = 1 AND NOT COALESCE(held_before = 1 AND time_before >= DATEADD('second', -60, p_event_time), FALSE)`;

  test.each<[string, readonly [number, string, string][], number]>([
    ['the first of a group', [[0, 'x', 'a']], 1],
    [
      'one that goes on',
      [
        [0, 'x', 'a'],
        [60, 'x', 'a'],
      ],
      1,
    ],
    [
      'one after a pause',
      [
        [0, 'x', 'a'],
        [61, 'x', 'a'],
      ],
      2,
    ],
    [
      'one after another value',
      [
        [0, 'x', 'a'],
        [10, 'y', 'a'],
        [20, 'x', 'a'],
      ],
      2,
    ],
    [
      'one of another group',
      [
        [0, 'x', 'a'],
        [10, 'x', 'b'],
      ],
      2,
    ],
  ])('the row before each: %s', (_name, events, count) => {
    expect(
      rows(
        before,
        events.map(([seconds, v, k]) => at(seconds, { v, k })),
      ),
    ).toBe(count);
  });

  const part = (name: string, kind: string) =>
    `${name} AS (SELECT p_row_id, p_event_time, k::string AS key_1 ${from} AND kind::string = '${kind}' AND k::string IS NOT NULL)`;
  const sequence = `WITH ${part('one', 'x')}, ${part('two', 'y')}
    SELECT one.key_1 AS k, two.p_event_time AS p_event_time FROM one AS one JOIN two AS two
      ON two.key_1 = one.key_1 AND two.p_event_time > one.p_event_time
      AND two.p_event_time <= DATEADD('second', 60, one.p_event_time)
    QUALIFY ROW_NUMBER() OVER (PARTITION BY two.p_row_id ORDER BY one.p_event_time DESC) = 1`;

  test.each<[string, readonly [number, string, string][], number]>([
    [
      'in order',
      [
        [0, 'x', 'a'],
        [30, 'y', 'a'],
      ],
      1,
    ],
    [
      'at the end of the span',
      [
        [0, 'x', 'a'],
        [60, 'y', 'a'],
      ],
      1,
    ],
    [
      'after the span',
      [
        [0, 'x', 'a'],
        [61, 'y', 'a'],
      ],
      0,
    ],
    [
      'in another order',
      [
        [0, 'y', 'a'],
        [30, 'x', 'a'],
      ],
      0,
    ],
    [
      'of another key',
      [
        [0, 'x', 'a'],
        [30, 'y', 'b'],
      ],
      0,
    ],
    [
      'a later beginning',
      [
        [0, 'x', 'a'],
        [50, 'x', 'a'],
        [100, 'y', 'a'],
      ],
      1,
    ],
    [
      'several ends',
      [
        [0, 'x', 'a'],
        [10, 'y', 'a'],
        [20, 'y', 'a'],
      ],
      2,
    ],
  ])('events joined to events: %s', (_name, events, count) => {
    expect(
      rows(
        sequence,
        events.map(([seconds, kind, k]) => at(seconds, { kind, k })),
      ),
    ).toBe(count);
  });

  test('how far a query looks back, and how new a row has to be', () => {
    const query = `WITH found AS (SELECT * ${from} AND a::string = 'x') SELECT * FROM found WHERE p_occurs_since('5 minutes')`;
    expect(lowered(query).value).toMatchObject({ lookBack: 3600, recent: 300 });
  });

  test('names of columns are those of any case', () => {
    const query = `WITH found AS (SELECT a::string AS Name ${from}) SELECT name FROM FOUND WHERE NAME = 'x'`;
    expect(printSearch(searchOf(query))).toContain('a = "x"');
  });
});

const events = [
  { a: 'x', k: ['p', 'q'], t: 'user=ann id=1' },
  { a: 'y', k: ['q'], t: 'user=bob id=2' },
  { a: 'x', t: 'nobody' },
];

describe('rows of other queries', () => {
  test.each<readonly [string, number]>([
    ['SELECT * FROM t LIMIT 2', 2],
    ["SELECT * FROM (SELECT * FROM t UNION ALL BY NAME SELECT * FROM u) WHERE a::string = 'x'", 2],
    [
      'WITH one AS (SELECT a::string AS a FROM t), two AS (SELECT a::string AS a FROM t) SELECT * FROM (SELECT * FROM t)',
      3,
    ],
    [
      "WITH rows_found AS (SELECT a::string AS b FROM t WHERE a::string = 'x' UNION ALL SELECT a::string AS b FROM t) SELECT b, COUNT(*) AS n FROM rows_found GROUP BY b HAVING COUNT(*) >= 4",
      1,
    ],
    [
      'WITH several AS (SELECT * FROM t), single AS (SELECT several.*, each_value.value::string AS v FROM several, LATERAL FLATTEN(input => ARRAY_DISTINCT(TO_ARRAY(k)), outer => TRUE) AS each_value) SELECT v, COUNT(*) AS n FROM single GROUP BY v HAVING COUNT(*) >= 2',
      1,
    ],
    [
      "WITH cut AS (SELECT *, NULLIF(REGEXP_SUBSTR(t::string, '(user)=([a-z]+) id=([0-9])', 1, 1, 'e', 2), '') AS who FROM t) SELECT * FROM cut WHERE who = 'ann'",
      1,
    ],
    [
      "WITH cut AS (SELECT *, NULLIF(REGEXP_SUBSTR(t::string, 'USER=([a-z]+)', 1, 1, 'ie', 1), '') AS who FROM t) SELECT * FROM cut WHERE who IS NOT NULL",
      2,
    ],
    [
      'SELECT *, ARRAY_AGG(DISTINCT a::string) WITHIN GROUP (ORDER BY a::string) OVER (PARTITION BY a::string) AS all_a FROM t QUALIFY TRUE',
      3,
    ],
  ])('%s', (query, count) => {
    const { search } = lowered(query).value ?? {};
    const timed = events.map(event => ({ p_event_time: '2026-01-05T00:00:00Z', ...event }));
    expect(search && runSearch(search, timed, { timestamp: 'p_event_time' }).length).toBe(count);
  });

  test.each([
    [2, [0, 100, 500, 900], 1],
    [2, [0, 100, 601], 1],
    [3, [0, 100, 600], 1],
    [3, [0, 100, 601], 0],
  ])('%d values in ten minutes, events at %j', (least, times, count) => {
    const { search, span } =
      lowered(
        `WITH events AS (SELECT p_row_id, p_event_time, who::string AS who, what FROM t WHERE p_occurs_since('70 minutes')) SELECT last.who AS who, COUNT(DISTINCT near.what::string) AS n FROM events AS last JOIN events AS near ON near.who = last.who AND near.p_event_time <= last.p_event_time AND near.p_event_time >= DATEADD('second', -600, last.p_event_time) GROUP BY last.p_row_id, last.p_event_time, last.who HAVING COUNT(DISTINCT near.what::string) = ${least} AND last.p_event_time > DATEADD('second', -3600, p_current_timestamp())`,
      ).value ?? {};
    expect(span).toBe(600);
    const timed = times.map((at, index) => ({
      p_event_time: new Date(Date.UTC(2026, 0, 5) + at * 1000).toISOString(),
      who: 'ann',
      what: `w${index}`,
    }));
    const alerts = search && runSearch(search, timed, { timestamp: 'p_event_time' });
    expect(Math.min(1, alerts?.length ?? 0)).toBe(count);
  });

  test('the rows of a lookup table are indicators', () => {
    const { search } =
      lowered(
        "SELECT * FROM t WHERE p_occurs_since('1 hour') AND a::string = 'x' AND (b::string IN (SELECT c::string FROM panther_lookups.public.mine) OR (d::string, e::string) IN (SELECT f::string, g::string FROM panther_lookups.public.mine))",
      ).value ?? {};
    if (search?.kind !== 'indicatorMatch') throw new Error('it is no indicator match');
    expect(search.from.kind).toBe('events');
    expect(search.indicators).toMatchObject({ source: { id: 'lookup:mine' } });
    expect(search.pairs.map(set => set.map(({ event, indicator }) => [event, indicator]))).toMatchObject([
      [[{ name: 'b' }, { name: 'c' }]],
      [
        [{ name: 'd' }, { name: 'f' }],
        [{ name: 'e' }, { name: 'g' }],
      ],
    ]);
  });
});

describe('what is not read', () => {
  test.each([
    ['', 'sql/syntax'],
    ['SELECT', 'sql/syntax'],
    ["SELECT * FROM t WHERE a = 'x", 'sql/syntax'],
    ['SELECT * FROM t WHERE #', 'sql/syntax'],
    [`SELECT * FROM t WHERE ${'('.repeat(100)}a${')'.repeat(100)}`, 'sql/syntax'],
    ['SELECT * FROM t WHERE SOUNDEX(a::string) = 5', 'sql/unsupported'],
    ["SELECT * FROM t WHERE a = 'x'", 'sql/unsupported'],
    ['SELECT * FROM t WHERE a::string LIKE b::string', 'sql/unsupported'],
    ["SELECT * FROM t WHERE TO_ARRAY(a)::string = 'x'", 'sql/unsupported'],
    ['SELECT * FROM t ORDER BY a LIMIT 3', 'sql/unsupported'],
    ['SELECT * FROM t UNION ALL SELECT * FROM u', 'sql/unsupported'],
    ['SELECT * FROM t WHERE a::string IN (SELECT b::string FROM panther_logs.public.u)', 'sql/unsupported'],
    [
      'SELECT * FROM t WHERE NOT a::string IN (SELECT b::string FROM panther_lookups.public.u)',
      'sql/unsupported',
    ],
    ['SELECT u.* FROM t, LATERAL SPLIT(input => a) AS u', 'sql/unsupported'],
    ["SELECT * FROM t WHERE p_occurs_since('soon')", 'sql/unsupported'],
    ['SELECT LAG(a::string) OVER (ORDER BY p_event_time) AS b FROM t', 'sql/unsupported'],
    ['SELECT LAG(1) OVER (ORDER BY p_event_time DESC) AS b FROM t', 'sql/unsupported'],
    ['SELECT LAG(1, 2) OVER (ORDER BY p_event_time) AS b FROM t', 'sql/unsupported'],
    [
      'WITH a AS (SELECT * FROM t UNION ALL SELECT * FROM u), b AS (SELECT p_row_id, p_event_time FROM a) SELECT one.p_row_id FROM b AS one JOIN b AS two ON one.p_row_id <> two.p_row_id',
      'sql/unsupported',
    ],
    ['SELECT a FROM t AS t JOIN u AS u ON u.b = t.b', 'sql/unsupported'],
  ])('%s', (query, code) => {
    const { value, diagnostics } = lowered(query);
    expect(value).toBeUndefined();
    expect(diagnostics.map(each => each.code)).toEqual([code]);
  });

  test('ten thousand operands are no deeper than two', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => `a::string = '${index}'`).join(' OR ');
    expect(searchOf(`SELECT * FROM t WHERE ${many}`).kind).toBe('events');
  });
});
