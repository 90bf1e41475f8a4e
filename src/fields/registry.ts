import type { DataSource, FieldSet } from './data-source.ts';
import { families } from './families.ts';
import { FieldTable } from './field-table.ts';
import { type OwnTables, ownEntries, ownSources } from './own-tables.ts';

const known = families.flatMap(family => family.dataSources);
let own: OwnTables | undefined;
const tables = new Map<DataSource | undefined, FieldTable>();
const sharedTables = new WeakMap<OwnTables, FieldTable>();

/** What a project says of its own sources and fields counts from here on, on this thread; undefined takes it back. */
export function useTables(given: OwnTables | undefined): void {
  own = given;
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

/** The fields of a source; of an unknown one, those that endpoint products share. Built when first asked for. */
export function fieldTable(source: DataSource | undefined): FieldTable {
  const held = source === undefined && own !== undefined ? sharedTables.get(own) : tables.get(source);
  if (held !== undefined) return held;
  const sets = source === undefined ? sharedSets() : source.fields.flatMap(name => fieldSet(name) ?? []);
  const entries = own === undefined ? [] : ownEntries(own, source?.id);
  const table = new FieldTable(sets, source?.splunk.dataModel?.split('.').at(-1), entries);
  if (source === undefined && own !== undefined) sharedTables.set(own, table);
  else tables.set(source, table);
  return table;
}

/** What Panther calls the fields of a log type that is not known is not known either: they keep their names. */
function sharedSets(): readonly FieldSet[] {
  return ['sysmon.file', 'sysmon'].flatMap(name => {
    const set = fieldSet(name);
    if (set === undefined) return [];
    const { panther: _, ...names } = set.names ?? {};
    return [{ ...set, names }];
  });
}

function fieldSet(name: string): FieldSet | undefined {
  return families.find(family => Object.hasOwn(family.fieldSets, name))?.fieldSets[name];
}
