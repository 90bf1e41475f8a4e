import { describe, expect, test } from 'vitest';
import { holds, problemsOf, read } from './reading.ts';

describe('digests, versions, networks and steps', () => {
  const flow = (source: unknown, destination: unknown) => ({
    source: { ip: source },
    destination: { ip: destination },
  });
  const direction = 'network_direction(source.ip, destination.ip, ["private", "8.8.8.0/24"])';
  test.each([
    ['md5(x) == "900150983cd24fb0d6963f7d28e17f72"', { x: 'abc' }, true],
    ['sha1(x) == "a9993e364706816aba3e25717850c26c9cd0d89d"', { x: 'abc' }, true],
    ['sha256(x) like "ba7816bf*"', { x: 'abc' }, true],
    ['hash("SHA-256", x) == sha256(x)', { x: 'abc' }, true],
    ['hash("sha256", x) == sha256(x)', { x: 'abc' }, true],
    ['hash("md5", x) == "900150983cd24fb0d6963f7d28e17f72"', { x: 'abd' }, false],
    ['not sha256(x) == "a"', {}, false],
    ['to_version(x) < "1.10.0"', { x: '1.9.3' }, true],
    ['x::version >= "1.10.0"::version', { x: '1.9.3' }, false],
    ['"1.10"::version > x', { x: '1.9' }, true],
    ['"1.10"::version > "1.9"', {}, true],
    ['to_version(x) > "1.0.0"', { x: '1.0.0-rc.1' }, false],
    ['not to_version(x) > "1.0.0"', {}, false],
    [`${direction} == "outbound"`, flow('10.1.1.1', '8.8.4.4'), true],
    [`${direction} == "internal"`, flow('10.1.1.1', '8.8.8.8'), true],
    [`${direction} == "inbound"`, flow('9.9.9.9', '8.8.8.8'), true],
    [`${direction} == "external"`, flow('9.9.9.9', '1.1.1.1'), true],
    [`${direction} != "external"`, flow('10.1.1.1', undefined), false],
    [
      'network_direction(source.ip, destination.ip, "public") == "inbound"',
      flow('10.1.1.1', '8.8.4.4'),
      true,
    ],
    ['network_direction(source.ip, destination.ip, "unicast") == "external"', flow('ff02::1', '::1'), true],
    ['round_to(n, 10, 0, 5) == 5', { n: 9.5 }, true],
    ['round_to(n, 10, 0, 5) == 10', { n: 10 }, true],
    ['round_to(n, 10, 0, 5) == 0', { n: -7 }, true],
    ['round_to(n, 10, 0, 5) == 0', {}, false],
    ['round_to(n, 10, 0, 5) == 0', { n: [1, 2] }, false],
    [
      'round_to(@timestamp, "2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z") == "2025-01-01T00:00:00Z"',
      { '@timestamp': '2025-06-06T00:00:00Z' },
      true,
    ],
    ['mv_last(split(x, "@")) == "b"', { x: 'a@b' }, true],
    ['mv_last(split(x, "@")) == "b"', { x: 'b' }, true],
    ['mv_last(split(x, "@")) == "b"', { x: 'b@' }, false],
    ['mv_last(split(x, "@")) == ""', { x: 'b@' }, true],
    ['mv_last(split(x, "@")) == "b"', { x: ['a@b', 'b'] }, false],
    ['mv_first(split(to_lower(x), "@")) in ("a", "c@d")', { x: 'A@b@d' }, true],
    ['mv_first(split(x, "@")) in ("a", "c@d")', { x: 'c@d' }, false],
    ['mv_last(split(x, "@")) != "b"', { x: 'b@c' }, true],
    ['mv_last(split(x, "@")) != "b"', {}, false],
    ['not mv_last(split(x, "@")) == "a@b"', { x: 'a@b' }, true],
    ['not mv_last(split(x, "@")) == "a@b"', {}, false],
    ['day_name(@timestamp) in ("Saturday", "Sunday")', { '@timestamp': '2024-02-10T00:00:00Z' }, true],
    ['day_name(@timestamp) == "saturday"', { '@timestamp': '2024-02-10T00:00:00Z' }, false],
    ['month_name(@timestamp) != "March"', { '@timestamp': '2024-02-10T00:00:00Z' }, true],
    ['date_format("EEE", @timestamp) == "Sat"', { '@timestamp': '2024-02-10T00:00:00Z' }, true],
    ['not date_format("MMMM", @timestamp) in ("Feb", "May")', { '@timestamp': '2024-02-10T00:00:00Z' }, true],
    ['not day_name(@timestamp) == "Someday"', {}, false],
    ['date_format("HH", @timestamp) in ("03", "04")', { '@timestamp': '2024-02-10T03:00:00Z' }, true],
    ['date_format("HH", @timestamp) == "3"', { '@timestamp': '2024-02-10T03:00:00Z' }, false],
    ['date_format("H", @timestamp) == "3"', { '@timestamp': '2024-02-10T03:00:00Z' }, true],
    ['date_format("yyyy", @timestamp) != "2024"', { '@timestamp': '2024-02-10T03:00:00Z' }, false],
    [
      'date_format("D k K h A q QQQ G F MMMMM", @timestamp) == "41 3 3 3 10800000 1 Q1 AD 3 F"',
      { '@timestamp': '2024-02-10T03:00:00Z' },
      true,
    ],
    [
      'date_format("x xx XXX z O VV n", @timestamp) == "+00 +0000 Z Z GMT Z 5000000"',
      { '@timestamp': '2024-02-10T03:00:00.005Z' },
      true,
    ],
    ['date_parse("dd/MMM/yyyy", x) == "2025-06-10"', { x: '10/Jun/2025' }, true],
    ['date_parse("d MMMM yy h:mm a", x) == "2025-06-05T15:04:00Z"', { x: '5 June 25 3:04 PM' }, true],
    ['date_parse("yyyy-DDD", x) == "2024-02-29"', { x: '2024-060' }, true],
    ['date_parse("yyyy-MM-dd", x) is null', { x: '2025-02-30' }, true],
    ['date_parse("yyyy-MM-dd", x) is null', { x: '2025-2-03' }, true],
    ['date_parse("yyyy-MM-dd HH", x) is null', { x: '2025-02-03 24' }, true],
    ['date_trunc(7 days, @timestamp) == "2025-06-09"', { '@timestamp': '2025-06-10T00:00:00Z' }, true],
    ['date_trunc(2 weeks, @timestamp) == "2025-06-05"', { '@timestamp': '2025-06-10T00:00:00Z' }, true],
    ['date_trunc(1 week, @timestamp) == "2025-06-09"', { '@timestamp': '2025-06-10T00:00:00Z' }, true],
    ['to_integer(n) > 5', { n: 2147483648 }, false],
    ['to_integer(n) > 5', { n: 2147483647 }, true],
    ['to_integer(event.risk_score) == -2', { event: { risk_score: -2.5 } }, true],
    ['round(event.risk_score) == -3', { event: { risk_score: -2.5 } }, true],
    ['to_string(event.risk_score) == "47.0"', { event: { risk_score: 47 } }, true],
    ['to_string(n / 3.0) == "0.0"', { n: 0 }, true],
    ['to_string(n * 1.0) == "-1.0E-4"', { n: -0.0001 }, true],
    ['(n * 1.5)::keyword == "1.5E10"', { n: 1e10 }, true],
    ['to_string(n * 1.0) == "1.0E7"', { n: 10000000 }, true],
    ['to_string(n * 1.0) == "9999999.5"', { n: 9999999.5 }, true],
    ['to_string(to_double(x)) like "*.0"', { x: '5' }, true],
    ['to_datetime(process.pid) == "1970-01-01T00:00:05Z"', { process: { pid: 5000 } }, true],
    ['to_datetime(n * 1000) > "2025-06-10"', { n: 1749556800 }, true],
    ['greatest(n, 2) == 5', { n: [1, 5] }, true],
    ['least(n, m) == 1', { n: [4, 5], m: [1, 9] }, true],
    ['least(n, m) == 1', { n: [4, 5] }, false],
    ['greatest(tags, "m") == "z"', { tags: ['a', 'z'] }, true],
    ['clamp_max(n, 3) == 3', { n: [1, 5] }, false],
    ['match(source.ip, "10.0.0.0/8")', { source: { ip: '10.1.2.3' } }, true],
    ['source.ip : "10.0.0.0/8"', { source: { ip: '11.1.2.3' } }, false],
    ['@timestamp : "2025-06-09"', { '@timestamp': '2025-06-09T23:59:59.999Z' }, true],
    ['match(@timestamp, "2025-06-09")', { '@timestamp': '2025-06-10T00:00:00Z' }, false],
    ['mv_count(process.args) == 2', { process: { args: ['b', 'a', 'b'] } }, true],
    ['mv_count(mv_append(process.args, x)) == 3', { process: { args: ['b', 'a', 'b'] }, x: 'a' }, true],
    ['n % 2 == 1', { n: [5, 5] }, false],
    ['left(x, locate(x, "@") - 1) == "a"', { x: 'a@b' }, true],
    ['left(x, locate(x, "@") - 1) == ""', { x: 'ab' }, true],
    ['left(x, locate(x, "@") - 1) is null', {}, true],
    ['left(x, n) == "ab"', { x: 'abc', n: 2 }, true],
    ['left(x, -1) == ""', { x: 'abc' }, true],
    ['substring(x, locate(x, "@")) == "@b"', { x: 'a@b' }, true],
    ['substring(x, locate(x, "@")) == "ab"', { x: 'ab' }, true],
    ['substring(x, locate(x, "@") + 1) == "ab"', { x: 'ab' }, true],
    ['substring(x, n, 2) == "bc"', { x: 'abcd', n: -3 }, true],
    ['substring(x, n, 2) == "ab"', { x: 'abcd', n: 0 }, true],
    ['substring(x, 2, n) is null', { x: 'abcd', n: -1 }, true],
    ['substring(x, 2, n) == ""', { x: 'abcd', n: 0 }, true],
    ['substring(x, 2, -1) is null', { x: 'abcd' }, true],
    [
      'date_extract("nano_of_second", @timestamp) == 5000000',
      { '@timestamp': '2024-02-10T03:00:00.005Z' },
      true,
    ],
    ['to_integer(date_format("dd", @timestamp)) > 9', { '@timestamp': '2024-02-10T03:00:00Z' }, true],
    ['to_integer(date_format("dd", @timestamp)) > 9', { '@timestamp': '2024-02-09T03:00:00Z' }, false],
    ['reverse(x) like "exe*"', { x: 'cmd.exe' }, true],
    ['reverse(x) like "exe*"', { x: 'exe.cmd' }, false],
    ['not reverse(x) == "ab"', { x: 'ab' }, true],
    ['not reverse(x) == "ab"', {}, false],
    ['reverse(x) == "éa"', { x: 'aé' }, true],
    ['to_ip(x) == "::1"', { x: '0:0:0:0:0:0:0:1' }, true],
    ['x::ip == "10.0.0.1"', { x: '::ffff:10.0.0.1' }, true],
    ['x::ip == "10.0.0.1"', { x: '10.0.0.2' }, false],
    ['to_ip(x) != "10.0.0.1"', { x: '10.0.0.2' }, true],
    ['to_ip(x) != "10.0.0.1"', { x: 'no address' }, false],
    ['not cidr_match(to_ip(x), "10.0.0.0/8")', { x: '11.0.0.1' }, true],
    ['not cidr_match(to_ip(x), "10.0.0.0/8")', { x: 'fe80::1' }, true],
    ['not cidr_match(to_ip(x), "10.0.0.0/8")', { x: 'no address' }, false],
    ['ip_prefix(to_ip(x), 8, 0) == "10.0.0.0"', { x: '10.1.2.3' }, true],
    ['ip_prefix(to_ip(x), 8, 0) == "10.0.0.0"', { x: '11.1.2.3' }, false],
    ['ip_prefix(to_ip(x), 8, 0) == "10.1.0.0"', { x: '10.1.2.3' }, false],
    ['ip_prefix(to_ip(x), 0, 32) == "2001:db8::"', { x: '2001:db8:1::1' }, true],
    ['ip_prefix(to_ip(x), 24, 0) == "::"', { x: '2001:db8:1::1' }, true],
    ['ip_prefix(to_ip(x), 24, 0) == "::"', { x: '10.1.2.3' }, false],
    ['mv_like(x, "a*")', { x: ['b', 'ac'] }, true],
    ['not mv_like(x, "a*")', {}, true],
    ['mv_rlike(x, "a.")', { x: ['abc', 'ab'] }, true],
    ['mv_rlike(x, "a.")', { x: ['abc'] }, false],
    ['mv_greater(n, 5)', { n: [1, 6] }, true],
    ['mv_greater(n, 5)', { n: [1, 5] }, false],
    ['mv_greater(n, 5, {"include_bound": true})', { n: [1, 5] }, true],
    ['mv_less(n, 5) and not mv_less(n, 1)', { n: [1, 6] }, true],
    ['not mv_less(n, 5)', {}, true],
    ['days_in_month(@timestamp) == 29', { '@timestamp': '2024-02-06T00:00:00Z' }, true],
    ['days_in_month(@timestamp) == 28', { '@timestamp': '2100-02-06T00:00:00Z' }, true],
    ['date_unit_count("day", "month", @timestamp) == 29', { '@timestamp': '2024-02-06T00:00:00Z' }, true],
    ['date_unit_count("day", "year", @timestamp) == 366', { '@timestamp': '2024-02-06T00:00:00Z' }, true],
    ['date_unit_count("hour", "month", @timestamp) == 720', { '@timestamp': '2025-06-06T00:00:00Z' }, true],
    ['date_unit_count("hours", "day", @timestamp) == 24', { '@timestamp': '2025-06-06T00:00:00Z' }, true],
    ['date_unit_count("hours", "day", @timestamp) == 24', {}, false],
    ['mv_in_range(n, 2, 5)', { n: [1, 9] }, false],
    ['mv_in_range(n, 2, 5)', { n: [1, 5] }, true],
    ['not mv_in_range(n, 2, 5)', { n: [1, 9] }, true],
    ['mv_pseries_weighted_sum(n, 1.5) > 94.454', { n: [70, 45, 21, 21, 21] }, true],
    ['mv_pseries_weighted_sum(n, 1.5) > 95', { n: [70, 45, 21, 21, 21] }, false],
    ['to_ascii(x) == """a\\\\u4e16\\\\xe9\\\\U0001f30d\\\\n\\\\""""', { x: 'a世é🌍\n"' }, true],
    [
      `json_string("a", x, "b", n, "c", y, "d", z) == """{"a":"q\\"","b":[1,2],"c":true,"d":null}"""`,
      { x: 'q"', n: [1, 2], y: true },
      true,
    ],
    ['json_string(x, 1) is null', {}, true],
    [`field_extract(a.f, "['host.name']") == "x"`, { a: { f: { 'host.name': 'x' } } }, true],
    ['field_extract(a.f, "n") == "5"', { a: { f: { n: 5 } } }, true],
    ['field_extract(a.f, "n") != "5"', {}, false],
    [
      'v_cosine(v, [0, 255, 255]) > 0.816 and v_cosine(v, [0, 255, 255]) < 0.817',
      { v: [128, 128, 128] },
      true,
    ],
    ['v_dot_product(v, [1, 2.5]) == 12', { v: [2, 4] }, true],
    ['v_l1_norm(v, [0, 255, 255]) == 765 and v_hamming(v, [0, 255, 255]) == 24', { v: [255, 0, 0] }, true],
    ['v_l2_norm(to_dense_vector(v), [0, 0]) == v_magnitude(v)', { v: [3, 4] }, true],
    ['v_magnitude(v) == 5 and v_magnitude([6, 8]) == 10', { v: [3, 4] }, true],
    ['not v_l1_norm(v, [0, 1]) > 5', { v: [3, 4, 5] }, false],
    ['days_in_month(@timestamp) == 30', { '@timestamp': '2100-09-06T00:00:00Z' }, true],
  ])('%s of %j: %s', (condition, event, expected) => {
    expect(holds(`from logs-* | where ${condition}`, event)).toBe(expected);
  });

  test.each([
    ['from a | where hash("MD2", x) == "y"', 'esql/refused-function'],
    ['from a | where network_direction(x, y, ["dmz"]) == "inbound"', 'esql/network'],
    ['from a | where round_to(n, m) == 1', 'esql/argument-type'],
    ['from a | stats m = max(v::version)', 'esql/refused-function'],
  ])('%s: %s', (query, code) => {
    expect(problemsOf(query)[0]?.[0]).toBe(code);
  });
});

