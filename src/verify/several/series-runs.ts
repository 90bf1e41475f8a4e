import type { Schedule } from '../../ir/index.ts';

/** Runs after those that see something else, where what is found hangs on when they are. */
const mostAfterEach = 2;

/**
 * The runs of a schedule that see something of a series, in epoch milliseconds: of those that look back on the same events the first one
 * and, where the clock matters, the next ones. `start`: one of the runs; `reach`: seconds that each looks back.
 */
export function runsOver(
  times: readonly number[],
  { every }: Schedule,
  { start, reach, ofClock }: { readonly start: number; readonly reach: number; readonly ofClock: boolean },
): readonly number[] {
  const [step, span] = [every * 1000, reach * 1000];
  const next = (time: number): number => start + Math.ceil((time - start) / step) * step;
  const ends = Number.isFinite(span) ? times.map(time => time + span) : [];
  const firsts = [...times, ...ends].map(next);
  const after = ofClock ? Array.from({ length: mostAfterEach + 1 }, (_, index) => index * step) : [0];
  // What is told once a span is over is told by the last runs that see all of it.
  const lasts = ofClock ? ends.flatMap(end => [next(end) - step, next(end) - 2 * step]) : [];
  const runs = new Set([...lasts, ...firsts.flatMap(run => after.map(later => run + later))]);
  const ordered = [...times].sort((one, other) => one - other);
  return [...runs].filter(run => latestBefore(ordered, run) > run - span).sort((one, other) => one - other);
}

/** The latest of ordered times that is not after another. */
function latestBefore(ordered: readonly number[], end: number): number {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ordered[middle] ?? end) <= end) low = middle + 1;
    else high = middle;
  }
  return ordered[low - 1] ?? Number.NEGATIVE_INFINITY;
}
