import type { EventData } from '../../evaluate/index.ts';
import type { Search } from '../../ir/index.ts';
import type { JudgeOptions } from './judge-series.ts';
import { clocks, SeriesRunner, type TimedSearch } from './runner.ts';
import type { Series, SeriesEvent } from './series.ts';
import { type JudgedSeries, SeriesJudge } from './series-judge.ts';
import { typedSearches } from './typed-searches.ts';

/** Whether a series still shows what it is shown for. */
export type Shows = (series: Series) => boolean;

/** A series is run through this many times at most, and so many events in all. */
const mostTries = 300;
const mostEvents = 20_000;
/** Of which it says nothing that another of them is not there. */
const fewEvents = 3;

/**
 * What is left of a series when all that it does not need is taken out: events by halves, quarters and so on, then fields. Delta
 * debugging: https://doi.org/10.1109/32.988498
 * `kept`: fields that stay, as what tells whose the events are.
 */
export function leastSeries(whole: Series, shows: Shows, kept: ReadonlySet<string> = new Set()): Series {
  const trial = new Trial(whole, shows, kept);
  trial.dropGroups();
  trial.dropEvents();
  trial.dropFields();
  return trial.named();
}

class Trial {
  private readonly whole: Series;
  private readonly shows: Shows;
  private readonly kept: ReadonlySet<string>;
  private least: Series;
  private tries = 0;
  private events = 0;
  private readonly dropped = new Set<string>();

  constructor(whole: Series, shows: Shows, kept: ReadonlySet<string>) {
    this.whole = whole;
    this.shows = shows;
    this.kept = kept;
    this.least = whole;
  }

  dropGroups(): void {
    for (const group of new Set(this.whole.events.map(event => event.group)))
      this.take(this.least.events.filter(event => event.group !== group));
  }

  dropEvents(): void {
    for (let size = this.least.events.length >> 1; size > 0; size >>= 1)
      for (let from = 0; from < this.least.events.length && this.isOpen(); )
        if (!this.take(this.least.events.toSpliced(from, size))) from += size;
  }

  /** From all events at once, or from those that have the same fields. */
  dropFields(): void {
    const shapes = new Set(this.least.events.map(shapeOf));
    const names = new Set(this.least.events.flatMap(({ data }) => Object.keys(data)));
    for (const name of names) {
      if (this.kept.has(name)) continue;
      const isGone = this.take(this.least.events.map(event => without(event, name)));
      if (isGone) this.dropped.add(name);
      if (isGone || shapes.size < 2) continue;
      for (const shape of new Set(this.least.events.map(shapeOf)))
        this.take(this.least.events.map(event => (shapeOf(event) === shape ? without(event, name) : event)));
    }
  }

  /** What its name says of it may be gone. */
  named(): Series {
    const { events, name } = this.least;
    const isNamed = [...this.dropped].some(each => this.whole.name.includes(each) || this.differs(each));
    const saysNothing = name.startsWith('without event') && events.length <= fewEvents;
    if (events.length === this.whole.events.length && !isNamed && !saysNothing) return this.least;
    return { ...this.least, name: events.length === 1 ? 'a single event' : (spanText(events) ?? name) };
  }

  /** Whether the name may speak of the values of a field, which differ. */
  private differs(field: string): boolean {
    const values = new Set(this.whole.events.map(({ data }) => JSON.stringify(data[field])));
    return values.size > 1 && this.whole.name.includes('differing');
  }

  private take(events: readonly SeriesEvent[]): boolean {
    const isSame = events.every((event, index) => event === this.least.events[index]);
    if (events.length === 0 || (isSame && events.length === this.least.events.length)) return false;
    if (!this.isOpen()) return false;
    const series = { ...this.least, events };
    this.tries++;
    this.events += events.length;
    if (!this.shows(series)) return false;
    this.least = series;
    return true;
  }

  private isOpen(): boolean {
    return this.tries < mostTries && this.events < mostEvents;
  }
}

function without(event: SeriesEvent, name: string): SeriesEvent {
  if (!(name in event.data)) return event;
  const { [name]: _gone, ...data }: EventData = event.data;
  return { ...event, data };
}

function shapeOf({ data }: SeriesEvent): string {
  return JSON.stringify(Object.keys(data).sort());
}

function spanText(events: readonly SeriesEvent[]): string | undefined {
  const [first, last] = [events[0], events.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const seconds = Math.round((last.at - first.at) * 1000) / 1000;
  return seconds === 0 ? 'all at one time' : `the last ${seconds} seconds after the first`;
}

/** Which side a series is shown for. */
type Side = 'rule' | 'query';

/** The least of a series on which one side alone alerts, judged as it was when it was found. */
export function leastJudged(
  found: JudgedSeries,
  side: Side,
  rule: TimedSearch,
  query: TimedSearch,
  options: JudgeOptions,
): JudgedSeries {
  const isShown = (judge: Judge) => isAlone(judge(found.series), side);
  const [judge] = judgesOf(rule, query, options).filter(isShown);
  if (judge === undefined) return found;
  const typed = typedSearches(rule.search, query.search, []);
  const ofTypes =
    typed === undefined
      ? []
      : judgesOf({ ...rule, search: typed.one }, { ...query, search: typed.other }, options)
          .filter(isShown)
          .slice(0, 1);
  const keys = [rule, query].flatMap(({ search }) => keysOf(search));
  const kept = new Set(keys.filter(name => name !== clocks[options.vendor]));
  const shows = (series: Series) => [judge, ...ofTypes].every(each => isAlone(each(series), side));
  return judge(leastSeries(found.series, shows, kept));
}

/** The fields that anything in a search is grouped by. */
function keysOf(search: Search): readonly string[] {
  const found: string[] = [];
  const collect = (key: string, value: unknown): unknown => {
    if (key === 'by' || (key === 'fields' && search.kind === 'newTerms')) found.push(...namesIn(value));
    return key === 'origin' ? undefined : value;
  };
  JSON.stringify(search, collect);
  return found;
}

function namesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('kind' in value && value.kind === 'field' && 'name' in value) return [String(value.name)];
  return Object.entries(value).flatMap(([key, each]) => (key === 'origin' ? [] : namesIn(each)));
}

type Judge = (series: Series) => JudgedSeries;

/** Either side may have been the one that series were made of, and that was run over them as they are. */
function judgesOf(rule: TimedSearch, query: TimedSearch, options: JudgeOptions): readonly Judge[] {
  const [ofRule, ofQuery] = [SeriesJudge.of(rule, query, options), SeriesJudge.of(query, rule, options)];
  if (ofRule === undefined || ofQuery === undefined) return [];
  const [one, other] = [new SeriesRunner(rule, options), new SeriesRunner(query, options)];
  return [
    series => ofRule.judge(series),
    series => {
      const { rule: own, query: others } = ofQuery.judge(series);
      return { series, rule: others, query: own };
    },
    series => ({ series, rule: one.groups(series), query: other.groups(series) }),
  ];
}

/** Whether one side alerts on a group that the other does not alert on. */
function isAlone({ rule, query }: JudgedSeries, side: Side): boolean {
  const [own, other] = side === 'rule' ? [rule, query] : [query, rule];
  return own.some(group => !other.includes(group));
}
