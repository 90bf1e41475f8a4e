import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compileSearch,
  type EventData,
  runSearch,
  type SearchOptions,
  SearchStream,
} from '../../../src/evaluate/index.ts';
import { always, exists, field, not, type Search, type Stage } from '../../../src/ir/index.ts';
import { compares, f, fits, glob, is, literal } from '../nodes.ts';
import { alerts, series, start } from './series.ts';

const all: Search = { kind: 'events', source: {}, where: always(true), origin: [] };

type Bare = Stage extends infer Each ? (Each extends Stage ? Omit<Each, 'origin'> : never) : never;

function pipeline(...stages: Bare[]): Search {
  return {
    kind: 'pipeline',
    from: all,
    stages: stages.map(stage => ({ ...stage, origin: [] }) as Stage),
    origin: [],
  };
}

/** What comes out, told by an aggregation of each row, so that its fields are shown. */
function rows(events: readonly EventData[], stages: readonly Bare[], options: SearchOptions = {}) {
  const shown: Bare = { kind: 'joinAggregate', by: [], measures: [] };
  const timed = events.map((event, second) => ({ '@timestamp': start + second * 1000, ...event }));
  return runSearch(pipeline(...stages, shown), timed, options).map(({ row }) => {
    const { '@timestamp': _, ...rest } = row ?? {};
    return rest;
  });
}

const count = { name: 'n', function: 'count', of: [] } as const;
const keep = (...names: string[]): Bare => ({ kind: 'keep', fields: names.map(glob) });

