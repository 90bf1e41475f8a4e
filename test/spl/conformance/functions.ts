import { type Cases, r } from './case.ts';

const functions =
  'https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/evaluation-functions';
const commands = 'https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands';

export const functionCases: Cases = {
  [`${functions}/informational-functions`]: [
    ['* | where isnull(x)', [{}, { x: null }, { x: [] }], [{ x: '' }, { x: 0 }]],
    ['* | where isnotnull(x)', [{ x: '' }], [{}]],
    ['* | where NOT isnull(x)', [{ x: 'a' }], [{}]],
    ['* | where isnull(x="a")', [{}], [{ x: 'a' }, { x: 'b' }]],
    ['* | where isnum(x)', [{ x: '5' }], [{ x: 'a' }, {}]],
  ],
  'https://help.splunk.com/splunk-enterprise/spl-search-reference/10.0/evaluation-functions/text-functions': [
    ['* | where lower(x)="abc"', [{ x: 'AbC' }], [{ x: 'ab' }, {}]],
    ['* | where lower(x)="ABC"', [], [{ x: 'ABC' }, { x: 'abc' }]],
    ['* | where upper(x)="ABC"', [{ x: 'abc' }], [{ x: 'ab' }]],
    ['* | where len(x)>3', [{ x: 'abcd' }], [{ x: 'abc' }, {}]],
    ['* | where len(x)=0', [{ x: '' }], [{ x: 'a' }, {}]],
    ['* | where substr(x, 1, 3)="str"', [{ x: 'string' }], [{ x: 'astr' }]],
    ['* | where substr(x, -3)="ing"', [{ x: 'string' }], [{ x: 'in' }]],
    ['* | where substr(x, 2, 1)="b"', [{ x: 'abc' }], [{ x: 'acb' }]],
    ['* | where trim(x)="a"', [{ x: '  a ' }], [{ x: 'a b' }]],
    ['* | where replace(x, "-", "")="ab"', [{ x: 'a-b' }, { x: '-ab-' }], [{ x: 'a b' }]],
    [
      r`* | where replace(x, "(?s)^.*[\\\\/]", "")="a.exe"`,
      [{ x: r`C:\b/a.exe` }, { x: 'a.exe' }],
      [{ x: r`a.exe\b` }, {}],
    ],
    [
      '* | where substr(x, 1, len(y))=y',
      [
        { x: 'abc', y: 'ab' },
        { x: 'a', y: '' },
      ],
      [{ x: 'cab', y: 'ab' }, { x: 'a' }],
    ],
    ['* | where tonumber(x)=10', [{ x: '10' }], [{ x: 'ten' }, {}]],
    ['* | where tonumber(x, 16)=255', [{ x: 'ff' }], [{ x: 'zz' }]],
    ['* | where tostring(x)="5"', [{ x: 5 }], [{ x: 6 }]],
    ['* | where tostring(x="a")="True"', [{ x: 'a' }], [{ x: 'b' }, {}]],
  ],
  [`${commands}/eval`]: [
    ['* | where a . b = "xy"', [{ a: 'x', b: 'y' }], [{ a: 'x' }, { a: 'y', b: 'x' }]],
    ['* | where a."-".b = "x-y"', [{ a: 'x', b: 'y' }], [{ b: 'y' }]],
    ['* | where a + 1 = 3', [{ a: 2 }, { a: '2' }], [{ a: 'two' }, {}]],
    ['* | where a + "x" = "bx"', [{ a: 'b' }], [{ a: 'c' }]],
    ['* | where a * 2 + 1 > 5', [{ a: 3 }], [{ a: 2 }]],
    ['* | where a % 2 = 1', [{ a: 3 }], [{ a: 4 }]],
    ['* | where -a < -5', [{ a: 6 }], [{ a: 5 }]],
    ['* | eval y=x | where y="a"', [{ x: 'a' }], [{ y: 'a' }]],
    ['* | eval y=lower(x), z=y."!" | where z="a!"', [{ x: 'A' }], [{ x: 'b' }]],
    ['* | eval x=x."b" | search x=ab', [{ x: 'a' }], [{ x: 'ab' }]],
    ['* | eval x="a" | search x=A', [{}, { x: 'z' }], []],
    [`* | eval y='a.b' | where y="v"`, [{ 'a.b': 'v' }], [{}]],
    ['* | eval n=1 | where n=1', [{}], []],
    ['* | eval n=1 | search n=2', [], [{ n: 2 }]],
  ],
  'https://help.splunk.com/en/splunk-enterprise/search/search-manual/10.2/expressions-and-predicates/types-of-expressions':
    [
      [r`* | where x="C:\\windows"`, [{ x: r`C:\windows` }], [{ x: r`C:\\windows` }]],
      [r`* | where x="C:\\windows\temp"`, [{ x: 'C:\\windows\temp' }], [{ x: r`C:\windows\temp` }]],
      [r`* | where x="C:\\windows\\temp"`, [{ x: r`C:\windows\temp` }], [{ x: 'C:\\windows\temp' }]],
      [r`* | where x="a\"b"`, [{ x: 'a"b' }], [{ x: 'ab' }]],
      [r`* | where x="\d"`, [{ x: r`\d` }], [{ x: 'd' }]],
      [r`* | where x="a\nb"`, [{ x: 'a\nb' }], [{ x: 'anb' }]],
    ],
  'https://help.splunk.com/splunk-enterprise/spl-search-reference/9.4/evaluation-functions/multivalue-eval-functions':
    [
      ['* | where mvcount(x)=2', [{ x: ['a', 'b'] }], [{ x: 'a' }, {}]],
      ['* | where mvcount(x)=1', [{ x: 'a' }], [{ x: ['a', 'b'] }, {}]],
      ['* | where isnull(mvcount(x))', [{}], [{ x: 'a' }]],
      ['* | where mvcount(mvdedup(x))=2', [{ x: ['a', 'b', 'a'] }], [{ x: ['a', 'a'] }, { x: 'a' }, {}]],
      ['* | where mvindex(x, 0)="a"', [{ x: ['a', 'b'] }, { x: 'a' }], [{ x: ['b', 'a'] }, {}]],
      ['* | where mvindex(x, -1)="a"', [{ x: ['b', 'a'] }, { x: 'a' }], [{ x: ['a', 'b'] }, {}]],
      ['* | where mvcount(mvindex(x, 1, 2))=2', [{ x: ['a', 'b', 'c', 'd'] }], [{ x: ['a', 'b'] }, {}]],
      ['* | where mvjoin(x, "-")="a-b"', [{ x: ['a', 'b'] }], [{ x: ['b', 'a'] }, { x: 'a' }, {}]],
      ['* | where mvindex(mvsort(x), 0)="a"', [{ x: ['b', 'a'] }], [{ x: ['b', 'c'] }, {}]],
      ['* | where mvcount(split(x, ","))>2', [{ x: 'a,b,c' }], [{ x: 'a,b' }, {}]],
      ['* | where mvindex(split(x, "@"), 0)="joe"', [{ x: 'joe@a' }, { x: 'joe' }], [{ x: 'a@joe' }]],
      ['* | where mvindex(split(x, "@"), 1)="a.org"', [{ x: 'joe@a.org' }], [{ x: 'joe' }, { x: 'a.org' }]],
      ['* | where mvfind(x, "^b")>=0', [{ x: ['a', 'bc'] }, { x: 'b' }], [{ x: ['a', 'ab'] }, {}]],
      ['* | where isnotnull(mvfind(x, "b"))', [{ x: ['a', 'b'] }], [{ x: 'a' }]],
      ['* | where isnull(mvfind(x, "b"))', [{ x: ['a'] }, {}], [{ x: ['a', 'b'] }]],
      [
        r`* | where isnotnull(mvfilter(match(x, "\.net$")))`,
        [{ x: ['a.com', 'b.net'] }],
        [{ x: ['a.com'] }, {}],
      ],
      ['* | where isnotnull(mvfilter(x!="a"))', [{ x: ['a', 'b'] }], [{ x: ['a'] }, {}]],
      ['* | eval i=mvfind(x,"b") | where i>=0', [{ x: ['a', 'b'] }], [{ x: ['a'] }]],
    ],
  [`${functions}/comparison-and-conditional-functions#searchmatch`]: [
    ['* | where searchmatch("x=A* y=2")', [{ x: 'abc', y: 2 }], [{ x: 'abc' }]],
    ['* | where NOT searchmatch("x=a")', [{ x: 'b' }, {}], [{ x: 'A' }]],
    ['* | where if(searchmatch("foo"), 1, 0)=1', [{ _raw: 'a foo b' }], [{ _raw: 'food' }]],
  ],
  [`${functions}/date-and-time-functions`]: [
    [
      '* | where strftime(_time, "%H")<6',
      [{ _time: '2026-01-02T03:00:00Z' }],
      [{ _time: '2026-01-02T13:00:00Z' }],
    ],
    [
      '* | where strftime(_time, "%H")="03"',
      [{ _time: '2026-01-02T03:00:00Z' }],
      [{ _time: '2026-01-02T13:00:00Z' }],
    ],
    ['* | where strptime(t, "%Y-%m-%d")<now()', [{ t: '2001-01-01' }], [{ t: '2999-01-01' }, {}]],
    ['* | where _time>=relative_time(now(), "-1d@d")', [{ _time: '2999-01-01' }], [{ _time: '2001-01-01' }]],
  ],
  [`${commands}/rename`]: [
    ['* | rename a AS b | search b=x', [{ a: 'x' }], [{ b: 'x' }]],
    ['* | rename a AS b | search a=x', [], [{ a: 'x' }]],
    ['* | rename a as b, c as d | where b=d', [{ a: 'x', c: 'x' }], [{ a: 'x', c: 'y' }]],
    ['* | rename "my field" as f | search f=x', [{ 'my field': 'x' }], [{}]],
    ['* | rename x.* as * | search y=1', [{ 'x.y': 1 }, { y: 1 }], [{ 'x.y': 2, y: 1 }, {}]],
  ],
  [`${commands}/fields`]: [
    ['* | fields a | search a=1', [{ a: 1 }], [{}]],
    ['* | fields a | search b=1', [], [{ b: 1 }]],
    ['* | fields - a | search a=1', [], [{ a: 1 }]],
    ['* | fields - a b | search c=1', [{ c: 1 }], [{ a: 1 }]],
    ['* | fields a* | search ab=1', [{ ab: 1 }], [{ b: 1 }]],
    ['* | fields a | search _time=5', [{ _time: 5 }], [{}]],
    ['* | table a, b | search b=1', [{ b: 1 }], [{}]],
    ['* | table a | search b=1', [], [{ b: 1 }]],
  ],
  'https://help.splunk.com/splunk-cloud-platform/spl-search-reference/10.0.2503/search-commands/fillnull': [
    ['* | fillnull x | search x=0', [{}, { x: 0 }], [{ x: 1 }]],
    ['* | fillnull value=NULL x y | search x=NULL', [{}, { x: 'null' }], [{ x: 1 }]],
    ['* | fillnull value="-" x | where x!="-"', [{ x: 'a' }], [{}, { x: '-' }]],
    ['* | fillnull value="" x | where NOT x="a"', [{}, { x: 'b' }], [{ x: 'a' }]],
  ],
  [`${commands}/tstats`]: [
    [
      '| tstats count from datamodel=Endpoint.Processes where Processes.process_name=cmd.exe by Processes.dest',
      [{ 'Processes.process_name': 'CMD.exe', 'Processes.dest': 'h' }],
      [{ 'Processes.process_name': 'a.exe', 'Processes.dest': 'h' }, { 'Processes.process_name': 'cmd.exe' }],
    ],
    [
      '| tstats count where a=1 OR b=2 c=3 by d',
      [{ a: 1, c: 3, d: 4 }],
      [
        { a: 1, d: 4 },
        { c: 3, d: 4 },
        { a: 1, c: 3 },
      ],
    ],
    ['| tstats count where a=1 by d | where d!="x"', [{ a: 1, d: 'y' }], [{ a: 1, d: 'x' }, { a: 1 }]],
    [
      '| tstats fillnull_value=null count where a=1 by d | where d="null"',
      [{ a: 1 }, { a: 1, d: 'null' }],
      [{ a: 1, d: 'x' }],
    ],
    [
      '| tstats `security_content_summariesonly` count from datamodel=Web where Web.url="*a*" by Web.url Web.user | `drop_dm_object_name(Web)` | regex url="a$" | `security_content_ctime(firstTime)`',
      [{ 'Web.url': 'ba' }],
      [{ 'Web.url': 'ab' }, {}],
    ],
    ['| tstats count where a=1 by b | search c=1', [], [{ a: 1, b: 1, c: 1 }]],
  ],
  'https://docs.splunk.com/Documentation/Splunk/9.4.0/Search/Comments': [
    ['a=1 ```b=2``` c=3', [{ a: 1, c: 3 }], [{ a: 1 }]],
    ['a=1 | ```where false()``` where b=2', [{ a: 1, b: 2 }], [{ a: 1 }]],
    ['a="```x```"', [{ a: '```x```' }], [{ a: '' }]],
  ],
};
