import { describe, expect, test } from 'vitest';
import { runSearch } from '../../src/evaluate/index.ts';
import { printSearch } from '../../src/ir/index.ts';
import { problemsOf, searchValue } from './reading.ts';

/** The searches of a query, without what they ask. */
function shapeOf(query: string): string {
  const lines = printSearch(searchValue(query)).split('\n');
  return lines
    .flatMap(line => /^\s*(?:\| \{"kind":"(\w+)"|(union|pipeline|events))/.exec(line)?.slice(1) ?? [])
    .filter(word => word !== undefined)
    .join(' ');
}

describe('rows that come by several ways', () => {
  test.each([
    ['from a, (from b | where x == 1) | where y == 2', 'union events events'],
    ['from a, (from a | where x == 1), (from b) metadata _id | where y == 2', 'union events events'],
    ['from (from a metadata _index | where x == 1)', 'events'],
    ['from (from (from a | where x == 1) | where y == 2), (from a) | keep x', 'events'],
    [
      'from a | where x == 1 | fork (where y == 2) (where z == 3 | keep z) | where _fork == "fork1"',
      'events',
    ],
    [
      'from a | fork (where y == 2) (where z == 3) | stats c = count(*) by _fork',
      'union pipeline events extend pipeline events extend aggregate',
    ],
    [
      'from a, (from b | stats c = count(*) by h | where c > 2) | where h == "x"',
      'union events pipeline events aggregate filter filter',
    ],
    ['from (from a | stats c = count(*) by h) | where c > 3', 'pipeline events aggregate filter'],
    ['set unmapped_fields = "load"; SET time_zone="UTC"; from a | where x == 1', 'events'],
    ['from a | where (from == "b" or x in (from, to)) and `in` in ("c")', 'events'],
  ])('%s', (query, expected) => {
    const found = shapeOf(query).replace(/^pipeline union/, 'union');
    expect(found).toBe(expected);
  });

  test.each([
    ['from a | fork (where x == 1 | fork (where y == 1)) (where z == 1)', 'esql/refused-command', 'fork'],
    ['from a, (from b | completion x = y)', 'esql/refused-command', 'completion'],
    ['from a, (row x = 1)', 'esql/refused-command', 'row'],
    ['from a | where x in (from b)', 'esql/command', 'from b'],
    ['from a | where x in (from b | keep y, z)', 'esql/command', 'from b | keep y, z'],
    ['from a | where x not in (from b | keep y)', 'esql/command', 'from b | keep y'],
    ['from a | where not x in (from b | stats by y)', 'esql/command', 'from b | stats by y'],
    ['from a | eval q = x in (from b | keep y)', 'esql/command', 'x in (from b | keep y)'],
    ['from a | fork x', 'esql/unexpected-token', 'x'],
    ['from a | fork (where x == 1', 'esql/unexpected-token', ''],
    ['from a, ()', 'esql/unexpected-token', ')'],
    ['from a, (from b | where x == 1', 'esql/unexpected-token', ''],
    ['set approximation = true; from a', 'esql/refused-command', 'approximation'],
    ['set time_zone = "Europe/Berlin"; from a', 'esql/refused-command', 'time_zone'],
    ['set project_routing = "x"; from a', 'esql/refused-command', 'project_routing'],
    ['from a | set time_zone = "UTC"', 'esql/refused-command', 'set'],
    ['from a, (from b | stats c = count(*) by h) | keep c | where h == 1', 'esql/unknown-column', 'h'],
  ])('%s: %s', (query, code, at) => {
    expect(problemsOf(query)[0]).toEqual([code, at]);
  });
});

const events = [
  { who: 'a', did: 'fail' },
  { who: 'a', did: 'fail' },
  { who: 'b', did: 'fail' },
  { who: 'b', did: 'log' },
  { who: 'a', did: 'log' },
  { who: 'c', did: 'log' },
  { who: ['a', 'c'], did: 'log' },
  { did: 'log' },
].map((event, second) => ({ '@timestamp': new Date(second * 1000).toISOString(), ...event }));

describe('the rows of several ways', () => {
  test.each([
    [
      'fork (where did == "fail") (where did == "log") (where who == "b") | stats n = count(*) by _fork | sort _fork | keep n',
      [{ n: 3 }, { n: 5 }, { n: 2 }],
    ],
    [
      'fork (where did == "fail" | stats f = count(*) by who) (where did == "log" | stats l = count(*) by who) | stats f = max(f), l = max(l) by who | where f == 2 and l > 1 | keep who',
      [{ who: 'a' }],
    ],
    [
      'where did == "log" and who in (from a | where did == "fail" | keep who) | stats n = count(*) by who | sort who',
      [
        { n: 1, who: 'a' },
        { n: 1, who: 'b' },
      ],
    ],
    [
      'where did == "log" and who not in (from a | where did == "fail" | stats n = count(*) by who | where n > 1 and who is not null | keep who) | stats n = count(*) by who | sort who',
      [
        { n: 1, who: 'b' },
        { n: 1, who: 'c' },
      ],
    ],
    [
      'where who == "c" or to_lower(who) in (from a | where did == "fail" | stats n = count(*) by who | where n > 1 | keep who) | stats n = count(*)',
      [{ n: 4 }],
    ],
  ])('%s', (rest, expected) => {
    const found = runSearch(searchValue(`from a | ${rest}`), events).map(({ row }) => row);
    expect(found).toEqual(expected);
  });

  test('queries within from stand beside the indices', () => {
    const query =
      'from (from a | where did == "fail" | stats n = count(*) by who), (from a | where did == "log" | eval n = 10) | stats s = sum(n) by who | sort who | keep s';
    const found = runSearch(searchValue(query), events).map(({ row }) => row);
    expect(found).toEqual([{ s: 22 }, { s: 11 }, { s: 20 }, { s: 10 }]);
  });
});
