import { describe, expect, test } from 'vitest';
import { printPredicate } from '../../src/ir/index.ts';
import { predicatesOf, readStages, type SplStage } from '../../src/languages/spl/index.ts';
import { EmbeddedText, SourceFile } from '../../src/source/index.ts';

const r = String.raw;

function read(query: string) {
  const { stages, diagnostics } = readStages(EmbeddedText.whole(new SourceFile('rule.spl', query)));
  return { stages, problems: diagnostics.map(({ code }) => code) };
}

/** `kind ? predicates < fields read > fields made [subsearches]`; a `~` where it filters by more than that. */
function shortly(stage: SplStage): string {
  const predicates = stage.predicates.map(each => printPredicate(each).replace(/\s+/g, ' ')).join('; ');
  const parts = [
    `${stage.kind}${stage.isWhole ? '' : ' ~'}`,
    ...(predicates === '' ? [] : [`? ${predicates}`]),
    ...(stage.reads.length === 0 ? [] : [`< ${stage.reads.join(' ')}`]),
    ...(stage.writes.length === 0 ? [] : [`> ${stage.writes.join(' ')}`]),
    ...stage.searches.map(each => `[${each.map(shortly).join(' | ')}]`),
  ];
  return parts.join(' ');
}

const reference = 'https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands';

/** By the page of Splunk's Search Reference that tells what the command does. */
const tables: Readonly<Record<string, readonly (readonly [query: string, ...stages: readonly string[]])[]>> =
  {
    [`${reference}/search`]: [
      ['a=1 b!=2', 'search ? a =~ "1"; exists b; not b =~ "2" < a b'],
      ['a=1 [search b=2 | return c]', 'search ? a =~ "1" < a [search ? b =~ "2" < b | return < c]'],
      ['a=1 NOT [| inputlookup l]', 'search ? a =~ "1" < a [inputlookup]'],
      ['`source` a=1', 'search ~ ? a =~ "1" < a'],
      ['a=1 | search b*=2 c=3', 'search ? a =~ "1" < a', 'search ~ ? c =~ "3" < c'],
      [r`a=*\"x\":1*`, r`search ? a like~ *"\"x\":1"* < a`],
      ['a=*f()*', 'search ? a like~ *"f()"* < a'],
    ],
    [`${reference}/where`]: [
      [
        'a=1 | where b>5 AND like(c,"x%")',
        'search ? a =~ "1" < a',
        'where ? single b gt 5 as number; single c like "x"* < b c',
      ],
      ['a=1 | where b="x" AND sigfig(c)>1', 'search ? a =~ "1" < a', 'where ~ ? single b = "x" < b c'],
      ['a=1 | where b > `limit`', 'search ? a =~ "1" < a', 'where ~ < b'],
    ],
    [`${reference}/regex`]: [
      ['a=1 | regex b="^x"', 'search ? a =~ "1" < a', 'regex ? b matches search <lineStart> "x" < b'],
    ],
    [`${reference}/eval`]: [
      ['a=1 | eval b=lower(c), d=if(e=1,"x",f)', 'search ? a =~ "1" < a', 'eval < c e f > b d'],
      ['a=1 | eval {key}=value', 'search ? a =~ "1" < a', 'eval < value > {key}'],
    ],
    [`${reference}/stats`]: [
      [
        'a=1 | stats count dc(b) AS n values(c) count(eval(d=1)) AS e BY f, g',
        'search ? a =~ "1" < a',
        'stats < b c d f g > count n values(c) e',
      ],
      ['a=1 | eventstats avg(b) AS m by c', 'search ? a =~ "1" < a', 'eventstats < b c > m'],
      ['a=1 | streamstats window=5 sum(b) AS m', 'search ? a =~ "1" < a', 'streamstats < b > m'],
      ['a=1 | timechart span=1h count by b', 'search ? a =~ "1" < a', 'timechart < b > count'],
      ['a=1 | top limit=5 b by c', 'search ? a =~ "1" < a', 'top < b c > count percent'],
    ],
    [`${reference}/tstats`]: [
      [
        '| tstats summariesonly=t count min(_time) as t from datamodel=Endpoint.Processes where Processes.a=b* by Processes.c _time span=1h',
        'tstats ? Processes.a like~ "b"* < _time Processes.a Processes.c > count t',
      ],
      ['| mstats avg(m) as m where index=i by host span=1m', 'mstats ? index =~ "i" < m index host > m'],
    ],
    [`${reference}/lookup`]: [
      ['a=1 | lookup update=true t x AS b OUTPUT y AS c z', 'search ? a =~ "1" < a', 'lookup < b > c z'],
      ['| inputlookup t where b=1', 'inputlookup ? b =~ "1" < b'],
      ['a=1 | outputlookup t', 'search ? a =~ "1" < a', 'outputlookup'],
    ],
    [`${reference}/join`]: [
      ['a=1 | join type=inner b [| inputlookup t]', 'search ? a =~ "1" < a', 'join < b [inputlookup]'],
      ['a=1 | append [search b=2]', 'search ? a =~ "1" < a', 'append [search ? b =~ "2" < b]'],
      ['a=1 | appendpipe [stats count]', 'search ? a =~ "1" < a', 'appendpipe [stats > count]'],
      [
        '| multisearch [search a=1] [search b=2]',
        'multisearch [search ? a =~ "1" < a] [search ? b =~ "2" < b]',
      ],
      ['| union [search a=1] [search b=2]', 'union [search ? a =~ "1" < a] [search ? b =~ "2" < b]'],
      ['a=1 | map search="search b=$c$"', 'search ? a =~ "1" < a', 'map'],
      ['a=1 | foreach b* [eval n=n+<<FIELD>>]', 'search ? a =~ "1" < a', 'foreach'],
    ],
    [`${reference}/rex`]: [
      ['a=1 | rex field=b "(?<c>x)-(?<d>y)"', 'search ? a =~ "1" < a', 'rex < b > c d'],
      ['a=1 | rex field=b mode=sed "s/x/y/"', 'search ? a =~ "1" < a', 'rex < b > b'],
      ['a=1 | spath input=b path=c{}.d output=e', 'search ? a =~ "1" < a', 'spath < b > c{}.d e'],
      ['a=1 | xmlkv', 'search ? a =~ "1" < a', 'xmlkv'],
    ],
    [`${reference}/rename`]: [
      ['a=1 | rename b AS c, "d e" AS f', 'search ? a =~ "1" < a', 'rename < b d e > c f'],
      ['a=1 | table b c', 'search ? a =~ "1" < a', 'table < b c'],
      ['a=1 | fields - b', 'search ? a =~ "1" < a', 'fields < b'],
      ['a=1 | sort 0 -b c', 'search ? a =~ "1" < a', 'sort < b c'],
      ['a=1 | dedup 2 b', 'search ? a =~ "1" < a', 'dedup < b'],
      ['a=1 | head 5 | tail 2 | reverse', 'search ? a =~ "1" < a', 'head', 'tail', 'reverse'],
      ['a=1 | fillnull value=x b', 'search ? a =~ "1" < a', 'fillnull < b > b'],
    ],
    [`${reference}/bin`]: [
      ['a=1 | bucket _time span=5m', 'search ? a =~ "1" < a', 'bucket < _time > _time'],
      ['a=1 | bin span=10 b AS c', 'search ? a =~ "1" < a', 'bin < b > c'],
    ],
    [`${reference}/mvexpand`]: [
      ['a=1 | makemv delim="," b | mvexpand b', 'search ? a =~ "1" < a', 'makemv < b > b', 'mvexpand < b'],
      ['a=1 | strcat b "-" c d', 'search ? a =~ "1" < a', 'strcat < b c > d'],
      ['a=1 | replace "x" WITH "y" IN b', 'search ? a =~ "1" < a', 'replace < b > b'],
      ['a=1 | convert ctime(b) AS c', 'search ? a =~ "1" < a', 'convert < b > c'],
      [
        'a=1 | iplocation prefix=g_ b',
        'search ? a =~ "1" < a',
        'iplocation < b > g_City g_Country g_Region g_lat g_lon',
      ],
      [
        'a=1 | addinfo',
        'search ? a =~ "1" < a',
        'addinfo > info_min_time info_max_time info_sid info_search_time',
      ],
      ['a=1 | transaction b maxspan=5m', 'search ? a =~ "1" < a', 'transaction < b'],
    ],
    [`${reference}/from`]: [['| from datamodel Risk.All_Risk | search a=1', 'from', 'search ? a =~ "1" < a']],
  };

