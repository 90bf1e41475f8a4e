import { defaultProfile } from '../compile/index.ts';
import type { EventData } from '../evaluate/index.ts';
import { equals, field, type Pipeline, type Rule, type Search, type Stage } from '../ir/index.ts';
import type { RuleDifference, SeparatingSeries } from './diff-events.ts';
import { leastSeries } from './several/least-series.ts';
import { type RunnerOptions, SeriesRunner, type TimedSearch } from './several/runner.ts';
import { timedBy } from './several/runs.ts';
import { seriesAround } from './several/search-series.ts';
import type { Series } from './several/series.ts';
import { shownSeries } from './several/telling-series.ts';

/** Rows of tables that searches look up, by the name of the table. */
export type Tables = Readonly<Record<string, readonly EventData[]>>;

/** Of each table so many rows that came, and so many that went, are tried. */
const mostRows = 20;
/** Of each row so many series, of which the search alerts on the row or without it. */
const mostSeries = 4;

/**
 * What a rule finds with the rows of its tables as they are, beside what it found with those that there were. Equal where no column that
 * it asks for has changed; series are made of the rows that came and went; undefined where it looks up none of the tables.
 */
export function diffTables(rule: Rule, before: Tables, after: Tables): RuleDifference | undefined {
  const lookups = lookupsIn(rule.search).filter(({ table }) => table in before && table in after);
  if (lookups.length === 0) return undefined;
  const found = { given: [], responsible: [] };
  const changed = lookups.flatMap(lookup => changedRows(lookup, before, after));
  if (changed.length === 0) return { ...found, relation: 'equal' };
  const { old, new: current } = separated(rule, changed, before, after);
  const series = [old, current].flatMap(each => each ?? []);
  if (series.length === 0)
    return { ...found, relation: 'unknown', because: 'no event made of these rows tells them apart' };
  const relation = old === undefined ? 'weaker' : current === undefined ? 'stronger' : 'different';
  return { ...found, relation, because: 'tested on events made of these rows', series };
}

type Lookup = Extract<Stage, { kind: 'lookup' }>;

/** A row that came or went. */
interface ChangedRow {
  readonly lookup: Lookup;
  readonly row: EventData;
}

function changedRows(lookup: Lookup, before: Tables, after: Tables): readonly ChangedRow[] {
  const [was, is] = [before, after].map(tables => asked(lookup, tables[lookup.table] ?? []));
  const only = (
    rows: ReadonlyMap<string, EventData> = new Map(),
    others: ReadonlyMap<string, EventData> = new Map(),
  ) => [...rows].filter(([key]) => !others.has(key)).map(([, row]) => ({ lookup, row }));
  return [...only(is, was).slice(0, mostRows), ...only(was, is).slice(0, mostRows)];
}

/** Rows by what a search asks of them; each once. */
function asked({ on, fields }: Lookup, rows: readonly EventData[]): ReadonlyMap<string, EventData> {
  const names = fields.length === 0 ? undefined : [...on, ...fields];
  const keyOf = (row: EventData): string =>
    JSON.stringify(names === undefined ? row : names.map(name => row[name] ?? null));
  return new Map(rows.map(row => [keyOf(row), row]));
}

interface Separated {
  readonly old?: SeparatingSeries;
  readonly new?: SeparatingSeries;
}

function separated(rule: Rule, changed: readonly ChangedRow[], before: Tables, after: Tables): Separated {
  const { vendor } = rule.metadata;
  const options = { vendor, withScope: true, isMultiValued: defaultProfile(vendor).isMultiValued };
  const timed = timedBy(rule.search, rule);
  const ofOld = new SeriesRunner(timed, { ...options, tables: before });
  const ofNew = new SeriesRunner(timed, { ...options, tables: after });
  if (!ofOld.canRun || !ofNew.canRun) return {};
  const isOnlyBy = (one: SeriesRunner, other: SeriesRunner) => (series: Series) => {
    const others = other.groups(series);
    return one.groups(series).some(group => !others.includes(group));
  };
  const [isOld, isNew] = [isOnlyBy(ofOld, ofNew), isOnlyBy(ofNew, ofOld)];
  let found: Separated = {};
  for (const each of changed) {
    for (const series of seriesOfRow(timed, each, options)) {
      if (found.old === undefined && isOld(series)) found = { ...found, old: shown(series, isOld, true) };
      if (found.new === undefined && isNew(series)) found = { ...found, new: shown(series, isNew, false) };
    }
    if (found.old !== undefined && found.new !== undefined) break;
  }
  return found;
}

function shown(whole: Series, shows: (series: Series) => boolean, isOld: boolean): SeparatingSeries {
  const series = leastSeries(whole, shows);
  return { name: series.name, old: isOld, new: !isOld, events: shownSeries(series) };
}

type RowOptions = Pick<Parameters<typeof seriesAround>[1], 'withScope' | 'isMultiValued'> & RunnerOptions;

/** Series on which a search alerts where its look-up finds this row, and others where it finds none for the values of the row. */
function seriesOfRow(
  timed: TimedSearch,
  { lookup, row }: ChangedRow,
  options: RowOptions,
): readonly Series[] {
  return [row, {}].flatMap(entry => {
    const search = withRow(timed.search, lookup, row, entry);
    const runner = new SeriesRunner({ ...timed, search }, options);
    if (!runner.canRun) return [];
    const alerts = (series: Series): boolean => runner.groups(series).length > 0;
    const found: Series[] = [];
    for (const series of seriesAround(
      { ...timed, search },
      { ...options, alerts, distinctTimes: false, ends: [] },
    )) {
      if (alerts(series)) found.push(series);
      if (found.length === mostSeries) break;
    }
    return found;
  });
}

/** The look-up as one of the values of a row, which finds an entry of the table or none of it. */
function withRow(search: Search, lookup: Lookup, row: EventData, entry: EventData): Search {
  return mapStages(search, stage => {
    if (stage.kind !== 'lookup') return [stage];
    const { origin } = stage;
    const isThis = stage === lookup;
    const names =
      stage.fields.length > 0 ? stage.fields : Object.keys(entry).filter(name => !stage.on.includes(name));
    const fields = names.map(name => ({
      name,
      value: { kind: 'literal', value: isThis ? textOf(entry[name]) : null, origin } as const,
    }));
    const where = stage.on.map(name => equals(field(name, 'splunk', origin), [textOf(row[name]) ?? '']));
    return [
      ...(isThis ? where.map(each => ({ kind: 'filter', where: each, origin }) as const) : []),
      ...(fields.length === 0 ? [] : [{ kind: 'extend', fields, origin } as const]),
    ];
  });
}

/** A cell without a text is none. */
function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function lookupsIn(search: Search): readonly Lookup[] {
  const found: Lookup[] = [];
  mapStages(search, stage => {
    if (stage.kind === 'lookup') found.push(stage);
    return [stage];
  });
  return found;
}

function mapStages(search: Search, change: (stage: Stage) => readonly Stage[]): Search {
  const inner = (each: Search): Search => mapStages(each, change);
  switch (search.kind) {
    case 'union':
      return { ...search, searches: search.searches.map(inner) };
    case 'pipeline': {
      const stages = search.stages.flatMap(change);
      return { ...search, from: inner(search.from), stages } satisfies Pipeline;
    }
    default:
      return search;
  }
}
