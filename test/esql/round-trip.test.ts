import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { printPipeline } from '../../backends/elastic/esql/index.ts';
import { always, type PlannedRule, printSearch, type Search, writeRegex } from '../../src/ir/index.ts';
import { planned } from '../elastic/planned-rule.ts';
import { read, searchValue } from './reading.ts';

const base = planned(always(true));
const rule: PlannedRule = {
  ...base,
  rule: { ...base.rule, metadata: { ...base.rule.metadata, vendor: 'elastic' } },
};

/** A regex as its shortest text: the writer leaves out what `.*` beside it takes anyway. */
function plain(key: string, value: unknown): unknown {
  if (key === 'origin') return [];
  if (key !== 'regex') return value;
  const { text } = writeRegex(value as Parameters<typeof writeRegex>[0], { dialect: 'lucene', use: 'whole' });
  return { node: { kind: 'literal', text }, anchoring: 'whole', flags: {} };
}

function shown(search: Search): string {
  return printSearch(JSON.parse(JSON.stringify(search, plain)) as Search);
}

/** What is printed reads as the search that was printed. */
function comesBack(query: string): void {
  const search = searchValue(query);
  const printed = printPipeline(search, rule);
  const again = read(printed);
  expect(again.value && shown(again.value), printed).toBe(shown(search));
}

describe('a query that is printed is read as it was', () => {
  test.each([
    'from a | where x != "a" and y not in ("b", "c") and not z like "d*" | stats c = count(*) by x',
    'from a | where not coalesce(x == "a", false) | limit 3',
    'from a | where to_version(x) < "1.10" and md5(y) == "q" and hash("SHA-512", z) != sha256(w) | sort to_version(x) | limit 3',
    'from a | eval d = network_direction(source.ip, destination.ip, ["private", "1.2.3.0/24"]), r = round_to(n, 1, 2.5, 7) | limit 5',
    'from a | where kql("x : a* and not y : b") or n > 3 | limit 3',
    'from a | where mv_contains(x, "a") | stats v = values(x) by y | where mv_contains(v, "b")',
    'from a | stats r = sum(x) / count(*), d = count_distinct(x) where y == 1 by z | where r > 0.5',
    'from a | eval t = date_trunc(5 minutes, @timestamp) + 1 hour, d = date_diff("hour", t, now()) | limit 5',
    'from a | eval p = mv_first(x), q = mv_concat(y, ","), r = mv_slice(split(z, "/"), 0, 1) | limit 5',
    'from a | eval s = substring(x, 2, 3), l = left(x, 4), u = substring(x, -3), w = locate(x, "q") | limit 5',
    'from a | eval f = case(x == "a", 1, y > 3, 2, 0), g = x == "a", h = coalesce(x, y, "z") | limit 5',
    'from a | eval n = -x, m = x % 3 - 2 * y, k = x / 2, q = x / 2.0, r = round(to_integer(x), 2) | limit 5',
    'from a | eval r = replace(x, "a+", "b"), s = replace(x, "ab", "c"), i = to_ip(x) | limit 5',
    'from a | eval r = replace(x, """\\$\\{a\\}""", """\\$b\\\\"""), s = replace(x, "(a)b", "$1"), t = replace(x, y, z) | limit 5',
    'from a | grok x "%{IP:ip} %{WORD:`w`}" | dissect y """%{a}\\%{b}""" append_separator="-" | mv_expand a | limit 5',
    'from a | where x is not null | limit 2 by x, to_lower(y) | uri_parts u.v = concat("http://", z) | where u.v.port > 1024',
    'from a | keep x, Esql.*, `odd name`, * | drop y | rename x as z | sort z desc nulls last, w | limit 5',
    'from a | enrich p on x with n = name | lookup join idx on x | change_point n on x as t, u',
    'from a | enrich _any:p-q | where zone == "dmz" | enrich r on y | lookup join i on z, zone | where k == zone',
    'from a | inline stats m = percentile(x, 95), t = top(y, 3, "desc"), f = first(z, @timestamp) by k',
    'from a | where st_distance(source.geo.location, to_geopoint("POINT (13.4 52.5)")) > 5000 and st_x(source.geo.location) < 3 | limit 5',
    'from a | stats p = first(source.geo.location, @timestamp), q = st_centroid_agg(source.geo.location) by x | where st_distance(p, q) > 5',
    'from a | eval p = to_geopoint(concat("POINT(", to_string(x), " ", to_string(y), ")")) | where st_distance(p, to_geopoint("POINT(1 2)")) > 5 | limit 5',
    'from a | eval w = st_within(source.geo.location, to_geoshape("BBOX (0, 9, 9, 0)")), h = to_string(st_geohash(source.geo.location, 3)) | limit 5',
    'from a | eval u = date_unit_count("day", "year", @timestamp), r = mv_in_range(n, 1, 5), s = mv_pseries_weighted_sum(n, 1.5) | limit 5',
    'from a | eval d = st_distance(to_cartesianpoint(x), to_cartesianpoint(y)), e = st_xmin(st_envelope(to_geoshape(z))) | limit 5',
    'from a | eval r = to_range(x, y), q = to_range(now() - 1 day, @timestamp) | where range_within(@timestamp, r) | keep q, x | limit 5',
    'from a | stats n = count(*) by b = bucket(@timestamp, 7 days), c = date_trunc(3 weeks, @timestamp), d = date_trunc(168 hours, event.created)',
    'from a | eval a = to_integer(x), b = to_integer(event.risk_score), c = date_diff("milliseconds", x, @timestamp), d = mv_count(process.args) | limit 5',
    'from a | eval l = left(x, locate(x, "@") - 1), m = left(x, n), o = left(x, 3), p = substring(x, locate(x, "@") + 1), q = substring(x, 2, n) | stats c = count(*) by l',
    'from a | eval j = json_string("a", x, y, mv_dedupe(z)), t = to_ascii(x), v = v_cosine(to_dense_vector(n), [1, 2.5]), w = v_magnitude(v) | limit 5',
    `from a | where field_extract(a.b, "['c.d']") like "x*" | stats n = count(*) by field_extract(a.b, "['c.d']")`,
    'from a | where st_isempty(to_geoshape(x)) and st_geometrytype(source.geo.location) == "ST_Point" | limit 5',
    'from (from a | where x == 1 | eval k = 2), (from b | stats c = count(*) by h | where c > 2) | stats n = count(*) by h',
    'from a | where y == 3 | fork (where x == 1 | eval k = 2) (stats c = count(*) by h | where c > 2) | stats n = count(*) by h, _fork',
    'from a | where u == 2 and x in (from b | where z == 1 | keep h) | limit 5',
    'from a | where @timestamp > now() - 7 days and source.ip == "10.0.0.1" | stats c = count(x) by bucket(@timestamp, 1 hour)',
  ])('%s', query => {
    comesBack(query);
  });
});