describe('stages', () => {
  test.each<[string, EventData[], Bare[], unknown[]]>([
    ['filter', [{ a: 1 }, { a: 2 }], [{ kind: 'filter', where: is('a', [1]) }], [{ a: 1 }]],
    [
      'extend',
      [{ a: 1 }],
      [
        {
          kind: 'extend',
          fields: [
            { name: 'b', value: f('a') },
            { name: 'c', value: f('b') },
          ],
        },
      ],
      [{ a: 1, b: 1, c: 1 }],
    ],
    [
      'extend with nothing takes the field away',
      [{ a: { b: 1 }, x: 1 }],
      [{ kind: 'extend', fields: [{ name: 'a.b', value: literal(null) }] }],
      [{ a: {}, x: 1 }],
    ],
    ['keep', [{ a: { b: 1, c: 2 }, d: 3 }], [keep('a.*')], [{ 'a.b': 1, 'a.c': 2 }]],
    ['drop', [{ a: 1, b: 2 }], [{ kind: 'drop', fields: [glob('b')] }], [{ a: 1 }]],
    ['rename', [{ a: 1, b: 2 }], [{ kind: 'rename', fields: [{ from: 'a', to: 'b' }] }], [{ b: 1 }]],
    [
      'expand',
      [{ a: [1, 2], b: 3 }],
      [{ kind: 'expand', field: 'a' }],
      [
        { a: 1, b: 3 },
        { a: 2, b: 3 },
      ],
    ],
    [
      'fill',
      [{ a: 1 }, { b: 2 }],
      [{ kind: 'fill', fields: ['a'], value: literal(0) }],
      [{ a: 1 }, { a: 0, b: 2 }],
    ],
    [
      'fill of all fields',
      [{ a: 1 }, { b: 2 }],
      [keep('a', 'b'), { kind: 'fill', fields: [], value: literal(0) }],
      [
        { a: 1, b: 0 },
        { a: 0, b: 2 },
      ],
    ],
    [
      'dedup',
      [{ a: 1 }, { a: 1 }, { b: 1 }, { a: 2 }],
      [{ kind: 'dedup', by: [f('a')], keep: 1 }],
      [{ a: 1 }, { a: 2 }],
    ],
    [
      'limit',
      [{ a: 1 }, { a: 2 }, { a: 3 }],
      [{ kind: 'limit', rows: 2, from: 'head' }],
      [{ a: 1 }, { a: 2 }],
    ],
    [
      'the last ones',
      [{ a: 1 }, { a: 2 }, { a: 3 }],
      [{ kind: 'limit', rows: 2, from: 'tail' }],
      [{ a: 2 }, { a: 3 }],
    ],
    [
      'sort',
      [{ a: 10 }, { b: 1 }, { a: 9 }],
      [{ kind: 'sort', by: [{ value: f('a'), descending: false, absentFirst: false }] }],
      [{ a: 9 }, { a: 10 }, { b: 1 }],
    ],
    [
      'sort downwards',
      [{ a: 9 }, { b: 1 }, { a: 10 }],
      [{ kind: 'sort', by: [{ value: f('a'), descending: true, absentFirst: true }] }],
      [{ b: 1 }, { a: 10 }, { a: 9 }],
    ],
    [
      'joinAggregate',
      [{ k: 1 }, { k: 2 }, { k: 1 }],
      [{ kind: 'joinAggregate', by: [{ name: 'k', value: f('k') }], measures: [count] }],
      [
        { k: 1, n: 2 },
        { k: 2, n: 1 },
        { k: 1, n: 2 },
      ],
    ],
    [
      'window',
      [{ k: 1 }, { k: 2 }, { k: 1 }],
      [{ kind: 'window', by: [f('k')], measures: [count] }],
      [
        { k: 1, n: 1 },
        { k: 2, n: 1 },
        { k: 1, n: 2 },
      ],
    ],
    [
      'window with a span',
      [{ k: 1 }, { k: 1 }, { k: 1 }],
      [{ kind: 'window', by: [f('k')], measures: [count], span: 1 }],
      [
        { k: 1, n: 1 },
        { k: 1, n: 2 },
        { k: 1, n: 2 },
      ],
    ],
    [
      'dissect',
      [{ m: '1.2.3.4 - bob   [x]' }],
      [
        {
          kind: 'extract',
          subject: f('m'),
          syntax: 'dissect',
          pattern: '%{ip} - %{user->} %{?no}',
          fields: ['ip', 'user'],
        },
        keep('ip', 'user'),
      ],
      [{ ip: '1.2.3.4', user: 'bob' }],
    ],
    [
      'dissect that joins',
      [{ m: 'b a c' }],
      [
        {
          kind: 'extract',
          subject: f('m'),
          syntax: 'dissect',
          pattern: '%{+n/2} %{+n/1} %{x}',
          fields: ['n', 'x'],
        },
        keep('n', 'x'),
      ],
      [{ n: 'ab', x: 'c' }],
    ],
    [
      'dissect that does not fit',
      [{ m: 'a', x: 1 }],
      [{ kind: 'extract', subject: f('m'), syntax: 'dissect', pattern: '%{x}-%{y}', fields: ['x', 'y'] }],
      [{ m: 'a' }],
    ],
    [
      'grok',
      [{ m: 'from 10.0.0.7 port 22' }],
      [
        {
          kind: 'extract',
          subject: f('m'),
          syntax: 'grok',
          pattern: 'from %{IP:src.ip} port %{NUMBER:port:int}',
          fields: ['src.ip', 'port'],
        },
        keep('src.ip', 'port'),
      ],
      [{ 'src.ip': '10.0.0.7', port: 22 }],
    ],
    [
      'grok with groups that name fields',
      [{ m: 'key=AKIA1 x' }],
      [
        {
          kind: 'extract',
          subject: f('m'),
          syntax: 'grok',
          pattern: 'key=(?<my.key>[A-Z0-9]+) %{WORD:w}',
          fields: ['my.key', 'w'],
        },
        keep('my.key', 'w'),
      ],
      [{ 'my.key': 'AKIA1', w: 'x' }],
    ],
    [
      'regex',
      [{ m: 'user=bob' }, { m: 'none', u: 'x' }],
      [
        { kind: 'extract', subject: f('m'), syntax: 'regex', pattern: 'user=(?<u>\\w+)', fields: ['u'] },
        keep('u'),
      ],
      [{ u: 'bob' }, { u: 'x' }],
    ],
  ])('%s', (_, events, stages, expected) => {
    expect(rows(events, stages)).toEqual(expected);
  });

  test('lookup', () => {
    const stage: Bare = { kind: 'lookup', table: 't', on: ['a'], fields: ['b'] };
    const tables = {
      t: [
        { a: 1, b: 'x', c: 'no' },
        { a: 1, b: 'y' },
      ],
    };
    expect(rows([{ a: '1' }, { a: 2, b: 'gone' }], [stage], { tables })).toEqual([
      { a: '1', b: 'x' },
      { a: '1', b: 'y' },
      { a: 2 },
    ]);
  });

  test.each(['inner', 'left'] as const)('%s join', type => {
    const other: Search = { ...all, kind: 'events', source: {}, where: exists(field('b', 'elastic')) };
    const left: Bare = { kind: 'filter', where: not(exists(field('b', 'elastic'))) };
    const join: Bare = { kind: 'join', with: other, on: ['k'], type };
    const found = rows([{ k: 1 }, { k: 2 }, { k: 1, b: 5 }], [left, join]);
    expect(found).toEqual(type === 'inner' ? [{ k: 1, b: 5 }] : [{ k: 1, b: 5 }, { k: 2 }]);
  });
});

