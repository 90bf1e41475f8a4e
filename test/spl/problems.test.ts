import { describe, expect, test } from 'vitest';
import { catalogue } from '../../src/diagnostics/index.ts';
import { lower, problems } from './lowered.ts';

const r = String.raw;

/** Codes, where they point, and what they underline. */
const rows: readonly (readonly [query: string, ...problems: readonly string[]])[] = [
  ['', 'spl/empty at 0 ""'],
  ['a=1 | where x @ 1', 'spl/unexpected-character at 14 "@"'],
  ['a=1 OR', 'spl/unexpected-end at 6 ""'],
  ['OR a=1', 'spl/unexpected-token at 0 "OR"'],
  ['a=1 )', 'spl/unexpected-token at 4 ")"'],
  ['(a=1', 'spl/unexpected-end at 4 ""'],
  ['a=1 b IN ()', 'spl/unexpected-token at 10 ")"'],
  ['IN (a)', 'spl/unexpected-token at 0 "IN"'],
  ['a="b', 'spl/unterminated at 2 """'],
  ['a=1 [search b', 'spl/unterminated at 4 "["'],
  ['a=1 | stats count(eval(b=1) AS n BY c | where n>5', 'spl/unterminated at 17 "("'],
  ['a=1 | stats count BY b where count > 5', 'spl/unexpected-token at 35 ">"'],
  ['a=1 | | head', 'spl/missing-command at 4 "|"'],
  ['a=1 | append c=1', 'spl/command-use at 6 "append c=1"'],
  ['a=1 | append [search c=1] | head 5', 'spl/command-use at 6 "append [search c=1] "'],
  ['a=1 | appendpipe [stats count]', 'spl/unsupported-command at 6 "appendpipe"'],
  [
    'a=1 | join b [search c=1 | join d [search e=1 | join f [search g=1 | join h [search i=1]]]]',
    'spl/subsearch at 76 "[search i=1]"',
    'spl/subsearch at 56 "search g=1 | join h [search i=1]"',
    'spl/subsearch at 35 "search e=1 | join f [search g=1 | join h [search i=1]]"',
    'spl/subsearch at 14 "search c=1 | join d [search e=1 | join f [search g=1 | join h [search i=1]]]"',
  ],
  ['a=1 | foreach b* [eval n=n+<<FIELD>>]', 'spl/command-use at 6 "foreach b* [eval n=n+<<FIELD>>]"'],
  [
    "a=1 | foreach b.* [eval n=if(NOT '<<FIELD>>'=1, 1, n)]",
    `spl/command-use at 6 "foreach b.* [eval n=if(NOT '<<FIELD>>'=1, 1, n)]"`,
  ],
  [
    "a=1 | foreach b.* [eval n=if('<<FIELD>>'=1, 1, m)]",
    `spl/command-use at 6 "foreach b.* [eval n=if('<<FIELD>>'=1, 1, m)]"`,
  ],
  [
    "a=1 | eval b.c=2 | foreach b.* [eval n=if('<<FIELD>>'=1, 1, n)]",
    `spl/command-use at 19 "foreach b.* [eval n=if('<<FIELD>>'=1, 1, n)]"`,
  ],
  [
    "a=1 | rename c AS b.c | foreach b.* [eval n=if('<<FIELD>>'=1, 1, n)]",
    `spl/command-use at 24 "foreach b.* [eval n=if('<<FIELD>>'=1, 1, n)]"`,
  ],
  ['a=1 | stats values(b) AS b BY c | search b=x OR *yz*', 'spl/command-use at 34 "search b=x OR *yz*"'],
  ['a=1 | spath input=b', 'spl/command-use at 6 "spath input=b"'],
  ['a=1 | eval b=c | spath b', 'spl/command-use at 17 "spath b"'],
  ['a=1 | spath input=c path=b{}.d', 'spl/command-use at 6 "spath input=c path=b{}.d"'],
  ['a=1 | spath input=Data_Xml path=b', 'spl/command-use at 6 "spath input=Data_Xml path=b"'],
  ['a=1 | join b', 'spl/command-use at 6 "join b"'],
  ['a=1 | join usetime=t b [search c=1]', 'spl/command-use at 6 "join usetime=t b [search c=1]"'],
  ['x=1 | lookup t x AS b OUTPUT c', 'spl/command-use at 6 "lookup t x AS b OUTPUT c"'],
  ['a=1 | eval {b}=c | head', 'spl/command-use at 6 "eval {b}=c "'],
  ['a=1 | wherre b=1', 'spl/unsupported-command at 6 "wherre"'],
  ['| stats count', 'spl/command-place at 2 "stats"'],
  ['a=1 | tstats count', 'spl/command-place at 6 "tstats"'],
  ['`sysmon` a=1', 'spl/unknown-macro at 0 "`sysmon`"'],
  ['a=1 | `my_filter`', 'spl/unknown-macro at 6 "`my_filter`"'],
  ['a=1 [search b=1]', 'spl/subsearch at 5 "search b=1"'],
  ['a=1 [search b=1 | return c]', 'spl/subsearch at 5 "search b=1 | return c"'],
  ['a=1 [search b=1 | return 9 $c]', 'spl/subsearch at 5 "search b=1 | return 9 $c"'],
  ['a=1 [search b=1 | fields - c]', 'spl/subsearch at 5 "search b=1 | fields - c"'],
  [
    'a=1 [search b=1 | rename c AS search | fields search]',
    'spl/subsearch at 5 "search b=1 | rename c AS search | fields search"',
  ],
  ['a=1 NOT [search b=1 | fields c]', 'spl/subsearch at 8 "[search b=1 | fields c]"'],
  ['a=1 OR [search b=1 | fields c]', 'spl/subsearch at 7 "[search b=1 | fields c]"'],
  ['a=1 [| inputlookup t where b=1 | fields c]', 'spl/command-use at 7 "inputlookup t where b=1 "'],
  [
    'a=1 [| inputlookup t | search b=1 | fields c]',
    'spl/subsearch at 5 "| inputlookup t | search b=1 | fields c"',
  ],
  ['a=1 | transaction b maxspan=5m', 'spl/command-use at 6 "transaction b maxspan=5m"'],
  [
    'a=1 | transaction b c startswith=(d=1) endswith=(d=2)',
    'spl/command-use at 6 "transaction b c startswith=(d=1) endswith=(d=2)"',
  ],
  [
    'a=1 | transaction b startswith=(d=1) endswith=(e=2)',
    'spl/command-use at 6 "transaction b startswith=(d=1) endswith=(e=2)"',
  ],
  [
    'a=1 | transaction b startswith=(d=1) endswith=(d=1*)',
    'spl/command-use at 6 "transaction b startswith=(d=1) endswith=(d=1*)"',
  ],
  [
    'a=1 | transaction b startswith=eval(d=1) endswith=eval(d!=1)',
    'spl/command-use at 6 "transaction b startswith=eval(d=1) endswith=eval(d!=1)"',
  ],
  [
    'a=1 | transaction b startswith=(d=1) endswith=(d=2) maxevents=2',
    'spl/command-use at 6 "transaction b startswith=(d=1) endswith=(d=2) maxevents=2"',
  ],
  [
    'a=1 | stats count by b | transaction b startswith=(d=1) endswith=(d=2)',
    'spl/command-use at 25 "transaction b startswith=(d=1) endswith=(d=2)"',
  ],
  [
    'a=1 | transaction b startswith=(d=1) endswith=(d=2) | where duration>5',
    'spl/command-use at 54 "where duration>5"',
  ],
  ['a==1', 'spl/double-equals at 1 "=="'],
  ['a=b*"c d"', 'spl/joined-terms at 4 ""c d""'],
  ['a*=1', 'spl/field-wildcard at 0 "a*"'],
  ['PREFIX(a)', 'spl/prefix at 0 "PREFIX(a)"'],
  ['a=1 or b=2', 'spl/lower-case-operator at 4 "or"'],
  ['earliest=-1h a=1', 'spl/time-range at 0 "earliest=-1h"'],
  ['a=1 | where strftime(_time,"%H")<6', 'spl/time-zone at 12 "strftime(_time,"%H")"'],
  ['a=1 | bin _time span=1d | stats count by _time', 'spl/time-zone at 6 "bin _time span=1d "'],
  ['a=1 | sort b', 'spl/kept-results at 6 "sort b"'],
  ['a=1 | bin b span=10 | stats count by b', 'spl/command-use at 6 "bin b span=10 "'],
  ['a=1 | bin b span=5 AS c | head 1', 'spl/command-use at 6 "bin b span=5 AS c "'],
  ['a=1 | stats count by b, _time span=1h', 'spl/command-use at 6 "stats count by b, _time span=1h"'],
  ['a=1 | where match(b,"(")', 'spl/regex at 20 ""(""'],
  [r`a=1 | where match(b,"a\\")`, r`spl/regex-backslashes at 20 ""a\\""`],
  ['a=1 | rex "abc" | head', 'spl/rex-names at 6 "rex "abc" "'],
  ['a=1 | where sha384(b)="x"', 'spl/unsupported-function at 12 "sha384"'],
  ['a=1 | stats mode(b) AS m count AS n BY c', 'spl/unsupported-aggregate at 12 "mode"'],
  ['a=1 | stats mode(b)', 'spl/unsupported-aggregate at 12 "mode"'],
  ['a=1 | where lower(b,c)="x"', 'spl/argument-count at 12 "lower"'],
  ['a=1 | where like(b,c)', 'spl/not-constant at 12 "like(b,c)"'],
  [r`a=1 | where replace(b,"x+","\\k")="y"`, r`spl/function-use at 12 "replace(b,"x+","\\k")"`],
  ['a=1 | where lower(b)', 'spl/not-a-condition at 12 "lower(b)"'],
  ['a=1 | eval c=isnull(b) | search c=1', 'spl/not-a-text at 32 "c=1"'],
  ['a=1 | where mvfind(b,"x")=2', 'spl/not-comparable at 12 "mvfind(b,"x")=2"'],
  ['a=1 | where now()-60>5', 'spl/time-arithmetic at 12 "now()-60"'],
  ['a=1 | head (b=1)', 'spl/command-use at 6 "head (b=1)"'],
  ['a=1 | sort', 'spl/unexpected-end at 10 ""'],
];