test.each(['round_to(n, 1, 5) == 1', 'round_to(n, 7) == 7'])('%s asks for nothing but numbers', condition => {
  const printed = printPipeline(searchValue(`from a | where ${condition} | limit 5`), rule);
  expect(printed).toContain('n < ');
  expect(printed).not.toMatch(/starts_with|to_string|to_double/);
});

const column = fc.constantFrom('x', 'y.z', '`odd-name`', 'source.address');
/** No column is compared with a text and with a number. */
const count = fc.constantFrom('n', 'event.duration');
/** What else is said of an absent column is not printed: each condition asks for the presence of one column at most. */
const presence = fc.constantFrom('a', 'b.c');
const asksOnce = (written: string) => (written.match(/ is (?:not )?null/g)?.length ?? 0) < 2;
const text = fc
  .array(fc.constantFrom('a', 'B', '"', '\\', '*', '?', ' ', 'é', '\n', "'", '|', '//', '`'), {
    maxLength: 5,
  })
  .map(parts => JSON.stringify(parts.join('')));
const condition = fc.letrec<{ all: string; leaf: string }>(tie => ({
  leaf: fc.oneof(
    fc.tuple(column, fc.constantFrom('==', '!='), text).map(parts => parts.join(' ')),
    fc.tuple(count, fc.constantFrom('>', '<=', '=='), fc.integer()).map(parts => parts.join(' ')),
    fc.tuple(column, text).map(([name, value]) => `${name} : ${value}`),
    fc.tuple(column, text, text).map(([name, one, two]) => `${name} not in (${one}, ${two})`),
    fc.tuple(column, text).map(([name, value]) => `starts_with(to_lower(${name}), ${value})`),
    fc.tuple(presence, fc.boolean()).map(([name, not]) => `${name} is ${not ? 'not ' : ''}null`),
    fc.tuple(column, fc.nat(20)).map(([name, size]) => `length(${name}) > ${size}`),
  ),
  all: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    tie('all').map(inner => `not (${inner})`),
    tie('all').map(inner => `coalesce(${inner}, false)`),
    fc
      .tuple(tie('all'), fc.constantFrom('and', 'or'), tie('all'))
      .map(([one, word, two]) => `(${one}) ${word} (${two})`),
  ),
})).all;

test('conditions come back, whatever they hold', () => {
  fc.assert(
    fc.property(condition.filter(asksOnce), written => {
      const query = `from a | where ${written} | stats c = count(*)`;
      if (read(query).value !== undefined) comesBack(query);
    }),
    { numRuns: 500 },
  );
});

const corpus = join(import.meta.dirname, '../../../shared/corpora/elastic');

test.runIf(existsSync(corpus))('every ES|QL rule of the public corpus is read, and comes back', () => {
  const files = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter(name =>
    name.endsWith('.toml'),
  );
  let count = 0;
  for (const name of files) {
    const source = readFileSync(join(corpus, name), 'utf8');
    if (!source.includes('type = "esql"')) continue;
    const { rule: table } = parse(source) as { readonly rule: { readonly query: string } };
    if (/\|\s*completion\b/i.test(table.query)) {
      expect(read(table.query).diagnostics[0]?.code).toBe('esql/refused-command');
      continue;
    }
    comesBack(table.query);
    count++;
  }
  expect(count).toBeGreaterThan(100);
});
