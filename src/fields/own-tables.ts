import type { Vendor } from '../ir/index.ts';
import type { DataSource, FieldEntry } from './data-source.ts';
import { withoutScope } from './own-search.ts';
import type { OwnText } from './text-fields.ts';

/** What a project says of data sources and fields. Keys are ids of sources; `*` of `fields` is each of them. */
export interface OwnTables {
  readonly sources: Readonly<Record<string, OwnSource>>;
  readonly fields: Readonly<Record<string, readonly FieldEntry[]>>;
  /** Where the events of a source are in the environment. */
  readonly indices: Readonly<Record<string, readonly string[]>>;
  readonly searches: Readonly<Record<string, string>>;
  readonly logTypes: Readonly<Record<string, readonly string[]>>;
  /** What Elastic's mappings are there. */
  readonly isText?: OwnText;
  readonly caseless?: Readonly<Record<string, string>>;
}

/** A source of the project's own, or changes to a known one: only what is said counts. */
export interface OwnSource {
  readonly title?: string;
  readonly os?: DataSource['os'];
  readonly sigma?: Partial<DataSource['sigma']>;
  readonly elastic?: Partial<DataSource['elastic']>;
  readonly splunk?: Partial<DataSource['splunk']>;
  readonly panther?: Partial<DataSource['panther']>;
}

/**
 * The known sources as the project changes them, then its own. One that it says anything of is another object, since tables of
 * fields are kept by their sources.
 */
export function ownSources(own: OwnTables, known: readonly DataSource[]): readonly DataSource[] {
  const ids = new Set(known.map(({ id }) => id));
  const added = Object.keys(own.sources).filter(id => !ids.has(id));
  return [...known, ...added.map(emptySource)].map(source => changed(source, own));
}

/** Fields of a source that the project states: they come before those that are known. */
export function ownEntries(own: OwnTables, source: DataSource | undefined): readonly FieldEntry[] {
  const keys = [...(source === undefined ? [] : namesOf(source)), '*'];
  return keys.flatMap(key => (Object.hasOwn(own.fields, key) ? (own.fields[key] ?? []) : []));
}

/** What is said of the whole of a log is said of its parts. */
function namesOf({ id, partOf }: DataSource): readonly string[] {
  return partOf === undefined ? [id] : [id, partOf.source];
}

function emptySource(id: string): DataSource {
  return {
    id,
    title: id,
    sigma: {},
    elastic: { indices: ['logs-*'] },
    splunk: { search: 'index=*' },
    panther: { logTypes: [] },
    fields: [],
  };
}

function changed(source: DataSource, own: OwnTables): DataSource {
  const ids = namesOf(source);
  const { title, os, sigma, elastic, splunk, panther } = of(own.sources, ids) ?? {};
  const indices = of(own.indices, ids);
  const search = of(own.searches, ids);
  const logTypes = of(own.logTypes, ids);
  const isTold = [of(own.sources, ids), of(own.fields, [...ids, '*']), indices, search, logTypes];
  if (isTold.every(each => each === undefined)) return source;
  return {
    ...source,
    ...(title === undefined ? {} : { title }),
    ...(os === undefined ? {} : { os }),
    sigma: { ...source.sigma, ...sigma },
    elastic: { ...source.elastic, ...elastic, ...(indices === undefined ? {} : { indices }) },
    splunk: splunkOf(source, splunk, search ?? splunk?.search),
    panther: { ...source.panther, ...panther, ...(logTypes === undefined ? {} : { logTypes }) },
    ...untold(source, {
      sigma,
      elastic: elastic ?? indices,
      splunk: splunk ?? search,
      panther: panther ?? logTypes,
    }),
  };
}

function splunkOf(
  source: DataSource,
  own: OwnSource['splunk'],
  search: string | undefined,
): DataSource['splunk'] {
  const said = { ...source.splunk, ...own };
  return search === undefined ? said : { ...said, search: withoutScope(search, said.scope) };
}

/** What is known to be nowhere, or among others, is where a project says. */
function untold(
  { lacks, wider }: DataSource,
  said: Readonly<Partial<Record<Vendor, unknown>>>,
): Pick<DataSource, 'lacks' | 'wider'> {
  const without = (each: NonNullable<DataSource['lacks']>): NonNullable<DataSource['lacks']> =>
    Object.fromEntries(Object.entries(each).filter(([vendor]) => said[vendor as Vendor] === undefined));
  return {
    ...(lacks === undefined ? {} : { lacks: without(lacks) }),
    ...(wider === undefined ? {} : { wider: without(wider) }),
  };
}

/** What is said of the first of the ids that something is said of. */
function of<Value>(map: Readonly<Record<string, Value>>, ids: readonly string[]): Value | undefined {
  const id = ids.find(each => Object.hasOwn(map, each));
  return id === undefined ? undefined : map[id];
}