describe('aggregation', () => {
  const by = [{ name: 'k', value: f('k') }];
  const found = (events: EventData[], stage: Bare) =>
    runSearch(pipeline(stage), series(events.map((event, second) => [second, event]))).map(each => [
      each.events,
      each.row,
    ]);

  test('a row a group; no value is a group, and each of several values', () => {
    const stage: Bare = { kind: 'aggregate', by, measures: [count] };
    expect(found([{ k: 'a' }, {}, { k: ['a', 'b'] }], stage)).toEqual([
      [[0, 2], { k: 'a', n: 2 }],
      [[1], { n: 1 }],
      [[2], { k: 'b', n: 1 }],
    ]);
  });

  test('a measure with a filter of its own; a count of values', () => {
    const where = compares(f('v'), 'gt', literal(1), 'number');
    const measures = [
      { ...count, where },
      { name: 'm', function: 'count', of: [f('v')] },
    ] as const;
    expect(found([{ v: 1 }, { v: [2, 3] }], { kind: 'aggregate', by: [], measures })).toEqual([
      [[0, 1], { n: 1, m: 3 }],
    ]);
  });

  test('without keys there is a row of nothing', () => {
    expect(found([], { kind: 'aggregate', by: [], measures: [count] })).toEqual([[[], { n: 0 }]]);
    expect(found([], { kind: 'aggregate', by, measures: [count] })).toEqual([]);
  });

  test('a rule looks back from its run', () => {
    const stage: Bare = { kind: 'aggregate', by: [], measures: [count] };
    const events = [0, 1, 2, 3].map(second => [second, {}] as const);
    const schedule = { every: 1, lookBack: 2 };
    expect(alerts(pipeline(stage), events, { schedule })).toMatchObject([{ events: [2, 3], row: { n: 2 } }]);
    const delayed = { ...schedule, until: 1 };
    expect(alerts(pipeline(stage), events, { schedule: delayed, now: start + 3000 })).toMatchObject([
      { events: [1, 2], row: { n: 2 } },
    ]);
    expect(alerts(pipeline(stage), events, { schedule: delayed })).toMatchObject([{ events: [2, 3] }]);
  });
});

