import { describe, expect, test } from 'vitest';
import { conditionOf, holds } from './reading.ts';

describe('conditions as predicates of two values', () => {
  test.each([
    ['x == "a"', 'single x = "a"'],
    ['x != "a"', 'and\n  single x like *\n  not\n    single x = "a"'],
    ['not x == "a"', 'and\n  single x like *\n  not\n    single x = "a"'],
    ['"a" == x', 'single x = "a"'],
    ['n > 4', 'single n gt 4 as number'],
    ['4 > n', 'single n lt 4 as number'],
    ['x in ("a", "b")', 'single x = "a", "b"'],
    ['x is null', 'not\n  exists x'],
    ['x is not null', 'exists x'],
    ['x like "a*"', 'single x like "a"*'],
    ['x like ("a*", "?b")', 'single x like "a"*, ?"b"'],
    ['x like """*\\\\Temp\\\\*"""', 'single x like *"\\\\Temp\\\\"*'],
    ['x like "*\\\\\\\\Temp"', 'single x like *"\\\\Temp"'],
    ['starts_with(x, "a*")', 'single x like "a*"*'],
    ['contains(x, "b")', 'single x like *"b"*'],
    ['locate(x, "b") > 0', 'single x like *"b"*'],
    ['to_lower(x) == "a"', 'single lower(x) = "a"'],
    ['cidr_match(source.ip, "10.0.0.0/8")', 'single source.ip in-network 10.0.0.0/8'],
    ['x : "a"', 'x = "a"'],
    ['message : "Quick fox"', 'message analysed any "quick", "fox"'],
    ['match(message, "a b", {"operator": "AND"})', 'message analysed all "a", "b"'],
    ['match(process.name, "a b", {"operator": "and"})', 'process.name = "a b"'],
    ['match(message, "a b", {"operator": "and", "boost": 2})', 'message analysed all "a", "b"'],
    [
      'multi_match("a b", message, process.name)',
      'or\n  message analysed any "a", "b"\n  process.name = "a b"',
    ],
    [
      'hour(@timestamp) < 6 and year(@timestamp) == 2026',
      'and\n  single hour(@timestamp) lt 6 as number\n  single year(@timestamp) = 2026',
    ],
    ['match_phrase(message, "a b")', 'message analysed phrase "a", "b"'],
    ['kql("x : a* and not y : b")', 'and\n  x like "a"*\n  not\n    y = "b"'],
    ['not kql("""x : "a" """)', 'not\n  x = "a"'],
    ['qstr("x:a")', 'x = "a"'],
    ['mv_contains(x, "a")', 'x = "a"'],
    ['mv_count(x) > 1', 'single value-count(x) gt 1 as number'],
    ['@timestamp > now() - 1 hour', 'single @timestamp gt "now-1h" as time'],
    ['flag', 'single flag = true'],
    ['not flag', 'single flag = false'],
    ['coalesce(x == "a", false)', 'single x = "a"'],
    ['not coalesce(x == "a", false)', 'not\n  single x = "a"'],
    ['coalesce(b, false)', 'single b = true'],
    ['coalesce(b, false) == false', 'not\n  single b = true'],
    ['coalesce(b, true)', 'not\n  single b = false'],
    ['coalesce(null, b, false)', 'single b = true'],
    ['case(x == "a", 1, 0) == 1', 'single x = "a"'],
    ['x::string == "a"', 'single x = "a"'],
    ['length("abc") == 3', 'always'],
    ['1 > 2 or flag', 'single flag = true'],
    ['null', 'never'],
    ['not null', 'never'],
  ])('%s', (condition, expected) => {
    expect(conditionOf(condition)).toBe(expected);
  });
});

const missing = {};
const several = { x: ['a', 'b'] };

