import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runSearch } from '../../../src/evaluate/index.ts';
import { readEql, series, type Timed } from './series.ts';

const step = (letter: string) => `[x where l == "${letter}"]`;
const searches = [
  `sequence by k with maxspan=5s ${step('a')} ${step('b')} until ${step('c')}`,
  `sequence with maxspan=4s ${step('a')} !${step('c')} ${step('b')} with runs=2`,
  `sample by k ${step('a')} ${step('b')}`,
].map(readEql);

const events = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2')), { maxLength: 14 })
  .map(all => all.map(([l, k], second): Timed => [second, { 'event.category': 'x', l, k, second }]));

test('the order in the file is no matter where times differ, nor that events come a little late', () => {
  fc.assert(
    fc.property(events, fc.integer({ min: 0, max: 2 }), fc.nat(), (timed, which, seed) => {
      const search = searches[which];
      if (search === undefined) return;
      const inOrder = series(timed);
      const shuffled = inOrder
        .map((event, index) => ({ event, place: (index * 7919 + seed) % 31 }))
        .sort((left, right) => left.place - right.place)
        .map(({ event }) => event);
      const secondsOf = (from: typeof inOrder, lateness?: number) =>
        runSearch(search, from, lateness === undefined ? {} : { lateness })
          .map(alert => alert.events.map(index => from[index]?.['second']).join())
          .sort();
      expect(secondsOf(shuffled)).toEqual(secondsOf(inOrder));
      expect(secondsOf(shuffled, 20)).toEqual(secondsOf(inOrder));
      expect(secondsOf(inOrder, 0)).toEqual(secondsOf(inOrder));
    }),
    { numRuns: 300 },
  );
});