for (const [page, rows] of Object.entries(tables))
  describe(page, () => {
    test.each(rows)('%s', (query, ...stages) => {
      const found = read(query);
      expect(found.problems).toEqual([]);
      expect(found.stages.map(shortly)).toEqual(stages);
    });
  });

test.each([
  ['a=1 | unheard_of x=1 "y" [search b=1] | where c=2', 'unheard_of'],
  ['a=1 | `unheard_of(x, "y | z")` | where c=2', 'macro'],
])('%s keeps what is not known by its name', (query, kind) => {
  const { stages, problems } = read(query);
  expect(problems).toEqual([]);
  expect(stages.map(each => each.kind)).toEqual(['search', kind, 'where']);
});

test('predicates of subsearches count', () => {
  const { stages } = read('a=1 | join b [search c=2 | where d=3]');
  expect(predicatesOf(stages).map(each => printPredicate(each))).toEqual([
    'a =~ "1"',
    'c =~ "2"',
    'single d = 3',
  ]);
});

test.each([
  ['subsearches', `a=1 ${'[search b=1 '.repeat(40)}${']'.repeat(40)}`, 'spl/too-deep'],
  ['an open quote', `a="${'x'.repeat(10_000_000)}`, 'spl/unterminated'],
  ['an open bracket', `a=1 ${'[search b=1 | '.repeat(1000)}`, 'spl/unterminated'],
  ['nothing', '  ', 'spl/empty'],
])('%s gives a diagnostic', (_, query, code) => {
  const start = performance.now();
  expect(read(query).problems).toContain(code);
  expect(performance.now() - start).toBeLessThan(3000);
});

test.each([
  ['a long value', `a="${'x'.repeat(3_000_000)}"`],
  ['a long list', `a IN (${'"value", '.repeat(100_000)}"x")`],
])('%s is read in time', (_, query) => {
  const start = performance.now();
  expect(read(query).problems).toEqual([]);
  expect(performance.now() - start).toBeLessThan(8000);
});
