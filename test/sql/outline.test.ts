import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printPredicate } from '../../src/ir/index.ts';
import { outlineSql } from '../../src/languages/sql/index.ts';
import { EmbeddedText, SourceFile } from '../../src/source/index.ts';

const outlined = (sql: string) => outlineSql(EmbeddedText.whole(new SourceFile('q', sql)));
const shown = (sql: string): string[] =>
  outlined(sql).flatMap(({ where }) => (where === undefined ? [] : printPredicate(where).split('\n')));

test.each<[condition: string, expected: readonly string[]]>([
  ["door = 'vault'", ['door = "vault"']],
  ["user:email <> 'a''b'", ['not', '  user.email = "a\'b"']],
  ["r.till IN ('a', 'b')", ['till = "a", "b"']],
  ["till NOT IN ('a', 2)", ['not', '  till = "a", 2']],
  ["lower(name) LIKE 'vault_%'", ['name like~ "vault"?*']],
  ["a ILIKE ANY ('%x%', 'y%')", ['a like~ *"x"*, "y"*']],
  ['a IS NULL', ['not', '  exists a']],
  ['"Till No" is not null', ['exists Till No']],
  ['n::int >= 15 -- a comment', ['n gte 15 as number']],
  ['a = TRUE', ['a = true']],
  ["list[0]:name = 'x' /* and b = 1 */", ['list[0].name = "x"']],
  ["a = 'x' AND f(b) = 'y'", ['a = "x"']],
  ["a BETWEEN 1 AND 2 AND b = 'y'", ['b = "y"']],
  ["NOT (a = 'x' OR b = 'y')", ['not', '  or', '    a = "x"', '    b = "y"']],
  ["a = b AND c IN (SELECT d FROM e WHERE f = 'g')", ['f = "g"']],
  ["a = 'x' || b", []],
  ["a = '{{template}}' AND {{other}}", ['a = "{{template}}"']],
])('where %s', (condition, expected) => {
  expect(shown(`select * from t where ${condition} limit 3`)).toEqual(expected);
});

test('clauses, groups, tables and how far it looks back', () => {
  const clauses = outlined(`with tills as (
  select till, count(*) as n from panther_logs.public.acme_till, other
  where p_occurs_since('2 days') group by till, time_slice(p_event_time, 1, 'hour'), user:name
)
select * from tills left join lookups.doors on tills.till = doors.till having n > 3 order by n`);
  expect(clauses.map(({ kind, by, tables, lookBack }) => [kind, by, tables, lookBack])).toEqual([
    ['with tills › select', [], [], undefined],
    ['with tills › from', [], ['panther_logs.public.acme_till', 'other'], undefined],
    ['with tills › where', [], [], 172_800],
    ['with tills › group by', ['till', "time_slice(p_event_time,1,'hour')", 'user.name'], [], undefined],
    ['select', [], [], undefined],
    ['from', [], [], undefined],
    ['join', [], ['lookups.doors'], undefined],
    ['having', [], [], undefined],
    ['order by', [], [], undefined],
  ]);
});

test('nothing makes it throw, however deep and broken', () => {
  const words = fc.constantFrom(
    ...[
      'select',
      'from',
      'where',
      'with',
      'a',
      'as',
      '(',
      ')',
      "'",
      '"',
      'in',
      'not',
      'like',
      'any',
      ',',
      '=',
    ],
    ...['and', 'or', 'between', 'is', '--', '/*', '{{', '::', '[0]', ':', '.', '$$', '1', 'group by', '\\'],
  );
  fc.assert(fc.property(fc.array(words), parts => outlined(parts.join(' ')).length >= 0));
  for (const part of ['(', 'not ', '(select a from (', '( not (', "a in ('x', "])
    expect(outlined(`select 1 where ${part.repeat(20_000)}`).length).toBeGreaterThan(0);
});
