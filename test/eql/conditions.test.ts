import { describe, expect, test } from 'vitest';
import { conditionOf, searchOf } from './lower-query.ts';

describe('categories', () => {
  test.each([
    ['process where true', 'event.category = "process"'],
    ['any where true', 'always'],
    ['any where false', 'never'],
    ['"my-category" where true', 'event.category = "my-category"'],
    ['"""a\\b""" where true', 'event.category = "a\\\\b"'],
    ['process where a == 1', 'and\n  event.category = "process"\n  a = 1'],
  ])('%s', (query, expected) => {
    expect(searchOf(query)).toBe(expected);
  });
});

describe('comparisons with values', () => {
  test.each([
    ['a == "x"', 'a = "x"'],
    ['a == "x*"', 'a = "x*"'],
    ['a != "x"', 'not\n  a = "x"'],
    ['"x" == a', 'a = "x"'],
    ['a == 5', 'a = 5'],
    ['a == 5.50', 'a = 5.5'],
    ['a == .5', 'a = 0.5'],
    ['a == 1e3', 'a = 1000'],
    ['a == -5', 'a = -5'],
    ['a == 18446744073709551615', 'a = "18446744073709551615"'],
    ['a == true', 'a = true'],
    ['a != false', 'not\n  a = false'],
    ['a > 5', 'a gt 5 as number'],
    ['5 > a', 'a lt 5 as number'],
    ['5 <= a', 'a gte 5 as number'],
    ['a >= "m"', 'a gte "m" as string'],
    ['a < 18446744073709551615', 'a lt "18446744073709551615" as number'],
    ['@timestamp >= "2025-03-04"', '@timestamp gte "2025-03-04" as time'],
    ['source.ip >= "10.0.0.1"', 'source.ip gte "10.0.0.1" as ip'],
    ['host.name >= "10.0.0.1"', 'host.name gte "10.0.0.1" as string'],
  ])('%s', (condition, expected) => {
    expect(conditionOf(condition)).toBe(expected);
  });
});

describe('null, and fields that may be missing', () => {
  test.each([
    ['a == null', 'not\n  exists a'],
    ['a != null', 'exists a'],
    ['null != a', 'exists a'],
    ['?a.b == null', 'not\n  exists ?a.b'],
    ['?a == "x"', '?a = "x"'],
    ['null == null', 'always'],
    ['1 == 1', 'always'],
    ['3 < 2 or a == 1', 'a = 1'],
    ['"a" == "A"', 'never'],
    ['"a" : "A*" and a == 1', 'a = 1'],
    ['length("abc") == 3 and a == 1', 'a = 1'],
    ['not indexOf("abc", "x") == 0', 'always'],
    ['null != null', 'never'],
    ['length(a) == null', 'not\n  exists length(a)'],
    ['null == (exit_code > -1)', 'not\n  exists exit_code'],
    ['(a : "x*") != null', 'exists a'],
    ['a in ("x", null)', 'a = "x"'],
    ['a in (null)', 'never'],
  ])('%s', (condition, expected) => {
    expect(conditionOf(condition)).toBe(expected);
  });
});

describe('logic', () => {
  test.each([
    ['a == 1 or b == 2 and c == 3', 'or\n  a = 1\n  and\n    b = 2\n    c = 3'],
    ['(a == 1 or b == 2) and c == 3', 'and\n  or\n    a = 1\n    b = 2\n  c = 3'],
    ['not a == 1 and b == 2', 'and\n  not\n    a = 1\n  b = 2'],
    ['not (a == 1 and b == 2)', 'not\n  and\n    a = 1\n    b = 2'],
    ['not not a == 1', 'a = 1'],
    ['not not not a == 1', 'not\n  a = 1'],
    ['a', 'a = true'],
    ['not a', 'not\n  a = true'],
    ['a == 1 and true', 'a = 1'],
    ['cidrMatch(a, "10.0.0.0/8") == true', 'a in-network 10.0.0.0/8'],
    ['cidrMatch(a, "10.0.0.0/8") != false', 'a in-network 10.0.0.0/8'],
    ['cidrMatch(a, "10.0.0.0/8") == false', 'not\n  a in-network 10.0.0.0/8'],
    ['cidrMatch(a, "10.0.0.0/8") != true', 'not\n  a in-network 10.0.0.0/8'],
    ['(a > 1 and b : "x") == true', 'and\n  a gt 1 as number\n  b =~ "x"'],
  ])('%s', (condition, expected) => {
    expect(conditionOf(condition)).toBe(expected);
  });
});

