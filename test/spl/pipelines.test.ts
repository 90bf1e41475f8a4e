import { describe, expect, test } from 'vitest';
import { printExpression, printPredicate, type Search, type Stage } from '../../src/ir/index.ts';
import { lower } from './lowered.ts';

/** Stages in a word or two each, with the printed parts that matter. */
const tables: Readonly<Record<string, readonly (readonly [query: string, stages: readonly string[]])[]>> = {
  stats: [
    ['a=1 | stats count by b', ['filter exists b', 'aggregate count() as count by b=b']],
    ['a=1 | stats count', ['aggregate count() as count']],
    [
      'a=1 | stats dc(x) AS n, values(y) max(z) BY b, c',
      [
        'filter and',
        'aggregate countDistinct(x) as n, values(y) as values(y), maximum(z) as max(z) by b=b, c=c',
      ],
    ],
    ['a=1 | stats count(eval(x="y")) as n', ['aggregate count() where single x = "y" as n']],
    ['a=1 | stats p95(x) as p', ['aggregate percentile95(x) as p']],
    ['a=1 | stats exactperc100(x) as p', ['aggregate percentile100(x) as p']],
    ['a=1 | stats stdevp(x) as d', ['aggregate standardDeviation(x) as d']],
    ['a=1 | stats stdev(x) as d, count', ['aggregate sampleDeviation(x) as d, count() as count']],
    [
      'a=1 | stats var(x) as v, varp(y) as w',
      [
        'aggregate sampleDeviation(x) as v_deviation, standardDeviation(y) as w_deviation',
        'extend v=multiply(v_deviation, v_deviation), w=multiply(w_deviation, w_deviation)',
        'drop',
      ],
    ],
    [
      'a=1 | stats count by b | where count>5',
      ['filter exists b', 'aggregate count() as count by b=b', 'filter single count gt 5 as number'],
    ],
    ['a=1 | stats count as n by b | search n>5 b=x* c=1', ['aggregate count() as n by b=b', 'filter and']],
    [
      'a=1 | eval c=lower(b) | stats count by c',
      ['filter exists lower(b)', 'aggregate count() as count by c=lower(b)'],
    ],
    ['a=1 | rename b as c | stats count by c', ['filter exists b', 'aggregate count() as count by c=b']],
    [
      'a=1 | rename p.* as * | stats count by c',
      [
        'filter exists choose(exists p.c then p.c; not exists p.c then c)',
        'aggregate count() as count by c=choose(exists p.c then p.c; not exists p.c then c)',
      ],
    ],
    [
      'a=1 | rename p.* as * | bin _time span=5m | stats count by c _time',
      [
        'filter exists choose(exists p.c then p.c; not exists p.c then c)',
        'aggregate count() as count by c=choose(exists p.c then p.c; not exists p.c then c) within 300',
      ],
    ],
    [
      'a=1 | rename p.* as * | bin _time span=5m | eval c=lower(d) | stats count by c _time',
      [
        'extend c=choose(exists p.d then lower(p.d); not exists p.d then lower(d))',
        'filter exists c',
        'aggregate count() as count by c=c within 300',
      ],
    ],
    [
      'a=1 | bin _time span=5m | rename p.* as * | rename c as e | stats count by e _time',
      [
        'extend e=choose(exists p.c then p.c; not exists p.c then c), c=null',
        'filter exists e',
        'aggregate count() as count by e=e within 300',
      ],
    ],
    [
      'a=1 | bin _time span=5m | stats dc(u) as n by _time h',
      ['filter exists h', 'aggregate countDistinct(u) as n by h=h within 300'],
    ],
  ],
  'results in order': [
    ['a=1 | head 5', ['sort _time desc', 'limit head 5']],
    ['a=1 | head', ['sort _time desc', 'limit head 10']],
    ['a=1 | head limit=3', ['sort _time desc', 'limit head 3']],
    ['a=1 | tail 2', ['sort _time desc', 'sort _time asc', 'limit head 2']],
    ['a=1 | sort b | tail 2 | head 1', ['sort b asc', 'sort b desc', 'limit head 2', 'limit head 1']],
    [
      'a=1 | stats count by b | tail 2',
      ['filter exists b', 'aggregate count() as count by b=b', 'limit tail 2'],
    ],
    ['a=1 | reverse | head 1', ['sort _time desc', 'sort _time asc', 'limit head 1']],
    ['a=1 | sort - b, +c', ['sort b desc, c asc']],
    ['a=1 | sort 0 -b c', ['sort b desc, c asc']],
    ['a=1 | sort b desc', ['sort b desc']],
    ['a=1 | dedup b c', ['sort _time desc', 'filter and', 'dedup 1 b, c']],
    ['a=1 | dedup 3 b', ['sort _time desc', 'filter exists b', 'dedup 3 b']],
    ['a=1 | sort c | dedup b', ['sort c asc', 'filter exists b', 'dedup 1 b']],
  ],
  'what stands beside a row': [
    [
      'a=1 | eventstats avg(b) AS m by c | where m>5',
      ['filter exists c', 'joinAggregate average(b) as m by c=c', 'filter single m gt 5 as number'],
    ],
    [
      'a=1 | eventstats avg(b) AS m by c | where isnull(m)',
      ['joinAggregate average(b) as m by c=c', 'extend m=choose(exists c then m)', 'filter not'],
    ],
    [
      'a=1 | eventstats avg(b) AS m by c | where d=1',
      ['joinAggregate average(b) as m by c=c', 'filter single d = 1'],
    ],
    [
      'a=1 c=* | eventstats avg(b) AS m by c | where d>m',
      ['joinAggregate average(b) as m by c=c', 'filter single d gt m as number'],
    ],
    ['a=1 | mvexpand b', ['expand b']],
    ['a=1 | lookup t b OUTPUT c d', ['lookup t b > c d']],
    ['a=1 | lookup t b OUTPUTNEW c', ['lookup t b > c']],
    ['a=1 | lookup t x AS b OUTPUT y AS c, d', ['extend x=b', 'lookup t x > y d', 'rename y->c']],
    [
      'a=1 | lookup t x AS b OUTPUT y AS c | lookup t x AS e OUTPUT y AS d',
      ['extend x=b', 'lookup t x > y', 'rename y->c', 'extend x=e', 'lookup t x > y', 'rename y->d'],
    ],
    ['a=1 | join type=left b [search c=2 | table b d]', ['join left b with dedup 1 b']],
    ['a=1 | join type=inner max=0 b [search c=2 | table b d]', ['join inner b with keep']],
    ['a=1 | join max=5 b [search c=2 | table b d]', ['join inner b with dedup 5 b']],
    ['a=1 | join b, c [| tstats count where d=1 by b c]', ['join inner b c with dedup 1 b, c']],
  ],
  'what events have not': [
    [
      'a=1 | rex field=b "x=(?<y>\\d+)" | where y>5',
      ['extract b x=(?<y>\\d+) y', 'filter single y gt 5 as number'],
    ],
    [
      'a=1 | eval c=b."!" | head 1 | where c="x"',
      ['sort _time desc', 'extend c=concat(b, "!")', 'limit head 1', 'filter single c = "x"'],
    ],
    ['a=1 | rename b as c | head 1', ['sort _time desc', 'rename b->c', 'limit head 1']],
    ['a=1 | fields b c | head 1', ['sort _time desc', 'keep', 'limit head 1']],
    ['a=1 | fillnull value=x b | head 1', ['sort _time desc', 'fill b', 'limit head 1']],
    ['a=1 | fillnull', ['fill ']],
    [
      'a=1 | stats count by b | spath input=b path=c{0} output=d',
      ['filter exists b', 'aggregate count() as count by b=b', 'extend d=jsonExtract(b, "c[0]")'],
    ],
    [
      '| tstats count where a=1 by b | where count>3',
      ['aggregate count() as count by b=b', 'filter single count gt 3 as number'],
    ],
    [
      '| tstats fillnull_value=none count where a=1 by b | where count>3',
      [
        'aggregate count() as count by b=choose(exists b then b; not exists b then "none")',
        'filter single count gt 3 as number',
      ],
    ],
    ['| tstats count where a=1', ['aggregate count() as count']],
    [
      '| tstats count from datamodel=Web where Web.a=1 by Web.b _time span=1h | `drop_dm_object_name(Web)` | where count>3',
      [
        'aggregate count() as count by Web.b=Web.b within 3600',
        'rename Web.b->b',
        'filter single count gt 3 as number',
      ],
    ],
  ],
};