describe('new terms', () => {
  const search: Search = { kind: 'newTerms', from: all, fields: [f('a'), f('b')], history: 10, origin: [] };
  const schedule = { every: 2, lookBack: 2 };
  test.each<[string, [number, EventData][], number[][]]>([
    [
      'not there before',
      [
        [0, { a: 1, b: 1 }],
        [9, { a: 1, b: 2 }],
      ],
      [[1]],
    ],
    [
      'there in the history',
      [
        [0, { a: 1, b: 1 }],
        [9, { a: 1, b: 1 }],
      ],
      [],
    ],
    [
      'longer ago than the history',
      [
        [0, { a: 1, b: 1 }],
        [11, { a: 1, b: 1 }],
      ],
      [[1]],
    ],
    [
      'the first of several',
      [
        [8, { a: 1, b: 1 }],
        [9, { a: 1, b: 1 }],
      ],
      [[0]],
    ],
    ['all fields are needed', [[9, { a: 1 }]], []],
    ['each combination', [[9, { a: [1, 2], b: 1 }]], [[0], [0]]],
  ])('%s', (_, events, expected) => {
    expect(alerts(search, events, { schedule }).map(each => each.events)).toEqual(expected);
  });

  describe('that runs keep in a table', () => {
    const kept = (runs?: { every: number; reach: number; until: number }, recent = 2): Search => ({
      ...search,
      kept: { recent, unfilled: [], ...(runs === undefined ? {} : { runs }) },
    });
    const seen = (times: readonly number[]) => times.map(second => [second, { a: 1, b: 1 }] as const);
    const found = (from: Search, times: readonly number[], now: number) =>
      alerts(from, seen(times), { schedule, now: start + now * 1000 }).map(each => each.events);

    test('are what they are by the history, where the runs follow one upon another', () => {
      const runs = { every: 2, reach: 2, until: 0 };
      const series = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 8 });
      fc.assert(
        fc.property(series, fc.integer({ min: 10, max: 20 }), (times, run) => {
          const sorted = times.toSorted((one, other) => one - other);
          expect(found(kept(runs), sorted, run * 2)).toEqual(found(search, sorted, run * 2));
        }),
      );
    });

    test.each<[string, Search, readonly number[], number, readonly number[][]]>([
      ['what no run saw is not there', kept({ every: 4, reach: 2, until: 0 }), [13, 20], 20, [[1]]],
      ['what a run saw is', kept({ every: 4, reach: 2, until: 0 }), [15, 20], 20, []],
      [
        'what each saw anew stays for as long',
        kept({ every: 2, reach: 2, until: 0 }),
        [1, 10, 19, 28],
        28,
        [],
      ],
      ['what goes out is new again', kept({ every: 2, reach: 2, until: 0 }), [1, 10, 21], 22, [[2]]],
      ['runs end before they run', kept({ every: 2, reach: 2, until: 4 }, 6), [15, 19], 20, [[0]]],
      ['a run that saw it before tells it no more', kept({ every: 2, reach: 6, until: 0 }), [15, 19], 20, []],
      ['nothing says when they run', kept(), [1, 10, 20], 20, []],
    ])('%s', (_, from, times, now, expected) => {
      expect(found(from, times, now)).toEqual(expected);
    });
  });

  test('without runs: not in the time before the event', () => {
    const events = [0, 5, 15, 24].map(second => [second, { a: 1, b: 1 }] as const);
    expect(alerts(search, events).map(each => each.events)).toEqual([[0], [2]]);
  });
});

test('indicators: any of the sets, all pairs of it, whenever the indicator came', () => {
  const search: Search = {
    kind: 'indicatorMatch',
    from: { ...all, where: not(exists(f('ioc'))) } as Search,
    indicators: { ...all, where: exists(f('ioc')) } as Search,
    pairs: [
      [
        { event: f('ip'), indicator: f('ioc.ip') },
        { event: f('port'), indicator: f('ioc.port') },
      ],
      [{ event: f('hash'), indicator: f('ioc.hash') }],
    ],
    origin: [],
  };
  const events: [number, EventData][] = [
    [100, { ip: 'x', port: 1 }],
    [101, { ip: 'x', port: 2 }],
    [102, { hash: ['h', 'i'] }],
    [0, { ioc: { ip: 'x', port: '1' } }],
    [103, { ioc: { hash: 'i' } }],
  ];
  expect(alerts(search, events, { schedule: { every: 60, lookBack: 60 } }).map(each => each.events)).toEqual([
    [0],
    [2],
  ]);
});

test('indicators of which a pair must differ: by one indicator, and not where neither has a value', () => {
  const search: Search = {
    kind: 'indicatorMatch',
    from: { ...all, where: not(exists(f('ioc'))) } as Search,
    indicators: { ...all, where: exists(f('ioc')) } as Search,
    pairs: [
      [
        { event: f('city'), indicator: f('ioc.city'), negated: true },
        { event: f('user'), indicator: f('ioc.user') },
      ],
    ],
    origin: [],
  };
  const events: [number, EventData][] = [
    [0, { ioc: { user: 'a', city: 'Rome' } }],
    [1, { ioc: { user: 'b' } }],
    [100, { user: 'a', city: 'Rome' }],
    [101, { user: 'a', city: 'Oslo' }],
    [102, { user: 'a' }],
    [103, { user: 'b', city: 'Rome' }],
    [104, { user: 'b' }],
    [105, { user: 'c', city: 'Oslo' }],
  ];
  const found = alerts(search, events, { schedule: { every: 60, lookBack: 60 } });
  expect(found.map(each => each.events)).toEqual([[3], [4], [5]]);
});

