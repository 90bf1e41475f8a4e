import { describe, expect, test } from 'vitest';
import { lower, problems } from './lowered.ts';

const unexpected = 'lucene/unexpected-token';

describe('what Elasticsearch refuses, or no other language can say, is refused where it stands', () => {
  test.each([
    [
      String.raw`x:C:\\Windows*`,
      `${unexpected} at 3 ":"`,
      'write a colon of a value as `\\:`, or put the value in double quotes',
    ],
    [
      'x:a:b',
      `${unexpected} at 3 ":"`,
      'write a colon of a value as `\\:`, or put the value in double quotes',
    ],
    ['x:a&&x:b', `${unexpected} at 6 ":"`, '`&&` and `||` need a blank on either side'],
    [
      'w.*:a',
      `${unexpected} at 3 ":"`,
      'a wildcard in the name of a field needs a backslash: `name.\\*:value`',
    ],
    [
      '"sp ace":a',
      `${unexpected} at 8 ":"`,
      'the name of a field takes no quotes: write a blank in it as `\\ `',
    ],
    ['x:-x', `${unexpected} at 2 "-"`, 'put the value in double quotes, or a backslash before `-`'],
    ['x:OR', `${unexpected} at 2 "OR"`, 'put the value in double quotes, or a backslash before `OR`'],
    [
      'x:a/b',
      'lucene/unterminated-regex at 3 "/"',
      'write `\\/` for a slash, or put the value in double quotes',
    ],
    [
      'ip:10.0.0.0/8',
      'lucene/unterminated-regex at 11 "/"',
      'write `\\/` for a slash, or put the value in double quotes',
    ],
    [
      'x:"a',
      'lucene/unterminated-quote at 2 ""a"',
      'a backslash at the end of a quoted value is written twice: `"C:\\\\Temp\\\\"`',
    ],
    [
      'x:a]',
      'lucene/stray-character at 3 "]"',
      'write `\\]` for the character, or put the value in double quotes',
    ],
    [
      'x:a\\',
      'lucene/stray-character at 3 "\\"',
      'write `\\\\` for the character, or put the value in double quotes',
    ],
    ['x:a^', `${unexpected} at 4 ""`, undefined],
    ['x:a^ 2', 'lucene/missing-boost at 4 " "', 'write `\\^` for the character'],
    ['AND x:a', `${unexpected} at 0 "AND"`, undefined],
    ['x:a AND', `${unexpected} at 7 ""`, undefined],
    ['x:a OR AND y:b', `${unexpected} at 7 "AND"`, undefined],
    ['()', `${unexpected} at 1 ")"`, undefined],
    ['(x:a', `${unexpected} at 4 ""`, undefined],
    ['x:a)', `${unexpected} at 3 ")"`, undefined],
    ['x:[1 2]', `${unexpected} at 5 "2"`, undefined],
    ['x:[1 TO 2', `${unexpected} at 9 ""`, undefined],
    ['(a b)~2', `${unexpected} at 5 "~2"`, 'write `\\~` for the character'],
    [String.raw`x:\u12`, String.raw`lucene/bad-escape at 2 "\u12"`, 'write `\\\\` for a backslash'],
    [String.raw`x:[a\ TO *]`, String.raw`lucene/bad-escape at 3 "a\"`, 'write `\\\\` for a backslash'],
    ['x:cmd.exe~1', 'lucene/fuzzy at 2 "cmd.exe"', 'name the variants: `field:(one OR two)`'],
    ['x:cmd~', 'lucene/fuzzy at 2 "cmd"', 'name the variants: `field:(one OR two)`'],
    ['x:cmd^2~1', 'lucene/fuzzy at 2 "cmd"', 'name the variants: `field:(one OR two)`'],
    ['x:"quick fox"~3', 'lucene/fuzzy at 2 ""quick fox""', 'name the variants: `field:(one OR two)`'],
    [
      'process.created:2025-03-0*',
      'kql/pattern-of-time at 16 "2025-03-0*"',
      'write the day, month or year whole (`2025-03-04`, `2025-03`), or a range',
    ],
    [
      'message:[f TO g]',
      'kql/pattern-of-words at 8 "[f TO g]"',
      'ask for the words themselves, or for a part of one word between `*` and `*`',
    ],
    ['y:b OR [1 TO 5]', 'lucene/range-without-field at 7 "[1 TO 5]"', 'name the field: `field:[1 TO 5]`'],
    ['>5', 'lucene/range-without-field at 0 ">5"', 'name the field: `field:[1 TO 5]`'],
    [
      '_exists_:x*',
      'lucene/exists-needs-name at 9 "x*"',
      'write `_exists_:name`, and a wildcard in the name as `\\*`',
    ],
  ])('%s', (query, problem, help) => {
    const { value, diagnostics } = lower(query);
    expect(value).toBeUndefined();
    expect(problems(query)).toEqual([problem]);
    expect(diagnostics[0]?.help).toBe(help);
  });

  test('a regular expression that cannot be read, where it breaks', () => {
    expect(problems('x:/ab(c/')).toEqual([expect.stringMatching(/^lucene\/bad-regex at [567] /)]);
  });

  test('an error in a clause that decides nothing fails the query too', () => {
    expect(lower('x:a~1 AND y:b OR z:c~2').value).toBeUndefined();
    expect(lower('z:c~2 OR x:a AND y:b').value).toBeUndefined();
  });
});

