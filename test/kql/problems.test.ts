import { describe, expect, test } from 'vitest';
import { lower, problems } from './lowered.ts';

const unexpected = 'kql/unexpected-token';

describe('what Kibana refuses is refused, where it stands', () => {
  test.each([
    [
      'x:a:b',
      `${unexpected} at 3 ":"`,
      'write a colon of a value as `\\:`, or put the value in double quotes',
    ],
    [
      'x:(a or b:c)',
      `${unexpected} at 9 ":"`,
      'write a colon of a value as `\\:`, or put the value in double quotes',
    ],
    [
      'x:a"b"',
      `${unexpected} at 3 ""b""`,
      'put the whole value in double quotes, with a quote inside of it written `\\"`',
    ],
    ['x:>a', `${unexpected} at 2 ">"`, 'a comparison takes no colon: write `field > 5`'],
    ['not not x:a', `${unexpected} at 4 "not"`, '`not` twice needs parentheses: `not (not field:value)`'],
    ['x:not a', `${unexpected} at 2 "not"`, 'write `not field:value`, or `field:(not value)`'],
    [
      'x:cannot run',
      `${unexpected} at 5 "not"`,
      '`not` and a blank end a value, even inside of a word: put the value in double quotes',
    ],
    ['not(x:a)', `${unexpected} at 3 "("`, '`not` needs a blank behind it'],
    ['(x:a)or(y:b)', `${unexpected} at 5 "or"`, '`and` and `or` need a blank on either side'],
    [
      'y:b and x == "a"',
      `${unexpected} at 13 ""a""`,
      'KQL has no `=`: write `field: value`, or `not field: value`',
    ],
    ['x:', `${unexpected} at 2 ""`, undefined],
    ['x:a and ', `${unexpected} at 7 ""`, undefined],
    ['(x:a', `${unexpected} at 4 ""`, undefined],
    ['x:a)', `${unexpected} at 3 ")"`, undefined],
    ['a:{ b:c', `${unexpected} at 7 ""`, undefined],
    ['x:()', `${unexpected} at 3 ")"`, undefined],
    [
      String.raw`x:C\:\Windows\*`,
      String.raw`kql/bad-escape at 5 "\W"`,
      'write `\\\\` for a backslash, or put the value in double quotes',
    ],
    [
      String.raw`x:a\ b`,
      String.raw`kql/bad-escape at 3 "\ "`,
      'write `\\\\` for a backslash, or put the value in double quotes',
    ],
    [
      String.raw`x:abc\d`,
      String.raw`kql/bad-escape at 5 "\d"`,
      'write `\\\\` for a backslash, or put the value in double quotes',
    ],
    [
      String.raw`x:*\ `.trim(),
      'kql/bad-escape at 3 "\\"',
      'write `\\\\` for a backslash, or put the value in double quotes',
    ],
    [
      String.raw`x:\T`,
      String.raw`kql/bad-escape at 2 "\T"`,
      'write `\\\\` for a backslash, or put the value in double quotes',
    ],
    [
      String.raw`x:"C:\Temp\"`,
      String.raw`kql/unterminated-quote at 2 ""C:\Temp\""`,
      'the last quote is escaped by the backslash before it: write a backslash at the end of a value twice, `"C:\\\\Temp\\\\"`',
    ],
    [
      '@timestamp:2025-03-0*',
      'kql/pattern-of-time at 11 "2025-03-0*"',
      'write the day, month or year whole (`2025-03-04`, `2025-03`), or a range',
    ],
    ['source.ip:10.*', 'kql/pattern-of-type at 10 "10.*"', 'write the network (`10.0.0.0/8`)'],
    ['process.pid > abc', 'kql/bound-of-type at 14 "abc"', 'compare it with a value of type number'],
    ['source.ip < 5', 'kql/bound-of-type at 12 "5"', 'compare it with a value of type address'],
    ['not process.pid:4*', 'kql/pattern-of-type at 16 "4*"', 'write the values whole, or a range'],
    ['x:"a', 'kql/unterminated-quote at 2 ""a"', undefined],
    [
      'x:null',
      'kql/null-value at 2 "null"',
      'write `not field:*` for a field without a value, or `"null"` for the text',
    ],
    [
      'x:(a or null)',
      'kql/null-value at 8 "null"',
      'write `not field:*` for a field without a value, or `"null"` for the text',
    ],
    [
      'x > null',
      'kql/null-value at 4 "null"',
      'write `not field:*` for a field without a value, or `"null"` for the text',
    ],
    ['a*:{ b:c }', 'kql/wildcard-nested-path at 0 "a*"', 'name the nested field: `path:{ field:value }`'],
    ['a:{ b }', 'kql/free-text-in-nested at 4 "b"', 'write `path:{ field:value }`'],
    [
      String.raw`a \AND b*`,
      String.raw`kql/operator-in-free-text at 0 "a \AND b*"`,
      'name the field, or put the words in double quotes',
    ],
  ])('%s', (query, problem, help) => {
    const { value, diagnostics } = lower(query);
    expect(value).toBeUndefined();
    expect(problems(query)).toEqual([problem]);
    expect(diagnostics[0]?.help).toBe(help);
  });
});

test.each([
  ['x:a:b', '`:` is not expected here; `and`, `or` or the end of the query is'],
  ['(a b"c"', '`"c"` is not expected here; `:`, `and`, `or` or `)` is'],
  ['x:(a "b"', '`"b"` is not expected here; `and`, `or` or `)` is'],
  ['a:{b:c (', '`(` is not expected here; `and`, `or` or `}` is'],
  ['x:', 'the end of the query is not expected here; a value, `(` or `{` is'],
  ['x <', 'the end of the query is not expected here; a value is'],
  ['not ', 'the end of the query is not expected here; a field, a value or `(` is'],
  ['x:a or )', '`)` is not expected here; a field, a value, `not` or `(` is'],
])('%s: what is expected is said in words', (query, message) => {
  expect(lower(query).diagnostics[0]?.message).toBe(message);
});

describe('what Kibana accepts but few mean is read as Kibana does, with a warning', () => {
  test.each([
    ['x = a', 'kql/equals-sign at 0 "x = a"'],
    ['x!=a', 'kql/equals-sign at 0 "x!=a"'],
    ['/abc.*/', 'kql/lucene-syntax at 0 "/abc.*/"'],
    ['_exists_:x', 'kql/lucene-syntax at 0 "_exists_"'],
    ['-x:a', 'kql/lucene-syntax at 0 "-x"'],
    ['n:[1 TO 5]', 'kql/lucene-syntax at 2 "[1 TO 5]"'],
  ])('%s', (query, warning) => {
    expect(problems(query)).toEqual([warning]);
  });

  test.each(['url.path:/api/', 'x:a=b', 'x:[1]', '"x = a"'])('%s: none', query => {
    expect(problems(query)).toEqual([]);
  });
});
