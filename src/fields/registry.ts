import type { LogSource, Vendor } from '../ir/index.ts';
import type { DataSource, FieldEntry, FieldSet } from './data-source.ts';
import { families } from './families.ts';
import { FieldTable } from './field-table.ts';
import { logNames } from './log-names.ts';
import { type OwnTables, ownEntries, ownSources } from './own-tables.ts';
import { useTextFields } from './text-fields.ts';
import { useCaseless } from './written-name.ts';

const known = families.flatMap(family => family.dataSources);
let own: OwnTables | undefined;
const tables = new Map<DataSource | undefined, FieldTable>();
const sharedTables = new WeakMap<OwnTables, FieldTable>();

/** What a project says of its own sources and fields counts from here on, on this thread; undefined takes it back. */
export function useTables(given: OwnTables | undefined): void {
  own = given;
  useTextFields(given?.isText);
  useCaseless(given?.caseless);
}

/** A value that is made of the data sources, once for each of the tables that are in use. */
export function ofTables<Value>(make: () => Value): () => Value {
  const made = new WeakMap<object, Value>();
  return () => {
    const key = own ?? known;
    const held = made.get(key);
    if (held !== undefined) return held;
    const value = make();
    made.set(key, value);
    return value;
  };
}

/** Every data source, in the order of the data files; those of a project last. */
export const dataSources: () => readonly DataSource[] = ofTables(() =>
  own === undefined ? known : ownSources(own, known),
);

const sourcesById = ofTables(() => new Map(dataSources().map(source => [source.id, source])));

export function dataSource(id: string | undefined): DataSource | undefined {
  return id === undefined ? undefined : sourcesById().get(id);
}

/** The parts of each source that has any. */
export const partsOf: () => ReadonlyMap<string, readonly DataSource[]> = ofTables(() => {
  const found = new Map<string, DataSource[]>();
  for (const part of dataSources())
    for (const whole of part.partOf === undefined ? [] : [part.partOf.source, ...(part.partOf.also ?? [])])
      found.set(whole, [...(found.get(whole) ?? []), part]);
  return found;
});

/** The fields of a source; of an unknown one, those that endpoint products share. Built when first asked for. */
export function fieldTable(source: DataSource | undefined): FieldTable {
  const held = source === undefined && own !== undefined ? sharedTables.get(own) : tables.get(source);
  if (held !== undefined) return held;
  const sets = source === undefined ? sharedSets() : setsOf(source);
  const entries = own === undefined ? [] : ownEntries(own, source);
  const table = new FieldTable(sets, source?.splunk.dataModel?.split('.').at(-1), entries, logNames(source));
  if (source === undefined && own !== undefined) sharedTables.set(own, table);
  else tables.set(source, table);
  return table;
}

/** The fields of the log that a rule looks at. */
export function tableOf(source: Pick<LogSource, 'id' | 'isForeign'> | undefined): FieldTable {
  const known = dataSource(source?.id);
  return known === undefined && source?.isForeign === true ? foreignTable() : fieldTable(known);
}

/** Of a log that no table has, nothing but what a project says of all sources. */
const foreignTable = ofTables(
  () => new FieldTable([], undefined, own === undefined ? [] : ownEntries(own, undefined)),
);

/** Whether the fields of a source have one of that name. */
export function hasName(source: DataSource, vendor: Vendor, name: string): boolean {
  return fieldTable(source).byName(vendor, name) !== undefined;
}

/** A part of a log has its own fields in place of those that the whole has for events of every kind. */
function setsOf({ fields, partOf }: DataSource): readonly FieldSet[] {
  const [first, ...others] = fields.flatMap(name => fieldSet(name) ?? []);
  if (first === undefined || partOf === undefined) return first === undefined ? [] : [first, ...others];
  const own = new Set(first.entries.flatMap(({ canonical, also }) => [canonical, ...(also?.elastic ?? [])]));
  return [
    first,
    ...others.map(set => ({ ...set, entries: set.entries.filter(({ canonical }) => !own.has(canonical)) })),
  ];
}

/**
 * What Splunk's add-on makes a field of a source of, as an eval expression: the first set that knows the name decides. Undefined of fields that
 * events have themselves.
 */
export function calculatedField(source: DataSource, name: string): string | undefined {
  for (const set of source.fields) {
    const calculated = fieldSet(set)?.calculated ?? {};
    if (Object.hasOwn(calculated, name)) return calculated[name];
  }
  return undefined;
}

/** Values that Splunk's add-on writes in a field where the log has none; none of other fields. */
export function wordsOfAddOn(source: DataSource | undefined, name: string): readonly string[] {
  for (const set of source?.fields ?? []) {
    const filled = fieldSet(set)?.filled ?? {};
    if (Object.hasOwn(filled, name)) return filled[name] ?? [];
  }
  return [];
}

/** What Panther calls the fields of a log type that is not known is not known either: they keep their names. */
function sharedSets(): readonly FieldSet[] {
  return ['sysmon.file', 'sysmon'].flatMap(name => {
    const set = fieldSet(name);
    if (set === undefined) return [];
    const { panther: _, ...names } = set.names ?? {};
    return [{ ...set, names, entries: set.entries.map(withoutAddOn) }];
  });
}

/** Of a search of events that nobody knows, no add-on is known that names their fields. */
function withoutAddOn({ also: { splunk: _, ...also } = {}, ...entry }: FieldEntry): FieldEntry {
  return { ...entry, also };
}

/** A set of fields that several sources may share. */
export function fieldSet(name: string): FieldSet | undefined {
  return families.find(family => Object.hasOwn(family.fieldSets, name))?.fieldSets[name];
}
