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
  return [...(slots.length < 2 ? [] : apart), ...again];
}
