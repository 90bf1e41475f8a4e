import type { JudgeOptions } from './judge-series.ts';
import { SeriesRunner, type TimedSearch } from './runner.ts';
import type { Series, SeriesEvent } from './series.ts';
import type { JudgedSeries } from './series-judge.ts';

/** A series that is run through this many times at most. */
const mostTries = 200;
/** Seconds. */
const longest = 90 * 86_400;

/**
 * What is left of a series of which both searches take a part, at other paces: spans that rows are held against with numbers of their own
 * are no windows that series are made by. A series on which one alone alerts, and none where no pace tells.
 */
export function stretched(
  one: TimedSearch,
  other: TimedSearch,
  known: readonly JudgedSeries[],
  options: JudgeOptions,
): JudgedSeries | undefined {
  const [ofOne, ofOther] = [one, other].map(each => new SeriesRunner(each, options));
  const first = known.find(({ rule, query }) => rule.length > 0 && query.length > 0);
  if (first === undefined || !ofOne?.canRun || !ofOther?.canRun) return undefined;
  const alert = (series: Series): boolean =>
    ofOne.groups(series).length > 0 && ofOther.groups(series).length > 0;
  const least = leastOf({ name: first.series.name, events: first.series.events }, alert);
  const [start, end] = [least.events[0]?.at ?? 0, least.events.at(-1)?.at ?? 0];
  if (end <= start) return undefined;
  for (const span of spansOf(one, other)) {
    const events = least.events.map(
      (event): SeriesEvent => ({ ...event, at: Math.round(((event.at - start) / (end - start)) * span) }),
    );
    const series = { name: `the last ${span} seconds after the first`, events };
    const [rule, query] = [ofOne.groups(series), ofOther.groups(series)];
    if (rule.join() !== query.join()) return { series, rule, query };
  }
  return undefined;
}

/** Without the events that it does not need. */
function leastOf(whole: Series, alert: (series: Series) => boolean): Series {
  let least = whole;
  for (const event of whole.events.slice(0, mostTries)) {
    const fewer = { ...least, events: least.events.filter(each => each !== event) };
    if (fewer.events.length > 0 && alert(fewer)) least = fewer;
  }
  return least;
}

/** Each number of either search, and a second around it. */
function spansOf(one: TimedSearch, other: TimedSearch): readonly number[] {
  const found = new Set<number>();
  JSON.stringify([one.search, other.search], (key, value: unknown) => {
    if (typeof value === 'number' && value >= 1 && value <= longest) found.add(Math.round(value));
    return key === 'origin' ? undefined : value;
  });
  const around = [...found].sort((low, high) => low - high).flatMap(span => [span - 1, span, span + 1]);
  return [...new Set(around)].filter(span => span > 0).slice(0, mostTries);
}
