import { type Cases, r } from './case.ts';

const help = 'https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4';
const where = 'https://help.splunk.com/splunk-enterprise/spl-search-reference/9.2/search-commands/where';
const comparison =
  'https://help.splunk.com/splunk-cloud-platform/spl-search-reference/9.3.2408/evaluation-functions/comparison-and-conditional-functions';

export const evalCases: Cases = {
  [where]: [
    ['* | where x="a"', [{ x: 'a' }], [{ x: 'A' }, { x: 'ab' }, {}]],
    ['* | where x=="a"', [{ x: 'a' }], [{ x: 'A' }]],
    ['* | where x="a*"', [{ x: 'a*' }], [{ x: 'ab' }]],
    ['* | where x!="a"', [{ x: 'b' }, { x: 'A' }], [{ x: 'a' }, {}]],
    ['* | where NOT x="a"', [{ x: 'b' }], [{ x: 'a' }, {}]],
    ['* | where NOT x!="a"', [{ x: 'a' }], [{ x: 'b' }, {}]],
    [`* | where '5minutes'="late"`, [{ '5minutes': 'late' }], [{}]],
    [`* | where 'my field'="v"`, [{ 'my field': 'v' }], [{ my: 'v' }]],
    [`* | where 'a.b'="v"`, [{ 'a.b': 'v' }], [{ a: 'v' }]],
    ['* | where a=b', [{ a: 'x', b: 'x' }], [{ a: 'x', b: 'X' }, { a: 'x' }, {}]],
    ['* | where a!=b', [{ a: 'x', b: 'y' }], [{ a: 'x', b: 'x' }, { a: 'x' }]],
    [
      '* | where a>b',
      [
        { a: 10, b: 9 },
        { a: 'b', b: 'a' },
      ],
      [{ a: 9, b: 10 }, { a: 1 }],
    ],
    ['* | where x=5', [{ x: 5 }, { x: '5' }, { x: '5.0' }], [{ x: 6 }, {}]],
    ['* | where 5=x', [{ x: 5 }], [{ x: 6 }]],
    // Texts that are both numbers are compared as numbers.
    ['* | where x>"5"', [{ x: 6 }, { x: '10' }, { x: 'a' }], [{ x: 5 }, { x: '05' }, {}]],
    ['* | where x>"b"', [{ x: 'c' }], [{ x: 'a' }, { x: '10' }, {}]],
    ['* | where x>5', [{ x: 6 }, { x: '10' }], [{ x: 5 }, {}]],
    ['* | where 5<x', [{ x: 6 }], [{ x: 5 }]],
    ['* | where NOT x>5', [{ x: 5 }], [{ x: 6 }, {}]],
    [
      '* | where distance/time > 100',
      [{ distance: 500, time: 2 }],
      [{ distance: 5, time: 2 }, { distance: 500 }],
    ],
    ['* | where 1=1', [{}], []],
    ['* | where 1=2', [], [{}]],
    ['x=a | where x="a"', [{ x: 'a' }], [{ x: 'A' }]],
  ],
  'https://help.splunk.com/en/splunk-enterprise/search/search-manual/9.3/expressions-and-predicates': [
    ['* | where a=1 OR b=2 AND c=3', [{ a: 1 }, { b: 2, c: 3 }], [{ b: 2 }, { c: 3 }]],
    ['* | where (a=1 OR b=2) AND c=3', [{ a: 1, c: 3 }], [{ a: 1 }]],
    ['* | where NOT a=1 AND b=2', [{ a: 0, b: 2 }], [{ a: 1, b: 2 }, { a: 0 }]],
    ['* | where NOT (a=1 AND b=2)', [{ a: 0 }, { a: 1, b: 0 }], [{ a: 1, b: 2 }, { a: 1 }]],
    [
      '* | where a=1 XOR b=2',
      [
        { a: 1, b: 0 },
        { a: 0, b: 2 },
      ],
      [{ a: 1, b: 2 }, { a: 0, b: 0 }, { a: 1 }],
    ],
    ['* | where a=1 and b=2', [{ a: 1, b: 2 }], [{ a: 1 }]],
    ['* | where a=1 OR b=2', [{ a: 1 }, { b: 2 }], [{}]],
    ['* | where !(a=1)', [{ a: 2 }], [{ a: 1 }, {}]],
    ['* | where a=1 | where b=2', [{ a: 1, b: 2 }], [{ a: 1 }]],
    ['* | where x IN ("a","b")', [{ x: 'b' }], [{ x: 'B' }, {}]],
  ],
  [`${comparison}#like`]: [
    [
      '* | where like(x, "addr%")',
      [{ x: 'address' }, { x: 'addr' }],
      [{ x: 'Address' }, { x: 'my addr' }, {}],
    ],
    ['* | where x LIKE "a_c%"', [{ x: 'abcd' }], [{ x: 'ac' }]],
    ['* | where like(x, "%a*b%")', [{ x: 'xa*by' }], [{ x: 'xaab' }]],
    ['* | where NOT like(x, "a%")', [{ x: 'b' }], [{ x: 'ab' }, {}]],
    [r`* | where like(x, "%\\cmd.exe")`, [{ x: r`C:\cmd.exe` }], [{ x: r`C:\CMD.exe` }, { x: 'cmd.exe' }]],
    ['* | where like(lower(x), "%cmd%")', [{ x: 'CMD.exe' }], [{ x: 'powershell' }, {}]],
    ['* | where like(x, "a%b_c")', [{ x: 'a--bxc' }], [{ x: 'abc' }]],
  ],
  [`${comparison}#match`]: [
    [r`* | where match(x, "^\d{1,3}\.\d{1,3}$")`, [{ x: '10.1' }], [{ x: '10x1' }, { x: 'a10.1' }, {}]],
    ['* | where match(x, "b")', [{ x: 'abc' }], [{ x: 'ABC' }]],
    ['* | where match(x, "(?i)^ab")', [{ x: 'ABC' }], [{ x: 'cab' }]],
    ['* | where NOT match(x, "b")', [{ x: 'a' }], [{ x: 'b' }, {}]],
    ['* | where match(x, "a|b")', [{ x: 'cb' }], [{ x: 'c' }]],
    ['* | where match(x, "^a") AND match(x, "c$")', [{ x: 'abc' }], [{ x: 'ab' }]],
    [r`* | where match(x, "a\tb")`, [{ x: 'a\tb' }], [{ x: 'atb' }]],
    [r`* | where match(x, "\"quoted\"")`, [{ x: 'a "quoted" b' }], [{ x: 'quoted' }]],
  ],
  'https://docs.splunk.com/Documentation/SplunkCloud/9.1.2312/Search/SPLandregularexpressions': [
    [r`* | regex x="c:\\\\temp\\\\example"`, [{ x: r`c:\temp\example` }], [{ x: 'c:tempexample' }]],
    [r`* | where match(x, "c:\\\\temp")`, [{ x: r`c:\temp` }], [{ x: r`c:\\temp` }, { x: 'c:\temp' }]],
    [r`* | where match(x, "[^\\\]+$")`, [{ x: 'abc' }], [{ x: r`abc\ `.trim() }]],
    [r`* | regex x="a\\b"`, [{ x: 'a b' }], [{ x: 'ab' }]],
    [r`* | where match(x, "\\.(exe|dll)$")`, [{ x: 'a.exe' }], [{ x: 'aexe' }]],
    [r`* | where match(x, "a\.b")`, [{ x: 'a.b' }], [{ x: 'axb' }]],
    [r`* | where match(x, "a\\")`, [{ x: 'a\\' }], [{ x: 'a' }]],
    ['* | regex x="a | b"', [{ x: 'a ' }, { x: ' b' }], [{ x: 'a' }]],
  ],
  [`${help}/search-commands/regex`]: [
    ['* | regex x="^a"', [{ x: 'ab' }], [{ x: 'ba' }, { x: 'Ab' }, {}]],
    ['* | regex x!="^a"', [{ x: 'ba' }, {}], [{ x: 'ab' }]],
    ['* | regex "fail\\d"', [{ _raw: 'a fail7' }], [{ _raw: 'fail' }]],
    ['* | regex a.b="^c$"', [{ 'a.b': 'c' }], [{ 'a.b': 'cc' }]],
    [r`* | regex _raw="(?<!\d)10\.\d{1,3}(?!\d)"`, [{ _raw: 'x 10.25 y' }], [{ _raw: '110.25' }]],
    [
      r`* | regex email="^([a-z0-9_\.-]+)@([\da-z\.-]+)\.([a-z\.]{2,6})$"`,
      [{ email: 'a.b@c.org' }],
      [{ email: 'a@b' }],
    ],
  ],
  [`${comparison}#cidrmatch`]: [
    [
      '* | where cidrmatch("123.132.32.0/25", ip)',
      [{ ip: '123.132.32.77' }],
      [{ ip: '123.132.32.200' }, { ip: 'x' }, {}],
    ],
    ['* | where NOT cidrmatch("10.0.0.0/8", ip)', [{ ip: '8.8.8.8' }], [{ ip: '10.0.0.1' }, {}]],
    ['* | where cidrmatch("2001:db8::/32", ip)', [{ ip: '2001:db8::5' }], [{ ip: '::1' }]],
  ],
  [`${comparison}#in`]: [
    ['* | where in(status, "400", "401")', [{ status: '401' }], [{ status: '402' }, {}]],
    ['* | where in(status, 404, 500)', [{ status: '404' }], [{ status: 40 }]],
    ['* | where NOT in(x, "a", "b")', [{ x: 'c' }], [{ x: 'a' }, {}]],
    ['* | where if(in(x, "a"), 1, 0)=0', [{ x: 'b' }, {}], [{ x: 'a' }]],
  ],
  [`${comparison}#if`]: [
    ['* | where if(error == 200, "OK", "Error")="OK"', [{ error: 200 }], [{ error: 404 }, {}]],
    ['* | where if(error == 200, "OK", "Error")="Error"', [{ error: 404 }, {}], [{ error: 200 }]],
    ['* | eval y=if(like(x,"a%"),1,0) | where y=1', [{ x: 'ab' }], [{ x: 'b' }, {}]],
    ['* | eval y=if(like(x,"a%"),1,0) | search y=0', [{ x: 'b' }, {}], [{ x: 'ab' }]],
    ['* | where if(isnull(x), true(), x="a")', [{}, { x: 'a' }], [{ x: 'b' }]],
  ],
  [`${comparison}#case`]: [
    [
      '* | where case(s==200,"OK",s==404,"Not found")="Not found"',
      [{ s: 404 }],
      [{ s: 200 }, { s: 500 }, {}],
    ],
    ['* | where isnull(case(s==200,"OK"))', [{ s: 500 }, {}], [{ s: 200 }]],
    ['* | where case(s==200,"OK",true(),"Other")="Other"', [{ s: 1 }, {}], [{ s: 200 }]],
    ['* | where case(a=1,"x",b=1,"y")="y"', [{ b: 1 }], [{ a: 1, b: 1 }]],
  ],
  [`${comparison}#coalesce`]: [
    ['* | where coalesce(a,b)="x"', [{ a: 'x' }, { b: 'x' }, { a: 'x', b: 'y' }], [{ a: 'y', b: 'x' }, {}]],
    ['* | where coalesce(a,"none")="none"', [{}, { a: 'none' }], [{ a: 'x' }]],
    ['* | where coalesce(a,"")!="x"', [{}, { a: 'y' }], [{ a: 'x' }]],
    ['* | where NOT coalesce(like(a,"x%"), false())', [{}, { a: 'y' }], [{ a: 'xy' }]],
    ['* | where coalesce(a="x", true())', [{}, { a: 'x' }], [{ a: 'y' }]],
    ['* | where isnull(coalesce(a,b))', [{}], [{ a: 1 }, { b: 1 }]],
  ],
  [`${comparison}#nullif-null-true-false`]: [
    ['* | where isnull(nullif(a,b))', [{ a: 'x', b: 'x' }, { b: 'y' }], [{ a: 'x', b: 'y' }, { a: 'x' }]],
    ['* | eval x=null() | where isnull(x)', [{ x: 1 }, {}], []],
    ['* | eval x=null() | search x=1', [], [{ x: 1 }]],
    ['* | where true()', [{}], []],
    ['* | where false()', [], [{}]],
    ['* | where NOT false()', [{}], []],
  ],
};
