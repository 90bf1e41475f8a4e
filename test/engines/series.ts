import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventData } from '../../bench/corpus/inputs.ts';
import { percent, type Report, tally } from '../../bench/corpus/report.ts';
import { compile, defaultProfile, type Translation } from '../../src/compile/index.ts';
import type { Backend, Rule, Search } from '../../src/ir/index.ts';
import { readerOf } from '../../src/verify/several/read-several.ts';
import { SeriesRunner, timed } from '../../src/verify/several/runner.ts';
import { seriesOf } from '../../src/verify/several/search-series.ts';
import type { Explanation } from './explained/explanation.ts';
import { explains } from './explained.ts';
import { cacheFolder } from './toolchain.ts';

/** A rule over several events in a target, with series made of it and the groups that our evaluator alerts on in each. */
export interface SeriesPair {
  readonly path: string;
  readonly translation: Translation;
  readonly query: string;
  readonly search: Search;
  readonly series: readonly JudgedSeries[];
  /** Seconds that its run looks back; absent where the whole stream is looked at. */
  readonly lookBack?: number;
}

export interface JudgedSeries {
  readonly name: string;
  /** In the order of time; those of one time in that of the series. */
  readonly events: readonly TimedEvent[];
  readonly wanted: readonly string[];
  /** Seconds from the start when its one run is; just after the last event when absent. */
  readonly now?: number;
}

export interface TimedEvent {
  /** Seconds from the start. */
  readonly at: number;
  readonly group: string;
  readonly data: EventData;
}

const mostSeries = 60;

/**
 * Undefined when the dialect does not hold it, or nothing is found that it alerts on. An engine that knows no runs sees the whole
 * stream: what the runs of a rule cut off is no part of what its query says.
 */
export async function seriesPairOf(
  { path, rule }: { readonly path: string; readonly rule: Rule },
  backend: Backend,
  dialect: string,
  knowsRuns: boolean,
): Promise<SeriesPair | undefined> {
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile, dialect } as const;
  const translation = compile(rule, backend, options);
  const { planned, query, dialect: chosen, verdict } = translation;
  if (planned?.several === undefined || query === undefined || chosen === undefined) return undefined;
  if (verdict !== 'exact') return undefined;
  const { several } = planned;
  const reader = await readerOf(chosen);
  const read = reader?.({
    dialect: chosen,
    planned: { ...planned, several },
    query,
    given: translation.given,
  });
  // What the text says is judged; a dialect that names sources beside the text may hold one event for several steps.
  const { search, schedule = rule.schedule } = read?.value ?? { search: several.search };
  const { vendor } = chosen;
  const where = { vendor, withScope: vendor !== 'sigma', distinctTimes: true } as const;
  const look = timed({ search }, schedule);
  const runner = new SeriesRunner(look, where);
  if (!runner.canRun) return undefined;
  const all = seriesOf(look, {
    ...where,
    isMultiValued: planned.profile.isMultiValued,
    alerts: series => runner.groups(series, undefined).length > 0,
    ends: [],
  });
  if (all.length === 0) return undefined;
  // Engines count in whole seconds.
  const known = all.filter(({ events }) => events.every(({ at }) => Number.isInteger(at)));
  const whole = knowsRuns ? runner : new SeriesRunner({ search }, where);
  const series = known.slice(0, mostSeries).map(each => ({
    name: each.name,
    events: [...each.events].sort((one, other) => one.at - other.at),
    wanted: whole.groups(each, undefined),
    ...(each.now === undefined ? {} : { now: each.now }),
  }));
  const lookBack = knowsRuns ? schedule?.lookBack : undefined;
  const pair = { path, translation, query, search, series };
  return lookBack === undefined ? pair : { ...pair, lookBack };
}

/** What an engine says that tells no groups. */
export const [anAlert, noAlert] = ['an alert', 'none'] as const;

const nothing = 'nothing';

/** What an engine says of series; counts, and what it says otherwise than our evaluator. */
export class SeriesVerdicts {
  readonly #engine: string;
  readonly #apart = new Map<string, number>();
  readonly #examples = new Map<string, string>();
  readonly #all: string[] = [];
  readonly #explained = new Map<Explanation, number>();
  readonly #pairs = new Set<SeriesPair>();
  #series = 0;
  #agreed = 0;

  constructor(engine: string) {
    this.#engine = engine;
  }

  get pairs(): number {
    return this.#pairs.size;
  }

  judge(pair: SeriesPair, series: JudgedSeries, found: readonly string[] | string): void {
    this.#pairs.add(pair);
    this.#series++;
    const said = typeof found === 'string' ? found : found.join(' ') || nothing;
    const wanted = series.wanted.join(' ') || nothing;
    if (said === wanted) {
      this.#agreed++;
      return;
    }
    if (this.#explains(pair, series, said)) return;
    const kind = typeof found === 'string' ? found : `${said} against ${wanted}`;
    tally(this.#apart, kind);
    this.#all.push(`${kind}: ${pair.path}: ${series.name}`);
    const events = JSON.stringify(series.events).slice(0, 900);
    if (!this.#examples.has(kind))
      this.#examples.set(kind, `${pair.path}: ${series.name}\n${pair.query}\n${events}`);
  }

  #explains({ query }: SeriesPair, { events }: JudgedSeries, said: string): boolean {
    const answer = said === anAlert || (said === noAlert || said === nothing ? false : said);
    const found = explains(this.#engine, { answer, wanted: [], event: { events }, query });
    if (found === undefined) return false;
    this.#explained.set(found, (this.#explained.get(found) ?? 0) + 1);
    this.#agreed++;
    return true;
  }

  report(report: Report): void {
    report.title(`Series of events judged by ${this.#engine}`);
    report.line(`${this.#pairs.size} rules in a target, ${this.#series} series`);
    report.figure(
      `${this.#engine}: series judged alike`,
      percent(this.#agreed, this.#series),
      ` % of ${this.#series}`,
    );
    for (const [{ because, link }, count] of this.#explained)
      report.line(`explained, ${count}: ${because} (${link})`);
    report.counts('Apart', this.#apart, 20);
    const list = join(cacheFolder('apart'), `${this.#engine}-series.txt`);
    writeFileSync(list, this.#all.join('\n'));
    if (this.#all.length > 0) report.line(`all of them: ${list}`);
    for (const [kind, example] of [...this.#examples].slice(0, 8)) report.line(`${kind}: ${example}`);
  }
}
