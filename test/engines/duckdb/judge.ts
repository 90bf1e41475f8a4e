import type { EventData } from '../../../bench/corpus/inputs.ts';
import { percent, type Report, tally } from '../../../bench/corpus/report.ts';
import { compile, defaultProfile } from '../../../src/compile/index.ts';
import type { Backend, PlannedRule, Search } from '../../../src/ir/index.ts';
import { SeriesRunner, type TimedSearch, timed } from '../../../src/verify/several/runner.ts';
import { seriesOf } from '../../../src/verify/several/search-series.ts';
import type { Series } from '../../../src/verify/several/series.ts';
import { nested } from '../events.ts';
import type { SeveralRule } from '../several-rules.ts';
import type { Database } from './database.ts';

/** The start of the clock of series. */
const start = Date.UTC(2026, 0, 5);

/** What DuckDB says of scheduled queries, on series of events made of what was planned. */
export class SqlVerdicts {
  readonly #apart = new Map<string, number>();
  readonly #unjudged = new Map<string, number>();
  readonly #examples: string[] = [];
  #queries = 0;
  #series = 0;
  #agreed = 0;

  agree(): void {
    this.#series++;
    this.#agreed++;
  }

  disagree(kind: string, example: string): void {
    this.#series++;
    tally(this.#apart, kind);
    if (
      this.#examples.length < 12 &&
      !this.#examples.some(each => each.slice(0, 60) === example.slice(0, 60))
    )
      this.#examples.push(example);
  }

  judged(): void {
    this.#queries++;
  }

  unjudged(why: string): void {
    tally(this.#unjudged, why);
  }

  report(report: Report): void {
    report.title('Scheduled queries judged by DuckDB');
    report.line(`${this.#queries} queries, ${this.#series} series of events`);
    report.figure(
      'duckdb: series judged alike',
      percent(this.#agreed, this.#series),
      ` % of ${this.#series}`,
    );
    report.counts('Not judged', this.#unjudged, 20);
    report.counts('Apart', this.#apart, 20);
    for (const example of this.#examples) report.line(example.slice(0, 2500));
  }
}

/** Each rule as a scheduled query, run over the series that its plan is run over by our evaluator. */
export async function judgeSql(
  database: Database,
  backend: Backend,
  rules: readonly SeveralRule[],
  verdicts: SqlVerdicts,
): Promise<void> {
  for (const { path, rule } of rules) {
    const translation = compile(rule, backend, {
      casing: 'keep',
      strictFields: false,
      profile: defaultProfile,
      dialect: 'sql',
    });
    const { planned, query } = translation;
    if (planned?.several === undefined || query === undefined) continue;
    await judgeQuery(
      database,
      { path, planned, query, search: timed({ search: withClock(planned.several.search) }, rule.schedule) },
      verdicts,
    );
  }
}

interface Judged {
  readonly path: string;
  readonly planned: PlannedRule;
  readonly query: string;
  readonly search: TimedSearch;
}

/** The time of an event is Panther's own, by whatever name the rule calls it. */
function withClock(search: Search): Search {
  return clocked(search) as Search;
}

function clocked(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(clocked);
  if (typeof node !== 'object' || node === null) return node;
  const parts = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, clocked(value)]));
  const { kind, canonical, name } = parts as { kind?: unknown; canonical?: unknown; name?: unknown };
  const isClock = kind === 'field' && (canonical === '@timestamp' || name === '@timestamp');
  return isClock ? { ...parts, name: 'p_event_time' } : parts;
}

/** Of one rule; the first ones show most. */
const mostSeries = 40;

async function judgeQuery(database: Database, judged: Judged, verdicts: SqlVerdicts): Promise<void> {
  const options = { vendor: 'panther', withScope: true, distinctTimes: true } as const;
  const runner = new SeriesRunner(judged.search, options);
  if (!runner.canRun) return verdicts.unjudged('our evaluator does not run it');
  const all = seriesOf(judged.search, {
    ...options,
    isMultiValued: judged.planned.profile.isMultiValued,
    alerts: series => runner.groups(series, undefined).length > 0,
    ends: [],
  });
  if (all.length === 0) return verdicts.unjudged('no series is found that it alerts on');
  const tables = [...new Set(judged.query.match(/panther_logs\.public\.\w+/g) ?? [])];
  if (judged.query.includes('panther_lookups')) return verdicts.unjudged('it needs a lookup table');
  if (judged.query.includes('hex_ipv6'))
    return verdicts.unjudged('DuckDB has no hexadecimal form of addresses of IPv6');
  if (judged.query.includes(String.raw`\u0000`))
    return verdicts.unjudged('DuckDB reads no query beyond a character of code 0');
  verdicts.judged();
  for (const series of all.slice(0, mostSeries))
    await judgeSeries(database, judged, runner, tables, series, verdicts);
}

async function judgeSeries(
  database: Database,
  { path, planned, query }: Judged,
  runner: SeriesRunner,
  tables: readonly string[],
  series: Series,
  verdicts: SqlVerdicts,
): Promise<void> {
  const events = series.events.map(({ at, data }) => nested(runner.written(data, start + at * 1000)));
  if (events.some(event => event === undefined))
    return verdicts.unjudged('an event that cannot be had as an object');
  const whole = events.filter(event => event !== undefined);
  try {
    await database.fill(tables, columnsOf(planned, query, whole), whole);
    const wanted = runner.groups(series, undefined).length > 0;
    const found = await alertsOf(database, query, series, runner);
    if (wanted === found) verdicts.agree();
    else
      verdicts.disagree(
        `${planned.several?.search.kind}: ${found ? 'found' : 'missed'}`,
        `${path}: ${series.name}: now ${series.now} ${JSON.stringify(whole).slice(0, 300)}\n${query}`,
      );
  } catch (error) {
    verdicts.disagree(`error: ${String(error).slice(0, 90)}`, `${path}: ${String(error)}\n${query}`);
  }
}

/** A search that follows the stream is run at each time of its schedule, any other once. */
async function alertsOf(
  database: Database,
  query: string,
  series: Series,
  runner: SeriesRunner,
): Promise<boolean> {
  const last = Math.max(0, ...series.events.map(({ at }) => at)) + waitOf(query);
  const step = everyOf(query);
  const single = series.now ?? last + 0.001;
  const times =
    runner.looksBack || series.now !== undefined || step === undefined
      ? [single]
      : Array.from({ length: Math.ceil(last / step) + 1 }, (_, index) => index * step);
  for (const time of times) {
    const rows = await database.query(query, new Date(start + time * 1000));
    if (rows.length > 0) return true;
  }
  return false;
}

const units: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3600, day: 86_400 };

const waits = /time_1 > DATEADD\('second', -(\d+), .*\n.*time_1 <= DATEADD\('second', -(\d+), /;

/** Seconds after the first event of a row until it is told, where something must be missing after the last one. */
function waitOf(query: string): number {
  return Number(waits.exec(query)?.[2] ?? 0);
}

/** What a query that follows the stream tells at each run: what ended since the one before. */
function everyOf(query: string): number | undefined {
  const [, since, wait] = waits.exec(query) ?? [];
  if (since !== undefined && wait !== undefined) return Number(since) - Number(wait);
  const joined = [...query.matchAll(/last\.p_event_time > DATEADD\('second', -(\d+)/g)].at(-1);
  if (joined !== undefined) return Number(joined[1]);
  const last = [...query.matchAll(/p_occurs_since\('(\d+) (second|minute|hour|day)s?'\)/g)].at(-1);
  return last === undefined ? undefined : Number(last[1]) * (units[last[2] ?? ''] ?? 1);
}

/** Columns that the query may name but does not make itself, and those of the events. */
function columnsOf({ several }: PlannedRule, query: string, events: readonly EventData[]): readonly string[] {
  const read = new Set(
    [...query.matchAll(/(\w+)::|TO_ARRAY\((\w+)\)/g)].map(([, cast, list]) => cast ?? list ?? ''),
  );
  const made = new Set(
    [...query.matchAll(/ AS (\w+)/g)].flatMap(([, name = '']) => (read.has(name) ? [] : [name])),
  );
  const names = new Map<string, string>();
  const add = (name: string): void => {
    const [first = name] = name.split('.');
    names.set(first.toLowerCase(), names.get(first.toLowerCase()) ?? first);
  };
  for (const event of events) for (const name of Object.keys(event)) add(name);
  for (const name of namesIn(several?.search)) if (!made.has(name)) add(name);
  names.delete('p_row_id');
  names.delete('@timestamp');
  return [...names.values()];
}

function* namesIn(node: unknown): Generator<string> {
  if (Array.isArray(node)) for (const each of node) yield* namesIn(each);
  else if (typeof node === 'object' && node !== null) {
    if ('kind' in node && node.kind === 'field' && 'name' in node) yield String(node.name);
    for (const [key, value] of Object.entries(node)) if (key !== 'origin') yield* namesIn(value);
  }
}