describe('lists and patterns', () => {
  test.each([
    ['a in ("x", "Y")', 'a = "x", "Y"'],
    ['a in ("x*")', 'a = "x*"'],
    ['a in~ ("x*", "y")', 'a =~ "x*", "y"'],
    ['a not in (1, -2, 3.5)', 'not\n  a = 1, -2, 3.5'],
    ['a not in~ ("x")', 'not\n  a =~ "x"'],
    ['a : "x"', 'a =~ "x"'],
    ['a : "x*y?"', 'a like~ "x"*"y"?'],
    ['a : ("x*", "y")', 'a like~ "x"*, "y"'],
    ['a : "*"', 'exists a'],
    ['a : "C:\\\\*.exe"', 'a like~ "C:\\\\"*".exe"'],
    ['a : """C:\\*"""', 'a like~ "C:\\\\"*'],
    ['a : "x\\\\*y"', 'a like~ "x\\\\"*"y"'],
    ['a like "x**y"', 'a like "x"*"y"'],
    ['a like ("x", "y")', 'a = "x", "y"'],
    ['a like~ ("X?")', 'a like~ "X"?'],
    ['not a like "x*"', 'not\n  a like "x"*'],
    ['a regex "x.*"', 'a matches whole dotAll "x" (.){0,}'],
    ['a regex~ "x"', 'a matches whole ignoreCase dotAll "x"'],
    ['a regex ("x", "y")', 'or\n  a matches whole dotAll "x"\n  a matches whole dotAll "y"'],
    ['length(a) in (1, 2)', 'length(a) = 1, 2'],
  ])('%s', (condition, expected) => {
    expect(conditionOf(condition)).toBe(expected);
  });
});

describe('functions that are true or false', () => {
  test.each([
    ['startsWith(a, "x")', 'a like "x"*'],
    ['startswith~(a, "x")', 'a like~ "x"*'],
    ['startsWith(a, "x*")', 'a like "x*"*'],
    ['endsWith(a, ".exe")', 'a like *".exe"'],
    ['ENDSWITH~(a, ".exe")', 'a like~ *".exe"'],
    ['stringContains(a, "x")', 'a like *"x"*'],
    ['stringContains(a, "[*]")', 'a like *"["*"]"*'],
    ['stringContains(a, "p=\\\\*")', 'a like *"p=*"*'],
    ['endsWith(a, "\\\\cmd.exe")', 'a like *"cmd.exe"'],
    ['endsWith(a, "\\\\\\\\cmd.exe")', 'a like *"\\\\cmd.exe"'],
    ['endsWith(string(a), "\\\\cmd.exe")', 'string(a) like *"\\\\cmd.exe"'],
    ['endsWith~(a, b)', 'a endsWith~ b as string'],
    [
      'stringContains(a, concat(b, "x"))',
      'and\n  a contains concat(b, "x") as string\n  not\n    concat(b, "x") = ""',
    ],
    ['startsWith("abc", a)', '"abc" startsWith a as string'],
    ['cidrMatch(a, "::/0")', 'a in-network ::/0, 0.0.0.0/0'],
    ['cidrMatch(a, "10.1.2.3/8", "::1", "127.0.0.1")', 'a in-network 10.0.0.0/8, ::1/128, 127.0.0.1/32'],
  ])('%s', (condition, expected) => {
    expect(conditionOf(condition)).toBe(expected);
  });
});
