/**
 * What the manual of ES|QL names, each with a use of it. A list is of one line each, its name the first word.
 * https://www.elastic.co/docs/reference/query-languages/esql/esql-commands,
 * https://www.elastic.co/docs/reference/query-languages/esql/esql-functions-operators
 */
export interface ManualSection {
  readonly title: string;
  /** Where the use stands in a query, at `…`. */
  readonly query: string;
  readonly uses: string;
}

const value = 'from a | eval q = … | stats n = count(*) by q';
const condition = 'from a | where …';
const aggregate = 'from a | stats q = … by z';

export const manualSections: readonly ManualSection[] = [
  {
    title: 'Source commands and directives',
    query: '…',
    uses: `
from: from logs-*, other:logs-*, <logs-{now/d}>, "a,b" metadata _id, _index
promql: promql up
row: row x = 1
set: set unmapped_fields = "load"; from a
show: show info
ts: ts metrics
explain: explain (from a)
external: external "s3://a"
eql: eql "process where true"`,
  },
  {
    title: 'Processing commands',
    query: 'from a | …',
    uses: `
bottomk: bottomk x, 5 by y
change_point: change_point n on t as type, pvalue
completion: completion x = "prompt" with {"inference_id": "m"}
dedup: keep x | dedup
dense_vector: dense_vector v = x
dissect: dissect x "%{a} %{b}" append_separator=","
drop: drop x, y.*
enrich: enrich policy on x with n = name
eval: eval x = y + 1
fork: fork (where x == 1) (where y == 2)
fuse: fuse rrf
grok: grok x "%{IP:ip} %{WORD:w}"
highlight: highlight x
inline stats: inline stats n = count(*) by x
ip_location: ip_location g = x
keep: keep x, y.*, *
limit: limit 10 by x
limitk: limitk 10 by x
lookup join: lookup join t on x, y
metrics_info: metrics_info
mmr: mmr x limit 5
mv_expand: mv_expand x
registered_domain: registered_domain d = x
rename: rename x as y, z = w
rerank: rerank "q" on x with {"inference_id": "m"}
sample: sample 0.1
sort: sort x desc nulls last, y
stats: stats n = count(*) where x == 1, m = max(n) by y, b = bucket(@timestamp, 1 hour)
topk: topk x, 5
ts_collapse: ts_collapse x
ts_info: ts_info
uri_parts: uri_parts u = x
user_agent: user_agent u = x
where: where x == 1 and y in (from b | keep y)`,
  },
  {
    title: 'Aggregation functions',
    query: aggregate,
    uses: `
absent: absent(x)
all_first: all_first(x, y)
all_last: all_last(x, y)
avg: avg(x)
count: count(x)
count_distinct: count_distinct(x, 3000)
earliest: earliest(x)
first: first(x, y)
last: last(x, y)
latest: latest(x)
max: max(x)
median: median(x)
median_absolute_deviation: median_absolute_deviation(x)
min: min(x)
percentile: percentile(x, 95)
present: present(x)
sample: sample(x, 5)
sparkline: sparkline(x)
st_centroid_agg: st_centroid_agg(x)
st_extent_agg: st_extent_agg(x)
std_dev: std_dev(x)
sum: sum(x)
top: top(x, 3, "desc")
values: values(x)
variance: variance(x)
weighted_avg: weighted_avg(x, y)`,
  },
  {
    title: 'Time series aggregation functions',
    query: aggregate,
    uses: [
      ...['absent', 'avg', 'count', 'count_distinct', 'first', 'last', 'max', 'min', 'percentile', 'present'],
      ...['stddev', 'sum', 'variance'],
    ]
      .map(name => `${name}_over_time`)
      .concat('delta', 'deriv', 'idelta', 'increase', 'irate', 'rate')
      .map(name => `${name}: ${name}(x)`)
      .sort()
      .join('\n'),
  },
  {
    title: 'Grouping functions',
    query: 'from a | stats n = count(*) by q = …',
    uses: `
bucket: bucket(@timestamp, 1 hour)
categorize: categorize(x)
tbucket: tbucket(1 hour)
without: without(x)`,
  },
  {
    title: 'Conditional functions',
    query: value,
    uses: `
case: case(x == 1, "a", y > 2, "b", "c")
clamp: clamp(n, 1, 5)
clamp_max: clamp_max(n, 5)
clamp_min: clamp_min(n, 1)
coalesce: coalesce(x, y)
greatest: greatest(n, 5)
least: least(n, 5)`,
  },
  {
    title: 'Date and time functions',
    query: value,
    uses: `
date_diff: date_diff("hour", @timestamp, now())
date_extract: date_extract("hour_of_day", @timestamp)
date_format: date_format("yyyy-MM-dd", @timestamp)
date_parse: date_parse("yyyy-MM-dd", x)
date_trunc: date_trunc(5 minutes, @timestamp)
date_unit_count: date_unit_count("day", "month", @timestamp)
day: day(@timestamp)
day_name: day_name(@timestamp)
days_in_month: days_in_month(@timestamp)
hour: hour(@timestamp)
month: month(@timestamp)
month_name: month_name(@timestamp)
now: now()
range_contains: range_contains(to_range(x, y), @timestamp)
range_intersects: range_intersects(to_range(x, y), to_range(z, w))
range_max: range_max(to_range(x, y))
range_min: range_min(to_range(x, y))
range_within: range_within(@timestamp, to_date_range("2025-01-01..2025-02-01"))
trange: trange(1 hour)
year: year(@timestamp)`,
  },
  {
    title: 'Dense vector functions',
    query: condition,
    uses: `
embedding: embedding(x, "m") is not null
knn: knn(x, [1, 2])
text_embedding: text_embedding("x", "m") is not null
v_cosine: v_cosine(x, [1, 2]) > 0
v_dot_product: v_dot_product(x, y) > 0
v_hamming: v_hamming(x, y) > 0
v_l1_norm: v_l1_norm(x, y) > 0
v_l2_norm: v_l2_norm(x, y) > 0
v_magnitude: v_magnitude(x) > 0`,
  },
  {
    title: 'IP functions',
    query: condition,
    uses: `
cidr_match: cidr_match(source.ip, "10.0.0.0/8", "fd00::/8")
ip_prefix: ip_prefix(source.ip, 24, 112) == "10.0.0.0"
network_direction: network_direction(source.ip, destination.ip, ["private"]) == "outbound"`,
  },
  {
    title: 'Mathematical functions',
    query: value,
    uses: `
abs: abs(n)
acos: acos(n)
acosh: acosh(n)
asin: asin(n)
asinh: asinh(n)
atan: atan(n)
atan2: atan2(n, 2)
atanh: atanh(n)
cbrt: cbrt(n)
ceil: ceil(n)
copy_sign: copy_sign(n, -1)
cos: cos(n)
cosh: cosh(n)
e: e()
exp: exp(n)
floor: floor(n)
hypot: hypot(n, 2)
log: log(2, n)
log10: log10(n)
pi: pi()
pow: pow(n, 2)
round: round(n, 2)
round_to: round_to(n, 1, 5, 10)
scalb: scalb(n, 2)
signum: signum(n)
sin: sin(n)
sinh: sinh(n)
sqrt: sqrt(n)
tan: tan(n)
tanh: tanh(n)
tau: tau()`,
  },
  {
    title: 'Functions of several values',
    query: value,
    uses: `
mv_append: mv_append(x, y)
mv_avg: mv_avg(n)
mv_concat: mv_concat(x, ",")
mv_contains: mv_contains(x, "a")
mv_count: mv_count(x)
mv_dedupe: mv_dedupe(x)
mv_difference: mv_difference(x, y)
mv_first: mv_first(x)
mv_greater: mv_greater(n, 5)
mv_in_range: mv_in_range(n, 1, 5)
mv_intersection: mv_intersection(x, y)
mv_intersects: mv_intersects(x, y)
mv_last: mv_last(x)
mv_less: mv_less(n, 5)
mv_like: mv_like(x, "a*")
mv_max: mv_max(x)
mv_median: mv_median(n)
mv_median_absolute_deviation: mv_median_absolute_deviation(n)
mv_min: mv_min(x)
mv_percentile: mv_percentile(n, 50)
mv_pseries_weighted_sum: mv_pseries_weighted_sum(n, 1.5)
mv_rlike: mv_rlike(x, "a.")
mv_slice: mv_slice(x, 0, 1)
mv_sort: mv_sort(x, "DESC")
mv_sum: mv_sum(n)
mv_union: mv_union(x, y)
mv_zip: mv_zip(x, y, "-")`,
  },
  {
    title: 'Search functions',
    query: condition,
    uses: `
decay: decay(n, 5, 10) > 0
kql: kql("x: a*")
match: match(message, "a b", {"operator": "AND"})
match_phrase: match_phrase(message, "a b")
multi_match: multi_match("a", x, y)
qstr: qstr("x:a*")
score: score(match(x, "a")) > 0
term: term(x, "a")
top_snippets: top_snippets(x, "a") is not null
extract_snippets: extract_snippets(x, "a") is not null`,
  },
  {
    title: 'Spatial functions',
    query: value,
    uses: `
st_buffer: st_buffer(x, 5)
st_contains: st_contains(x, y)
st_difference: st_difference(x, y)
st_dimension: st_dimension(x)
st_disjoint: st_disjoint(x, y)
st_distance: st_distance(x, to_geopoint("POINT(1 2)"))
st_envelope: st_envelope(x)
st_geohash: st_geohash(x, 2)
st_geohash_to_geoshape: st_geohash_to_geoshape(x)
st_geohash_to_long: st_geohash_to_long(x)
st_geohash_to_string: st_geohash_to_string(x)
st_geohex: st_geohex(x, 2)
st_geohex_to_geoshape: st_geohex_to_geoshape(x)
st_geohex_to_long: st_geohex_to_long(x)
st_geohex_to_string: st_geohex_to_string(x)
st_geometrytype: st_geometrytype(x)
st_geotile: st_geotile(x, 2)
st_geotile_to_geoshape: st_geotile_to_geoshape(x)
st_geotile_to_long: st_geotile_to_long(x)
st_geotile_to_string: st_geotile_to_string(x)
st_intersection: st_intersection(x, y)
st_intersects: st_intersects(x, y)
st_isempty: st_isempty(x)
st_npoints: st_npoints(x)
st_simplify: st_simplify(x, 1)
st_simplifypreservetopology: st_simplifypreservetopology(x, 1)
st_symdifference: st_symdifference(x, y)
st_union: st_union(x, y)
st_within: st_within(x, y)
st_x: st_x(x)
st_xmax: st_xmax(x)
st_xmin: st_xmin(x)
st_y: st_y(x)
st_ymax: st_ymax(x)
st_ymin: st_ymin(x)`,
  },
  {
    title: 'String functions',
    query: value,
    uses: `
bit_length: bit_length(x)
byte_length: byte_length(x)
chunk: chunk(x)
concat: concat(x, "-", y)
contains: contains(x, "a")
ends_with: ends_with(x, "a")
field_extract: field_extract(x, "['a.b']")
fmt_bytes: fmt_bytes(n)
fmt_bytes_si: fmt_bytes_si(n)
fmt_duration: fmt_duration(n)
fmt_percent: fmt_percent(n)
from_base64: from_base64(x)
hash: hash("sha256", x)
json_extract: json_extract(x, "a.b")
json_string: json_string("a", x, "b", y)
left: left(x, 3)
length: length(x)
locate: locate(x, "a")
ltrim: ltrim(x)
md5: md5(x)
repeat: repeat(x, 2)
replace: replace(x, "a+", "b")
reverse: reverse(x)
right: right(x, 3)
rtrim: rtrim(x)
sha1: sha1(x)
sha256: sha256(x)
space: space(3)
split: split(x, ",")
starts_with: starts_with(x, "a")
substring: substring(x, 1, 3)
to_ascii: to_ascii(x)
to_base64: to_base64(x)
to_lower: to_lower(x)
to_upper: to_upper(x)
trim: trim(x)
url_decode: url_decode(x)
url_encode: url_encode(x)
url_encode_component: url_encode_component(x)`,
  },
  {
    title: 'Type conversion functions',
    query: value,
    uses: `
to_aggregate_metric_double: to_aggregate_metric_double(x)
to_boolean: to_boolean(x)
to_cartesianpoint: to_cartesianpoint(x)
to_cartesianshape: to_cartesianshape(x)
to_counter: to_counter(x)
to_date_nanos: to_date_nanos(x)
to_date_range: range_min(to_date_range("2025-01-01..2025-02-01"))
to_dateperiod: @timestamp + to_dateperiod("3 days")
to_datetime: to_datetime(x)
to_degrees: to_degrees(n)
to_dense_vector: to_dense_vector(x)
to_double: to_double(x)
to_double_range: range_min(to_double_range("1.0..2.5"))
to_exponential_histogram: to_exponential_histogram(x)
to_gauge: to_gauge(x)
to_geohash: to_geohash(x)
to_geohex: to_geohex(x)
to_geopoint: to_geopoint("POINT(1 2)")
to_geoshape: to_geoshape(x)
to_geotile: to_geotile(x)
to_integer: to_integer(x)
to_ip: to_ip(x)
to_long: to_long(x)
to_radians: to_radians(n)
to_range: to_range(x, y)
to_string: to_string(x)
to_tdigest: to_tdigest(x)
to_text: to_text(x)
to_timeduration: @timestamp - to_timeduration("3 hours")
to_unsigned_long: to_unsigned_long(x)
to_version: to_version(x)`,
  },
  {
    title: 'Operators',
    query: condition,
    uses: `
==: x == "a"
!=: x != "a"
<: n < 5
<=: n <= 5
>: n > 5
>=: n >= 5
+: n + 1 > 5
-: n - 1 > -5
*: n * 2 > 5
/: n / 2.0 > 5
%: n % 2 == 1
and: x == "a" and y == "b"
or: x == "a" or y == "b"
not: not x == "a"
is null: x is null
is not null: x is not null
::: x::keyword == "a"
in: x in ("a", "b")
not in: x not in ("a", "b")
like: x like ("a*", "b?")
rlike: x rlike ("a.*", "b")
:: message : "a b"`,
  },
  {
    title: 'Literals, names and the rest of the syntax',
    query: condition,
    uses: `
strings: x == "a\\t\\"b\\"" or x == """a"b"""
numbers: n == 1 or n == 1.5 or n == 1e3 or n == .5 or n == -2
booleans: b == true and not c == FALSE
null: coalesce(x, null) == "a"
lists: mv_contains(x, ["a", "b"])
spans of time: @timestamp > now() - 1 day - 2h
names in backticks: \`odd-name\` == 1 and a.\`b c\` == 2
comments: x == 1 // a
block comments: x == 1 /* a */ and y == 2
parameters: x == ?value
parameters for names: ??field == 1`,
  },
];

/** Each use by what it is of. */
export function usesOf({ uses }: ManualSection): readonly (readonly [string, string])[] {
  return uses
    .trim()
    .split('\n')
    .map(line => {
      const [, name = '', use = ''] = /^(.+?): (.*)$/.exec(line) ?? [];
      return [name, use] as const;
    });
}