for (const [name, rows] of Object.entries(tables))
  describe(name, () => {
    test.each(rows)('%s', (query, stages) => {
      const { value, diagnostics } = lower(query);
      expect(diagnostics.filter(each => each.severity === 'error')).toEqual([]);
      expect(stagesOf(value)).toEqual(stages);
    });
  });

test.each([
  'a=1 | rex field=b "(?<c>x)" | table b',
  'a=1 | bin _time span=1h | table _time',
  'a=1 | convert timeformat="%H:%M" ctime(_time) AS t | table t',
  '| tstats count min(_time) as first where a=1 by b | rename b as c | table first c | search c=1',
])('%s stays a search for events', query => {
  expect(lower(query).value?.kind).toBe('events');
});

test('what convert writes is looked at no more', () => {
  expect(lower('a=1 | stats min(b) as t | convert ctime(t)').value?.kind).toBe('pipeline');
  expect(lower('a=1 | stats min(b) as t | convert ctime(t) | where t>5').value).toBeUndefined();
});

test('a data model is the source', () => {
  const { value } = lower(
    '| tstats count from datamodel=Endpoint.Processes where Processes.user=a by Processes.dest',
  );
  expect(value?.kind === 'events' ? value.source.splunk?.dataModel : undefined).toBe('Endpoint.Processes');
});

