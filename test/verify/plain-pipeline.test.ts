import { describe, expect, test } from 'vitest';
import { esql } from '../../src/languages/esql/index.ts';
import { EmbeddedText, SourceFile } from '../../src/source/index.ts';
import { compareSearches } from '../../src/verify/several/compare.ts';

function read(query: string) {
  const text = EmbeddedText.whole(new SourceFile('(query)', `from logs-* | ${query}`));
  const { value, diagnostics } = esql.lower(text, {});
  if (value === undefined) throw new Error(diagnostics[0]?.message);
  return value;
}

const options = { isMultiValued: (name: string) => name === 'many', withoutScope: true } as const;

function relation(one: string, other: string): string {
  return compareSearches(read(one), read(other), options).relation;
}

describe('pipelines that say the same in another way are equal by proof', () => {
  test.each([
    ['where a == "x" | where b == "y"', 'where a == "x" and b == "y"'],
    ['eval c = to_lower(a) | where c == "x"', 'where to_lower(a) == "x"'],
    [
      'eval c = to_lower(a) | stats n = count(*) by c | where n > 3',
      'stats m = count(*) by to_lower(a) | where m > 3',
    ],
    ['stats n = count(*), v = values(u) by a, b | where n > 3', 'stats n = count(*) by b, a | where n > 3'],
    ['rename a as b | stats n = count(*) by b | where n > 3', 'stats n = count(*) by a | where n > 3'],
    ['stats n = count(*) by a | rename n as m | where m > 3', 'stats n = count(*) by a | where n > 3'],
    [
      'stats n = count(*) by a | eval m = n | where m > 3',
      'stats n = count(*) by a | where n > 3 | sort n desc',
    ],
    ['stats n = count(*) by a | where n > 3 | keep a', 'stats n = count(*) by a | where n > 3'],
    ['inline stats n = count(*) by a | where b == "x"', 'where b == "x"'],
    ['mv_expand many | stats n = count(*) by many | where n > 3', 'stats n = count(*) by many | where n > 3'],
    ['mv_expand one | where one == "x"', 'where one == "x"'],
    [
      'dissect many "%{}k=<%{b}>%{}" | where b == "x"',
      'grok many "k=<(?<c.d>[^>]*)>" | rename c.d as e | where mv_contains(e, "x")',
    ],
    [
      'eval m = case(a is not null, "no", "yes") | eval a = coalesce(a, "-") | stats n = count(*) by a, m | eval a = case(m == "no", a) | where n > 3 and a == "x"',
      'stats n = count(*) by a | where n > 3 and a == "x"',
    ],
    [
      'eval m = case(a is not null, 1, 2) | eval a = coalesce(a, "-") | inline stats n = count(*) by a, m | eval n = case(m is not null, n), a = case(m == 1, a) | where n > 3 and a is null',
      'inline stats n = count(*) by a | where n > 3 and a is null',
    ],
    ['eval c = case(a is not null, a) | where c == "x"', 'where a == "x"'],
    [
      'stats n = count(*) where a == "x" by b | where n > 1',
      'stats n = count(*) where a in ("x") by b | where n > 1',
    ],
    [
      'stats n = count(*), m = count_distinct(u) by a | where n > 1 and m > 1',
      'stats k = count_distinct(u), l = count(*) by a | where k > 1 and l > 1',
    ],
    [
      'stats n = count(*) by a | eval s = case(n > 100, "high", n > 10, "medium", "low") | where s in ("high", "medium")',
      'stats n = count(*) by a | where n > 10',
    ],
    [
      'stats n = count(*) by a | eval s = case(n > 100, 3, n > 10, 2) | where s < 3',
      'stats n = count(*) by a | where n > 10 and n <= 100',
    ],
    [
      'stats n = count(*) by date_trunc(1 day, @timestamp) | where n > 3',
      'stats n = count(*) by date_trunc(24 hours, @timestamp) | where n > 3',
    ],
    [
      'stats n = count_distinct(u) where b == "x" by a | where n > 3',
      'eval v = case(b == "x", u) | stats n = count_distinct(v) by a | where n > 3',
    ],
    ['lookup join t on a | where z == "x"', 'enrich t on a with z | where z == "x"'],
  ])('%s = %s', (one, other) => {
    expect(relation(one, other)).toBe('exact');
    expect(relation(other, one)).toBe('exact');
  });
});

