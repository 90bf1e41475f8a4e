import { evenly, placed } from './placed-slots.ts';
import type { Pattern, Plot } from './series.ts';

const mostRuns = 6;

/** So far apart that one run alone sees them all; and all again when one run alone has forgotten those before. */
export function atRuns(pattern: Pattern): readonly Plot[] {
  const { runs, slots } = pattern;
  if (runs === undefined || runs.lookBack < 3) return [];
  const { lookBack } = runs;
  const times = evenly(pattern, lookBack - 2);
  const close = slots.map((_, index) => index / 1000);
  const run = Math.floor(Math.min(...runs.every) / 2);
  const starts = runs.every.flatMap(every => {
    const first = Math.ceil((lookBack - run) / every);
    return Array.from({ length: mostRuns }, (_, index) => ({
      every,
      start: run + (first + index) * every - lookBack + 1,
      name: `of runs every ${every} seconds (${index + 1})`,
    }));
  });
  const apart = starts.map(({ start, name }) => ({
    name: `as far apart as one run looks back, ${name}`,
    slots: placed(pattern, times, 0, start),
    run,
  }));
  const again = starts.map(({ start, every, name }) => ({
    name: `all again as one run has forgotten them, ${name}`,
    slots: [start - 3, start + lookBack - every + 1].flatMap(from => placed(pattern, close, 0, from)),
    since: start,
    run,
  }));
  return [...(slots.length < 2 ? [] : [...apart, ...inCutBuckets(pattern, run)]), ...again];
}

/** All again, when only the side that looks further back still sees the first time: what was first seen then is new to the other. */
export function seenFurtherBack(pattern: Pattern): readonly Plot[] {
  const [less, more] = pattern.reaches ?? [];
  if (less === undefined || more === undefined) return [];
  const close = pattern.slots.map((_, index) => index / 1000);
  const again = Math.ceil((less + more) / 2);
  return [
    {
      name: 'all again, as only the longer look-back still has them',
      slots: [0, again].flatMap(from => placed(pattern, close, 0, from)),
      since: again - 1,
    },
  ];
}

/** All again, long after another group has had them within what a run looks back on: which keys tell groups apart shows in what is new. */
export function othersLongBefore(pattern: Pattern): readonly Plot[] {
  const { seen = 0, slots, groups } = pattern;
  if (seen < 4) return [];
  const close = slots.map((_, index) => index / 1000);
  const again = Math.floor(seen / 2);
  return Array.from({ length: groups - 1 }, (_, index) => ({
    name: `as a run sees that another group had them long before (${index + 2})`,
    slots: [...placed(pattern, close, index + 1), ...placed(pattern, close, 0, again)],
    since: again - 1,
  }));
}

const mostBuckets = 200;
const mostCut = 2;

/** Over a bucket of the clock that no run of one side sees as a whole. */
function inCutBuckets(pattern: Pattern, run: number): readonly Plot[] {
  const { runs, within } = pattern;
  if (runs === undefined || within === undefined || within < 2 || within >= runs.lookBack) return [];
  const buckets = Array.from({ length: mostBuckets }, (_, index) => (index + 1) * within);
  const times = evenly(pattern, within - 1);
  return runs.every.flatMap(every => {
    const seenFrom = (end: number): number => run + Math.ceil((end - run) / every) * every - runs.lookBack;
    const cut = buckets.filter(start => seenFrom(start + within - 1) >= start);
    return cut.slice(0, mostCut).map(start => ({
      name: `over a bucket of ${within} seconds, which runs every ${every} seconds cut`,
      slots: placed(pattern, times, 0, start),
      run,
    }));
  });
}