test('a change of trend is named, not evaluated', () => {
  const search = pipeline({ kind: 'changePoint', value: 'a', by: 'b' });
  expect(compileSearch(search).unsupported).toMatchObject([{ what: 'change points' }]);
  expect(alerts(search, [[0, {}]])).toEqual([]);
  const unknown = pipeline({
    kind: 'extract',
    subject: f('a'),
    syntax: 'grok',
    pattern: '%{NOSUCH:a}',
    fields: [],
  });
  expect(compileSearch(unknown).unsupported).toHaveLength(1);
});

describe('a stream', () => {
  const pair: Search = {
    kind: 'sequence',
    steps: ['a', 'b'].map(name => ({
      search: { ...all, where: fits('l', [name]) } as Search,
      by: [],
      runs: 1,
      absent: false,
    })),
    ordered: true,
    within: 5,
    origin: [],
  };
  const stream = (lateness?: number) =>
    new SearchStream(
      [{ id: 'pair', search: compileSearch(pair) }],
      lateness === undefined ? {} : { lateness },
    );
  const at = (second: number, l: string) => ({ '@timestamp': start + second * 1000, l });

  test('tells as events come; what comes late is put in its place, or passed over', () => {
    const waiting = stream(2);
    expect(
      [at(0, 'x'), at(3, 'b'), at(1, 'a'), at(6, 'x'), at(1, 'a')].map(
        (event, index) => waiting.push(event, index).length,
      ),
    ).toEqual([0, 0, 0, 1, 0]);
    expect(waiting.finish()).toEqual([]);
    expect(waiting.late).toBe(1);
  });

  test('of equal times the first to come is the earlier', () => {
    const finds = (letters: string) => {
      const one = stream();
      for (const [index, letter] of [...letters].entries()) one.push(at(0, letter), index);
      return one.finish().length;
    };
    expect([finds('ab'), finds('ba')]).toEqual([1, 0]);
  });

  test('keeps no more than the window holds', () => {
    const one = stream(0);
    let held = 0;
    for (let second = 0; second < 20_000; second++) {
      one.push(at(second, 'a'), second);
      held = Math.max(held, one.held);
    }
    expect(held).toBeLessThan(5);
  });

  test('events without a time are counted and passed over', () => {
    const one = stream();
    one.push({ l: 'a' }, 0);
    one.push(at(1, 'b'), 1);
    expect([one.finish().length, one.untimed]).toEqual([0, 1]);
  });

  test('a rule in which a defect comes up is left out, the others go on', () => {
    const broken = {
      ...compileSearch(pair),
      open: () => ({
        root: {
          settle() {},
          advance() {
            throw new Error('broken');
          },
          finish() {},
          held: () => 0,
        },
        push() {},
      }),
    };
    const crashed: string[] = [];
    const both = new SearchStream(
      [
        { id: 'broken', search: broken },
        { id: 'sound', search: compileSearch(pair) },
      ],
      {},
      id => crashed.push(id),
    );
    both.push(at(0, 'a'), 0);
    both.push(at(1, 'b'), 1);
    expect(both.finish().map(({ id }) => id)).toEqual(['sound']);
    expect(crashed).toEqual(['broken']);
  });
});

test('now is when a search runs, in the conditions on its events too', () => {
  const recent = compares(f('@timestamp'), 'gte', literal('now-1h'), 'time');
  const counted: Bare = { kind: 'aggregate', by: [], measures: [count], origin: [] } as Bare;
  const search: Search = {
    kind: 'pipeline',
    from: { kind: 'events', source: {}, where: recent, origin: [] },
    stages: [{ ...counted, origin: [] } as Stage],
    origin: [],
  };
  const events = series([
    [0, {}],
    [7200, {}],
    [7201, {}],
  ]);
  expect(runSearch(search, events).map(({ row }) => row)).toEqual([{ n: 2 }]);
  expect(runSearch(search, events, { now: start + 1000 }).map(({ row }) => row)).toEqual([{ n: 1 }]);
});