test.each([
  ['x:', 'the end of the query is not expected here; a value, a range or `(` is'],
  ['x:a OR', 'the end of the query is not expected here; a field, a value, `NOT` or `(` is'],
  ['x:a AND NOT', 'the end of the query is not expected here; a field, a value or `(` is'],
  ['x:[ TO 5]', '`5` is not expected here; `TO` is'],
  ['x:[1 TO ]', '`]` is not expected here; a bound is'],
  ['x:[1 TO 2 3]', '`3` is not expected here; `]` or `}` is'],
  ['x:[', 'the end of the query is not expected here; a bound is'],
  ['x:a:b', '`:` is not expected here; an operator, another clause or the end is'],
])('%s: what is expected is said in words', (query, message) => {
  expect(lower(query).diagnostics[0]?.message).toBe(message);
});

describe('what is accepted and means something else than it seems is a warning', () => {
  test.each([
    ['x:foo OR x:bar AND n:9', ['lucene/ignored-clause at 0 "x:foo"']],
    ['+x:foo x:bar', ['lucene/ignored-clause at 7 "x:bar"']],
    ['x:foo OR NOT x:bar', ['lucene/not-beside-or at 9 "NOT x:bar"']],
    ['NOT x:foo OR x:bar', ['lucene/not-beside-or at 0 "NOT x:foo"']],
    ['x:a and y:b', ['lucene/lower-case-operator at 4 "and"']],
    ['x:/(?i).*cmd.*/', ['lucene/perl-regex at 3 "(?i)"']],
    ['x:/^cmd/', ['lucene/perl-regex at 3 "^"']],
    ['x:/a|(cmd$)/', ['lucene/perl-regex at 9 "$"']],
    ['x:/a(?!b)/', ['lucene/perl-regex at 4 "(?!"']],
    [String.raw`x:/\^[$^(?:]"(?i)"\(?i\$/`, []],
    ['x:/a^b$c(?d)/', []],
    ['x:a b', ['lucene/word-without-field at 4 "b"']],
    [String.raw`x:"C:\Windows"`, [String.raw`lucene/vanishing-backslash at 2 ""C:\Windows""`]],
    ['! x:foo', ['lucene/bare-sign at 0 "!"']],
    ['n:[5 TO 9]', ['lucene/range-of-one-value at 2 "[5 TO 9]"']],
  ])('%s', (query, warnings) => {
    expect(lower(query).value).toBeDefined();
    expect(problems(query)).toEqual(warnings);
  });

  test.each([
    'x:foo OR (NOT x:bar)',
    'a b',
    'x:(a b)',
    String.raw`x:"C:\\Windows"`,
    'n:[5 TO *]',
    'x:a NOT y:b',
  ])('%s: none', query => {
    expect(problems(query)).toEqual([]);
  });
});