describe('what a node of Elasticsearch keeps', () => {
  test.each([
    ['x != "a"', { x: 'b' }, true],
    ['x != "a"', { x: 'A' }, true],
    ['x != "a"', { x: '' }, true],
    ['x != "a"', missing, false],
    ['x != "a"', several, false],
    ['not x != "a"', { x: ['a', 'a'] }, true],
    ['not x in ("a")', missing, false],
    ['x in ("a", null)', { x: 'a' }, true],
    ['x not in ("a", null)', { x: 'b' }, false],
    ['not x like "a*"', several, false],
    ['not x like "a*"', { x: 'b' }, true],
    ['not starts_with(x, "a")', missing, false],
    ['not (length(x) > 3)', missing, false],
    ['not (length(x) > 3)', { x: 'abc' }, true],
    ['not (x == "a" or n == 99)', { x: 'b' }, false],
    ['not (x == "a" or n == 99)', { x: 'b', n: 1 }, true],
    ['x == "a" or n > 4', { n: 5 }, true],
    ['x == "a" or null', { x: 'a' }, true],
    ['x is null', { x: [] }, true],
    ['x is null', { x: '' }, false],
    ['(x == "a") is null', missing, true],
    ['(x == "a") is null', several, true],
    ['(x == "a") is null', { x: 'b' }, false],
    ['case(x == "a", "y", "n") == "n"', missing, true],
    ['case(x == "a", "y", "n") == "n"', several, true],
    ['coalesce(x, "zz") != "a"', missing, true],
    ['coalesce(x, "zz") != "a"', several, false],
    ['to_boolean(x)', { x: 'TRUE' }, true],
    ['to_boolean(x) == false', { x: 'no' }, true],
    ['to_boolean(x) == false', { x: '' }, true],
    ['to_boolean(x) == false', missing, false],
    ['to_boolean(to_long(n)) == false', { n: 0 }, true],
    ['to_boolean(to_long(n))', { n: -1 }, true],
    ['a.port::boolean', { 'a.port': 7 }, true],
    ['x : "a"', several, true],
    ['not x : "a"', missing, true],
    ['x == "A"', { x: 'a' }, false],
    ['x like ""', { x: '' }, false],
    ['x rlike ""', { x: '' }, true],
    ['x rlike "abc"', { x: 'abc123' }, false],
    ['x rlike "a.c"', { x: 'a\nc' }, true],
    ['n / 2 == 2', { n: 5 }, true],
    ['n / 2.0 == 2.5', { n: 5 }, true],
    ['to_double(n) / 2 == 2.5', { n: 5 }, true],
    ['substring(x, 1, 2) == "ab"', { x: 'abc' }, true],
    ['locate(x, "z") == 0', { x: 'abc' }, true],
    ['locate(x, "z") == 0', missing, false],
    ['mv_concat(x, ",") like "*a*"', several, true],
    ['mv_first(x) == "a"', { x: ['b', 'a'] }, true],
    ['mv_slice(x, 0) == "a"', several, true],
    ['replace(x, "[0-9]+", "-") == "a-b-"', { x: 'a12b3' }, true],
    ['replace(x, """(\\w)=(\\w)""", "$2=$1") == "b=a"', { x: 'a=b' }, true],
    ['replace(x, """\\$\\{""", "\\\\$") == "$a}"', { x: `$\{a}` }, true],
    ['length(replace(x, "[0-9]", "")) == 2000', { x: 'a1'.repeat(2000) }, true],
    ['replace(x, "a*", "-") == "--b-"', { x: 'aab' }, true],
    ['replace(x, """(a)b\\1""", "-") == "-c"', { x: 'abac' }, true],
    ['date_diff("hours", t, now()) == 2', { t: '2026-11-21T09:30:00Z' }, true],
    ['date_diff("milliseconds", t, now()) > 0', { t: '2026-11-01T00:00:00Z' }, true],
    ['date_diff("milliseconds", t, now()) > 0', { t: '2026-10-20T00:00:00Z' }, false],
    ['date_diff("milliseconds", t, now()) is null', { t: '2026-10-20T00:00:00Z' }, true],
    ['date_trunc(5 minutes, t) == "2026-11-21T10:05:00Z"', { t: '2026-11-21T10:05:00Z' }, true],
    ['date_trunc(5 minutes, t) == "2026-11-21T10:05:00Z"', { t: '2026-11-21T10:04:59.999Z' }, false],
    ['x == "2026-11-21T10:00:00Z"', { x: '2026-11-21T10:00:00Z' }, true],
    ['x == "2026-11-21T10:00:00Z"', { x: '2026-11-21t10:00:00z' }, false],
    ['x == "2026-11-21T10:00:00Z"', { x: '2026-11-21T11:00:00+01:00' }, false],
    ['@timestamp == "2026-11-21T10:00:00Z"', { '@timestamp': '2026-11-21T11:00:00+01:00' }, true],
    ['date_extract("hour_of_day", t) == 9', { t: '2026-11-21T09:30:00Z' }, true],
    ['@timestamp > now() - 1 hour', { '@timestamp': '2026-11-21T11:30:00Z' }, true],
    ['@timestamp > now() - 1 hour', { '@timestamp': '2026-11-21T10:30:00Z' }, false],
    ['round(n, 1) == 2.3', { n: 2.25 }, true],
    ['greatest(n, 3) == 3', { n: 2 }, true],
    ['url_decode(x) == "a b"', { x: 'a%20b' }, true],
    ['from_base64(x) == "abc"', { x: 'YWJj' }, true],
    ['json_extract(x, "a.b") == "c"', { x: '{"a":{"b":"c"}}' }, true],
    ['to_upper(x) == "AB"', { x: 'ab' }, true],
    ['mv_count(split(x, "/")) == 3', { x: 'a/b/c' }, true],
  ])('%s of %j: %s', (condition, event, expected) => {
    expect(holds(`from logs-* | where ${condition}`, event)).toBe(expected);
  });
});

describe('columns of eval stand in the place of their names', () => {
  const query = `from logs-* metadata _id
    | eval low = to_lower(process.name), bad = low like "*evil*" or process.pid == 4
    | eval score = case(bad, 2, process.pid > 100, 1, 0)
    | where score >= 1 | keep @timestamp, low, _id | sort @timestamp desc | limit 100`;
  test.each([
    [{ process: { name: 'EVIL.exe', pid: 9 } }, true],
    [{ process: { name: 'fine', pid: 4 } }, true],
    [{ process: { name: 'fine', pid: 101 } }, true],
    [{ process: { name: 'fine', pid: 9 } }, false],
    [{}, false],
  ])('%j: %s', (event, expected) => {
    expect(holds(query, event)).toBe(expected);
  });
});