function stagesOf(search: Search | undefined): readonly string[] {
  return search?.kind === 'pipeline' ? search.stages.map(shortly) : [search?.kind ?? 'refused'];
}

function shortly(stage: Stage): string {
  switch (stage.kind) {
    case 'filter':
      return `filter ${printPredicate(stage.where).split('\n')[0]}`;
    case 'aggregate': {
      const measures = stage.measures.map(
        each =>
          `${each.function}${each.percentile ?? ''}(${each.of.map(printExpression).join(', ')})${each.where ? ` where ${printPredicate(each.where)}` : ''} as ${each.name}`,
      );
      const by = stage.by.map(each => `${each.name}=${printExpression(each.value)}`).join(', ');
      const window = stage.window?.kind === 'tumbling' ? ` within ${stage.window.length}` : '';
      return `aggregate ${measures.join(', ')}${by === '' ? '' : ` by ${by}`}${window}`;
    }
    case 'joinAggregate':
      return shortly({ ...stage, kind: 'aggregate' }).replace('aggregate', stage.kind);
    case 'expand':
      return `expand ${stage.field}`;
    case 'lookup':
      return `lookup ${stage.table} ${stage.on.join(' ')} > ${stage.fields.join(' ')}`;
    case 'join':
      return `join ${stage.type} ${stage.on.join(' ')} with ${stagesOf(stage.with).join(' ')}`;
    case 'limit':
      return `limit ${stage.from} ${stage.rows}`;
    case 'sort':
      return `sort ${stage.by.map(each => `${printExpression(each.value)} ${each.descending ? 'desc' : 'asc'}`).join(', ')}`;
    case 'dedup':
      return `dedup ${stage.keep} ${stage.by.map(printExpression).join(', ')}`;
    case 'extend':
      return `extend ${stage.fields.map(each => `${each.name}=${printExpression(each.value)}`).join(', ')}`;
    case 'extract':
      return `extract ${printExpression(stage.subject)} ${stage.pattern} ${stage.fields.join(' ')}`;
    case 'rename':
      return `rename ${stage.fields.map(({ from, to }) => `${from}->${to}`).join(', ')}`;
    case 'fill':
      return `fill ${stage.fields.join(' ')}`;
    default:
      return stage.kind;
  }
}
