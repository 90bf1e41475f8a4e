import { describe, expect, test } from 'vitest';
import { helpOf, problemsOf, searchOf } from './lower-query.ts';

/** The condition, the code, and the text that the diagnostic points at. */
const errors: readonly (readonly [string, string, string])[] = [
  ['any where a = 1', 'eql/unexpected-token', '='],
  ['any where', 'eql/unexpected-token', ''],
  ['', 'eql/unexpected-token', ''],
  ['any where a == 1 b', 'eql/unexpected-token', 'b'],
  ['any where a == "x" AND b == 1', 'eql/unexpected-token', 'AND'],
  ["any where a == 'x'", 'eql/unexpected-token', "'x'"],
  ['any where a == ?"x"', 'eql/unexpected-token', '?"x"'],
  ['any where a not like "x"', 'eql/unexpected-token', 'like'],
  ['any where a.any == 1', 'eql/unexpected-token', 'any'],
  ['any where a in ("x",)', 'eql/unexpected-token', ')'],
  ['any where a == 1 == 2', 'eql/unexpected-token', '=='],
  ['any where child of [process where true]', 'eql/unexpected-token', 'of'],
  ['any where a == "x', 'eql/unexpected-character', '"'],
  ['any where a == é', 'eql/unexpected-character', 'é'],
  ['any where a == "\\s"', 'eql/unknown-escape', '\\s'],
  ['any where a == "x\\u{zz}"', 'eql/unknown-escape', '\\u'],
  ['"\\q" where true', 'eql/unknown-escape', '\\q'],
  ['any where nosuch(a)', 'eql/unknown-function', 'nosuch'],
  ['any where length(a) : "5"', 'eql/text-of-type', 'length(a) : "5"'],
  ['any where indexOf(a, "x") like "*"', 'eql/text-of-type', 'indexOf(a, "x") like "*"'],
  ['any where (a + 1) regex "5"', 'eql/text-of-type', '(a + 1) regex "5"'],
  ['any where length(process.pid) > 3', 'eql/text-of-type', 'length(process.pid)'],
  ['any where length(source.ip) > 3', 'eql/text-of-type', 'length(source.ip)'],
  ['any where substring(@timestamp, 0, 4) == "2024"', 'eql/text-of-type', 'substring(@timestamp, 0, 4)'],
  ['any where indexOf(process.pid, "1") == 0', 'eql/text-of-type', 'indexOf(process.pid, "1")'],
  ['any where between(source.port, "1", "2") == "3"', 'eql/text-of-type', 'between(source.port, "1", "2")'],
  ['any where number(process.pid) == 5', 'eql/text-of-type', 'number(process.pid)'],
  ['any where startsWith(a, process.pid)', 'eql/text-of-type', 'startsWith(a, process.pid)'],
  ['any where process.name + 1 == 2', 'eql/arithmetic', 'process.name + 1'],
  ['any where winlog.event_data.LogonType + 0 == 3', 'eql/arithmetic', 'winlog.event_data.LogonType + 0'],
  ['any where source.ip + 1 == 2', 'eql/arithmetic', 'source.ip + 1'],
  ['any where concat(a, b) + 1 == 2', 'eql/arithmetic', 'concat(a, b) + 1'],
  ['any where cidrMatch(process.name, "10.0.0.0/8")', 'eql/argument-type', 'process.name'],
  ['any where cidrMatch(string(source.ip), "10.0.0.0/8")', 'eql/argument-type', 'string(source.ip)'],
  ['any where startWith(a, "x")', 'eql/unknown-function', 'startWith'],
  ['any where length~(a) > 1', 'eql/function-keeps-case', 'length~'],
  ['any where length(a, b) > 1', 'eql/argument-count', 'length(a, b)'],
  ['any where length() > 1', 'eql/argument-count', 'length()'],
  ['any where cidrMatch(a)', 'eql/argument-count', 'cidrMatch(a)'],
  ['any where cidrMatch(a, b)', 'eql/argument-type', 'b'],
  ['any where cidrMatch(a, "10.0.0.0/33")', 'eql/network', '"10.0.0.0/33"'],
  ['any where startsWith(a, 5)', 'eql/argument-type', 'startsWith(a, 5)'],
  ['any where number(a, 99) == 1', 'eql/argument-type', 'number(a, 99)'],
  ['any where length(a)', 'eql/not-a-condition', 'length(a)'],
  ['any where "x"', 'eql/not-a-condition', '"x"'],
  ['any where null', 'eql/not-a-condition', 'null'],
  ['any where 1 + 2', 'eql/not-a-condition', '1 + 2'],
  ['any where a == 1 or 5', 'eql/not-a-condition', '5'],
  ['any where length(a == 1) > 1', 'eql/not-a-value', 'a == 1'],
  ['any where a + b in (1, 2)', 'eql/not-a-value', 'b in (1, 2)'],
  ['any where (a == 1) + 2 == 3', 'eql/not-a-value', '(a == 1)'],
  ['any where length(startsWith(a, "x")) > 1', 'eql/not-a-value', 'startsWith(a, "x")'],
  ['any where a == b', 'eql/field-comparison', 'a == b'],
  ['any where length(a) > length(b)', 'eql/field-comparison', 'length(a) > length(b)'],
  ['any where a in (b, "x")', 'eql/list-value', 'b'],
  ['any where a : 5', 'eql/list-value', '5'],
  ['any where a like (1, "x")', 'eql/list-value', '1'],
  ['any where source.ip : ("a", "10.*")', 'eql/text-of-type', 'source.ip : ("a", "10.*")'],
  ['any where source.ip : "10.0.0.1"', 'eql/text-of-type', 'source.ip : "10.0.0.1"'],
  ['any where @timestamp like "2025-03-04"', 'eql/text-of-type', '@timestamp like "2025-03-04"'],
  ['any where process.pid regex "4.+"', 'eql/text-of-type', 'process.pid regex "4.+"'],
  ['any where startsWith(process.pid, "4")', 'eql/text-of-type', 'startsWith(process.pid, "4")'],
  ['any where a > true', 'eql/list-value', 'a > true'],
  ['any where a > null', 'eql/null-operand', 'a > null'],
  ['any where null in ("x")', 'eql/null-operand', 'null'],
  ['any where (a > 1) == false', 'eql/condition-comparison', '(a > 1) == false'],
  ['any where (not a == 1) == true', 'eql/condition-comparison', '(not a == 1) == true'],
  ['any where (a != 1) == true', 'eql/condition-comparison', '(a != 1) == true'],
  ['any where (a == 1 or b == 2) == null', 'eql/condition-comparison', '(a == 1 or b == 2) == null'],
  ['any where a regex "x)y"', 'eql/regex', ')'],
  ['any where a[0] == 1', 'eql/array-index', 'a[0]'],
  ['any where a + "x" == 1', 'eql/arithmetic', 'a + "x"'],
  ['any where a % 0 == 1', 'eql/arithmetic', 'a % 0'],
  ['any where a + 18446744073709551615 == 1', 'eql/arithmetic', 'a + 18446744073709551615'],
];

