import type { Expression, Schedule, Search } from '../../ir/index.ts';

/** Runs after those that see something else, where what is found hangs on when they are. */
const mostAfterEach = 2;

interface RunsSeen {
  readonly start: number;
  readonly reach: number;
  readonly ofClock: boolean;
  readonly spans?: readonly number[];
}

/**
 * The runs of a schedule that see something of a series, in epoch milliseconds: of those that look back on the same events the first one
 * and, where the clock matters, the next ones, also after `spans` of seconds that are held against it. `start`: one of the runs; `reach`:
 * seconds that each looks back.
 */
export function runsOver(
  times: readonly number[],
  { every }: Schedule,
  { start, reach, ofClock, spans = [] }: RunsSeen,
): readonly number[] {
  const [step, span] = [every * 1000, reach * 1000];
  const next = (time: number): number => start + Math.ceil((time - start) / step) * step;
  const ends = Number.isFinite(span) ? times.map(time => time + span) : [];
  const over = spans.flatMap(seconds => times.map(time => time + seconds * 1000));
  const firsts = [...times, ...ends, ...over].map(next);
  const after = ofClock ? Array.from({ length: mostAfterEach + 1 }, (_, index) => index * step) : [0];
  // What is told once a span is over is told by the last runs that see all of it.
  const lasts = ofClock ? ends.flatMap(end => [next(end) - step, next(end) - 2 * step]) : [];
  const runs = new Set([...lasts, ...firsts.flatMap(run => after.map(later => run + later))]);
  const ordered = [...times].sort((one, other) => one - other);
  return [...runs].filter(run => latestBefore(ordered, run) > run - span).sort((one, other) => one - other);
}

/** More are not told apart. */
const mostSpans = 3;

/** The seconds that a search adds to the times of its events, or takes from that of its run: what is missing is told once they are over. */
export function spansOf(search: Search): readonly number[] {
  const found = new Set<number>();
  JSON.stringify(search, (key, value: unknown) => {
    const seconds = key === 'origin' ? undefined : secondsAdded(value);
    if (seconds !== undefined && seconds > 0) found.add(seconds);
    return key === 'origin' ? undefined : value;
  });
  return [...found].slice(0, mostSpans);
}

const beforeNow = /^now-(\d+)s$/;

function secondsAdded(value: unknown): number | undefined {
  if (typeof value === 'string') return Number(beforeNow.exec(value)?.[1] ?? 0);
  if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined;
  const node = value as Expression;
  if (node.kind === 'arithmetic')
    return node.operator === 'add' && node.right.kind === 'literal' ? Number(node.right.value) : undefined;
  if (node.kind !== 'call' || node.function !== 'dateAdd') return undefined;
  const [, amount, unit] = node.arguments;
  return amount?.kind === 'literal' && unit?.kind === 'literal' && unit.value === 'second'
    ? Number(amount.value)
    : undefined;
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
