import { describe, expect, test } from 'vitest';
import { splunk } from '../../backends/splunk/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import { elasticTomlReader } from '../../src/readers/elastic-toml.ts';
import { SourceFile } from '../../src/source/index.ts';

function translated(query: string) {
  const text = `[rule]\nname = "n"\nrule_id = "i"\nrisk_score = 1\nseverity = "low"\ndescription = "d"\ntype = "esql"\nlanguage = "esql"\nquery = '''from logs-* | ${query}'''\n`;
  const [read] = elasticTomlReader.read(new SourceFile('rule.toml', text), { placeholders: new Map() });
  const rule = read?.rule && resolve(read.rule).value;
  if (rule === undefined) throw new Error(read?.diagnostics[0]?.message);
  return compile(rule, splunk, { casing: 'keep', strictFields: false, profile: defaultProfile });
}

describe('functions of stages in SPL: what eval has no words for is refused, and never written as something else', () => {
  test.each([
    ['eval x = date_trunc(5 minutes, @timestamp) | stats n = count(*) by x', 'eval x=(floor(_time/300)*300)'],
    ['stats f = min(@timestamp) by h | where f >= now() - 9 minutes', 'where f>=relative_time(now(), "-9m")'],
    [
      'stats f = min(@timestamp), l = max(@timestamp) by h | where date_diff("minute", f, l) <= 5',
      'floor((l-f)/60), ceiling((l-f)/60)',
    ],
    ['stats f = min(@timestamp), l = max(@timestamp) by h | where f == l', 'where f=l'],
    ['stats v = values(u) by h | eval w = mv_first(v)', 'eval w=mvindex(v, 0)'],
    ['stats v = values(u) by h | eval w = mv_concat(v, ", ")', 'eval w=mvjoin(v, ", ")'],
    ['eval u = url_decode(q) | where u like "*x*"', 'like(urldecode(q'],
    ['eval u = replace(q, "^a+", "b") | where u == "x"', 'replace(q, "^a+", "b")'],
  ])('%s', (query, expected) => {
    expect(translated(query).query).toContain(expected);
  });

  test.each([
    ['eval u = to_base64(q) | where u == "x"', /base64Encode/],
    ['eval x = date_trunc(2 months, @timestamp) | stats n = count(*) by x', /dateTruncate/],
    ['eval x = date_format("d", @timestamp) | stats n = count(*) by x', /no variable for one of the letters/],
    [
      'eval x = date_format("dd", process.start) | stats n = count(*) by x',
      /process.start is not held as a time/,
    ],
    [
      'eval x = date_extract("hour_of_day", process.start) | stats n = count(*) by x',
      /process.start is not held as a time/,
    ],
    ['eval x = ip_prefix(source.ip, 24, 64) | stats n = count(*) by x', /of IPv6 all or none/],
    ['eval x = ip_prefix(source.ip, 20, 0) | stats n = count(*) by x', /of IPv6 all or none/],
    ['where ip_prefix(a, 16, 0) == ip_prefix(b, 16, 0)', /networks of two addresses/],
    ['where mv_zip(a, b) == "x,y"', /both of the values that mv_zip puts together/],
    ['eval x = mv_zip(tags, u) | stats n = count(*) by x', /tags, which may be several/],
    ['stats x = top(n, 2, "desc") by h | where mv_max(x) > 3', /stats has no function for top/],
    ['eval x = reverse(u) | stats n = count(*) by x', /reverse/],
    [
      'eval x = date_trunc(1 hour, process.start) | stats n = count(*) by x',
      /process.start is not held as a time/,
    ],
    ['stats f = min(process.start) by h | where f >= now() - 9 minutes', /f is not held as a time/],
    ['eval x = case(to_base64(q) == "x", "a", "b") | where x == "a"', /base64Encode/],
    ['where length(to_base64(q)) + 1 > 5 | stats n = count(*) by h', /base64Encode/],
  ])('refused: %s', (query, why) => {
    const { verdict, reasons } = translated(query);
    expect(verdict).toBe('refused');
    expect(reasons.join()).toMatch(why);
  });

  test.each([
    ['stats n = count(*) by h | where n > 3', 'exact'],
    ['where h is not null | stats n = count(*) by h | where n > 3', 'exact'],
    ['where h == "a" or h like "b*" | stats n = count(*) by h | where n > 3', 'exact'],
    ['eval k = case(a == 1, "x", "y") | stats n = count(*) by k | where n > 3', 'exact'],
    ['eval k = case(a == 1, "x") | stats n = count(*) by k | where n > 3', 'exact'],
    ['stats n = count(*) by h | stats m = max(n)', 'exact'],
    ['eval d = date_format("yyyy-MM-dd", @timestamp) | stats n = count(*) by d | where n > 3', 'exact'],
    ['eval d = date_format("HH", @timestamp) | stats n = count(*) by d | where d == "03" and n > 3', 'exact'],
    [
      'eval d = date_format("EEEE", @timestamp) | where d == "Sunday" | stats n = count(*) | where n > 3',
      'exact',
    ],
    [
      `eval d = date_format("dd MMM yyyy 'at' HH:mm", @timestamp) | stats n = count(*) by d | where n > 3`,
      'exact',
    ],
    ['eval d = day_name(@timestamp) | stats n = count(*) by d | where n > 3', 'exact'],
    ['stats n = count(*) by w = bucket(@timestamp, 1 week) | where n > 3', 'exact'],
    ['stats n = count(*) by w = date_trunc(1 quarter, @timestamp) | where n > 3', 'exact'],
    ['where @timestamp >= date_trunc(1 day, now()) | stats n = count(*) by h | where n > 3', 'exact'],
    ['eval p = ip_prefix(source.ip, 24, 0) | stats n = count(*) by p | where n > 3', 'exact'],
    ['eval z = mv_zip(a, b, ":") | stats n = count(*) by z | where n > 3', 'exact'],
    ['stats m = median_absolute_deviation(v) by h | where m > 3', 'exact'],
    ['stats m = top(v, 1, "desc") by h | where m > 3', 'exact'],
    ['eval d = mv_last(split(u, "@")) | stats n = count(*) by d | where n > 3', 'exact'],
    ['stats n = count(h) by h | stats m = max(n)', 'exact'],
    ['stats n = count_distinct(h) by h | where n < 3', 'exact'],
    ['stats n = count_distinct(h) by h | where n >= 1', 'exact'],
    ['stats n = count_distinct(case(a == 1, h, null)) by h | where n > 0', 'exact'],
    ['stats n = count_distinct(a) by h | where n > 0', 'exact'],
    ['stats n = count_distinct(h), m = count(*) by h | where h is not null and m > 3', 'exact'],
  ])(
    'stats has no group for events without a key, for which one stands where it is one that counts: %s',
    (query, verdict) => {
      expect(translated(query).verdict).toBe(verdict);
    },
  );

  test.each([
    ['stats v = values(source.ip) by h | eval w = mv_min(v) | where w == "10.0.0.1"', 'different'],
    ['stats v = values(source.ip) by h | eval w = mv_min(v) | sort w | limit 1', 'different'],
    ['stats v = values(source.ip) by h | eval w = mv_min(v)', 'exact'],
    ['stats v = values(source.ip) by h | eval w = mv_min(v) | sort h | keep w', 'exact'],
  ])(
    'the least of several values is that by its letters, which is declared unless it is only shown: %s',
    (query, verdict) => {
      expect(translated(query).verdict).toBe(verdict);
    },
  );
});
