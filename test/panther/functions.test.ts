import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { panther } from '../../backends/panther/index.ts';
import { compilePredicate } from '../../src/evaluate/index.ts';
import { leaves, type PlannedRule, type Predicate } from '../../src/ir/index.ts';
import { eql } from '../../src/languages/eql/index.ts';
import { esql } from '../../src/languages/esql/index.ts';
import { EmbeddedText, SourceFile } from '../../src/source/index.ts';
import { planned } from '../elastic/planned-rule.ts';
import { dice, type EventData } from '../python/events.ts';

type Row = readonly [condition: string, values: readonly unknown[]];

const words = ['', 'a', 'B', 'aXb', 'a.b.c', 'x/y.so', 'c:\\d\\.e', 'no', 'xabyabz', 'ab=cd', '🔥a'];
const numbers = [0, 1, -1, 2.5, '3', '-0.5', 'x', '0x1f', 31];
const times = ['2026-11-21T12:34:56Z', '2024-02-29T00:00:00+02:00', '2026-11-21T19:00:00.5Z', 'never'];

/** Of EQL, where a function of several values has a result for each. */
const eqlRows: readonly Row[] = [
  ['length(a) > 2', words],
  ['length(a) == 0 or length(a) == 3', words],
  ['indexOf(a, "b") == 2', words],
  ['indexOf~(a, "B", 1) >= 2', words],
  ['indexOf(a, b) == null', words],
  ['substring(a, 1, 3) == "Xb"', words],
  ['substring(a, -2) == "ab"', ['ab', 'xab', 'b', 'abx']],
  ['between(a, "a", "b") == "X"', words],
  ['between~(a, "A", "Y", true) : "*b*"', ['xabyabyz', 'a', 'ay', 'aby']],
  ['not between(a, "(", ")") == ""', ['f(x)', 'f', '(', ')(']],
  ['concat(a, "-", b) == "a-B"', words],
  ['number(p) > 2', numbers],
  ['number(a, 16) == 31', ['1f', '0x1F', 'zz', '31', '1_f']],
  ['number(p) == 31', numbers],
  ['string(n) == "3"', numbers],
  ['n + 1 == 2', numbers],
  ['p / q > 1', numbers],
  ['not p / q > 1', numbers],
  ['n % m == 1', numbers],
  ['length(concat(a, b)) == 2', words],
  ['endsWith~(a, b)', words],
  ['startsWith(substring(a, 0, -1), b)', words],
  ['not endsWith(string(a), string(b))', words],
];

/** Of ES|QL, to which what is made of several values is nothing. */
const esqlRows: readonly Row[] = [
  ['to_lower(a) == "axb"', words],
  ['replace(a, "[ab]+", "-") == "x-y-z"', words],
  ['replace(a, """(\\w)=(\\w)""", "$2=$1") == "ac=bd"', words],
  ['replace(a, "ab", """\\$""") like "*$*"', words],
  ['length(a) - length(replace(a, "ab", "")) >= 4', words],
  ['to_base64(a) == "YQ=="', words],
  ['from_base64(a) == "hi"', ['aGk=', 'aGk', 'aGk==', '!', 'a', 'QQ=']],
  ['from_base64(a) is null', ['aGk=', 'aGk', 'aGk==', '!', 'a', 'QQ=', '/w==']],
  ['url_encode(a) == "a+b%7E*"', ['a b~*', 'a+b']],
  ['url_encode_component(a) == "a%20b%7E*"', ['a b~*', 'a+b']],
  ['url_decode(a) == "a b"', ['a+b', 'a%20b', '%zz', 'a b', '%']],
  ['json_extract(a, "b[0].c") == "5"', ['{"b":[{"c":5}]}', '{"b":[{"c":"5"}]}', '{', '[]', '{"b":{}}']],
  ['json_extract(a, "b") == "true"', ['{"b":true}', '{"b":[1]}', '{"b":null}']],
  ['json_extract(a, "b") == """{"c":[1,"é"]}"""', ['{"b":{"c":[1,"é"]}}', '{"b": { "c" : [ 1, "é" ] } }']],
  ['left(a, 2) == "aX" or right(a, 1) == "c"', words],
  ['ltrim(a) == "x " or rtrim(a) == " x"', [' x ', 'x ', ' x', 'x']],
  ['reverse(a) == "bXa" or repeat(a, 2) == "aa"', words],
  ['byte_length(a) == 5', words],
  ['concat(to_upper(a), b) == "AB"', ['a', 'B', 'A', 'b']],
  ['locate(a, "b") == 3', words],
  ['locate(a, "b") == 0', words],
  ['substring(a, 2, 2) == "Xb"', words],
  ['case(a == "a", 1, b == "B", 2, 3) == 2', words],
  ['case(a == "a", "x", b == "B", "y") == "y"', words],
  ['coalesce(a, b, "z") == "z"', words],
  ['round(n) == 3 or abs(n) == 0.5', numbers],
  ['ceil(n) == 3 or floor(n) == -1', numbers],
  ['sqrt(n) > 1', numbers],
  ['clamp_min(n, m) > 2 and clamp_max(n, m) < 1', numbers],
  ['n * 2 - m == 1', [0, 1, '1', 'x']],
  ['not (n / m == 1)', numbers],
  ['n::double > 2', numbers],
  ['n::string == "3"', numbers],
  ['date_extract("hour_of_day", t::datetime) == 12', times],
  ['date_extract("day_of_week", t::datetime) == 6', times],
  ['not (date_extract("day_of_year", t::datetime) == 59)', times],
  ['date_diff("hours", t::datetime, c::datetime) < -5', times],
  ['t::datetime >= "2026-11-21T12:00:00Z"::datetime', times],
  ['t::datetime < c::datetime', times],
  ['mv_count(a) == 2', words],
  ['mv_count(a) > 1 and mv_first(a) == "B"', words],
  ['mv_last(a) == "no" or mv_min(a) == "a"', words],
  ['mv_max(n) == 31', [0, 1, 31]],
  ['mv_sum(n) > 30 and mv_avg(n) < 20', [0, 1, 31, 5]],
  ['mv_median(n) == 3', [1, 3, 5]],
  ['mv_concat(a, ",") == "B,a"', ['a', 'B']],
  ['mv_contains(a, "no")', words],
  ['mv_contains(a, ["a", "B"])', words],
  ['not mv_intersects(a, ["a", "B"])', words],
  ['mv_count(mv_dedupe(mv_append(a, b))) == 3', ['a', 'B', 'no']],
  ['mv_slice(split(c, "."), 1) == "b"', words],
  ['mv_count(split(c, ".")) == 3', words],
  ['mv_last(mv_sort(a)) == "no"', words],
  ['mv_count(mv_intersection(a, b)) == 1', ['a', 'B', 'no']],
  ['length(a) == 1', words],
  ['a == b', ['a', 'B']],
  ['starts_with(c, a)', words],
];

