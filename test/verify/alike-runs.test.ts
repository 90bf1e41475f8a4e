import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileSearch, runCompiled } from '../../src/evaluate/index.ts';
import type { Search } from '../../src/ir/index.ts';
import { esql } from '../../src/languages/esql/index.ts';
import { EmbeddedText, SourceFile } from '../../src/source/index.ts';
import { boundsOfClock, firstOfAlike, youngestAsked } from '../../src/verify/several/alike-runs.ts';

function searchOf(query: string): Search {
  const { value, diagnostics } = esql.lower(EmbeddedText.whole(new SourceFile('query', query)), {});
  if (value === undefined) throw new Error(`${query}: ${diagnostics[0]?.message}`);
  return value;
}

const told = 'where now() - 300 seconds <= @timestamp';

/** A query, what it holds against the clock, and the oldest that its latest event may be (ms). */
const asked: readonly (readonly [string, readonly number[] | undefined, number])[] = [
  [`from a | ${told} | stats n = count(*) by user`, [300_000], 300_000],
  [`from a | stats t = max(@timestamp) by user, @timestamp | eval x = 1 | ${told}`, [300_000], 300_000],
  [`from a | ${told} | stats n = count(*)`, [300_000], Number.POSITIVE_INFINITY],
  [`from a | ${told} or user == "a" | keep *`, [300_000], Number.POSITIVE_INFINITY],
  ['from a | where @timestamp < now() - 1 hour', [3_600_000], Number.POSITIVE_INFINITY],
  [`from a | eval @timestamp = created | ${told}`, undefined, 300_000],
  [`from a | rename created as @timestamp | ${told}`, undefined, 300_000],
  [`from a | dissect line "%{@timestamp} %{x}" | ${told}`, undefined, 300_000],
  ['from a | where created >= now() - 5 minutes', undefined, Number.POSITIVE_INFINITY],
  [
    'from a | eval age = date_diff("seconds", @timestamp, now()) | where age > 5',
    undefined,
    Number.POSITIVE_INFINITY,
  ],
];

test.each(asked)('%s', (query, bounds, youngest) => {
  const search = searchOf(query);
  expect(boundsOfClock(search, '@timestamp')).toEqual(bounds);
  if (bounds !== undefined) expect(youngestAsked(search, '@timestamp')).toBe(youngest);
});

describe('runs that are left out find nothing more', () => {
  const reach = 900;
  const queries = [
    `from a | inline stats n = count(*) by user | where n >= 2 | ${told} | stats t = min(@timestamp) by user`,
    `from a | where @timestamp < now() - 100 seconds | stats n = count(*) by user | where n == 2`,
    `from a | ${told} and user == "a" | keep *`,
  ].map(query => {
    const search = searchOf(query);
    const schedule = { every: 60, lookBack: reach };
    return { search, compiled: compileSearch(search, { alertsAreEvents: true, schedule }) };
  });
  const events = fc.array(
    fc.record({ at: fc.integer({ min: 0, max: 1500 }), user: fc.constantFrom('a', 'b') }),
    {
      minLength: 1,
      maxLength: 6,
    },
  );
  const everyRun = Array.from({ length: 60 }, (_, index) => index * 60_000);

  test.each(queries)('$#', ({ search, compiled }) => {
    const bounds = boundsOfClock(search, '@timestamp') ?? [];
    const youngest = youngestAsked(search, '@timestamp');
    fc.assert(
      fc.property(events, series => {
        const times = series.map(({ at }) => at * 1000);
        const data = series.map(({ at, user }) => ({
          '@timestamp': new Date(at * 1000).toISOString(),
          user,
        }));
        const found = (runs: readonly number[]) =>
          runs.length === 0
            ? new Set()
            : new Set(runCompiled(compiled, data, { runs }).map(({ events: own }) => own.join()));
        const some = everyRun.filter(run => times.some(time => time <= run && time >= run - youngest));
        const runs = firstOfAlike(some, times, [...bounds, 0, reach * 1000]);
        expect(found(runs)).toEqual(found(everyRun));
      }),
    );
  });
});