describe('pipelines that do not say the same are not', () => {
  test.each([
    ['where a == "x" | limit 5', 'limit 5 | where a == "x"'],
    ['stats n = count(*) by a | where n > 3', 'stats n = count(*) by a, b | where n > 3'],
    ['stats n = count(*) by a | where n > 3', 'stats n = count(*) by b | where n > 3'],
    ['stats n = count(a) by b | where n > 3', 'stats n = count(*) by b | where n > 3'],
    ['stats n = count_distinct(a) by b | where n > 3', 'stats n = count(a) by b | where n > 3'],
    [
      'stats n = count(*) where a == "x" by b | where n > 1',
      'stats n = count(*) where a == "y" by b | where n > 1',
    ],
    ['eval a = to_lower(a) | stats n = count(*) by a | where n > 3', 'stats n = count(*) by a | where n > 3'],
    ['rename a as b | eval a = c | where a == "x"', 'where a == "x"'],
    ['mv_expand many | where many == "x"', 'where many == "x"'],
    ['mv_expand many | stats n = count(*) by b | where n > 3', 'stats n = count(*) by b | where n > 3'],
    [
      'mv_expand many | stats n = count_distinct(many) by many | where n > 3',
      'stats n = count_distinct(many) by many | where n > 3',
    ],
    ['stats v = values(u) by a | where v == "x"', 'stats v = values(u) by a | where mv_contains(v, "x")'],
    [
      'stats n = count(*) by a | where n > 3 | stats m = count(*) by n | where m > 1',
      'stats n = count(*) by a | where n > 3',
    ],
    ['inline stats n = count(*) by a | where n > 3', 'stats n = count(*) by a | where n > 3'],
    ['sort b | limit 5', 'sort c | limit 5'],
    ['stats n = count(*) by a | where n < 3', 'where b == "x" | stats n = count(*) by a | where n < 3'],
    [
      'stats n = count(*) by a | eval s = case(n > 100, "high", n > 10, "medium", "low") | where s == "medium"',
      'stats n = count(*) by a | where n > 10',
    ],
    [
      'eval a = coalesce(a, "-") | stats n = count(*) by a | where n > 3',
      'stats n = count(*) by a | where n > 3',
    ],
    [
      'eval a = coalesce(a, "-") | eval m = case(a is not null, "no", "yes") | stats n = count(*) by a, m | where n > 3',
      'stats n = count(*) by a | where n > 3',
    ],
    [
      'eval m = case(a is not null, "no", "no") | eval a = coalesce(a, "-") | stats n = count(*) by a, m | where n > 3',
      'stats n = count(*) by a | where n > 3',
    ],
    [
      'eval m = case(b is not null, "no", "yes") | eval a = coalesce(a, "-") | stats n = count(*) by a, m | where n > 3',
      'stats n = count(*) by a | where n > 3',
    ],
    [
      'eval m = case(a is not null, "no", "yes") | eval a = coalesce(a, "-") | stats n = count(*) by a, m | where n > 3 and a == "-"',
      'stats n = count(*) by a | where n > 3 and a == "-"',
    ],
    ['eval c = case(b is not null, a) | where c == "x"', 'where a == "x"'],
    ['lookup join t on a | where z == "x"', 'lookup join u on a | where z == "x"'],
    ['lookup join t on a | where z == "x"', 'lookup join t on b | where z == "x"'],
  ])('%s is not %s', (one, other) => {
    expect(relation(one, other)).not.toBe('exact');
    expect(relation(other, one)).not.toBe('exact');
  });

  test.each([
    [
      'stats n = count(*) by a | where n > 3',
      'where b == "x" | stats n = count(*) by a | where n > 3',
      'narrower',
    ],
    ['stats n = count(*) by a | where n < 3', 'stats n = count(*) by a | where n < 9', 'broader'],
    ['where b == "x" | limit 3', 'limit 3', 'different'],
  ])('%s to %s is %s', (one, other, expected) => {
    expect(relation(one, other)).toBe(expected);
  });
});