describe('what is wrong is said where it stands', () => {
  test.each(errors)('%s', (query, code, place) => {
    const [first, ...others] = problemsOf(query);
    expect(others).toEqual([]);
    expect(first).toEqual([code, place]);
  });
});

describe('help', () => {
  test.each([
    ['any where a = 1', 'write == (case counts) or : (case does not count)'],
    ["any where a == 'x'", 'strings stand in double quotes, raw ones in three: "…" or """…"""'],
    ['any where a == 1 AND b == 1', 'words of EQL are lower case: and'],
    ['any where a not like "x"', 'only `in` takes `not` before it: write `not FIELD like …`'],
    ['any where a.any == 1', '`any` is a word of EQL; as a field name it stands in backticks'],
    ['any where startWith(a, "x")', 'did you mean startsWith?'],
    ['any where wildcard(a, "x*")', 'write FIELD : ("…", "…")'],
    ['any where a : 5', 'write == or in for numbers and booleans'],
    ['any a == 1', 'an event is a category and a condition: `process where …`, `any where …`'],
    ['where a == 1', 'an event begins with its category: `any where …` for every one'],
    ['any where a == 1 || b == 2', 'write `or`'],
    ['any where (a == 1', 'a parenthesis is not closed'],
    ['any where a == 1)', 'this parenthesis was not opened'],
    ['any where a == 1 and', 'something must follow `and`'],
    ['any where a in "x", "y"', 'a list stands in parentheses: in ("…", "…")'],
    ['any where a contains "x"', 'write FIELD : "*…*", or stringContains(FIELD, "…")'],
    ['any where a is null', 'write FIELD == null, or FIELD != null'],
    ['any where a like "x" or like "y"', 'name the field again: `FIELD … or FIELD like …`'],
    ['any where a b == 1', 'a name with a space stands in backticks: `a b`'],
    ['any where isNull(a)', 'write FIELD == null'],
    ['any where a[0] == 1', 'a : "…" holds where any of its values fits'],
    [
      'sequence by a maxspan=5m [any where true] [any where true]',
      'the span stands behind the keys: `sequence by FIELD with maxspan=5m [process where …] [file where …]`',
    ],
    [
      'sequence [any where true], [any where true]',
      'the events of a sequence follow each other without a word between them',
    ],
    ['sequence with maxspan 5m [any where true]', 'write `with maxspan=5m`, `with runs=3`'],
    [
      'sequence with maxspan=1w [any where true] [any where true]',
      'write maxspan=7d for a week, maxspan=90s for a minute and a half',
    ],
    ['sample [any where true] [any where true]', 'write `sample by FIELD […] […]`'],
    [
      'any where true | count',
      'write `| head 10` or `| tail 10`; to count and to group, write ES|QL: `from … | stats n = count(*) by FIELD`',
    ],
    ['any where a == "x', 'this string is not closed on its line'],
  ])('%s', (query, help) => {
    expect(helpOf(query)).toBe(help);
  });
});

test('every problem of a query is reported, not only the first', () => {
  expect(problemsOf('any where a == b and nosuch(c) and d : 5').map(([code]) => code)).toEqual([
    'eql/field-comparison',
    'eql/unknown-function',
    'eql/list-value',
  ]);
});

test('wildcards in the text of stringContains are warned of, and the query is read', () => {
  expect(problemsOf('any where stringContains(a, "x*")')).toEqual([['eql/substring-wildcards', '"x*"']]);
  expect(searchOf('any where stringContains(a, "x*")')).toBe('a like *"x"*');
  expect(problemsOf('any where startsWith(a, "x*")')).toEqual([]);
});

test.each([
  ['any where a regex "(?i)x.*"', '(?i)'],
  ['any where a regex~ """x$"""', '$'],
])('what Perl alone has in regexes is a warning: %s', (query, sign) => {
  expect(problemsOf(query)).toEqual([['lucene/perl-regex', sign]]);
  expect(searchOf(query)).toBeDefined();
});