const lists = new Set(['a', 'b', 'n', 'm']);

function events(where: Predicate, values: readonly unknown[], roll: () => number): readonly EventData[] {
  const pick = (): unknown => values[Math.floor(roll() * values.length)];
  const printed = JSON.stringify(where);
  return Array.from({ length: 120 }, () => {
    const event: Record<string, unknown> = {};
    for (const name of ['a', 'b', 'c', 'n', 'm', 'p', 'q', 't']) {
      const chance = roll();
      if (!printed.includes(`"name":"${name}"`) || chance < 0.1) continue;
      if (chance < 0.15) event[name] = chance < 0.12 || !lists.has(name) ? null : [];
      else if (lists.has(name) && chance < 0.5)
        event[name] = [...new Set(Array.from({ length: roll() < 0.7 ? 2 : 3 }, pick))];
      else event[name] = pick();
    }
    return event;
  });
}

function read(language: typeof eql | typeof esql, query: string): Predicate {
  const { value, diagnostics } = language.lower(EmbeddedText.whole(new SourceFile('query', query)), {});
  if (value?.kind !== 'events')
    throw new Error(`${query}: ${diagnostics.map(each => each.message).join('\n')}`);
  return value.where;
}

function rule(where: Predicate): PlannedRule {
  const base = planned(where);
  return { ...base, profile: { ...base.profile, isMultiValued: name => lists.has(name) } };
}

const python = spawnSync('python3', ['--version']).status === 0;
if (!python)
  console.warn('python3 is not installed: functions are not compared with what Python makes of them');

const dialect = panther.dialects[0];
const roll = dice(5);
const all = [
  ...eqlRows.map(([condition, values]) => ({
    condition,
    values,
    where: read(eql, `any where ${condition}`),
  })),
  ...esqlRows.map(([condition, values]) => ({
    condition,
    values,
    where: read(esql, `from logs-* | where ${condition}`),
  })),
].map(each => ({ ...each, events: events(each.where, each.values, roll) }));

test('no function of these is refused', () => {
  const refused = all.flatMap(({ condition, where }) =>
    [...leaves(where)].flatMap(({ leaf }) => {
      const found = dialect?.inspect?.(leaf, rule(where));
      return found?.kind === 'refused' ? [`${condition}: ${found.why}`] : [];
    }),
  );
  expect(refused).toEqual([]);
});

test.runIf(python)('Python makes of values what the functions mean, of lists too', () => {
  const codes = all.map(({ where }) => dialect?.print(rule(where)) ?? '');
  const input = codes.map((code, index) => JSON.stringify({ code, events: all[index]?.events })).join('\n');
  const path = join(import.meta.dirname, '../python/panther_event.py');
  const { stdout, stderr } = spawnSync('python3', [path], { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  expect(stderr).toBe('');
  const results = stdout.trim().split('\n');
  const differences: string[] = [];
  const idle: string[] = [];
  for (const [index, { condition, where, events: given }] of all.entries()) {
    const matches = compilePredicate(where);
    const expected = given.map(event => matches(event));
    const found = JSON.parse(results[index] ?? '[]') as readonly boolean[];
    if (!expected.includes(true) || !expected.includes(false)) idle.push(condition);
    const at = expected.findIndex((each, event) => each !== found[event]);
    if (at !== -1)
      differences.push(`${condition}: ${found[at]} for ${JSON.stringify(given[at])}\n${codes[index]}`);
  }
  expect(differences.slice(0, 3).join('\n')).toBe('');
  expect(idle).toEqual([]);
});

test.each([
  ['@timestamp > now() - 1 hour', 'broader'],
  ['@timestamp < now() - 1 hour', 'refused'],
  ['t > now() - 1 hour', 'refused'],
  ['t > "2026-11-21"::datetime', undefined],
])('%s: a rule has no clock but that of the events', (condition, expected) => {
  const where = read(esql, `from logs-* | where ${condition}`);
  const found = [...leaves(where)].map(({ leaf }) => dialect?.inspect?.(leaf, rule(where)))[0];
  expect(found?.kind === 'approximate' ? found.verdict : found?.kind).toBe(expected);
});