const long: Readonly<Record<string, readonly [query: string, problem: string]>> = {
  parentheses: [`${'('.repeat(81)}a=1${')'.repeat(81)}`, 'spl/too-deep at 80 "("'],
  commands: [`a=1${' | head 1'.repeat(200)}`, 'spl/too-many-commands at 1796 " head 1"'],
  doubling: [`a=1${' | eval a=a.a'.repeat(30)} | where a="b"`, 'spl/too-complex at 234 "a.a"'],
};

test.each(rows)('%s', (query, ...expected) => {
  expect(problems(query)).toEqual(expected);
});

test.each(Object.entries(long))('too many %s', (_, [query, problem]) => {
  expect(problems(query)).toEqual([problem]);
});

test('every code of SPL is shown here, macros that hold themselves aside', () => {
  const shown = new Set(
    [...rows, ...Object.values(long)].flatMap(([, ...each]) => each.map(text => text.split(' ')[0])),
  );
  const codes = Object.keys(catalogue).filter(code => code.startsWith('spl/'));
  expect(codes.filter(code => !shown.has(code))).toEqual(['spl/macro-depth']);
});

describe('a command that is not read says why', () => {
  test.each([
    ['a=1 | transaction b', 'say startswith and endswith'],
    [
      'a=1 | iplocation b | search Country=x',
      'Country is asked for later, and where an address lies is known to a database',
    ],
    ['a=1 | iplocation prefix=s_ b | where isnull(s_City)', 's_City is asked for later'],
    ['a=1 | appendcols [search c=1]', 'beside those of another'],
    ['a=1 [search b=1 | return c]', 'the first row alone'],
    ['a=1 | append [search c=1] | head 5', 'its results come behind the others'],
    ['| inputlookup b.csv', 'is no event of the log'],
    ['a=1 | wherre b=1', 'did you mean where?'],
    ['x=1 | lookup t x AS b OUTPUT c', 'x is a column of the table here and a field of the events elsewhere'],
    ['a=1 | lookup t host AS b OUTPUT c', 'host is a column of the table here and a field of the events'],
    ['a=1 | lookup t b OUTPUT y AS c | where y=1', 'y is a column of the table here'],
    ['a=1 | eval c=2 | lookup t b OUTPUTNEW c', 'OUTPUTNEW keeps what c is already'],
  ])('%s', (query, why) => {
    const said = lower(query).diagnostics.map(({ message, help }) => `${message} ${help ?? ''}`);
    expect(said).toEqual([expect.stringContaining(why)]);
  });
});
