import type { DataSource, FieldSet } from './data-source.ts';
import { families } from './families.ts';
import { FieldTable } from './field-table.ts';

let sources: readonly DataSource[] | undefined;
let sourcesById: Map<string, DataSource> | undefined;
const tables = new Map<DataSource | undefined, FieldTable>();

/** Every data source, in the order of the data files. */
export function dataSources(): readonly DataSource[] {
  sources ??= families.flatMap(family => family.dataSources);
  return sources;
}

export function dataSource(id: string | undefined): DataSource | undefined {
  if (id === undefined) return undefined;
  sourcesById ??= new Map(dataSources().map(source => [source.id, source]));
  return sourcesById.get(id);
}

/** The fields of a source; of an unknown one, those that endpoint products share. Built when first asked for. */
export function fieldTable(source: DataSource | undefined): FieldTable {
  const known = tables.get(source);
  if (known !== undefined) return known;
  const sets = source === undefined ? sharedSets() : source.fields.flatMap(name => fieldSet(name) ?? []);
  const table = new FieldTable(sets, source?.splunk.dataModel?.split('.').at(-1));
  tables.set(source, table);
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