/**
 * Functions of the manual, beside those that the tables of conditions and pipelines have:
 * https://www.elastic.co/docs/reference/query-languages/esql/esql-functions-operators
 */
const others = `all_first all_last ascii fmt_bytes fmt_bytes_si fmt_duration fmt_percent without
  categorize chunk decay embedding extract_snippets knn sample score sparkline st_extent_agg st_geohash_to_long
  st_geohex st_geohex_to_geoshape st_geohex_to_long st_geohex_to_string st_geotile_to_long st_buffer st_difference
  st_intersection st_simplify st_symdifference st_union text_embedding
  to_aggregate_metric_double to_counter to_dateperiod to_exponential_histogram
  to_gauge to_geohash to_geohex to_geotile to_tdigest to_timeduration top_snippets
  absent_over_time avg_over_time count_distinct_over_time count_over_time delta
  deriv first_over_time idelta increase irate last_over_time max_over_time min_over_time percentile_over_time
  present_over_time rate stddev_over_time sum_over_time variance_over_time`.split(/\s+/);

test.each(others)('%s of the manual is refused by its name', name => {
  const queries = [`from a | where ${name}(x, y) == 1`, `from a | stats q = ${name}(x) by z`];
  expect(queries.map(query => read(query).diagnostics[0]?.code)).toContain('esql/refused-function');
});

/** https://www.elastic.co/docs/reference/query-languages/esql/esql-commands */
const commands =
  'completion dense_vector external fuse highlight ip_location metrics_info mmr promql registered_domain rerank sample ts_info ts_collapse user_agent';

test.each(commands.split(' '))('the command %s of the manual is refused by its name', name => {
  expect(problemsOf(`from a | ${name} x`)).toEqual([['esql/refused-command', name]]);
});
